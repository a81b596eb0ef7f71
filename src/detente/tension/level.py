"""Tension room: the level of conflict of a dyad as of a day, by what happened; it never says who did it.

The levels and their thresholds are the codebook's (``levels.toml``). A level is the lowest that the reports allow:
deaths count as the lowest number that all who count agree on, an event of no known day counts for nothing, and what
reports do not tell (personnel, people displaced, destruction) is taken as none.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from detente.codebook import LevelRule, LevelRules
from detente.records import Event, Level, LevelName
from detente.tension.deeds import ONE_DAY, Deed, Deeds, days_of, deeds

__all__ = ["level", "levels_by_day"]


def level(dyad: tuple[str, ...], events: Sequence[Event], day: str, rules: LevelRules) -> Level:
    """Return the level at which a dyad stands as of a day (ISO 8601; of a moment its day counts).

    ``events`` may hold more than those of the dyad and later ones; ``rules`` are the codebook's.

    Raises:
        ValueError: ``day`` is no ISO day or moment.
    """
    on = date.fromisoformat(day[: len("2024-01-18")])
    return _level(dyad, deeds(dyad, events, rules), on, rules)


def levels_by_day(
    dyad: tuple[str, ...], events: Sequence[Event], first: str, last: str, rules: LevelRules
) -> Iterator[Level]:
    """Yield the level as of each day from one to another, both included.

    Raises:
        ValueError: one of the two is no ISO day.
    """
    held = deeds(dyad, events, rules)
    on, end = date.fromisoformat(first), date.fromisoformat(last)
    while on <= end:
        yield _level(dyad, held, on, rules)
        on += ONE_DAY


def _level(dyad: tuple[str, ...], held: Deeds, day: date, rules: LevelRules) -> Level:
    holding = _holding(held, day, rules)
    found: dict[str, Deed] = {}
    for rule in holding:
        found |= {one.event: one for one in held.within(rule.kinds, _from(rule, day), day)}
    return Level(
        dyad=dyad,
        day=day.isoformat(),
        name=holding[0].level if holding else None,
        since=_since(held, day, holding[0].level, rules).isoformat() if holding else None,
        events=tuple(found),
        reason=_reason(holding, list(found.values()), held, day, rules),
    )


def _holding(held: Deeds, day: date, rules: LevelRules) -> list[LevelRule]:
    """Return the rules that hold of the highest level of which any does."""
    found: list[LevelRule] = []
    for one in rules.rules:
        if found and one.level != found[0].level:
            break
        if _holds(one, held, day):
            found.append(one)
    return found


def _holds(rule: LevelRule, held: Deeds, day: date) -> bool:
    first = _from(rule, day)
    latest = held.latest(rule.kinds, day)
    if latest is None or latest < first:
        return False
    found = held.within(rule.kinds, first, day)
    enough = rule.deaths is None or _killed(found) > rule.deaths
    heavy = rule.heavy_days is None or len(_heavy(found, first, day)) >= rule.heavy_days
    return bool(found) and enough and heavy


def _from(rule: LevelRule, day: date) -> date:
    return day - min(ONE_DAY * (rule.days - 1), day - date.min)


def _killed(found: Sequence[Deed]) -> int:
    return sum(one.killed or 0 for one in found)


def _heavy(found: Sequence[Deed], first: date, last: date) -> set[date]:
    """Return the days on which heavy weapons were used."""
    return {on for one in found if one.heavy for on in days_of(one) if first <= on <= last}


def _since(held: Deeds, day: date, name: LevelName, rules: LevelRules) -> date:
    """Return the first day of the unbroken run of days at a level."""
    first = held.first or day
    while day > first:
        before = _holding(held, day - ONE_DAY, rules)
        if not before or before[0].level != name:
            break
        day -= ONE_DAY
    return day


def _reason(holding: Sequence[LevelRule], found: Sequence[Deed], held: Deeds, day: date, rules: LevelRules) -> str:
    """Say which rules decided and what they rest on, with what weakens it."""
    left = [f"{_counted(held.undated, 'event')} of no known day not counted"] if held.undated else []
    if not holding:
        longest = max(one.days for one in rules.rules)
        return "; ".join([f"nothing within {longest} days up to {day} that a level goes by", *left])
    last = max(min(day, max(one.begin, one.end)) for one in found)
    told = f"{'; '.join(rule.means for rule in holding)}: {_counted(len(found), 'event')}, the last by {last}"
    return "; ".join([told, *_deaths(found), *_weak(found), *left])


def _deaths(found: Sequence[Deed]) -> Iterator[str]:
    counted = [one for one in found if one.killed is not None]
    if counted:
        yield f"at least {_killed(counted)} killed by the lowest counts of {_counted(len(counted), 'event')}"


def _weak(found: Sequence[Deed]) -> Iterator[str]:
    if weak := [one.event for one in found if one.weak]:
        yield f"{_some(weak, found)} by one side's word or one source alone"
    if contested := [one.event for one in found if one.contested]:
        yield f"reports disagree on whether {', '.join(contested)} took place"
    if whose := [one.event for one in found if one.whose]:
        yield f"reports disagree on who did {', '.join(whose)}"


def _some(names: Sequence[str], found: Sequence[Deed]) -> str:
    return "all of it" if len(names) == len(found) else ", ".join(names)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
