"""The account as tables: the columns that are documented are the columns that are written, in every format."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from detente.exchange import TABLE_FORMATS, Whole, columns, columns_of, rows, table_names, write_table
from detente.flow import Desk, books, enter, settle
from detente.records import Account, Making
from detente.store import open_case


@pytest.fixture(scope="session")
def whole(coded: Sequence[Account], making: Making, desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """Return everything that a case of the examples tells."""
    with open_case(str(tmp_path_factory.mktemp("tables") / "case.detente"), create=True) as case:
        enter(case, coded, making, desk)
        list(settle(case, desk))
        return Whole(
            book=desk.book,
            accounts=case.accounts(),
            events=case.events(),
            stories=case.stories(),
            books=[books(case, desk, ("IRN", "PAK"))],
            judgements=[],
            skipped=case.skipped(),
        )


@pytest.mark.parametrize("table", [one for one in table_names() if one != "about"])
def test_a_table_has_the_columns_that_are_documented(table: str, whole: Whole) -> None:
    wanted = {one.name for one in columns_of(table)}
    assert all(set(row) == wanted for row in rows(table, whole))


def test_a_table_of_what_is_not_asserted_has_the_columns_of_the_other_and_the_reason() -> None:
    names = [[one.name for one in columns_of(table)] for table in ("events", "events_not_asserted")]
    assert names[1] == [*names[0], "why"]


@pytest.mark.parametrize("table", table_names())
def test_each_column_stands_in_the_docs(table: str, root: Path) -> None:
    text = (root / "docs" / "exchange.md").read_text(encoding="utf-8").partition(f"### {table}\n")[2]
    listed = text.partition("\n###")[0]
    assert [one.name for one in columns() if one.table == table and f"| `{one.name}` |" not in listed] == []


@pytest.mark.parametrize("form", TABLE_FORMATS)
def test_every_row_is_written(form: str, whole: Whole, tmp_path: Path) -> None:
    wanted = [one for one in columns() if one.table == "events"]
    path = tmp_path / f"events.{form}"
    count = write_table(path, rows("events", whole), wanted, form)
    if form == "parquet":
        names = pq.read_table(path).column("id").to_pylist()
    elif form == "csv":
        names = [row["id"] for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]
    else:
        names = [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]
    others = [row["id"] for row in rows("events_not_asserted", whole)]
    assert len(names) == count
    assert sorted((*names, *others)) == sorted(one.id for one in whole.events)


def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text(tmp_path: Path) -> None:
    wanted = [one for one in columns() if one.table == "skipped"]
    row = {"where": "=cmd()", "room": "reading", "reason": "+1"}
    write_table(tmp_path / "t.csv", [row], wanted, "csv")
    assert (tmp_path / "t.csv").read_text().splitlines()[1] == "'=cmd(),reading,'+1"
