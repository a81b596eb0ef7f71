"""Language room: turns arc scores into one tree a sentence (maximum spanning tree with a single root)."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["heads", "maximum_tree"]

ROOT_PENALTY = 1e6  # larger than any sum of arc scores: the best tree then has the fewest roots, which is one
IMPOSSIBLE = -1e9


def heads(arcs: NDArray[np.float32], lengths: list[int]) -> list[list[int]]:
    """Return the head of every word of every sentence, -1 for the root.

    ``arcs`` is [batch, words, 1 + words]: the score of column ``h`` (0 is the root, ``h`` is word ``h - 1``) as head of
    the row's word. Where the best head of each word already gives one tree it is taken; only the other sentences pay
    for the decoder.
    """
    batch, width, _ = arcs.shape
    beyond = np.arange(width + 1)[None, :] > np.array(lengths)[:, None]
    scores = np.where(beyond[:, None, :], np.float32(IMPOSSIBLE), arcs)
    own = np.arange(width)
    scores[:, own, own + 1] = IMPOSSIBLE
    best = scores.argmax(-1)
    best[beyond[:, 1:]] = 0
    trees = _are_trees(best) & (((best == 0) & ~beyond[:, 1:]).sum(1) == 1)
    out = (best - 1).tolist()
    return [
        out[i][:n] if trees[i] else maximum_tree(scores[i, :n, : n + 1].astype(np.float64))
        for i, n in enumerate(lengths[:batch])
    ]


def _are_trees(best: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell for each row of heads [batch, words] whether every word reaches the root."""
    up = np.concatenate([np.zeros((len(best), 1), best.dtype), best], axis=1)
    for _ in range(int(best.shape[1]).bit_length()):
        up = np.take_along_axis(up, up, axis=1)
    result: NDArray[np.bool_] = (up == 0).all(1)
    return result


def maximum_tree(scores: NDArray[np.float64]) -> list[int]:
    """Return the heads (-1 for the root) of the best single-rooted tree for ``scores`` [words, 1 + words].

    Chu and Liu 1965, Edmonds 1967. Ties go to the first head.
    """
    n = len(scores)
    square = np.full((n + 1, n + 1), IMPOSSIBLE * 10)
    square[1:] = scores
    square[1:, 0] -= ROOT_PENALTY
    np.fill_diagonal(square, IMPOSSIBLE * 10)
    return [int(h) - 1 for h in _arborescence(square)[1:]]


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return each node's head in the best tree rooted at node 0; row = dependent, column = head."""
    best: NDArray[np.int64] = scores.argmax(1)
    best[0] = 0
    cycle = _cycle(best)
    if cycle is None:
        return best
    n = len(scores)
    rest = np.setdiff1d(np.arange(n), cycle)  # keeps node 0 first
    loss = scores[cycle, best[cycle]]
    into = scores[np.ix_(cycle, rest)] - loss[:, None]
    entry = into.argmax(0)
    out = scores[np.ix_(rest, cycle)]
    exit_ = out.argmax(1)
    small = np.full((len(rest) + 1, len(rest) + 1), IMPOSSIBLE * 10)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = into.max(0)
    small[:-1, -1] = out.max(1)
    solved = _arborescence(small)
    heads_: NDArray[np.int64] = best.copy()
    merged = len(rest)
    for k, node in enumerate(rest):
        if k:
            heads_[node] = cycle[exit_[k]] if solved[k] == merged else rest[solved[k]]
    gate = solved[merged]
    heads_[cycle[entry[gate]]] = rest[gate]
    return heads_


def _cycle(best: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """Return the nodes of one cycle of the head pointers, None where all lead to node 0."""
    colour = np.zeros(len(best), np.int64)
    for start in range(1, len(best)):
        node = start
        while node and not colour[node]:
            colour[node] = start
            node = int(best[node])
        if node and colour[node] == start:
            members = [node]
            while best[members[-1]] != node:
                members.append(int(best[members[-1]]))
            return np.array(sorted(members))
    return None
