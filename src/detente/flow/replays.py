"""Flow: a course of events is played day by day through the account that a case has; nothing is kept of it.

::

    Course, a case ─varied→ parts (replay_parts.py) ─day by day→ Looks (replay_days.py) ─lanes→ Replay
    two Replays ─differences→ Playing

A case that is varied is read and never written to.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from detente import replay
from detente.codebook import party
from detente.errors import CourseError
from detente.flow.cases import DAY, Desk
from detente.flow.replay_days import Days, looks, sent_names
from detente.flow.replay_parts import Parts, Source, parts, source, steps
from detente.records import Alternative, Course, Piece, Playing, Replay

if TYPE_CHECKING:
    from detente.settings import Settings

__all__ = ["Chosen", "play"]

PAIR = 2
_STEP = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """A course that is ready to be played."""

    course: Course
    alternative: Alternative | None
    held: Source
    parts: Parts
    dyad: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is to be played: a course as it stands, or one of its alternatives."""

    course: Course
    alternative: str | None = None


def play(  # noqa: PLR0913 - what is played, and over which days
    chosen: Chosen,
    settings: "Settings",
    desk: Desk,
    *,
    against: Chosen | None = None,
    dyad: tuple[str, ...] = (),
    first: str | None = None,
    last: str | None = None,
) -> Playing:
    """Play a course or an alternative, and with ``against`` another one over the same days, which it is compared with.

    ``dyad``, ``first`` and ``last`` stand before those of the course. What it is compared with comes first in what is
    returned.

    Raises:
        CourseError: an alternative that a course has not, or anything in it that cannot be played.
        StoreError: the case that it varies cannot be opened.
    """
    wanted = [one for one in (against, chosen) if one is not None]
    held = [_prepared(one, settings, desk, dyad) for one in wanted]
    pairs = ["-".join(one.dyad) for one in held]
    if len(set(pairs)) > 1:
        told = f"is about {pairs[1]}, and what it is compared with about {pairs[0]}"
        raise CourseError(told, where=chosen.course.where, remedy="say for both which two parties: --dyad A-B")
    days = _days([piece for one in held for piece in one.parts.pieces], wanted, first, last, settings)
    several = len({one.course.where for one in wanted}) > 1
    found = [_replay(one, _called(one, several=several), days, settings, desk) for one in held]
    if len(found) == 1:
        return Playing(one=found[0], other=None, differences=())
    one, other = found
    return Playing(one=one, other=other, differences=replay.differences(one, other))


def _prepared(chosen: Chosen, settings: "Settings", desk: Desk, dyad: tuple[str, ...]) -> _Prepared:
    """Return what is played of a course, and of which two parties."""
    course = chosen.course
    alternative = _alternative(course, chosen.alternative, settings)
    held = source(course, settings)
    found = parts(course, alternative, held, settings, desk)
    pair = _dyad(dyad or course.dyad, found.pieces, course, desk)
    return _Prepared(course=course, alternative=alternative, held=held, parts=found, dyad=pair)


def _called(one: _Prepared, *, several: bool) -> str:
    """Return what a replay is called beside another: by its alternative, and by its course where there are several."""
    alternative = one.alternative.name if one.alternative else None
    if several:
        return f"{one.course.title}: {alternative}" if alternative else one.course.title
    return alternative or str(replay.WORDS["as_it_stands"])


def _replay(one: _Prepared, name: str, days: Sequence[str], settings: "Settings", desk: Desk) -> Replay:
    """Play what is prepared over some days."""
    course, chosen = one.course, one.alternative
    played = Days(parts=one.parts, judgements=one.held.judgements, series=one.held.series, dyad=one.dyad, days=days)
    found = list(looks(played, settings, desk))
    return Replay(
        name=name,
        course=course.title,
        where=course.where,
        alternative=chosen.name if chosen else None,
        means=chosen.means if chosen else course.means,
        sources=course.sources,
        dyad=one.dyad,
        parties=tuple(map(desk.book.actors.called, one.dyad)),
        first=days[0],
        last=days[-1],
        steps=tuple(steps(one.parts)),
        lanes=replay.lanes(found, desk.book, sent_names(played)),
        undated=one.parts.undated,
    )


