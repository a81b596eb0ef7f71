"""Doors of rooms: what they name can be had, whatever was loaded before."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOMS = sorted(one.parent.name for one in Path("src/detente").glob("*/__init__.py"))
ON_DEMAND = [one for one in ROOMS if "on_demand" in Path(f"src/detente/{one}/__init__.py").read_text(encoding="utf-8")]
HEAVY = ("onnxruntime", "trafilatura", "sqlalchemy", "openpyxl", "docx", "smtplib", "pypdfium2")


@pytest.mark.parametrize("room", ROOMS)
def test_a_door_gives_all_that_it_names(room: str) -> None:
    module = importlib.import_module(f"detente.{room}")
    assert all(getattr(module, name) is not None for name in getattr(module, "__all__", ()))


@pytest.mark.parametrize("room", ON_DEMAND)
def test_a_file_never_hides_what_the_door_exports_under_its_name(room: str) -> None:
    files = {one.stem for one in (Path("src/detente") / room).glob("*.py")}
    both = sorted(files.intersection(importlib.import_module(f"detente.{room}").__all__))
    script = "import importlib, types\n"
    script += "".join(f"importlib.import_module('detente.{room}.{name}')\n" for name in both)
    script += f"import detente.{room} as room\n"
    script += f"assert not [one for one in {both} if isinstance(getattr(room, one), types.ModuleType)]\n"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_door_refuses_what_it_does_not_name() -> None:
    with pytest.raises(ImportError, match="cannot import name 'nothing'"):
        importlib.import_module("builtins").exec("from detente.coding import nothing")


def test_the_command_line_and_the_settings_load_no_engine_and_no_store() -> None:
    script = "import sys, detente.cli, detente.settings; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert not [name for name in HEAVY if name in done.stdout.split()]
