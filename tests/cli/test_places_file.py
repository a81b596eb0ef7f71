"""detente read --places: a user's row mends a wrong place, and the next run shows it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HEADER = "name,variants,country,admin1,kind,lat,lon,population,doubtful"
TEXT = "Gunmen attacked a police post in Quellmoor on Monday, killing two officers.\n"


def read(folder: Path, *flags: str) -> list[dict[str, Any]]:
    """Read the report of a folder with the installed program; return the places of its acts."""
    program = Path(sys.executable).with_name("detente")
    out = folder / "records.jsonl"
    command = [str(program), "read", "report.txt", "--quiet", "--out", str(out), *flags]
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "DETENTE_SETTINGS": ""})
    rows = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    return [row["place"] for row in rows if row["record"] == "coding"]


def test_a_row_of_the_user_mends_a_place_and_the_next_run_shows_it(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    table = tmp_path / "places.csv"
    table.write_text(f"{HEADER}\nQuellmoor,,MOZ,Sofala,city,-19.5,34.5,,\n", encoding="utf-8")
    before = read(tmp_path)
    assert before
    assert all(place["country"] is None for place in before)
    (place,) = {
        (one["name"], one["country"], one["lat"], one["lon"]) for one in read(tmp_path, "--places", "places.csv")
    }
    assert place == ("Quellmoor", "MOZ", -19.5, 34.5)
