"""Exchange room: an empty file in which people enter figures, as CSV or as a workbook."""

import csv
import io
import warnings

from detente.codebook import indicators

__all__ = ["SERIES_SUFFIXES", "series_template"]

SERIES_SUFFIXES = (".csv", ".xlsx")
COLUMNS = ("period", "value", "status", "dyad", "flow", "indicator", "unit", "source", "published", "invented", "note")
MEANS = (
    "2024, 2024-Q1 or 2024-01",
    "a number such as 1234.5; n/a for a gap",
    "what is said of the figure or the gap: P provisional, E estimated, M missing, or words",
    "the two parties, such as PAK-IRN",
    "from whom to whom, such as PAK>IRN; empty for both ways together",
    "one of the list, or words of your own",
    "as the source gives it, such as USD, millions",
    "who published it, with the title or table",
    "the day on which it came out, such as 2024-02-15; empty for the day of the import",
    "yes for figures made up for an example",
    "anything to know about the series",
)


def series_template(suffix: str) -> bytes:
    """Return an empty file for figures: every column, and what belongs in it; lines that begin with # are not read."""
    return _workbook() if suffix == ".xlsx" else _table()


def _table() -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for name, means in zip(COLUMNS, MEANS, strict=True):
        writer.writerow([f"# {name}: {means}"])
    writer.writerow([f"# indicators: {' '.join(indicators())}"])
    writer.writerow(COLUMNS)
    return out.getvalue().encode()


def _workbook() -> bytes:
    import openpyxl  # noqa: PLC0415 - a third of a second that CSV does not need
    from openpyxl.comments import Comment  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Series"
    sheet.append(list(COLUMNS))
    for at, means in enumerate(MEANS, 1):
        sheet.cell(row=1, column=at).comment = Comment(means, "detente")
    sheet.freeze_panes = "A2"
    named = book.create_sheet("# Indicators")
    named.append(["id", "label", "usual unit", "meaning"])
    for one in indicators().values():
        named.append([one.id, one.label, one.unit, one.meaning])
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(out)
    return out.getvalue()
