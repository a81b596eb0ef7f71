"""Settings: one frozen record that gathers the rooms' configurations, from a file, the environment and flags.

A flag wins over the environment, the environment over the file, the file over what the rooms have by default. Each
setting has one dotted name (``reading.max_bytes``), written ``[reading] max_bytes = ...`` in ``detente.toml`` and
``DETENTE_READING_MAX_BYTES`` in the environment. This module never reads the environment itself: it is handed in.
"""

import difflib
import hashlib
import re
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from detente.agenda import Config as AgendaConfig
from detente.brief import Config as BriefConfig
from detente.codebook import Config as CodebookConfig
from detente.coding import Config as CodingConfig
from detente.entry import Config as EntryConfig
from detente.errors import SettingsError
from detente.exchange import Config as ExchangeConfig
from detente.fusion import Config as FusionConfig
from detente.language import Config as LanguageConfig
from detente.ledger import Config as LedgerConfig
from detente.liaison import Config as LiaisonConfig
from detente.reading import Config as ReadingConfig
from detente.replay import Config as ReplayConfig
from detente.store import Config as StoreConfig

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["FILE_NAME", "FlowConfig", "Settings", "gather", "names"]

FILE_NAME = "detente.toml"
PREFIX = "DETENTE_"
# Read by the command line (which file?) and by the tests; they are no settings of a room.
ELSEWHERE = frozenset({"DETENTE_SETTINGS", "DETENTE_SHARED", "DETENTE_REQUIRE_ALL"})
_Record = TypeVar("_Record", bound="DataclassInstance")
WORDS_FOR_BOOL = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowConfig:
    """How the stages are driven: ``batch`` articles are handed to the language engine together."""

    batch: int = 32

    def __post_init__(self) -> None:
        """Refuse a batch that would never be full."""
        if self.batch < 1:
            msg = "batch must be 1 or more"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting of a run; ``actors`` and ``places`` are a person's own tables, added to the shipped ones.

    ``forms`` is a folder with forms of one's own for notices; one of a shipped id takes its place.

    ``case`` is the case file, or the address of a PostgreSQL database. ``author`` is who enters records and judges,
    ``side`` the party that the author speaks for.
    """

    case: str = "case.detente"
    actors: Path | None = None
    places: Path | None = None
    forms: Path | None = None
    author: str | None = None
    side: str | None = None
    flow: FlowConfig = field(default_factory=FlowConfig)
    codebook: CodebookConfig = field(default_factory=CodebookConfig)
    reading: ReadingConfig = field(default_factory=ReadingConfig)
    language: LanguageConfig = field(default_factory=LanguageConfig)
    coding: CodingConfig = field(default_factory=CodingConfig)
    exchange: ExchangeConfig = field(default_factory=ExchangeConfig)
    fusion: FusionConfig = field(default_factory=FusionConfig)
    ledger: LedgerConfig = field(default_factory=LedgerConfig)
    brief: BriefConfig = field(default_factory=BriefConfig)
    store: StoreConfig = field(default_factory=StoreConfig)
    entry: EntryConfig = field(default_factory=EntryConfig)
    agenda: AgendaConfig = field(default_factory=AgendaConfig)
    replay: ReplayConfig = field(default_factory=ReplayConfig)
    liaison: LiaisonConfig = field(default_factory=LiaisonConfig)

    def digest(self) -> str:
        """Return what stands for the settings that can change an account: no paths, nothing of flow and exchange."""
        rooms = (self.codebook, self.reading, self.language, self.coding)
        values = [(one.name, getattr(room, one.name)) for room in rooms for one in fields(room)]
        told = repr([(name, value) for name, value in values if not isinstance(value, Path)])
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Entry:
    """One value as it was given, and where: a line of a file, a variable, a flag."""

    value: object
    where: str
    folder: Path | None = None


def gather(*, file: Path | None, environment: Mapping[str, str], flags: Mapping[str, str]) -> Settings:
    """Return the settings of a run.

    Args:
        file: a settings file, None for none.
        environment: variables; those that do not begin with ``DETENTE_`` are ignored.
        flags: dotted names with their values as text.

    Raises:
        SettingsError: a file that cannot be read, a name that is no setting, a value of the wrong type.
    """
    entries = dict(_from_file(file)) if file else {}
    entries.update(_from_environment(environment))
    entries.update({name: _Entry(value, f"--set {name}") for name, value in flags.items()})
    known = names()
    for name, entry in entries.items():
        if name not in known:
            raise SettingsError(f"{name} is no setting", where=entry.where, remedy=_remedy(name, known, "take it out"))
    return _build(Settings, entries)


def names(record: "type[DataclassInstance]" = Settings, prefix: str = "") -> dict[str, object]:
    """Return every setting's dotted name with its type."""
    found: dict[str, object] = {}
    hints = typing.get_type_hints(record)
    for one in fields(record):
        if is_dataclass(hints[one.name]):
            found.update(names(hints[one.name], f"{prefix}{one.name}."))
        else:
            found[prefix + one.name] = hints[one.name]
    return found


