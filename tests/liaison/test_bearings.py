"""What notices and logs say of lines and promises: entered evidence, never an event, and nothing of what is held."""

from collections.abc import Sequence
from itertools import count

import pytest

from detente.codebook import Codebook
from detente.flow import Desk
from detente.liaison import NOTHING, accounts, measures, seal, threads
from detente.records import (
    Account,
    Act,
    Certainty,
    Envelope,
    EvidenceKind,
    Genre,
    Keeping,
    KeepingKind,
    Notice,
    Thread,
    Tlp,
)
from tests.liaison.patrols import FORMS, HOUR, Patrols

DAYS = ("2024-02-03", "2024-02-10", "2024-02-17")
LATE = "2024-03-01"
UNDERTAKING = {"C1": "undertaking-1"}
BETWEEN = {"C1": ("IRN", "PAK")}
VIOLATION = {
    "accused": "IRN",
    "day": "2024-02-01",
    "place": "Taftan",
    "what": "shots across the line",
    "commitment": "C1",
    "weapon": "rifle",
}


@pytest.fixture(scope="session")
def book(desk: Desk) -> Codebook:
    return desk.book


class Traffic:
    """Threads on any form, entry by entry."""

    def __init__(self) -> None:
        self.entries: list[Envelope] = []
        self.numbers = count(1)

    def add(  # noqa: PLR0913 - the parts of a notice
        self,
        form: str,
        by: str,
        fields: dict[str, str],
        *,
        act: Act = Act.NEW,
        of: str | None = None,
        to: Sequence[str] = ("IRN",),
        at: str = "2024-02-02T10:00+05:00",
        about: Sequence[str] = (),
    ) -> str:
        notice = Notice(
            act=act,
            form=form,
            of=of,
            sender=by,
            to=tuple(to),
            author="desk officer",
            at=at,
            about=tuple(about),
            tlp=Tlp.AMBER,
            fields=tuple(fields.items()),
        )
        root = next((one.thread for one in self.entries if one.id == of), None)
        previous = self.entries[-1].hash if self.entries else NOTHING
        made = seal(notice, number=next(self.numbers), previous=previous, thread=root, salts=lambda: "0" * 32)
        self.entries.append(made)
        return made.id

    def threads(self) -> tuple[Thread, ...]:
        return threads(self.entries, FORMS, LATE)


def told(found: Traffic, book: Codebook) -> tuple[Account, ...]:
    """Return the accounts of threads."""
    return accounts(_logged(found.threads(), found.entries), (), FORMS, book, UNDERTAKING, between=BETWEEN)


def _logged(found: Sequence[Thread], entries: Sequence[Envelope]) -> list[Thread]:
    from dataclasses import replace  # noqa: PLC0415 - until every thread has its log

    return [replace(one, log=tuple(entry for entry in entries if entry.thread == one.id)) for one in found]


def logged(made: Patrols, book: Codebook, until: str = LATE) -> list[Keeping]:
    """Return what a patrol's log says of its promise."""
    found = accounts((), measures(made.entries, FORMS, until), FORMS, book, UNDERTAKING)
    return [keeping for one in found for keeping in one.keepings]


# -- lines


def test_an_envoy_notice_changes_the_line_and_rests_on_its_words(book: Codebook) -> None:
    traffic = Traffic()
    fields = {"whose": "PAK", "role": "ambassador", "status": "recalled", "day": "2024-01-17"}
    traffic.add("envoy_status", "PAK", fields)
    (found,) = told(traffic, book)
    (change,) = found.changes
    assert (change.line, change.state, change.certainty) == ("envoys", "recalled", Certainty.HAPPENED)
    assert change.whose == ("PAK",)
    assert {one.actor.id for one in change.sides} == {"IRN", "PAK"}
    assert change.day is not None
    assert change.day.start == "2024-01-17"
    assert change.evidence.kind is EvidenceKind.ENTERED
    assert change.evidence.quote == found.article.text[change.evidence.start : change.evidence.end]
    assert (found.article.id, found.article.genre, found.article.side) == ("N1", Genre.ENTRY, "PAK")
    assert found.entry is not None
    assert (found.entry.notice, found.entry.author, found.known) == ("N1", "desk officer", "2024-02-02T10:00+05:00")


def test_what_lies_ahead_of_the_sending_is_no_more_than_a_word_on_it(book: Codebook) -> None:
    traffic = Traffic()
    fields = {"whose": "PAK", "role": "ambassador", "status": "in_post", "day": "2024-02-09"}
    traffic.add("envoy_status", "PAK", fields)
    assert told(traffic, book)[0].changes[0].certainty is Certainty.PLEDGED


