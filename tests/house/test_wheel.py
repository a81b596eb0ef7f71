"""The wheel is the product: built without isolation, installed offline into an empty environment, and run."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

LARGEST = 100_000_000
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(one) for one in command],
        check=False,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **OFFLINE},
    )


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ".", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(root: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of an empty environment with nothing but the wheel and what it needs."""
    wheelhouse = root / ".wheelhouse"
    if not wheelhouse.is_dir():
        pytest.skip("no .wheelhouse here; python3 install.py fills it")
    place = tmp_path_factory.mktemp("empty")
    venv.create(place, with_pip=True)
    programs = place / ("Scripts" if os.name == "nt" else "bin")
    done = run(
        programs / "python", "-m", "pip", "install", "--no-index", "--find-links", wheelhouse,
        "--no-compile", wheel, cwd=place,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return programs


def test_the_wheel_is_small_enough_to_publish(wheel: Path) -> None:
    assert wheel.stat().st_size <= LARGEST


def test_the_wheel_holds_the_package_and_its_licences_only(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"detente"}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("detente/codebook/data/types.csv") for name in names)
    assert not any("__pycache__" in name for name in names)


def test_the_wheel_reads_the_examples_in_an_empty_environment(installed: Path, root: Path, tmp_path: Path) -> None:
    out = tmp_path / "records.jsonl"
    done = run(installed / "detente", "read", root / "examples", "--out", out, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    kinds = [json.loads(line)["record"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert kinds.count("coding") > kinds.count("article") > 0


def test_the_wheel_shows_codebook_and_actors_in_an_empty_environment(installed: Path, tmp_path: Path) -> None:
    for command in (("codebook",), ("actors", "Tehran")):
        done = run(installed / "detente", *command, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout
