"""Makes the lemma table from the training parts of the treebanks: ``python -m training.lemmas --data DIR``.

Endings first, learned from the treebanks and from the regular forms of the verbs and nouns that PropBank lists; then
every word that the endings get wrong. Nothing is random; the digests of the files read stand in the first lines.
"""

import argparse
import csv
import gzip
import hashlib
import io
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from detente.language.lemma import LemmaConfig, Lemmatiser, shape_of, straight
from training.corpora import Example, treebank

__all__ = ["main"]

WEIGHTS = Path(__file__).parent.parent / "src" / "detente" / "language" / "weights"
IRREGULAR = Path(__file__).parent / "irregular.csv"
INPUTS = ("ewt/en_ewt-ud-train.conllu.gz", "gum/gum-train.conllu.gz", "srl/rolesets.json.gz")
SUPPORT = 2  # an ending seen in one word only is that word
UNCHANGED = frozenset({"NNP", "FW", "ADD", "CD"})  # tags whose endings say nothing about the lemma
LONGEST_ADDED = 3  # letters that an ending rule may add
Word = tuple[str, str, str, str]  # form, upos, xpos, lemma
Best = dict[tuple[str, str, str], str]
Table = dict[tuple[str, str], str]


def words_of(examples: Iterable[Example]) -> Counter[Word]:
    """Return how often each word with its tags and lemma occurs."""
    counts: Counter[Word] = Counter()
    for e in examples:
        counts.update(zip(e.words, e.upos or (), e.xpos or (), e.lemmas or (), strict=True))
    return counts


def best_lemmas(counts: Counter[Word]) -> Best:
    """Return the most frequent lemma of each form and tags, ties by the alphabet; broken words are left out."""
    votes: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for (form, upos, xpos, lemma), count in counts.items():
        if lemma != "_" and xpos != "GW":
            votes[straight(form), upos, xpos][lemma] += count
    return {key: min(vote.items(), key=lambda kv: (-kv[1], kv[0]))[0] for key, vote in sorted(votes.items())}


