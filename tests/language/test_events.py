"""The event heads with their shipped weights."""

import pytest

from detente import language
from detente.records import Article, Parse, Vote

TEXT = "Rebels attacked a police post near the river on Monday. The minister said that it rained."


def voted(words: dict[int, list[int]], text: str = TEXT) -> Parse:
    (parse,) = language.load(propose=lambda _: words).parse([Article(id="a", text=text)])
    assert isinstance(parse, Parse)
    return parse


def vote(parse: Parse, word: str) -> Vote | None:
    for sentence in parse.sentences:
        for found in sentence.votes:
            if sentence.tokens[found.token].text == word:
                return found
    return None


def test_only_proposed_sentences_are_read() -> None:
    parse = voted({0: []})
    assert parse.sentences[0].votes
    assert not parse.sentences[1].votes
    assert not any(s.votes for s in voted({}).sentences)


def test_an_act_has_its_type_status_and_players() -> None:
    parse = voted({0: [1]})
    found = vote(parse, "attacked")
    assert found is not None
    assert found.types[0][0] == "ASSAULT"
    assert found.statuses[0][0] == "happened"
    players = {(one.role, parse.sentences[0].tokens[one.token].text) for one in found.roles if one.score > 0.5}
    assert players >= {("source", "Rebels"), ("target", "post")}


def test_a_word_that_is_asked_about_gets_a_vote_though_it_is_no_act() -> None:
    found = vote(voted({1: [2]}), "said")
    assert found is not None
    assert found.types[0][0] == "NONE"


def test_probabilities_are_ordered_and_within_bounds() -> None:
    for sentence in voted({0: [1], 1: [2]}).sentences:
        for one in sentence.votes:
            for labels in (one.types, one.statuses, one.evidentialities, one.undertakings):
                scores = [score for _, score in labels]
                assert scores == sorted(scores, reverse=True)
                assert 0 <= scores[-1] <= scores[0] <= 1
            assert all(0 <= role.token < len(sentence.tokens) for role in one.roles)


def test_the_same_sentence_gets_the_same_votes_whatever_is_read_beside_it() -> None:
    alone = vote(voted({0: [1]}), "attacked")
    beside = vote(
        voted({0: [1], 1: [2], 2: [0]}, TEXT + " Talks between the two armies went on for six more days."), "attacked"
    )
    assert alone is not None
    assert beside is not None
    assert dict(alone.types)["ASSAULT"] == pytest.approx(dict(beside.types)["ASSAULT"], abs=0.05)
