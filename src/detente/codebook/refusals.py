"""Codebook room: what an account says where it has no answer, and what would settle it (``refusals.toml``)."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from detente.errors import CodebookError
from detente.records import Event, Skipped

__all__ = ["NAMES", "Refusal", "load_refusals", "open_questions", "unread"]

NAMES = frozenset(
    {
        "day",
        "doer",
        "disputed_doer",
        "disputed_status",
        "place",
        "text",
        "one_source",
        "unread_language",
        "one_side",
        "not_asserted",
        "nothing_unread",
    }
)
# How reading says that it cannot read a language.
LANGUAGE = re.compile(r"the text is (?P<language>[^;]+);")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An answer that is none: what it ``says``, and what ``settles`` it."""

    says: str
    settles: str

    def told(self, **names: str) -> str:
        """Return it in one line, with names filled in: "date unknown; a report that gives the day would settle it"."""
        return f"{self.says.format_map(names)} (would settle it: {self.settles})"


@cache
def load_refusals(path: Path | None = None) -> Mapping[str, Refusal]:
    """Load the words of refusals; None for the shipped ones.

    Raises:
        CodebookError: The file is no TOML, or lacks one of ``NAMES`` or its words.
    """
    path = path or Path(__file__).parent / "data" / "refusals.toml"
    try:
        found = tomllib.loads(path.read_text("utf-8"))
        return {name: Refusal(says=found[name]["says"], settles=found[name]["settles"]) for name in sorted(NAMES)}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise CodebookError(
            f"is broken ({error})", where=str(path), remedy="compare it with the shipped one"
        ) from error


def open_questions(event: Event, *, forceful: bool) -> tuple[str, ...]:
    """Return the names of what reports leave open about an event; where it was is asked of acts of force alone."""
    asked = {
        "disputed_doer": "sources" in event.disputed,
        "doer": not event.sources,
        "disputed_status": "status" in event.disputed,
        "day": event.day is None,
        "place": forceful and event.place is None and not event.affected_states,
    }
    return tuple(name for name, is_open in asked.items() if is_open)


def unread(skipped: Iterable[Skipped]) -> Mapping[str, int]:
    """Return how many texts were not read for their language, by language, most first."""
    found = Counter(held["language"] for one in skipped if (held := LANGUAGE.match(one.reason)))
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
