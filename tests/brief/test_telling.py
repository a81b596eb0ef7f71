"""How a brief tells an account: rule by rule, from books made by hand."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from detente.brief import compose, render
from detente.flow import Desk
from detente.records import (
    Account,
    Actor,
    Books,
    Brief,
    Certainty,
    Change,
    Claim,
    DueDate,
    Episode,
    Event,
    Evidentiality,
    KeepingKind,
    Line,
    LineState,
    Link,
    LinkKind,
    Move,
    MoveKind,
    Overdue,
    Part,
    PastBrief,
    Precision,
    Relation,
    Section,
    Status,
    Verification,
    When,
)

from .made import (
    EVENT,
    IRAN,
    MINISTERS,
    PAKISTAN,
    WORKERS,
    account,
    books,
    commitment,
    cut,
    day,
    keeping,
)

Tell = Callable[..., Brief]
STRUCK = "Iran struck two villages across the border on Tuesday evening."


@pytest.fixture
def tell(desk: Desk) -> Tell:
    """Return the brief of some books."""

    def brief(found: Books, **asked: object) -> Brief:
        return compose(found, desk.book, **asked)[0]  # type: ignore[arg-type]

    return brief


def part(brief: Brief, wanted: Part) -> Section:
    return next(one for one in brief.sections if one.part is wanted)


def first(brief: Brief, wanted: Part = Part.HAPPENED) -> Line:
    return part(brief, wanted).lines[0]


def test_an_event_is_told_with_the_exact_words_of_a_report(tell: Tell) -> None:
    line = first(tell(books([account("a", STRUCK)], EVENT)))
    assert (line.text, line.quote) == ("Iran attacked Pakistan", STRUCK)


def test_a_long_sentence_is_quoted_by_its_clause(tell: Tell) -> None:
    text = f"{'In a long account of the week ' * 8}it said that Iran struck two villages across the border."
    held = account("a", text, clause="Iran struck two villages across the border")
    assert first(tell(books([held], EVENT))).quote == "Iran struck two villages across the border"


def test_what_was_entered_is_never_quoted(tell: Tell, desk: Desk) -> None:
    told = tell(books([account("a", STRUCK, entered=True)], replace(EVENT, entered=True)))
    assert first(told).quote is None
    assert f"as entered: {STRUCK}" in first(told).text
    assert f"“{STRUCK}" not in render(told, "md", desk.book).decode()
    assert f"<q>{STRUCK}" not in render(told, "html", desk.book).decode()


def test_an_undated_event_stands_where_it_was_reported(tell: Tell) -> None:
    held = [account(name, STRUCK, published=on) for name, on in (("a", "2024-01-20"), ("b", "2024-01-19"), ("c", None))]
    undated = replace(EVENT, codings=("a.c", "b.c"))
    unknown = replace(EVENT, id="E2", codings=("c.c",))
    dated = [replace(EVENT, id=f"E{n}", day=day(f"2024-01-{d}"), codings=()) for n, d in ((3, 18), (4, 25))]
    lines = part(tell(books(held, unknown, undated, *dated)), Part.HAPPENED).lines
    assert [(one.id, one.day) for one in lines] == [
        ("E3", "2024-01-18"),
        ("E1", "reported 2024-01-19"),
        ("E4", "2024-01-25"),
        ("E2", "day unknown"),
    ]


def test_a_week_is_told_by_its_monday_and_sorted_among_days(tell: Tell) -> None:
    week = When(start="2024-W03", end="2024-W03", precision=Precision.WEEK, basis=day("2024-01-01").basis)
    held = (replace(EVENT, day=week), replace(EVENT, id="E2", day=day("2024-01-14")))
    assert [one.day for one in part(tell(books([], *held)), Part.HAPPENED).lines] == [
        "2024-01-14",
        "week of 2024-01-15",
    ]


@pytest.mark.parametrize(
    ("act", "wanted"), [("ASSAULT", Part.HAPPENED), ("ACCUSE", Part.SAID), ("AGREE", Part.HAPPENED)]
)
def test_statements_stand_apart_from_acts(tell: Tell, act: str, wanted: Part) -> None:
    told = tell(books([account("a", STRUCK, act=act)], replace(EVENT, type=act, codings=("a.c",))))
    assert {one: len(part(told, one).lines) for one in (Part.HAPPENED, Part.SAID)} == {
        Part.HAPPENED: int(wanted is Part.HAPPENED),
        Part.SAID: int(wanted is Part.SAID),
    }
    assert part(told, Part.SAID).folded


MINISTER = Actor(id="x", name="Ali Karimi", country="IRN", sector="GOV", office="minister")
TOLD = {
    "Iran and Pakistan came to an agreement": {"type": "AGREE", "sources": (IRAN, PAKISTAN), "targets": (IRAN,)},
    "Iran gave backing to Pakistan": {"type": "SUPPORT", "targets": (IRAN, PAKISTAN)},
    "Pakistan made a request to Iran": {"type": "REQUEST", "sources": (MINISTERS,), "targets": (IRAN,)},
    "Iran attacked in Pakistan; hit: nine labourers": {"targets": (WORKERS,)},
    "Iran's minister Ali Karimi attacked Pakistan": {"sources": (MINISTER, IRAN)},
    "Somebody not named attacked Pakistan": {"sources": ()},
}


@pytest.mark.parametrize(("text", "event"), TOLD.items(), ids=TOLD)
def test_an_act_is_told_in_plain_words(tell: Tell, text: str, event: dict[str, object]) -> None:
    told = tell(books([account("a", STRUCK)], replace(EVENT, **event)))  # type: ignore[arg-type]
    lines = (*part(told, Part.HAPPENED).lines, *part(told, Part.SAID).lines)
    assert [one.text for one in lines] == [text]


def change(held: Account, line: str, state: str) -> Change:
    coding = held.codings[0]
    return Change(
        id=f"{held.article.id}.ch",
        line=line,
        state=state,
        certainty=Certainty.HAPPENED,
        sides=(),
        by=(),
        day=None,
        evidence=coding.evidence,
        sentence=coding.sentence,
        evidentiality=Evidentiality.ASSERTED,
        attribution=None,
        coding=coding.id,
        reasons=(),
        whose=("PAK",),
    )


def test_an_act_on_a_line_is_told_as_what_became_of_it(tell: Tell) -> None:
    held = account("a", "Pakistan recalled its ambassador from Tehran.", act="SANCTION")
    held = replace(held, changes=(change(held, "envoys", "recalled"),))
    event = replace(EVENT, type="SANCTION", modes=("withdraw",), sources=(PAKISTAN,), targets=(IRAN,))
    assert first(tell(books([held], event))).text == "Pakistan recalled its ambassador from Iran"


def claim(field: str, value: str, by: str | None, coding: str) -> Claim:
    return Claim(field=field, value=value, by=by, owners=(), codings=(coding,), verification=Verification.SELF_REPORTED)


def test_versions_are_sentences_in_the_order_they_were_told_gravest_field_first(tell: Tell) -> None:
    held = [account("a", STRUCK), account("b", STRUCK, outlet="Valley Post", published="2024-01-18")]
    claims = (
        claim("targets", "Pakistan", "PAK", "a.c"),
        claim("killed", "9", "IRN", "a.c"),
        claim("killed", "7", None, "b.c"),
    )
    event = replace(EVENT, codings=("a.c", "b.c"), claims=claims, disputed=("targets", "killed"))
    line = first(tell(books(held, event)), Part.VERSIONS)
    assert line.text.endswith("reports differ on the number killed and the target")
    assert [one.text for one in line.below] == [
        "Valley Post, in its own voice, says that 7 were killed (first told 2024-01-18)",
        "Iran says that 9 were killed (first told 2024-01-20)",
        "Pakistan says that it was aimed at itself (first told 2024-01-20)",
    ]
    assert all(one.citations for one in line.below)


def test_what_parties_contradict_each_other_on_is_said_first(tell: Tell) -> None:
    claims = (claim("status", "denied", "IRN", "a.c"), claim("status", "happened", "PAK", "a.c"))
    told = tell(books([account("a", STRUCK)], replace(EVENT, claims=claims, disputed=("status",))))
    assert first(told).caution == "disputed whether it happened"
    assert [one.text.partition(" (")[0] for one in first(told, Part.VERSIONS).below] == [
        "Iran says that it did not happen",
        "Pakistan says that it happened",
    ]


def test_talks_called_off_are_a_deed(tell: Tell) -> None:
    told = tell(books([account("a", STRUCK)], replace(EVENT, type="REJECT", modes=("meet",))))
    assert first(told).text == "Iran refused or called off talks with Pakistan"


def test_a_disputed_order_is_told_with_the_reports_of_both_ways(tell: Tell) -> None:
    held = [account("a", STRUCK), account("b", STRUCK, outlet="Valley Post")]
    words = [one.codings[0].evidence for one in held]
    link = Link(
        kind=LinkKind.AFTER, later="E2", earlier="E1", evidence=words[0], reason="after", contradicted=(words[1],)
    )
    found = replace(books(held, EVENT, replace(EVENT, id="E2", codings=("b.c",))), links=(link,))
    line = first(tell(found), Part.VERSIONS)
    assert line.text.startswith("reports disagree on the order of E1")
    assert [(one.text, len(one.citations)) for one in line.below] == [("E2 after E1", 1), ("E1 after E2", 1)]


def test_an_answer_names_what_it_answers(tell: Tell) -> None:
    held = account("a", STRUCK)
    link = Link(
        kind=LinkKind.RESPONDS_TO, later="E2", earlier="E1", evidence=held.codings[0].evidence, reason="answers"
    )
    later = replace(EVENT, id="E2", sources=(PAKISTAN,), targets=(IRAN,), day=day("2024-01-21"))
    lines = part(tell(replace(books([held], EVENT, later), links=(link,))), Part.HAPPENED).lines
    assert [one.text for line in lines for one in line.below] == ["in answer to E1: Iran attacked Pakistan"]


def test_keepings_are_one_line_a_kind_but_each_violation_is_told(tell: Tell) -> None:
    held = [account(name, STRUCK, outlet=name) for name in "abc"]
    words = [one.codings[0].evidence for one in held]
    kept = [keeping(f"K{n}", KeepingKind.COMPLIED, words[n], by) for n, by in ((0, "IRN"), (1, "PAK"), (2, None))]
    broken = [keeping(f"K{n + 3}", KeepingKind.ALLEGED_VIOLATION, words[n], "PAK", n + 1) for n in (1, 0)]
    found = replace(books(held), commitments=(commitment(words[0]),), keepings=(*kept, *broken))
    line = first(tell(found), Part.PROMISED)
    assert line.quote == STRUCK
    assert [one.text for one in line.below] == [
        "alleged violation no. 1 by Iran, says Pakistan",
        "alleged violation no. 2 by Iran, says Pakistan",
        "kept: 3 reports, so say Iran, Pakistan and the reports in their own voice",
    ]
    assert [len(one.citations) for one in line.below] == [1, 1, 3]


def test_overdue_promises_come_first_then_by_due_date(tell: Tell) -> None:
    held = account("a", STRUCK)
    words = held.codings[0].evidence

    def due(name: str, on: str | None) -> object:
        dates = (DueDate(due=day(on), how="set", announced=None, evidence=words),) if on else ()
        return replace(commitment(words, name), due=dates)

    found = replace(books([held]), commitments=(due("C1", None), due("C2", "2024-03-01"), due("C3", "2024-01-22")))  # type: ignore[arg-type]
    late = Overdue(
        commitment="C3", as_of="2024-01-30", days=8, coverage_until=None, contrary=False, words="8 days over"
    )
    told = tell(found, overdue=[late])
    assert [one.id for one in part(told, Part.PROMISED).lines] == ["C3", "C2", "C1"]
    assert "8 days over" in (part(told, Part.PROMISED).lines[0].then or "")
    assert first(told, Part.UNKNOWN).id == "C3"


def test_an_act_that_bears_on_an_open_promise_is_pointed_out_until_it_is_weighed(tell: Tell) -> None:
    made = account("a", "Both sides agreed to a ceasefire.", published="2024-01-20", act="AGREE")
    fired = account("b", STRUCK, published="2024-01-22")
    event = replace(EVENT, codings=("b.c",), articles=("b",), day=day("2024-01-21"))
    found = replace(books([made, fired], event), commitments=(commitment(made.codings[0].evidence),))
    assert [one.text[:2] for one in first(tell(found), Part.WATCH).below if one.citations] == ["E1"]
    weighed = keeping("K1", KeepingKind.ALLEGED_VIOLATION, fired.codings[0].evidence, "PAK", 1)
    found = replace(found, keepings=(weighed,))
    assert not [one for one in first(tell(found), Part.WATCH).below if one.citations]


def state(held: Account, line: str, state: str, side: str | None = None, *, disputed: bool = False) -> LineState:
    words = held.codings[0].evidence
    return LineState(
        line=line, side=side, state=state, since=day("2024-01-17"), change="", evidence=words, disputed=disputed
    )


def test_lines_out_of_order_come_first_and_sides_that_stand_alike_are_one_line(tell: Tell) -> None:
    held = account("a", STRUCK)
    lines = (
        state(held, "talks", "active"),
        state(held, "hotline", "unknown"),
        state(held, "envoys", "in_post", "IRN"),
        state(held, "envoys", "in_post", "PAK"),
        state(held, "trade", "stopped", "IRN"),
    )
    relation = Relation(dyad=("IRN", "PAK"), lines=lines, third_parties=(), changes=())
    told = tell(replace(books([held]), relation=relation))
    assert [one.text for one in part(told, Part.RELATION).lines] == [
        "trade of Iran: stopped since 2024-01-17",
        "ambassadors of Iran and Pakistan: at their posts since 2024-01-17",
        "talks: going on since 2024-01-17",
    ]


def test_an_episode_is_told_by_its_turns_and_the_way_back_line_by_line(tell: Tell) -> None:
    held = account("a", STRUCK)
    words = held.codings[0].evidence

    def move(event: str, kind: MoveKind, *answered: str) -> Move:
        return Move(event=event, kind=kind, by=("IRN",), responds_to=answered, rung=-9, day=None, evidence=words)

    episode = Episode(
        id="EP1",
        dyad=("IRN", "PAK"),
        start=day("2024-01-16"),
        end=None,
        moves=(move("E1", MoveKind.TRIGGER), move("E1", MoveKind.MOVE), move("E2", MoveKind.ANSWER, "E1")),
        baseline=(),
        restored=("envoys:IRN",),
        missing=("envoys:PAK",),
    )
    other = replace(EVENT, id="E2", sources=(PAKISTAN,), targets=(IRAN,), affected_states=())
    course, back = part(tell(replace(books([held], EVENT, other), episodes=(episode,))), Part.RELATION).lines
    assert [one.text for one in course.below] == [
        "Begun by E1: Iran attacked Pakistan",
        "Answered by E2: Pakistan attacked Iran, in answer to E1",
    ]
    assert [one.text for one in back.below] == [
        "still missing: ambassadors of Pakistan",
        "restored: ambassadors of Iran",
    ]


def test_what_is_unknown_says_why_and_the_doer_of_a_grave_act_comes_first(tell: Tell) -> None:
    held = account("a", STRUCK)
    told = tell(books([held], replace(EVENT, sources=(), articles=("a",))))
    assert [one.text.partition(":")[0] for one in part(told, Part.UNKNOWN).lines] == [
        "Who did it",
        "What Iran says in a voice of its own",
        "What Pakistan says in a voice of its own",
        "When",
    ]
    assert "the one report does not say" in first(told, Part.UNKNOWN).text


def test_the_head_names_the_sources_once_however_they_write_themselves(tell: Tell) -> None:
    held = [account("a", STRUCK, outlet="VALLEY POST"), account("b", STRUCK, outlet="Valley Post")]
    assert [one.names for one in tell(books(held)).head.sources] == [("Valley Post",)]


def test_the_same_brief_made_again_says_the_same_of_what_changed(desk: Desk) -> None:
    found = books([account("a", STRUCK)], EVENT)
    _, said = compose(found, desk.book)
    past = PastBrief(
        dyad=found.dyad, at="2024-02-02T10:00", as_of=None, said=said, before=(), before_at="2024-02-01T10:00"
    )
    once = compose(found, desk.book, before=PastBrief(dyad=found.dyad, at="2024-02-01T10:00", as_of=None, said=()))[0]
    again = compose(found, desk.book, before=past)[0]
    assert part(again, Part.CHANGED) == part(once, Part.CHANGED)
    assert [one.citations for one in part(again, Part.CHANGED).lines] == [first(once).citations]


def test_acts_that_were_only_planned_are_no_part_of_the_account(tell: Tell) -> None:
    told = tell(books([account("a", STRUCK)], replace(EVENT, status=Status.PLANNED)))
    assert part(told, Part.HAPPENED).empty == "no act between the two is on record"


def test_ids_in_a_line_are_links_to_what_they_name(tell: Tell, desk: Desk) -> None:
    held = account("a", STRUCK)
    link = Link(
        kind=LinkKind.RESPONDS_TO, later="E2", earlier="E1", evidence=held.codings[0].evidence, reason="answers"
    )
    later: Event = replace(EVENT, id="E2", day=day("2024-01-21"))
    told = tell(replace(books([held], EVENT, later), links=(link,)))
    assert 'in answer to <a href="#E1">E1</a>' in render(told, "html", desk.book).decode()


def test_words_of_a_condition_are_quoted_only_where_they_were_read(tell: Tell) -> None:
    text = "They stop firing if the other side does."
    held = account("a", text)
    condition = cut("a", text, "if the other side does")
    told = tell(
        replace(books([held]), commitments=(replace(commitment(held.codings[0].evidence), condition=condition),))
    )
    assert "on condition: “if the other side does”" in (first(told, Part.PROMISED).then or "")
