"""What the project says of itself is so: README, ARCHITECTURE, CHANGELOG, the generated pages, the licences."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import detente
from detente.cli import COMMANDS

# Written apart, so that this file does not name them itself.
HOSTS = [".".join(words) for words in (("pypi", "org"), ("pythonhosted", "org"), ("pypi", "python", "org"))]
HOSTS += [".".join(words) for words in (("npmjs", "org"), ("anaconda", "org"), ("conda", "io"), ("crates", "io"))]


def project(root: Path) -> dict[str, object]:
    table: dict[str, object] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def rooms(root: Path) -> set[str]:
    """Return the rooms as they are in the code: folders with a slash, files with their ending."""
    found = (root / "src" / "detente").iterdir()
    folders = {f"{one.name}/" for one in found if one.is_dir() and any(one.glob("*.py"))}
    return folders | {one.name for one in (root / "src" / "detente").glob("*.py") if not one.name.startswith("__")}


def first_block(text: str) -> list[str]:
    match = re.search(r"^```[^\n]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert match, "no fenced block"
    return match[1].splitlines()


def text_files(root: Path) -> Iterator[Path]:
    """Yield every file of the project that is text and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        check=False,
        cwd=root,
        capture_output=True,
        encoding="utf-8",
    )
    if listed.returncode:
        pytest.skip("this is no git checkout, so nothing says which files belong to the project")
    for name in filter(None, listed.stdout.split("\0")):
        path = root / name
        if path.is_file() and b"\0" not in path.read_bytes()[:4096]:
            yield path


def test_readme_begins_with_exactly_the_two_commands(root: Path) -> None:
    lines = first_block((root / "README.md").read_text(encoding="utf-8"))
    assert lines == [
        "python3 install.py && .venv/bin/detente read examples",
        "python3 install.py --dev && .venv/bin/python -m pytest",
    ]


def test_ci_runs_the_second_command_of_readme_with_every_skip_a_failure(root: Path) -> None:
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    assert "export DETENTE_REQUIRE_ALL=1" in script
    assert "README.md" in script
    assert "sed -n 2p" in script


def test_architecture_draws_the_rooms_that_there_are(root: Path) -> None:
    drawing = (root / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("src/detente/\n")[2].partition("```")[0]
    drawn = {line.split()[0] for line in drawing.splitlines() if line.strip()}
    assert drawn == rooms(root)


def test_changelog_names_every_room_and_this_version(root: Path) -> None:
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {detente.__version__}" in text
    missing = [room for room in rooms(root) if room.strip("/").removesuffix(".py") not in text]
    assert missing == []


def test_the_import_contract_names_every_room(root: Path) -> None:
    contract = (root / "pyproject.toml").read_text(encoding="utf-8").partition("layers = [")[2].partition("\n]")[0]
    missing = [room for room in rooms(root) if f"detente.{room.strip('/').removesuffix('.py')}" not in contract]
    assert missing == []


def test_the_generated_pages_are_what_the_code_gives(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, root / "docs" / "reference.py", "--check"], check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr


def test_every_command_stands_in_the_reference(root: Path) -> None:
    page = (root / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"## detente {name}\n" not in page] == []


def test_every_relative_link_of_a_page_leads_somewhere(root: Path) -> None:
    broken = [
        f"{page.relative_to(root)}: {target}"
        for page in [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
        for target in re.findall(r"]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_versions_agree(root: Path) -> None:
    assert project(root)["version"] == detente.__version__


def test_no_file_names_the_host_of_a_package_registry(root: Path) -> None:
    named = [
        f"{path.relative_to(root)}: {host}"
        for path in text_files(root)
        for host in HOSTS
        if host in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert named == []


def test_the_licence_of_the_code_is_apache(root: Path) -> None:
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
