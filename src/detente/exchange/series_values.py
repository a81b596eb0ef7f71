"""Exchange room: what single cells of a file of series mean: periods, figures, gaps, parties, flows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from rapidfuzz import fuzz, process, utils

from detente.codebook import Indicator, covered, indicators
from detente.exchange.series_codes import codes
from detente.exchange.series_config import SeriesConfig
from detente.records import Frequency

__all__ = [
    "WrongError",
    "dyad_of",
    "figure",
    "flow_of",
    "frequency_of",
    "indicator_of",
    "is_period",
    "party_of",
    "period",
]

Lookup = Callable[[str], str | None]
EMPTY = "empty in the source"
_FORMS = (
    (re.compile(r"(\d{4})(?:-?A1)?", re.ASCII), Frequency.YEARLY, "{}"),
    (re.compile(r"(\d{4})[- ]?Q([1-4])", re.ASCII), Frequency.QUARTERLY, "{}-Q{}"),
    (re.compile(r"(\d{4})-?M(0[1-9]|1[0-2])", re.ASCII), Frequency.MONTHLY, "{}-{}"),
    (re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII), Frequency.MONTHLY, "{}-{}"),
)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T[\d:.+\-Z]*)?", re.ASCII)
_FISCAL = re.compile(r"(\d{4})[-/](\d{2}|\d{4})", re.ASCII)
_FINER = re.compile(r"\d{4}-?(W\d{1,2}|D\d{1,3}|[SHT][1-3])", re.ASCII)
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_GROUPED = re.compile(r"[-+]?\d{1,3}([,' \u00a0]\d{3})+(\.\d+)?|[-+]?\d+,\d+", re.ASCII)
_ARROW = re.compile(r"\s*(?:->|→|>)\s*")
_QUARTER, _CENTURY = 3, 100
_DASHES = frozenset("-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}")


class WrongError(ValueError):
    """A value that cannot be used: what is wrong with it, and the remedy; it never leaves the room."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Period:
    """A period as it is kept (2024, 2024-Q1, 2024-01) with its frequency."""

    text: str
    frequency: Frequency


def is_period(text: str) -> bool:
    """Whether a column name is a period, or looks as if it were meant for one."""
    return any(form.fullmatch(text) for form, *_ in _FORMS) or bool(_DAY.fullmatch(text) or _FISCAL.fullmatch(text))


def period(text: str, wanted: Frequency | None) -> Period:
    """Return the period of a cell; a day is cut to one only where its frequency is ``wanted``.

    Raises:
        WrongError: it is none, or not of the frequency.
    """
    text = text.strip().upper()
    for form, frequency, shape in _FORMS:
        if found := form.fullmatch(text):
            return _agreeing(Period(_real(shape.format(*found.groups())), frequency), wanted)
    if found := _DAY.fullmatch(text):
        return _cut(found, wanted)
    if (found := _FISCAL.fullmatch(text)) and int(found[2][-2:]) == (int(found[1]) + 1) % _CENTURY:
        raise WrongError(
            f"{text!r} spans two years", "give calendar years (2024), or the months; fiscal years are not compared"
        )
    if _FINER.fullmatch(text):
        raise WrongError(f"{text!r} is no month, quarter or year", "add the figures up to months first")
    raise WrongError(f"{text!r} is no period", "write 2024, 2024-Q1 or 2024-01")


def _agreeing(found: Period, wanted: Frequency | None) -> Period:
    if wanted is not None and found.frequency is not wanted:
        raise WrongError(
            f"{found.text} is not of the frequency {wanted.value}", "mend the period, or the frequency that is given"
        )
    return found


def _cut(found: re.Match[str], wanted: Frequency | None) -> Period:
    """Return the period that a day stands for; workbooks keep months as their first day."""
    if covered(found[0][: len("2024-01-16")]) is None:
        raise WrongError(f"{found[0]!r} is no day of the calendar", "write 2024, 2024-Q1 or 2024-01")
    match wanted:
        case Frequency.MONTHLY:
            return Period(f"{found[1]}-{found[2]}", wanted)
        case Frequency.QUARTERLY:
            return Period(f"{found[1]}-Q{(int(found[2]) - 1) // _QUARTER + 1}", wanted)
        case Frequency.YEARLY:
            return Period(found[1], wanted)
    raise WrongError(f"{found[0]!r} is a day", "say which periods days stand for with --frequency monthly or yearly")


def _real(text: str) -> str:
    if covered(text) is None:
        raise WrongError(f"{text!r} is no period of the calendar", "write 2024, 2024-Q1 or 2024-01")
    return text


