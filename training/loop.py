"""The loop that every network here is trained with: AdamW, a warm-up and half a cosine, an average of the weights."""

import math
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

__all__ = ["Average", "Plan", "rate", "train"]


class Average:
    """An exponential moving average of the weights, taken every few steps: worth a few tenths of LAS for nothing."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay = decay
        self.weights = {k: v.detach().clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        """Move the average towards the model."""
        decay = min(self.decay, (1 + step) / (10 + step))
        for name, value in model.state_dict().items():
            self.weights[name].lerp_(value, 1 - decay)


def rate(step: int, total: int) -> float:
    """Return the factor on the learning rate: 6 % warm-up, then down on a half cosine."""
    warm = max(1, int(0.06 * total))
    if step < warm:
        return (step + 1) / warm
    return max(0.02, 0.5 * (1 + math.cos(math.pi * (step - warm) / (total - warm))))


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to train, and how much each loss counts."""

    weights: Mapping[str, float]
    epochs: int
    encoder_rate: float
    head_rate: float
    seed: int
    device: str = "cpu"


def train(
    model: nn.Module,
    batches: Callable[[random.Random], Iterator[Any]],
    losses: Callable[[Any], dict[str, Tensor]],
    plan: Plan,
) -> Iterator[dict[str, Tensor]]:
    """Train, yielding the averaged weights after every epoch; ``batches`` gives those of an epoch in random order.

    The parameters of ``model.encoder`` learn at the encoder's rate, all others at the heads'; frozen ones stay.
    """
    learning = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in learning if n.startswith("encoder.")], "lr": plan.encoder_rate},
        {"params": [p for n, p in learning if not n.startswith("encoder.")], "lr": plan.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    rng = random.Random(plan.seed)
    total = plan.epochs * sum(1 for _ in batches(random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: rate(s, total))
    average = Average(model, 0.98)
    step, started, sums = 0, time.time(), dict.fromkeys(plan.weights, 0.0)
    for epoch in range(plan.epochs):
        for batch in batches(rng):
            with torch.autocast(plan.device, torch.bfloat16):
                found = losses(batch)
                loss = sum(plan.weights[k] * v for k, v in found.items())
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            for k, v in found.items():
                sums[k] += 0.02 * (float(v.detach()) - sums[k])
            step += 1
            if step % 5 == 0:
                average.update(model, step // 5)
            if step % 100 == 0:
                told = " ".join(f"{k} {v:.3f}" for k, v in sums.items())
                print(f"epoch {epoch} step {step}/{total} {time.time() - started:.0f}s {told}", flush=True)
        yield average.weights