def regular_forms(rolesets: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[Word]:
    """Return the regular inflections of the verbs and nouns that PropBank lists."""
    aliases = sorted({alias for roleset in rolesets.values() for alias in roleset["aliases"]})
    for lemma, _, kind in (alias.rpartition("/") for alias in aliases):
        if kind == "n" and re.fullmatch("[a-z]{3,}", lemma) and not lemma.endswith("ing"):
            yield _with_s(lemma), "NOUN", "NNS", lemma
        if kind == "v" and re.fullmatch("[a-z]{2,}", lemma):
            yield _with_s(lemma), "VERB", "VBZ", lemma
            for stem in _stems(lemma):
                yield from ((_past(stem), "VERB", tag, lemma) for tag in ("VBD", "VBN"))
                yield re.sub(r"(?<=[^eoy])e$", "", stem) + "ing", "VERB", "VBG", lemma


def _with_s(lemma: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", lemma):
        return lemma + "es"
    return lemma[:-1] + "ies" if re.search(r"[^aeiou]y$", lemma) else lemma + "s"


def _past(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    return stem[:-1] + "ied" if re.search(r"[^aeiou]y$", stem) else stem + "ed"


def _stems(lemma: str) -> tuple[str, ...]:
    """Return the stem before -ed and -ing, with the last consonant doubled where it is, or may be, in writing."""
    doubled = lemma + lemma[-1]
    if re.fullmatch(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]", lemma):
        return (doubled,)
    return (lemma, doubled) if re.search(r"[^aeiou][aeiou][^aeiouwxyh]$", lemma) else (lemma,)


def irregular_forms(path: Path) -> Iterator[Word]:
    """Return the rows of the hand-written table."""
    universal = {"V": "VERB", "N": "NOUN", "J": "ADJ", "R": "ADV"}
    for row in csv.reader(path.read_text(encoding="utf-8").splitlines()):
        if not row[0].startswith("#"):
            tag, form, lemma = row
            yield form, universal[tag[0]], tag, lemma


def rule_between(form: str, lemma: str) -> str:
    """Return the rule that turns ``form`` into ``lemma``: what is cut from the end and what is added."""
    same = next((i for i, (a, b) in enumerate(zip(form, lemma, strict=False)) if a != b), min(len(form), len(lemma)))
    return f"-{form[same:]} +{lemma[same:]}"


def longest_endings(seen: Iterable[tuple[str, str, str]], longest: int) -> Table:
    """Return what most words ``(form, tag, answer)`` of an ending and tag say, where shorter endings do not say it."""
    votes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for form, tag, answer in seen:
        for size in range(min(longest, len(form)) + 1):
            votes[form[len(form) - size :].lower(), tag][answer] += 1
    rules: Table = {}
    for (ending, tag), vote in sorted(votes.items(), key=lambda kv: (len(kv[0][0]), kv[0])):
        answer, support = min(vote.items(), key=lambda kv: (-kv[1], kv[0]))
        shorter = next((r for i in range(1, len(ending) + 1) if (r := rules.get((ending[i:], tag)))), None)
        if support >= SUPPORT and answer != shorter:
            rules[ending, tag] = answer
    return rules


def learn(best: Best, config: LemmaConfig) -> dict[str, Table]:
    """Return the tables of a ``Lemmatiser`` that give every word of ``best`` its lemma."""
    tables: dict[str, Table] = {"word": {}, "ending": longest_endings(_edits(best), config.longest_ending)}
    for shape in ("title", "upper", "other"):
        kept = (
            (form, xpos, "keep" if lemma != lemma.lower() else "lower")
            for (form, _, xpos), lemma in best.items()
            if shape_of(form) == shape and not xpos.startswith("NNP")
        )
        tables[shape] = longest_endings(kept, config.longest_ending)
    tags: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for (form, _, xpos), lemma in best.items():
        tags[form, xpos].add(lemma)
    for (form, upos, xpos), lemma in sorted(best.items(), key=lambda kv: (shape_of(kv[0][0]) != "lower", kv[0])):
        if Lemmatiser(tables, config).lemma(form, upos, xpos) != lemma:
            tables["word"][form, xpos if len(tags[form, xpos]) == 1 else f"{upos}/{xpos}"] = lemma
    return tables


def _edits(best: Best) -> Iterator[tuple[str, str, str]]:
    lowered = {(f if x.startswith("NNP") else f.lower(), x, lemma) for (f, _, x), lemma in best.items()}
    for form, xpos, lemma in sorted(lowered):
        if xpos in UNCHANGED or not form.isalpha():
            continue
        rule = rule_between(form, lemma if form != form.lower() else lemma.lower())
        if len(rule.partition("+")[2]) <= LONGEST_ADDED:
            yield form, xpos, rule


def accuracy(lemmatiser: Lemmatiser, counts: Counter[Word]) -> float:
    """Return the share of words in percent whose lemma is right, given their tags."""
    right = sum(n for (form, upos, xpos, lemma), n in counts.items() if lemmatiser.lemma(form, upos, xpos) == lemma)
    return 100 * right / sum(counts.values())


def table(rows: Iterable[Sequence[str]], heading: Iterable[str]) -> str:
    """Return the rows as CSV below comment lines."""
    out = io.StringIO()
    out.writelines(f"# {line}\n" for line in heading)
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def gathered(folder: Path) -> Best:
    """Return every word to learn: made forms first, then those written by hand, then those of the treebanks."""
    with gzip.open(folder / INPUTS[-1], "rt", encoding="utf-8") as stream:
        made = [*regular_forms(json.load(stream)), *irregular_forms(IRREGULAR)]
    best = {(form, upos, xpos): lemma for form, upos, xpos, lemma in made}
    return best | best_lemmas(words_of([*treebank(folder, "ewt", "train"), *treebank(folder, "gum", "train")]))


def main() -> None:
    """Make the table, write it and print the accuracy on the parts not learned from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/training"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    tables = learn(gathered(options.data), LemmaConfig())
    digests = [f"{name} sha256 {hashlib.sha256((options.data / name).read_bytes()).hexdigest()}" for name in INPUTS]
    rows = [(kind, tag, form, value) for kind in sorted(tables) for (form, tag), value in sorted(tables[kind].items())]
    heading = (
        "Made by training/lemmas.py; licence CC BY-SA 4.0; from UD English-EWT, GUM, the PropBank frames and",
        "training/irregular.csv. Columns: kind,tag,form or ending,lemma or rule.",
        *digests,
    )
    (options.out / "lemmas.csv").write_text(table(rows, heading), encoding="utf-8")
    learned = Lemmatiser.load(options.out)
    for name, part in (("ewt", "dev"), ("ewt", "test"), ("gum", "dev")):
        score = accuracy(learned, words_of(treebank(options.data, name, part)))
        sys.stdout.write(f"lemmas {name} {part}: {score:.2f} % with given tags\n")
    sys.stdout.write(", ".join(f"{len(tables[kind])} {kind}" for kind in sorted(tables)) + "\n")


if __name__ == "__main__":
    main()
