"""Our own corpus as a test: ``python -m bench corpus [--split test] [--voice rule|lexicon|heads] [--json]``.

Which act each marked trigger is, who does it to whom, whether it took place: with the triggers given, and found in the
raw sentence; and how often a coding is right that says it is this sure.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from detente import codebook, coding, language
from detente.coding import Config
from detente.coding.acts import Lexicon
from detente.coding.context import Reader
from detente.coding.document import Document
from detente.coding.panel import NONE, Panel, Verdict
from detente.coding.people import People
from detente.coding.propose import words as proposed
from detente.records import Article, Coding, Parse, Sentence
from training.marked import IGNORE, Labelled, coded_type, encode_acts, held_out, labelled

__all__ = ["main", "measure"]

VOICES = {
    "all": Config(),
    "rule": Config(rule_weight=1.0, lexicon_weight=0.0, heads_weight=0.0),
    "lexicon": Config(rule_weight=0.0, lexicon_weight=1.0, heads_weight=0.0),
    "heads": Config(rule_weight=0.0, lexicon_weight=0.0, heads_weight=1.0),
}
BINS = 10
# Of the words the heads learn from 1 in 6 names an act, of the marked ones 19 in 20: a marked word is no act that much
# less often than the panel, which does not see the marks, believes.
AWARE = (1 / 19) / (5 / 1)
SPOKEN = frozenset({"AGREE", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})


@dataclass(slots=True)
class Tally:
    """Counts of what was wanted, found and right, and pairs of a score and whether it was right, by name."""

    wanted: Counter[str]
    found: Counter[str]
    right: Counter[str]
    scored: dict[str, list[tuple[float, bool]]]

    def f1(self, prefix: str) -> float:
        """Return the mean F1 over the names with a prefix."""
        names = {n for n in (*self.wanted, *self.found) if n.startswith(prefix) and self.wanted[n] + self.found[n]}
        scores = [2 * self.right[n] / (self.wanted[n] + self.found[n]) for n in names]
        return sum(scores) / max(1, len(scores))


def read(
    rows: Sequence[Labelled], book: codebook.Codebook, *, given: bool, weights: Path | None = None
) -> list[Sentence]:
    """Return the sentences with the votes of the heads on proposed words, with ``given`` on every marked word, too."""
    engine = language.load(language.Config(weights=weights) if weights else None)
    words = [sorted({*proposed(row.tree, book), *(marked(row) if given else ())}) for row in rows]
    votes = engine.events.read([row.tree for row in rows], words)
    return [replace(row.tree, votes=found) for row, found in zip(rows, votes, strict=True)]


def marked(row: Labelled) -> set[int]:
    """Return the words that a trigger or a lookalike is marked at."""
    return {at for (role, _), heads in row.heads.items() if role in "EN" for at in heads}


def measure(rows: Sequence[Labelled], book: codebook.Codebook, config: Config, weights: Path | None = None) -> Tally:
    """Tally all rows."""
    tally = Tally(Counter(), Counter(), Counter(), {})
    for row, sentence in zip(rows, read(rows, book, given=True, weights=weights), strict=True):
        article, parse = alone(row, sentence)
        given(tally, row, Document(parse, article, book, config))
    for row, sentence in zip(rows, read(rows, book, given=False, weights=weights), strict=True):
        article, parse = alone(row, sentence)
        raw(tally, row, Document(parse, article, book, config))
        product(tally, row, sentence, coding.code(parse, article, book, replace(config, require_actors=False)).codings)
    return tally


def alone(row: Labelled, sentence: Sentence) -> tuple[Article, Parse]:
    """Return an article of one sentence and its parse."""
    article = Article(id=row.marked.id, text=" ".join(token.text for token in sentence.tokens))
    return article, Parse(article=article.id, sentences=(sentence,), chains=())


def count(tally: Tally, name: str, wanted: str, found: str) -> None:
    """Tally one word's act, NONE being no act."""
    tally.wanted[f"{name} {wanted}"] += wanted != NONE
    tally.found[f"{name} {found}"] += found != NONE
    tally.right[f"{name} {wanted}"] += wanted == found != NONE


def raw(tally: Tally, row: Labelled, doc: Document) -> None:
    """Tally which words of the sentence the panel takes for which act."""
    panel, tree = Panel(doc, Lexicon(doc, People(doc))), doc.trees[0]
    by_word = {at: act.type for act in row.marked.acts for at in row.heads.get(("E", act.number), [])}
    labels = encode_acts(row)
    for at in {*tree.voted(), *by_word}:
        verdict = panel.verdict(tree, at)
        if labels[at] != IGNORE:
            count(tally, "raw type", by_word.get(at, NONE), verdict.type if verdict else NONE)


