"""Text is repaired once (ftfy), and every offset can be taken back to the text as it was given."""

import html
import re
import unicodedata
from functools import cache
from typing import Any

__all__ = ["Offsets", "repaired"]

Offsets = tuple[tuple[int, int], ...]

# What needs no repair whatever ftfy's tables say: ASCII and the curly quotes, dashes and dots of print (no two of
# them are half of a broken letter in any encoding), without control characters and without entities of HTML.
_UNSOUND = re.compile(r"[^\t\n\f\r -~\u2018\u2019\u201c\u201d\u2013\u2014\u2026]|&#?[0-9A-Za-z]{1,24};")
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,24};")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_SEGMENT = 100_000  # characters mended at once; mojibake is local and ftfy's cost is not always linear
_REACH = 40  # characters within which the two texts must meet again
_AGREE = 4  # characters that must be equal for the two to have met
_PATIENCE = 2000  # how often the two may be lost before the rest of a line is left unaligned


def repaired(given: str) -> tuple[str, Offsets]:
    """Return the repaired text and the map of its offsets to the given text.

    The map holds pairs ``(from, shift)``, empty where nothing moved. Line breaks and curly quotes stay as they are.
    """
    if _sound(given):
        return given, ()
    lines: list[str] = []
    pairs: list[tuple[int, int]] = []
    at = before = 0
    for line in _segments(given):
        mended = line if _sound(line) else _mended(line)
        steps = _steps(line, mended) if mended != line else [(0, 0)]
        pairs.extend((at + start, before - at + shift) for start, shift in steps)
        lines.append(mended)
        at, before = at + len(mended), before + len(line)
    pairs.append((at, before - at))
    return "".join(lines), _compact(pairs)


def _sound(line: str) -> bool:
    return _UNSOUND.search(line) is None


def _segments(text: str) -> list[str]:
    """Return the lines of the text, cut where they are longer than one segment."""
    return [line[start : start + _SEGMENT] for line in _LINES.findall(text) for start in range(0, len(line), _SEGMENT)]


@cache
def _fixer() -> tuple[Any, Any]:
    import ftfy  # noqa: PLC0415 - most texts are sound, and it takes a tenth of a second to load

    return ftfy.fix_text, ftfy.TextFixerConfig(uncurl_quotes=False, fix_line_breaks=False, explain=False)


def _mended(line: str) -> str:
    fix, config = _fixer()
    return str(fix(line, config))


def _steps(old: str, new: str) -> list[tuple[int, int]]:
    """Return pairs (offset in new, shift to old), one where the shift changes."""
    pairs = [(0, 0)]
    i = j = lost = 0
    while j < len(new) and i < len(old):
        if old[i] == new[j] != "&":
            i, j = i + 1, j + 1
            continue
        taken = _known_step(old, new, i, j) or _meeting(old, new, i, j)
        if taken is None:
            lost += 1
            if lost > _PATIENCE:
                break
            taken = (min(len(new[j].encode("utf-8", "replace")), len(old) - i), 1)
        gone, come = taken
        pairs.extend((j + k, i + min(k, max(gone - 1, 0)) - j - k) for k in range(come))
        i, j = i + gone, j + come
        pairs.append((j, i - j))
    pairs.extend((k, max(len(old) - 1, 0) - k) for k in range(max(j, len(old) - i + j), len(new)))
    return pairs


def _known_step(old: str, new: str, i: int, j: int) -> tuple[int, int] | None:
    """Return how many characters became how many by one of the usual repairs, None where it was none of them."""
    entity = _ENTITY.match(old, i)
    if entity is not None and html.unescape(entity[0]) == new[j] and not new.startswith(entity[0], j):
        return len(entity[0]), 1
    if old[i] == new[j]:
        return 1, 1
    if _CONTROL.match(old, i):
        return 1, 0
    mended = new[j].encode("utf-8", "replace")
    if len(mended) > 1 and old[i : i + len(mended)].encode("sloppy-windows-1252", "replace") == mended:
        return len(mended), 1
    plain = unicodedata.normalize("NFKC", old[i])
    if plain != old[i] and new.startswith(plain, j):
        return 1, len(plain)
    return (2, 1) if unicodedata.normalize("NFC", old[i : i + 2]) == new[j] else None


def _meeting(old: str, new: str, i: int, j: int) -> tuple[int, int] | None:
    """Return how many characters of old and new differ before the two agree again, None if not within reach."""
    for total in range(1, _REACH):
        for come in range(min(total, len(new) - j) + 1):
            gone = total - come
            ahead = old[i + gone : i + gone + _AGREE]
            if i + gone <= len(old) and ahead == new[j + come : j + come + _AGREE]:
                return gone, come
    return None


def _compact(pairs: list[tuple[int, int]]) -> Offsets:
    """Return the pairs in order without those that change nothing; of two at one offset the later counts."""
    last = dict(pairs)
    kept: list[tuple[int, int]] = []
    for start in sorted(last):
        if last[start] != (kept[-1][1] if kept else 0):
            kept.append((start, last[start]))
    return tuple(kept)
