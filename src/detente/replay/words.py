"""Replay room: what replays say, from ``data/words.toml``."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from detente.records import Tone

__all__ = ["WORDS", "mark", "notice", "tone"]


@cache
def _tree() -> dict[str, Any]:
    path = resources.files("detente.replay").joinpath("data", "words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


WORDS: dict[str, Any] = _tree()


def mark() -> str:
    """Return the word that stands on everything that a replay puts out."""
    return str(WORDS["mark"])


def notice() -> str:
    """Return what a replay is and is not, in one sentence or two."""
    return str(WORDS["notice"])


def tone(of: str, state: str) -> Tone:
    """Return how a state looks beside others of its kind, unknown where the table has none."""
    return Tone(WORDS[of]["tones"].get(state, Tone.UNKNOWN))
