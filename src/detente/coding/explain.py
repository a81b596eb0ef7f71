"""Coding room: why a sentence was coded as it was: its tree, its names, the votes on each word, and what came out."""

from detente.codebook import Codebook
from detente.codebook.rules import ActRule
from detente.coding.acts import Lexicon
from detente.coding.coder import code
from detente.coding.config import Config
from detente.coding.context import Reader
from detente.coding.document import Document
from detente.coding.panel import Panel, shown
from detente.coding.people import People
from detente.coding.tree import Tree
from detente.records import (
    ActView,
    Article,
    Explanation,
    NamedView,
    Parse,
    Skipped,
    VoiceView,
)

__all__ = ["explain"]


def explain(parse: Parse, article: Article, codebook: Codebook, config: Config, number: int) -> Explanation:
    """Explain sentence ``number`` of an article, counted from 0.

    Raises:
        IndexError: the article has no such sentence.
    """
    doc = Document(parse, article, codebook, config)
    people = People(doc)
    lexicon = Lexicon(doc, people)
    panel, reader = Panel(doc, lexicon), Reader(doc, people, lexicon)
    tree = doc.trees[number]
    coded = code(parse, article, codebook, config)
    start, end = tree.sentence.start, tree.sentence.end
    words = [at for at in range(len(tree)) if tree.vote(at) is not None or lexicon.fitting(tree, at)]
    return Explanation(
        article=article.path or article.id,
        number=number,
        text=article.text[start:end],
        sentence=tree.sentence,
        named=tuple(
            NamedView(
                start=found.start,
                end=found.end,
                name=found.actor.name,
                country=found.actor.country,
                sector=found.actor.sector,
                kind=found.kind.value,
            )
            for found in doc.matches(tree)
        ),
        acts=tuple(act_view(panel, reader, tree, at) for at in words),
        codings=tuple(one for one in coded.codings if start <= one.trigger.start < end),
        undertakings=tuple(one for one in coded.undertakings if start <= one.words.start < end),
        skipped=tuple(one for one in coded.skipped if inside(one, start, end)),
    )


def act_view(panel: Panel, reader: Reader, tree: Tree, at: int) -> ActView:
    """Gather the rule, the votes and the status of one word."""
    rules = panel.lexicon.fitting(tree, at)
    verdict, setting, vote = panel.verdict(tree, at), reader.read(tree, at, at), tree.vote(at)
    return ActView(
        token=at,
        rule=written(rules[0]) if rules else None,
        voices=tuple(VoiceView(voice=name, type=kind, score=score) for name, kind, score in verdict.voices)
        if verdict
        else (),
        verdict=VoiceView(voice="panel", type=verdict.type, score=verdict.score) if verdict else None,
        shown=shown(setting),
        why=tuple(setting.reasons),
        status=panel.status(tree, at, setting),
        roles=vote.roles if vote else (),
    )


def written(rule: ActRule) -> str:
    """Return a line of the lexicon in words."""
    return f"line {rule.order}: {' '.join([rule.head, *rule.others])} -> {rule.type or rule.operator}"


def inside(one: Skipped, start: int, end: int) -> bool:
    """Whether what was skipped begins in the characters of a sentence."""
    return one.span is not None and start <= one.span.start < end
