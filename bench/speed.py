"""Words per second of the whole pipeline: ``python -m bench speed [--repeat 6]``.

The mix is the project's own articles (tests/gold and examples), in which seven of ten sentences tell an act, and
three sentences of the corpus without an act for every five of theirs, in articles of their own: somewhat more than
four of ten sentences then tell an act. ``--own`` leaves the corpus out. Beside words per second on the clock the
figures tell the processor time per 1,000 words, which other programs disturb less.
"""

import argparse
import json
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import corpus
from detente.flow import Rooms, accounts, open_rooms, spare_collector
from detente.records import Account, Article, Parse, Skipped
from detente.settings import Settings

__all__ = ["main"]

FOLDERS = (Path("tests/gold/texts"), Path("examples"))
ROUNDS = 5
PLAIN = 0.6
LENGTH = 15


def articles(rooms: Rooms, repeat: int, *, own: bool = False) -> list[Article]:
    """Return the mix, each article ``repeat`` times under ids of its own; with ``own`` without the corpus."""
    paths = [str(path) for folder in FOLDERS for path in sorted(folder.glob("*.txt"))]
    found = [one for one in rooms.read(paths) if isinstance(one, Article)]
    if not own:
        told = sum(len(parse.sentences) for parse in rooms.parse(found) if isinstance(parse, Parse))
        found += plain(round(told * PLAIN))
    return [replace(one, id=f"{one.id}{k}") for k in range(repeat) for one in found]


def plain(count: int) -> list[Article]:
    """Return articles of sentences of the corpus that tell no act, ``count`` sentences in all, from all its files."""
    found = [sentence.text for sentence in corpus.load("train") if not sentence.acts]
    chosen = found[:: max(1, len(found) // count)][:count]
    starts = range(0, len(chosen), LENGTH)
    return [Article(id=f"plain{at}", text="\n\n".join(chosen[at : at + LENGTH])) for at in starts]


def code(rooms: Rooms, mix: list[Article], batch: int) -> tuple[int, int, int]:
    """Code the mix as the product does and return its words, its sentences, and those in which an act was coded."""
    parses: dict[str, Parse] = {}

    def parsed(part: Sequence[Article]) -> list[Parse | Skipped]:
        found = rooms.parse(part)
        parses.update({one.article: one for one in found if isinstance(one, Parse)})
        return found

    words = sentences = acting = 0
    for account in accounts((), replace(rooms, read=lambda _: iter(mix), parse=parsed), batch=batch):
        if isinstance(account, Account):
            parse = parses.pop(account.article.id)
            words += sum(len(s.tokens) for s in parse.sentences)
            sentences += len(parse.sentences)
            acting += told(parse, (one.trigger.start for one in account.codings))
    return words, sentences, acting


def told(parse: Parse, triggers: Iterable[int]) -> int:
    """Return in how many sentences one of the triggers stands."""
    return len({n for at in triggers for n, s in enumerate(parse.sentences) if s.start <= at < s.end})


def main(argv: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench speed", description=__doc__)
    parser.add_argument("--repeat", type=int, default=6)
    parser.add_argument("--own", action="store_true", help="the project's own articles alone")
    args = parser.parse_args(argv)
    settings = Settings()
    rooms = open_rooms(settings)
    spare_collector()
    mix = articles(rooms, args.repeat, own=args.own)
    code(rooms, mix[: settings.flow.batch], settings.flow.batch)
    rates, spent = [], []
    for _ in range(ROUNDS):
        started, before = time.perf_counter(), time.process_time()
        words, sentences, acting = code(rooms, mix, settings.flow.batch)
        rates.append(words / (time.perf_counter() - started))
        spent.append(1000 * (time.process_time() - before) / words)
    figures = {
        "words": words,
        "sentences with an act": round(acting / sentences, 3),
        "words/s median": round(statistics.median(rates)),
        "words/s best": round(max(rates)),
        "processor seconds per 1,000 words": round(min(spent), 3),
    }
    print(json.dumps(figures))
    return 0
