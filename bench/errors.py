"""The commonest errors on our corpus's test split: ``python -m bench errors``, a page for ``docs/errors.md``."""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.corpus import alone, marked, read
from detente import codebook
from detente.coding import Config
from detente.coding.acts import Lexicon
from detente.coding.context import Reader
from detente.coding.document import Document
from detente.coding.panel import NONE, Panel
from detente.coding.people import People
from training.marked import Labelled, labelled

__all__ = ["main"]

Errors = dict[str, list[tuple[str, str]]]
SHOWN, CLASSES, LONGEST = 2, 10, 160


def collect(rows: Sequence[Labelled], book: codebook.Codebook) -> tuple[Errors, int]:
    """Return the errors on given triggers by class, each with word and sentence, and the number of triggers."""
    errors: Errors = defaultdict(list)
    triggers = 0
    for row, sentence in zip(rows, read(rows, book, given=True), strict=True):
        article, parse = alone(row, sentence)
        doc = Document(parse, article, book, Config())
        people = People(doc)
        lexicon = Lexicon(doc, people)
        panel, reader, tree = Panel(doc, lexicon), Reader(doc, people, lexicon), doc.trees[0]
        acts = {at: act for act in row.marked.acts for at in row.heads.get(("E", act.number), [])}
        for at in sorted(marked(row)):
            verdict, act = panel.verdict(tree, at), acts.get(at)
            wanted, found = act.type if act else NONE, verdict.type if verdict else NONE
            told = (tree.token(at).text, row.marked.text)
            triggers += 1
            if wanted != found:
                errors[name(wanted, found)].append(told)
            elif act is not None:
                voted = panel.status(tree, at, reader.read(tree, at, at))
                if voted is not None and voted[0] != act.status:
                    errors[f"status: {act.status} read as {voted[0]}"].append(told)
                for side in missed(row, panel.players(tree, at, "target"), act.number):
                    errors[f"target: {side}"].append(told)
    return errors, triggers


def name(wanted: str, found: str) -> str:
    """Return the class of an error of type."""
    if found == NONE:
        return f"type: {wanted} not seen"
    return f"type: {found} seen where there is no act" if wanted == NONE else f"type: {wanted} read as {found}"


def missed(row: Labelled, players: Iterable[int], number: int) -> list[str]:
    """Return whether an act's target was missed or one seen where none stands."""
    spans = [row.offsets_of(mark) for key in "TR" for mark in row.marked.spans(key, number)]
    found = set(players)
    if not spans:
        return ["seen where none stands"] if found else []
    return [] if any(span & found for span in spans) else ["missed or another word taken"]


def main(argv: list[str] | None = None) -> int:
    """Print the page."""
    parser = argparse.ArgumentParser(prog="python -m bench errors", description=__doc__)
    parser.add_argument("--split", default="test")
    parser.add_argument("--cache", type=Path, default=Path("training/trial"), help="where parses are kept")
    args = parser.parse_args(argv)
    rows = labelled(args.split, args.cache / f"bench_{args.split}.pkl")
    errors, triggers = collect(rows, codebook.load())
    print(f"{triggers} marked words in {len(rows)} sentences; {sum(map(len, errors.values()))} errors.\n")
    for kind, found in sorted(errors.items(), key=lambda item: (-len(item[1]), item[0]))[:CLASSES]:
        print(f"* **{kind}**: {len(found)}")
        for word, text in sorted(found, key=lambda one: len(one[1]))[:SHOWN]:
            print(f"  * *{word}*: {text[:LONGEST]}")
    return 0
