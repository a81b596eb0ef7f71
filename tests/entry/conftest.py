"""A clerk over the shipped codebook, and files as people make them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from detente import codebook
from detente.entry import Clerk, Config, accounts
from detente.records import Account, EntryKind, Skipped

NOW = "2024-01-27T10:00:00+05:00"
COMMON = {"author": "A. Rahimi", "rests_on": "a call"}


@pytest.fixture(scope="session")
def book() -> codebook.Codebook:
    """Return the shipped codebook."""
    return codebook.load()


@pytest.fixture(scope="session")
def clerk(book: codebook.Codebook) -> Clerk:
    """Return a clerk whose case holds no agreement."""
    return Clerk(book, Config())


Enter = Callable[..., Account]


@pytest.fixture
def enter(clerk: Clerk) -> Enter:
    """Return what makes the account of good values."""

    def made(kind: str, now: str = NOW, **values: str) -> Account:
        found = clerk.entered(EntryKind(kind), {**COMMON, **values}, now=now)
        assert isinstance(found, Account), found
        return found

    return made


Read = Callable[[Path], list[Account | Skipped]]


@pytest.fixture
def read(clerk: Clerk) -> Read:
    """Return what reads a spreadsheet."""
    return lambda path: list(accounts(path, clerk, now=NOW))


Sheet = Callable[..., Path]


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """Return what writes a workbook with one sheet: its name, then its rows."""

    def made(name: str, *rows: list[object], change: Callable[[Workbook], None] | None = None) -> Path:
        workbook = Workbook()
        workbook.worksheets[0].title = name
        for row in rows:
            workbook.worksheets[0].append(row)
        if change is not None:
            change(workbook)
        path = tmp_path / "records.xlsx"
        workbook.save(path)
        return path

    return made


@pytest.fixture
def table(tmp_path: Path) -> Callable[[bytes], Path]:
    """Return what writes a CSV file of bytes."""

    def made(content: bytes) -> Path:
        path = tmp_path / "records.csv"
        path.write_bytes(content)
        return path

    return made
