"""The word lists of coreference: pronouns, titles, given names, nouns that refer, verbs and small words.

They are data files of the room; nothing here decides.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["Lexicon", "NounEntry", "PronounEntry", "TitleEntry", "load_lexicon"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PronounEntry:
    """A pronoun: person 1 or 3, number sing or plur, gender m, f, n or None, use personal, possessive, reflexive."""

    person: int
    number: str
    gender: str | None
    use: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleEntry:
    """A title: gender m, f or None; ``before`` says what follows it: surname, given, or any."""

    gender: str | None
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NounEntry:
    """A noun that refers: type PER, ORG, LOC or EVENT, gender m, f or None, class group, state, side, place or None."""

    type: str
    gender: str | None
    group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All word lists, keyed by lower-cased word; ``verbs`` and ``words`` map a use to its words."""

    pronouns: Mapping[str, PronounEntry]
    titles: Mapping[tuple[str, ...], TitleEntry]
    given_names: Mapping[str, str]
    nouns: Mapping[str, NounEntry]
    verbs: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]


@cache
def load_lexicon() -> Lexicon:
    """Read the word lists that are shipped with the room."""
    return Lexicon(
        pronouns={
            row["form"]: PronounEntry(
                person=int(row["person"]), number=row["number"], gender=row["gender"] or None, use=row["use"]
            )
            for row in _rows("coref_pronouns.csv")
        },
        titles={
            tuple(row["title"].replace("-", " - ").split()): TitleEntry(
                gender=row["gender"] or None, before=row["before"]
            )
            for row in _rows("coref_titles.csv")
        },
        given_names={row["name"]: row["gender"] for row in _rows("coref_given_names.csv")},
        nouns={
            row["noun"]: NounEntry(type=row["type"], gender=row["gender"] or None, group=row["class"] or None)
            for row in _rows("coref_nouns.csv")
        },
        verbs=_classes("coref_verbs.csv", "lemma", "use"),
        words=_classes("coref_words.csv", "word", "class"),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files("detente.language").joinpath("data", name).read_text("utf8")
    return iter(csv.DictReader(text.splitlines()))


def _classes(name: str, word: str, group: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in _rows(name):
        found[row[group]].add(row[word])
    return {group: frozenset(words) for group, words in found.items()}
