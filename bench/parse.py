"""Measure tags and trees on a CoNLL-U file: ``python -m bench parse --conllu FILE [--json]``.

Words and sentences are the file's own. UAS and LAS count every word, punctuation too; LAS compares the universal part
of a relation (``nmod`` of ``nmod:poss``) as the CoNLL 2018 shared task does, ``las_subtypes`` the whole label.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from detente.language import Config, Engine, load
from training.corpora import Example, conllu

__all__ = ["TreeScores", "main", "score_trees"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeScores:
    """Shares of words, in percent."""

    words: int
    upos: float
    xpos: float
    features: float
    lemmas: float
    uas: float
    las: float
    las_subtypes: float


def score_trees(engine: Engine, examples: list[Example]) -> TreeScores:
    """Return the scores of the engine on sentences with gold trees."""
    total = 0
    right = dict.fromkeys(("upos", "xpos", "features", "lemmas", "uas", "las", "las_subtypes"), 0)
    for example, sentence in zip(examples, engine.parse_words([e.words for e in examples]), strict=True):
        for i, token in enumerate(sentence.tokens):
            total += 1
            head = token.head == example.heads[i]
            gold = example.relations[i]
            right["upos"] += token.upos == example.upos[i]
            right["xpos"] += token.xpos == example.xpos[i]
            right["features"] += token.features == example.features[i]
            right["lemmas"] += token.lemma == example.lemmas[i]
            right["uas"] += head
            right["las"] += head and token.relation.split(":")[0] == gold.split(":")[0]
            right["las_subtypes"] += head and token.relation == gold
    return TreeScores(words=total, **{k: round(100 * v / max(1, total), 2) for k, v in right.items()})


def main(argv: list[str] | None = None) -> int:
    """Print the scores of one CoNLL-U file."""
    parser = argparse.ArgumentParser(prog="python -m bench parse", description=__doc__)
    parser.add_argument("--conllu", type=Path, required=True, help="a CoNLL-U file, .gz or plain")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--weights", type=Path, help="another folder of weight files")
    args = parser.parse_args(argv)
    engine = load(Config(weights=args.weights) if args.weights else Config())
    scores = score_trees(engine, list(conllu(args.conllu, source=args.conllu.stem)))
    found = {name: getattr(scores, name) for name in TreeScores.__slots__}
    if args.json:
        print(json.dumps({"file": args.conllu.name, **found}))
    else:
        print("  ".join(f"{name} {value}" for name, value in found.items()))
    return 0
