"""What every test may use: the root, the shared folder beside it, and the rule that in CI nothing is skipped."""

import os
import signal
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from detente.flow import Desk
    from detente.records import Account, Making

ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = os.environ.get("DETENTE_REQUIRE_ALL") == "1"


@pytest.fixture(autouse=True)
def _broken_pipes_told() -> None:
    """Let no test that calls the command line change what a broken pipe does to those that come after."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with the measuring data beside the project, or skip."""
    folder = Path(os.environ.get("DETENTE_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip("no ../shared here (DETENTE_SHARED names another place)")
    return folder


@pytest.fixture(scope="session")
def desk() -> "Desk":
    """Return the rooms that keep an account."""
    from detente.flow import open_desk  # noqa: PLC0415 - most tests need none of it
    from detente.settings import Settings  # noqa: PLC0415

    return open_desk(Settings())


@pytest.fixture(scope="session")
def coded() -> "Sequence[Account]":
    """Return the examples' accounts with their sketches, read and coded once."""
    from detente.flow import accounts, open_rooms  # noqa: PLC0415
    from detente.records import Account  # noqa: PLC0415
    from detente.settings import Settings  # noqa: PLC0415

    found = accounts([str(ROOT / "examples")], open_rooms(Settings()), batch=32, known=lambda _: False)
    return [one for one in found if isinstance(one, Account)]


@pytest.fixture(scope="session")
def making() -> "Making":
    """Return what made the accounts of tests."""
    from detente.records import Making  # noqa: PLC0415

    return Making(version="0", weights="w", codebook="c", settings="s")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failure where everything is required."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped under DETENTE_REQUIRE_ALL=1: {_reason(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a skipped file into a failure where everything is required."""
    report = yield
    if REQUIRE_ALL and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped under DETENTE_REQUIRE_ALL=1: {_reason(report.longrepr)}"
    return report


def _reason(told: object) -> str:
    """Return why a test was skipped, from what pytest says of it."""
    return str(told[2]) if isinstance(told, tuple) else str(told)
