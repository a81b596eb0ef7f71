"""Exchange room: from entries of an actor dictionary to rows of Detente's own actor table."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from detente.codebook import Codebook, Kind
from detente.exchange.dictionary import Entry, Role
from detente.exchange.tables import Tables
from detente.records import Skipped

__all__ = ["COLUMNS", "Row", "rows_of"]

COLUMNS = ("kind", "id", "name", "variants", "country", "sector", "office", "from", "to")
_NOBODY = "---"
_AGENT = "~"
_PLURAL = re.compile(r"\{[^}]*\}")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_VOWELS = frozenset("AEIOUY")
_ABBREVIATION = 3
_LONGEST_ABBREVIATION = 6
_NO_STATE = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "MNC"})
_ARMED = frozenset({"REB", "UAF", "PRM", "CRM"})
_STATE_KINDS = frozenset({Kind.COUNTRY, Kind.DEMONYM, Kind.CAPITAL})


class Row(NamedTuple):
    """One line of an actor table; empty is unknown."""

    kind: str
    id: str
    name: str
    variants: str
    country: str
    sector: str
    office: str
    start: str
    end: str

    def key(self) -> tuple[str, str, str, str]:
        """Return what a table may hold once only."""
        return self.kind, self.id, self.office, self.start

    def widened(self, spellings: Iterable[str]) -> "Row":
        """Return the row with further spellings."""
        names = dict.fromkeys(filter(None, (*self.variants.split("|"), *spellings)))
        return self._replace(variants="|".join(name for name in names if name != self.name))

    def closed(self, end: str) -> "Row":
        """Return a person's row whose term ends there, if it was left open and began before."""
        left_open = self.kind == Kind.PERSON and self.start and not self.end
        return self._replace(end=end) if left_open and end[: len(self.start)] > self.start[: len(end)] else self


class _Side(NamedTuple):
    """A role with the country and sector of its code."""

    role: Role
    country: str
    sector: str


def rows_of(
    found: Iterable[Entry | Skipped], tables: Tables, book: Codebook, *, until: str = "", missing: bool = False
) -> Iterator[Row | Skipped]:
    """Yield why there is no row for a role, then the rows: one for each role of each name.

    Names of a bare country that our tables know for it already are left out in silence, since a city is more to them
    than another name of its state; with ``missing`` everything that they know. Under an id of ours stands what has a
    name of ours, so that both are one actor. A term that the dictionary leaves open ends where ours of that person end,
    or on ``until``, the ISO date on which the dictionary was made.
    """
    table: dict[tuple[str, str, str, str], Row] = {}
    ours = {(one.kind, one.id, one.office, one.start): (one.name, *one.variants.split("|")) for one in book.actors.rows}
    ends = _ends(book)
    for entry in found:
        if isinstance(entry, Skipped):
            yield entry
            continue
        for row in _rows(entry, tables, book, missing=missing):
            held = None if isinstance(row, Skipped) else table.get(row.key())
            if isinstance(row, Skipped):
                yield row
            elif held is None:
                table[row.key()] = row.widened(ours.get(row.key(), ())).closed(ends.get((row.id, row.sector)) or until)
            elif (held.country, held.sector) == (row.country, row.sector):
                table[row.key()] = held.widened((row.name, *row.variants.split("|")))
            else:
                begun = f"from {row.start}" if row.start else "without a beginning"
                yield _skipped(entry, f"{row.name} has a second role {begun}; the first one counts")
    yield from table.values()


def _ends(book: Codebook) -> dict[tuple[str, str], str]:
    """Return when the last term of each person ended in each sector, nothing for those who are still in office."""
    ends: dict[tuple[str, str], str] = {}
    for row in book.actors.rows:
        if row.kind == Kind.PERSON and row.office:
            held = ends.get((row.id, row.sector), row.end)
            ends[row.id, row.sector] = max(held, row.end) if held and row.end else ""
    return ends


