"""Fusion room: copies of one report: found by a few of its runs of words, verified on all of them.

A copy may be shortened, have another title, dateline or agency's mark, or words changed here and there: most runs of
words of the shorter text stand in the longer. Reports of similar events in one template share runs too, but name other
people, places and numbers: what the shorter text names must stand in the longer as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from detente.codebook import ReportWords
from detente.fusion.articles import prose
from detente.records import Article

__all__ = ["CopyConfig", "Print", "copied", "footprint", "print_keys"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyConfig:
    """Thresholds of copies.

    ``run``: how many words make a run; ``window``: of so many runs in a row one is a key. ``contained``: the share of
    the shorter text's runs that must stand in the longer, ``least`` how many; ``named``: the share of its names and
    numbers that must. ``chained``: the share of the pairs between two groups of copies that makes them one group.
    """

    run: int = 4
    window: int = 24
    contained: float = 0.6
    least: int = 12
    named: float = 0.7
    chained: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What is compared of a text: its runs of words, its names and numbers, all its words, and the keys of its runs."""

    article: str
    runs: frozenset[str]
    named: frozenset[str]
    words: frozenset[str]
    keys: frozenset[str]


def footprint(article: Article, words: ReportWords, config: CopyConfig) -> Print:
    """Make what is compared of a text: without title, furniture and the line that credits an agency."""
    written = words.words(prose(article).replace(article.title or "\n", "\n", 1))
    low = [word.lower() for word in written]
    small = {word for word in written if word[0].islower()}
    runs = [" ".join(low[i : i + config.run]) for i in range(len(low) - config.run + 1)]
    return Print(
        article=article.id,
        runs=frozenset(runs),
        named=frozenset(w.lower() for w in written if not w[0].islower() and w.lower() not in small) - words.signs,
        words=frozenset(low),
        keys=frozenset(print_keys(runs, config)),
    )


def print_keys(runs: Sequence[str], config: CopyConfig) -> Iterator[str]:
    """Yield a few runs' digests such that texts with a long stretch in common have one in common (winnowing).

    The least digest of each window of runs is taken (Schleimer, Wilkerson and Aiken, 2003): two texts that share
    ``window`` runs in a row share a key wherever these stand, so that a shortened copy is found too.
    """
    digests = [crc32(run.encode()) for run in runs]
    least = -1  # where the least digest of the last window stands
    for start in range(max(len(digests) - config.window + 1, min(len(digests), 1))):
        end = min(start + config.window, len(digests))
        if least < start:
            least = min(range(start, end), key=digests.__getitem__)
        elif digests[end - 1] < digests[least]:
            least = end - 1
        else:
            continue
        yield f"{digests[least]:08x}"


def copied(left: Print, right: Print, config: CopyConfig) -> float | None:
    """Return the share of the shorter text's runs that stand in the longer, None where neither is a copy."""
    short, long = sorted((left, right), key=lambda one: (len(one.runs), one.article))
    shared = len(short.runs & long.runs)
    if shared < config.least or shared < config.contained * len(short.runs):
        return None
    if len(short.named & long.words) < config.named * len(short.named):
        return None
    return shared / len(short.runs)
