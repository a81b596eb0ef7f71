"""Trains the lexicon model: ``python -m training.lexicon [--all]``: a logistic regression over words of the tree.

Writes ``lexicon.npz`` into the codebook: a row of weights per feature, and how far each type of a rule can be trusted.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from detente import codebook
from detente.codebook.lexicon import LexiconModel
from detente.coding.acts import Lexicon
from detente.coding.config import Config
from detente.coding.context import Reader
from detente.coding.document import Document
from detente.coding.panel import features, shown
from detente.coding.people import People
from detente.records import Article, Parse
from training.marked import IGNORE, LABELS, Labelled, apart, encode_acts, held_out, labelled

TYPES = LABELS["types"]
RARE = 3  # a feature seen in fewer words is not learnt
OFTEN, HARDLY = 4, 0.01  # a lemma seen this often, and in at most this share as an act, proposes none
OUT = Path("src/detente/codebook/data/lexicon.npz")

STATUSES = LABELS["statuses"]
Row = tuple[tuple[str, ...], str | None, int]  # the features of a word, its rule's type, its label


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules see in one sentence: the rows of its labelled words, and each act's shown and true status."""

    rows: list[Row]
    statuses: list[tuple[str, str]]


def seen(rows: Sequence[Labelled], book: codebook.Codebook) -> Iterator[Seen]:
    """Yield what the rules see in each sentence."""
    for row in rows:
        text = " ".join(token.text for token in row.tree.tokens)
        article = Article(id=row.marked.id, text=text)
        doc = Document(Parse(article=article.id, sentences=(row.tree,), chains=()), article, book, Config())
        people = People(doc)
        lexicon = Lexicon(doc, people)
        reader = Reader(doc, people, lexicon)
        tree = doc.trees[0]
        labels = encode_acts(row)
        yield Seen(
            [
                (tuple(features(doc, lexicon, tree, at)), lexicon.kind(tree, at), int(labels[at]))
                for at in range(len(tree))
                if labels[at] != IGNORE
            ],
            [
                (shown(reader.read(tree, at, at)), act.status)
                for act in row.marked.acts
                for at in row.heads.get(("E", act.number), [])
            ],
        )


def matrix(rows: Sequence[Row], index: dict[str, int]) -> tuple[Tensor, Tensor]:
    """Return the bags of feature numbers, flat, and where each row's begins."""
    bags = [[index[f] for f in row[0] if f in index] for row in rows]
    starts = np.cumsum([0, *(len(bag) for bag in bags[:-1])])
    return torch.tensor([i for bag in bags for i in bag]), torch.from_numpy(starts)


def fit(rows: Sequence[Row], statuses: Sequence[tuple[str, str]], decay: float, epochs: int) -> LexiconModel:
    """Return the model of these words."""
    torch.manual_seed(0)
    seen = Counter(f for row in rows for f in set(row[0]))
    index = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= RARE))}
    flat, starts = matrix(rows, index)
    target = torch.tensor([row[2] for row in rows])
    weights = torch.zeros(len(index), len(TYPES), requires_grad=True)
    bias = torch.zeros(len(TYPES), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=epochs, history_size=10, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        scores = functional.embedding_bag(flat, weights, starts, mode="sum") + bias
        loss = functional.cross_entropy(scores, target) + decay * (weights**2).sum() / len(rows)
        loss.backward()
        return loss

    optimiser.step(closure)
    return LexiconModel(
        types=tuple(TYPES),
        rows=index,
        weights=weights.detach().numpy(),
        bias=bias.detach().numpy(),
        trust=trust(rows),
        silent=silent(rows),
        statuses=tuple(STATUSES),
        shown=status_table(statuses),
    )


def trust(rows: Sequence[Row]) -> np.ndarray:
    """Return how often each type is right where a rule says another, [1 + types, types], with add-half smoothing."""
    table = np.full((1 + len(TYPES), len(TYPES)), 0.5, np.float32)
    for _, rule, label in rows:
        table[0 if rule is None else 1 + TYPES.index(rule), label] += 1
    out: np.ndarray = table / table.sum(1, keepdims=True)
    return out


def status_table(pairs: Sequence[tuple[str, str]]) -> np.ndarray:
    """Return how often the tree shows each status where another is true, [true, shown], with add-half smoothing."""
    table = np.full((len(STATUSES), len(STATUSES)), 0.5, np.float32)
    for told, true in pairs:
        table[STATUSES.index(true), STATUSES.index(told)] += 1
    out: np.ndarray = table / table.sum(1, keepdims=True)
    return out


def silent(rows: Sequence[Row]) -> frozenset[str]:
    """Return the lemmas seen often and hardly ever as an act, whatever their part of speech."""
    lemmas = [(row[0][1].removeprefix("word ").rpartition("/")[0], bool(row[2])) for row in rows]
    seen, acting = Counter(lemma for lemma, _ in lemmas), Counter(lemma for lemma, act in lemmas if act)
    return frozenset(lemma for lemma, n in seen.items() if n >= OFTEN and acting[lemma] <= HARDLY * n)


def save(model: LexiconModel, path: Path) -> None:
    """Write the model; weights in half precision, which changes no decision that was looked at."""
    names = "\n".join(sorted(model.rows, key=model.rows.__getitem__)).encode()
    np.savez_compressed(
        path,
        types=np.array(model.types),
        features=np.frombuffer(names, np.uint8),
        weights=model.weights.astype(np.float16),
        bias=model.bias.astype(np.float32),
        trust=model.trust,
        statuses=np.array(model.statuses),
        shown=model.shown,
        silent=np.frombuffer("\n".join(sorted(model.silent)).encode(), np.uint8),
    )


def main() -> None:
    """Train the lexicon model and say how often it is right on the tenth of the sentences that is held out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=Path("training/trial/corpus.pkl"))
    parser.add_argument("--all", action="store_true", help="train on the tenth kept for choosing settings, too")
    parser.add_argument("--apart", action="store_true", help="leave some hands out, for fitting the scores")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--decay", type=float, default=0.3)
    parser.add_argument("--epochs", type=int, default=60)
    args = parser.parse_args()
    book = codebook.load()
    sentences = [s for s in labelled("train", args.cache) if not (args.apart and apart(s))]
    found = list(seen(sentences, book))
    kept = [one for s, one in zip(sentences, found, strict=True) if args.all or not held_out(s)]
    statuses = [pair for one in kept for pair in one.statuses]
    model = fit([row for one in kept for row in one.rows], statuses, args.decay, args.epochs)
    save(model, args.out)
    rest = [row for s, one in zip(sentences, found, strict=True) if held_out(s) for row in one.rows]
    for name, part in (("all words", rest), ("acts", [row for row in rest if row[2]])):
        guessed = [int(model.types_of(row[0]).argmax()) for row in part]
        right = sum(g == row[2] for g, row in zip(guessed, part, strict=True))
        print(f"{name}: {right / max(1, len(part)):.3f} of {len(part)}; {len(model.rows)} features")


if __name__ == "__main__":
    main()
