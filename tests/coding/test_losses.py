"""Losses: how many an act of force killed or injured, and on whose word."""

import tomllib
from pathlib import Path

import pytest

from detente import coding
from detente.codebook import Codebook
from detente.language import Engine
from detente.records import Article, Casualties, Parse

ROWS = tomllib.loads((Path(__file__).parent / "losses.toml").read_text("utf-8"))["row"]


def _shown(loss: Casualties) -> str:
    low, high = ("?" if bound is None else bound for bound in (loss.minimum, loss.maximum))
    return f"{loss.kind} {low}-{high} {loss.by_whom or '-'}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_losses_are_counted_as_the_sentence_has_them(row: dict[str, list[str]], book: Codebook, engine: Engine) -> None:
    article = Article(id="a", text=str(row["text"]))
    (parse,) = engine.parse([article])
    assert isinstance(parse, Parse)
    codings = coding.code(parse, article, book, coding.Config()).codings
    losses = {loss for one in codings for loss in one.casualties}
    assert sorted(map(_shown, losses)) == row["losses"]
    assert all(article.text[one.evidence.start : one.evidence.end] == one.evidence.quote for one in losses)
