"""Liaison room: reads the value of one field into its one canonical spelling, by the field's kind."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NoReturn
from urllib.parse import urlsplit

from detente.codebook import FormField
from detente.liaison.config import Config
from detente.records import Notice

__all__ = ["Known", "Values", "WrongError", "blank", "counted", "moment", "parts", "point", "written"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?) ?(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE | re.ASCII)
_CADENCE = re.compile(r"(?:every )?(\d{1,4})? ?(day|week|month|year)s?", re.ASCII)
_GRADE = re.compile(r"([A-F])[ /\-]?([1-6])", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,6})?", re.ASCII)
_DEGREES = re.compile(r"([+-]?\d{1,3}(?:\.\d+)?) ?°? ?([NSEW])?", re.ASCII)
_REFERENCE = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_AXES = (("N", "S", 90), ("E", "W", 180))
_NO_TIME = timedelta(0)
_FARTHEST = timedelta(hours=14)  # the farthest zone
_OVERRIDES = frozenset("\u202d\u202e")  # they make text read in another order than it is written
_OPENS, _CLOSES = re.compile("[\u202a\u202b\u2066-\u2068]"), re.compile("[\u202c\u2069]")  # Unicode, UAX 9, 2.1
_NO_NAME = re.compile(r"[;,/\\<>|:\"*?]|\.\.")  # marks of lists, of paths and of pages
_LINE_ENDS = re.compile("\r\n|[\u2028\u2029]")


class WrongError(ValueError):
    """A value that cannot be used: what is wrong with it, and the remedy; it never leaves the room."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What names and ids are looked up in, each a function that is handed in.

    ``party`` gives the id of a party or body by its name or id, None for an unknown one, and ``near`` the names that
    are most alike; ``event`` and ``commitment`` say whether there is one of an id (E4, C2); ``notice`` gives what
    stands of an entry (N3), None where there is none; ``point`` gives latitude and longitude of a place. ``limits`` are
    what a value may be.
    """

    party: Callable[[str], str | None]
    near: Callable[[str], Sequence[str]]
    event: Callable[[str], bool]
    commitment: Callable[[str], bool]
    notice: Callable[[str], Notice | None]
    point: Callable[[str], tuple[float, float] | None]
    limits: Config = field(default_factory=Config)


class Values:
    """Reads values of fields."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._config = known.limits
        self._readers: dict[str, Callable[[str, FormField], str]] = {
            "day": lambda text, _: self.day(text),
            "moment": lambda text, _: written(self.moment(text)),
            "cadence": lambda text, _: _cadence(text),
            "point": lambda text, _: _point(text),
            "party": lambda text, _: self.party(text),
            "body": lambda text, _: self.party(text),
            "number": _number,
            "grade": lambda text, _: _grade(text),
            "choice": self._choice,
            "commitment": lambda text, _: self.reference(text, "C"),
            "event": lambda text, _: self.reference(text, "E"),
            "notice": lambda text, _: self.reference(text, "N"),
            "url": lambda text, _: _url(text),
        }

    def read(self, field: FormField, given: str) -> str:
        """Return the canonical spelling of a field's value, several divided by ``; ``.

        Raises:
            WrongError: the value is none of the field's kind.
        """
        text = self.plain(given)
        reader = self._readers.get(field.kind, _as_it_is)
        if not field.many:
            return reader(text, field)
        return "; ".join(dict.fromkeys(reader(part, field) for part in parts(text)))

    def plain(self, given: str) -> str:
        """Return a text in composed letters without blanks around it.

        Raises:
            WrongError: it is too long, or holds what cannot be shown or would turn around what is shown after it.
        """
        text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", given).replace("\t", " ")).strip()
        if len(text) > self._config.longest:
            remedy = f"write {self._config.longest} at most, and name the rest as evidence"
            raise WrongError(f"{len(text)} letters are too many for one value", remedy)
        for letter in text:
            if letter != "\n" and (unicodedata.category(letter) in {"Cc", "Cs"} or letter in _OVERRIDES):
                raise WrongError(f"a character that cannot be shown (U+{ord(letter):04X})", "take it out")
        if any(len(_OPENS.findall(line)) > len(_CLOSES.findall(line)) for line in text.split("\n")):
            raise WrongError("a mark of the direction of writing that is not closed in its line", "take it out")
        return text

    def line(self, given: str) -> str:
        """Return a name in one line, such as of who writes.

        Raises:
            WrongError: it has several lines, is too long, or is no text.
        """
        text = self.plain(given)
        if "\n" in text:
            raise WrongError("has several lines", "write it in one")
        if len(text) > self._config.longest_name:
            remedy = f"write {self._config.longest_name} at most"
            raise WrongError(f"{len(text)} letters are too many for a name", remedy)
        return " ".join(text.split())

    def day(self, text: str) -> str:
        """Return an ISO day.

        Raises:
            WrongError: it is none.
        """
        if not _DAY.fullmatch(text):
            raise WrongError(f"{text!r} is no day", "write year-month-day, such as 2024-01-18")
        try:
            self._year(date.fromisoformat(text).year)
        except ValueError as error:
            _again(error, f"{text!r} is no day of the calendar", "mend the day or the month")
        return text

    def moment(self, text: str) -> datetime:
        """Return a moment with its zone.

        Raises:
            WrongError: it is none, or has no zone.
        """
        found = _MOMENT.fullmatch(text)
        if not found:
            raise WrongError(f"{text!r} is no moment", "write day, hour and zone, such as 2024-01-18T04:05+05:00")
        if found[3] is None:
            raise WrongError(f"{text!r} has no zone", f"add it, such as {found[1]}T{found[2]}+05:00, or Z for UTC")
        try:
            moment = datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3].upper()}")
            self._year(moment.year)
        except ValueError as error:
            _again(error, f"{text!r} is no moment of the calendar", "mend the day, the hour or the zone")
        if abs(moment.utcoffset() or _NO_TIME) > _FARTHEST:
            raise WrongError(f"{text!r} has no such zone", "write a zone from -14:00 to +14:00")
        return moment

    def party(self, text: str) -> str:
        """Return the id of a party or body.

        Raises:
            WrongError: nobody has the name, or it is none.
        """
        text = self.line(text)
        found = self._known.party(text) if text else None
        if found is None:
            near = tuple(self._known.near(text))[: self._config.suggestions]
            meant = _meant(near) or "write a state, a code such as PAK, an armed group or a body."
            remedy = f"{meant} A body of no table is written NAME [IGO]"
            raise WrongError(f"{text!r} is in no table of actors", remedy)
        if mark := _NO_NAME.search(found):
            raise WrongError(f"{found!r} holds {mark[0]!r}, which no name of a body may", "write it without")
        return found

    def reference(self, text: str, letters: str) -> str:
        """Return the id of a notice (N), an event (E) or a commitment (C).

        Raises:
            WrongError: it is no id of these, or the case has none of it.
        """
        name = text.upper()
        if not (name and name[0] in letters and _REFERENCE.fullmatch(name[1:])):
            shapes = " or ".join(f"{_NOUNS[letter]} such as {letter}3" for letter in letters)
            raise WrongError(f"{text!r} is no id", f"write {shapes}")
        there = {"N": self._known.notice, "E": self._known.event, "C": self._known.commitment}[name[0]]
        if not there(name):
            raise WrongError(f"the case has no {name}", f"write the id of {_NOUNS[name[0]]} of this case")
        return name

    def nearest(self, given: str, known: Iterable[str]) -> str:
        """Return the remedy that names the known values most alike, or all."""
        names = list(known)
        config = self._config
        near = difflib.get_close_matches(given.casefold(), names, n=config.suggestions, cutoff=config.near)
        return _meant(near) or (f"use one of: {', '.join(names)}" if names else "take it out")

    def _choice(self, text: str, field: FormField) -> str:
        names = {_folded(value): value for value in field.values}
        if _folded(text) not in names:
            raise WrongError(f"{text!r} is none of the values", self.nearest(_folded(text), field.values))
        return names[_folded(text)]

    def _year(self, year: int) -> None:
        first, last = self._config.first_year, self._config.last_year
        if not first <= year <= last:
            raise WrongError(f"the year {year} lies far off", f"write a year from {first} to {last}")


