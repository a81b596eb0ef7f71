"""The provisions of a statement are proposed from its numbering and from what the engine found."""

import re
from collections.abc import Sequence

import pytest

from detente.codebook import Codebook
from detente.entry import Clerk, proposed
from detente.records import (
    Account,
    Actor,
    Article,
    Basis,
    EntryKind,
    Evidence,
    EvidenceKind,
    Genre,
    Parse,
    Participant,
    Precision,
    Sentence,
    Standing,
    Token,
    Undertaking,
    When,
)

NUMBERED = """Joint statement

1. Norway and Iceland will send their envoys back by 26 May 2023.
2. The two sides shall:
 (a) withdraw their boats from 1 June 2023;
 (b) open a hotline.
3. Norway frees the crew if Iceland pays the toll.
4. They thanked their hosts.
"""
PLAIN = "The ministers met. Norway frees the crew. They dined. Iceland opens the port."


def cut(text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence(kind=EvidenceKind.QUOTE, article="s", start=start, end=start + len(words), quote=words)


def undertaking(text: str, words: str, kind: str, by: Sequence[str], **more: object) -> Undertaking:
    """Return an undertaking as the engine would have found it."""
    evidence = cut(text, words)
    sides = tuple(
        Participant(
            actor=Actor(id=name, name=name, country=name, sector="GOV"), evidence=evidence, score=1.0, reason="named"
        )
        for name in by
    )
    given: dict[str, object] = {"due": None, "condition": None, **more}
    return Undertaking(
        id=words,
        type=kind,
        by=sides,
        to=(),
        words=evidence,
        sentence=evidence,
        standing=Standing.PLEDGED,
        reasons=(),
        **given,  # type: ignore[arg-type]
    )


def day(text: str) -> When:
    return When(start=text, end=text, precision=Precision.DAY, basis=Basis.STATED)


def parse(text: str) -> Parse:
    """Return the sentences of a text with words that are their own lemmas."""
    sentences = []
    for sentence in re.finditer(r"[^.\n]+\.?", text):
        tokens = tuple(token(word, sentence.start()) for word in re.finditer(r"[\w-]+", sentence[0]))
        sentences.append(Sentence(start=sentence.start(), end=sentence.end(), tokens=tokens, predicates=(), names=()))
    return Parse(article="s", sentences=tuple(sentences), chains=())


def token(word: re.Match[str], offset: int) -> Token:
    start, end = offset + word.start(), offset + word.end()
    return Token(
        start=start,
        end=end,
        text=word[0],
        lemma=word[0].lower(),
        upos="X",
        xpos="X",
        features="",
        head=-1,
        relation="root",
    )


def account(text: str, *undertakings: Undertaking) -> Account:
    article = Article(id="s", text=text, title="Joint statement", genre=Genre.STATEMENT, published=day("2023-05-03"))
    return Account(article=article, codings=(), undertakings=undertakings, skipped=())


@pytest.fixture
def rows(book: Codebook) -> tuple[dict[str, str], ...]:
    found = account(
        NUMBERED,
        undertaking(NUMBERED, "send their envoys back", "diplomatic_representation", ["NOR", "ISL"]),
        undertaking(
            NUMBERED,
            "frees the crew",
            "prisoner_release",
            ["NOR"],
            condition=cut(NUMBERED, "if Iceland pays the toll"),
        ),
    )
    return proposed(found, parse(NUMBERED), book)


def by_number(rows: Sequence[dict[str, str]], field: str) -> dict[str, str]:
    return {row["provision"]: row.get(field, "") for row in rows}


def test_each_provision_is_a_row_with_its_number_and_a_lead_in_is_none(rows: tuple[dict[str, str], ...]) -> None:
    assert list(by_number(rows, "words")) == ["1", "2(a)", "2(b)", "3", "4"]


def test_types_come_from_the_engine_or_from_the_words(rows: tuple[dict[str, str], ...]) -> None:
    assert by_number(rows, "type") == {
        "1": "diplomatic_representation",
        "2(a)": "withdrawal",
        "2(b)": "hotline",
        "3": "prisoner_release",
        "4": "",
    }


def test_who_undertakes_it_is_the_two_sides_where_the_provision_names_nobody(rows: tuple[dict[str, str], ...]) -> None:
    assert by_number(rows, "by") == {
        "1": "NOR; ISL",
        "2(a)": "ISL; NOR",
        "2(b)": "ISL; NOR",
        "3": "NOR",
        "4": "ISL; NOR",
    }


def test_dates_and_conditions_are_proposed(rows: tuple[dict[str, str], ...]) -> None:
    assert by_number(rows, "due")["1"] == "2023-05-26"
    assert by_number(rows, "effective")["2(a)"] == "2023-06-01"
    assert by_number(rows, "condition")["3"] == "if Iceland pays the toll"
    assert set(by_number(rows, "announced").values()) == {"2023-05-03"}


def test_offsets_point_at_the_words(rows: tuple[dict[str, str], ...]) -> None:
    for row in rows:
        assert " ".join(NUMBERED[int(row["start"]) : int(row["end"])].split()) == row["words"]


def test_the_engines_due_date_wins(book: Codebook) -> None:
    one = undertaking(NUMBERED, "send their envoys back", "dialogue", ["NOR", "ISL"], due=day("2023-05-25"))
    assert by_number(proposed(account(NUMBERED, one), parse(NUMBERED), book), "due")["1"] == "2023-05-25"


def test_a_provision_of_two_types_becomes_two_rows(book: Codebook) -> None:
    found = account(
        NUMBERED,
        undertaking(NUMBERED, "send their envoys", "diplomatic_representation", ["NOR"]),
        undertaking(NUMBERED, "back by 26 May", "visit_or_meeting", ["ISL"]),
    )
    types = by_number(proposed(found, parse(NUMBERED), book), "type")
    assert (types["1-1"], types["1-2"]) == ("diplomatic_representation", "visit_or_meeting")


def test_a_statement_without_numbers_is_cut_into_sentences_with_undertakings(book: Codebook) -> None:
    found = account(
        PLAIN,
        undertaking(PLAIN, "frees the crew", "prisoner_release", ["NOR"]),
        undertaking(PLAIN, "opens the port", "trade_or_transit", ["ISL"]),
    )
    rows = proposed(found, parse(PLAIN), book)
    assert by_number(rows, "words") == {"1": "Norway frees the crew.", "2": "Iceland opens the port."}


def test_a_statement_in_which_nothing_is_undertaken_has_no_provisions(book: Codebook) -> None:
    assert proposed(account("They met. They dined."), parse("They met. They dined."), book) == ()


def test_what_is_proposed_can_be_entered_as_it_stands(book: Codebook, rows: tuple[dict[str, str], ...]) -> None:
    article = account(NUMBERED).article
    clerk = Clerk(book, texts=lambda name: article if name == article.id else None)
    for row in rows:
        found = clerk.entered(EntryKind.PROVISION, {**row, "author": "A. Rahimi"}, now="2024-01-27")
        assert isinstance(found, Account) == ("type" in row)
