"""Real, dated histories told in our own words, and the ledger that a careful reader would keep of them.

Each folder beside this file is one history: its articles, and ``expected.toml`` with what was known at some days. The
articles go the whole way (reading, language, coding, fusion, ledger), and every axis and date is compared.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from detente import codebook, flow, fusion, ledger
from detente.codebook import party
from detente.ledger import Ledger
from detente.records import Account, Books, Commitment, Event, Judgement, Keeping, KeepingKind, When
from detente.settings import Settings

HERE = Path(__file__).parent
Table = Mapping[str, Any]


@dataclass(frozen=True)
class Replay:
    """One history: where its articles lie and what is expected of it."""

    name: str
    articles: Path
    expected: Table

    @property
    def dyad(self) -> tuple[str, ...]:
        return tuple(sorted(self.expected["dyad"]))


@dataclass(frozen=True)
class Case:
    """A history that was read: its accounts, and the events they make."""

    accounts: Sequence[Account]
    judgements: Sequence[Judgement]
    events: Sequence[Event]


def replays() -> list[Replay]:
    found = []
    for file in sorted(HERE.glob("*/expected.toml")):
        expected = tomllib.loads(file.read_text(encoding="utf-8"))
        articles = HERE.parent.parent / expected["articles"] if "articles" in expected else file.parent
        found.append(Replay(file.parent.name, articles, expected))
    return found


REPLAYS = replays()
MOMENTS = [(one, moment) for one in REPLAYS for moment in one.expected["as_of"]]
EVENTS = [(one, event) for one in REPLAYS for event in one.expected.get("event", ())]


class Reader:
    """Reads each history once; the engine is loaded once for all of them."""

    def __init__(self) -> None:
        book = codebook.load()
        self.rooms = flow.open_rooms(Settings())
        self.fusion = fusion.Fusion(fusion.Config(), book)
        self.ledger = ledger.Ledger(ledger.Config(), book)
        self.cases: dict[str, Case] = {}

    def case(self, replay: Replay) -> Case:
        if replay.name not in self.cases:
            self.cases[replay.name] = self._read(replay)
        return self.cases[replay.name]

    def _read(self, replay: Replay) -> Case:
        paths = [str(one) for one in sorted(replay.articles.iterdir()) if one.suffix != ".toml"]
        read = flow.accounts(paths, self.rooms, batch=32, known=lambda _: False)
        accounts, skipped = flow.canonical(read)
        assert not skipped
        judgements = self.fusion.compare_events(accounts, ())
        codings = [coding.id for account in accounts for coding in account.codings]
        return Case(accounts, judgements, self.fusion.events(accounts, judgements, codings))

    def books(self, replay: Replay, day: str) -> Books:
        case = self.case(replay)
        touched = [one for one in case.accounts if replay.dyad in self.ledger.dyads(one)]
        return self.ledger.books(replay.dyad, touched, case.events, (), case.judgements, day)


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Return what reads the histories."""
    return Reader()


def _named(one: object) -> str:
    return one.name if isinstance(one, Replay) else str(one.get("day", "")) if isinstance(one, dict) else ""


@pytest.mark.parametrize(("replay", "moment"), MOMENTS, ids=_named)
def test_the_ledger_of_a_history_is_what_a_careful_reader_would_keep(
    reader: Reader, replay: Replay, moment: Table
) -> None:
    books = reader.books(replay, moment["day"])
    wrong = [line for wanted in moment["commitment"] for line in differences(wanted, books, reader.ledger)]
    wrong += too_many(moment, books)
    assert not wrong, "\n".join(["", f"{replay.expected['title']}, as of {moment['day']}", *wrong, *shown(books)])


@pytest.mark.parametrize(("replay", "event"), EVENTS, ids=_named)
def test_one_deed_told_by_several_reports_is_one_event_and_two_deeds_are_two(
    reader: Reader, replay: Replay, event: Table
) -> None:
    found = [one for one in reader.case(replay).events if is_event(one, event)]
    told = [f"  {one.day.start if one.day else None} {len(one.codings)} reports" for one in found]
    assert len(found) == event["count"], "\n".join(["", f"{len(found)} events, not {event['count']}: {event}", *told])