def frequency_of(text: str) -> Frequency:
    """Return the frequency that a word or letter names.

    Raises:
        WrongError: it names none that is kept.
    """
    found = codes().frequencies.get(text.strip().casefold())
    if found is not None:
        return found
    if finer := codes().finer.get(text.strip().casefold()):
        raise WrongError(f"{finer} figures are not kept", "add them up to months, quarters or years first")
    raise WrongError(f"{text!r} is no frequency", "use yearly, quarterly or monthly (A, Q or M)")


def figure(text: str, status: str) -> tuple[float | None, str | None]:
    """Return a figure and what is said of it; None with the reason for a gap.

    Raises:
        WrongError: the text is neither a number nor what stands for a gap.
    """
    said = _status(status)
    if not text:
        return None, said or EMPTY
    if (gap := codes().gaps.get(text.casefold())) is not None:
        return None, said or gap
    if not _NUMBER.fullmatch(text):
        raise WrongError(f"{text!r} is no number", _remedy(text))
    value = float(text)
    if not isfinite(value):
        raise WrongError(f"{text!r} is larger than any figure", "write the number, or n/a for a gap")
    return value, said


def _remedy(text: str) -> str:
    if _GROUPED.fullmatch(text):
        return "write 1234.5: nothing between thousands, a point before decimals"
    if text.endswith("%"):
        return "write the number alone and percent as the unit"
    if set(text) <= _DASHES:
        return "a dash may mean none or not known: write 0 or n/a"
    return "write a number such as 1234.5, or n/a for a gap"


def _status(text: str) -> str | None:
    """Return what a status says: a letter of SDMX with its meaning, other words as they are; A is nothing special."""
    text = text.strip()
    if not text or text == "A":
        return None
    means = codes().statuses.get(text)
    return f"{text}: {means}" if means else text


def party_of(text: str, lookup: Lookup) -> str:
    """Return the party that a code of two or three letters, an id or a name means.

    Raises:
        WrongError: nobody is known under it.
    """
    text = text.strip()
    found = codes().alpha2.get(text) or lookup(text)
    if found is None:
        raise WrongError(
            f"{text!r} is no party that the tables know", "use a code such as PAK, or find the id with detente actors"
        )
    return found


def dyad_of(text: str, lookup: Lookup) -> tuple[str, str]:
    """Return the two parties of a dyad written as A-B, in alphabetical order.

    Raises:
        WrongError: it is no pair of known parties.
    """
    fault: WrongError | None = None
    for at, mark in enumerate(text):
        if mark == "-":
            try:
                return _pair(party_of(text[:at], lookup), party_of(text[at + 1 :], lookup))
            except WrongError as error:
                fault = fault or error
    if fault is None:
        raise WrongError(f"{text!r} is no pair of parties", "write it as PAK-IRN")
    raise fault


def _pair(one: str, other: str) -> tuple[str, str]:
    if one == other:
        raise WrongError(f"both sides are {one}", "name two parties, such as PAK-IRN")
    return (min(one, other), max(one, other))


def flow_of(text: str, lookup: Lookup) -> tuple[str, str]:
    """Return from whom to whom a flow written as A>B goes.

    Raises:
        WrongError: it is no pair of known parties with a direction.
    """
    sides = _ARROW.split(text.strip())
    if len(sides) != len(("from", "to")) or not all(sides):
        raise WrongError(f"{text!r} is no flow", "write it as PAK>IRN: from whom, to whom")
    one, other = (party_of(side, lookup) for side in sides)
    _pair(one, other)
    return one, other


def indicator_of(text: str, config: SeriesConfig) -> tuple[str, Indicator | None]:
    """Return the id of an indicator with its row, or words of one's own as they stand.

    Raises:
        WrongError: it is spelt almost like a known one, or too long.
    """
    text = " ".join(text.split())
    known = indicators()
    names = {name.casefold(): one for one in known.values() for name in (one.id, one.label, *one.codes)}
    if found := names.get(text.casefold()):
        return found.id, found
    if len(text) > config.longest:
        raise WrongError(f"the name of the indicator has {len(text)} characters", f"use {config.longest} at most")
    near = process.extractOne(
        text, [one.id for one in known.values()], scorer=fuzz.ratio, processor=utils.default_process
    )
    if near is not None and near[1] >= config.near:
        raise WrongError(
            f"{text!r} is no indicator of the list", f"did you mean {near[0]}? Else name your own less like it"
        )
    return text, None