def given(tally: Tally, row: Labelled, doc: Document) -> None:
    """Tally the type, status and sides of the words that are marked as an act or a lookalike."""
    people = People(doc)
    lexicon = Lexicon(doc, people)
    panel, reader, tree = Panel(doc, lexicon), Reader(doc, people, lexicon), doc.trees[0]
    by_word = {at: act for act in row.marked.acts for at in row.heads.get(("E", act.number), [])}
    for at in marked(row):
        verdict = panel.verdict(tree, at)
        wanted = by_word[at].type if at in by_word else NONE
        count(tally, "given type", wanted, aware(verdict) if verdict else NONE)
    for at, act in by_word.items():
        found = panel.status(tree, at, reader.read(tree, at, at))
        tally.wanted["status"] += 1
        tally.right["status"] += found is not None and found[0] == act.status
        for role, keys in (("source", "SR"), ("target", "TR")):
            spans = [mark for key in keys for mark in row.marked.spans(key, act.number)]
            players = panel.players(tree, at, role)
            inside = [row.offsets[word] for word in players]
            tally.wanted[f"role {role}"] += len(spans)
            tally.found[f"role {role}"] += len(players)
            tally.right[f"role {role}"] += sum(any(a < m.end and m.start < b for a, b in inside) for m in spans)


def aware(verdict: Verdict) -> str:
    """Return the likeliest type of a word that is known to be marked."""
    return max(verdict.types, key=lambda one: one[1] * (AWARE if one[0] == NONE else 1))[0]


def product(tally: Tally, row: Labelled, sentence: Sentence, codings: Iterable[Coding]) -> None:
    """Tally whether the codings of the whole coder are right, field by field, beside the score they give."""
    words = {token.start: i for i, token in enumerate(sentence.tokens)}
    for one in codings:
        inside = {i for start, i in words.items() if one.trigger.start <= start < one.trigger.end}
        act = next(
            (a for a in row.marked.acts for at in row.heads.get(("E", a.number), []) if at in inside),
            None,
        )
        scores = {reason.field: reason.score for reason in one.reasons}
        right = act is not None and one.type in {act.type, coded_type(act.type, act.status)}
        tally.scored.setdefault("type", []).append((scores["type"], right))
        if act is None or not right:
            continue
        told = act.status if one.type == act.type else "happened"
        judged = {
            "status": one.status.value in {told, usual(told)},
            "evidentiality": one.evidentiality.value in allowed(one.type, act.evidentiality),
            "modes": one.type != act.type or set(one.modes) == set(act.modes),
        }
        for field, holds in judged.items():
            tally.scored.setdefault(field, []).append((scores[field], holds))
        for role, keys, side in (("sources", "SR", one.sources), ("targets", "TR", one.targets)):
            spans = [row.offsets_of(m) for key in keys for m in row.marked.spans(key, act.number)]
            for named in side:
                at = {i for start, i in words.items() if named.evidence.start <= start < named.evidence.end}
                pair = (named.score, any(at & span for span in spans))
                tally.scored.setdefault(role, []).append(pair)
                if spans:
                    tally.scored.setdefault(f"{role} where marked", []).append(pair)


def allowed(kind: str, evidentiality: str) -> set[str]:
    """Return the evidentialities that count as right: words spoken by a named side are attributed to it as well."""
    return {evidentiality, "attributed"} if kind in SPOKEN else {evidentiality}


def usual(status: str) -> str:
    """Return the product's word for a status that only the corpus has: what did not happen is hypothetical there."""
    return "hypothetical" if status == "negated" else status


def error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error over ten bins of equal width."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, right in pairs:
        bins[min(BINS - 1, int(score * BINS))].append((score, right))
    gaps = [abs(sum(s - r for s, r in part)) for part in bins]
    return sum(gaps) / max(1, len(pairs))


def table(tally: Tally) -> Iterator[tuple[str, float]]:
    """Yield the figures."""
    for name in ("given type", "raw type", "role"):
        yield f"{name} macro-F1", tally.f1(name)
    roles = ("role source", "role target")
    both = sum(tally.wanted[r] + tally.found[r] for r in roles)
    yield "role micro-F1", 2 * sum(tally.right[r] for r in roles) / max(1, both)
    yield "status accuracy", tally.right["status"] / max(1, tally.wanted["status"])
    for field, pairs in tally.scored.items():
        yield f"{field} right", sum(right for _, right in pairs) / max(1, len(pairs))
        yield f"{field} ECE", error(pairs)


def main(argv: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench corpus", description=__doc__)
    parser.add_argument("--split", default="test", choices=("test", "tenth"))
    parser.add_argument("--voice", choices=sorted(VOICES), default="all")
    parser.add_argument("--cache", type=Path, default=Path("training/trial"), help="where parses are kept")
    parser.add_argument("--weights", type=Path, help="another folder of weight files")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    rows = labelled("test" if args.split == "test" else "train", args.cache / f"bench_{args.split}.pkl")
    rows = [row for row in rows if args.split == "test" or held_out(row)]
    figures = dict(table(measure(rows, codebook.load(), VOICES[args.voice], args.weights)))
    if args.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:24} {value:.3f}" for name, value in figures.items()))
    return 0
