"""What became of promises, read from trees written by hand; and which undertakings are none."""

import pytest

from detente.codebook import Codebook
from detente.records import KeepingKind, Standing

from .conftest import code

SUSPENDED = """
Chad Chad PROPN NNP 2 nsubj
suspended suspend VERB VBD 0 root
the the DET DT 4 det
withdrawal withdrawal NOUN NN 2 obj
of of ADP IN 7 case
its its PRON PRP$ 7 nmod:poss
troops troop NOUN NNS 4 nmod
from from ADP IN 9 case
Libya Libya PROPN NNP 4 nmod
on on ADP IN 11 case
Tuesday Tuesday PROPN NNP 2 obl
. . PUNCT . 2 punct
"""

EXTENDED = """
Chad Chad PROPN NNP 4 nsubj
and and CCONJ CC 3 cc
Libya Libya PROPN NNP 1 conj
agreed agree VERB VBD 0 root
to to PART TO 6 mark
extend extend VERB VB 4 xcomp
the the DET DT 8 det
ceasefire ceasefire NOUN NN 6 obj
to to ADP IN 10 case
25 25 NUM CD 6 obl
November November PROPN NNP 10 nmod:unmarked
. . PUNCT . 4 punct
"""

CALLED_OFF = """
Chad Chad PROPN NNP 2 nsubj
called call VERB VBD 0 root
off off ADP RP 2 compound:prt
the the DET DT 5 det
visit visit NOUN NN 2 obj
of of ADP IN 8 case
its its PRON PRP$ 8 nmod:poss
president president NOUN NN 5 nmod
to to ADP IN 10 case
Libya Libya PROPN NNP 5 nmod
. . PUNCT . 2 punct
"""

WOULD_SUSPEND = """
Chad Chad PROPN NNP 3 nsubj
may may AUX MD 3 aux
suspend suspend VERB VB 0 root
the the DET DT 5 det
ceasefire ceasefire NOUN NN 3 obj
. . PUNCT . 3 punct
"""

EARLIER = """
An an DET DT 3 det
earlier early ADJ JJR 3 amod
ceasefire ceasefire NOUN NN 4 nsubj
collapsed collapse VERB VBD 0 root
. . PUNCT . 4 punct
"""

NOT_ANSWERED = """
Chad Chad PROPN NNP 4 nsubj
did do AUX VBD 4 aux
not not PART RB 4 advmod
answer answer VERB VB 0 root
calls call NOUN NNS 4 obj
on on ADP IN 8 case
the the DET DT 8 det
hotline hotline NOUN NN 5 nmod
. . PUNCT . 4 punct
"""

UNPUBLISHED = """
Chad Chad PROPN NNP 4 nsubj
did do AUX VBD 4 aux
not not PART RB 4 advmod
publish publish VERB VB 0 root
the the DET DT 6 det
understanding understanding NOUN NN 4 obj
. . PUNCT . 4 punct
"""

WISH = """
Chad Chad PROPN NNP 2 nsubj
expressed express VERB VBD 0 root
a a DET DT 4 det
desire desire NOUN NN 2 obj
to to PART TO 6 mark
withdraw withdraw VERB VB 4 acl
its its PRON PRP$ 8 nmod:poss
troops troop NOUN NNS 6 obj
from from ADP IN 10 case
Libya Libya PROPN NNP 6 obl
. . PUNCT . 2 punct
"""

STOPPING = """
Chad Chad PROPN NNP 2 nsubj
decided decide VERB VBD 0 root
to to PART TO 4 mark
suspend suspend VERB VB 2 xcomp
all all DET DT 6 det
visits visit NOUN NNS 4 obj
to to ADP IN 8 case
Libya Libya PROPN NNP 6 nmod
. . PUNCT . 2 punct
"""

FROM = """
Chad Chad PROPN NNP 2 nsubj
pledged pledge VERB VBD 0 root
to to PART TO 4 mark
withdraw withdraw VERB VB 2 xcomp
its its PRON PRP$ 6 nmod:poss
troops troop NOUN NNS 4 obj
from from ADP IN 8 case
8 8 NUM CD 4 obl
May May PROPN NNP 8 nmod:unmarked
. . PUNCT . 2 punct
"""


@pytest.mark.parametrize(
    ("rows", "kind", "of"),
    [
        (SUSPENDED, KeepingKind.SUSPENDED, "withdrawal"),
        (EXTENDED, KeepingKind.EXTENDED, "ceasefire"),
        (CALLED_OFF, KeepingKind.WITHDRAWN, "visit_or_meeting"),
        (NOT_ANSWERED, KeepingKind.SILENCE, "hotline"),
        (UNPUBLISHED, KeepingKind.UNPUBLISHED, None),
    ],
    ids=["suspended", "agreed to be extended", "called off", "not answered", "not published"],
)
def test_words_say_what_became_of_a_promise(book: Codebook, rows: str, kind: KeepingKind, of: str | None) -> None:
    (found,) = code(book, rows, published="2020-11-15").keepings
    assert (found.kind, found.type) == (kind, of)


def test_the_doer_and_the_new_date_are_kept(book: Codebook) -> None:
    (suspended,) = code(book, SUSPENDED, published="2020-11-19").keepings
    (extended,) = code(book, EXTENDED, published="2020-11-15").keepings
    assert suspended.parties == ("TCD",)
    assert extended.due is not None
    assert extended.due.start == "2020-11-25"


@pytest.mark.parametrize("rows", [WOULD_SUSPEND, EARLIER], ids=["what may be done", "a promise of former days"])
def test_what_did_not_come_to_pass_or_is_another_says_nothing(book: Codebook, rows: str) -> None:
    assert not code(book, rows).keepings


@pytest.mark.parametrize("rows", [WISH, STOPPING], ids=["a wish", "to stop something"])
def test_no_undertaking(book: Codebook, rows: str) -> None:
    assert not code(book, rows).undertakings


def test_a_moment_behind_from_is_when_it_begins_and_no_due_date(book: Codebook) -> None:
    (found,) = code(book, FROM, published="2013-04-25").undertakings
    assert found.effective is not None
    assert (found.standing, found.due, found.effective.start) == (Standing.PLEDGED, None, "2013-05-08")
    assert found.coding is not None


def test_an_article_is_about_the_parties_that_it_names_most(book: Codebook) -> None:
    assert code(book, SUSPENDED, CALLED_OFF).parties == ("LBY", "TCD")
