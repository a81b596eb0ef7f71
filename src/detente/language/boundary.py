"""Language room: weighs whether a sentence ends between two words.

Knows words, layout and learned weights; cuts nothing itself. All arithmetic is one small network over the words on
either side of a gap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.language.layout import HARD, Kind, LayoutConfig, kinds_of_gaps
from detente.language.shapes import SHAPE_NUMBER, SHAPES, Vocabulary

__all__ = ["WEIGHT_NAMES", "Boundaries", "Gaps"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

WEIGHT_NAMES = ("word", "shape", "hidden", "hidden_bias", "second", "second_bias", "last", "last_bias")
# Products of more than 2**18 multiplications wake the linear-algebra library's threads, which cost more than they save
# on a few hundred rows and fight with the encoder's; fewer rows at a time stay on this thread.
_QUIET = 1 << 18


def _flags(*names: str) -> Flags:
    return np.isin(np.array(SHAPES), names)


_ENDING = _flags("stop", "mark", "dots")
_WEAKLY_ENDING = _flags("closer", "quote_close", "colon", "dotted", "initial", "symbol", "address", "dash")
_BEGINNING = _flags(
    *("title", "upper", "capital", "initial", "mixed", "number", "digits", "quote_open", "opener"),
    *("symbol", "dotted", "address"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What the network sees of the gaps worth asking about.

    ``at`` ``[m]`` is the number of the word before each gap; ``words`` and ``shapes`` ``[m, 2 * reach]`` the words
    around it, ``dense`` ``[m, d]`` its layout; ``hard`` ``[n]`` marks words after which an empty line ends everything.
    """

    at: Ints
    words: Ints
    shapes: Ints
    dense: Floats
    hard: Flags


class Boundaries:
    """Scores the gaps between words: above 0 a sentence ends there."""

    def __init__(
        self, vocabulary: Vocabulary, weights: Mapping[str, Floats], *, reach: int, config: LayoutConfig
    ) -> None:
        self._vocabulary = vocabulary
        self._weights = dict(weights)
        self._reach = reach
        self._config = config

    def scores(self, text: str, words: Sequence[tuple[int, int]]) -> Floats:
        """Return the score of the gap after each word ``[n]``: infinite at an empty line, minus infinity elsewhere."""
        scores = np.full(len(words), -np.inf, dtype=np.float32)
        if len(words) < 2:  # noqa: PLR2004 - one word has no gap
            return scores
        gaps = self.gaps(text, words)
        if len(gaps.at):
            scores[gaps.at] = self._network(gaps)
        scores[gaps.hard] = np.inf
        return scores

    def gaps(self, text: str, words: Sequence[tuple[int, int]]) -> Gaps:
        """Return what the network sees of the gaps between ``words``, at least two."""
        spans = np.array(words, dtype=np.int64)
        spelled = [text[a:b] for a, b in words]
        numbers = self._vocabulary.numbers(spelled)
        kinds = kinds_of_gaps(text, spans, self._config)
        word, shape = numbers[:, 0], _with_quotes(numbers[:, 1], kinds)
        at = np.flatnonzero(_askable(shape, kinds) & ~_goes_on(spelled, shape, kinds))
        hard = kinds == HARD
        around = at[:, None] + np.arange(1 - self._reach, 1 + self._reach)
        inside = (around >= 0) & (around < len(words))
        around = np.where(inside, around, 0)
        paragraph = np.concatenate(([0], np.cumsum(hard)))
        inside &= paragraph[around] == paragraph[at][:, None]
        return Gaps(
            at=at,
            words=np.where(inside, word[around], 0),
            shapes=np.where(inside, shape[around], 0),
            dense=_dense(shape, kinds, at, self._config.far),
            hard=np.append(hard, [False]),
        )

    def _network(self, gaps: Gaps) -> Floats:
        w = self._weights
        size = len(gaps.at)
        words, shapes = w["word"][gaps.words], w["shape"][gaps.shapes]
        seen = np.concatenate((words.reshape(size, -1), shapes.reshape(size, -1), gaps.dense), axis=1)
        hidden = np.maximum(_product(seen, w["hidden"]) + w["hidden_bias"], 0)
        second = np.maximum(_product(hidden, w["second"]) + w["second_bias"], 0)
        result: Floats = _product(second, w["last"])[:, 0] + w["last_bias"]
        return result


