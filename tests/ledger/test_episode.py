"""Episodes as moves, from events and changes written by hand."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from detente import codebook
from detente.ledger import Config
from detente.ledger.episode import episodes
from detente.records import (
    Account,
    Actor,
    Article,
    Basis,
    Certainty,
    Change,
    Coding,
    Episode,
    Event,
    Evidence,
    EvidenceKind,
    Evidentiality,
    Link,
    LinkKind,
    Participant,
    Precision,
    Status,
    Verification,
    When,
)

DYAD = ("IRN", "PAK")


@pytest.fixture(scope="module")
def book() -> codebook.Codebook:
    """Return the shipped codebook."""
    return codebook.load()


def day(text: str | None) -> When | None:
    """Return a day."""
    return None if text is None else When(start=text, end=text, precision=Precision.DAY, basis=Basis.STATED)


def words(start: int = 0) -> Evidence:
    """Return some words of the one article."""
    return Evidence(kind=EvidenceKind.QUOTE, article="a", start=start, end=start + 4, quote="said")


def actor(code: str) -> Actor:
    """Return a state."""
    return Actor(id=code, name=code, country=code, sector="GOV")


def event(  # noqa: PLR0913, PLR0917 - a row of a table
    name: str, kind: str, on: str | None, sources: str, targets: str = "", soil: tuple[str, ...] = ()
) -> Event:
    """Return an event whose coding has the same id in small letters."""
    both = not targets and not soil
    return Event(
        id=name,
        type=kind,
        modes=(),
        contexts=(),
        sources=tuple(actor(one) for one in sources.split()),
        targets=tuple(actor(one) for one in targets.split()),
        affected_states=soil,
        reciprocal=both,
        status=Status.HAPPENED,
        day=day(on),
        place=None,
        codings=(name.lower(),),
        articles=("a",),
        claims=(),
        disputed=(),
        casualties=(),
        owners=("a",),
        sides=(),
        verification=Verification.UNVERIFIED,
        caution=None,
        dyads=(DYAD,),
        entered=False,
        background=False,
    )


def coding(of: Event, number: int) -> Coding:
    """Return the coding of an event, at its place in the text."""
    return Coding(
        id=of.id.lower(),
        type=of.type,
        modes=(),
        contexts=(),
        sources=(),
        targets=(),
        affected_states=(),
        status=Status.HAPPENED,
        evidentiality=Evidentiality.ASSERTED,
        attribution=None,
        day=of.day,
        place=None,
        trigger=words(number),
        evidence=words(number),
        sentence=words(number),
        reciprocal=False,
        casualties=(),
        reasons=(),
    )


def change(line: str, state: str, of: str, whose: tuple[str, ...] = ()) -> Change:
    """Return a change that was told with an event."""
    sides = tuple(Participant(actor=actor(one), evidence=words(), score=1.0, reason="named") for one in DYAD)
    return Change(
        id=f"{line}{state}{of}{whose}",
        line=line,
        state=state,
        certainty=Certainty.HAPPENED,
        sides=sides,
        by=(),
        day=None,
        evidence=words(),
        sentence=words(),
        evidentiality=Evidentiality.ASSERTED,
        attribution=None,
        coding=of.lower(),
        reasons=(),
        whose=whose,
    )


STRIKE = event("E1", "ASSAULT", "2024-01-16", "IRN", soil=("PAK",))
RECALL = event("E2", "SANCTION", "2024-01-17", "PAK", "IRN")
ANSWER = event("E3", "ASSAULT", "2024-01-18", "PAK", soil=("IRN",))
CALL = event("E4", "CONSULT", "2024-01-19", "IRN PAK")
PLEDGE = event("E5", "AGREE", "2024-01-22", "IRN PAK")
RETURN = event("E6", "SUPPORT", "2024-01-26", "IRN PAK")
WHOLE = (STRIKE, RECALL, ANSWER, CALL, PLEDGE, RETURN)
RECALLED = change("envoys", "recalled", "E2", ("PAK",))
BARRED = change("envoys", "barred", "E2", ("IRN",))
RETURNED = change("envoys", "in_post", "E6")


def told(
    book: codebook.Codebook, events: Sequence[Event], changes: Sequence[Change] = (), links: Sequence[Link] = ()
) -> tuple[Episode, ...]:
    """Return the episodes that one article of 30 January tells."""
    article = Article(id="a", text="said so", published=day("2024-01-30"))
    codings = tuple(coding(one, number) for number, one in enumerate(events))
    account = Account(article=article, codings=codings, undertakings=(), skipped=(), changes=tuple(changes))
    return episodes(DYAD, [account], events, links, book, Config())


def kinds(found: Episode) -> dict[str, str]:
    """Return what each event is in an episode."""
    return {move.event: move.kind.value for move in found.moves}


def test_strike_answer_recall_call_pledge_and_return_are_one_episode(book: codebook.Codebook) -> None:
    (found,) = told(book, WHOLE, (RECALLED, BARRED, RETURNED))
    assert kinds(found) == {
        "E1": "trigger",
        "E2": "answer",
        "E3": "answer",
        "E4": "turning_point",
        "E5": "move",
        "E6": "closing",
    }
    assert [move.event for move in found.moves] == ["E1", "E2", "E3", "E4", "E5", "E6"]
    assert found.start == day("2024-01-16")
    assert found.end == day("2024-01-26")
    assert found.restored == ("envoys:IRN", "envoys:PAK")
    assert found.missing == ()


def test_an_answer_names_what_it_answers(book: codebook.Codebook) -> None:
    (found,) = told(book, WHOLE)
    answers = {move.event: move.responds_to for move in found.moves}
    assert answers["E3"] == ("E1",)
    assert answers["E1"] == ()


def test_what_a_text_says_of_an_answer_goes_before_a_guess(book: codebook.Codebook) -> None:
    link = Link(kind=LinkKind.RESPONDS_TO, later="E4", earlier="E2", evidence=words(), reason="in response")
    (found,) = told(book, WHOLE, links=[link])
    assert {move.event: move.responds_to for move in found.moves}["E4"] == ("E2",)


def test_before_the_return_the_way_back_misses_both_ambassadors(book: codebook.Codebook) -> None:
    (found,) = told(book, WHOLE[:5], (RECALLED, BARRED))
    assert found.missing == ("envoys:IRN", "envoys:PAK")
    assert found.restored == ()
    assert found.end is None
    assert "closing" not in kinds(found).values()


@pytest.mark.parametrize(
    ("certainty", "state", "missing"),
    [
        (Certainty.URGED, "recalled", ()),
        (Certainty.DECIDED, "recalled", ()),
        (Certainty.AGREED, "in_post", ("envoys:PAK",)),
    ],
    ids=["urged against", "planned against", "to be restored"],
)
def test_what_is_urged_or_planned_against_a_line_is_no_loss_of_it(
    book: codebook.Codebook, certainty: Certainty, state: str, missing: tuple[str, ...]
) -> None:
    ahead = replace(change("envoys", state, "E2", ("PAK",)), certainty=certainty)
    (found,) = told(book, WHOLE[:5], (ahead,))
    assert (found.missing, found.restored) == (missing, ())


def test_nobody_is_named_as_having_made_a_move_of_which_reports_disagree_who_did(book: codebook.Codebook) -> None:
    open_one = replace(STRIKE, disputed=("sources",))
    (found,) = told(book, (open_one, *WHOLE[1:]))
    assert {move.event: move.by for move in found.moves}["E1"] == ()
    assert {move.event: move.by for move in found.moves}["E3"] == ("PAK",)


def test_one_ambassador_back_leaves_the_other_missing(book: codebook.Codebook) -> None:
    (found,) = told(book, WHOLE, (RECALLED, BARRED, change("envoys", "in_post", "E6", ("PAK",))))
    assert found.restored == ("envoys:PAK",)
    assert found.missing == ("envoys:IRN",)
    assert found.end is None


def test_the_baseline_is_taken_for_granted_where_nothing_was_reported(book: codebook.Codebook) -> None:
    (found,) = told(book, WHOLE, (RECALLED,))
    base = {(one.line, one.side): one for one in found.baseline}
    assert base["envoys", "PAK"].state == "in_post"
    assert base["envoys", "PAK"].change == ""
    assert ("hotline", None) not in base


def test_the_baseline_holds_what_was_reported_before(book: codebook.Codebook) -> None:
    earlier = event("E0", "COERCE", "2023-11-02", "PAK", "IRN")
    closed = change("border", "closed", "E0")
    found = told(book, (earlier, *WHOLE), (closed, RECALLED))
    assert len(found) == 2
    base = {(one.line, one.side): one for one in found[1].baseline}
    assert base["border", None].state == "closed"
    assert base["border", None].change == closed.id
    assert "border" not in found[1].missing


def test_a_long_quiet_ends_an_episode(book: codebook.Codebook) -> None:
    later = event("E9", "ASSAULT", "2024-04-20", "PAK", soil=("IRN",))
    found = told(book, (*WHOLE, later))
    assert [one.moves[0].event for one in found] == ["E1", "E9"]


def test_without_an_act_of_force_there_is_no_episode(book: codebook.Codebook) -> None:
    assert told(book, (CALL, PLEDGE)) == ()


def test_what_was_told_and_not_done_is_no_move(book: codebook.Codebook) -> None:
    planned = replace(ANSWER, status=Status.PLANNED)
    (found,) = told(book, (STRIKE, planned, CALL))
    assert "E3" not in kinds(found)


def test_undated_acts_stand_as_the_texts_order_them(book: codebook.Codebook) -> None:
    first = event("E7", "ASSAULT", None, "PAK", soil=("IRN",))
    second = event("E8", "ASSAULT", None, "IRN", soil=("PAK",))
    link = Link(kind=LinkKind.AFTER, later="E7", earlier="E8", evidence=words(), reason="following")
    (found,) = told(book, (first, second, PLEDGE), links=[link])
    order = [move.event for move in found.moves]
    assert order.index("E8") < order.index("E7")


def test_a_one_sided_move_turns_the_episode_once_the_other_side_answers_in_kind(book: codebook.Codebook) -> None:
    offer = event("E4", "AGREE", "2024-01-19", "PAK", "IRN")
    reply = event("E5", "AGREE", "2024-01-21", "IRN", "PAK")
    (alone,) = told(book, (STRIKE, ANSWER, offer))
    (both,) = told(book, (STRIKE, ANSWER, offer, reply))
    assert kinds(alone)["E4"] == "move"
    assert kinds(both)["E4"] == "turning_point"


def test_episodes_do_not_hang_on_the_order_of_the_events(book: codebook.Codebook) -> None:
    changes = (RECALLED, BARRED, RETURNED)
    article = Article(id="a", text="said so", published=day("2024-01-30"))
    codings = tuple(coding(one, number) for number, one in enumerate(WHOLE))
    account = Account(article=article, codings=codings, undertakings=(), skipped=(), changes=changes)
    straight = episodes(DYAD, [account], WHOLE, (), book, Config())
    assert episodes(DYAD, [account], tuple(reversed(WHOLE)), (), book, Config()) == straight
