"""A user's rows mend a wrong actor and a wrong place without code, and the next run of the whole program shows it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = (
    "LUSAKA, March 4, 2026 - Zambia fired missiles at Panjgur on Tuesday. "
    "The Northern Shield Brigade attacked the Zambian army in Kharanwala on Wednesday."
)
PLACES = """name,variants,country,admin1,kind,lat,lon,population,doubtful
Panjgur,,IRN,,city,27.5,61.5,70000,
Panjgur,,PAK,,none,,,,
Kharanwala,,ZMB,,city,-13.5,28.5,,
"""
ACTORS = """kind,id,name,variants,country,sector,office,from,to
group,northern-shield-brigade,Northern Shield Brigade,,ZMB,REB,,,
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("own")
    for name, text in (("report.txt", TEXT), ("places.csv", PLACES), ("actors.csv", ACTORS)):
        (made / name).write_text(text, encoding="utf-8")
    return made


def detente(folder: Path, *words: str) -> str:
    command = [sys.executable, "-c", "from detente.cli import main; main()", *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def codings(output: str) -> list[dict[str, object]]:
    return [record for record in map(json.loads, output.splitlines()) if record["record"] == "coding"]


def test_a_wrong_place_and_a_wrong_actor_are_mended_by_rows_of_a_file(folder: Path) -> None:
    before = detente(folder, "read", "report.txt", "--json")
    after = detente(folder, "read", "report.txt", "--json", "--places", "places.csv", "--actors", "actors.csv")
    strike, raid = (str(one) for one in codings(after))
    assert "'country': 'IRN', 'evidence'" in strike
    assert "27.5" in strike
    assert "PAK" not in strike
    assert "northern-shield-brigade" in raid
    assert "28.5" in raid
    assert not {"27.5", "28.5", "northern-shield-brigade"} & set(before.replace('"', " ").replace(",", " ").split())


def test_an_explanation_uses_the_same_tables(folder: Path) -> None:
    place = detente(folder, "explain", "report.txt:1", "--places", "places.csv")
    assert "in Panjgur, IRN" in place
    (folder / "detente.toml").write_text('actors = "actors.csv"\n', encoding="utf-8")
    assert "Northern Shield Brigade" in detente(folder, "explain", "report.txt:2").partition("Tree")[0]
