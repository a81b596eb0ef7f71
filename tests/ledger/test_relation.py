"""How lines between two parties stand, from changes written by hand; third parties; the two first articles."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from detente import codebook
from detente.flow import accounts, open_rooms
from detente.ledger.relation import relation
from detente.records import (
    Account,
    Actor,
    Article,
    Basis,
    Certainty,
    Change,
    Coding,
    Evidence,
    EvidenceKind,
    Evidentiality,
    LineState,
    Participant,
    Precision,
    Relation,
    Status,
    ThirdPartyRole,
    ThirdPartyStanding,
    When,
)
from detente.settings import Settings

DYAD = ("IRN", "PAK")


@pytest.fixture(scope="module")
def book() -> codebook.Codebook:
    """Return the shipped codebook."""
    return codebook.load()


def day(text: str | None) -> When | None:
    """Return a day."""
    return None if text is None else When(start=text, end=text, precision=Precision.DAY, basis=Basis.STATED)


def words(article: str, start: int = 0) -> Evidence:
    """Return some words of an article."""
    return Evidence(kind=EvidenceKind.QUOTE, article=article, start=start, end=start + 4, quote="said")


def side(code: str, sector: str = "GOV") -> Participant:
    """Return a state as a side."""
    actor = Actor(id=code, name=code, country=code, sector=sector)
    return Participant(actor=actor, evidence=words("x"), score=1.0, reason="named")


def change(  # noqa: PLR0913 - a row of a table
    line: str,
    state: str,
    on: str | None = None,
    *,
    certainty: Certainty = Certainty.HAPPENED,
    whose: tuple[str, ...] = (),
    article: str = "a",
    start: int = 0,
    sides: tuple[str, ...] = DYAD,
) -> Change:
    """Return a change."""
    return Change(
        id=f"{article}{start}{line}{state}{on}{certainty.value}{whose}",
        line=line,
        state=state,
        certainty=certainty,
        sides=tuple(side(one) for one in sides),
        by=(),
        day=day(on),
        evidence=words(article, start),
        sentence=words(article, start),
        evidentiality=Evidentiality.ASSERTED,
        attribution=None,
        coding=None,
        reasons=(),
        whose=whose,
    )


def account(name: str, published: str | None, *changes: Change, codings: Sequence[Coding] = ()) -> Account:
    """Return an account of an article with some changes."""
    article = Article(id=name, text="said so", source=name, published=day(published))
    placed = tuple(
        replace(one, id=f"{name}{one.id}", evidence=words(name, number)) for number, one in enumerate(changes)
    )
    return Account(article=article, codings=tuple(codings), undertakings=(), skipped=(), changes=placed)


def stood(book: codebook.Codebook, *accounts: Account) -> Relation:
    """Return the relation from some accounts."""
    return relation(DYAD, accounts, (), book)


def line(found: Relation, name: str, whose: str | None = None) -> LineState:
    """Return the state of one line."""
    return next(one for one in found.lines if one.line == name and one.side == whose)


def test_one_recalled_and_the_other_barred_stay_two_states(book: codebook.Codebook) -> None:
    found = stood(
        book,
        account(
            "a",
            "2024-01-18",
            change("envoys", "recalled", "2024-01-17", whose=("PAK",)),
            change("envoys", "barred", "2024-01-17", whose=("IRN",)),
        ),
    )
    assert line(found, "envoys", "PAK").state == "recalled"
    assert line(found, "envoys", "IRN").state == "barred"


def test_a_later_report_of_an_earlier_day_does_not_overwrite_a_later_state(book: codebook.Codebook) -> None:
    found = stood(
        book,
        account("new", "2024-01-27", change("envoys", "in_post", "2024-01-26")),
        account("late", "2024-02-10", change("envoys", "recalled", "2024-01-17", whose=("PAK",))),
    )
    assert line(found, "envoys", "PAK").state == "in_post"
    assert line(found, "envoys", "PAK").since == day("2024-01-26")


def test_an_undated_report_that_tells_an_old_change_again_changes_nothing(book: codebook.Codebook) -> None:
    found = stood(
        book,
        account("first", "2024-01-17", change("envoys", "recalled", "2024-01-17")),
        account("return", "2024-01-26", change("envoys", "in_post", "2024-01-26")),
        account("background", "2024-02-20", change("envoys", "recalled")),
    )
    assert line(found, "envoys", "IRN").state == "in_post"


def test_what_was_only_discussed_is_pending_and_changes_no_state(book: codebook.Codebook) -> None:
    found = stood(
        book,
        account("a", "2024-01-17", change("envoys", "recalled", "2024-01-17")),
        account("b", "2024-01-19", change("envoys", "in_post", "2024-01-19", certainty=Certainty.DISCUSSED)),
    )
    state = line(found, "envoys", "IRN")
    assert state.state == "recalled"
    assert state.pending == ("in_post", Certainty.DISCUSSED)


def test_a_pending_change_is_gone_once_it_happened(book: codebook.Codebook) -> None:
    found = stood(
        book,
        account("a", "2024-01-22", change("envoys", "in_post", "2024-01-22", certainty=Certainty.AGREED)),
        account("b", "2024-01-26", change("envoys", "in_post", "2024-01-26")),
    )
    assert line(found, "envoys", "PAK").pending is None


def test_a_line_of_which_only_a_change_to_come_is_told_has_no_state(book: codebook.Codebook) -> None:
    decided = change("diplomatic_relations", "full", certainty=Certainty.DECIDED)
    found = stood(book, account("a", "2024-01-20", decided))
    assert line(found, "diplomatic_relations").state == "unknown"
    assert line(found, "diplomatic_relations").pending == ("full", Certainty.DECIDED)


def test_the_last_call_over_a_line_is_remembered(book: codebook.Codebook) -> None:
    found = stood(
        book,
        account("a", "2024-01-18", change("foreign_ministers_call", "used", "2024-01-17")),
        account("b", "2024-01-20", change("foreign_ministers_call", "used", "2024-01-19")),
    )
    assert line(found, "foreign_ministers_call").last_used == day("2024-01-19")


def test_a_hotline_that_is_not_answered_keeps_its_last_answered_call(book: codebook.Codebook) -> None:
    found = stood(
        book,
        account("a", "2024-03-02", change("hotline", "open", "2024-03-01")),
        account("b", "2024-04-09", change("hotline", "unanswered", "2024-04-08")),
    )
    assert line(found, "hotline").state == "unanswered"
    assert line(found, "hotline").last_used == day("2024-03-01")


def test_a_summons_leaves_the_ambassador_at_his_post(book: codebook.Codebook) -> None:
    found = stood(
        book,
        account("a", "2024-01-10", change("envoys", "in_post", "2024-01-10", whose=("IRN",))),
        account("b", "2024-01-17", change("envoys", "summoned", "2024-01-17", whose=("IRN",))),
    )
    assert line(found, "envoys", "IRN").state == "in_post"
    assert line(found, "envoys", "IRN").last_used == day("2024-01-17")


def test_two_sources_that_contradict_each_other_on_one_day_are_flagged(book: codebook.Codebook) -> None:
    found = stood(
        book,
        account("a", "2024-05-02", change("border", "open", "2024-05-01")),
        account("b", "2024-05-02", change("border", "closed", "2024-05-01", certainty=Certainty.ASSERTED)),
    )
    assert line(found, "border").disputed
    assert line(found, "border").state == "open"


def test_a_denied_state_is_disputed(book: codebook.Codebook) -> None:
    found = stood(
        book,
        account("a", "2024-05-02", change("border", "closed", "2024-05-01")),
        account("b", "2024-05-03", change("border", "closed", "2024-05-02", certainty=Certainty.DENIED)),
    )
    assert line(found, "border").state == "closed"
    assert line(found, "border").disputed


def test_changes_of_other_dyads_are_none_of_this_one(book: codebook.Codebook) -> None:
    found = stood(book, account("a", "2024-05-02", change("border", "closed", "2024-05-01", sides=("AFG", "PAK"))))
    assert found.lines == ()
    assert found.changes == ()


def test_the_relation_does_not_hang_on_the_order_of_the_articles(book: codebook.Codebook) -> None:
    accounts = [
        account("a", "2024-01-17", change("envoys", "recalled", "2024-01-17")),
        account("b", "2024-01-26", change("envoys", "in_post", "2024-01-26")),
        account("c", "2024-01-27", change("border", "closed", "2024-01-27"), change("envoys", "recalled")),
    ]
    assert stood(book, *accounts) == stood(book, *reversed(accounts))


# -- third parties


def coded(kind: str, modes: tuple[str, ...], sources: str, targets: str, quote: str) -> Coding:
    """Return a coding of an outsider's act."""
    evidence = Evidence(kind=EvidenceKind.QUOTE, article="a", start=0, end=len(quote), quote=quote)
    return Coding(
        id=f"{kind}{sources}{quote}",
        type=kind,
        modes=modes,
        contexts=(),
        sources=tuple(side(one) for one in sources.split()),
        targets=tuple(side(one) for one in targets.split()),
        affected_states=(),
        status=Status.HAPPENED,
        evidentiality=Evidentiality.ATTRIBUTED,
        attribution=None,
        day=day("2024-01-18"),
        place=None,
        trigger=evidence,
        evidence=evidence,
        sentence=evidence,
        reciprocal=False,
        casualties=(),
        reasons=(),
    )


