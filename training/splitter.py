"""Learns the sentence splitter from the raw texts of the treebanks: ``python -m training.splitter --data DIR``.

Every document is read in several layouts (paragraphs by empty lines, by single line ends, hard-wrapped, with stray line
ends), because news files come in all of them and the treebanks in one. Seeded; takes some minutes on one core.
"""

import argparse
import hashlib
import io
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch

from detente.language.boundary import WEIGHT_NAMES, Boundaries, Floats, Gaps, Ints
from detente.language.layout import LayoutConfig
from detente.language.shapes import SHAPES, Vocabulary, spelling_of
from detente.language.split import SplitConfig, Splitter
from detente.language.words import Words, read_word_rules
from training.layouts import LAYOUTS, Document, documents

__all__ = ["main"]

WEIGHTS = Path(__file__).parent.parent / "src" / "detente" / "language" / "weights"
INPUTS = ("tokenisation/ewt-train.jsonl.gz", "tokenisation/gum-train.jsonl.gz")
SEED = 20240116
REACH, WORD_SIZE, SHAPE_SIZE, HIDDEN, SECOND = 4, 16, 8, 64, 16
BUCKETS, LEAST_COUNT = 256, 8
EPOCHS, BATCH, RATE, DECAY, WORD_DROP, DROP = 4, 1024, 3e-3, 1e-4, 0.2, 0.4
# News first, then what is written like it; mail, reviews and answers count once.
IMPORTANCE = {"GUM_news_": 3.0, "GUM_": 2.0, "weblog-": 2.0, "newsgroup-": 2.0}
EMPHASIS = {"dates run on": 4.0}  # layouts with few ends of their own
Examples = tuple[Ints, Ints, Floats, Floats, Floats]


class Network(torch.nn.Module):
    """The network that ``Boundaries`` runs, with the drop-out that training needs."""

    def __init__(self, vocabulary: int, dense: int) -> None:
        super().__init__()
        self.word = torch.nn.Embedding(vocabulary, WORD_SIZE)
        self.shape = torch.nn.Embedding(len(SHAPES), SHAPE_SIZE)
        self.hidden = torch.nn.Linear(2 * REACH * (WORD_SIZE + SHAPE_SIZE) + dense, HIDDEN)
        self.second = torch.nn.Linear(HIDDEN, SECOND)
        self.last = torch.nn.Linear(SECOND, 1)
        self.drop = torch.nn.Dropout(DROP)
        torch.nn.init.normal_(self.word.weight, std=0.1)

    def forward(self, words: torch.Tensor, shapes: torch.Tensor, dense: torch.Tensor) -> torch.Tensor:
        """Return the scores ``[m]`` of the gaps."""
        seen = torch.cat((self.drop(self.word(words).flatten(1)), self.shape(shapes).flatten(1), dense), dim=1)
        second = torch.relu(self.second(self.drop(torch.relu(self.hidden(seen)))))
        scores: torch.Tensor = self.last(second)[:, 0]
        return scores

    def exported(self) -> dict[str, Floats]:
        """Return the weights under the names and in the order of axes that ``Boundaries`` expects."""
        found = [self.word.weight, self.shape.weight]
        for layer in (self.hidden, self.second, self.last):
            found += [layer.weight.T, layer.bias]
        return {
            name: w.detach().numpy().astype(np.float16).astype(np.float32)
            for name, w in zip(WEIGHT_NAMES, found, strict=True)
        }


def vocabulary_of(read: Sequence[Document], words: Words, marks: Mapping[str, str]) -> Vocabulary:
    """Return the words that occur often enough, in the order of the alphabet."""
    counts: Counter[str] = Counter()
    for d in read:
        counts.update(spelling_of(d.text[a:b]) for a, b in words.cut(d.text, 0, len(d.text)))
    known = sorted(word for word, count in counts.items() if count >= LEAST_COUNT)
    return Vocabulary(known, marks, buckets=BUCKETS, remembered=SplitConfig().remembered)


def labelled(document: Document, words: Words, boundaries: Boundaries) -> tuple[Gaps, Floats]:
    """Return the gaps of a document and 1 for those where a sentence ends."""
    found = words.cut(document.text, 0, len(document.text))
    gaps = boundaries.gaps(document.text, found)
    ends = {end for _, end in document.sentences}
    return gaps, np.array([found[i][1] in ends for i in gaps.at], dtype=np.float32)


