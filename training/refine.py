"""Trains the role head further over the finished encoder: ``python -m training.refine --minilm DIR``.

The other heads and the encoder stay as they are. The same was tried for names and factuality and gained nothing. Reads
and replaces ``parser.pt``.
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from detente.language.wordpiece import WordPiece
from training import corpora
from training.batches import Batch, batches, encode
from training.loop import rate
from training.network import Parser
from training.parser import absent, cross_entropy


@dataclass(slots=True)
class Seen:
    """A batch with the vectors [batch, 1 + words, hidden] that the frozen encoder gave it."""

    batch: Batch
    x: Tensor


@torch.no_grad()
def look(
    model: Parser, examples: Sequence[corpora.Example], wordpiece: WordPiece, index: dict[str, dict[str, int]]
) -> list[Seen]:
    """Return the examples as the frozen encoder sees them."""
    model.eval()
    encoded = [encode(e, wordpiece, index, 200) for e in examples]
    out = []
    with torch.autocast("cpu", torch.bfloat16):
        for batch in batches(encoded, 4000, random.Random(0)):
            x = model.vectors(batch.pieces, batch.cases, batch.first)
            out.append(Seen(batch, x.to(torch.bfloat16)))
    return out


def rounds(
    parameters: Iterator[nn.Parameter], seen: list[Seen], loss: Callable[[Seen], Tensor], *, epochs: int, speed: float
) -> None:
    """Train ``parameters`` on ``loss`` for some epochs."""
    optimiser = torch.optim.AdamW(parameters, lr=speed, weight_decay=0.05)
    total, rng = epochs * len(seen), random.Random(1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: rate(s, total))
    for epoch in range(epochs):
        rng.shuffle(seen)
        told = 0.0
        for one in seen:
            value = loss(one)
            optimiser.zero_grad(set_to_none=True)
            value.backward()
            optimiser.step()
            schedule.step()
            told += float(value.detach())
        print(f"epoch {epoch} loss {told / len(seen):.4f}", flush=True)


def roles(model: Parser, seen: list[Seen], *, epochs: int) -> None:
    """Train the role head on, the tree heads and the encoder as they are."""
    seen = [s for s in seen if len(s.batch.role_at)]
    model.train()

    def loss(one: Seen) -> Tensor:
        with torch.no_grad():
            x = one.x.float()
            arcs = model.arcs(x).masked_fill(absent(one.batch)[:, None, :], -1e4)
            related = model.relations(x, arcs.argmax(-1, keepdim=True)).squeeze(-1).softmax(-1)
        with torch.autocast("cpu", torch.bfloat16):
            scores = model.roles(model.drop(x)[:, 1:], one.batch.role_at, arcs.softmax(-1)[..., 1:], related).float()
        return cross_entropy(scores.transpose(1, 2), one.batch.roles)

    parameters = (p for n, p in model.named_parameters() if n.startswith("role_"))
    rounds(parameters, seen, loss, epochs=epochs, speed=4e-4)


def main() -> None:
    """Refine the role head of a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/training"))
    parser.add_argument("--minilm", type=Path, required=True, help="folder with vocab.txt")
    parser.add_argument("--checkpoint", type=Path, default=Path("training/trial/parser.pt"))
    parser.add_argument("--out", type=Path, help="default: the checkpoint itself")
    args = parser.parse_args()
    torch.manual_seed(20240116)
    saved = torch.load(args.checkpoint, weights_only=True)
    meta = json.loads(saved["meta"])
    model = Parser.restore(meta["labels"], saved["weights"])
    index = {k: {v: i for i, v in enumerate(values)} for k, values in meta["labels"].items()}
    wordpiece = WordPiece.load(args.minilm / "vocab.txt")
    roles(model, look(model, corpora.treebank(args.data, "ewt", "train"), wordpiece, index), epochs=8)
    meta["settings"]["refined"] = "roles"
    torch.save({"weights": model.state_dict(), "meta": json.dumps(meta)}, args.out or args.checkpoint)


if __name__ == "__main__":
    main()
