"""Trains the event heads: ``python -m training.events --minilm DIR [--epochs 8] [--out training/trial]``.

An encoder of their own starts from the raw weights: starting from the parser's costs points of event type. Writes
``events.pt`` with the averaged weights and the label lists; ten to twenty minutes on two cores.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from detente.language.wordpiece import WordPiece
from training.batches import IGNORE, _pad
from training.loop import Plan, train
from training.marked import LABELS, Example, apart, digests, examples, held_out, labelled
from training.network import HIDDEN, Encoder, load_encoder, projection

WEIGHTS = {"act": 1.0, "mode": 1.0, "status": 0.5, "evidentiality": 0.3, "undertaking": 0.5, "role": 1.5}
SIZE = 128
MASK, SPECIAL = 103, 999  # ids of the vocabulary: [MASK], and the last that is no piece of a word
SILENT = 0.8  # a word likelier than this to be no act gets no roles unless the lexicon asks


class Events(nn.Module):
    """The encoder with the event heads."""

    def __init__(self, labels: dict[str, list[str]]) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.drop = nn.Dropout(0.2)
        self.act = nn.Linear(HIDDEN, len(labels["types"]))
        self.mode = nn.Linear(HIDDEN, len(labels["modes"]))
        self.status = nn.Linear(HIDDEN, len(labels["statuses"]))
        self.evidentiality = nn.Linear(HIDDEN, len(labels["evidentialities"]))
        self.undertaking = nn.Linear(HIDDEN, len(labels["undertakings"]))
        self.role_count = len(labels["roles"])
        self.role_act, self.role_word = projection(SIZE, 0.2), projection(SIZE, 0.2)
        self.role_weight = nn.Linear(SIZE, len(labels["roles"]) * SIZE)
        self.role_bias = nn.Linear(SIZE, len(labels["roles"]))
        nn.init.normal_(self.role_weight.weight, std=0.02)

    def vectors(self, pieces: Tensor, cases: Tensor, first: Tensor) -> Tensor:
        """Return word vectors [batch, words, hidden]; ``first`` [batch, 1 + words] begins with the [CLS] piece."""
        x = self.encoder(pieces, cases)
        flat = first + torch.arange(pieces.shape[0])[:, None] * pieces.shape[1]
        return x.flatten(0, 1).index_select(0, flat.flatten()).view(*first.shape, HIDDEN)[:, 1:]

    def roles(self, words: Tensor, at: Tensor) -> Tensor:
        """Return role scores [n, words, roles] of the acts ``at`` [n, 2] (sentence, word)."""
        flat = at[:, 0] * words.shape[1] + at[:, 1]
        heads = self.role_act(words).flatten(0, 1).index_select(0, flat)
        mixed = self.role_weight(heads).view(-1, self.role_count, SIZE)
        around = self.role_word(words).index_select(0, at[:, 0])
        return around @ mixed.transpose(1, 2) + self.role_bias(heads)[:, None]

    def forward(self, pieces: Tensor, cases: Tensor, first: Tensor, given: Tensor) -> tuple[Tensor, ...]:
        """Return everything the run time decodes; ``given`` [batch, words] > 0 forces a word to be read as an act.

        Outputs: indices [n, 2] of the words read as acts; for each its type, mode, status, evidentiality and
        undertaking probabilities, and the role probabilities of every word [n, words, roles].
        """
        words = self.vectors(pieces, cases, first)
        types = self.act(words).softmax(-1)
        chosen = ((types[..., 0] < SILENT) | (given > 0)).nonzero()
        flat = chosen[:, 0] * words.shape[1] + chosen[:, 1]
        acts = words.flatten(0, 1).index_select(0, flat)
        return (
            chosen,
            types.flatten(0, 1).index_select(0, flat),
            self.mode(acts).sigmoid(),
            self.status(acts).softmax(-1),
            self.evidentiality(acts).softmax(-1),
            self.undertaking(acts).softmax(-1),
            self.roles(words, chosen).softmax(-1),
        )


@dataclass(slots=True)
class Batch:
    """Padded tensors of a few sentences."""

    pieces: Tensor
    cases: Tensor
    first: Tensor
    words: dict[str, Tensor]
    mode: Tensor
    role_at: Tensor
    roles: Tensor


def collate(rows: Sequence[Example]) -> Batch:
    """Pad a few examples to one batch."""
    wide, words = max(len(r.pieces) for r in rows), max(len(r.act) for r in rows)
    mode = np.full((len(rows), words, len(LABELS["modes"])), IGNORE, np.float32)
    for i, r in enumerate(rows):
        mode[i, : len(r.act)] = r.mode
    role_rows = [(i, at, row) for i, r in enumerate(rows) for at, row in zip(r.role_at, r.roles, strict=True)]
    return Batch(
        pieces=_pad([r.pieces for r in rows], wide, 0),
        cases=_pad([r.cases for r in rows], wide, 4),
        first=_pad([r.first for r in rows], words + 1, 0),
        words={
            k: _pad([getattr(r, k) for r in rows], words, IGNORE)
            for k in ("act", "status", "evidentiality", "undertaking")
        },
        mode=torch.from_numpy(mode),
        role_at=torch.tensor([(i, at) for i, at, _ in role_rows], dtype=torch.long).view(-1, 2),
        roles=_pad([row for _, _, row in role_rows], words, IGNORE) if role_rows else torch.zeros(0, words).long(),
    )


def batches(rows: Sequence[Example], budget: int, rng: random.Random) -> Iterator[Batch]:
    """Yield every example once in batches of about ``budget`` pieces, similar lengths together, in random order."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].pieces) + rng.random() * 6)
    groups: list[list[int]] = [[]]
    for i in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(rows[i].pieces) > budget:
            groups.append([])
        groups[-1].append(i)
    rng.shuffle(groups)
    for group in groups:
        yield collate([rows[i] for i in group])


