"""Accounts of real articles for the tests of a case: the examples, read and coded once."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from detente.flow import Desk, open_desk, open_rooms
from detente.flow.accounts import accounts
from detente.records import Account, Making
from detente.settings import Settings


@pytest.fixture(scope="session")
def desk() -> Desk:
    """Return the rooms that keep an account."""
    return open_desk(Settings())


@pytest.fixture(scope="session")
def coded(root: Path) -> Sequence[Account]:
    """Return the examples' accounts with their sketches."""
    found = accounts([str(root / "examples")], open_rooms(Settings()), batch=32, known=lambda _: False)
    return [one for one in found if isinstance(one, Account)]


@pytest.fixture(scope="session")
def making() -> Making:
    """Return what made the accounts."""
    return Making(version="0", weights="w", codebook="c", settings="s")
