"""Codebook room: how an act is told in the field's words, beside its PLOVER label."""

import re
from dataclasses import dataclass
from pathlib import Path

from detente.codebook.ontology import EventType
from detente.codebook.rows import choice, read_rows

__all__ = ["ActWords", "load_act_words"]

COLUMNS = ("type", "mode", "words", "told", "both")
_OPTIONAL = re.compile(r"\[([^\]]*)]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActWords:
    """The field's words for each event type and mode; the mode is empty for the type without one.

    ``words`` name the act; ``sentences`` say it of a doer, with what stands in brackets left out where nobody is named
    whom it was done to; ``mutual`` say it of two sides that did it to or with each other.
    """

    words: dict[tuple[str, str], str]
    sentences: dict[tuple[str, str], str]
    mutual: dict[tuple[str, str], str]

    def named(self, event_type: str, modes: tuple[str, ...]) -> str:
        """Return what was done: "struck with drones, struck from the air"."""
        said = [self.words[event_type, mode] for mode in modes if (event_type, mode) in self.words]
        return ", ".join(said) or self.words.get((event_type, ""), event_type.lower())

    def told(self, event_type: str, modes: tuple[str, ...], to: str | None, own: str = "its") -> str:
        """Return what follows the doer's name in a sentence: "struck Jaish al-Adl with drones"; ``own``: its, their.

        Of several modes the first is told, the others are named behind it.
        """
        known = self._known(event_type, modes)
        pattern = self.sentences[event_type, known[0]].replace("{own}", own)
        said = _OPTIONAL.sub(lambda found: found[1].replace("{to}", to) if to else "", pattern)
        return said + self._more(event_type, known)

    def both(self, event_type: str, modes: tuple[str, ...]) -> str:
        """Return what follows the names of two sides that did it to or with each other: "spoke by phone"."""
        known = self._known(event_type, modes)
        said = self.mutual.get((event_type, known[0]))
        return said + self._more(event_type, known) if said else self.told(event_type, modes, "each other", "their")

    def _known(self, event_type: str, modes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(mode for mode in modes if (event_type, mode) in self.sentences) or ("",)

    def _more(self, event_type: str, known: tuple[str, ...]) -> str:
        more = [self.words[event_type, mode] for mode in known[1:]]
        return f" (also {'; '.join(more)})" if more else ""


def load_act_words(path: Path, types: dict[str, EventType]) -> ActWords:
    """Load the words for acts.

    Raises:
        CodebookError: A row names no event type or no mode of it.
    """
    words: dict[tuple[str, str], str] = {}
    sentences: dict[tuple[str, str], str] = {}
    mutual: dict[tuple[str, str], str] = {}
    for line, (kind, mode, named, told, both) in read_rows(path, COLUMNS):
        choice(line, "type", kind, frozenset(types))
        choice(line, "mode", mode, {one.id for one in types[kind].modes} | {""})
        words[kind, mode], sentences[kind, mode] = named, told
        if both:
            mutual[kind, mode] = both
    for kind in types:
        words.setdefault((kind, ""), kind.lower())
        sentences.setdefault((kind, ""), kind.lower())
    return ActWords(words=words, sentences=sentences, mutual=mutual)
