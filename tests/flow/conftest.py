"""An empty case to walk through, with the forms."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.flow import Desk
from detente.flow.traffic import Registry, open_registry
from detente.records import Making
from detente.settings import Settings
from detente.store import open_case
from tests.flow.walked import Walk


@pytest.fixture(scope="session")
def registry() -> Registry:
    return open_registry(Settings())


@pytest.fixture
def walk(tmp_path: Path, desk: Desk, registry: Registry, making: Making) -> Iterator[Walk]:
    with open_case(str(tmp_path / "walk.detente"), create=True) as case:
        yield Walk(case, desk, registry, making)
