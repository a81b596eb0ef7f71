"""Language room: runs the parser network over sentences of words and decodes what it says."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.language.batches import by_core, in_batches, padded
from detente.language.config import Config
from detente.language.spans import Tree, argument_span, children
from detente.language.trees import heads as decode_trees
from detente.language.weights import session
from detente.language.wordpiece import WordPiece
from detente.records import Argument, Name, Predicate

__all__ = ["LONGEST", "Analysis", "Model"]

LONGEST = 510  # pieces: the position table ends at 512, [CLS] and [SEP] included
CORE_ROLES = frozenset({"ARG0", "ARG1", "ARG2", "ARG3", "ARG4"})


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the network found in one sentence, a row per word."""

    upos: list[str]
    xpos: list[str]
    features: list[str]
    heads: list[int]
    relations: list[str]
    predicates: tuple[Predicate, ...]
    names: tuple[Name, ...]


class Model:
    """The parser network with its vocabulary and label lists."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._session = session(config.weights / "parser.onnx", threads=1)
        metadata = self._session.get_modelmeta().custom_metadata_map
        self.wordpiece = WordPiece(metadata["vocabulary"].splitlines())
        self._labels: dict[str, list[str]] = json.loads(metadata["labels"])

    def analyse(
        self,
        sentences: Sequence[Sequence[str]],
        given: Sequence[Sequence[int]] | None = None,
        articles: Sequence[int] | None = None,
    ) -> list[Analysis]:
        """Return the analysis of each sentence of words, in order.

        ``given`` names word positions that are to be read as predicates whatever the network thinks, ``articles`` the
        number of each sentence's article, all of one where it is not given. Words beyond ``LONGEST`` pieces are all
        read as the last piece: the engine cuts sentences before that.
        """
        encoded = [self.wordpiece.encode(words, LONGEST + 2) for words in sentences]
        groups = list(in_batches([len(e[0]) for e in encoded], articles or [0] * len(encoded), self._config))

        def read(group: list[int]) -> list[Analysis]:
            inputs = padded([encoded[i] for i in group])
            forced = np.zeros((len(group), inputs["first"].shape[1] - 1), np.float32)
            for row, i in enumerate(group):
                forced[row, list(given[i]) if given is not None else []] = 1
            results = self._session.run(None, {**inputs, "given": forced})
            return list(self._decode([sentences[i] for i in group], results))

        return by_core(groups, read, self._config)

    def _decode(self, sentences: Sequence[Sequence[str]], results: Sequence[NDArray[Any]]) -> Iterator[Analysis]:
        upos, xpos, features, names, arcs, likely, relations, predicate, factuality, chosen, roles, scores = results
        lengths = [len(words) for words in sentences]
        trees = decode_trees(arcs, lengths)
        certainty = (1 / (1 + np.exp(-predicate))).tolist()
        rows = np.searchsorted(chosen[:, 0], np.arange(len(lengths) + 1)).tolist()
        facts, tokens = factuality.tolist(), chosen[:, 1].tolist()
        labels = self._labels
        for b, words in enumerate(sentences):
            n, heads = lengths[b], trees[b]
            second = likely[b, :n, 1] == np.array(heads) + 1
            related = np.where(second, relations[b, :n, 1], relations[b, :n, 0]).tolist()
            tags = [labels["upos"][k] for k in upos[b, :n].tolist()]
            rels = ["root" if h < 0 else labels["relations"][k] for h, k in zip(heads, related, strict=True)]
            tree = Tree(words, tags, heads, rels, children(heads))
            found = tuple(
                Predicate(
                    token=tokens[r],
                    score=certainty[b][tokens[r]],
                    factuality=max(-3.0, min(3.0, facts[b][tokens[r]])),
                    arguments=self._arguments(tokens[r], roles[r, :n], scores[r, :n], tree),
                )
                for r in range(rows[b], rows[b + 1])
                if tokens[r] < n
            )
            yield Analysis(
                upos=tags,
                xpos=[labels["xpos"][k] for k in xpos[b, :n].tolist()],
                features=[labels["features"][k] for k in features[b, :n].tolist()],
                heads=heads,
                relations=rels,
                predicates=found,
                names=self._names(names[b, :n]),
            )

    def _arguments(
        self,
        predicate: int,
        roles: NDArray[np.int64],
        scores: NDArray[np.float32],
        tree: Tree,
    ) -> tuple[Argument, ...]:
        """Return the arguments in text order; a core role that two words claim goes to the likelier."""
        best: dict[str, tuple[float, int]] = {}
        kept: list[tuple[int, str, float]] = []
        for head in np.flatnonzero((scores >= self._config.role_floor) & (roles > 0)).tolist():
            role, score = self._labels["roles"][roles[head]], float(scores[head])
            if role not in CORE_ROLES:
                kept.append((head, role, score))
            elif score > best.get(role, (0.0, 0))[0]:
                best[role] = (score, head)
        kept += [(head, role, score) for role, (score, head) in best.items()]
        out = []
        for head, role, score in sorted(kept):
            start, end = argument_span(predicate, head, role, tree)
            out.append(Argument(role=role, head=head, start=start, end=end, score=score))
        return tuple(out)

    def _names(self, scores: NDArray[np.float32]) -> tuple[Name, ...]:
        """Return the names told by the best label of each word; an inside label without a beginning begins one."""
        best = scores.argmax(-1)
        if not best.any():
            return ()
        labels = [self._labels["names"][k] for k in best.tolist()]
        chance = np.exp(scores[np.arange(len(best)), best]).tolist()
        out: list[Name] = []
        i = 0
        while i < len(labels):
            start, kind = i, labels[i][2:]
            i += 1
            if not kind:
                continue
            while i < len(labels) and labels[i] == f"I-{kind}":
                i += 1
            score = sum(chance[start:i]) / (i - start)
            if score >= self._config.name_floor:
                out.append(Name(start=start, end=i, type=kind, score=score))
        return tuple(out)
