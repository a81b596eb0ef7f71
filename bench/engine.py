"""Measure the language engine: ``python -m bench engine [--data ../shared/training] [--json] [--weights DIR]``.

Tags, trees, lemmas, roles, predicates, names, factuality, tokens and sentences on the test and dev parts of the kit,
speed, the share of it inside the model, memory and load time. Gold words everywhere but in the last group.
"""

import argparse
import json
import resource
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.parse import score_trees
from detente.language import Config, Engine, load
from detente.language.weights import cores
from detente.records import Article, Sentence
from training import corpora
from training.corpora import Example, is_auxiliary

__all__ = ["main"]

Row = tuple[str, str, float, str]


def f1(right: int, predicted: int, gold: int) -> float:
    """Return F1 in percent."""
    return round(200 * right / max(1, predicted + gold), 2)


def trees(engine: Engine, data: Path) -> list[Row]:
    """Return tag and tree scores on EWT test and GUM news dev."""
    rows: list[Row] = []
    targets = {("EWT test", "upos"): "96.5", ("EWT test", "uas"): "90.5", ("EWT test", "las"): "87.5"}
    targets[("GUM news dev", "las")] = "85"
    for name, examples in (
        ("EWT test", corpora.treebank(data, "ewt", "test")),
        ("GUM news dev", corpora.treebank(data, "gum", "dev")),
    ):
        scores = score_trees(engine, examples)
        fields = ("upos", "xpos", "features", "lemmas", "uas", "las", "las_subtypes")
        rows += [(name, field, getattr(scores, field), targets.get((name, field), "")) for field in fields]
    return rows


def roles(engine: Engine, data: Path) -> list[Row]:
    """Return PropBank scores on EWT test: arguments with predicates given, predicates without auxiliaries."""
    examples = [e for e in corpora.treebank(data, "ewt", "test") if e.predicates is not None]
    words = [e.words for e in examples]
    given = engine.parse_words(words, given=[[p.token for p in e.predicates or ()] for e in examples])
    head, span = Counter[str](), Counter[str]()
    for example, sentence in zip(examples, given, strict=True):
        _count_arguments(example, sentence, head, span)
    found = Counter[str]()
    for example, sentence in zip(examples, engine.parse_words(words), strict=True):
        gold = {p.token for p in example.predicates or () if not is_auxiliary(example, p)}
        ours = {p.token for p in sentence.predicates if sentence.tokens[p.token].upos != "AUX"}
        found.update(right=len(gold & ours), predicted=len(ours), gold=len(gold))
    return [
        ("EWT test", "argument heads F1", f1(**head), "80"),
        ("EWT test", "argument spans F1", f1(**span), "73"),
        ("EWT test", "predicates F1", f1(**found), "90"),
    ]


def _count_arguments(example: Example, sentence: Sentence, head: Counter[str], span: Counter[str]) -> None:
    ours = {p.token: p for p in sentence.predicates}
    for gold in example.predicates or ():
        given = ours[gold.token].arguments if gold.token in ours else ()
        for counter, theirs, mine in (
            (head, {(r, h) for r, h, _, _ in gold.roles}, {(a.role, a.head) for a in given}),
            (span, {(r, a, b) for r, _, a, b in gold.roles}, {(a.role, a.start, a.end) for a in given}),
        ):
            counter.update(right=len(theirs & mine), predicted=len(mine), gold=len(theirs))


def names(engine: Engine, data: Path) -> list[Row]:
    """Return micro F1 of persons, organisations and places on the dev part of the names kit, also by source."""
    examples = corpora.names(data, "dev")
    counts: dict[str, Counter[str]] = {}
    for example, sentence in zip(examples, engine.parse_words([e.words for e in examples]), strict=True):
        gold = {(a, b, t) for a, b, t in example.names or () if t in {"PER", "ORG", "LOC"}}
        ours = {(n.start, n.end, n.type) for n in sentence.names if n.type in {"PER", "ORG", "LOC"}}
        for group in ("all", example.source):
            counts.setdefault(group, Counter()).update(right=len(gold & ours), predicted=len(ours), gold=len(gold))
    targets = {"all": "80", "uner_ewt": "72"}
    return [("names dev", f"{k} F1", f1(**c), targets.get(k, "")) for k, c in sorted(counts.items())]


def factuality(engine: Engine, data: Path) -> list[Row]:
    """Return Pearson's r with the UDS labels on EWT test, predicates given."""
    examples = [e for e in corpora.treebank(data, "ewt", "test") if e.factuality]
    given = [[t for t, _ in e.factuality or ()] for e in examples]
    gold: list[float] = []
    ours: list[float] = []
    for example, sentence in zip(examples, engine.parse_words([e.words for e in examples], given=given), strict=True):
        by_token = {p.token: p.factuality for p in sentence.predicates}
        for token, label in example.factuality or ():
            gold.append(label)
            ours.append(by_token[token])
    return [("UDS test", "factuality r", round(float(np.corrcoef(gold, ours)[0, 1]), 4), "0.80")]


