"""install.py: refuses an old Python, does nothing twice, and says what is wrong in a line."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def install(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return install.py as a module that works in a folder of its own, with locks that ask for nothing."""
    spec = importlib.util.spec_from_file_location("install", root / "install.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in (*module.LOCKS.values(), "pyproject.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "WHEELHOUSE", tmp_path / ".wheelhouse")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / ".install-stamp")
    return module


def stamped(install: ModuleType, kind: str) -> None:
    """Make the folder look like an installation of that kind."""
    python = install.venv_python()
    python.parent.mkdir(parents=True)
    python.touch()
    install.STAMP.write_text(install.digest(kind), encoding="utf-8")


def test_an_old_python_is_told_to_go(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "OLDEST", (99, 0))
    with pytest.raises(SystemExit) as ended:
        install.check_python()
    assert ended.value.code == 2
    assert "needs Python" in capsys.readouterr().err


def test_the_message_for_an_old_python_names_the_oldest_that_works(install: ModuleType, root: Path) -> None:
    wanted = re.search(r'requires-python = ">=(\d+)\.(\d+)"', (root / "pyproject.toml").read_text(encoding="utf-8"))
    assert wanted
    assert (int(wanted[1]), int(wanted[2])) == install.OLDEST


def test_what_is_installed_is_not_installed_again(install: ModuleType) -> None:
    assert not install.is_installed("base")
    stamped(install, "base")
    assert install.is_installed("base")
    assert not install.is_installed("dev")


def test_what_the_tests_need_includes_the_rest(install: ModuleType) -> None:
    stamped(install, "dev")
    assert install.is_installed("base")


def test_a_changed_lock_is_installed(install: ModuleType) -> None:
    stamped(install, "base")
    (install.ROOT / install.LOCKS["base"]).write_text("more==1", encoding="utf-8")
    assert not install.is_installed("base")


def test_a_missing_lock_is_one_message_with_a_remedy(install: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    (install.ROOT / install.LOCKS["base"]).unlink()
    with pytest.raises(SystemExit):
        install.digest("base")
    assert "git clone" in capsys.readouterr().err


def test_help_says_what_it_does(root: Path) -> None:
    done = subprocess.run([sys.executable, root / "install.py", "--help"], check=True, capture_output=True, text=True)
    assert "--dev" in done.stdout


def test_it_names_no_index(root: Path) -> None:
    assert "://" not in (root / "install.py").read_text(encoding="utf-8")
