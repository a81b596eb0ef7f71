"""Measure coreference on GUM: MUC, B3, CEAFe and their mean, over chains of 2+ persons, organisations, places, events.

usage: python -m bench coref-gum [--gold-trees] [--split dev|train] [--genre news ...] [--data FOLDER] [--verbose]

By default the product's engine parses the given words; with ``--gold-trees`` trees and names come from the treebank.
Mentions linked as predicate or discourse are left out of the key, chains without a type out of the answer. Scores pool
the documents, as the CoNLL scorer does.
"""

import argparse
import csv
import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from detente.language.coreference import chains
from detente.records.parse import Name, Sentence, Token

_TYPES = ("person", "organization", "place", "event")
_LEFT_OUT = ("pred", "disc")
_COUNTRIES = Path(__file__).resolve().parents[1] / "src" / "detente" / "codebook" / "data" / "countries.csv"
_SHARED = Path(__file__).resolve().parents[2] / "shared" / "training"

Span = tuple[int, int, int]
Partition = list[frozenset[Hashable]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One GUM document: its sentences as records with gold trees and names, and the key's chains of spans."""

    name: str
    genre: str
    sentences: tuple[Sentence, ...]
    key: tuple[tuple[Span, ...], ...]
    heads: Mapping[Span, int]


def documents(data: Path, split: str, genres: Sequence[str]) -> Iterator[Document]:
    """Yield the documents of a split that are of the wanted genres."""
    names = _names(data / "names" / f"names-{split}.jsonl.gz")
    with gzip.open(data / "coref" / f"gum-{split}.jsonl.gz", "rt", encoding="utf8") as lines:
        rows = {row["doc"]: row for row in map(json.loads, lines) if row["genre"] in genres}
    for name, blocks in _conllu(data / "gum" / f"gum-{split}.conllu.gz"):
        if name in rows:
            yield _document(rows[name], blocks, names[name])


def _names(path: Path) -> dict[str, list[tuple[Name, ...]]]:
    found: dict[str, list[tuple[Name, ...]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for row in map(json.loads, lines):
            if row["source"] == "gum":
                found[row["doc"]].append(
                    tuple(Name(start=s["start"], end=s["end"], type=s["type"], score=1.0) for s in row["spans"])
                )
    return found


def _conllu(path: Path) -> Iterator[tuple[str, list[list[list[str]]]]]:
    with gzip.open(path, "rt", encoding="utf8") as file:
        text = file.read()
    for document in text.split("# newdoc id = ")[1:]:
        name, _, rest = document.partition("\n")
        blocks = [
            [line.split("\t") for line in block.split("\n") if line[:1].isdigit()] for block in rest.split("\n\n")
        ]
        yield name, [block for block in blocks if block]


def _document(row: Mapping[str, Any], blocks: list[list[list[str]]], names: list[tuple[Name, ...]]) -> Document:
    key, heads = [], {}
    for cluster in row["clusters"]:
        kept = []
        for mention in cluster["mentions"]:
            span = (mention["sent"], mention["start"], mention["end"])
            heads[span] = mention["head"]
            if mention["link"] not in _LEFT_OUT:
                kept.append(span)
        if len(kept) > 1 and cluster["type"] in _TYPES:
            key.append(tuple(kept))
    sentences, place = [], 0
    for block, found in zip(blocks, names, strict=True):
        sentence = _sentence(block, place, found)
        sentences.append(sentence)
        place = sentence.end + 1
    return Document(name=row["doc"], genre=row["genre"], sentences=tuple(sentences), key=tuple(key), heads=heads)


def _sentence(block: list[list[str]], place: int, names: tuple[Name, ...]) -> Sentence:
    glued = {
        int(row[0].split("-")[0]) + step
        for row in block
        if "-" in row[0]
        for step in range(int(row[0].split("-")[1]) - int(row[0].split("-")[0]))
    }
    tokens, start = [], place
    for row in block:
        if not row[0].isdigit():
            continue
        end = start + len(row[1])
        tokens.append(
            Token(
                start=start,
                end=end,
                text=row[1],
                lemma=row[2],
                upos=row[3],
                xpos=row[4],
                features="" if row[5] == "_" else row[5],
                head=int(row[6]) - 1,
                relation=row[7],
            )
        )
        start = end + (0 if "SpaceAfter=No" in row[9] or int(row[0]) in glued else 1)
    return Sentence(start=place, end=tokens[-1].end, tokens=tuple(tokens), predicates=(), names=names)


def capitals() -> dict[str, str]:
    """Return the phrases that can mean a country, from the codebook's table."""
    found = {}
    with _COUNTRIES.open(encoding="utf8") as file:
        for row in csv.DictReader(file):
            for column in ("name", "variants", "demonyms", "capitals"):
                found.update({phrase.lower(): row["name"] for phrase in row[column].split("|") if phrase})
    return found


def muc(key: Partition, response: Partition) -> tuple[float, float, float, float]:
    """Vilain et al. 1995, as (right response links, response links, found key links, key links)."""
    return (*_links(response, key), *_links(key, response))


def _links(one: Partition, other: Partition) -> tuple[float, float]:
    where = {mention: number for number, chain in enumerate(other) for mention in chain}
    kept = sum(len(chain) - len({where.get(mention, mention) for mention in chain}) for chain in one)
    return kept, sum(len(chain) - 1 for chain in one)


def b_cubed(key: Partition, response: Partition) -> tuple[float, float, float, float]:
    """Bagga and Baldwin 1998 over the mentions of each side."""
    return (*_overlaps(response, key), *_overlaps(key, response))


def _overlaps(one: Partition, other: Partition) -> tuple[float, float]:
    where = {mention: number for number, chain in enumerate(other) for mention in chain}
    right = 0.0
    for chain in one:
        parts = Counter(where[mention] for mention in chain if mention in where)
        right += sum(count * count for count in parts.values()) / len(chain)
    return right, sum(map(len, one))


def ceaf_e(key: Partition, response: Partition) -> tuple[float, float, float, float]:
    """Luo 2005 with phi4 and the best one-to-one alignment."""
    total = 0.0
    if key and response:
        similarity = np.array([[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key])
        total = _best_alignment(similarity)
    return total, len(response), total, len(key)


def _best_alignment(similarity: np.ndarray) -> float:
    """Return the greatest total of a one-to-one alignment (Hungarian algorithm with potentials, O(n^3))."""
    if similarity.shape[0] > similarity.shape[1]:
        similarity = similarity.T
    rows, columns = similarity.shape
    cost = np.zeros((rows + 1, columns + 1))
    cost[1:, 1:] = 1.0 - similarity
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    taken, way = np.zeros(columns + 1, dtype=int), np.zeros(columns + 1, dtype=int)
    for row in range(1, rows + 1):
        taken[0], column = row, 0
        least, used = np.full(columns + 1, np.inf), np.zeros(columns + 1, dtype=bool)
        while taken[column] != 0:
            used[column] = True
            reduced = cost[taken[column]] - row_price[taken[column]] - column_price
            better = ~used & (reduced < least)
            least[better], way[better] = reduced[better], column
            nearest = int(np.where(used, np.inf, least).argmin())
            step = least[nearest]
            row_price[taken[used]] += step
            column_price[used] -= step
            least[~used] -= step
            column = nearest
        while column:
            taken[column] = taken[way[column]]
            column = int(way[column])
    return float(sum(similarity[taken[column] - 1, column - 1] for column in range(1, columns + 1) if taken[column]))


_MEASURES: dict[str, Callable[[Partition, Partition], tuple[float, float, float, float]]] = {
    "MUC": muc,
    "B3": b_cubed,
    "CEAFe": ceaf_e,
}


def scores(pairs: Sequence[tuple[Partition, Partition]]) -> dict[str, tuple[float, float, float]]:
    """Return P, R, F1 per measure over (key, response) pairs, sums pooled; CoNLL is the mean F1."""
    table = {}
    for name, measure in _MEASURES.items():
        right, given, found, wanted = (sum(column) for column in zip(*(measure(*pair) for pair in pairs), strict=True))
        precision, recall = right / given if given else 0.0, found / wanted if wanted else 0.0
        table[name] = (precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)
    table["CoNLL"] = (0.0, 0.0, sum(row[2] for row in table.values()) / len(_MEASURES))
    return table


def engine_trees(found: Sequence[Document], weights: Path | None) -> list[tuple[Sentence, ...]]:
    """Parse the given words with the product's engine."""
    from detente.language import Config, load  # noqa: PLC0415 - gold trees need no engine

    engine = load(Config(weights=weights) if weights else Config())
    return [
        tuple(
            _placed(sentence, parsed)
            for sentence, parsed in zip(
                document.sentences,
                engine.parse_words([[token.text for token in sentence.tokens] for sentence in document.sentences]),
                strict=True,
            )
        )
        for document in found
    ]


def _placed(gold: Sentence, parsed: Sentence) -> Sentence:
    """Put the parsed words where they stand in the text: given words are joined by blanks, also around hyphens."""
    tokens = tuple(
        replace(token, start=known.start, end=known.end)
        for token, known in zip(parsed.tokens, gold.tokens, strict=True)
    )
    return replace(parsed, start=gold.start, end=gold.end, tokens=tokens)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the measurement and print one table per kind of match."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold-trees", action="store_true")
    parser.add_argument("--split", default="dev", choices=("dev", "train"))
    parser.add_argument("--genre", nargs="+", default=["news"])
    parser.add_argument("--data", type=Path, default=_SHARED)
    parser.add_argument("--weights", type=Path, help="another folder of weights than the shipped one")
    parser.add_argument("--verbose", action="store_true", help="print wrong and missed chains")
    options = parser.parse_args(argv)
    found = list(documents(options.data, options.split, options.genre))
    parsed = [document.sentences for document in found] if options.gold_trees else engine_trees(found, options.weights)
    known = capitals()
    chains(parsed[0], capitals=known)
    begin = time.process_time()
    answers = [chains(sentences, capitals=known) for sentences in parsed]
    spent = time.process_time() - begin
    exact, by_head = [], []
    for document, answer in zip(found, answers, strict=True):
        scored = [chain for chain in answer if len(chain.mentions) > 1 and chain.type is not None]
        response = [tuple((m.sentence, m.start, m.end) for m in chain.mentions) for chain in scored]
        exact.append(([frozenset(c) for c in document.key], [frozenset(c) for c in response]))
        key_heads = [frozenset((m[0], document.heads[m]) for m in chain) for chain in document.key]
        heads = [frozenset((m.sentence, m.head) for m in chain.mentions) for chain in scored]
        by_head.append((key_heads, heads))
        if options.verbose:
            _show(document, response)
    words = sum(len(sentence.tokens) for document in found for sentence in document.sentences)
    print(f"{len(found)} documents, {words} words, {spent / words * 1e6:.1f} microseconds per word")
    for title, pairs in (("exact spans", exact), ("same head word", by_head)):
        row = "  ".join(
            f"{name} {f1:.1%}" if name == "CoNLL" else f"{name} {p:.1%}/{r:.1%}/{f1:.1%}"
            for name, (p, r, f1) in scores(pairs).items()
        )
        print(f"{title:<15} {row}")
    return 0


def _show(document: Document, response: Sequence[tuple[Span, ...]]) -> None:
    """Print the chains with the number of the key's chain before each mention (? = in no chain of the key)."""
    where = {span: number for number, chain in enumerate(document.key) for span in chain}

    def text(span: Span) -> str:
        words = document.sentences[span[0]].tokens[span[1] : span[2]]
        return f"{where.get(span, '?')}:{span[0]} {' '.join(token.text for token in words)}"

    print(f"== {document.name}")
    for chain in response:
        print("   ", " | ".join(map(text, chain)))
    given = {span for chain in response for span in chain}
    for chain in document.key:
        missed = [span for span in chain if span not in given]
        if missed:
            print("  - missed", " | ".join(map(text, missed)))


if __name__ == "__main__":
    main()
