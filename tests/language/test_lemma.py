"""Lemmas: irregular news verbs, the conventions of the treebanks, and broken tables."""

import functools
import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import EngineError
from detente.language.lemma import Lemmatiser

WEIGHTS = Path(__file__).parents[2] / "src" / "detente" / "language" / "weights"


@functools.cache
def shipped() -> Lemmatiser:
    return Lemmatiser.load(WEIGHTS)


@pytest.fixture
def lemmatiser() -> Lemmatiser:
    return shipped()


@pytest.mark.parametrize(
    ("upos", "xpos", "pairs"),
    [
        ("VERB", "VBD", "struck/strike fled/flee withdrew/withdraw led/lead shot/shoot laid/lay overthrew/overthrow"),
        ("VERB", "VBN", "slain/slay bound/bind shot/shoot sworn/swear forbidden/forbid retaken/retake sunk/sink"),
        ("VERB", "VBD", "condemned/condemn vetoed/veto bombed/bomb fired/fire seized/seize barred/bar denied/deny"),
        ("VERB", "VBD", "Struck/strike BOMBED/bomb expelled/expel shelled/shell referred/refer cancelled/cancel"),
        ("VERB", "VBG", "striking/strike urging/urge shelling/shell lying/lie fleeing/flee stabbing/stab using/use"),
        ("VERB", "VBZ", "strikes/strike denies/deny pushes/push accuses/accuse forces/force"),
        (
            "NOUN",
            "NNS",
            "countries/country crises/crisis gunmen/gunman allies/ally forces/force bodies/body wives/wife",
        ),
        ("NOUN", "NNS", "militants/militant Militants/militant STRIKES/strike drones/drone casualties/casualty"),
        ("PROPN", "NNP", "Iran/Iran PAKISTAN/PAKISTAN Balochistan/Balochistan Abbas/Abbas"),
        ("ADJ", "JJ", "Iranian/Iranian military/military Armed/armed"),
        ("ADJ", "JJR", "better/good worse/bad heavier/heavy"),
        ("PART", "RB", "n't/not n\u2019t/not"),
        ("PART", "POS", "'s/'s \u2019s/'s"),
        ("AUX", "VBZ", "'s/be has/have is/be"),
        ("AUX", "MD", "wo/will ca/can 'll/will"),
        ("PRON", "PRP", "They/they I/I them/they"),
        ("NUM", "CD", "1,200/1200 12/12"),
    ],
)
def test_lemmas_follow_the_conventions_of_the_treebanks(
    lemmatiser: Lemmatiser, upos: str, xpos: str, pairs: str
) -> None:
    wanted = dict(pair.split("/") for pair in pairs.split())
    assert {form: lemmatiser.lemma(form, upos, xpos) for form in wanted} == wanted


@given(st.text(min_size=1, max_size=20), st.sampled_from(["NOUN", "PROPN", "X"]), st.sampled_from(["NNS", "VBG", "??"]))
def test_every_word_has_a_lemma_and_the_second_answer_is_the_first(form: str, upos: str, xpos: str) -> None:
    first = shipped().lemma(form, upos, xpos)
    assert first
    assert shipped().lemma(form, upos, xpos) == first


def test_a_missing_or_broken_table_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="install Detente again"):
        Lemmatiser.load(tmp_path)
    (tmp_path / "lemmas.csv").write_text("word,VBD,went,go\nwent,go\n", encoding="utf-8")
    with pytest.raises(EngineError, match=r"lemmas\.csv:2"):
        Lemmatiser.load(tmp_path)


def test_lemmas_reach_their_floor_on_the_treebank(lemmatiser: Lemmatiser, shared: Path) -> None:
    path = shared / "training" / "ewt" / "en_ewt-ud-test.conllu.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for line in lines if (row := line.split("\t"))[0].isdigit()]
    right = sum(lemmatiser.lemma(row[1], row[3], row[4]) == row[2] for row in rows)
    assert right / len(rows) >= 0.985
