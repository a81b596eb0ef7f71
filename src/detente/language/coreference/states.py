"""Which names mean a state: short names and their longer forms always, capitals and demonyms only in some places."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["States", "know_states"]


@dataclass(frozen=True, slots=True)
class States:
    """``names`` map a phrase that always means the state, ``seats`` one that may (capital, metonym, demonym)."""

    names: Mapping[str, str]
    seats: Mapping[str, str]

    def named(self, phrase: str) -> str | None:
        """Return the short name of the state that ``phrase`` names outright."""
        return self.names.get(phrase)

    def seat(self, phrase: str) -> str | None:
        """Return the state whose capital, government or people ``phrase`` is."""
        return self.seats.get(phrase)

    def any(self, phrase: str) -> str | None:
        """Return the state that ``phrase`` points to in whatever way."""
        return self.names.get(phrase) or self.seats.get(phrase)


def know_states(capitals: Mapping[str, str], *, city_words: frozenset[str], other_names: frozenset[str]) -> States:
    """Split the caller's phrases: those that contain the country's short name are names, the others seats.

    "Islamic Republic of Iran" is a name of Iran; "Mexico City" is a seat of Mexico although it contains its name;
    "US" and "UK" are names by their initials, "Britain" because it is listed among ``other_names``.
    """
    return _split(frozenset(capitals.items()), city_words, other_names)


@lru_cache(maxsize=8)
def _split(capitals: frozenset[tuple[str, str]], city_words: frozenset[str], other_names: frozenset[str]) -> States:
    """Split the phrases; kept, because every article of a run comes with the same ones."""
    names = {_plain(short): short for _phrase, short in capitals}
    seats: dict[str, str] = {}
    for phrase, short in sorted(capitals):
        key = _plain(phrase)
        contains = f" {_plain(short)} " in f" {key} " and key.split()[-1] not in city_words
        if contains or key in other_names or key == _initials(short):
            names[key] = short
        elif key not in names:
            seats[key] = short
    return States(names=names, seats=seats)


def _plain(phrase: str) -> str:
    return phrase.lower().replace(".", "").removeprefix("the ")


def _initials(short: str) -> str:
    words = _plain(short).split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""
