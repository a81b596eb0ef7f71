"""Turns the corpus into what the event heads learn from: words with trees, and labels by word and by pair of words."""

import hashlib
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import corpus
from corpus import Mark
from corpus import Sentence as Marked
from detente import language
from detente.language.wordpiece import WordPiece
from detente.records import Sentence

__all__ = [
    "IGNORE",
    "LABELS",
    "ROLES",
    "Example",
    "Labelled",
    "apart",
    "coded_type",
    "digests",
    "encode",
    "encode_acts",
    "examples",
    "held_out",
    "labelled",
]

IGNORE = -100  # a word without a label, as in training.batches, which needs torch and this does not
ROLES = ("_", "S", "T", "R", "P", "W", "A")
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})
YIELDING = frozenset({"CONCEDE", "RETREAT"})
MATERIAL = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
CONTENT = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "ADV", "NUM", "AUX", "X", "INTJ"})
TOLD = frozenset({"happened", "ongoing", "unconfirmed"})


def _labels() -> dict[str, list[str]]:
    known = corpus.table()
    return {
        "types": ["NONE", *known.types],
        "modes": sorted(f"{kind}/{mode}" for kind, mode in known.modes),
        "statuses": list(corpus.marks.STATUSES),
        "evidentialities": list(corpus.marks.EVIDENTIALITIES),
        "undertakings": ["NONE", *known.commitments],
        "roles": list(ROLES),
    }


LABELS = _labels()
INDEX = {name: {value: i for i, value in enumerate(values)} for name, values in LABELS.items()}


@dataclass(slots=True)
class Labelled:
    """A marked sentence with its tree; ``heads`` gives the head words of the marks by role and act."""

    marked: Marked
    offsets: list[tuple[int, int]]
    tree: Sentence
    heads: dict[tuple[str, int], list[int]]

    def offsets_of(self, mark: Mark) -> set[int]:
        """Return the numbers of the words of a mark."""
        return set(_words(mark, self.offsets))


@dataclass(slots=True)
class Example:
    """A sentence in numbers; a row of ``roles`` belongs to the trigger ``role_at`` of the same place."""

    pieces: np.ndarray
    cases: np.ndarray
    first: np.ndarray
    act: np.ndarray
    mode: np.ndarray
    status: np.ndarray
    evidentiality: np.ndarray
    undertaking: np.ndarray
    role_at: list[int]
    roles: list[np.ndarray]


def digests(split: str) -> dict[str, str]:
    """Return the SHA-256 of each file of a split."""
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted((corpus.shelf.ROOT / split).glob("*.txt"))
    }


def coded_type(kind: str, status: str) -> str | None:
    """Return what an act of a status is coded as: the table of act and status, None where it is no event."""
    if status in TOLD:
        return kind
    if status == "planned":
        if kind in COOPERATIVE:
            return "AGREE"
        if kind in YIELDING:
            return "CONCEDE"
        return "THREATEN" if kind in MATERIAL else kind
    return None


# Files of one hand each, of every kind of file: what is learnt without them shows how it will do on other writers.
APART = ("europe.txt", "plain_home.txt", "long_politics.txt")


def apart(row: "Labelled") -> bool:
    """Whether a training sentence is of the hands left out when the scores are fitted."""
    return row.marked.file in APART


def held_out(row: "Labelled") -> bool:
    """Whether a training sentence is kept for choosing settings and fitting scores: a tenth, by digest."""
    return int(row.marked.id, 16) % 10 == 0