def test_a_call_is_told_between_those_who_spoke(book: Codebook) -> None:
    traffic = Traffic()
    fields = {"with": "IRN", "channel": "foreign_ministers_call", "status": "held", "day": "2024-01-19"}
    traffic.add("talks", "PAK", fields, to=("IRN", "QAT"))
    (change,) = told(traffic, book)[0].changes
    assert (change.line, change.state) == ("foreign_ministers_call", "used")
    assert {one.actor.id for one in change.sides} == {"IRN", "PAK"}
    assert change.by == ()


def test_a_correction_changes_what_a_notice_says(book: Codebook) -> None:
    traffic = Traffic()
    fields = {"whose": "PAK", "role": "ambassador", "status": "recalled", "day": "2024-01-17"}
    name = traffic.add("envoy_status", "PAK", fields)
    traffic.add("envoy_status", "PAK", {"day": "2024-01-18", "why": "a slip"}, act=Act.CORRECT, of=name)
    (found,) = told(traffic, book)
    assert [one.day and one.day.start for one in found.changes] == ["2024-01-18"]


def test_a_withdrawn_notice_says_nothing_any_more(book: Codebook) -> None:
    traffic = Traffic()
    fields = {"whose": "PAK", "role": "ambassador", "status": "recalled", "day": "2024-01-17"}
    name = traffic.add("envoy_status", "PAK", fields)
    assert told(traffic, book)
    traffic.add("envoy_status", "PAK", {"why": "sent in error"}, act=Act.WITHDRAW, of=name)
    assert told(traffic, book) == ()


def test_nothing_of_a_notice_becomes_an_event_and_an_intelligence_notice_says_nothing(book: Codebook) -> None:
    traffic = Traffic()
    fields = {"claim": "a group gathers at the border", "grade": "B2", "valid_until": "2024-03-01", "commitment": "C1"}
    name = traffic.add("intelligence_notice", "IRN", fields, to=("PAK",), about=("C1",))
    traffic.add("intelligence_notice", "IRN", {}, act=Act.RELEASE, of=name)
    traffic.add(
        "incident_notice", "PAK", {"what": "a strike", "day": "2024-01-16", "place": "Panjgur", "kind": "strike"}
    )
    assert told(traffic, book) == ()


# -- promises


def released(traffic: Traffic, **more: str) -> str:
    """Send a violation report and release it."""
    name = traffic.add("violation_report", "PAK", {**VIOLATION, **more}, about=("C1",))
    traffic.add("violation_report", "PAK", {}, act=Act.RELEASE, of=name, at="2024-02-02T11:00+05:00")
    return name


def test_a_violation_report_is_an_allegation_that_names_its_promise_by_an_undertaking(book: Codebook) -> None:
    traffic = Traffic()
    released(traffic)
    (found,) = told(traffic, book)
    (keeping,) = found.keepings
    assert (keeping.kind, keeping.commitment) == (KeepingKind.ALLEGED_VIOLATION, "undertaking-1")
    assert (keeping.by, keeping.accused, keeping.place, keeping.weapon) == ("PAK", ("IRN",), "Taftan", "rifle")
    assert keeping.verified_by is None
    assert keeping.answer is None


def test_a_held_report_says_nothing(book: Codebook) -> None:
    traffic = Traffic()
    traffic.add("violation_report", "PAK", VIOLATION, about=("C1",))
    assert told(traffic, book) == ()


def test_what_the_accused_says_in_dispute_is_its_answer_with_how_it_was_settled(book: Codebook) -> None:
    traffic = Traffic()
    name = released(traffic)
    why = {"why": "the shots came from smugglers"}
    traffic.add("violation_report", "IRN", why, act=Act.DISPUTE, of=name, to=("PAK",), at="2024-02-03T10:00+03:30")
    assert told(traffic, book)[0].keepings[0].answer == "dispute: the shots came from smugglers"
    terms = {"outcome": "agreed", "terms": "a joint inquiry"}
    traffic.add("violation_report", "PAK", terms, act=Act.SETTLE, of=name, at="2024-02-04T10:00+05:00")
    assert "settle: agreed; a joint inquiry" in str(told(traffic, book)[0].keepings[0].answer)


REPORT = {"commitment": "C1", "finding": "violated", "accused": "IRN", "day": "2024-02-01", "words": "cartridges found"}
VERIFIERS = [
    ("a third party on its own finding", "osce", "osce", KeepingKind.VERIFIED_VIOLATION, "osce"),
    ("a side on what it says a body found", "PAK", "osce", KeepingKind.ALLEGED_VIOLATION, None),
    ("a side on its own finding", "PAK", "PAK", KeepingKind.ALLEGED_VIOLATION, None),
]