_NOUNS = {"N": "a notice", "E": "an event", "C": "a commitment"}


def counted(count: int, unit: str) -> str:
    """Return a number of units in words."""
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def blank(text: str) -> bool:
    """Return whether nothing of a text can be seen: it is empty, or all blanks and signs without a shape."""
    return all(unicodedata.category(letter)[0] in "CZ" for letter in text)


def parts(text: str) -> list[str]:
    """Return the values of a field that may hold several: divided by semicolons or line ends."""
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def moment(text: str) -> datetime:
    """Return a moment that was written in its canonical spelling."""
    return datetime.fromisoformat(text)


def written(at: datetime) -> str:
    """Return the canonical spelling of a moment: to the minute, or to the second where it lies between two."""
    return at.isoformat(timespec="seconds" if at.second else "minutes")


def point(text: str) -> tuple[float, float]:
    """Return latitude and longitude of a point that was written in its canonical spelling."""
    lat, _, lon = text.partition(", ")
    return float(lat), float(lon)


def _again(error: ValueError, what: str, remedy: str) -> NoReturn:
    """Tell a date that there is not; what was told already stands."""
    if isinstance(error, WrongError):
        raise error
    raise WrongError(what, remedy) from error


def _as_it_is(text: str, _: FormField) -> str:
    return text


