"""Reads the training data kit into sentences with the targets that each source annotates.

A target that a source does not annotate is None: the loss leaves it out instead of learning "nothing here".
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = [
    "IGNORED_ROLES",
    "NAME_TYPES",
    "Arguments",
    "Example",
    "conllu",
    "digests",
    "head_word",
    "is_auxiliary",
    "names",
    "raw_texts",
    "treebank",
]

NAME_TYPES = ("PER", "ORG", "LOC", "MISC", "NAT", "WEAPON", "PLATFORM")
IGNORED_ROLES = frozenset({"V", "C-V", "ARGA"})
AUXILIARY_ROLESETS = frozenset({"be.03", "have.03", "do.03"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """One predicate: its word and ``(role, head word, start, end)`` for each argument."""

    token: int
    roleset: str
    roles: tuple[tuple[str, int, int, int], ...]


@dataclass(slots=True)
class Example:
    """A sentence with whatever its source annotates; word positions are 0-based, heads -1 for the root."""

    id: str
    words: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    features: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    relations: list[str] | None = None
    predicates: list[Arguments] | None = None
    factuality: list[tuple[int, float]] | None = None
    names: list[tuple[int, int, str]] | None = None
    name_types: frozenset[str] = field(default_factory=frozenset)
    source: str = ""


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every data file below ``folder``, by relative path."""
    files = sorted(p for p in folder.rglob("*") if p.suffix in {".gz", ".tsv"})
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def treebank(folder: Path, name: str, part: str) -> list[Example]:
    """Return the sentences of ``name`` (ewt or gum) in ``part`` (train, dev, test) with every layer of the kit."""
    path = folder / name / ("gum" if name == "gum" else "en_ewt-ud")
    found = list(conllu(path.with_name(f"{path.name}-{part}.conllu.gz"), source=name))
    if name == "gum":
        _add_names(found, names(folder, part))
    if name == "ewt":
        _add_roles(found, folder / "srl" / f"ewt-{part}.jsonl.gz")
        _add_factuality(found, folder / "factuality" / f"ewt-{part}.jsonl.gz")
    return found


def names(folder: Path, part: str) -> list[Example]:
    """Return the sentences of the named entity kit in ``part`` (train, dev)."""
    out = []
    for number, row in enumerate(_rows(folder / "names" / f"names-{part}.jsonl.gz")):
        spans = [
            (s["start"], s["end"], s["type"]) for s in row["spans"] if s["type"] in NAME_TYPES and s.get("cap", True)
        ]
        out.append(
            Example(
                id=row.get("sent_id") or f"{row['source']}-{number}",
                words=row["tokens"],
                names=spans,
                name_types=frozenset(row["types"]) & frozenset(NAME_TYPES),
                source=row["source"],
            )
        )
    return out


def raw_texts(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents of a tokenisation file: text, sentences and tokens as character offsets."""
    return _rows(path)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            yield json.loads(line)


def conllu(path: Path, *, source: str) -> Iterator[Example]:
    """Yield the sentences of a CoNLL-U file, plain or gzipped; multiword tokens and empty nodes are left out."""
    with gzip.open(path, "rt", encoding="utf8") if path.suffix == ".gz" else path.open(encoding="utf8") as handle:
        for number, block in enumerate(handle.read().strip().split("\n\n")):
            yield _sentence(block.split("\n"), source=source, number=number)


def _sentence(lines: list[str], *, source: str, number: int) -> Example:
    ids = [line.split(" = ", 1)[1] for line in lines if line.startswith("# sent_id")]
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    rows = [row for row in rows if row[0].isdigit()]  # no multiword tokens, no empty nodes
    return Example(
        id=ids[0] if ids else f"{source}-{number}",
        words=[r[1] for r in rows],
        lemmas=[r[2] for r in rows],
        upos=[r[3] for r in rows],
        xpos=[r[4] for r in rows],
        features=[r[5].replace("_", "") for r in rows],
        heads=[int(r[6]) - 1 for r in rows],
        relations=[r[7] for r in rows],
        source=source,
    )


def head_word(heads: list[int], start: int, end: int) -> int:
    """Return the first word of the span that is governed from outside it."""
    return next((i for i in range(start, end) if not start <= heads[i] < end), start)


def _add_names(examples: list[Example], named: list[Example]) -> None:
    by_id = {e.id: e for e in named if e.source == "gum"}
    for example in examples:
        if example.id in by_id:
            example.names, example.name_types = by_id[example.id].names, by_id[example.id].name_types


def _add_roles(examples: list[Example], path: Path) -> None:
    by_id = {e.id: e for e in examples}
    for row in _rows(path):
        example = by_id[row["sent_id"]]
        assert example.heads is not None
        example.predicates = [
            Arguments(
                p["token"],
                p["roleset"],
                tuple(
                    (a["role"], head_word(example.heads, a["start"], a["end"]), a["start"], a["end"])
                    for a in p["args"]
                    if a["role"] not in IGNORED_ROLES
                ),
            )
            for p in row["predicates"]
        ]


def _add_factuality(examples: list[Example], path: Path) -> None:
    by_id = {e.id: e for e in examples}
    for row in _rows(path):
        by_id[row["sent_id"]].factuality = [(p["token"], p["label"]) for p in row["predicates"]]


def is_auxiliary(example: Example, predicate: Arguments) -> bool:
    """Tell whether a predicate is only an auxiliary or copula, which no event coding needs."""
    assert example.upos is not None
    return example.upos[predicate.token] == "AUX" or predicate.roleset in AUXILIARY_ROLESETS
