"""What a case costs as it grows: ``python -m bench growth [--sizes 100 1000 5000]``.

A seeded generator puts sentences of the corpus together to dated articles of outlets of one region: each article has
its states swapped for a few of them, some articles are copies of one of the same day with their head cut, some tell the
acts of an earlier one again. The figures are what ``detente read`` takes from the command line to the end: seconds,
articles a second, seconds for ten more articles read into the case that is there, seconds for a brief of the fullest
dyad, the size of the case, and memory.
Such articles make no sense, so nothing here says anything of quality.
"""

import argparse
import csv
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import corpus

__all__ = ["main", "written"]

SEED = 20240116
FIRST = date(2021, 1, 1)
A_DAY = 5  # articles published on one day
SENTENCES = (9, 14)
ACTING, COPIES, RETOLD = 0.6, 0.08, 0.25
MORE = 10
POOL, CAST = 40, 4  # states in the news of the region, and in one article
STATES = Path("src/detente/codebook/data/countries.csv")


def written(count: int, *, start: int = 0) -> Iterator[dict[str, str]]:
    """Yield articles ``start`` to ``count`` of the one endless series; the first are the same for every count."""
    chance = random.Random(SEED)
    told = [sentence.text for sentence in corpus.load("train") if sentence.acts]
    plain = [sentence.text for sentence in corpus.load("train") if not sentence.acts]
    states = _states()
    pool = random.Random(SEED).sample(states, POOL)
    kept: list[dict[str, str]] = []
    for number in range(count):
        row = _article(number, chance, (told, plain), (states, pool), kept)
        kept = [*kept[-4 * A_DAY :], row]
        if number >= start:
            yield row


def _article(
    number: int,
    chance: random.Random,
    sentences: tuple[list[str], list[str]],
    states: tuple[list[tuple[str, str]], list[tuple[str, str]]],
    kept: list[dict[str, str]],
) -> dict[str, str]:
    """Return one article; every call draws from the same series of chances."""
    day = FIRST + timedelta(days=number // A_DAY)
    told, plain = sentences
    every, pool = states
    cast = chance.sample(pool, CAST)
    swapped = dict(zip(every, chance.choices(cast, k=len(every)), strict=True))
    many = chance.randint(*SENTENCES)
    own = [_swap(chance.choice(told if chance.random() < ACTING else plain), swapped) for _ in range(many)]
    before = chance.choice(kept) if kept else None
    turn = chance.random()
    if before and turn < COPIES:
        own = before["text"].split("\n\n")[1:]
    elif before and turn < COPIES + RETOLD:
        own[1:3] = before["text"].split("\n\n")[:2]
    return {
        "id": f"growth-{number:06}",
        "title": own[0][:60].rsplit(" ", 1)[0],
        "date": day.isoformat(),
        "source": f"{cast[0][0]} Daily",
        "text": "\n\n".join(own),
    }


def _states() -> list[tuple[str, str]]:
    """Return states of one word with their first demonym."""
    with STATES.open(encoding="utf-8", newline="") as file:
        rows = [(row["name"], row["demonyms"].split("|")[0]) for row in csv.DictReader(file)]
    return [(name, demonym) for name, demonym in rows if name.isalpha() and demonym.isalpha()]


def _swap(sentence: str, states: Mapping[tuple[str, str], tuple[str, str]]) -> str:
    """Return a sentence with each state's name and demonym in place of another's."""
    words = {old: new for pair, other in states.items() for old, new in zip(pair, other, strict=True)}
    return re.sub(r"[A-Z]\w+", lambda found: words.get(found[0], found[0]), sentence)


def _spent() -> float:
    """Return the processor seconds of the commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _read(folder: Path, rows: Iterator[dict[str, str]]) -> tuple[float, int]:
    """Read articles into the folder's case; return seconds and the greatest memory of the process in MB."""
    file = folder / "articles.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    started = time.perf_counter()
    command = [sys.executable, "-m", "detente", "read", str(file), "--case", str(folder / "case.detente"), "--quiet"]
    subprocess.run(command, check=True)  # noqa: S603 - our own command
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return time.perf_counter() - started, memory


def _brief(folder: Path) -> float:
    """Return the seconds that a brief of the fullest dyad takes."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "detente", "brief", "--case", str(folder / "case.detente"), "--format", "json"]
    subprocess.run([*command, "--out", str(folder / "brief.json")], check=True, capture_output=True)  # noqa: S603
    return time.perf_counter() - started


def main(argv: list[str] | None = None) -> int:
    """Print a line of figures for each size."""
    parser = argparse.ArgumentParser(prog="python -m bench growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 5000])
    args = parser.parse_args(argv)
    for size in sorted(args.sizes):
        with tempfile.TemporaryDirectory() as held:
            folder = Path(held)
            before = _spent()
            seconds, memory = _read(folder, written(size))
            spent = _spent() - before
            more, _ = _read(folder, written(size + MORE, start=size))
            told = _brief(folder)
            figures = {
                "articles": size,
                "seconds": round(seconds, 1),
                "articles a second": round(size / seconds, 1),
                "processor seconds an article": round(spent / size, 3),
                f"seconds for {MORE} more": round(more, 1),
                "seconds for a brief": round(told, 1),
                "case MB": round((folder / "case.detente").stat().st_size / 1e6, 1),
                "memory MB": memory,
            }
            print(json.dumps(figures), flush=True)
    return 0
