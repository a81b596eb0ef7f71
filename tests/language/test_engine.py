"""The engine with its shipped weights reads text it has never seen."""

from pathlib import Path

import numpy as np
import pytest

from detente.errors import EngineError
from detente.language import Config, Engine, load
from detente.records import Article, Parse, Sentence, Skipped, Span

TEXT = (
    "Border guards from Chad shelled a market near Tine on Monday. "
    "The foreign minister of Sudan, Ali Youssef, condemned the attack and recalled the country\u2019s ambassador."
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load()


def _parse(engine: Engine, text: str, furniture: tuple[Span, ...] = ()) -> Parse:
    (found,) = engine.parse([Article(id="a", text=text, furniture=furniture)])
    assert isinstance(found, Parse)
    return found


def test_words_and_sentences_point_into_the_text(engine: Engine) -> None:
    parse = _parse(engine, TEXT)
    assert [TEXT[s.start : s.end][-1] for s in parse.sentences] == [".", "."]
    assert all(TEXT[t.start : t.end] == t.text for s in parse.sentences for t in s.tokens)


def test_trees_have_one_root_and_arguments_lie_in_the_sentence(engine: Engine) -> None:
    for sentence in _parse(engine, TEXT).sentences:
        assert [t.head for t in sentence.tokens].count(-1) == 1
        for predicate in sentence.predicates:
            for argument in predicate.arguments:
                assert 0 <= argument.start <= argument.head < argument.end <= len(sentence.tokens)


def _arguments(sentence: Sentence, word: str) -> dict[str, str]:
    (found,) = [p for p in sentence.predicates if sentence.tokens[p.token].text == word]
    return {a.role: " ".join(t.text for t in sentence.tokens[a.start : a.end]) for a in found.arguments}


def test_a_plain_sentence_is_read_right(engine: Engine) -> None:
    first, second = _parse(engine, TEXT).sentences
    roles = _arguments(first, "shelled")
    assert roles["ARG0"] == "Border guards from Chad"
    assert roles["ARG1"].startswith("a market")
    assert _arguments(second, "recalled")["ARG1"] == "the country \u2019s ambassador"
    assert "Ali Youssef" in {" ".join(t.text for t in second.tokens[n.start : n.end]) for n in second.names}


def test_the_same_text_gives_the_same_parse_whatever_stands_beside_it(engine: Engine) -> None:
    alone = _parse(engine, TEXT)
    other = Article(id="b", text="A ceasefire held. " * 40)
    beside = engine.parse([other, Article(id="a", text=TEXT), other])[1]
    assert beside == alone
    assert engine.parse([Article(id="a", text=TEXT)]) == engine.parse([Article(id="a", text=TEXT)])


def test_furniture_makes_no_sentence(engine: Engine) -> None:
    header = "Published: 18 January 2024 "
    parse = _parse(engine, header + TEXT, (Span(start=0, end=len(header)),))
    assert parse.sentences[0].start == len(header)


def test_an_article_without_words_is_skipped_and_the_rest_goes_on(engine: Engine) -> None:
    empty, full = engine.parse([Article(id="e", text=" \n ", path="e.txt"), Article(id="a", text=TEXT)])
    assert isinstance(empty, Skipped)
    assert empty.where == "e.txt"
    assert isinstance(full, Parse)


def test_a_monstrous_sentence_is_read_in_parts(engine: Engine) -> None:
    text = "shelled " + "qwrtzpsdfg " * 700
    parse = _parse(engine, text)
    assert sum(len(s.tokens) for s in parse.sentences) == 701


def test_given_predicates_are_read_as_such(engine: Engine) -> None:
    (sentence,) = engine.parse_words([["The", "market", "burned", "."]], given=[[1]])
    assert 1 in {p.token for p in sentence.predicates}


def test_similar_sentences_have_nearer_vectors(engine: Engine) -> None:
    vectors = engine.vectors(
        ["Troops shelled the town.", "The army fired artillery at the city.", "Wheat prices fell."]
    )
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="no weights"):
        load(Config(weights=tmp_path))
