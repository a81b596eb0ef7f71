"""Series on the terminal, as JSON and as CSV: figures with what was reported of the dyad beside them."""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from detente.cli.brief import check_days
from detente.cli.tables import show_json as print_json
from detente.cli.tables import show_lines, show_table
from detente.cli.wording import counted
from detente.codebook import covered, indicators
from detente.errors import DetenteError
from detente.records import Beside, Frequency, Level, LineUse, PeriodRow, Series, SeriesValue

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.flow import Desk
    from detente.settings import Settings
    from detente.store import Case

__all__ = [
    "DAY",
    "FREQUENCIES",
    "INVENTED",
    "QUADS",
    "check",
    "draw",
    "import_lines",
    "list_indicators",
    "list_series",
    "pair",
    "show_csv",
    "show_json",
    "tables",
]

DAY = len("2024-01-16")
INVENTED = "INVENTED FOR THE EXAMPLE"
FREQUENCIES = {Frequency.MONTHLY: "monthly", Frequency.QUARTERLY: "quarterly", Frequency.YEARLY: "yearly"}
FIGURE = ("dyad", "period", "indicator", "flow", "value", "change", "note", "unit", "source", "invented", "known")
QUADS = {
    "conflict": ("material_conflict", "verbal_conflict"),
    "cooperation": ("material_cooperation", "verbal_cooperation"),
}


def check(first: str | None, last: str | None, as_of: str | None) -> None:
    """Refuse periods and days that are none."""
    spans = [_span(text, flag) for text, flag in ((first, "--from"), (last, "--to")) if text is not None]
    if len(spans) > 1 and spans[0] > spans[1]:
        raise typer.BadParameter(f"{last} lies before {first}", param_hint="--to")
    check_days(as_of)


def _span(text: str, flag: str) -> tuple[date, date]:
    span = covered(text)
    if span is None:
        message = f"{text!r} is no period; write 2024, 2024-Q1, 2024-01 or 2024-01-16"
        raise typer.BadParameter(message, param_hint=flag)
    return span


def pair(given: str, settings: "Settings") -> tuple[str, str]:
    """Return the two parties that a person means.

    Raises:
        DetenteError: it is no pair of parties that the tables know.
    """
    from detente.codebook import Directory  # noqa: PLC0415 - --help must not wait for the rooms

    lookup = Directory(settings.actors).find
    for at, mark in enumerate(given):
        one, other = (lookup(given[:at]), lookup(given[at + 1 :])) if mark == "-" else (None, None)
        if one and other and one != other:
            return (min(one, other), max(one, other))
    raise DetenteError(f"{given!r} is no pair of known parties", where="--dyad", remedy="write it as PAK-IRN")


def tables(
    case: "Case",
    desk: "Desk",
    settings: "Settings",
    given: str | None,
    **asked: str | None,
) -> tuple[Beside, ...]:
    """Return the series of a dyad with the account beside them.

    ``asked`` are ``indicator``, ``first``, ``last`` and ``as_of``.

    Raises:
        DetenteError: the case holds no such series; the remedy names those that it holds.
    """
    from detente.exchange import beside  # noqa: PLC0415 - as above
    from detente.flow import books  # noqa: PLC0415

    as_of = asked.get("as_of")
    every = case.series(as_of=as_of)
    dyad = pair(given, settings) if given else _fullest(every, case, as_of)
    held = [one for one in every if one.dyad == dyad]
    chosen = [one for one in held if _is(one, asked.get("indicator"))]
    if not chosen:
        raise DetenteError(_nothing(dyad, asked.get("indicator"), as_of), where=case.where, remedy=_held(held or every))
    found = books(case, desk, dyad, as_of=as_of)

    def level(day: str) -> Level:
        from detente.codebook import level_rules  # noqa: PLC0415
        from detente.tension import level as level_of  # noqa: PLC0415

        return level_of(dyad, found.events, day, level_rules())

    until = (as_of or datetime.now(UTC).isoformat())[:DAY]
    span = covered(until)
    return beside(
        found,
        chosen,
        desk.book.types,
        level=level,
        until=span[1].isoformat() if span else until,
        first=asked.get("first"),
        last=asked.get("last"),
    )


def _fullest(every: Sequence[Series], case: "Case", as_of: str | None) -> tuple[str, ...]:
    """Return the dyad with the most figures."""
    if not every:
        known = f" known by {as_of}" if as_of else ""
        remedy = "import some: detente series import FILE --dyad PAK-IRN"
        raise DetenteError(f"holds no series{known}", where=case.where, remedy=remedy)
    figures: Counter[tuple[str, ...]] = Counter()
    for one in every:
        figures[one.dyad] += len(one.points)
    return max(sorted(figures), key=lambda dyad: figures[dyad])


def _is(series: Series, name: str | None) -> bool:
    if name is None:
        return True
    known = indicators().get(series.indicator)
    return name.casefold() in {series.indicator.casefold(), known.label if known else ""}


def _nothing(dyad: Sequence[str], indicator: str | None, as_of: str | None) -> str:
    of = f" of {indicator}" if indicator else ""
    known = f" known by {as_of}" if as_of else ""
    return f"holds no series{of} between {' and '.join(dyad)}{known}"


