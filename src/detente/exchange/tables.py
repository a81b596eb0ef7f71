"""Exchange room: the tables between PLOVER and CAMEO as data files, loaded and checked; what a code means."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.codebook import EventType
from detente.errors import CodebookError
from detente.records import DyadicEvent, Party

__all__ = ["FOLDER", "Meaning", "Tables", "load_tables"]

FOLDER = Path(__file__).parent / "data"
_CHUNK = 3
_NOBODY = "---"
_NAMES = frozenset({"class", "state", "region", "role"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A CAMEO code: its PLOVER type (None for a mere statement), mode and contexts, Goldstein value and quad class."""

    code: str
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    goldstein: float
    quad: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One line of ``plover.csv``: what an event must be, and the CAMEO code it then has."""

    type: str
    mode: str
    context: str
    sectors: frozenset[str]
    words: frozenset[str]
    cameo: str

    def weight(self) -> int:
        """Return how special the line is: the mode counts most, as it says what was done."""
        return 8 * bool(self.mode) + 4 * bool(self.words) + 2 * bool(self.context) + bool(self.sectors)

    def fits(self, event: DyadicEvent, words: frozenset[str]) -> bool:
        """Tell whether all that the line asks for holds."""
        sector = event.source.sector if event.source else None
        return (
            event.type == self.type
            and (not self.mode or self.mode in event.modes[:1])
            and (not self.context or self.context in event.contexts)
            and (not self.sectors or sector in self.sectors)
            and (not self.words or bool(self.words & words))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    """One line of ``codes.csv``: what three letters of an actor code stand for.

    Kinds: ``class`` (no state: IGO, NGO), ``state`` (whose code is not ISO's), ``region`` (no actor of ours), ``role``
    (a sector), ``above`` (a role that says more than the one in ``value``: a parliament is no government, a ministry of
    defence still is), ``within`` (a role that a body of the class in ``value`` can have), ``usual`` (the sector of a
    class whose code names no role).
    """

    code: str
    kind: str
    value: str
    direction: str


class Tables:
    """Both directions between PLOVER and CAMEO: event codes and actor codes."""

    def __init__(
        self,
        meanings: Mapping[str, Meaning],
        lines: Sequence[_Line],
        codes: Sequence[_Code],
        *,
        states: frozenset[str],
        small_words: frozenset[str],
    ) -> None:
        """Index the tables.

        ``states`` are the country codes that the codebook knows, ``small_words`` those that a name writes small.
        """
        self._meanings = dict(meanings)
        self._lines = sorted(lines, key=_Line.weight, reverse=True)
        self._read = {one.code: one for one in reversed(codes) if one.direction != "write" and one.kind in _NAMES}
        self._written = {(one.kind, one.value): one.code for one in reversed(codes) if one.direction != "read"}
        self._above = {(one.code, one.value) for one in codes if one.kind == "above"}
        self._usual = {one.code: one.value for one in codes if one.kind == "usual"}
        self._within: dict[str, set[str]] = {}
        for one in codes:
            if one.kind == "within":
                self._within.setdefault(one.value, set()).add(one.code)
        self._states = states
        self.small_words = small_words

    def meaning(self, code: str) -> Meaning | None:
        """Return what a CAMEO code means: of a code below those that the table has, its base or root. None if none.

        Spreadsheets take a zero in front away: 42 is read as 042.
        """
        for size in range(len(code), 1, -1):
            if found := self._meanings.get(code[:size]):
                return found
        return self._meanings.get(f"0{code}")

    def cameo(self, event: DyadicEvent) -> Meaning:
        """Return the CAMEO code of an event: the one it was read with, else that of the most special line that fits."""
        if event.cameo and (read := self.meaning(event.cameo)):
            return read
        words = frozenset((event.trigger or "").lower().split())
        return self._meanings[next(line.cameo for line in self._lines if line.fits(event, words))]

    def actor_code(self, party: Party | None) -> str | None:
        """Return the CAMEO code of a side (``ISRGOV``), None where neither country nor sector is known."""
        if party is None:
            return None
        if party.code:
            return party.code
        country = party.country or ""
        place = self._written.get(("class", country)) or self._written.get(("state", country)) or country
        role = self._written.get(("role", party.sector or ""), "")
        return place + role or None

    def party(self, code: str, name: str | None = None) -> Party | None:
        """Return the side that a CAMEO actor code names, None for nobody (empty or ``---``)."""
        if not code or code == _NOBODY:
            return None
        chunks = [code[at : at + _CHUNK] for at in range(0, len(code), _CHUNK)]
        country = self._country(chunks)
        return Party(name=name or None, country=country, sector=self._sector(chunks, country), code=code)

    def _country(self, chunks: Sequence[str]) -> str | None:
        """Return the country: of organisations and the like their class, the most special one; else the first part."""
        classes = [one.value for chunk in chunks if (one := self._read.get(chunk)) and one.kind == "class"]
        if found := [one for one in classes if one]:
            special = [one for one in found if one != "IGO"]
            return (special or found)[0]
        first = self._read.get(chunks[0])
        if first is None or first.kind == "role":
            return chunks[0] if chunks[0] in self._states else None
        return first.value if first.kind == "state" else None

    def _sector(self, chunks: Sequence[str], country: str | None) -> str | None:
        """Return the sector of the first part that names one; a country's own code is none."""
        rest = chunks[1:] if country == chunks[0] else chunks
        roles = [one.value for chunk in rest if (one := self._read.get(chunk)) and one.kind == "role"]
        if country in self._within:
            roles = [one for one in roles if one in self._within[country]]
        if not roles:
            return self._usual.get(country or "")
        return next((one for one in roles if (one, roles[0]) in self._above), roles[0])


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows of a table, each with its place."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != columns:
            raise CodebookError("other columns", where=f"{path}, line 1", remedy=f"write {','.join(columns)}")
        for row in reader:
            yield f"{path}, line {reader.line_num}", row


def _checked(where: str, what: str, value: str, allowed: Mapping[str, object] | frozenset[str]) -> str:
    if value not in allowed:
        raise CodebookError(f"unknown {what} {value!r}", where=where, remedy="use one that the codebook has")
    return value


def _meaning(where: str, row: dict[str, str], types: Mapping[str, EventType]) -> Meaning:
    if row["type"]:
        _checked(where, "type", row["type"], types)
    if row["mode"]:
        _checked(where, "mode", row["mode"], frozenset(mode.id for mode in types[row["type"]].modes))
    return Meaning(
        code=row["code"],
        type=row["type"] or None,
        mode=row["mode"] or None,
        contexts=tuple(row["contexts"].split("|")) if row["contexts"] else (),
        goldstein=float(row["goldstein"]),
        quad=int(row["quad"]),
    )


def _line(where: str, row: dict[str, str], types: Mapping[str, EventType], meanings: Mapping[str, Meaning]) -> _Line:
    _checked(where, "type", row["type"], types)
    if row["mode"]:
        _checked(where, "mode", row["mode"], frozenset(mode.id for mode in types[row["type"]].modes))
    return _Line(
        type=row["type"],
        mode=row["mode"],
        context=row["context"],
        sectors=frozenset(filter(None, row["sector"].split("|"))),
        words=frozenset(filter(None, row["words"].split("|"))),
        cameo=_checked(where, "CAMEO code", row["cameo"], meanings),
    )


def load_tables(types: Mapping[str, EventType], states: frozenset[str], folder: Path = FOLDER) -> Tables:
    """Read and check the tables; ``types`` and ``states`` are those of the codebook.

    Raises:
        CodebookError: a line names what the codebook has not, or a type has no line of its own; file, line, remedy.
    """
    rows = _rows(folder / "cameo.csv", ("code", "type", "mode", "contexts", "goldstein", "quad"))
    meanings = {row["code"]: _meaning(where, row, types) for where, row in rows}
    rows = _rows(folder / "plover.csv", ("type", "mode", "context", "sector", "words", "cameo"))
    lines = [_line(where, row, types, meanings) for where, row in rows]
    if missing := sorted(types.keys() - {one.type for one in lines if not one.weight()}):
        remedy = "add a line with nothing but the type and its code"
        raise CodebookError(f"no line for {', '.join(missing)}", where=str(folder / "plover.csv"), remedy=remedy)
    codes = [_Code(**row) for _, row in _rows(folder / "codes.csv", ("code", "kind", "value", "direction"))]
    small_words = frozenset(row["word"] for _, row in _rows(folder / "small_words.csv", ("word",)))
    return Tables(meanings, lines, codes, states=states, small_words=small_words)
