"""Exchange room: SDMX-CSV 1.0 and 2.0, the tables that statistical offices and banks hand out.

The columns are those of the standard (https://github.com/sdmx-twg/sdmx-csv): in 1.0 the first is DATAFLOW, in 2.0
they are STRUCTURE, STRUCTURE_ID and ACTION; then dimensions, TIME_PERIOD, OBS_VALUE and attributes. A code may have its
label behind it ("PAK: Pakistan"). A dimension that is none of ours is kept with the name of the source, so that two
series of one file are never one.
"""

from collections.abc import Iterator, Mapping, Sequence

from detente.exchange.series_codes import codes
from detente.exchange.series_files import Cell, FileFaultError, Line, Sheet, shown
from detente.exchange.series_layouts import Fault, Row

__all__ = ["is_sdmx", "rows"]

FLOW = "DATAFLOW"
STRUCTURES = ("STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME")
ACTION = "ACTION"
KEYS = ("SERIES_KEY", "OBS_KEY")
DELETE = "D"
BETWEEN = ": "


def is_sdmx(sheet: Sheet) -> bool:
    """Whether the column names are those of SDMX-CSV."""
    names = _names(sheet.head)
    return bool(names) and (names[0] == FLOW or {STRUCTURES[0], STRUCTURES[1]} <= set(names))


def rows(sheet: Sheet) -> Iterator[Row]:
    """Yield every observation of a sheet.

    Raises:
        FileFaultError: it has no column with periods or figures, or one that stands twice.
    """
    names = _names(sheet.head)
    where = f"{sheet.where}, row {sheet.head.number}"
    fields = {name: codes().sdmx[name] for name in names if name in codes().sdmx}
    for needed, name in (("period", "TIME_PERIOD"), ("value", "OBS_VALUE")):
        if needed not in fields.values():
            raise FileFaultError(f"has no column {name}", "ask the source for SDMX-CSV with that column", where)
    held = list(fields.values())
    if twice := next((one for one in held if held.count(one) > 1), None):
        both = " and ".join(name for name, field in fields.items() if field == twice)
        raise FileFaultError(f"{both} both give the {twice}", "begin the name of one of them with #", where)
    for line in sheet.lines:
        yield _row(sheet, line, names, fields)


def _names(head: Line) -> list[str]:
    return [shown(cell.text).partition(BETWEEN)[0].strip().upper() for cell in head.cells]


def _row(sheet: Sheet, line: Line, names: Sequence[str], fields: Mapping[str, str]) -> Row:
    faults: list[Fault] = []
    cells = dict(zip(names, line.cells, strict=False))
    if len(line.cells) != len(names):
        faults.append(
            Fault("all", f"{len(line.cells)} fields instead of {len(names)}", "give every column, empty ones too")
        )
    faults.extend(Fault(name, *cell.fault) for name, cell in cells.items() if cell.fault)
    if _code(cells[ACTION].text if ACTION in cells else "") == DELETE:
        faults.append(Fault(ACTION, "asks to delete the row", "take such rows out: nothing of a case is deleted"))
    values = {field: _code(cells[name].text) for name, field in fields.items() if name in cells}
    columns = {field: name for name, field in fields.items()}
    flow = next((cells[name].text for name in (FLOW, STRUCTURES[1]) if name in cells and cells[name].text), "")
    values |= {"dataflow": _code(flow), "further": ", ".join(_further(cells, fields))}
    return Row(f"{sheet.where}, row {line.number}", values, columns, faults)


def _code(text: str) -> str:
    """Return the code of a cell that may have its label behind it."""
    return text.partition(BETWEEN)[0].strip()


def _further(cells: Mapping[str, Cell], fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the dimensions that are none of ours with their values."""
    passed = {FLOW, *STRUCTURES, ACTION, *KEYS, *codes().attributes}
    for name, cell in cells.items():
        text = _code(cell.text)
        if text and name and name not in fields and name not in passed and not name.startswith("#"):
            yield f"{name}={text}"
