"""Exchange room: reads actor dictionaries in the format of PETRARCH and TABARI: names, synonyms and dated roles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from detente.records import Skipped

__all__ = ["Entry", "Role", "entries"]

_ROLE = re.compile(r"([A-Z0-9~-]+)\s*(?:(?P<sign>[<>])\s*(?P<edge>\d+)|(?P<start>\d+)\s*-\s*(?P<end>\d+))?")
_SHORT, _LONG = len("YYMMDD"), len("YYYYMMDD")
# Two-digit years from here on are of the last century, as in PETRARCH.
_TURN = "30"
_SETS = ("!", "<")
_REMEDY = "write it as [USAGOV 010120-050120], [USAGOV >010120] or [USAGOV]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a name stands for from one day to another (ISO dates, empty is open), as a CAMEO actor code."""

    code: str
    start: str = ""
    end: str = ""


@dataclass(slots=True, kw_only=True)
class Entry:
    """A name with its synonyms, in capitals as the dictionary has them, and its roles in the order given."""

    where: str
    names: list[str]
    roles: list[Role] = field(default_factory=list)
    broken: bool = False


def entries(lines: Iterable[str | Skipped], where: str) -> Iterator[Entry | Skipped]:
    """Yield the entries of a dictionary; a role that cannot be read is skipped and costs the entry nothing else."""
    entry: Entry | None = None
    for number, line in enumerate(lines, 1):
        if isinstance(line, Skipped):
            yield line
            continue
        text = line.partition("#")[0].strip()
        if not text or text.startswith(_SETS):
            continue
        place = f"{where}, line {number}"
        name, bracket, codes = text.partition("[")
        if name.startswith("+") or not name:
            if entry is None:
                yield Skipped(where=place, room="exchange", reason="stands before any name; put a name in front of it")
                continue
        else:
            yield from _done(entry)
            entry = Entry(where=place, names=[])
        if name.strip(" +_"):
            entry.names.append(name.lstrip("+"))
        for role in _roles(bracket + codes, place):
            entry.broken |= isinstance(role, Skipped)
            if isinstance(role, Role):
                entry.roles.append(role)
            else:
                yield role
    yield from _done(entry)


def _done(entry: Entry | None) -> Iterator[Entry | Skipped]:
    if entry is None or (entry.broken and not entry.roles):
        return
    if not entry.roles:
        name = entry.names[0].strip() if entry.names else "a name"
        yield Skipped(
            where=entry.where,
            room="exchange",
            reason=f"{name} has no code; add one such as [USAGOV], or mark a synonym with +",
        )
    else:
        yield entry


def _roles(text: str, place: str) -> Iterator[Role | Skipped]:
    """Yield the roles of ``[CODE dates] [CODE]``."""
    for part in text.split("[")[1:]:
        inside, closed, _ = part.partition("]")
        try:
            yield _role(inside.strip(), closed=bool(closed))
        except ValueError as error:
            yield Skipped(where=place, room="exchange", reason=f"[{inside.strip()}]: {error}; {_REMEDY}")


def _role(text: str, *, closed: bool) -> Role:
    match = _ROLE.fullmatch(text)
    if not closed or match is None:
        raise ValueError("is no code with dates")
    if edge := match["edge"]:
        day = _day(edge)
        return Role(code=match[1], start=day) if match["sign"] == ">" else Role(code=match[1], end=day)
    if not match["start"]:
        return Role(code=match[1])
    role = Role(code=match[1], start=_day(match["start"]), end=_day(match["end"]))
    size = min(len(role.start), len(role.end))
    if role.start[:size] > role.end[:size]:
        raise ValueError(f"{role.start} is later than {role.end}")
    return role


def _day(text: str) -> str:
    """Turn YYMMDD or YYYYMMDD into an ISO date; a day or month 00 is unknown and left out.

    Raises:
        ValueError: it is no day of the calendar.
    """
    if len(text) == _SHORT:
        text = ("19" if text[:2] >= _TURN else "20") + text
    if len(text) != _LONG:
        raise ValueError(f"{text} is no date of six or eight digits")
    year, month, day = text[:4], text[4:6], text[6:]
    if month == "00":
        return year
    try:
        date(int(year), int(month), int(day) or 1)
    except ValueError as error:
        raise ValueError(f"{text} is no day of the calendar") from error
    return f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"