def _alternative(course: Course, name: str | None, settings: "Settings") -> Alternative | None:
    """Return the alternative of a name, None for the course as it stands."""
    if name is None:
        return None
    found = {one.name: one for one in course.alternatives}
    if name not in found:
        remedy = replay.near(name, found, settings.replay.near, "its alternatives are")
        raise CourseError(f"has no alternative {name!r}", where=course.where, remedy=remedy)
    return found[name]


# -- the dyad and the days


def _dyad(given: Sequence[str], pieces: Sequence[Piece], course: Course, desk: Desk) -> tuple[str, ...]:
    """Return the dyad that is asked for, else the one that most of what is played touches."""
    met = Counter(dyad for one in pieces if one.account for dyad in desk.ledger.dyads(one.account) if len(dyad) == PAIR)
    if not given:
        if not met:
            raise CourseError("touches no two parties", where=course.where, remedy='say which: dyad = ["PAK", "IRN"]')
        return min(met, key=lambda one: (-met[one], one))
    pair = tuple(sorted({_party(one, course, desk) for one in given}))
    if len(pair) != PAIR:
        raise CourseError(f"{' and '.join(given)} are one party", where=course.where, remedy="name two")
    if pair not in met and not any(one.notice for one in pieces):
        most = ", ".join("-".join(one) for one, _ in met.most_common(5)) or "none"
        told = f"tells nothing of {' and '.join(given)}"
        raise CourseError(told, where=course.where, remedy=f"most of it is about {most}")
    return pair


def _party(name: str, course: Course, desk: Desk) -> str:
    """Return the party that a name means.

    Raises:
        CourseError: nobody has the name.
    """
    actors = desk.book.actors
    if actors.country_name(name.upper()):
        return name.upper()
    found = actors.spelled(name, on=None)
    if found and (known := party(found[0])):
        return known
    if any(row.id == name for row in actors.rows):
        return name
    raise CourseError(
        f"{name!r} is no party that is known", where=course.where, remedy="write a state or an armed group"
    )


def _days(
    pieces: Sequence[Piece], wanted: Sequence[Chosen], first: str | None, last: str | None, settings: "Settings"
) -> list[str]:
    """Return the days that are played: those asked for, else from the first entry to the last one or due date."""
    where = wanted[-1].course.where
    known = [one.known[:DAY] for one in pieces if one.known]
    if not known:
        raise CourseError("has nothing to play", where=where, remedy="leave something in it")
    asked = (min((one.course.first or "" for one in wanted), default=""), max(one.course.last or "" for one in wanted))
    begin = date.fromisoformat(first or asked[0] or min(known))
    end = date.fromisoformat(last or asked[1] or max(*known, *_dues(pieces, max(known), settings.replay.after)))
    if begin > end:
        remedy = "put the earlier day first: --from, then --to"
        raise CourseError(f"{begin} lies behind {end}", where=where, remedy=remedy)
    count, most = (end - begin).days + 1, settings.replay.days
    if count > most:
        told = f"goes over {count} days, and {most} are played at most"
        raise CourseError(told, where=where, remedy="narrow it with --from and --to, or set replay.days")
    return [(begin + number * _STEP).isoformat() for number in range(count)]


def _dues(pieces: Sequence[Piece], known: str, after: int) -> list[str]:
    """Return the days behind those on which something falls due, of those near enough to the last entry."""
    limit = _later(date.fromisoformat(known), after)
    accounts = [piece.account for piece in pieces if piece.account is not None]
    due = [one.due for account in accounts for one in account.undertakings]
    due += [one.due for account in accounts for one in account.keepings]
    days = [when.end[:DAY] for when in due if when is not None and len(when.end) >= DAY]
    return [min(_later(date.fromisoformat(day), 1), limit).isoformat() for day in days] or [known]


def _later(day: date, days: int) -> date:
    """Return a later day, the last of the calendar where there is none so late."""
    return day + timedelta(days=min(days, (date.max - day).days))
