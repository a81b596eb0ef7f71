"""Exchange room: one row of a file of figures being read, and whose figures they are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from detente.exchange.series_config import SeriesConfig
from detente.exchange.series_layouts import Fault, Row
from detente.exchange.series_values import WrongError, dyad_of, flow_of, indicator_of, party_of

__all__ = ["OtherPairError", "Reading", "SeriesGiven", "Sides", "how", "sides", "tried"]

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesGiven:
    """What a person says of a file as a whole; it holds for rows that do not say it themselves.

    ``now`` is when it is imported (ISO 8601 with zone), ``published`` the day on which the figures came out, None for
    unknown; ``lookup`` finds a party by code, id or name.
    """

    author: str
    now: str
    lookup: Callable[[str], str | None]
    dyad: str | None = None
    indicator: str | None = None
    flow: str | None = None
    reporter: str | None = None
    unit: str | None = None
    source: str | None = None
    frequency: str | None = None
    published: str | None = None
    note: str | None = None
    invented: bool = False


class OtherPairError(Exception):
    """A row of another pair than the one that the call names."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The dyad of a figure, its flow as A>B (None for both ways), and who reports it where the flow does not tell."""

    dyad: tuple[str, str]
    flow: str | None
    reporter: str | None = None


class Reading:
    """One row being read: a wrong value is noted with its column, and reading goes on to the next."""

    def __init__(self, row: Row, given: SeriesGiven) -> None:
        self.row = row
        self.given = given
        self.faults = list(row.faults)

    def text(self, field: str) -> str:
        """Return what the row says of a field, else what the call says of the file."""
        own = self.row.values.get(field, "") or str(getattr(self.given, field, None) or "")
        return " ".join(own.split())

    def fault(self, field: str, what: str, remedy: str) -> None:
        """Note what is wrong, in the column of the field; of a value that the call gives, in its flag."""
        flag = "" if self.row.values.get(field) or field in self.row.columns else f"--{field}"
        column = flag or self.row.columns.get(field, "")
        if not any(one.column == column for one in self.row.faults):
            self.faults.append(Fault(column, what, remedy))


def tried(reading: Reading, field: str, read: Callable[[str], _Value], *, needed: bool = True) -> _Value | None:
    """Return what a field means; None, and a fault noted, where it means nothing or lacks."""
    text = reading.text(field)
    if not text:
        if needed:
            reading.fault(field, f"the {field} is missing", how(reading, field))
        return None
    if not text.isprintable():
        reading.fault(field, "holds characters that cannot be printed", "take them out")
        return None
    try:
        return read(text)
    except WrongError as error:
        reading.fault(field, error.what, error.remedy)
        return None


def how(reading: Reading, field: str) -> str:
    """Return the remedy for a field that is missing."""
    if field in reading.row.columns:
        return "fill the cell"
    return f"give it a column named {field}, or --{field} for the whole file"


def sides(reading: Reading, config: SeriesConfig) -> Sides | None:
    """Return whose figure a row holds, None where that cannot be told.

    Raises:
        OtherPairError: it is of another pair than the one that the call names.
    """
    wanted = None
    if reading.given.dyad is not None:
        wanted = _asked(reading, reading.given.dyad)
        if wanted is None:
            return None
    found = _reported(reading, wanted, config) if reading.text("reporter") else _named(reading, wanted)
    if found is not None and wanted is not None and found.dyad != wanted:
        raise OtherPairError
    return found


def _asked(reading: Reading, text: str) -> tuple[str, str] | None:
    """Return the pair that the call names."""
    try:
        return dyad_of(text, reading.given.lookup)
    except WrongError as error:
        reading.faults.append(Fault("--dyad", error.what, error.remedy))
        return None


def _named(reading: Reading, wanted: tuple[str, str] | None) -> Sides | None:
    """Return the sides where a row names the pair, or from whom to whom."""
    values = reading.row.values
    if values.get("from") or values.get("to"):
        flow = _ends(reading)
    else:
        flow = tried(reading, "flow", lambda text: flow_of(text, reading.given.lookup), needed=False)
    own = tried(reading, "dyad", lambda text: dyad_of(text, reading.given.lookup), needed=flow is None)
    if flow is None:
        return Sides(own, None) if own else None
    of_flow = (min(flow), max(flow))
    if values.get("dyad") and own is not None and own != of_flow:
        reading.fault("flow", f"goes between others than {'-'.join(own)}", "mend the flow or the dyad")
    if values.get("flow") is None and wanted is not None and of_flow != wanted and not values.get("from"):
        reading.fault("flow", f"goes between others than {'-'.join(wanted)}", "mend --flow or --dyad")
        return None
    return Sides(of_flow, ">".join(flow))


def _ends(reading: Reading) -> tuple[str, str] | None:
    """Return from whom to whom by the two columns."""
    one, other = (tried(reading, name, lambda text: party_of(text, reading.given.lookup)) for name in ("from", "to"))
    if one and one == other:
        reading.fault("to", f"both sides are {one}", "name two parties")
        return None
    return (one, other) if one and other else None


def _reported(reading: Reading, wanted: tuple[str, str] | None, config: SeriesConfig) -> Sides | None:
    """Return the sides where it is named who reports: with its counterpart, or with a pair that it is one of.

    A table of SDMX without counterparts holds figures of a whole state, which have no flow between the two.

    Raises:
        OtherPairError: one of the two is of another pair, or an area that is no party.
    """
    values = reading.row.values
    pair = wanted or (
        tried(reading, "dyad", lambda text: dyad_of(text, reading.given.lookup)) if "dyad" in values else None
    )
    one = _party(reading, "reporter", wanted)
    if not values.get("reporter") and (one is None or one not in (pair or (one,))):
        reading.fault("reporter", f"{one or reading.text('reporter')} is no side of the pair", "name one of the two")
        return None
    if values.get("counterpart"):
        other = _party(reading, "counterpart", wanted)
    elif pair is None:
        reading.fault("counterpart", "no other side is named", "name the pair with --dyad")
        return None
    else:
        other = next((side for side in pair if one in pair and side != one), None)
    if wanted is not None and (one is None or other is None):
        raise OtherPairError
    if one is None or (other is None and values.get("counterpart")):
        return None  # told where the name was looked up
    if other is None or one == other:
        reading.fault("reporter", f"{one} and no other side", "name two parties, the reporting one among them")
        return None
    bilateral = bool(values.get("counterpart")) or "dataflow" not in values
    flow = _direction(reading, one, other, config) if bilateral else None
    return Sides((min(one, other), max(one, other)), flow, None if flow else one)


def _party(reading: Reading, field: str, wanted: tuple[str, str] | None) -> str | None:
    """Return a side; an area that is no party belongs to another pair where one is asked for."""
    try:
        return party_of(reading.text(field), reading.given.lookup)
    except WrongError as error:
        if wanted is None and reading.row.values.get(field):
            reading.fault(field, error.what, error.remedy)
        return None


def _direction(reading: Reading, one: str, other: str, config: SeriesConfig) -> str | None:
    """Return the flow by the indicator: exports go from who reports to the other, imports come to it."""
    text = reading.text("indicator")
    try:
        known = indicator_of(text, config)[1] if text else None
    except WrongError:
        return None  # told when the indicator itself is read
    if known is None or known.flow == "both":
        return None
    return f"{one}>{other}" if known.flow == "out" else f"{other}>{one}"