def _from_file(path: Path) -> Iterator[tuple[str, _Entry]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"cannot be read ({error})", where=str(path), remedy="name a TOML file in UTF-8 that you can read"
        ) from error
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"is no TOML: {error}", where=str(path), remedy="mend that line") from error
    for name, value in _flat(tables, names()):
        yield name, _Entry(value, f"{path}, line {_line_of(name, text)}", path.parent)


def _flat(table: Mapping[str, object], known: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Walk a TOML document as dotted names; a table that is itself a setting is a value."""
    for key, value in table.items():
        if isinstance(value, dict) and prefix + key not in known:
            yield from _flat(value, known, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _line_of(name: str, text: str) -> int:
    """Return the line where a dotted name is set, or else the first that holds its last key."""
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\s*([\w.\-]+)\s*]", line):
            table = header[1]
        elif (key := re.match(r"\s*([\w.\-]+)\s*=", line)) and f"{table}.{key[1]}".strip(".") == name:
            return number
    last = name.rpartition(".")[2]
    return next((number for number, line in enumerate(text.splitlines(), 1) if last in line), 1)


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, _Entry]]:
    by_variable = {PREFIX + name.replace(".", "_").upper(): name for name in names()}
    for variable, value in sorted(environment.items()):
        if not variable.startswith(PREFIX) or variable in ELSEWHERE:
            continue
        if variable not in by_variable:
            raise SettingsError(
                "is no setting",
                where=f"environment, {variable}",
                remedy=_remedy(variable, by_variable, "unset it"),
            )
        yield by_variable[variable], _Entry(value, f"environment, {variable}")


def _remedy(given: str, known: Mapping[str, object], otherwise: str) -> str:
    """Name the setting that was probably meant."""
    near = difflib.get_close_matches(given, known, n=1)
    return f"did you mean {near[0]}?" if near else f"{otherwise}; the settings are listed in docs/settings.md"


def _build(record: type[_Record], entries: Mapping[str, _Entry], prefix: str = "") -> _Record:
    """Make a settings record from the entries under a prefix."""
    hints = typing.get_type_hints(record)
    given: dict[str, object] = {}
    for one in fields(record):
        name = prefix + one.name
        if is_dataclass(hints[one.name]):
            given[one.name] = _build(hints[one.name], entries, f"{name}.")
        elif name in entries:
            given[one.name] = _converted(entries[name], hints[one.name])
    try:
        return record(**given)
    except ValueError as error:
        where = "; ".join(entry.where for name, entry in entries.items() if name.startswith(prefix))
        raise SettingsError(str(error), where=where or record.__name__, remedy="give another value") from error


def _converted(entry: _Entry, wanted: object) -> object:
    """Return the value as the type the setting has; text is read, a value of a file must have the type already."""
    if isinstance(wanted, types.UnionType):
        wanted = next(one for one in typing.get_args(wanted) if one is not type(None))
    try:
        if typing.get_origin(wanted) is tuple:
            return _as_tuple(entry, typing.get_args(wanted)[0])
        return _as_one(entry.value, wanted, entry.folder)
    except ValueError as error:
        kind = getattr(wanted, "__name__", str(wanted))
        raise SettingsError(
            f"{entry.value!r} is not what this setting takes", where=entry.where, remedy=f"give a value of type {kind}"
        ) from error


def _as_tuple(entry: _Entry, kind: object) -> tuple[object, ...]:
    """Read a list: a TOML array, or text with commas; pairs are a TOML table, or NAME=VALUE with commas."""
    given = entry.value
    if isinstance(given, str):
        given = [one.strip() for one in given.split(",")]
    if typing.get_origin(kind) is tuple:
        return tuple(_pairs(given))
    if not isinstance(given, list):
        raise ValueError(given)  # noqa: TRY004 - a value of the wrong type is a wrong value here
    return tuple(_as_one(one, kind, entry.folder) for one in given)


def _pairs(given: object) -> Iterator[tuple[str, str]]:
    """Read pairs of words."""
    rows = (
        given.items()
        if isinstance(given, dict)
        else (one.partition("=")[::2] for one in typing.cast("list[str]", given))
    )
    for name, value in rows:
        if not (name and value and isinstance(value, str)):
            raise ValueError(given)
        yield name.strip(), value.strip()


def _as_one(value: object, wanted: object, folder: Path | None) -> object:
    """Read one value; ValueError where it is none of the wanted type."""
    if wanted is Path and isinstance(value, str):
        return (folder or Path()) / Path(value).expanduser()
    if wanted is bool and isinstance(value, str):
        if value.lower() not in WORDS_FOR_BOOL:
            raise ValueError(value)
        return WORDS_FOR_BOOL[value.lower()]
    if wanted in (int, float) and isinstance(value, str) and not folder:
        return wanted(value)
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is wanted:
        return value
    raise ValueError(value)
