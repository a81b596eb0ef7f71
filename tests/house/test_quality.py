"""The code keeps the rules of the house: lint, format, types, and the order of imports."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(sys.executable).parent
CHECKS = {
    "ruff finds nothing": ["ruff", "check"],
    "every file is formatted": ["ruff", "format", "--check"],
    "mypy finds nothing": ["mypy"],
    "imports go one way": ["lint-imports"],
}


@pytest.mark.parametrize("command", CHECKS.values(), ids=CHECKS.keys())
def test_the_code_keeps_the_rules(root: Path, command: list[str]) -> None:
    done = subprocess.run(
        [SCRIPTS / command[0], *command[1:]], check=False, cwd=root, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
