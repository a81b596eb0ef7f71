"""Which mentions are one event: ``python -m bench coref --input ROWS --out PRED``.

The engine parses each text; each given span becomes a coding of no type, whose clause are the words of its arguments.
Fusion's own scores, weights and joining take it from there, over all texts as one. Pairs of mentions are those of
articles that are not too unlike, since keys ask for parties and days, which such codings lack.
"""

import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from bench.sentences import Row, answer, options
from bench.stories import account
from detente import codebook, language
from detente.fusion import Config
from detente.fusion.articles import likeness
from detente.fusion.join import join, told
from detente.fusion.mention import Mention, mentions
from detente.fusion.pairs import judge
from detente.records import (
    Account,
    Argument,
    Article,
    Coding,
    Evidence,
    EvidenceKind,
    Evidentiality,
    Parse,
    Sentence,
    Skipped,
    Status,
)

__all__ = ["accounts", "cluster", "main"]

FAR = 0.1  # articles less alike than this tell two stories for sure
LITTLE = frozenset({"DET", "PUNCT", "ADP", "AUX", "PART", "CCONJ", "SCONJ", "PRON"})
BESIDE = frozenset({"compound", "flat", "amod", "appos"})
TIME = frozenset({"ARGM-TMP"})
SAID = frozenset({"nmod", "compound", "amod", "nsubj", "obj", "iobj", "obl"})


def accounts(rows: Sequence[Row], engine: language.Engine) -> list[Account]:
    """Return the account of each text with a coding for each given span."""
    articles = [replace(account({"id": row["doc"], "text": row["text"]}).article, furniture=()) for row in rows]
    parses = engine.parse(articles)
    coded = [
        (article, parse, [_coding(given, article, parse) for given in row["mentions"]])
        for row, article, parse in zip(rows, articles, parses, strict=True)
        if not isinstance(parse, Skipped)
    ]
    sketches = engine.sketches(coded)
    return [
        Account(article=_plain(article), codings=tuple(codings), undertakings=(), skipped=(), sketches=sketched)
        for (article, _, codings), sketched in zip(coded, sketches, strict=True)
    ]


def _plain(article: Article) -> Article:
    return account({"id": article.id, "text": article.text}).article


def _coding(given: Row, article: Article, parse: Parse) -> Coding:
    """Return a coding of a span: nothing is known of it but its words, its sentence and the words of its arguments."""
    start, end = int(given["start"]), int(given["end"])
    sentence = next(one for one in parse.sentences if one.end > start)
    words = " ".join(_around(sentence, _inside(given, sentence), _names(parse, sentence)))
    return Coding(
        id=str(given["id"]),
        type="",
        modes=(),
        contexts=(),
        sources=(),
        targets=(),
        affected_states=(),
        status=Status.HAPPENED,
        evidentiality=Evidentiality.ASSERTED,
        attribution=None,
        day=None,
        place=None,
        trigger=_evidence(article, start, end),
        evidence=Evidence(kind=EvidenceKind.QUOTE, article=article.id, start=start, end=end, quote=words),
        sentence=_evidence(article, sentence.start, sentence.end),
        reciprocal=False,
        casualties=(),
        reasons=(),
    )


def _evidence(article: Article, start: int, end: int) -> Evidence:
    return Evidence(kind=EvidenceKind.QUOTE, article=article.id, start=start, end=end, quote=article.text[start:end])


def _inside(given: Row, sentence: Sentence) -> frozenset[int]:
    """Return the words of a span, which may have gaps."""
    spans = [(int(one["start"]), int(one["end"])) for one in given.get("pieces", [given])]
    tokens = enumerate(sentence.tokens)
    return frozenset(i for i, token in tokens if any(token.start < end and token.end > start for start, end in spans))


def _names(parse: Parse, sentence: Sentence) -> dict[int, str]:
    """Return the name of what a word of the sentence refers to, by the word's place."""
    number = parse.sentences.index(sentence)
    return {
        mention.head: chain.name
        for chain in parse.chains
        if chain.name
        for mention in chain.mentions
        if mention.sentence == number
    }


def _around(sentence: Sentence, inside: frozenset[int], names: Mapping[int, str]) -> Iterator[str]:
    """Yield the words of what takes part in an act: its arguments but of time, else what hangs on it in the tree."""
    arguments = [one for found in sentence.predicates if found.token in inside for one in found.arguments]
    heads = [_noun(sentence, one) for one in arguments if one.role not in TIME and one.head not in inside]
    for place, token in enumerate(sentence.tokens):
        relation = token.relation.partition(":")[0]
        if token.head in inside and place not in inside and relation in SAID:
            verbal = relation in {"nsubj", "obj", "iobj"}
            heads += [] if verbal and arguments else [place]
    for head in dict.fromkeys(heads):
        yield from _words(sentence, head, inside, names)


def _noun(sentence: Sentence, argument: Argument) -> int:
    """Return the head of an argument, behind its preposition."""
    if sentence.tokens[argument.head].upos != "ADP":
        return argument.head
    kids = (i for i, token in enumerate(sentence.tokens) if token.head == argument.head)
    return next(kids, argument.head)


def _words(sentence: Sentence, head: int, inside: frozenset[int], names: Mapping[int, str]) -> Iterator[str]:
    """Yield the words of one participant: its name elsewhere in the text, its head and what stands beside that."""
    if head in names:
        yield names[head]
    if sentence.tokens[head].upos not in LITTLE:
        yield sentence.tokens[head].lemma
    for name in sentence.names:
        if name.start <= head < name.end:
            yield from (token.text for token in sentence.tokens[name.start : name.end])
    for place, token in enumerate(sentence.tokens):
        if token.head != head or place in inside:
            continue
        if token.relation.partition(":")[0] in BESIDE and token.upos not in LITTLE:
            yield token.lemma
        if token.relation == "nmod:poss":
            yield names.get(place, token.lemma if token.upos not in LITTLE else "")


def cluster(found: Sequence[Account], config: Config, book: codebook.Codebook) -> list[tuple[str, ...]]:
    """Return the groups of mentions that are one event."""
    by_article = [mentions(one, book, config.articles) for one in found]
    pairs = list(_pairs([one for one in by_article if one], config))
    judgements = judge(pairs, config)
    ids = [one.id for members in by_article for one in members]
    return join(ids, judgements, told(found), config)


def _pairs(by_article: Sequence[Sequence[Mention]], config: Config) -> Iterator[tuple[Mention, Mention]]:
    """Yield the pairs of mentions of articles that may tell one story."""
    for members in by_article:
        yield from combinations(members, 2)
    for lefts, rights in combinations(by_article, 2):
        if likeness(lefts[0].topic.portrait, rights[0].topic.portrait, config.articles) >= FAR:
            yield from ((left, right) for left in lefts for right in rights)


def predict(rows: Sequence[Row], config: Config) -> Iterable[Row]:
    """Yield the cluster of each mention."""
    found = accounts(rows, language.load())
    book = codebook.load()
    begun = time.perf_counter()
    groups = cluster(found, config, book)
    print(f"{len(found)} articles, {len(groups)} events, {time.perf_counter() - begun:.1f} s", file=sys.stderr)
    yield from ({"mention": one, "cluster": group[0]} for group in groups for one in group)


def main(argv: Sequence[str]) -> int:
    """Read the rows, join the mentions, write the predictions."""
    parser = options("coref", __doc__)
    parser.add_argument("--join", type=float, help="the mean score of one event, for a look at other thresholds")
    args = parser.parse_args(argv)
    config = Config() if args.join is None else replace(Config(), join=args.join)
    return answer(args, lambda rows: predict(rows, config))