def examples(read: Sequence[Document], words: Words, boundaries: Boundaries, seed: int) -> Examples:
    """Return all gaps of all documents in all layouts: words, shapes, layout, truth, importance."""
    parts = []
    for name, layout in LAYOUTS.items():
        for document in read:
            laid = layout(document, seed)
            if len(laid.words) > 1:
                gaps, truth = labelled(laid, words, boundaries)
                importance = next((value for start, value in IMPORTANCE.items() if laid.name.startswith(start)), 1.0)
                parts.append(
                    (
                        gaps.words,
                        gaps.shapes,
                        gaps.dense,
                        truth,
                        np.full_like(truth, importance * EMPHASIS.get(name, 1.0)),
                    )
                )
    w, s, d, t, i = (np.concatenate(column) for column in zip(*parts, strict=True))
    return w, s, d, t, i


def fit(given: Examples, vocabulary: Vocabulary, seed: int) -> dict[str, Floats]:
    """Return the trained weights."""
    torch.manual_seed(seed)
    words, shapes, dense, truth, importance = (torch.from_numpy(column) for column in given)
    network = Network(vocabulary.size, dense.shape[1])
    steps = EPOCHS * (len(truth) // BATCH + 1)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=RATE, total_steps=steps)
    for epoch in range(EPOCHS):
        total = 0.0
        for batch in torch.randperm(len(truth)).split(BATCH):  # type: ignore[no-untyped-call]
            seen = words[batch]
            known = (seen > BUCKETS) & (torch.rand(seen.shape) < WORD_DROP)
            seen = torch.where(known, torch.randint_like(seen, 1, BUCKETS + 1), seen)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                network(seen, shapes[batch], dense[batch]), truth[batch], importance[batch]
            )
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            total += loss.item() * len(batch)
        sys.stdout.write(f"epoch {epoch + 1}: loss {total / len(truth):.4f}\n")
        sys.stdout.flush()
    return network.eval().exported()


def save(path: Path, weights: dict[str, Floats], vocabulary: Vocabulary, card: dict[str, object]) -> None:
    """Write the weights, the vocabulary and the card that says what they were made of; no pickle."""
    arrays: dict[str, np.ndarray] = {name: w.astype(np.float16) for name, w in weights.items()}
    arrays["vocabulary"] = np.frombuffer("\n".join(vocabulary.words).encode(), dtype=np.uint8)
    arrays["card"] = np.frombuffer(json.dumps(card, sort_keys=True).encode(), dtype=np.uint8)
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    path.write_bytes(out.getvalue())


def scores(splitter: Splitter, read: Sequence[Document]) -> tuple[float, float]:
    """Return sentence F1 and word F1 in percent: spans must agree in both ends."""
    right, given = [0, 0], [0, 0]
    for d in read:
        found = splitter.split(d.text)
        pairs = (
            (set(d.sentences), {(s[0][0], s[-1][1]) for s in found}),
            (set(d.words), {word for s in found for word in s}),
        )
        for i, (gold, guess) in enumerate(pairs):
            right[i] += len(gold & guess)
            given[i] += len(gold) + len(guess)
    return 200 * right[0] / given[0], 200 * right[1] / given[1]


def report(splitter: Splitter, folder: Path) -> None:
    """Print the scores on the parts not learned from, in every layout."""
    for name in ("ewt-dev", "ewt-test", "gum-dev"):
        read = documents(folder / "tokenisation" / f"{name}.jsonl.gz")
        for layout, change in LAYOUTS.items():
            if layout == "datelines":  # its words are not annotated
                continue
            sentence, word = scores(splitter, [change(d, SEED) for d in read])
            sys.stdout.write(f"{name:9} {layout:29} sentence F1 {sentence:6.2f}  word F1 {word:6.2f}\n")


def main() -> None:
    """Train, write the weights and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/training"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--report", action="store_true", help="only print the scores of the weights that are there")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    config = SplitConfig()
    if not options.report:
        rules = read_word_rules(options.out / "words.csv")
        words = Words(rules, longest=config.longest_chunk, remembered=config.remembered)
        read = [d for name in INPUTS for d in documents(options.data / name)]
        vocabulary = vocabulary_of(read, words, rules["mark"])
        given = examples(read, words, Boundaries(vocabulary, {}, reach=REACH, config=LayoutConfig()), options.seed)
        sys.stdout.write(f"{len(given[3])} gaps, {int(given[3].sum())} ends, {vocabulary.size} word numbers\n")
        digests = {name: hashlib.sha256((options.data / name).read_bytes()).hexdigest() for name in INPUTS}
        card = {"inputs": digests, "seed": options.seed, "reach": REACH, "buckets": BUCKETS, "licence": "CC-BY-SA-4.0"}
        save(options.out / "split.npz", fit(given, vocabulary, options.seed), vocabulary, card)
    report(Splitter.load(options.out), options.data)


if __name__ == "__main__":
    main()