@pytest.mark.parametrize(
    ("sender", "verifier", "kind", "by"), [r[1:] for r in VERIFIERS], ids=[r[0] for r in VERIFIERS]
)
def test_only_a_third_party_verifies_and_only_by_its_own_word(
    book: Codebook, sender: str, verifier: str, kind: KeepingKind, by: str | None
) -> None:
    traffic = Traffic()
    traffic.add("verification_report", sender, {**REPORT, "verifier": verifier}, to=("PAK", "IRN"), about=("C1",))
    (keeping,) = told(traffic, book)[0].keepings
    assert (keeping.kind, keeping.verified_by) == (kind, by)


def test_a_notice_about_no_promise_that_is_known_says_nothing_of_one(book: Codebook) -> None:
    traffic = Traffic()
    released(traffic, commitment="C9")
    assert told(traffic, book) == ()


# -- logs


def test_each_sides_row_of_a_patrol_that_was_done_is_progress(book: Codebook) -> None:
    made = Patrols()
    made.log("PAK", DAYS[0], "done", evidence="joint record 1")
    made.log("IRN", DAYS[0], "done")
    found = logged(made, book)
    assert [(one.by, one.kind, one.verified_by) for one in found] == [
        ("PAK", KeepingKind.PROGRESS, None),
        ("IRN", KeepingKind.PROGRESS, None),
    ]
    assert {one.commitment for one in found} == {"undertaking-1"}


def test_a_plan_that_was_done_whole_is_kept_on_its_last_day(book: Codebook) -> None:
    made = Patrols()
    for day in DAYS:
        made.log("PAK", day, "done")
    assert [one.kind for one in logged(made, book)] == [KeepingKind.PROGRESS] * 2 + [KeepingKind.COMPLIED]


def test_a_plan_that_is_over_and_was_not_done_whole_is_kept_in_part(book: Codebook) -> None:
    made = Patrols()
    made.log("PAK", DAYS[0], "done")
    made.log("PAK", DAYS[1], "not_done")
    made.log("PAK", DAYS[2], "not_observable")
    assert [one.kind for one in logged(made, book)] == [KeepingKind.PARTLY_COMPLIED]


def test_what_was_not_done_is_no_violation_unless_a_side_is_accused(book: Codebook) -> None:
    made = Patrols()
    made.log("PAK", DAYS[0], "not_done", words="fog")
    assert logged(made, book) == []
    made.log("PAK", DAYS[1], "not_done", accused="IRN")
    (found,) = logged(made, book)
    assert (found.kind, found.accused, found.by) == (KeepingKind.ALLEGED_VIOLATION, ("IRN",), "PAK")


def test_a_disputed_occasion_counts_for_nobody_and_keeps_both_words(book: Codebook) -> None:
    made = Patrols()
    made.log("PAK", DAYS[0], "not_done", accused="IRN", words="nobody came")
    made.log("IRN", DAYS[0], "done", words="we walked it")
    (found,) = logged(made, book)
    assert found.kind is KeepingKind.ALLEGED_VIOLATION
    assert "we walked it" in str(found.answer)


def test_what_could_not_be_seen_is_no_word_on_the_promise_unless_somebody_barred_the_way(book: Codebook) -> None:
    made = Patrols()
    made.log("PAK", DAYS[0], "not_observable")
    assert logged(made, book) == []
    made.log("PAK", DAYS[1], "not_observable", accused="IRN")
    assert [one.kind for one in logged(made, book)] == [KeepingKind.ACCESS_DENIED]


def test_a_third_partys_row_verifies_and_a_verifier_that_a_side_names_does_not(book: Codebook) -> None:
    made = Patrols()
    made.log("PAK", DAYS[0], "done", verifier="osce")
    made.log("osce", DAYS[1], "done")
    assert [(one.by, one.verified_by) for one in logged(made, book)] == [("PAK", None), ("osce", "osce")]


def test_a_measure_that_names_no_promise_says_nothing_of_one(book: Codebook) -> None:
    made = Patrols(commitment="")
    made.log("PAK", DAYS[0], "done")
    assert logged(made, book) == []


def test_what_a_log_says_does_not_depend_on_the_moment_it_is_asked_at(book: Codebook) -> None:
    made = Patrols()
    made.log("PAK", DAYS[0], "done", at="2024-02-03" + HOUR)
    assert logged(made, book, "2024-02-03") == logged(made, book, "2031-01-01")