def _product(left: Floats, right: Floats) -> Floats:
    rows = max(1, _QUIET // right.size - 1)
    if len(left) <= rows:
        return left @ right
    return np.concatenate([left[i : i + rows] @ right for i in range(0, len(left), rows)])


def _with_quotes(shape: Ints, kinds: Ints) -> Ints:
    """Return the shapes where a straight quote that stands before a word, and not behind one, is an opening one."""
    before = np.concatenate(([True], kinds > Kind.GLUED))
    behind = np.concatenate((kinds > Kind.GLUED, [True]))
    opens = (shape == SHAPE_NUMBER["quote_close"]) & before & ~behind
    return np.where(opens, SHAPE_NUMBER["quote_open"], shape)


def _askable(shape: Ints, kinds: Ints) -> Flags:
    """Return which gaps may end a sentence ``[n - 1]``: after a stop or at a line end, or before what can begin one."""
    left, right = shape[:-1], shape[1:]
    blank = (kinds >= Kind.BLANK) & (_BEGINNING[right] | _WEAKLY_ENDING[left])
    asked: Flags = (_ENDING[left] | blank | (kinds > Kind.BLANK)) & (kinds != HARD)
    return asked


def _goes_on(spelled: Sequence[str], shape: Ints, kinds: Ints) -> Flags:
    """Return the gaps ``[n - 1]`` behind a comma or semicolon, or a quotation that one closes, within a line.

    Edited English goes on there: of 14,000 commas in the treebanks 96 end a sentence, nearly all of them in chat and
    mail, and of 287 semicolons 23, in lists.
    """
    pause = np.array([word in {",", ";"} for word in spelled])
    quoted = np.append([False], pause[:-1]) & (shape == SHAPE_NUMBER["quote_close"])
    result: Flags = (pause | quoted)[:-1] & (kinds <= Kind.BLANK)
    return result


def _dense(shape: Ints, kinds: Ints, at: Ints, far: int) -> Floats:
    """Return the layout of the gaps ``[m, d]``: kind, glue, depth of quotes and brackets, distances."""
    size = len(shape)
    place = np.arange(size)
    new = np.concatenate(([True], kinds > Kind.FULL_LINE))
    begin = np.maximum.accumulate(np.where(new, place, 0))
    end = _next(np.append(new[1:], [True]), size)
    stops = _ENDING[shape]
    last_stop = np.maximum.accumulate(np.where(stops, place, -far))[np.maximum(at - 1, 0)]
    glued = np.concatenate(([0], kinds == Kind.GLUED, [0, 0]))
    quotes = _depth(shape, begin, "quote_open", "quote_close")[at]
    brackets = _depth(shape, begin, "opener", "closer")[at]
    until = end[at] - at
    ahead = _next(stops, size + far)[np.minimum(at + 1, size - 1)] - at
    columns = [kinds[at] == kind for kind in Kind if kind != HARD]
    columns += [glued[at], glued[at + 2], quotes > 0, quotes < 0, brackets > 0, stops[end[at]]]
    since = at - np.maximum(begin[at], last_stop + 1)
    for distance in (since, until, ahead, end[at] - begin[at], at - begin[at]):
        columns += [np.minimum(distance, far) / far, np.exp(-np.maximum(distance, 0) / 3.0)]
    columns += [until == 0, ahead > until]
    return np.stack(columns, axis=1).astype(np.float32)


def _next(flags: Flags, none: int) -> Ints:
    """Return for each place the first place from there on where the flag is set, ``none`` where there is none."""
    found: Ints = np.minimum.accumulate(np.where(flags, np.arange(len(flags)), none)[::-1])[::-1]
    return found


def _depth(shape: Ints, begin: Ints, opener: str, closer: str) -> Ints:
    """Return how many more openers than closers the paragraph has up to each word."""
    opened, closed = shape == SHAPE_NUMBER[opener], shape == SHAPE_NUMBER[closer]
    level = np.cumsum(opened.astype(np.int64) - closed)
    found: Ints = level - np.where(begin > 0, level[begin - 1], 0)
    return found