def _cadence(text: str) -> str:
    found = _CADENCE.fullmatch(text.lower())
    count = int(found[1] or 1) if found else 0
    if found is None or not count:
        raise WrongError(f"{text!r} is no time between occasions", "write 1 week, 2 weeks, 10 days or 1 month")
    unit = found[2]
    if unit == "year":
        count, unit = 12 * count, "month"
    return counted(count, unit)


def _grade(text: str) -> str:
    found = _GRADE.fullmatch(text.upper())
    if not found:
        remedy = "write the source's grade A to F and the information's 1 to 6, such as B2 (F6: cannot be judged)"
        raise WrongError(f"{text!r} is no grade", remedy)
    return found[1] + found[2]


def _number(text: str, field: FormField) -> str:
    if not _NUMBER.fullmatch(text):
        raise WrongError(f"{text!r} is no number", "write digits only, such as 12 or 3.5")
    value = Decimal(text)
    if field.least is not None and value < Decimal(str(field.least)):
        raise WrongError(f"{text} is less than {field.least:g}", f"write {field.least:g} or more")
    if field.most is not None and value > Decimal(str(field.most)):
        raise WrongError(f"{text} is more than {field.most:g}", f"write {field.most:g} or less")
    return format(value.normalize() + 0, "f")


def _point(text: str) -> str:
    """Return latitude and longitude in decimal degrees."""
    halves = [half.strip().upper() for half in re.split(r"[,;]|(?<=[NSns]) ", text) if half.strip()]
    found = [one for one in map(_DEGREES.fullmatch, halves) if one]
    if len(found) != len(_AXES) or len(found) != len(halves):
        raise WrongError(f"{text!r} is no point", "write latitude and longitude, such as 27.12, 63.45")
    return ", ".join(_degrees(one, axis, text) for one, axis in zip(found, _AXES, strict=True))


def _degrees(found: re.Match[str], axis: tuple[str, str, int], text: str) -> str:
    positive, negative, most = axis
    if found[2] not in {None, positive, negative}:
        raise WrongError(f"{text!r} has latitude and longitude exchanged", "write latitude first: 27.12 N, 63.45 E")
    value = -Decimal(found[1]) if found[2] == negative else Decimal(found[1])
    if abs(value) > most:
        raise WrongError(f"{text!r} lies on no map", "write latitude -90 to 90, then longitude -180 to 180")
    return format(round(value, 6).normalize() + 0, "f")


def _url(text: str) -> str:
    try:
        found = urlsplit(text)
        host = found.hostname
    except ValueError:
        found, host = urlsplit(""), None
    if found.scheme not in {"http", "https"} or not host or any(one.isspace() for one in text):
        raise WrongError(f"{text!r} is no web address", "write it whole, beginning with https://")
    return text


def _folded(text: str) -> str:
    return text.casefold().replace("-", "_").replace(" ", "_")


def _meant(near: Sequence[str]) -> str:
    return f"did you mean {' or '.join(near)}?" if near else ""