def is_event(event: Event, wanted: Table) -> bool:
    """Whether an event is of the type, day and parties that are expected."""
    parties = {party(one) for one in event.sources}
    return (
        event.type == wanted["type"]
        and day_of(event.day) == wanted["day"]
        and set(wanted["sources"]) <= parties
        and set(wanted.get("states", ())) <= {*event.affected_states, *(party(one) for one in event.targets)}
    )


def differences(wanted: Table, books: Books, keeper: Ledger) -> list[str]:
    """Return what is wrong with the commitment that comes nearest to the expected one, a line for each field."""
    name = f"  {wanted['type']} by {', '.join(wanted['by'])}"
    near = [list(compare(wanted, one, books, keeper)) for one in books.commitments if is_meant(wanted, one)]
    if not near:
        return [f"{name}: there is none"]
    return [f"{name}: {line}" for line in min(near, key=len)]


def is_meant(wanted: Table, found: Commitment) -> bool:
    """Whether a commitment may be the expected one: its type, someone who made it, and the words it must hold."""
    same = found.type == wanted["type"] and bool({party(one) for one in found.by} & set(wanted["by"]))
    return same and wanted.get("words", "").lower() in found.words.quote.lower()


def compare(wanted: Table, found: Commitment, books: Books, keeper: Ledger) -> Iterator[str]:
    """Yield a line for each field of a commitment that is not as expected."""
    keepings = [one for one in books.keepings if one.commitment == found.id]
    yield from parties(wanted, found)
    yield from axes(wanted, found)
    yield from dates(wanted, found)
    yield from kept(wanted, keepings)
    yield from late(wanted, found, books, keeper)
    if "disputed" in wanted and found.disputed != wanted["disputed"]:
        yield f"disputed is {found.disputed!r}, not {wanted['disputed']!r}"
    for speaker, standings in wanted.get("claims", {}).items():
        told = {str(one.standing) for one in found.claims if one.by == speaker}
        if not set(standings) <= told:
            yield f"{speaker} claims {sorted(told)}, not {standings}"


def parties(wanted: Table, found: Commitment) -> Iterator[str]:
    """Compare who undertook it, and towards whom where the text says so."""
    for field, actors in (("by", found.by), ("to", found.to)):
        if field not in wanted:
            continue
        there = {party(one) for one in actors}
        need, may = set(wanted[field]), {*wanted[field], *wanted.get(f"{field}_also", ())}
        if not need <= there <= may:
            yield f"{field} is {sorted(map(str, there))}, not {sorted(need)}"


def axes(wanted: Table, found: Commitment) -> Iterator[str]:
    """Compare the three axes."""
    allowed = {*([wanted["standing"]] if "standing" in wanted else ()), *wanted.get("standing_also", ())}
    if (allowed and found.standing not in allowed) or found.standing in wanted.get("standing_never", ()):
        yield f"standing is {found.standing}, not {' or '.join(sorted(allowed)) or 'allowed'}"
    least = wanted.get("implementation", wanted.get("implementation_min", 0))
    most = wanted.get("implementation", wanted.get("implementation_max", 3))
    if not least <= found.implementation <= most:
        yield f"implementation is {found.implementation}, not {least if least == most else (least, most)}"
    if found.reversed != wanted.get("reversed", found.reversed):
        yield f"reversed is {found.reversed}"
    if found.verification != wanted.get("verification", found.verification):
        yield f"verification is {found.verification}, not {wanted['verification']}"


