"""Trains the parser: ``python -m training.parser [--epochs 6] [--out training/trial]``.

Seeded and single-command; writes ``parser.pt`` with the averaged weights, the label lists and the digests of the data.
20 to 60 minutes on two cores in bfloat16; a GPU is used where torch finds one.
"""

import argparse
import json
import random
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from detente.language.wordpiece import WordPiece
from training import corpora
from training.batches import IGNORE, Batch, batches, encode, label_lists
from training.loop import Plan, train
from training.network import Parser, load_encoder

WEIGHTS = {"tags": 1.0, "arc": 1.0, "rel": 1.0, "pred": 0.5, "role": 3.0, "fact": 0.12, "names": 1.0}


def losses(model: Parser, batch: Batch) -> dict[str, Tensor]:
    """Return the loss of every head that the batch has targets for, in float32."""
    x = model.drop(model.vectors(batch.pieces, batch.cases, batch.first))
    words = x[:, 1:]
    out: dict[str, Tensor] = {}
    if (batch.heads != IGNORE).any():
        out |= _tree_losses(model, x, batch)
    known = batch.predicate != IGNORE
    if known.any():
        scores = model.predicate(words).squeeze(-1).float()
        out["pred"] = functional.binary_cross_entropy_with_logits(scores[known], batch.predicate[known].float())
    known = ~batch.factuality.isnan()
    if known.any():
        scores = model.factuality(words).squeeze(-1).float()
        out["fact"] = functional.mse_loss(scores[known], batch.factuality[known])
    if (batch.names != IGNORE).any():
        out["names"] = name_loss(model.names(words).float(), batch)
    return out


def cross_entropy(scores: Tensor, target: Tensor) -> Tensor:
    """Return the mean loss over the targets that are known."""
    return functional.cross_entropy(scores.flatten(0, -2), target.flatten(), ignore_index=IGNORE)


def _tree_losses(model: Parser, x: Tensor, batch: Batch) -> dict[str, Tensor]:
    words = x[:, 1:]
    heads = (model.upos, model.xpos, model.features)
    arcs = model.arcs(x).float().masked_fill(absent(batch)[:, None, :], -1e4)
    # One pass labels the right head, for the relation loss, and the best one, which the roles look at.
    both = torch.stack([batch.heads.clamp(min=0), arcs.argmax(-1)], -1)
    relations = model.relations(x, both).float()
    out = {
        "tags": sum(cross_entropy(h(words).float(), batch.tags[k]) for k, h in enumerate(heads)),
        "arc": cross_entropy(arcs, batch.heads),
        "rel": cross_entropy(relations[..., 0], batch.relations),
    }
    if len(batch.role_at):
        chance = arcs.detach().softmax(-1)[..., 1:]
        related = relations[..., 1].detach().softmax(-1)
        scores = model.roles(words, batch.role_at, chance, related).float()
        out["role"] = cross_entropy(scores.transpose(1, 2), batch.roles)
    return out


def absent(batch: Batch) -> Tensor:
    """Return which columns of the arc scores are padding, [batch, 1 + words]."""
    out = torch.zeros_like(batch.first, dtype=torch.bool)
    out[:, 1:] = batch.heads == IGNORE
    return out


def name_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Return the loss in which "O" means only: none of the types that this source annotates."""
    known = batch.names != IGNORE
    log = scores.log_softmax(-1)
    exact = log.gather(-1, batch.names.clamp(min=0)[..., None]).squeeze(-1)
    either = (log + batch.open_names.clamp(min=1e-9).log()[:, None]).logsumexp(-1)
    return -torch.where(batch.names == 0, either, exact)[known].mean()


def to_device(batch: Batch, device: str) -> Batch:
    """Return the batch on ``device``."""
    return batch if device == "cpu" else Batch(*(getattr(batch, f).to(device) for f in Batch.__slots__))


def main() -> None:
    """Train the parser and write its checkpoint."""
    args = arguments()
    torch.manual_seed(args.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    examples = corpora.treebank(args.data, "ewt", "train") + corpora.treebank(args.data, "gum", "train")
    trees = len(examples)
    examples += [e for e in corpora.names(args.data, "train") if e.source != "gum"]
    labels = label_lists(examples[:trees])
    index = {k: {v: i for i, v in enumerate(values)} for k, values in labels.items()}
    wordpiece = WordPiece.load(args.minilm / "vocab.txt")
    encoded = [encode(e, wordpiece, index, args.longest) for e in examples]
    if args.sample < 1:
        encoded = random.Random(0).sample(encoded, int(len(encoded) * args.sample))
    model = Parser(labels)
    load_encoder(model.encoder, args.minilm / "model.safetensors")
    model.to(device).train()
    args.out.mkdir(parents=True, exist_ok=True)
    settings = {k: str(v) for k, v in vars(args).items() if k not in {"data", "minilm", "out"}}
    meta = {"labels": labels, "settings": settings, "data": corpora.digests(args.data)}
    plan = Plan(WEIGHTS, args.epochs, args.encoder_rate, args.head_rate, args.seed, device)
    for weights in train(
        model,
        lambda rng: batches(encoded, args.budget, rng),
        lambda batch: losses(model, to_device(batch, device)),
        plan,
    ):
        saved = {"weights": {k: v.cpu() for k, v in weights.items()}, "meta": json.dumps(meta)}
        torch.save(saved, args.out / "parser.new")
        (args.out / "parser.new").replace(args.out / "parser.pt")


def arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/training"))
    parser.add_argument("--minilm", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, default=Path("training/trial"))
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--budget", type=int, default=2000, help="pieces a step")
    parser.add_argument("--longest", type=int, default=200, help="pieces a sentence; longer ones are cut")
    parser.add_argument("--encoder-rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--sample", type=float, default=1.0, help="share of the sentences, for trials")
    parser.add_argument("--seed", type=int, default=20240116)
    return parser.parse_args()


if __name__ == "__main__":
    main()