def tokens(engine: Engine, data: Path) -> list[Row]:
    """Return sentence and token F1 on raw text."""
    rows: list[Row] = []
    for name, part, wanted in (
        ("EWT test raw", "ewt-test", ("88", "98.5")),
        ("GUM news dev raw", "gum-dev", ("97", "")),
    ):
        sent, word = Counter[str](), Counter[str]()
        for row in corpora.raw_texts(data / "tokenisation" / f"{part}.jsonl.gz"):
            found = engine.splitter.split(row["text"])
            for counter, ours, gold in (
                (sent, {(s[0][0], s[-1][1]) for s in found}, {tuple(s) for s in row["sentences"]}),
                (word, {w for s in found for w in s}, {tuple(t) for t in row["tokens"]}),
            ):
                counter.update(right=len(ours & gold), predicted=len(ours), gold=len(gold))
        rows += [(name, "sentences F1", f1(**sent), wanted[0]), (name, "tokens F1", f1(**word), wanted[1])]
    return rows


class Stopwatch:
    """Stands before the model's session and adds up the time spent inside it."""

    def __init__(self, session: Any) -> None:  # noqa: ANN401 - onnxruntime ships no types
        self.session, self.seconds = session, 0.0

    def run(self, *args: Any) -> Any:  # noqa: ANN401
        """Run the session."""
        started = time.perf_counter()
        try:
            return self.session.run(*args)
        finally:
            self.seconds += time.perf_counter() - started


def speed(engine: Engine, data: Path) -> list[Row]:
    """Return words per second of the whole parse (coreference apart) on raw texts, the median of five rounds."""
    texts = [
        row["text"]
        for part in ("gum-dev", "ewt-dev")
        for row in corpora.raw_texts(data / "tokenisation" / f"{part}.jsonl.gz")
    ]
    articles = [Article(id=str(i), text=text) for i, text in enumerate(texts)]
    watch = Stopwatch(engine.model._session)  # noqa: SLF001 - measuring the inside is the point
    engine.model._session = watch  # noqa: SLF001
    engine.chains = lambda *_: ()  # type: ignore[method-assign] # measured apart
    rates, shares = [], []
    for _ in range(5):
        watch.seconds, started = 0.0, time.perf_counter()
        parses = engine.parse(articles)
        spent = time.perf_counter() - started
        words = sum(len(s.tokens) for p in parses for s in getattr(p, "sentences", ()))
        rates.append(words / spent)
        shares.append(100 * watch.seconds / spent / cores())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    engine.model._session = watch.session  # noqa: SLF001
    return [
        ("raw texts", "words/s", round(float(np.median(rates))), "18000"),
        ("raw texts", "% of the cores' time inside the model", round(float(np.median(shares)), 1), "60"),
        ("raw texts", "words/s, encoder alone", round(_encoder_alone(engine, texts)), ""),
        ("process", "peak memory MB", round(memory), "<= 400"),
    ]


def _encoder_alone(engine: Engine, texts: Sequence[str]) -> float:
    """Return words per second of the bare encoder on the same sentences: what this machine can do at most."""
    sentences = [[text[a:b] for a, b in s] for text in texts for s in engine.splitter.split(text)]
    pieces = [engine.model.wordpiece.encode(words, 512)[0] for words in sentences]
    order = sorted(range(len(pieces)), key=lambda i: len(pieces[i]))
    started = time.perf_counter()
    for k in range(0, len(order), 16):
        group = order[k : k + 16]
        padded = np.zeros((len(group), len(pieces[group[-1]])), np.int64)
        for row, i in enumerate(group):
            padded[row, : len(pieces[i])] = pieces[i]
        engine._vector_session.run(None, {"pieces": padded})  # noqa: SLF001 - a yardstick, not a use
    return sum(map(len, sentences)) / (time.perf_counter() - started)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the whole table."""
    parser = argparse.ArgumentParser(prog="python -m bench engine", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/training"))
    parser.add_argument("--weights", type=Path, help="another folder of weight files")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", nargs="+", help="some of: trees roles names factuality tokens speed")
    args = parser.parse_args(argv)
    started = time.perf_counter()
    engine = load(Config(weights=args.weights) if args.weights else Config())
    rows: list[Row] = [("process", "load s", round(time.perf_counter() - started, 2), "<= 1.5")]
    groups: dict[str, Callable[[Engine, Path], list[Row]]] = {
        # speed first: its memory figure is the process's peak so far
        "speed": speed,
        "tokens": tokens,
        "trees": trees,
        "roles": roles,
        "names": names,
        "factuality": factuality,
    }
    for name, measure in groups.items():
        if not args.only or name in args.only:
            rows += measure(engine, args.data)
    if args.json:
        print(json.dumps([dict(zip(("data", "figure", "value", "target"), row, strict=True)) for row in rows]))
    else:
        print("| data | figure | value | target |\n|---|---|---|---|")
        print("\n".join(f"| {' | '.join(map(str, row))} |" for row in rows))
    return 0
