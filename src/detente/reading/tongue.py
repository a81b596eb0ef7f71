"""Which language a text is in: English by its function words, others by the identifier, and only when it is sure."""

import re
from functools import cache
from typing import Any

from detente.reading.config import Config
from detente.reading.rules import table

__all__ = ["language_name", "language_of"]

_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, config: Config) -> tuple[str | None, str]:
    """Return the language code and what it rests on; None where the text is too short or the identifier unsure.

    A text in another script, or one with hardly a function word of English, is foreign even if it is not sure which
    language it is: then the code is the identifier's best guess.
    """
    sample = text[: config.sample_words * 12]
    words = [match[0].lower() for match in _WORD.finditer(sample)][: config.sample_words]
    share, latin = _english_share(words), _is_latin(words)
    if share >= config.english_share:
        return "en", "function words"
    if latin and len(words) < config.min_words:
        return None, f"fewer than {config.min_words} words are too short to tell the language"
    code, certainty = _identified(sample)
    if code == "en" and not latin:
        return "und", "script"
    if code == "en" or not latin or share < config.foreign_share or certainty >= config.language_certainty:
        return code, "identifier"
    return None, "the language identifier is not sure"


def language_name(code: str) -> str:
    """Return the English name of a language code, the code itself where the table has no name."""
    name: str = table("english")["names"].get(code, code)
    return name


@cache
def _function_words() -> tuple[frozenset[str], frozenset[str]]:
    data = table("english")
    shared = frozenset(data["shared"])
    return frozenset(data["words"]) - shared, shared


def _english_share(words: list[str]) -> float:
    """Return the share of words that are function words of English; shared ones count up to as many as own ones."""
    own, shared = _function_words()
    owned = sum(word in own for word in words)
    return (owned + min(owned, sum(word in shared for word in words))) / max(len(words), 1)


def _is_latin(words: list[str]) -> bool:
    letters = "".join(words)
    latin = 0x250  # the end of Latin Extended-B
    return sum(ord(letter) < latin for letter in letters) * 2 > len(letters)


@cache
def _identifier() -> Any:  # noqa: ANN401 - the library is untyped
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loads in half a second

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _identified(text: str) -> tuple[str, float]:
    code, certainty = _identifier().classify(text)
    return str(code), float(certainty)