def dates(wanted: Table, found: Commitment) -> Iterator[str]:
    """Compare when it was announced, from when it holds, when it is due, by each date in turn, and when it was met."""
    if day_of(found.announced) != wanted["announced"] if "announced" in wanted else False:
        yield f"announced is {told(found.announced)}, not {wanted['announced']}"
    if "effective" in wanted and not told(found.effective).startswith(wanted["effective"]):
        yield f"effective is {told(found.effective)}, not {wanted['effective']}"
    if "due" in wanted and (due := [f"{one.how} {day_of(one.due)}" for one in found.due]) != wanted["due"]:
        yield f"due is {due}, not {wanted['due']}"
    if "met" in wanted and (day_of(found.met) or False) != wanted["met"]:
        yield f"met is {told(found.met)}, not {wanted['met']}"


def kept(wanted: Table, keepings: Sequence[Keeping]) -> Iterator[str]:
    """Compare what was alleged, verified, answered and told of it."""
    for field, kind in (("alleged", KeepingKind.ALLEGED_VIOLATION), ("verified", KeepingKind.VERIFIED_VIOLATION)):
        counted = Counter(side for one in keepings if one.kind is kind for side in one.accused)
        if field in wanted and dict(counted) != wanted[field]:
            yield f"{field} violations are {dict(counted)}, not {wanted[field]}"
    answered = Counter(side for one in keepings if one.answer for side in one.accused)
    if "answered" in wanted and dict(answered) != wanted["answered"]:
        yield f"answered are {dict(answered)}, not {wanted['answered']}"
    verifiers = sorted({one.verified_by for one in keepings if one.verified_by})
    if "verified_by" in wanted and verifiers != wanted["verified_by"]:
        yield f"verified by {verifiers}, not {wanted['verified_by']}"
    for kind, count in wanted.get("keepings", {}).items():
        if (there := sum(one.kind == kind for one in keepings)) != count:
            yield f"{kind} is told {there} times, not {count}"
    for field, kind in (("silence_since", KeepingKind.SILENCE), ("reversed_on", KeepingKind.REVERSED)):
        days = sorted(day_of(one.day) or "" for one in keepings if one.kind is kind)
        if field in wanted and days[:1] != [wanted[field]]:
            yield f"{field} is {days}, not {wanted[field]}"


def late(wanted: Table, found: Commitment, books: Books, keeper: Ledger) -> Iterator[str]:
    """Compare whether it is past its day, and on what evidence."""
    overdue = keeper.overdue(found, books.keepings, books.as_of or "", books.coverage_until)
    if (overdue is not None) != wanted.get("overdue", overdue is not None):
        yield f"overdue is {overdue and overdue.words}"
        return
    if overdue is None:
        return
    if overdue.days != wanted.get("overdue_days", overdue.days):
        yield f"overdue by {overdue.days} days, not {wanted['overdue_days']}"
    if overdue.contrary != wanted.get("contrary", overdue.contrary):
        yield f"overdue with contrary evidence: {overdue.contrary}"
    if wanted.get("overdue_words", "") not in overdue.words:
        yield f"overdue words are {overdue.words!r}, not {wanted['overdue_words']!r}"


def too_many(moment: Table, books: Books) -> Iterator[str]:
    """Yield a line for each type that must have no other promise than the expected ones."""
    for kind in moment.get("only", ()):
        there = sum(one.type == kind for one in books.commitments)
        wanted = sum(one["type"] == kind for one in moment["commitment"])
        if there > wanted:
            yield f"  {there} promises of {kind}, not {wanted}"


def shown(books: Books) -> Iterator[str]:
    """Yield the books of a dyad in short, to see beside what is wrong."""
    for one in books.commitments:
        sides = f"{[party(a) for a in one.by]} > {[party(a) for a in one.to]}"
        yield f"    {one.type} {sides} {one.standing} {one.implementation} {one.verification} {one.words.quote!r}"
        for keeping in books.keepings:
            if keeping.commitment == one.id:
                yield f"      {keeping.kind} {told(keeping.day)} by {keeping.by}: {keeping.evidence.quote!r}"


def day_of(when: When | None) -> str | None:
    """Return the last day of a moment."""
    return when.end[:10] if when is not None else None


def told(when: When | None) -> str:
    """Return a moment as it is written."""
    return when.start if when is not None else "unknown"
