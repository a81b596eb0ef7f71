"""Text is repaired once, and offsets of the repaired text lead back to the given text."""

import itertools

import ftfy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reading.repair import repaired
from detente.records import Article

PIECES = st.lists(
    st.sampled_from(
        ["river ", "truce", "â€™", "â€œwe", "Ã©", "&amp;", "&#8217;", "\x00", "\x07", "ﬁ",
         "e\u0301", "\u2019", "“", "\r\n",
         "\n", " ", "é", "\uff35", "\x85", "Иран", "a\u200b"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def _article(text: str) -> Article:
    mended, offsets = repaired(text)
    return Article(id="x", text=mended, given_offsets=offsets)


@pytest.mark.parametrize(
    ("given_text", "text"),
    [
        pytest.param("The generalâ€™s men", "The general\u2019s men", id="broken letters"),
        pytest.param("Fire &amp; water", "Fire & water", id="an entity"),
        pytest.param("the oﬃce", "the office", id="a ligature"),
        pytest.param("cafe\u0301 talks", "café talks", id="a letter in two parts"),
        pytest.param("the ri\0ver", "the river", id="a zero byte"),
        pytest.param("one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n", id="line breaks stay"),
        pytest.param(
            "“We” said \u2018no\u2019 \u2013 twice…", "“We” said \u2018no\u2019 \u2013 twice…", id="curly quotes stay"
        ),
    ],
)
def test_text_is_repaired_and_its_words_lead_back(given_text: str, text: str) -> None:
    found = _article(given_text)
    assert found.text == text
    last = text.rsplit(maxsplit=1)[-1][-2:]
    assert given_text[found.given(text.rindex(last)) :].startswith(last)
    assert found.given(len(text)) == len(given_text)


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_offsets_never_run_backwards_and_end_at_the_end(given_text: str) -> None:
    found = _article(given_text)
    places = [found.given(at) for at in range(len(found.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(given_text) for place in places)
    assert places[-1] == len(given_text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["â€™", "&amp;", "\0", "ﬁ", "Ã©", "\x1b[1m"]), max_size=8))
def test_every_sound_word_is_found_again_where_it_stood(broken: list[str]) -> None:
    words = [f"word{number}word" for number in range(len(broken) + 1)]
    given_text = " ".join(part for pair in itertools.zip_longest(words, broken, fillvalue="") for part in pair)
    found = _article(given_text)
    for word in words:
        start = found.given(found.text.index(word))
        assert given_text[start : start + len(word)] == word


def test_an_offset_outside_the_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="outside the text"):
        _article("truce").given(6)


def test_what_is_taken_for_sound_is_left_alone_by_the_repair_itself() -> None:
    usual = ftfy.TextFixerConfig(uncurl_quotes=False, fix_line_breaks=False, explain=False)
    signs = "\u2018\u2019“”\u2013—…"
    around = [*signs, " ", "a", "A", "s", "\n", ",", ".", "0", "&"]
    for left, sign, right in itertools.product(around, signs, around):
        text = f"truce{left}{sign}{right}truce"
        assert ftfy.fix_text(text, usual) == text == repaired(text)[0]
