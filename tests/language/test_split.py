"""Words and sentences: the rules of the treebanks, news prose, layouts, furniture, and texts made to hurt."""

import csv
import functools
import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import EngineError
from detente.language.split import SplitConfig, Splitter
from detente.language.words import read_word_rules
from detente.records import Span

WEIGHTS = Path(__file__).parents[2] / "src" / "detente" / "language" / "weights"


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    return Splitter.load(WEIGHTS)


def sentences_of(splitter: Splitter, text: str) -> list[str]:
    return [text[s[0][0] : s[-1][1]] for s in splitter.split(text)]


def words_of(splitter: Splitter, text: str) -> list[str]:
    return [text[a:b] for s in splitter.split(text) for a, b in s]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They don't know", "They do n't know"),
        ("They don\u2019t know", "They do n\u2019t know"),
        ("WE CAN'T GO", "WE CA N'T GO"),
        ("We cannot go", "We can not go"),
        ("the army\u2019s post", "the army \u2019s post"),
        ("Iran's post", "Iran 's post"),
        ("the soldiers' post", "the soldiers ' post"),
        ("Mr. al-Ani met O'Brien", "Mr. al - Ani met O'Brien"),
        ("an anti-tank weapon", "an anti-tank weapon"),
        ("the U.S. envoy", "the U.S. envoy"),
        ("at 7:30 p.m. on 2024-01-16", "at 7:30 p.m. on 2024-01-16"),
        ("after 9/11 it fell", "after 9/11 it fell"),
        ("on 16/01/2024 it fell", "on 16/01/2024 it fell"),
        ("aid of $5m and \u20ac3.5bn", "aid of $ 5 m and \u20ac 3.5 bn"),
        ("1,200 troops, 40% of 3.5 million", "1,200 troops , 40 % of 3.5 million"),
        ("the 16th day of the 1990s", "the 16th day of the 1990s"),
        ("a 5-10 km strip", "a 5 - 10 km strip"),
        ("see www.example.org/a_b?c=1, please", "see www.example.org/a_b?c=1 , please"),
        ("write to desk@news.example.org.", "write to desk@news.example.org ."),
        ("``We agree,'' she said", "`` We agree , '' she said"),
        ("\u201cWe agree,\u201d she said", "\u201c We agree , \u201d she said"),
        ("No. 5 of the list", "No. 5 of the list"),
        ("He told them no.", "He told them no ."),
        ("killed and/or wounded", "killed and / or wounded"),
        ("AT&T and R&D", "AT&T and R&D"),
        ("wait... no", "wait ... no"),
        ("goods, salt, etc.", "goods , salt , etc ."),
    ],
)
def test_words_follow_the_rules_of_the_treebanks(splitter: Splitter, text: str, words: str) -> None:
    assert words_of(splitter, text) == words.split()


@pytest.mark.parametrize(
    "sentences",
    [
        ["Gen. Amir Tariq met Lt. Col. John W. Reed on Jan. 22 in St. Petersburg.", "Nothing was signed."],
        ["The U.S. Navy and the U.N. mission asked for calm.", "They got no answer."],
        ["\u201cWe will answer.\u201d", "The minister left at once."],
        ['"It is over," the general said.', "His troops went home."],
        ["The talks ended at 5 p.m. on Friday.", "Both sides will meet again."],
        ["Prof. Sara Khan, who holds a Ph.D. in law, disagreed.", "\u201cIt was no attack,\u201d she said."],
        ["The toll rose from 3.5 to 4.2 percent.", "12 people were hurt."],
        ["MOSCOW (AP)_ The two presidents spoke by phone on Monday.", "They agreed to meet."],
        ["ISLAMABAD, Jan 22 - The foreign ministers of the two neighbours spoke on Monday.", "They agreed to meet."],
        ["Who fired first?", "Nobody knows!", "The inquiry goes on."],
        ["The ceasefire ended.", "The shelling began again."],
    ],
)
def test_news_prose_is_cut_at_the_ends_of_its_sentences(splitter: Splitter, sentences: list[str]) -> None:
    assert sentences_of(splitter, " ".join(sentences)) == sentences


def test_a_sentence_may_end_without_a_blank_behind_it(splitter: Splitter) -> None:
    text = "The ceasefire ended.The shelling began again."
    assert sentences_of(splitter, text) == ["The ceasefire ended.", "The shelling began again."]


def test_a_title_without_a_stop_is_a_sentence_in_every_layout(splitter: Splitter) -> None:
    title, body = "Neighbours agree to send envoys back", "The two governments said so on Monday. Trade will follow."
    for gap in ("\n", "\n\n", "\r\n", "\n \n\n"):
        assert sentences_of(splitter, title + gap + body)[0] == title


def test_a_hard_wrapped_text_has_the_sentences_of_the_unwrapped_one(splitter: Splitter) -> None:
    text = (
        "The foreign ministry said on Thursday that it had called its ambassador home for talks about the strike. "
        "Officials in the capital said the border would stay open. Traders on both sides were relieved, because "
        "fruit and fuel cross it every day. A second round of talks is planned for next week."
    )
    lines, line = [], ""
    for word in text.split():
        if len(line) + 1 + len(word) > 60:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    wrapped = "\n".join([*lines, line])
    assert [s.replace("\n", " ") for s in sentences_of(splitter, wrapped)] == sentences_of(splitter, text)


