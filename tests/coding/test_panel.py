"""The panel: what rule, lexicon model and event heads make of a word together, and how sure the result is."""

from dataclasses import replace

import pytest

from detente import codebook, coding, language
from detente.coding import Config
from detente.coding.acts import Lexicon
from detente.coding.document import Document
from detente.coding.panel import NONE, Panel
from detente.coding.people import People
from detente.coding.tree import Tree
from detente.records import Article, Parse

TEXT = (
    "Kenya's foreign minister condemned the raid on the border village and recalled the ambassador. "
    "The critics attacked the film."
)


@pytest.fixture(scope="module")
def parsed(engine: language.Engine) -> tuple[Article, Parse]:
    article = Article(id="a", text=TEXT)
    (parse,) = engine.parse([article])
    assert isinstance(parse, Parse)
    return article, parse


def opened(parsed: tuple[Article, Parse], book: codebook.Codebook, config: Config) -> tuple[Panel, list[Tree]]:
    article, parse = parsed
    doc = Document(parse, article, book, config)
    return Panel(doc, Lexicon(doc, People(doc))), doc.trees


def at(tree: Tree, word: str) -> int:
    return next(i for i in range(len(tree)) if tree.form(i) == word)


def test_three_voices_speak_of_a_word_and_their_sum_is_a_probability(
    parsed: tuple[Article, Parse], book: codebook.Codebook
) -> None:
    panel, trees = opened(parsed, book, Config())
    verdict = panel.verdict(trees[0], at(trees[0], "condemned"))
    assert verdict is not None
    assert [voice for voice, _, _ in verdict.voices] == ["rule", "lexicon", "heads"]
    assert verdict.type == "ACCUSE"
    assert sum(score for _, score in verdict.types) == pytest.approx(1.0, abs=1e-4)


def test_a_word_that_the_heads_did_not_read_has_no_verdict(book: codebook.Codebook) -> None:
    (parse,) = language.load().parse([Article(id="a", text=TEXT)])
    assert isinstance(parse, Parse)
    panel, trees = opened((Article(id="a", text=TEXT), parse), book, Config())
    assert panel.verdict(trees[0], at(trees[0], "condemned")) is None
    assert coding.code(parse, Article(id="a", text=TEXT), book, Config()).codings


def test_a_figure_of_speech_is_voted_down_with_its_reason(
    parsed: tuple[Article, Parse], book: codebook.Codebook
) -> None:
    panel, trees = opened(parsed, book, Config(veto=0.5))
    _, dropped = panel.acts(trees[1])
    assert [trees[1].form(act.head) for act, _ in dropped] == ["attacked"]
    assert "no act" in dropped[0][1]
    assert "heads" in dropped[0][1]


def test_with_no_voice_allowed_to_change_it_the_lexicon_decides_alone(
    parsed: tuple[Article, Parse], book: codebook.Codebook
) -> None:
    article, parse = parsed
    alone = Config(veto=2, retype=2, propose=2, override=2)
    panel, trees = opened((article, parse), book, alone)
    assert [panel.acts(tree)[0] for tree in trees] == [panel.lexicon.acts(tree) for tree in trees]


def test_a_type_that_the_panel_is_sure_of_replaces_the_rules(
    parsed: tuple[Article, Parse], book: codebook.Codebook
) -> None:
    panel, trees = opened(parsed, book, Config())
    act = next(act for act in panel.lexicon.acts(trees[0]) if trees[0].form(act.head) == "recalled")
    wrong = replace(act, rule=replace(act.rule, type="AID"))
    verdict = panel.verdict(trees[0], act.head)
    assert verdict is not None
    assert panel._retyped(wrong, verdict).type == "SANCTION"  # noqa: SLF001 - no sentence is sure to make the rules err


def test_who_plays_a_part_is_voted_by_heads_and_tree(parsed: tuple[Article, Parse], book: codebook.Codebook) -> None:
    panel, trees = opened(parsed, book, Config())
    players = panel.players(trees[0], at(trees[0], "recalled"), "source")
    assert at(trees[0], "minister") in players
    assert all(0.5 <= score <= 1 for score in players.values())


def test_every_field_of_a_coding_has_a_score_and_a_reason(
    parsed: tuple[Article, Parse], book: codebook.Codebook
) -> None:
    article, parse = parsed
    codings = coding.code(parse, article, book, Config()).codings
    assert codings
    for one in codings:
        fields = {reason.field for reason in one.reasons}
        assert {"type", "modes", "status", "evidentiality", "sources", "targets", "day", "place"} <= fields
        assert all(0 <= reason.score <= 1 and reason.reason for reason in one.reasons)


def test_an_explanation_tells_names_votes_and_what_came_out(
    parsed: tuple[Article, Parse], book: codebook.Codebook
) -> None:
    article, parse = parsed
    found = coding.explain(parse, article, book, Config(), 0)
    assert found.text.startswith("Kenya's foreign minister")
    assert {one.name for one in found.named} >= {"Kenya"}
    view = next(act for act in found.acts if found.sentence.tokens[act.token].text == "condemned")
    assert view.rule is not None
    assert view.rule.endswith("condemn -> ACCUSE")
    assert view.verdict is not None
    assert view.verdict.type == "ACCUSE"
    assert {one.type for one in found.codings} >= {"ACCUSE", "SANCTION"}


def test_words_of_the_lexicon_are_proposed_and_silent_words_are_not(
    parsed: tuple[Article, Parse], book: codebook.Codebook
) -> None:
    _, parse = parsed
    words = coding.proposed(parse, book)
    assert parse.sentences[0].tokens[words[0][0]].text == "condemned"
    assert "year" in book.lexicon.silent
    assert NONE in book.lexicon.types
