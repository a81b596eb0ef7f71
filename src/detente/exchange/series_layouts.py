"""Exchange room: how figures lie in a sheet: a figure in a row, periods as columns, or indicators as columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from detente.codebook import indicators
from detente.exchange.series_codes import codes
from detente.exchange.series_config import SeriesConfig
from detente.exchange.series_files import OWN, Cell, FileFaultError, Line, Sheet, shown
from detente.exchange.series_values import is_period

__all__ = ["Fault", "Row", "rows"]

_UNIT = re.compile(r"(?P<name>.*\S)\s*\[(?P<unit>[^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a column of a row, and the remedy."""

    column: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as it stands in a file: its values by field, the names of their columns, faults of its cells."""

    where: str
    values: Mapping[str, str]
    columns: Mapping[str, str]
    faults: Sequence[Fault] = ()


def rows(sheet: Sheet, config: SeriesConfig) -> Iterator[Row]:
    """Yield every figure of a sheet; its layout is told by the names of its columns.

    Raises:
        FileFaultError: a column is none, stands twice, or there is none with periods or figures.
    """
    names = [shown(cell.text) for cell in sheet.head.cells]
    fields = [_field(name) for name in names]
    across = {at: _across(name) for at, name in enumerate(names) if fields[at] is None and not _own(name)}
    _check(sheet, names, fields, across, config)
    if "period" not in fields:
        yield from _spread(sheet, names, fields, [at for at in across if is_period(names[at])], "period")
    elif "value" in fields:
        yield from (_row(sheet, line, names, fields, ()) for line in sheet.lines)
    else:
        _check_units(sheet, [names[at] for at in across])
        yield from _spread(sheet, names, fields, list(across), "indicator")


def _own(name: str) -> bool:
    return not name or name.startswith(OWN)


def _field(name: str) -> str | None:
    return codes().headings.get(name.casefold().replace("_", " "))


def _across(name: str) -> str | None:
    """Return what a column of figures is named after: a period, an indicator, None for neither."""
    if is_period(name):
        return "period"
    return "indicator" if _indicator(name) else None


def _indicator(name: str) -> str | None:
    """Return the id of the indicator that a column is named after, with or without its unit in brackets."""
    meant = _with_unit(name)[0].casefold()
    return next((one.id for one in indicators().values() if meant in {one.id.casefold(), one.label.casefold()}), None)


def _with_unit(name: str) -> tuple[str, str]:
    """Return the two parts of a column name such as ``exports [USD, millions]``."""
    found = _UNIT.fullmatch(name)
    return (found["name"], found["unit"]) if found else (name, "")


def _check(
    sheet: Sheet,
    names: Sequence[str],
    fields: Sequence[str | None],
    across: Mapping[int, str | None],
    config: SeriesConfig,
) -> None:
    """Refuse a sheet of no known layout, a column that is none, and one that stands twice."""
    where = f"{sheet.where}, row {sheet.head.number}"
    seen = [field or name.casefold() for name, field in zip(names, fields, strict=True) if not _own(name)]
    if twice := next((one for one in seen if seen.count(one) > 1), None):
        raise FileFaultError(f"the column {twice} stands twice", "delete one of the two", where)
    allowed = None if "value" in fields else "indicator" if "period" in fields else "period"
    for at, kind in across.items():
        if kind is None or kind != allowed:
            raise FileFaultError(f"{names[at]!r} is no column", _nearest(names[at], kind, config), where)
    if "period" not in fields and not across:
        raise FileFaultError(
            "has no column named period, and none that is one",
            "name the columns as detente series template does, or give periods as columns",
            where,
        )
    if "period" in fields and "value" not in fields and not across:
        raise FileFaultError(
            "has no column of figures",
            "name one value, or after an indicator (detente series list --indicators)",
            where,
        )


def _check_units(sheet: Sheet, names: Sequence[str]) -> None:
    """Refuse columns of indicators that are usually counted in several units, where one does not name its own."""
    usual = {indicators()[known].unit for name in names if (known := _indicator(name))}
    bare = next((name for name in names if not _with_unit(name)[1]), None)
    if len(usual) > 1 and bare is not None:
        raise FileFaultError(
            f"{bare!r} does not say its unit, and the columns are of several",
            f"write the unit behind each name: {bare} [{indicators()[_indicator(bare) or bare].unit}]",
            f"{sheet.where}, row {sheet.head.number}",
        )


def _nearest(name: str, kind: str | None, config: SeriesConfig) -> str:
    if kind is not None:
        return f"a file has one layout: take out the columns named after {kind}s, or give each figure a row"
    known = [*codes().headings, *indicators()]
    near = process.extractOne(name, known, scorer=fuzz.ratio, processor=utils.default_process)
    meant = f"did you mean {near[0]}? Else " if near is not None and near[1] >= config.near else ""
    return f"{meant}begin its name with # to keep a column of your own"


def _spread(
    sheet: Sheet, names: Sequence[str], fields: Sequence[str | None], columns: Sequence[int], field: str
) -> Iterator[Row]:
    """Yield the figures of rows that hold several, each column named after its period or indicator."""
    for line in sheet.lines:
        told = _row(sheet, line, names, fields, columns)
        for at in columns:
            cell = line.cells[at] if at < len(line.cells) else Cell("")
            name, unit = _with_unit(names[at])
            faults = (Fault(names[at], *cell.fault),) if cell.fault else ()
            own = {field: name, "value": cell.text} | ({"unit": unit} if unit else {})
            named = {**told.columns, **dict.fromkeys(own, names[at])}
            yield Row(told.where, {**told.values, **own}, named, (*told.faults, *faults))


def _row(sheet: Sheet, line: Line, names: Sequence[str], fields: Sequence[str | None], figures: Sequence[int]) -> Row:
    """Return what the columns with a field of their own say."""
    values: dict[str, str] = {}
    columns: dict[str, str] = {}
    faults: list[Fault] = []
    for at, cell in enumerate(line.cells):
        if at in figures:
            continue
        name = names[at] if at < len(names) else ""
        if not name and cell.text:
            faults.append(
                Fault(str(at + 1), f"{cell.text!r} stands under no column name", "name the column, or empty it")
            )
        elif not _own(name) and (field := fields[at]):
            values[field], columns[field] = cell.text, name
            if cell.fault:
                faults.append(Fault(name, *cell.fault))
    return Row(f"{sheet.where}, row {line.number}", values, columns, faults)
