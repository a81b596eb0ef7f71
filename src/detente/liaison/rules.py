"""Liaison room: what a form's rules say of a notice's values, and what its bearings make of them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from detente.codebook import Bearing, Condition, Form, FormField, FormRule, kilometres
from detente.liaison.values import counted, moment, parts, point
from detente.records import Notice, Problem

__all__ = ["Facts", "borne", "broken", "copied", "holds", "recipients", "told"]

SENT = "sent"
_NAMED = re.compile(r"{([^{}]*)}")
_DAY_LENGTH = len("2024-01-18")
_NEARLY_A_DAY = timedelta(days=1) - timedelta(microseconds=1)
_UNITS = {"day": timedelta(days=1), "hour": timedelta(hours=1), "minute": timedelta(minutes=1)}
_FEW = timedelta(days=3)
_LONG, _SHORT = ("day", "hour"), ("hour", "minute")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What rules are judged by: the values of a notice, its fields, the moment of sending, and where places lie."""

    values: Mapping[str, str]
    fields: Mapping[str, FormField]
    sent: datetime
    place: Callable[[str], tuple[float, float] | None]

    def span(self, name: str) -> tuple[datetime, datetime] | None:
        """Return the first and last moment of a day or moment; a day is one of the zone that it is sent from."""
        if name == SENT:
            return self.sent, self.sent
        text = self.values.get(name)
        if not text:
            return None
        if len(text) > _DAY_LENGTH:
            return moment(text), moment(text)
        start = moment(text).replace(tzinfo=self.sent.tzinfo)
        return start, start + _NEARLY_A_DAY

    def where(self, name: str) -> tuple[float, float] | None:
        """Return the point of a field, None where it is not given or no table knows the place."""
        text = self.values.get(name)
        if not text:
            return None
        return point(text) if self.fields[name].kind == "point" else self.place(text)


def holds(conditions: Iterable[Condition], values: Mapping[str, str]) -> bool:
    """Whether every condition holds of some values."""
    return all(_holds(one, values.get(one.field)) for one in conditions)


def broken(rule: FormRule, facts: Facts) -> Problem | None:
    """Return what a rule finds wrong, None where it is kept, does not hold here, or cannot be judged."""
    if not holds(rule.when, facts.values):
        return None
    return _JUDGES[rule.kind](rule, facts) if rule.kind in _JUDGES else None


def recipients(rule: FormRule, values: Mapping[str, str], known: Callable[[str], str]) -> tuple[str, ...]:
    """Return whom a rule wants among the addressees; ``known`` gives the id of one whom the rule itself names."""
    if rule.kind != "recipient" or not holds(rule.when, values):
        return ()
    found: list[str] = []
    for text in rule.to:
        name = _NAMED.fullmatch(text)
        found.extend(parts(values.get(name[1], "")) if name else filter(None, [known(text)]))
    return tuple(found)


def copied(form: Form, notice: Notice) -> frozenset[str]:
    """Return the addressees of a notice that are told only: nobody waits for what they say."""
    values = dict(notice.fields)
    rules = (one for one in form.rules if one.copy and one.act is notice.act)
    return frozenset(name for one in rules for name in recipients(one, values, _unlisted))


def _unlisted(name: str) -> str:
    """Return the id of a body of no table, which is written with its kind: the Joint Commission [IGO]."""
    return name.partition("[")[0].strip()


def borne(bearing: Bearing, notice: Notice) -> dict[str, str] | None:
    """Return what a bearing says on a notice, each value filled in; None where it does not hold of it.

    A value whose field is not given is left out.
    """
    values = dict(notice.fields)
    if bearing.act is not notice.act or not holds(bearing.when, values):
        return None
    head = {"sender": notice.sender, "to": "; ".join(notice.to), SENT: notice.at[:_DAY_LENGTH]}
    known = {name: text for name, text in (values | head).items() if text}
    return {
        key: _NAMED.sub(lambda found: known[found[1]], template)
        for key, template in bearing.values
        if all(name in known for name in _NAMED.findall(template))
    }


def told(length: timedelta) -> str:
    """Say a length of time in days and hours, one below three days in hours and minutes; what is less is cut off."""
    whole = abs(length)
    units = _SHORT if whole < _FEW and whole % _UNITS["day"] else _LONG
    found = []
    for unit in units:
        count, whole = divmod(whole, _UNITS[unit])
        found += [counted(count, unit)] if count else []
    return " and ".join(found) or counted(0, units[0])


