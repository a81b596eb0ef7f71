"""The held-out articles: what is committed is what the sources say, and every quotation stands at its offsets."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_texts_and_gold_are_what_the_sources_build() -> None:
    done = subprocess.run([sys.executable, "-B", str(HERE / "build.py"), "--check"], check=False)
    assert done.returncode == 0


def test_every_quotation_stands_at_its_offsets() -> None:
    for line in (HERE / "gold.jsonl").read_text("utf8").splitlines():
        row = json.loads(line)
        text = (HERE / "texts" / row["doc"]).read_text("utf8")
        people = [person for side in ("actor", "recipient") for person in row.get(side, [])]
        places = [row["place"]] if row.get("place") else []
        assert text[row["start"] : row["end"]] == row["sentence"], row["id"]
        for piece in [row["trigger"], *places, *(person for person in people if person["text"])]:
            assert text[piece["start"] : piece["end"]] == piece["text"], row["id"]
