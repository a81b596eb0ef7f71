"""What the coding tests share: the codebook, the engine, and trees written by hand."""

from collections.abc import Sequence

import pytest

from detente import codebook, coding, language
from detente.records import (
    Argument,
    Article,
    Basis,
    Chain,
    Coded,
    Parse,
    Precision,
    Predicate,
    Sentence,
    Token,
    When,
)


@pytest.fixture(scope="session")
def book() -> codebook.Codebook:
    """Return the shipped codebook."""
    return codebook.load()


@pytest.fixture(scope="session")
def engine(book: codebook.Codebook) -> language.Engine:
    """Return the shipped engine, which reads the sentences that coding proposes, as in the product."""
    return language.load(propose=lambda parse: coding.proposed(parse, book))


def sentence(rows: str, offset: int = 0, roles: Sequence[tuple[int, str, int]] = ()) -> tuple[str, Sentence]:
    """Make a sentence of lines "word lemma UPOS XPOS head relation" (heads from 1, 0 the root).

    ``roles`` are (predicate, role, head word), from 1 too. Words stand one blank apart, a full stop close.
    """
    text, tokens = "", []
    for line in rows.strip().splitlines():
        word, lemma, upos, xpos, head, relation = line.split()
        text += "" if not text or word in {".", ",", "'s"} else " "
        start = offset + len(text)
        text += word
        tokens.append(
            Token(
                start=start,
                end=offset + len(text),
                text=word,
                lemma=lemma,
                upos=upos,
                xpos=xpos,
                features="",
                head=int(head) - 1,
                relation=relation,
            )
        )
    predicates = tuple(
        Predicate(
            token=at - 1,
            score=1.0,
            factuality=3.0,
            arguments=tuple(
                Argument(role=role, head=word - 1, start=word - 1, end=word, score=1.0)
                for other, role, word in roles
                if other == at
            ),
        )
        for at in sorted({at for at, _, _ in roles})
    )
    made = Sentence(start=offset, end=offset + len(text), tokens=tuple(tokens), predicates=predicates, names=())
    return text, made


def code(
    book: codebook.Codebook,
    *sentences: str,
    published: str | None = None,
    roles: Sequence[tuple[int, str, int]] = (),
    chains: tuple[Chain, ...] = (),
    config: coding.Config | None = None,
) -> Coded:
    """Code sentences whose trees are written by hand."""
    text, made = "", []
    for rows in sentences:
        text += " " if text else ""
        words, parsed = sentence(rows, len(text), roles)
        text += words
        made.append(parsed)
    day = None
    if published is not None:
        day = When(start=published, end=published, precision=Precision.DAY, basis=Basis.STATED)
    article = Article(id="a", text=text, published=day)
    parse = Parse(article="a", sentences=tuple(made), chains=chains)
    return coding.code(parse, article, book, config or coding.Config())