def _holds(condition: Condition, text: str | None) -> bool:
    if not text:
        return False
    if condition.most is not None:
        return float(text) <= condition.most
    return not condition.values or any(part in condition.values for part in parts(text))


def _lead(rule: FormRule, facts: Facts) -> Problem | None:
    return _gap(rule, facts, SENT)


def _window(rule: FormRule, facts: Facts) -> Problem | None:
    return _gap(rule, facts, rule.after or SENT)


def _gap(rule: FormRule, facts: Facts, after: str) -> Problem | None:
    """Judge the time between two moments; where only a day is known, the hour that breaks no rule is meant."""
    field = rule.field or SENT
    later, earlier = facts.span(field), facts.span(after)
    if later is None or earlier is None:
        return None
    longest, shortest = later[1] - earlier[0], later[0] - earlier[1]
    if rule.least is not None and longest < rule.least:
        gap, edge, bound = longest, earlier[0], rule.least
    elif rule.most is not None and shortest > rule.most:
        gap, edge, bound = shortest, earlier[1], rule.most
    else:
        return None
    # The moment of sending stands: where it is the later one, the earlier one has to move.
    whose, limit = (after, facts.sent - bound) if field == SENT else (field, edge + bound)
    forward = (gap is longest) is (field != SENT)
    day = whose in facts.fields and facts.fields[whose].kind == "day"
    would_do = limit.date().isoformat() if day else limit.isoformat(timespec="minutes")
    return Problem(
        field=whose,
        what=f"{_apart(field, after, facts, gap)} ({_meant(rule)})",
        remedy=f"write {would_do} or {'later' if forward else 'earlier'}",
    )


def _apart(later: str, earlier: str, facts: Facts, gap: timedelta) -> str:
    """Say how two moments lie to each other, in days of the calendar where only the day of one is known."""
    ends = [facts.span(name) for name in (later, earlier)]
    if any(first != last for first, last in filter(None, ends)):
        days = [first.astimezone(facts.sent.tzinfo).date() for first, _ in filter(None, ends)]
        gap = days[0] - days[1]
    told_gap = "before" if gap < timedelta(0) else f"{told(gap)} after" if gap else "on the day of"
    return f"{_shown(later, facts)} lies {told_gap} {_shown(earlier, facts, named=later != SENT)}"


def _shown(name: str, facts: Facts, *, named: bool = False) -> str:
    """Return a moment as it is told: the problem of a field has its name already."""
    if name == SENT:
        return f"the sending ({facts.sent.isoformat(timespec='minutes')})"
    return f"{name} {facts.values[name]}" if named else facts.values[name]


def _meant(rule: FormRule) -> str:
    return f"{rule.means}; {rule.source}" if rule.source else rule.means


def _distance(rule: FormRule, facts: Facts) -> Problem | None:
    field = rule.field or ""
    if rule.of is None:
        text = facts.values.get(field)
        km, what = (float(text), f"{text} km") if text else (None, "")
    else:
        here = facts.where(field)
        there = facts.where(rule.of) if here else None  # names alone need the places, which take long to load
        km = kilometres(here, there) if here and there else None
        what = f"{facts.values[field]} lies {km:.0f} km from {facts.values[rule.of]}" if km is not None else ""
    if km is None:
        return None
    if rule.least_km is not None and km < rule.least_km:
        return Problem(field=field, what=f"{what} ({_meant(rule)})", remedy=f"keep at least {rule.least_km:g} km")
    if rule.most_km is not None and km > rule.most_km:
        return Problem(field=field, what=f"{what} ({_meant(rule)})", remedy=f"stay within {rule.most_km:g} km")
    return None


def _needs(rule: FormRule, facts: Facts) -> Problem | None:
    field = rule.field or ""
    if facts.values.get(field):
        return None
    given = (
        f" where {' and '.join(f'{one.field} is {facts.values[one.field]}' for one in rule.when)}" if rule.when else ""
    )
    return Problem(field=field, what=f"is missing{given} ({_meant(rule)})", remedy=f"give {field}")


_JUDGES: dict[str, Callable[[FormRule, Facts], Problem | None]] = {
    "lead": _lead,
    "window": _window,
    "distance": _distance,
    "needs": _needs,
}