def hidden(pieces: Tensor, share: float) -> Tensor:
    """Return the pieces with a share of them masked: a word then has to be read from those around it."""
    chosen = (torch.rand(pieces.shape) < share) & (pieces > SPECIAL)
    return pieces.masked_fill(chosen, MASK)


def losses(model: Events, batch: Batch, share: float) -> dict[str, Tensor]:
    """Return the loss of every head; ``share`` of the pieces are masked."""
    words = model.drop(model.vectors(hidden(batch.pieces, share), batch.cases, batch.first))
    out = {}
    for name, target in batch.words.items():
        if (target != IGNORE).any():
            scores = getattr(model, name)(words).float()
            out[name] = functional.cross_entropy(
                scores.flatten(0, 1), target.flatten(), ignore_index=IGNORE, label_smoothing=0.05
            )
    known = batch.mode != IGNORE
    if known.any():
        out["mode"] = functional.binary_cross_entropy_with_logits(model.mode(words).float()[known], batch.mode[known])
    if len(batch.role_at):
        scores = model.roles(words, batch.role_at).float()
        out["role"] = functional.cross_entropy(scores.flatten(0, 1), batch.roles.flatten(), ignore_index=IGNORE)
    return out


def main() -> None:
    """Train the event heads and write their checkpoint."""
    args = arguments()
    torch.manual_seed(args.seed)
    rows = labelled("train", args.out / "corpus.pkl")
    rows = [row for row in rows if (args.all or not held_out(row)) and not (args.apart and apart(row))]
    if args.share < 1:
        rows = random.Random(args.seed).sample(rows, int(len(rows) * args.share))
    wordpiece = WordPiece.load(args.minilm / "vocab.txt")
    model = Events(LABELS)
    load_encoder(model.encoder, args.minilm / "model.safetensors")
    model.train()
    args.out.mkdir(parents=True, exist_ok=True)
    settings = {k: str(v) for k, v in vars(args).items() if k not in {"minilm", "out"}}
    meta = {"labels": LABELS, "sentences": len(rows), "settings": settings, "data": digests("train")}
    model.encoder.words.weight.requires_grad_(requires_grad=False)
    encoded = examples(rows, wordpiece)
    plan = Plan(WEIGHTS, args.epochs, args.encoder_rate, args.head_rate, args.seed)
    for weights in train(
        model, lambda rng: batches(encoded, args.budget, rng), lambda batch: losses(model, batch, args.masked), plan
    ):
        torch.save({"weights": weights, "meta": json.dumps(meta)}, args.out / f"{args.name}.new")
        (args.out / f"{args.name}.new").replace(args.out / f"{args.name}.pt")


def arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minilm", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, default=Path("training/trial"))
    parser.add_argument("--name", default="events")
    parser.add_argument("--all", action="store_true", help="train on the tenth kept for choosing settings, too")
    parser.add_argument("--apart", action="store_true", help="leave some hands out, for fitting the scores")
    parser.add_argument("--share", type=float, default=1.0, help="share of the corpus, for the ablation")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--budget", type=int, default=700, help="pieces a step")
    parser.add_argument("--masked", type=float, default=0.1, help="share of the pieces that are masked")
    parser.add_argument("--encoder-rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=20240116)
    return parser.parse_args()


if __name__ == "__main__":
    main()