def _held(series: Iterable[Series]) -> str:
    names = dict.fromkeys(f"{one.indicator} of {'-'.join(one.dyad)}" for one in series)
    return f"it holds {', '.join(names)}" if names else "import some: detente series import FILE"


def draw(found: Sequence[Beside], path: Path, book: "Codebook") -> None:
    """Draw series into an SVG file."""
    from detente.cli import jsonl  # noqa: PLC0415 - as above
    from detente.exchange import drawing  # noqa: PLC0415

    def word(one: LineUse) -> tuple[str, bool]:
        state = book.channels.states[one.line, one.state]
        whose = f" of {name(one.whose)}" if one.whose else ""
        return f"{book.channels.lines[one.line].label}{whose} {state.label}", state.standing not in {"open", "used"}

    def name(party: str) -> str:
        return book.actors.country_name(party) or party

    jsonl.replace_bytes(path, drawing(found, name, word).encode())
    sys.stderr.write(f"detente: {path}: drawn\n")


def show_json(found: Sequence[Beside]) -> None:
    """Print all tables as JSON."""
    print_json([asdict(one) for one in found])


def show_csv(found: Sequence[Beside]) -> None:
    """Print one row for each figure, with what stands beside it."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(
        (
            *FIGURE,
            *(name for kinds in QUADS.values() for name in kinds),
            "open",
            "overdue",
            "level",
            "crossings_and_trade",
        )
    )
    for table in found:
        of = {one.id: one for one in table.series}
        for row in table.rows:
            beside = _beside_cells(row)
            for series, value in zip(table.series, row.values, strict=True):
                one = of[series.id]
                writer.writerow([_inert(cell) for cell in (*_figure_cells(table, row, one, value), *beside)])


def _figure_cells(table: Beside, row: PeriodRow, one: Series, value: SeriesValue) -> tuple[object, ...]:
    cells = ("-".join(table.dyad), row.period, one.indicator, one.flow, value.value, value.change, value.note)
    return (*cells, one.unit, one.source, "yes" if one.invented else "no", one.known)


def _beside_cells(row: PeriodRow) -> tuple[object, ...]:
    acts = {one.quad: len(one.events) for one in row.acts}
    counts = tuple(acts[name] for kinds in QUADS.values() for name in kinds)
    level = row.level.name.value if row.level and row.level.name else ""
    lines = "; ".join(f"{one.line} {one.state} {one.day}" for one in row.lines)
    return (*counts, len(row.open), len(row.overdue), level, lines)


def _inert(cell: object) -> object:
    """Return a cell in which a spreadsheet runs nothing."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def list_series(found: Sequence[Series], where: str, *, as_json: bool) -> None:
    """Print series, a paragraph each."""
    if as_json:
        print_json([asdict(one) for one in found])
        return
    if not found:
        remedy = "import some: detente series import FILE --dyad PAK-IRN"
        raise DetenteError("holds no series", where=where, remedy=remedy)
    show_lines(*(line for one in found for line in _listed(one)))


def _listed(one: Series) -> Iterator[str]:
    gaps = sum(point.value is None for point in one.points)
    counts = counted(len(one.points) - gaps, "figure") + (f", {counted(gaps, 'gap')}" if gaps else "")
    yield f"{'-'.join(one.dyad)} {one.indicator}{f' {one.flow}' if one.flow else ''}, {one.unit}"
    yield f"  {FREQUENCIES[one.frequency]}, {one.points[0].period} to {one.points[-1].period}, {counts}"
    yield f"  known {one.known[:DAY]}, imported by {one.author}"
    yield f"  source: {one.source}" + (f"; {INVENTED}" if one.invented else "")
    if one.note:
        yield f"  note: {one.note}"


def list_indicators(*, as_json: bool) -> None:
    """Print the closed list of indicators."""
    known = list(indicators().values())
    if as_json:
        print_json([asdict(one) for one in known])
        return
    rows = [(one.id, one.unit, one.meaning) for one in known]
    show_table("Indicators; words of your own stand beside them", ("indicator", "usual unit", "what it is"), rows)


def import_lines(given: Sequence[Series], before: Sequence[Series], standing: Mapping[str, Series]) -> Iterator[str]:
    """Yield what became of each series that was imported."""
    held = {one.id: one for one in before}
    for one in given:
        name = f"{'-'.join(one.dyad)} {one.indicator}{f' {one.flow}' if one.flow else ''}, {one.unit}"
        yield f"{name}: {_became(one, held.get(one.id), standing[one.id])}"


def _became(one: Series, old: Series | None, stands: Series) -> str:
    if old is None:
        return f"new, {one.points[0].period} to {one.points[-1].period}"
    if old.points == one.points and old == stands:
        return "the same as before, nothing added"
    if stands.known > one.known:
        return f"kept beside the one known since {stands.known[:DAY]}, which stands"
    lost = {point.period for point in old.points} - {point.period for point in one.points}
    are = "is" if len(lost) == 1 else "are"
    fewer = f"; {counted(len(lost), 'period')} of it {are} in the history alone (--extend keeps them)" if lost else ""
    return f"takes the place of the one known since {old.known[:DAY]}{fewer}"
