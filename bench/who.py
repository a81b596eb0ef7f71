"""Country of marked sources and targets: ``python -m bench who --input ../shared/bench/roles/input.jsonl``.

The engine reads the raw sentence, the coder's own resolver says whom the head of the marked span names. The sentences
stand alone and without a date, so persons in office are those of no date. ``bench/who.csv`` has the labels: ``country``
is one code or several with ``|``, empty where the codebook marks none.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.sentences import BATCH, articles
from detente import codebook, coding, language
from detente.codebook import Codebook
from detente.coding.document import Document
from detente.coding.named import Named, unique
from detente.coding.people import People
from detente.coding.tree import Tree
from detente.records import Article, Parse, Skipped

__all__ = ["figures", "main", "named_by", "outcome"]

LABELS = Path(__file__).with_name("who.csv")
PHRASAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A marked span and whom two readers say it names; ``countries`` is empty where the codebook marks none."""

    id: str
    role: str
    start: int
    end: int
    countries: frozenset[str]
    sectors: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A label with what the resolver found."""

    label: Label
    countries: frozenset[str]
    sectors: frozenset[str]
    reasons: tuple[str, ...] = ()

    @property
    def outcome(self) -> str:
        """Return ``right``, ``wrong`` or ``unknown``; where nothing is marked ``none`` or ``given``."""
        return outcome(self.label.countries, self.countries)


def outcome(wanted: frozenset[str], found: frozenset[str]) -> str:
    """Compare the countries found with those wanted."""
    if not wanted:
        return "given" if found else "none"
    if not found:
        return "unknown"
    return "right" if found == wanted else "wrong"


def split(cell: str) -> frozenset[str]:
    """Return the parts of a cell."""
    return frozenset(part for part in cell.split("|") if part)


def labels(path: Path) -> list[Label]:
    """Read the labels."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Label(
                id=row["id"],
                role=row["role"],
                start=int(row["start"]),
                end=int(row["end"]),
                countries=split(row["country"]),
                sectors=split(row["sector"]),
            )
            for row in csv.DictReader(lines)
        ]


def heads(tree: Tree, start: int, end: int) -> list[int]:
    """Return the topmost word of a span, a noun if there is one, and what the span coordinates with it."""
    inside = [at for at, token in enumerate(tree.tokens) if token.start < end and start < token.end]
    tops = [at for at in inside if tree.head(at) not in inside]
    nouns = [at for at in tops if tree.upos(at) in PHRASAL] or [at for at in inside if tree.upos(at) in PHRASAL]
    if not inside:
        return []
    if not nouns:  # some marks hold the article alone
        return [tree.head(at) for at in tops if tree.relation(at) == "det"] or tops
    return [at for at in tree.conjuncts(nouns[0]) if at in inside]


def named_by(people: People, label: Label) -> tuple[Named, ...]:
    """Return whom the span of a label names."""
    here = [tree for tree in people.doc.trees if tree.sentence.start < label.end and label.start < tree.sentence.end]
    found = [(tree, head) for tree in here for head in heads(tree, label.start, label.end)]
    return unique([named for tree, head in found for named in people.one(tree, head)])


def answer(people: People | None, label: Label) -> Answer:
    """Resolve the span of a label; a text that could not be read names nobody."""
    found = named_by(people, label) if people is not None else ()
    return Answer(
        label=label,
        countries=frozenset(named.actor.country for named in found if named.actor.country),
        sectors=frozenset(named.actor.sector or "GOV" for named in found if named.known),
        reasons=tuple(named.reason for named in found),
    )


def answers(
    read: Iterable[tuple[Article, Parse | Skipped]], wanted: Sequence[Label], book: Codebook
) -> Iterator[Answer]:
    """Yield an answer for each label of the articles read."""
    for article, parse in read:
        here = [label for label in wanted if label.id == article.id]
        for label in here:
            people = People(Document(parse, article, book, coding.Config())) if isinstance(parse, Parse) else None
            yield answer(people, label)


def figures(found: Sequence[Answer]) -> dict[str, float | int]:
    """Return the shares of the labels with a country, and how often a country is given where none is marked."""
    counts = Counter(one.outcome for one in found)
    marked = sum(counts[name] for name in ("right", "wrong", "unknown"))
    sectored = [one for one in found if one.label.sectors]
    right = sum(one.label.sectors <= one.sectors for one in sectored)
    return {
        "marked": marked,
        **{name: round(counts[name] / marked, 3) if marked else 0.0 for name in ("right", "wrong", "unknown")},
        "sector": round(right / len(sectored), 3) if sectored else 0.0,
        "unmarked": counts["none"] + counts["given"],
        "given": counts["given"],
    }


def parsed(rows: Sequence[dict[str, str]], book: Codebook) -> Iterator[tuple[Article, Parse | Skipped]]:
    """Yield each text with its parse."""
    engine = language.load(propose=lambda parse: coding.proposed(parse, book))
    for start in range(0, len(rows), BATCH):
        part = articles(rows[start : start + BATCH])
        yield from zip(part, engine.parse(part), strict=True)


def main(argv: list[str] | None = None) -> int:
    """Resolve every labelled span and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench who", description=__doc__)
    parser.add_argument("--input", type=Path, required=True, help="the rows of the roles task")
    parser.add_argument("--labels", type=Path, default=LABELS, help="the labels (default: bench/who.csv)")
    parser.add_argument("--errors", action="store_true", help="list what is wrong or unknown")
    args = parser.parse_args(argv)
    wanted = labels(args.labels)
    ids = {label.id for label in wanted}
    texts = [json.loads(line) for line in args.input.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in texts if row["id"] in ids]
    book = codebook.load()
    found = list(answers(parsed(rows, book), wanted, book))
    if args.errors:
        spans = {row["id"]: row["text"] for row in rows}
        for one in found:
            if one.outcome not in {"right", "none"}:
                quote = spans[one.label.id][one.label.start : one.label.end]
                line = [one.outcome, one.label.id, one.label.role, quote, *one.reasons]
                codes = f"{'|'.join(sorted(one.countries)) or '-'} for {'|'.join(sorted(one.label.countries)) or '-'}"
                sys.stdout.write("  ".join([*line[:4], codes, *line[4:]]) + "\n")
    sys.stdout.write(json.dumps(figures(found)) + "\n")
    return 0