def test_furniture_holds_no_word_and_ends_a_sentence(splitter: Splitter) -> None:
    text = " date 2024-01-21 The army struck. [desk] It left and then [advert] it came back."
    spans = [
        Span(start=text.index(cut), end=text.index(cut) + len(cut))
        for cut in (" date 2024-01-21", "[desk]", "[advert]")
    ]
    found = splitter.split(text, spans)
    assert [text[s[0][0] : s[-1][1]] for s in found] == ["The army struck.", "It left and then", "it came back."]


def test_a_text_without_words_has_no_sentence(splitter: Splitter) -> None:
    assert splitter.split("") == []
    assert splitter.split(" \n\n\t ") == []
    assert splitter.split("date", [Span(start=0, end=4)]) == []


def test_a_sentence_that_is_too_long_is_cut_at_a_mark() -> None:
    text = "they came from north and south " * 30 + "and rested; " + "they came from east and west " * 30
    config = SplitConfig(longest_sentence=200)
    found = Splitter.load(WEIGHTS, config).split(text)
    assert max(map(len, found)) <= 200
    assert text[slice(*found[0][-1])] == ";"


@functools.cache
def short_sentences() -> Splitter:
    return Splitter.load(WEIGHTS, SplitConfig(longest_sentence=20))


@given(
    st.text(
        alphabet=st.sampled_from(list("aZ9 \n\t.,!?'\"\u2019\u201c-/@_$&()\u00e9\u0301\u200b\x00\ud800")), max_size=300
    )
)
@settings(max_examples=150, deadline=None)
def test_words_cover_every_character_that_is_not_blank(text: str) -> None:
    words = [word for s in short_sentences().split(text) for word in s]
    assert all(a < b for a, b in words)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(words))
    assert "".join(text[a:b] for a, b in words) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    ["a" * 10**6, "." * 10**6, '"' * 10**6, " " * 10**6, "\n" * 10**6, "a." * 50_000, "a@" * 50_000, ". " * 50_000],
    ids=["letters", "dots", "quotes", "blanks", "line ends", "hosts", "addresses", "stops"],
)
def test_a_long_run_of_one_thing_takes_seconds_not_hours(splitter: Splitter, text: str) -> None:
    start = time.process_time()
    found = splitter.split(text)
    assert time.process_time() - start < 20
    assert max(map(len, found), default=0) <= SplitConfig().longest_sentence + 1


def test_the_same_text_gives_the_same_sentences_whatever_was_read_before(splitter: Splitter) -> None:
    text = "Gen. Amir met the U.N. envoy.\nThe talks failed. \u201cWe tried,\u201d he said."
    assert Splitter.load(WEIGHTS).split(text) == splitter.split(text) == splitter.split(text)


def test_missing_or_broken_weights_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="install Detente again"):
        Splitter.load(tmp_path)
    (tmp_path / "words.csv").write_text("prefix,anti,\nno such kind,x,\n", encoding="utf-8")
    with pytest.raises(EngineError, match=r"words\.csv:2"):
        Splitter.load(tmp_path)
    (tmp_path / "words.csv").write_bytes((WEIGHTS / "words.csv").read_bytes())
    (tmp_path / "split.npz").write_bytes(b"PK no archive")
    with pytest.raises(EngineError, match="splitter weights"):
        Splitter.load(tmp_path)


def test_every_word_rule_stands_once_and_pieces_join_to_the_form() -> None:
    with (WEIGHTS / "words.csv").open(encoding="utf-8", newline="") as lines:
        rows = [tuple(row) for row in csv.reader(lines) if not row[0].startswith("#")]
    assert len({row[:2] for row in rows}) == len(rows)
    assert all(
        pieces.replace(" ", "") == form for form, pieces in read_word_rules(WEIGHTS / "words.csv")["fused"].items()
    )


def test_splitting_reaches_its_floors_on_the_treebanks(splitter: Splitter, shared: Path) -> None:
    layouts = pytest.importorskip("training.layouts")
    floors = {"ewt-test": (88.0, 98.5), "gum-dev": (93.0, 99.5)}
    for name, (sentence_floor, word_floor) in floors.items():
        gold: set[tuple[str, int, int]] = set()
        guess: set[tuple[str, int, int]] = set()
        gold_words: set[tuple[str, int, int]] = set()
        guess_words: set[tuple[str, int, int]] = set()
        for d in layouts.documents(shared / "training" / "tokenisation" / f"{name}.jsonl.gz"):
            found = splitter.split(d.text)
            gold |= {(d.name, a, b) for a, b in d.sentences}
            guess |= {(d.name, s[0][0], s[-1][1]) for s in found}
            gold_words |= {(d.name, a, b) for a, b in d.words}
            guess_words |= {(d.name, a, b) for s in found for a, b in s}
        assert 200 * len(gold & guess) / (len(gold) + len(guess)) >= sentence_floor
        assert 200 * len(gold_words & guess_words) / (len(gold_words) + len(guess_words)) >= word_floor
