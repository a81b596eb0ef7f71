"""Bytes become text: UTF-8, UTF-16 and UTF-32 by their marks, else the old western encoding, and that is told."""

import codecs
import re
from dataclasses import dataclass

from detente.reading.config import Config

__all__ = ["Decoded", "decoded"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ufffd\\ufffe\\uffff]")
_LETTER = re.compile(r"[^\W\d_]|\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and its encoding; ``certain`` is False where the encoding is a guess."""

    text: str
    encoding: str
    certain: bool


def decoded(data: bytes, config: Config) -> Decoded | None:
    """Return the text of some bytes without its byte order mark, None for bytes that are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            return Decoded(text=text, encoding=encoding, certain=True) if _is_text(text, config) else None
    wide = _wide_encoding(data[: config.sniff_bytes])
    if wide is not None:
        text = data.decode(wide, errors="replace")
        return Decoded(text=text, encoding=wide, certain=False) if _is_text(text, config, guess=True) else None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _western(data, config)
    return Decoded(text=text, encoding="utf-8", certain=True) if _is_text(text, config) else None


def _wide_encoding(head: bytes) -> str | None:
    """Return the UTF-16 whose zero bytes an English text without a mark would have, None for other bytes."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    most, few = len(head) * 0.3, len(head) * 0.02  # of half the bytes: 60 % and 4 %
    if odd > most and even <= few:
        return "utf-16-le"
    return "utf-16-be" if even > most and odd <= few else None


def _western(data: bytes, config: Config) -> Decoded | None:
    """Return the text in windows-1252, its five unused bytes as Latin-1 has them."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return Decoded(text=text, encoding="windows-1252", certain=False) if _is_text(text, config, guess=True) else None


def _is_text(text: str, config: Config, *, guess: bool = False) -> bool:
    """Return whether few characters are controls and, where the encoding is a guess, enough are letters."""
    sample = text[: config.sniff_bytes]
    controls = len(_NO_TEXT.findall(sample))
    if controls > config.control_share * len(sample):
        return False
    return not guess or len(_LETTER.findall(sample)) >= config.letter_share * len(sample)
