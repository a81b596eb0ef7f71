"""The parser's network: a six-layer MiniLM encoder with heads for tags, trees, roles, names and factuality."""

import json
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

__all__ = ["Encoder", "Parser", "load_encoder"]

LAYERS, HIDDEN, HEADS, INNER = 6, 384, 12, 1536
CASES = 5  # lower, Title, UPPER, mixed, no letters: the vocabulary is uncased, so case returns as an input


class Layer(nn.Module):
    """One transformer layer, post-norm, exact GELU."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return ``x`` [batch, pieces, hidden] after attention (``bias`` [batch, 1, 1, pieces]) and feed-forward."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: the fused CPU kernel took a quarter of the training time at these lengths.
        scores = q * (HIDDEN // HEADS) ** -0.5 @ k.transpose(-1, -2) + bias
        mixed = (scores.softmax(-1).to(v.dtype) @ v).permute(0, 2, 1, 3).reshape(b, n, HIDDEN)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The encoder: piece ids and case classes [batch, pieces] -> vectors [batch, pieces, hidden]."""

    def __init__(self, vocabulary: int = 30522, dropout: float = 0.1, *, cased: bool = True) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.cases = nn.Embedding(CASES, HIDDEN) if cased else None
        if self.cases is not None:
            nn.init.normal_(self.cases.weight, std=0.01)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, pieces: Tensor, cases: Tensor | None = None) -> Tensor:
        """Return the last layer; piece id 0 is padding."""
        x = self.words(pieces) + self.positions(torch.arange(pieces.shape[1], device=pieces.device))
        if self.cases is not None and cases is not None:
            x = x + self.cases(cases)
        x = self.dropout(self.norm(x))
        bias = (pieces == 0).to(x.dtype)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


def load_encoder(encoder: Encoder, safetensors: Path) -> None:
    """Fill ``encoder`` from the published MiniLM file (format: 8 bytes length, JSON header, raw data)."""
    data = safetensors.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    body = memoryview(data)[8 + length :]

    def tensor(name: str) -> Tensor:
        entry = header[name]
        a, b = entry["data_offsets"]
        return torch.from_numpy(np.frombuffer(body[a:b], np.float32).reshape(entry["shape"]).copy())

    with torch.no_grad():
        word_type = tensor("embeddings.token_type_embeddings.weight")[0]
        encoder.words.weight.copy_(tensor("embeddings.word_embeddings.weight"))
        encoder.positions.weight.copy_(tensor("embeddings.position_embeddings.weight") + word_type)
        _fill(encoder.norm, tensor, "embeddings.LayerNorm")
        for i, layer in enumerate(encoder.layers):
            name = f"encoder.layer.{i}"
            for part in ("weight", "bias"):
                parts = [tensor(f"{name}.attention.self.{n}.{part}") for n in ("query", "key", "value")]
                getattr(layer.qkv, part).copy_(torch.cat(parts))
            _fill(layer.out, tensor, f"{name}.attention.output.dense")
            _fill(layer.norm1, tensor, f"{name}.attention.output.LayerNorm")
            _fill(layer.up, tensor, f"{name}.intermediate.dense")
            _fill(layer.down, tensor, f"{name}.output.dense")
            _fill(layer.norm2, tensor, f"{name}.output.LayerNorm")


def _fill(module: nn.Module, tensor: Callable[[str], Tensor], name: str) -> None:
    module.weight.copy_(tensor(f"{name}.weight"))
    module.bias.copy_(tensor(f"{name}.bias"))


def projection(size: int, dropout: float) -> nn.Module:
    """Return the usual biaffine projection of a word vector."""
    return nn.Sequential(nn.Linear(HIDDEN, size), nn.GELU(), nn.Dropout(dropout))


def mlp(size: int, outputs: int, dropout: float) -> nn.Sequential:
    """Return a head with one hidden layer over word vectors."""
    return nn.Sequential(nn.Linear(HIDDEN, size), nn.GELU(), nn.Dropout(dropout), nn.Linear(size, outputs))


