"""Trains small heads further over the finished encoder: ``python -m training.refine --minilm DIR``.

Trained together, the encoder learns the few factuality and name labels by heart before the trees are done. Over the
frozen encoder these heads are trained anew, several small ones side by side (an average that costs nothing at run time,
since they are one wider layer), and the role head goes on for a few rounds. Reads and replaces ``parser.pt``.
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from detente.language.wordpiece import WordPiece
from training import corpora
from training.batches import IGNORE, Batch, batches, encode
from training.network import HIDDEN, Parser, mlp
from training.parser import absent, cross_entropy, name_loss, rate


@dataclass(slots=True)
class Seen:
    """A batch with the vectors [batch, 1 + words, hidden] that the frozen encoder gave it."""

    batch: Batch
    x: Tensor


@torch.no_grad()
def look(model: Parser, examples: Sequence[corpora.Example], wordpiece: WordPiece, index: dict[str, dict[str, int]]) -> list[Seen]:
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


def factuality(model: Parser, seen: list[Seen], *, heads: int, size: int) -> None:
    """Train ``heads`` small factuality heads and put their average into the model."""
    known = [(s.x[:, 1:][~s.batch.factuality.isnan()].float(), s.batch.factuality[~s.batch.factuality.isnan()]) for s in seen]
    x, y = torch.cat([k[0] for k in known]), torch.cat([k[1] for k in known])
    found = [mlp(size, 1, 0.5) for _ in range(heads)]
    drop = nn.Dropout(0.4)
    for number, head in enumerate(found):
        generator = torch.Generator().manual_seed(number)
        optimiser = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=0.1)
        for _ in range(6):
            for rows in torch.randperm(len(x), generator=generator).split(128):
                value = functional.huber_loss(head(drop(x[rows])).squeeze(-1), y[rows])
                optimiser.zero_grad(set_to_none=True)
                value.backward()
                optimiser.step()
    model.factuality = joined(found)


def joined(heads: Sequence[nn.Sequential]) -> nn.Sequential:
    """Return one head that gives the average of several."""
    out = mlp(sum(h[0].out_features for h in heads), heads[0][3].out_features, 0.0)
    with torch.no_grad():
        out[0].weight.copy_(torch.cat([h[0].weight for h in heads]))
        out[0].bias.copy_(torch.cat([h[0].bias for h in heads]))
        out[3].weight.copy_(torch.cat([h[3].weight for h in heads], 1) / len(heads))
        out[3].bias.copy_(torch.stack([h[3].bias for h in heads]).mean(0))
    return out


def names(model: Parser, seen: list[Seen], *, heads: int, size: int, epochs: int) -> None:
    """Train ``heads`` small name heads and put their average into the model."""
    seen = [s for s in seen if (s.batch.names != IGNORE).any()]
    labels = model.names[3].out_features if isinstance(model.names, nn.Sequential) else model.names.out_features
    drop, found = nn.Dropout(0.3), []
    for _ in range(heads):
        head = mlp(size, labels, 0.3)
        rounds(head.parameters(), seen, lambda s, h=head: name_loss(h(drop(s.x[:, 1:].float())), s.batch), epochs=epochs, speed=1e-3)
        found.append(head)
    model.names = joined(found)


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
    """Refine the heads of a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/training"))
    parser.add_argument("--minilm", type=Path, required=True, help="folder with vocab.txt")
    parser.add_argument("--checkpoint", type=Path, default=Path("training/trial/parser.pt"))
    parser.add_argument("--out", type=Path, help="default: the checkpoint itself")
    parser.add_argument("--only", nargs="+", default=["factuality", "names", "roles"])
    args = parser.parse_args()
    torch.manual_seed(20240116)
    saved = torch.load(args.checkpoint, weights_only=True)
    meta = json.loads(saved["meta"])
    model = Parser.restore(meta["labels"], saved["weights"])
    index = {k: {v: i for i, v in enumerate(values)} for k, values in meta["labels"].items()}
    wordpiece = WordPiece.load(args.minilm / "vocab.txt")
    ewt = look(model, corpora.treebank(args.data, "ewt", "train"), wordpiece, index)
    if "factuality" in args.only:
        factuality(model, ewt, heads=8, size=64)
    if "roles" in args.only:
        roles(model, ewt, epochs=4)
    if "names" in args.only:
        others = corpora.treebank(args.data, "gum", "train")
        others += [e for e in corpora.names(args.data, "train") if e.source != "gum"]
        names(model, look(model, others, wordpiece, index), heads=3, size=128, epochs=5)
    meta["settings"]["refined"] = " ".join(args.only)
    torch.save({"weights": model.state_dict(), "meta": json.dumps(meta)}, args.out or args.checkpoint)


if __name__ == "__main__":
    main()
