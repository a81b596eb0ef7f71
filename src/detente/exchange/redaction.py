"""Exchange room: an account in which nobody can be found or named who must not be; pure.

Every value of a field that the forms mark as sensitive is replaced, and the same value by the same words wherever it
stands: in its field, in the text of another notice or entry, in a quotation. What replaces it depends on the case
alone, so one export is consistent; and as each level shows a part of what the looser one shows, two exports laid side
by side tell no more than the looser one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from detente.codebook import Codebook, Form, FormField, PlaceKind, PlaceRow, RedactionLevel, RedactionRules
from detente.exchange.folded import Finder, fold
from detente.exchange.points import Points
from detente.records import Account, Envelope, Judgement, Place, Thread

__all__ = ["Redaction", "redaction"]

AREAS = (PlaceKind.DIVISION2, PlaceKind.DIVISION1, PlaceKind.COUNTRY)
BIG = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.DEMONYM, PlaceKind.REGION, PlaceKind.AREA})
SHARED = "[name]"
SEVERAL = re.compile(r"[;\n]")
WORDS = re.compile(r"[\w'\u2019-]+|[^\w\s]")
AUTHOR = FormField(name="author", kind="person", means="who wrote it", sensitive="author")
_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Secret:
    """One value that must not be told: where it stands, what it is, and the parties it is between."""

    envelope: str
    field: FormField
    value: str
    near: tuple[str, ...]


class Redaction:
    """Replaces what must not be told; made by ``redaction``."""

    def __init__(  # noqa: PLR0913 - each is one way in which something is found
        self,
        level: RedactionLevel,
        *,
        anywhere: Mapping[str, str],
        traffic: Mapping[str, str],
        alone: Mapping[str, str],
        fields: Mapping[tuple[str, str], str],
        points: Points,
    ) -> None:
        """Take what stands for each value: anywhere, in traffic, where it fills a text alone, by notice and field."""
        self.level = level
        self._stands = {**traffic, **anywhere}
        self._alone = dict(alone)
        self._fields = dict(fields)
        self._points = points
        self._finders = {False: Finder(anywhere), True: Finder(self._stands)}
        self._idle = not (self._stands or self._alone or self._fields or self._points)

    @property
    def replaced(self) -> int:
        """How many different values are replaced."""
        return len(self._stands.keys() | self._alone.keys()) + len(self._points)

    def text(self, words: str, *, traffic: bool = False) -> str:
        """Return words in which nothing sensitive stands; ``traffic`` looks for roles too."""
        if self._idle or not words:
            return words
        if self._alone and (told := self._alone.get(fold(words))):
            return told
        return self._points.coarse(self._finders[traffic].replaced(words, self._stands.__getitem__))

    def hides(self, words: str) -> bool:
        """Tell whether something in some words is replaced."""
        return self.text(words) != words

    def envelope(self, found: Envelope) -> Envelope:
        """Return an entry of the log whose texts tell nothing sensitive; its hash is that of what it was."""
        given = found.notice
        told = tuple(
            (name, self._fields.get((found.id, name)) or self.text(value, traffic=True)) for name, value in given.fields
        )
        author = self.text(given.author, traffic=True) if given.author else given.author
        return replace(found, notice=replace(given, fields=told, author=author), seals=())

    def _standing(self, found: Thread) -> Iterator[tuple[str, str]]:
        """Yield the fields that stand of a thread, hidden as in the entry that gave them last."""
        for name, value in found.notice.fields:
            told = (self._fields.get((entry, name)) for entry in reversed(found.entries))
            yield name, next((one for one in told if one is not None), value)

    def row(self, row: Mapping[str, object], *, traffic: bool = False) -> dict[str, object]:
        """Return a row of a table with its texts replaced; one of a hidden place has the middle of a cell as point."""
        told = {name: self._value(value, traffic=traffic) for name, value in row.items()}
        lat, lon, place = row.get("lat"), row.get("lon"), row.get("place")
        if isinstance(lat, float) and isinstance(lon, float):
            told |= self._point(str(place or ""), lat, lon)
        if isinstance(path := told.get("path"), str) and self.level.hides:  # folders of a computer name its user
            told["path"] = path.rpartition("/")[2]
        return told

    def _value(self, value: object, *, traffic: bool) -> object:
        if isinstance(value, str):
            return self.text(value, traffic=traffic)
        return [self._value(one, traffic=traffic) for one in value] if isinstance(value, list) else value

    def _point(self, name: str, lat: float, lon: float) -> dict[str, float]:
        hidden = self.hides(name) or self._points.hold(lat, lon)
        return {"lat": self._points.cell(lat), "lon": self._points.cell(lon)} if hidden else {}

    def record(self, found: _Record, *, traffic: bool = False) -> _Record:
        """Return a record in which nothing sensitive stands: every text in it, and in what it holds."""
        return found if self._idle else self._mapped(found, traffic=traffic)

    def _mapped(self, found: Any, *, traffic: bool) -> Any:  # noqa: ANN401 - any value that a record can hold
        if isinstance(found, Envelope):
            return self.envelope(found)
        if isinstance(found, Thread):
            found = replace(found, notice=replace(found.notice, fields=tuple(self._standing(found))))
        if type(found) is str:
            return self.text(found, traffic=traffic)
        if isinstance(found, tuple):
            return tuple(self._mapped(one, traffic=traffic) for one in found)
        if not is_dataclass(found) or isinstance(found, type):
            return found
        held = {one.name: getattr(found, one.name) for one in fields(found)}
        told = {name: self._mapped(value, traffic=traffic) for name, value in held.items()}
        if isinstance(found, Place) and found.lat is not None and found.lon is not None:
            told |= self._point(found.name, found.lat, found.lon)
        return replace(found, **{name: value for name, value in told.items() if value != held[name]})


def redaction(  # noqa: PLR0913 - rules, and where sensitive values stand
    level: RedactionLevel,
    rules: RedactionRules,
    book: Codebook,
    *,
    forms: Mapping[str, Form],
    log: Sequence[Envelope],
    accounts: Sequence[Account] = (),
    judgements: Sequence[Judgement] = (),
) -> Redaction:
    """Return what redacts an account to a level.

    Args:
        level: what is hidden, and how exact a place stays.
        rules: words that are no name, labels, and where values are looked for.
        book: places with the divisions that they lie in, and the names of states.
        forms: the forms, which mark what is sensitive.
        log: every entry of the log, also those that are left out: what they hide may stand elsewhere.
        accounts: what was entered; ids of entries are digests of their content, so that they would give a guess away.
        judgements: what persons judged.
    """
    maker = _Maker(level, rules, book)
    for one in _secrets(log, forms, level):
        maker.take(one)
    if "author" in level.hides:
        entered = [one.entry.author for one in accounts if one.entry]
        maker.authors((*entered, *(one.by for one in judgements if one.persons)))
    first = maker.made()
    for account in accounts:
        if account.entry and first.record(account.entry) != account.entry:
            maker.entry(account)
    return maker.made()


def _secrets(log: Sequence[Envelope], forms: Mapping[str, Form], level: RedactionLevel) -> Iterator[_Secret]:
    """Yield the sensitive values of a log in its order: the author of each entry first, then the fields as given."""
    for envelope in log:
        notice = envelope.notice
        near = (notice.sender, *notice.to)
        if notice.author and "author" in level.hides:
            yield _Secret(envelope=envelope.id, field=AUTHOR, value=notice.author, near=near)
        form = forms.get(notice.form)
        common = [one for term in form.terms for one in term.fields] if form else []
        asked = (*common, *form.log, *form.reply, *form.fields) if form else ()
        marked = {one.name: one for one in asked if one.sensitive in level.hides}
        for name, value in notice.fields:
            if name in marked and value.strip():
                yield _Secret(envelope=envelope.id, field=marked[name], value=value, near=near)


class _Maker:
    """Gathers what stands for each value."""

    def __init__(self, level: RedactionLevel, rules: RedactionRules, book: Codebook) -> None:
        self._level, self._rules, self._book = level, rules, book
        self._anywhere: dict[str, str] = {}
        self._traffic: dict[str, str] = {}
        self._alone: dict[str, str] = {}
        self._fields: dict[tuple[str, str], str] = {}
        self._points = Points(level.grid or 1.0)
        self._parts: dict[str, set[str]] = {}
        self._labels: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    def made(self) -> Redaction:
        """Return what replaces all that was taken."""
        parts = {part: next(iter(told)) if len(told) == 1 else SHARED for part, told in self._parts.items()}
        return Redaction(
            self._level,
            anywhere=self._anywhere,
            traffic={**parts, **self._traffic},
            alone=self._alone,
            fields=self._fields,
            points=self._points,
        )

    def take(self, one: _Secret) -> None:
        """Note what stands for a value, and for what it is made of."""
        several = one.field.many or one.field.kind == "person"
        parts = [part.strip() for part in SEVERAL.split(one.value)] if several else [one.value]
        self._fields[one.envelope, one.field.name] = "; ".join(self._told(one, part) for part in parts if part)

    def authors(self, names: Iterable[str]) -> None:
        """Note who entered or judged something."""
        for name in names:
            self._author(fold(name))

    def entry(self, account: Account) -> None:
        """Note the ids of an entry and of what was made of it."""
        name = account.article.id
        told = self._label("entry", fold(name))
        self._anywhere.setdefault(fold(name), told)
        made = [one.id for one in account.codings]
        made += [one.id for one in account.undertakings]
        made += [one.id for one in account.changes]
        for number, one in enumerate(made, 1):
            self._anywhere.setdefault(fold(one), f"{told[:-1]}.{number}]")

    def _told(self, one: _Secret, words: str) -> str:
        """Return what stands for one value, and look for it elsewhere where its kind is looked for."""
        name = fold(words)
        if name in self._rules.open or self._is_state(name):
            return words
        if one.field is AUTHOR:
            return self._author(name)
        if one.field.kind == "point":
            return self._points.take(words) or self._label(one.field.sensitive or "", name)
        if one.field.kind == "place":
            return self._area(one, words)
        told = self._label(one.field.sensitive or "", name)
        held = self._held(one.field.kind)
        if held is None or not self._is_long(name):
            return told
        told = held.setdefault(name, self._anywhere.get(name, told))
        if one.field.kind == "person":
            self._split(name, told)
        return told

    def _split(self, name: str, told: str) -> None:
        """Note the parts of a person's name; one that several persons share stands for none of them."""
        for part in name.split():
            if sum(map(str.isalpha, part)) >= self._rules.part and not self._is_known(part):
                self._parts.setdefault(part, set()).add(told)

    def _is_known(self, word: str) -> bool:
        """Whether a word names a place or a party, and so is more often that than a person."""
        return bool(self._book.places.candidates(word) or self._book.actors.spelled(word, on=None))

    def _author(self, name: str) -> str:
        """Return what stands for an author; a name of one word is replaced where it stands alone, not within a text."""
        held = self._anywhere if " " in name else self._alone
        return held.setdefault(name, self._anywhere.get(name) or self._label("author", name))

    def _held(self, kind: str) -> dict[str, str] | None:
        if kind in self._rules.searched:
            return self._anywhere
        return self._traffic if kind in self._rules.traffic else None

    def _is_long(self, name: str) -> bool:
        return sum(map(str.isalpha, name)) >= self._rules.letters

    def _is_state(self, name: str) -> bool:
        """Whether a value is the name of a state or its code, which every table tells."""
        found = self._book.places.candidates(name) if name else ()
        code = name.upper()
        return bool(self._book.actors.country_name(code)) or any(one.kind is PlaceKind.COUNTRY for one in found)

    def _label(self, kind: str, name: str) -> str:
        """Return the label of a value: its kind and the number of the first that bore it."""
        if (kind, name) not in self._labels:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._labels[kind, name] = f"[{self._rules.labels[kind]} {self._counts[kind]}]"
        return self._labels[kind, name]

    def _area(self, one: _Secret, words: str) -> str:
        """Return the area that stands for a place, and look for the place and the names in it elsewhere."""
        name = fold(words)
        self._points.take(words)
        whole = self._coarser(words, one)
        if whole == words:
            return words
        inside = dict(self._inside(words, one))
        whole = whole or next(iter(inside.values()), None) or self._label("place", name)
        for known, told in ({name: whole} | inside).items():
            if self._is_long(known):
                self._anywhere.setdefault(known, told)
        return self._anywhere.get(name, whole)

    def _inside(self, words: str, one: _Secret) -> Iterator[tuple[str, str]]:
        """Yield the names of places within a longer one (a school of Panjgur), each with what stands for it."""
        pieces = WORDS.findall(words)
        for hit in self._book.places.find(pieces):
            spelled = " ".join(pieces[hit.start : hit.end])
            told = self._coarser(spelled, one)
            if told is not None and told != spelled and not all(place.doubtful for place in hit.places):
                yield fold(spelled), told

    def _coarser(self, words: str, one: _Secret) -> str | None:
        """Return the area that a place lies in; the words themselves if it is none smaller, None if none is known."""
        found = self._book.places.candidates(words)
        place = next((row for row in found if set(row.countries) & set(one.near)), found[0] if found else None)
        if place is None:
            return None
        least = AREAS.index(self._level.area or PlaceKind.COUNTRY)
        if place.kind in BIG or (place.kind in AREAS and AREAS.index(place.kind) >= least):
            return words
        if place.lat is not None and place.lon is not None:
            self._points.add(place.lat, place.lon)
        return self._named(place, least, fold(words))

    def _named(self, place: PlaceRow, least: int, name: str) -> str | None:
        """Return the smallest area that may be told and does not hold the hidden name itself."""
        state = " and ".join(self._book.actors.country_name(code) or code for code in place.countries)
        smaller = [area for area in (place.admin2, place.admin1)[least:] if area]
        for told in (*(", ".join(filter(None, (area, state))) for area in smaller), state):
            if told and not _holds(told, name, place):
                return f"[a place in {told}]"
        return None


def _holds(told: str, name: str, place: PlaceRow) -> bool:
    """Whether the name of an area gives away the place in it."""
    words = f" {fold(told)} "
    return f" {name} " in words or f" {fold(place.name)} " in words
