"""Language room: runs the event heads, an encoder of their own, over sentences in which an act is proposed."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.language.batches import by_core, in_batches, padded
from detente.language.config import Config
from detente.language.model import LONGEST
from detente.language.weights import session
from detente.language.wordpiece import WordPiece
from detente.records import Parse, RoleVote, Sentence, Vote

__all__ = ["EventHeads"]

Floats = NDArray[np.float32]
ROLE_NAMES = {"S": "source", "T": "target", "R": "both", "P": "place", "W": "time", "A": "speaker"}


class EventHeads:
    """The event network: for each word that may name an act its type, modes, status and roles."""

    def __init__(self, config: Config, wordpiece: WordPiece) -> None:
        self._config = config
        self._session = session(config.weights / "events.onnx", threads=1)
        self._labels: dict[str, list[str]] = json.loads(self._session.get_modelmeta().custom_metadata_map["labels"])
        self._wordpiece = wordpiece
        types = self._labels["types"]
        self._modes_of = {
            kind: [(i, mode.split("/")[1]) for i, mode in enumerate(self._labels["modes"]) if mode.startswith(kind)]
            for kind in types
        }

    def vote(self, parses: Sequence[Parse], proposed: Sequence[Mapping[int, Collection[int]]]) -> list[Parse]:
        """Return the parses with votes in the sentences that ``proposed`` names, by article, with their words."""
        where = [(k, number) for k, found in enumerate(proposed) for number in found]
        given = [sorted(proposed[k][number]) for k, number in where]
        votes = self.read([parses[k].sentences[number] for k, number in where], given, [k for k, _ in where])
        sentences = [list(parse.sentences) for parse in parses]
        for (k, number), found in zip(where, votes, strict=True):
            sentences[k][number] = replace(sentences[k][number], votes=found)
        return [replace(parse, sentences=tuple(s)) for parse, s in zip(parses, sentences, strict=True)]

    def read(
        self, sentences: Sequence[Sentence], given: Sequence[Collection[int]], articles: Sequence[int] | None = None
    ) -> list[tuple[Vote, ...]]:
        """Return the votes of each sentence: for the ``given`` words, and for those the heads take for an act.

        ``articles`` is the number of each sentence's article, all of one where it is not given.
        """
        encoded = [self._wordpiece.encode([t.text for t in s.tokens], LONGEST + 2) for s in sentences]

        def one_batch(group: list[int]) -> list[tuple[Vote, ...]]:
            inputs = padded([encoded[i] for i in group])
            forced = np.zeros((len(group), inputs["first"].shape[1] - 1), np.float32)
            for row, i in enumerate(group):
                forced[row, list(given[i])] = 1
            results = self._session.run(None, {**inputs, "given": forced})
            return self._decode([len(sentences[i].tokens) for i in group], results)

        groups = list(in_batches([len(e[0]) for e in encoded], articles or [0] * len(encoded), self._config))
        return by_core(groups, one_batch, self._config)

    def _decode(self, lengths: Sequence[int], results: Sequence[NDArray[Any]]) -> list[tuple[Vote, ...]]:
        chosen, types, modes, statuses, evidentialities, undertakings, roles = results
        named = {
            "types": _ordered(self._labels["types"], types),
            "statuses": _ordered(self._labels["statuses"], statuses),
            "evidentialities": _ordered(self._labels["evidentialities"], evidentialities),
            "undertakings": _ordered(self._labels["undertakings"], undertakings),
        }
        played, likely_modes = self._roles(roles), modes.tolist()
        out: list[list[Vote]] = [[] for _ in lengths]
        for r, (row, token) in enumerate(chosen.tolist()):
            if token >= lengths[row]:
                continue
            likely = named["types"][r]
            kind = next(name for name, _ in likely if name != "NONE")
            scores = likely_modes[r]
            out[row].append(
                Vote(
                    token=token,
                    types=likely,
                    modes=tuple([(name, scores[i]) for i, name in self._modes_of[kind] if scores[i] > FLOOR]),
                    statuses=named["statuses"][r],
                    evidentialities=named["evidentialities"][r],
                    undertakings=named["undertakings"][r],
                    roles=tuple([one for one in played[r] if one.token < lengths[row]]),
                )
            )
        return [tuple(votes) for votes in out]

    def _roles(self, scores: Floats) -> list[list[RoleVote]]:
        """Return for each word that was read the words with a role worth naming; ``scores`` is [read, words, roles]."""
        out: list[list[RoleVote]] = [[] for _ in scores]
        named = [ROLE_NAMES[label] for label in self._labels["roles"][1:]]
        found = np.argwhere(scores[:, :, 1:] > ROLE_FLOOR)
        values = scores[found[:, 0], found[:, 1], found[:, 2] + 1].tolist()
        for (r, word, k), score in zip(found.tolist(), values, strict=True):
            out[r].append(RoleVote(role=named[k], token=word, score=score))
        return out


Named = tuple[tuple[str, float], ...]


def _ordered(labels: Sequence[str], scores: Floats) -> list[Named]:
    """Return for each row the labels with a probability worth naming, two at least, the likeliest first."""
    out: list[Named] = []
    for order, row in zip(np.argsort(-scores, axis=-1).tolist(), scores.tolist(), strict=True):
        kept = [(labels[i], row[i]) for i in order if row[i] > FLOOR]
        out.append(tuple(kept if len(kept) > 1 else [(labels[i], row[i]) for i in order[:2]]))
    return out


FLOOR = 0.01  # a probability below it is not worth naming
ROLE_FLOOR = 0.1
