"""The locks pin every dependency with hashes, name no index and no machine, and need no compiler."""

import re
import tomllib
from pathlib import Path

import pytest

LOCKS = ("requirements.lock", "requirements-dev.lock")
MOST_DEPENDENCIES = 15


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", name)[0]).lower()


def pins(lock: str) -> dict[str, list[str]]:
    """Return each requirement line of a lock with its hashes."""
    found: dict[str, list[str]] = {}
    for line in lock.splitlines():
        if re.match(r"[a-z0-9]", line):
            found[line.rstrip(" \\")] = last = []
        elif "--hash=" in line:
            last.append(line.strip(" \\"))
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_line_with_hashes(root: Path, name: str) -> None:
    found = pins((root / name).read_text(encoding="utf-8"))
    assert found
    assert [line for line, hashes in found.items() if not hashes or "==" not in line] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address_and_no_machine(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert re.findall(r"https?:|file:|--index|--extra-index|--find-links|/\w+/", text) == []


@pytest.mark.parametrize(("name", "extras"), [(LOCKS[0], ("build",)), (LOCKS[1], ("build", "dev"))])
def test_a_lock_holds_what_the_project_asks_for(root: Path, name: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    locked = {normal(line) for line in pins((root / name).read_text(encoding="utf-8"))}
    assert {normal(one) for one in wanted} - locked == set()


def test_the_lock_for_tests_pins_the_same_versions(root: Path) -> None:
    base, dev = (
        {line.split(";")[0].strip() for line in pins((root / name).read_text(encoding="utf-8"))} for name in LOCKS
    )
    assert base <= dev


def test_the_core_stays_small(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert len(project["dependencies"]) <= MOST_DEPENDENCIES