def _rows(entry: Entry, tables: Tables, book: Codebook, *, missing: bool) -> Iterator[Row | Skipped]:
    sides: list[_Side] = []
    for role in entry.roles:
        side = _side(role, tables)
        if isinstance(side, str):
            yield _skipped(entry, f"[{role.code}]: {side}")
        else:
            sides.append(side)
    if not sides:
        return
    names = spellings(entry.names, tables.small_words)
    first = sides[0].country
    bare = not any(side.sector for side in sides) and first not in _NO_STATE
    if bare or missing:
        names = [name for name in names if not _known(name, first, book)]
    if not names:
        return
    match = _match(names[0], first, book)
    kind = match[0] if match else _kind(sides, bare=bare)
    name_id = match[1] if match else f"{_slug(names[0])}-{(first or 'nobody').lower()}"
    for side in sides:
        if kind == Kind.PERSON and not side.country:
            yield _skipped(entry, f"{names[0]}: [{side.role.code}] names no country, which a person's row needs")
            continue
        yield Row(kind, name_id, names[0], "|".join(names[1:]), side.country, side.sector, "", *_term(side.role))


def _side(role: Role, tables: Tables) -> _Side | str:
    """Return a role's country and sector, or why it has none."""
    if role.code.startswith(_AGENT):
        return "agent nouns have no place in the actor table; it takes names only"
    if role.code == _NOBODY:
        return "is nobody to PETRARCH and has no place in the table"
    party = tables.party(role.code)
    if party is None or not (party.country or party.sector):
        return "no country or role of this code is known; correct it, or write the row by hand"
    return _Side(role, party.country or "", party.sector or "")


def _term(role: Role) -> tuple[str, str]:
    return role.start, role.end


def _kind(sides: list[_Side], *, bare: bool) -> Kind:
    """Guess what a name is, which these dictionaries do not say: who has dated roles is a person."""
    if bare and sides[0].country != "IMG":
        return Kind.COUNTRY
    if any(side.role.start or side.role.end or side.sector == "ELI" for side in sides):
        return Kind.PERSON
    if sides[0].country in _NO_STATE:
        return Kind.ORGANISATION
    return Kind.GROUP if sides[0].sector in _ARMED or sides[0].country == "IMG" else Kind.BODY


def _known(name: str, country: str, book: Codebook) -> bool:
    """Tell whether our tables have a name for the country: as an actor, a demonym or a place."""
    place = book.places.lookup(name)
    return bool(_match(name, country, book)) or (place is not None and country in (*place.countries, *place.others))


def _match(name: str, country: str, book: Codebook) -> tuple[Kind, str] | None:
    """Return kind and id of the actor that a whole name names in our table, None if none of this country."""
    words = name.split()
    found = [one for one in book.actors.scan(words) if (one.start, one.end) == (0, len(words))]
    for one in found:
        for actor in (one.actor, *one.others):
            if actor.id and actor.country == country and one.kind is not Kind.AGENT:
                return (Kind.COUNTRY if one.kind in _STATE_KINDS else one.kind), actor.id
    return None


def spellings(raw: Iterable[str], small: frozenset[str]) -> list[str]:
    """Return names in capitals as names in text are written, each once; what stands in brackets is one of its own."""
    bare: list[str] = []
    short: set[str] = set()
    for name in raw:
        plain = _PLURAL.sub("", name).replace("_", " ")
        bare.append(_BRACKETED.sub(" ", plain))
        found = [one for one in _BRACKETED.findall(plain) if _abbreviates(one, plain.strip())]
        bare += found
        short |= set(found)
    words = [" ".join(name.replace("|", " ").split()).strip(" -~") for name in bare]
    short |= {"".join(word[0] for word in name.split()) for name in words if " " in name}
    return list(dict.fromkeys(_cased(name, short, small) for name in words if name))


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether a word in brackets is the abbreviation of the name before it, and no remark such as a country."""
    return short.isalpha() and len(short) <= _LONGEST_ABBREVIATION and short[0] == name[0]


def _cased(name: str, short: set[str], small: frozenset[str]) -> str:
    """Write a name with capitals where text has them; what can only be an abbreviation keeps all of its own."""
    if not name.isupper():
        return name
    if " " not in name and (len(name) <= _ABBREVIATION or name in short or not _VOWELS & set(name) or "." in name):
        return name
    words = [_word(word, small, first=at == 0) for at, word in enumerate(name.split())]
    return " ".join(words)


def _word(word: str, small: frozenset[str], *, first: bool) -> str:
    if word.lower() in small and not first:
        return word.lower()
    shown = re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
    return re.sub(r"'S\b", "'s", shown)


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "name"


def _skipped(entry: Entry, reason: str) -> Skipped:
    return Skipped(where=entry.where, room="exchange", reason=reason)
