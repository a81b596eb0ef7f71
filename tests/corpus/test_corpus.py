"""The corpus keeps its format, its size and its variety."""

import re
from pathlib import Path

import pytest

import corpus
from corpus import Fault, Sentence
from corpus.agree import agreement
from corpus.check import counts, repeats, skeleton, twins
from corpus.shelf import ROOT, read

GOOD = """[S1|Chad] [E1|recalled] [T1|its envoy] [W1|on Friday].
1 SANCTION/withdraw happened asserted
"""


@pytest.fixture(scope="module")
def train() -> list[Sentence]:
    return corpus.load("train")


def one(text: str) -> Sentence | Fault:
    return next(iter(corpus.parse(text, "x.txt")))


def test_a_block_becomes_a_sentence_with_marks_and_acts() -> None:
    found = one(GOOD)
    assert isinstance(found, Sentence)
    assert found.text == "Chad recalled its envoy on Friday."
    assert [found.text[m.start : m.end] for m in found.spans("T", 1)] == ["its envoy"]
    assert (found.acts[0].type, found.acts[0].modes) == ("SANCTION", ("withdraw",))
    assert found.direction(1) == "directed"


def test_marks_nest_and_share_words() -> None:
    found = one(
        "[R1S2|Both sides] [E1|agreed] to [U1|[E2|free] [T2|captives]].\n1 AGREE happened asserted "
        "u:prisoner_release:agreed\n2 RETREAT/release planned asserted\n"
    )
    assert isinstance(found, Sentence)
    assert found.direction(1) == "reciprocal"
    assert found.spans("S", 2)
    assert found.acts[0].undertaking == "prisoner_release"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[S1|Chad] left.\n", "mark S1 has no label line"),
        ("[E1|left] [S1|Chad.\n1 RETREAT happened asserted\n", "never closed"),
        ("[E1|left].\n1 RETREAT/flee happened asserted\n", "unknown type or mode"),
        ("[E1|left].\n1 RETREAT gone asserted\n", "unknown status"),
        ("[S1|Chad] left.\n1 RETREAT happened asserted\n", "act 1 has no trigger"),
        ("[E1|agreed].\n1 AGREE happened asserted u:dialogue:agreed\n", "must go together"),
        ("Chad [left].\n", "without keys"),
        ("Chad left].\n", "']' without '['"),
        ("[E1| left].\n1 RETREAT happened asserted\n", "begins or ends with a blank"),
        ("[E1|left].\nRETREAT happened\n", "not a label line"),
    ],
)
def test_a_broken_block_is_named_with_its_line_and_reason(text: str, reason: str) -> None:
    found = one(text)
    assert isinstance(found, Fault)
    assert reason in str(found)
    assert re.match(r"x\.txt:\d+: ", str(found))


def test_no_file_is_faulty_and_no_sentence_stands_twice() -> None:
    files = sorted(ROOT.glob("*/*.txt"))
    assert files
    assert not [fault for path in files for fault in read(path)[1]]
    sentences = [*corpus.load("train"), *corpus.load("test")]
    assert len({s.id for s in sentences}) == len(sentences)
    assert not twins(sentences, 0.6)


def test_it_has_the_size_that_the_card_tells(train: list[Sentence]) -> None:
    found = counts(train)
    kinds = found["sentences"]
    assert kinds["all"] >= 6000
    assert kinds["acts"] >= 9000
    assert min(found["types"].values()) >= 350
    assert len(found["types"]) == 16
    assert min(found["modes"].values()) > 0
    assert sum(found["undertakings"].values()) >= 1200
    assert min(found["undertakings"].values()) > 0
    assert kinds["an act not happened"] >= 1500
    assert kinds["attribution or hearsay"] >= 800
    assert kinds["no act, looks like one"] >= 600


def test_no_pattern_and_no_opening_is_more_than_a_twentieth(train: list[Sentence]) -> None:
    assert not repeats(train, 0.05)


def test_a_pattern_is_marks_and_function_words() -> None:
    found = one(GOOD)
    assert isinstance(found, Sentence)
    assert skeleton(found) == "S E T W"


def test_the_second_reading_covers_a_seventh_and_agrees() -> None:
    first = [*corpus.load("train"), *corpus.load("test")]
    again = [s for path in sorted((ROOT / "second").glob("*.txt")) for s in read(path)[0]]
    ids = {s.id for s in first}
    assert len([s for s in again if s.id in ids]) >= 0.15 * len(first)
    assert agreement(first, again)["kappa of type"][0] > 0.9


def test_agreement_of_a_reading_with_itself_is_whole() -> None:
    found = one(GOOD)
    assert isinstance(found, Sentence)
    assert all(share == 1 for name, (share, n) in agreement([found], [found]).items() if n and "kappa" not in name)


def test_nothing_of_the_test_split_is_in_the_training_split(train: list[Sentence]) -> None:
    held = {s.text for s in corpus.load("test")}
    assert not held & {s.text for s in train}


def test_the_licence_lies_beside_it() -> None:
    assert "CC BY 4.0" in (Path(ROOT) / "LICENSE").read_text("utf8")