class Parser(nn.Module):
    """The encoder with all heads.

    Words are addressed by their first piece: ``first`` [batch, 1 + words] holds piece positions, 0 (the [CLS] piece)
    standing for the root. Biaffine weights are 2-D on purpose: a 3-D ``[1, d, d]`` weight breaks int8 at run time.
    """

    def __init__(self, labels: dict[str, list[str]], *, arc: int = 256, relation: int = 96, role: int = 192) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.relation_count, self.role_count = len(labels["relations"]), len(labels["roles"])
        self.drop = nn.Dropout(0.3)
        self.upos = nn.Linear(HIDDEN, len(labels["upos"]))
        self.xpos = nn.Linear(HIDDEN, len(labels["xpos"]))
        self.features = nn.Linear(HIDDEN, len(labels["features"]))
        self.names = nn.Linear(HIDDEN, len(labels["names"]))
        self.predicate = nn.Linear(HIDDEN, 1)
        self.factuality = mlp(256, 1, 0.2)
        self.arc_word, self.arc_head = projection(arc, 0.3), projection(arc, 0.3)
        self.arc_weight = nn.Linear(arc, arc, bias=False)
        self.arc_bias = nn.Linear(arc, 1, bias=False)
        self.rel_word, self.rel_head = projection(relation, 0.3), projection(relation, 0.3)
        self.rel_weight = nn.Linear(relation, self.relation_count * relation)
        self.rel_bias = nn.Linear(relation, self.relation_count)
        self.role_predicate, self.role_word = projection(role, 0.3), projection(role, 0.3)
        self.role_weight = nn.Linear(role, self.role_count * role)
        self.role_bias = nn.Linear(role, self.role_count)
        self.role_below = nn.Linear(self.relation_count, self.role_count, bias=False)
        self.role_above = nn.Linear(self.relation_count, self.role_count, bias=False)
        nn.init.zeros_(self.arc_weight.weight)
        for weight in (self.rel_weight, self.role_weight):
            nn.init.normal_(weight.weight, std=0.02)

    @classmethod
    def restore(cls, labels: dict[str, list[str]], weights: dict[str, Tensor]) -> "Parser":
        """Return the network with trained weights."""
        model = cls(labels)
        model.load_state_dict(weights)
        return model

    def vectors(self, pieces: Tensor, cases: Tensor, first: Tensor) -> Tensor:
        """Return word vectors [batch, 1 + words, hidden], the root first."""
        x = self.encoder(pieces, cases)
        flat = first + torch.arange(pieces.shape[0], device=pieces.device)[:, None] * pieces.shape[1]
        return x.flatten(0, 1).index_select(0, flat.flatten()).view(*first.shape, HIDDEN)

    def arcs(self, x: Tensor) -> Tensor:
        """Return arc scores [batch, words, 1 + words]: row = dependent, column = head (0 is the root)."""
        word, head = self.arc_word(x[:, 1:]), self.arc_head(x)
        return self.arc_weight(word) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)

    def relations(self, x: Tensor, heads: Tensor) -> Tensor:
        """Return relation scores [batch, words, relations, k] of every word to each of its ``heads`` [batch, words, k].

        A head is a column of the arc scores: 0 is the root.
        """
        w, h = self.rel_word(x[:, 1:]), self.rel_head(x)
        flat = heads + torch.arange(x.shape[0], device=x.device)[:, None, None] * x.shape[1]
        h = h.flatten(0, 1).index_select(0, flat.flatten()).view(*heads.shape, h.shape[-1])
        mixed = self.rel_weight(w).view(*w.shape[:2], self.relation_count, w.shape[-1])
        return mixed @ h.transpose(-1, -2) + self.rel_bias(w)[..., None]

    def roles(self, words: Tensor, at: Tensor, chance: Tensor, related: Tensor) -> Tensor:
        """Return role scores [n, roles, words] of the predicates ``at`` [n, 2].

        The scores are those of the pair of words, plus what the tree says: a word's likely relation to its best head
        ``related`` [batch, words, relations], as far as that head is the predicate, and the other way round.
        ``chance`` [batch, words, words] is the probability that the column governs the row.
        """
        batch = at[:, 0]
        flat = batch * words.shape[1] + at[:, 1]
        p = self.role_predicate(words).flatten(0, 1).index_select(0, flat)
        mixed = self.role_weight(p).view(-1, self.role_count, p.shape[-1])
        around = self.role_word(words).index_select(0, batch)
        scores = mixed @ around.transpose(1, 2) + self.role_bias(p)[..., None]
        governed = chance.transpose(1, 2).flatten(0, 1).index_select(0, flat)[:, None]
        governs = chance.flatten(0, 1).index_select(0, flat)[:, None]
        below = self.role_below(related).index_select(0, batch).transpose(1, 2)
        above = self.role_above(related).flatten(0, 1).index_select(0, flat)[..., None]
        return scores + below * governed + above * governs

    def forward(self, pieces: Tensor, cases: Tensor, first: Tensor, given: Tensor) -> tuple[Tensor, ...]:
        """Return everything the run time decodes; ``given`` [batch, words] > 0 forces a word to be a predicate.

        Outputs: upos, xpos, features, names scores; arc scores; the two best heads of every word and its best relation
        to each; predicate and factuality scores [batch, words]; indices [n, 2] of the predicates; for each predicate
        and word the best role and its probability [n, words].
        """
        x = self.vectors(pieces, cases, first)
        words = x[:, 1:]
        arcs = self.arcs(x)
        # The tree decoder nearly always takes one of a word's two best heads: only these are labelled.
        likely = arcs.topk(2, dim=-1).indices
        relations = self.relations(x, likely)
        related = relations[..., 0].softmax(-1)
        predicate = self.predicate(words).squeeze(-1)
        chosen = ((predicate > 0) | (given > 0)).nonzero()
        scores = self.roles(words, chosen, arcs.softmax(-1)[..., 1:], related).softmax(1)
        probability, role = scores[:, 1:].max(1)  # the best role that is one; the run time has the floor
        return (
            self.upos(words).argmax(-1),
            self.xpos(words).argmax(-1),
            self.features(words).argmax(-1),
            self.names(words).log_softmax(-1),
            arcs,
            likely,
            relations.argmax(2),
            predicate,
            self.factuality(words).squeeze(-1),
            chosen,
            role + 1,
            probability,
        )
