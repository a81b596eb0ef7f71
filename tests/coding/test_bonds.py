"""Which word a time is told of and which words share it, on trees written by hand."""

import pytest

from detente.codebook import Codebook
from detente.coding.moments.bonds import Bonds, Side
from detente.coding.tree import Tree

from .conftest import sentence

# "troops on Tuesday shelled it", the parser having hung the day on the clause before
WEDGED = """
He he PRON PRP 2 nsubj
spoke speak VERB VBD 0 root
while while SCONJ IN 7 mark
troops troop NOUN NNS 7 nsubj
on on ADP IN 6 case
Tuesday Tuesday PROPN NNP 2 obl
shelled shell VERB VBD 2 advcl
it it PRON PRP 7 obj
. . PUNCT . 2 punct
"""

# "said today its troops would go", the parser having hung the day on the content
SAID = """
Chad Chad PROPN NNP 2 nsubj
said say VERB VBD 0 root
today today NOUN NN 7 obl:unmarked
its its PRON PRP$ 5 nmod:poss
troops troop NOUN NNS 7 nsubj
would would AUX MD 7 aux
go go VERB VB 2 ccomp
. . PUNCT . 2 punct
"""

# "crossed the line and shelled it Tuesday", "crossed the line, and Libya shelled it Tuesday"
JOINED = """
Chad Chad PROPN NNP 2 nsubj
crossed cross VERB VBD 0 root
in in ADV RB 2 advmod
and and CCONJ CC 5 cc
shelled shell VERB VBD 2 conj
it it PRON PRP 5 obj
Tuesday Tuesday PROPN NNP 5 obl:unmarked
. . PUNCT . 2 punct
"""
APART = JOINED.replace("in in ADV RB 2 advmod", "Libya Libya PROPN NNP 5 nsubj")

# "killed four during an attack"
AMID = """
Chad Chad PROPN NNP 2 nsubj
killed kill VERB VBD 0 root
four four NUM CD 2 obj
during during ADP IN 6 case
an an DET DT 6 det
attack attack NOUN NN 2 obl
Tuesday Tuesday PROPN NNP 2 obl:unmarked
. . PUNCT . 2 punct
"""
AFTER = AMID.replace("during during ADP", "after after ADP")


def bonds(book: Codebook, rows: str, start: int, end: int) -> Bonds:
    """Return the bonds of a sentence with one time, words ``[start, end)``."""
    _, made = sentence(rows)
    return Bonds(Tree(0, made), [(start, end)], book.rules.cues, lambda at: made.tokens[at].lemma == "attack")


@pytest.mark.parametrize(
    ("rows", "start", "word"),
    [
        pytest.param(WEDGED, 5, "shelled", id="a time between subject and verb is the verb's"),
        pytest.param(SAID, 2, "said", id="a time right behind a saying is the saying's"),
        pytest.param(JOINED, 6, "shelled", id="a time is told of the verb above it"),
    ],
)
def test_a_time_is_told_of_a_word(book: Codebook, rows: str, start: int, word: str) -> None:
    found = bonds(book, rows, start, start + 1)
    at = found.bearer(start, start + 1)
    assert at is not None
    assert found.tree.form(at) == word


@pytest.mark.parametrize(
    ("rows", "act", "others"),
    [
        pytest.param(JOINED, 1, {(4, Side.BEHIND)}, id="what is joined on shares a time behind it"),
        pytest.param(JOINED, 4, {(1, Side.ANY)}, id="the same side's act shares the time of the one before"),
        pytest.param(APART, 1, set(), id="the act of another side has its own time"),
        pytest.param(APART, 4, {(1, Side.FRONT)}, id="another side's act shares only a time in front of both"),
        pytest.param(AMID, 5, {(1, Side.ANY)}, id="an act shares the time of what went on during it"),
        pytest.param(AFTER, 5, set(), id="an act does not share the time of what came after it"),
    ],
)
def test_words_share_a_time(book: Codebook, rows: str, act: int, others: set[tuple[int, Side]]) -> None:
    found = bonds(book, rows, 6, 7)
    assert set(found.sharing([act])) - {(act, Side.ANY)} == others
