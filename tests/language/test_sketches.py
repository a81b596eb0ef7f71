"""What fusion compares of a coding: its sketch."""

import numpy as np
import pytest

from detente import codebook, coding, language
from detente.records import Article, Parse, Sketch


@pytest.fixture(scope="module")
def sketches() -> dict[str, tuple[Sketch, ...]]:
    book, engine = codebook.load(), language.load()
    texts = {
        "struck": "Iran struck two camps in Pakistan on Tuesday.",
        "bombed": "On Tuesday Iran bombed camps inside Pakistan.",
        "met": "Iran's foreign minister met his Pakistani counterpart in Islamabad on Monday.",
    }
    articles = [Article(id=name, text=text) for name, text in texts.items()]
    parses = [parse for parse in engine.parse(articles) if isinstance(parse, Parse)]
    coded = [
        (article, parse, coding.code(parse, article, book, coding.Config()).codings)
        for article, parse in zip(articles, parses, strict=True)
    ]
    return dict(zip(texts, engine.sketches(coded), strict=True))


def act(sketch: Sketch) -> np.ndarray:
    vector = np.frombuffer(sketch.act, np.int8).astype(np.float32)
    return vector / np.linalg.norm(vector)


def test_an_article_has_a_sketch_of_its_own_and_one_for_each_coding(sketches: dict[str, tuple[Sketch, ...]]) -> None:
    for name, (own, *codings) in sketches.items():
        assert (own.of, own.head, own.act, len(own.vector)) == (name, None, b"", 384)
        assert codings
        assert all(len(one.act) == len(one.vector) == 384 for one in codings)


def test_words_for_one_act_are_nearer_to_each_other_than_to_a_word_for_another(
    sketches: dict[str, tuple[Sketch, ...]],
) -> None:
    struck, bombed, met = (act(sketches[name][1]) for name in ("struck", "bombed", "met"))
    assert struck @ bombed > max(struck @ met, bombed @ met) + 0.1