def labelled(split: str, cache: Path) -> list[Labelled]:
    """Return the split's sentences with their trees; parses are kept in ``cache`` between runs."""
    engine = language.load()
    held: dict[str, tuple[list[tuple[int, int]], Sentence]] = {}
    stamp = hashlib.sha256("".join(sorted(language.digests(language.Config()).values())).encode()).hexdigest()
    if cache.exists():
        old, found = pickle.loads(cache.read_bytes())  # noqa: S301 - our own file
        held = found if old == stamp else {}
    sentences = corpus.load(split)
    new = [s for s in sentences if s.id not in held]
    cut = [[span for part in engine.splitter.split(s.text) for span in part] for s in new]
    trees = engine.parse_words([[s.text[a:b] for a, b in offsets] for s, offsets in zip(new, cut, strict=True)])
    held |= {s.id: (offsets, tree) for s, offsets, tree in zip(new, cut, trees, strict=True)}
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_bytes(pickle.dumps((stamp, held)))
    return [_labelled(s, *held[s.id]) for s in sentences]


def _labelled(marked: Marked, offsets: list[tuple[int, int]], tree: Sentence) -> Labelled:
    heads: dict[tuple[str, int], list[int]] = {}
    for mark in marked.marks:
        head = _head(mark, offsets, tree)
        if head is not None:
            heads.setdefault((mark.role, mark.act), []).append(head)
    return Labelled(marked, offsets, tree, heads)


def _words(mark: Mark, offsets: Sequence[tuple[int, int]]) -> list[int]:
    return [i for i, (a, b) in enumerate(offsets) if a < mark.end and mark.start < b]


def _head(mark: Mark, offsets: Sequence[tuple[int, int]], tree: Sentence) -> int | None:
    """Return the highest content word of a mark: the one whose governor stands outside it."""
    words = _words(mark, offsets)
    if not words:
        return None
    tops = [w for w in words if not words[0] <= tree.tokens[w].head <= words[-1]]
    content = [
        w for w in tops if tree.tokens[w].upos in CONTENT | {"PRON"} and tree.tokens[w].relation not in {"aux", "case"}
    ]
    if not content:
        content = [w for w in words if tree.tokens[w].upos in CONTENT and tree.tokens[w].upos != "AUX"]
    return (content or tops or words)[0]


def encode(row: Labelled, wordpiece: WordPiece, limit: int = 200) -> Example:
    """Return a sentence in numbers."""
    n = len(row.offsets)
    pieces, cases, first = wordpiece.encode([row.marked.text[a:b] for a, b in row.offsets], limit)
    example = Example(
        pieces=pieces,
        cases=cases,
        first=first,
        act=encode_acts(row),
        mode=np.full((n, len(LABELS["modes"])), IGNORE, np.float32),
        status=np.full(n, IGNORE),
        evidentiality=np.full(n, IGNORE),
        undertaking=np.full(n, IGNORE),
        role_at=[],
        roles=[],
    )
    for act in row.marked.acts:
        for at in row.heads.get(("E", act.number), []):
            example.mode[at] = [
                float(m.split("/")[1] in act.modes) if m.startswith(f"{act.type}/") else IGNORE for m in LABELS["modes"]
            ]
            example.status[at] = INDEX["statuses"][act.status]
            example.evidentiality[at] = INDEX["evidentialities"][act.evidentiality]
            example.undertaking[at] = INDEX["undertakings"][act.undertaking or "NONE"]
            labels = np.zeros(n, np.int64)
            for role in ROLES[1:]:
                labels[row.heads.get((role, act.number), [])] = INDEX["roles"][role]
            example.role_at.append(at)
            example.roles.append(labels)
    return example


def encode_acts(row: Labelled) -> np.ndarray:
    """Return the type of each word, 0 for no act; IGNORE for function words and the other words of a trigger."""
    out = np.array([0 if t.upos in CONTENT else IGNORE for t in row.tree.tokens])
    for mark in row.marked.marks:
        if mark.role == "E":
            out[_words(mark, row.offsets)] = IGNORE
    for act in row.marked.acts:
        out[row.heads.get(("E", act.number), [])] = INDEX["types"][act.type]
    return out


def examples(rows: Sequence[Labelled], wordpiece: WordPiece) -> list[Example]:
    """Return every sentence in numbers."""
    return [encode(row, wordpiece) for row in rows]
