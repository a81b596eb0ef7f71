"""Language room: reads the line ends between words, in texts with one paragraph a line and in hard-wrapped ones."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

__all__ = ["HARD", "Kind", "LayoutConfig", "kinds_of_gaps"]

Ints = npt.NDArray[np.int64]


class Kind(IntEnum):
    """What stands between two words.

    A line is full where the next word would not have fitted on it: such a line end says nothing about sentences.
    """

    GLUED = 0
    BLANK = 1
    FULL_LINE = 2
    SHORT_LINE = 3
    PLAIN_LINE = 4
    EMPTY_LINE = 5


SENTENCE_ENDS = frozenset(".!?:\"'\u201d\u2019)\u2026")
HARD = Kind.EMPTY_LINE  # no sentence crosses an empty line


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutConfig:
    """How layout is read.

    ``widest_wrap`` is the longest line in characters that a hard wrap makes, ``wrapped_share`` the share of full lines
    from which a text counts as hard-wrapped, ``ended_share`` the share of lines with a sentence's end from which each
    line counts as a paragraph, ``line_quantile`` the line length that counts as the text's width, ``far``
    the distance in words that counts as far.
    """

    widest_wrap: int = 140
    wrapped_share: float = 0.5
    ended_share: float = 0.5
    line_quantile: float = 0.95
    far: int = 40


def kinds_of_gaps(text: str, spans: Ints, config: LayoutConfig) -> Ints:
    """Return the kind of the gap after each word but the last ``[n - 1]``; ``spans`` ``[n, 2]`` are the words."""
    starts, ends = spans[:, 0], spans[:, 1]
    kinds = np.where(starts[1:] > ends[:-1], int(Kind.BLANK), int(Kind.GLUED))
    breaks = _line_ends(text, int(starts[0]), int(ends[-1]))
    if not len(breaks):
        return kinds
    after = np.searchsorted(starts, breaks)
    count = np.bincount(after, minlength=len(spans))[1:]
    kinds[count > 1] = Kind.EMPTY_LINE
    single = count[after - 1] == 1
    if single.any():
        lengths = np.diff(np.concatenate(([starts[0] - 1], breaks, [ends[-1]]))) - 1
        width = np.quantile(lengths[lengths > 0], config.line_quantile)
        full = lengths[:-1][single] + 1 + (ends - starts)[after[single]] > width
        wrapped = width <= config.widest_wrap and full.mean() >= config.wrapped_share
        if wrapped:
            kinds[after[single] - 1] = np.where(full, int(Kind.FULL_LINE), int(Kind.SHORT_LINE))
        else:
            kinds[after[single] - 1] = _plain_lines(text, starts[after[single]], breaks[single], int(ends[-1]), config)
    return kinds


def _plain_lines(text: str, begins: Ints, breaks: Ints, end: int, config: LayoutConfig) -> Ints:
    """Return the kind of each line end of a text that is not hard-wrapped.

    Where most lines end as sentences do, each line is a paragraph or a headline, and ends like one.
    """
    ended = np.array([text[max(0, at - 3) : at].rstrip()[-1:] in SENTENCE_ENDS for at in (*breaks.tolist(), end)])
    if ended.mean() < config.ended_share:
        return np.full(len(breaks), int(Kind.PLAIN_LINE))
    goes_on = np.array([text[at].islower() for at in begins.tolist()])
    return np.where(goes_on, int(Kind.PLAIN_LINE), int(Kind.EMPTY_LINE))


def _line_ends(text: str, start: int, end: int) -> Ints:
    found = []
    at = text.find("\n", start, end)
    while at >= 0:
        found.append(at)
        at = text.find("\n", at + 1, end)
    return np.array(found, dtype=np.int64)
