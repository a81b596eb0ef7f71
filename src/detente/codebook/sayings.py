"""Codebook room: the words that report what somebody says, thinks, wants or feels, with what they take as content."""

from dataclasses import dataclass
from pathlib import Path

from detente.codebook.rows import choice, read_rows

__all__ = ["Cue", "Sayings", "load_sayings"]

COLUMNS = ("word", "pos", "kind", "takes")
# Verb, noun, adjective, preposition, the light verbs that only carry a noun (ISSUED a warning), and what stands in
# front of a colon for a speaker (POLL: ...).
POS = frozenset({"v", "n", "a", "p", "l", "c"})
KINDS = frozenset(
    {
        "say",
        "claim",
        "admit",
        "deny",
        "predict",
        "warn",
        "promise",
        "refuse",
        "ask",
        "order",
        "praise",
        "blame",
        "support",
        "think",
        "decide",
        "plan",
        "know",
        "feel",
        "want",
        "perceive",
        "seem",
        "show",
        "focus",
    }
)
# What content may be: a clause, a question, an infinitive, a gerund, an object, the object together with what is
# asked of it, quoted words; "subj" where the subject stirs a feeling in the object (the vote ANGERED them).
FORMS = frozenset({"that", "if", "to", "ing", "obj", "whom", "quote", "subj", "whether"})
PREPOSITIONS = frozenset(
    {
        "about",
        "after",
        "against",
        "around",
        "as",
        "at",
        "behind",
        "by",
        "for",
        "from",
        "in",
        "into",
        "like",
        "of",
        "on",
        "out",
        "over",
        "to",
        "toward",
        "towards",
        "upon",
        "with",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One line: a word with its particles, its part of speech, what kind of saying it reports and what it takes."""

    head: str
    others: tuple[str, ...]
    pos: str
    kind: str
    takes: frozenset[str]

    @property
    def prepositions(self) -> frozenset[str]:
        """The prepositions behind which the content may stand."""
        return self.takes & PREPOSITIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """The cues by part of speech and head lemma, those with particles first."""

    cues: dict[tuple[str, str], tuple[Cue, ...]]

    def of(self, pos: str, lemma: str) -> tuple[Cue, ...]:
        """Return the cues that a word may be."""
        return self.cues.get((pos, lemma), ())


def load_sayings(path: Path) -> Sayings:
    """Load the cues.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    found: dict[tuple[str, str], list[Cue]] = {}
    for line, (word, pos, kind, takes) in read_rows(path, COLUMNS):
        choice(line, "pos", pos, POS)
        choice(line, "kind", kind, KINDS)
        for form in takes.split():
            choice(line, "content", form, FORMS | PREPOSITIONS)
        head, *others = word.split()
        cue = Cue(head=head, others=tuple(others), pos=pos, kind=kind, takes=frozenset(takes.split()))
        found.setdefault((pos, head), []).append(cue)
    return Sayings(cues={key: tuple(sorted(cues, key=lambda cue: -len(cue.others))) for key, cues in found.items()})
