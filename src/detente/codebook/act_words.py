"""Codebook room: how an act is told in the field's words, beside its PLOVER label."""

import re
from dataclasses import dataclass
from pathlib import Path

from detente.codebook.ontology import EventType
from detente.codebook.rows import choice, read_rows

__all__ = ["ActWords", "load_act_words"]

COLUMNS = ("type", "mode", "words", "told")
_OPTIONAL = re.compile(r"\[([^\]]*)]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActWords:
    """The field's words for each event type and mode; the mode is empty for the type without one.

    ``words`` name the act; ``sentences`` say it of a doer, with what stands in brackets left out where nobody is named
    whom it was done to.
    """

    words: dict[tuple[str, str], str]
    sentences: dict[tuple[str, str], str]

    def named(self, event_type: str, modes: tuple[str, ...]) -> str:
        """Return what was done: "struck with drones, struck from the air"."""
        said = [self.words[event_type, mode] for mode in modes if (event_type, mode) in self.words]
        return ", ".join(said) or self.words.get((event_type, ""), event_type.lower())

    def told(self, event_type: str, modes: tuple[str, ...], to: str | None) -> str:
        """Return what follows the doer's name in a sentence: "struck Jaish al-Adl with drones".

        Of several modes the first is told, the others are named behind it.
        """
        known = [mode for mode in modes if (event_type, mode) in self.sentences]
        pattern = self.sentences[event_type, known[0] if known else ""]
        said = _OPTIONAL.sub(lambda found: found[1].replace("{to}", to) if to else "", pattern)
        more = [self.words[event_type, mode] for mode in known[1:]]
        return f"{said} ({'; '.join(more)})" if more else said


def load_act_words(path: Path, types: dict[str, EventType]) -> ActWords:
    """Load the words for acts.

    Raises:
        CodebookError: A row names no event type or no mode of it.
    """
    words: dict[tuple[str, str], str] = {}
    sentences: dict[tuple[str, str], str] = {}
    for line, (kind, mode, named, told) in read_rows(path, COLUMNS):
        choice(line, "type", kind, frozenset(types))
        choice(line, "mode", mode, {one.id for one in types[kind].modes} | {""})
        words[kind, mode], sentences[kind, mode] = named, told
    for kind in types:
        words.setdefault((kind, ""), kind.lower())
        sentences.setdefault((kind, ""), kind.lower())
    return ActWords(words=words, sentences=sentences)
