"""Turns examples into padded tensors, bucketed by length so that little is padding."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from detente.language.wordpiece import WordPiece
from training.corpora import NAME_TYPES, Example, is_auxiliary

__all__ = ["IGNORE", "NAME_LABELS", "Batch", "Encoded", "batches", "encode", "label_lists"]

IGNORE = -100
NONE = "_"
RARE = 5  # a role with fewer examples is not learnt
NAME_LABELS = ["O", *(f"{b}-{t}" for t in NAME_TYPES for b in "BI")]


@dataclass(slots=True)
class Encoded:
    """An example in numbers; a layer that its source does not annotate is all IGNORE (NaN for factuality)."""

    pieces: np.ndarray
    cases: np.ndarray
    first: np.ndarray
    tags: np.ndarray  # [3, words] upos, xpos, features
    heads: np.ndarray
    relations: np.ndarray
    predicate: np.ndarray  # 1, 0 or IGNORE
    roles: list[tuple[int, np.ndarray]]
    factuality: np.ndarray
    names: np.ndarray
    open_names: np.ndarray  # [labels] 1 where "O" may hide a type that the source does not annotate


@dataclass(slots=True)
class Batch:
    """Padded tensors of a few encoded examples; role rows are (example, word) with targets over the words."""

    pieces: Tensor
    cases: Tensor
    first: Tensor
    tags: Tensor
    heads: Tensor
    relations: Tensor
    predicate: Tensor
    role_at: Tensor
    roles: Tensor
    factuality: Tensor
    names: Tensor
    open_names: Tensor


def label_lists(examples: Sequence[Example]) -> dict[str, list[str]]:
    """Return the classes of every head, commonest first; roles seen fewer than ``RARE`` times are left out."""

    def common(values: Iterator[str]) -> list[str]:
        return [v for v, _ in sorted(Counter(values).items(), key=lambda kv: (-kv[1], kv[0]))]

    roles = Counter(r[0] for e in examples for p in e.predicates or () for r in p.roles)
    return {
        "upos": common(v for e in examples for v in e.upos or ()),
        "xpos": common(v for e in examples for v in e.xpos or ()),
        "features": common(v for e in examples for v in e.features or ()),
        "relations": common(v for e in examples for v in e.relations or ()),
        "roles": [NONE, *(r for r, n in sorted(roles.items(), key=lambda kv: (-kv[1], kv[0])) if n >= RARE)],
        "names": NAME_LABELS,
    }


def encode(example: Example, wordpiece: WordPiece, index: dict[str, dict[str, int]], limit: int) -> Encoded:
    """Return the example in numbers, cut to ``limit`` pieces."""
    n = len(example.words)
    pieces, cases, first = wordpiece.encode(example.words, limit)
    blank = np.full(n, IGNORE)
    tags = np.stack([_classes(getattr(example, k), index[k], blank) for k in ("upos", "xpos", "features")])
    return Encoded(
        pieces=pieces,
        cases=cases,
        first=first,
        tags=tags,
        heads=blank if example.heads is None else np.array(example.heads) + 1,
        relations=_classes(example.relations, index["relations"], blank),
        predicate=_predicates(example, blank),
        roles=[_role_row(p.token, p.roles, n, index["roles"]) for p in example.predicates or ()],
        factuality=_factuality(example),
        names=_names(example, index["names"], blank),
        open_names=np.array(
            [float(label == "O" or label[2:] not in example.name_types) for label in NAME_LABELS], np.float32
        ),
    )


def _classes(values: list[str] | None, index: dict[str, int], blank: np.ndarray) -> np.ndarray:
    return blank if values is None else np.array([index.get(v, IGNORE) for v in values])


def _predicates(example: Example, blank: np.ndarray) -> np.ndarray:
    if example.predicates is None:
        return blank
    out = np.zeros(len(example.words), np.int64)
    for predicate in example.predicates:
        out[predicate.token] = not is_auxiliary(example, predicate)
    return out


def _role_row(
    token: int, roles: Sequence[tuple[str, int, int, int]], n: int, index: dict[str, int]
) -> tuple[int, np.ndarray]:
    row = np.zeros(n, np.int64)
    for role, head, _, _ in roles:
        row[head] = index.get(role, 0)
    return token, row


def _factuality(example: Example) -> np.ndarray:
    out = np.full(len(example.words), np.nan, np.float32)
    for token, label in example.factuality or ():
        out[token] = label
    return out


def _names(example: Example, index: dict[str, int], blank: np.ndarray) -> np.ndarray:
    if example.names is None:
        return blank
    out = np.zeros(len(example.words), np.int64)
    for start, end, kind in example.names:
        out[start:end] = index[f"I-{kind}"]
        out[start] = index[f"B-{kind}"]
    return out


def batches(encoded: Sequence[Encoded], budget: int, rng: random.Random) -> Iterator[Batch]:
    """Yield every example once in batches of about ``budget`` pieces, similar lengths together, in random order."""
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].pieces) + rng.random() * 4)
    groups: list[list[int]] = [[]]
    for i in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(encoded[i].pieces) > budget:
            groups.append([])
        groups[-1].append(i)
    rng.shuffle(groups)
    for group in groups:
        yield collate([encoded[i] for i in group])


def _pad(rows: Sequence[np.ndarray], width: int, fill: float) -> Tensor:
    out = np.full((len(rows), width), fill, rows[0].dtype)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return torch.from_numpy(out)


def collate(rows: Sequence[Encoded]) -> Batch:
    """Pad a few examples to one batch."""
    wide, words = max(len(r.pieces) for r in rows), max(len(r.heads) for r in rows)
    role_rows = [(i, token, row) for i, r in enumerate(rows) for token, row in r.roles]
    return Batch(
        pieces=_pad([r.pieces for r in rows], wide, 0),
        cases=_pad([r.cases for r in rows], wide, 4),
        first=_pad([r.first for r in rows], words + 1, 0),
        tags=torch.stack([_pad([r.tags[k] for r in rows], words, IGNORE) for k in range(3)]),
        heads=_pad([r.heads for r in rows], words, IGNORE),
        relations=_pad([r.relations for r in rows], words, IGNORE),
        predicate=_pad([r.predicate for r in rows], words, IGNORE),
        role_at=torch.tensor([(i, token) for i, token, _ in role_rows], dtype=torch.long).view(-1, 2),
        roles=_pad([row for _, _, row in role_rows], words, IGNORE) if role_rows else torch.zeros(0, words).long(),
        factuality=_pad([r.factuality for r in rows], words, float("nan")),
        names=_pad([r.names for r in rows], words, IGNORE),
        open_names=torch.from_numpy(np.stack([r.open_names for r in rows])),
    )
