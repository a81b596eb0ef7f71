"""The tree decoder gives one tree with one root, and the best one."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.language.trees import heads, maximum_tree


def _is_tree(found: list[int]) -> bool:
    def rooted(word: int) -> bool:
        seen = set()
        while word >= 0 and word not in seen:
            seen.add(word)
            word = found[word]
        return word == -1

    return found.count(-1) == 1 and all(map(rooted, range(len(found))))


def _value(scores: np.ndarray, found: list[int]) -> float:
    return float(sum(scores[i, h + 1] for i, h in enumerate(found)))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_no_tree_of_a_short_sentence_scores_higher(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words + 1))
    best = max(
        _value(scores, list(t))
        for t in itertools.product(range(-1, words), repeat=words)
        if all(h != i for i, h in enumerate(t)) and _is_tree(list(t))
    )
    found = maximum_tree(scores)
    assert _is_tree(found)
    assert _value(scores, found) == pytest.approx(best)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
def test_every_sentence_of_a_batch_is_one_tree_within_its_length(lengths: list[int], seed: int) -> None:
    width = max(lengths)
    arcs = np.random.default_rng(seed).normal(size=(len(lengths), width, width + 1)).astype(np.float32)
    found = heads(arcs, lengths)
    assert [len(f) for f in found] == lengths
    assert all(map(_is_tree, found))


def test_two_roots_are_never_given() -> None:
    scores = np.array([[9.0, 0, 1], [9.0, 2, 0]])
    assert maximum_tree(scores) == [-1, 0]