@pytest.mark.parametrize(
    ("coding", "role", "standing"),
    [
        (coded("REQUEST", ("yield",), "CHN", "IRN PAK", "urged restraint"), "appeal", "active"),
        (coded("AGREE", (), "QAT", "IRN PAK", "offered to mediate"), "mediation", "offered"),
        (coded("CONSULT", ("third-party",), "OMN", "IRN PAK", "received both"), "mediation", "active"),
        (coded("REJECT", ("meet",), "IRN", "QAT", "turned down the offer to mediate"), "mediation", "declined"),
        (coded("AGREE", (), "PAK", "QAT", "accepted mediation by Doha"), "mediation", "accepted"),
    ],
    ids=["an appeal", "an offer to mediate", "mediation at work", "a side declines", "a side accepts"],
)
def test_a_third_party_has_the_role_and_standing_that_acts_give_it(
    book: codebook.Codebook, coding: Coding, role: str, standing: str
) -> None:
    found = stood(book, account("a", "2024-01-19", codings=[coding]))
    (third,) = found.third_parties
    assert third.role is ThirdPartyRole(role)
    assert third.standing is ThirdPartyStanding(standing)


def test_an_act_of_the_two_themselves_makes_no_third_party(book: codebook.Codebook) -> None:
    act = coded("REQUEST", ("meet",), "IRN", "PAK", "asked for talks")
    assert stood(book, account("a", "2024-01-19", codings=[act])).third_parties == ()


# -- the two first articles


def test_the_two_first_articles_give_the_relation_that_they_tell(book: codebook.Codebook, shared: Path) -> None:
    paths = [str(path) for path in sorted((shared / "gold" / "texts").glob("00*.txt"))]
    read = [one for one in accounts(paths, open_rooms(Settings()), batch=4) if isinstance(one, Account)]
    found = stood(book, *read)
    for one in DYAD:
        assert line(found, "envoys", one).state == "recalled"
        assert line(found, "envoys", one).pending == ("in_post", Certainty.DISCUSSED)
    assert line(found, "diplomatic_relations").state == "unknown"
    assert line(found, "diplomatic_relations").pending == ("full", Certainty.DECIDED)
    assert line(found, "foreign_ministers_call").state == "used"
    assert line(found, "talks").state == "active"
    assert line(found, "communication_channels").state == "open"
    assert {(one.actor.country, one.role.value, one.standing.value) for one in found.third_parties} == {
        ("UNO", "appeal", "active"),
        ("UNO", "facilitation", "offered"),
        ("CHN", "facilitation", "offered"),
    }
