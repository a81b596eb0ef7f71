"""Codebook room: the closed lists (event types, modes, contexts, sectors, commitment types, statuses, standings)."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from detente.codebook.rows import Line, choice, number, read_rows, yes_no
from detente.records import Standing, Status

__all__ = ["EventType", "Mode", "Ontology", "Term", "load_ontology"]

QUADS = frozenset({"verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How an event type was carried out; ``score`` (-10 to 10) is None where the source prints none."""

    type: str
    id: str
    score: float | None
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A PLOVER event type with its quad class, its score from -10 (conflict) to 10 (cooperation) and its modes."""

    id: str
    quad: str
    score: float
    target_required: bool
    label: str
    definition: str
    modes: tuple[Mode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A member of a closed list and what it means."""

    id: str
    definition: str


class Ontology(NamedTuple):
    """The closed lists as loaded."""

    types: dict[str, EventType]
    contexts: dict[str, Term]
    sectors: dict[str, Term]
    commitments: dict[str, Term]
    statuses: dict[str, Term]
    standings: dict[str, Term]


def _once(line: Line, seen: set[str], name: str) -> None:
    if name in seen:
        raise line.error(f"duplicate id {name!r}", "delete one of the two lines or give it another id")
    seen.add(name)


def _terms(path: Path) -> dict[str, Term]:
    terms: dict[str, Term] = {}
    seen: set[str] = set()
    for line, (name, definition) in read_rows(path, ("id", "definition")):
        _once(line, seen, name)
        terms[name] = Term(id=name, definition=definition)
    return terms


def _members(path: Path, members: type[Status] | type[Standing]) -> dict[str, Term]:
    """Read a list that the records fix as an enumeration: it must define those members, each once."""
    terms = _terms(path)
    allowed = {member.value for member in members}
    wrong = sorted(allowed ^ terms.keys())
    if wrong:
        remedy = f"define exactly {', '.join(sorted(allowed))}"
        raise Line(path.name, 1).error(f"{', '.join(wrong)} missing or unknown", remedy)
    return terms


def _modes(path: Path, types: frozenset[str]) -> dict[str, list[Mode]]:
    modes: dict[str, list[Mode]] = {name: [] for name in types}
    seen: set[str] = set()
    for line, (event_type, name, score, definition) in read_rows(path, ("type", "id", "score", "definition")):
        choice(line, "type", event_type, types)
        _once(line, seen, f"{event_type}/{name}")
        value = number(line, "score", score)
        modes[event_type].append(Mode(type=event_type, id=name, score=value, definition=definition))
    return modes


def _types(folder: Path) -> dict[str, EventType]:
    columns = ("id", "quad", "score", "target_required", "label", "definition")
    rows = list(read_rows(folder / "types.csv", columns))
    modes = _modes(folder / "modes.csv", frozenset(fields[0] for _, fields in rows))
    types: dict[str, EventType] = {}
    seen: set[str] = set()
    for line, (name, quad, score, required, label, definition) in rows:
        _once(line, seen, name)
        value = number(line, "score", score)
        if value is None:
            raise line.error("no score", "give the type a score from -10 to 10")
        types[name] = EventType(
            id=name,
            quad=choice(line, "quad", quad, QUADS),
            score=value,
            target_required=yes_no(line, "target_required", required),
            label=label,
            definition=definition,
            modes=tuple(modes[name]),
        )
    return types


def load_ontology(folder: Path) -> Ontology:
    """Read and check the closed lists of a data folder.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    return Ontology(
        types=_types(folder),
        contexts=_terms(folder / "contexts.csv"),
        sectors=_terms(folder / "sectors.csv"),
        commitments=_terms(folder / "commitments.csv"),
        statuses=_members(folder / "statuses.csv", Status),
        standings=_members(folder / "standings.csv", Standing),
    )
