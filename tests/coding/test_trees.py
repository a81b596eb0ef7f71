"""Coding rules on trees written by hand: no model is needed to see what a rule does."""

import pytest

from detente.codebook import Codebook
from detente.coding import Config
from detente.records import Chain, Coding, Evidentiality, Mention, Standing, Status

from .conftest import code

ATTACK = """
Chad Chad PROPN NNP 2 nsubj
attacked attack VERB VBD 0 root
Libya Libya PROPN NNP 2 obj
on on ADP IN 5 case
Tuesday Tuesday PROPN NNP 2 obl
. . PUNCT . 2 punct
"""

PASSIVE = """
Libya Libya PROPN NNP 3 nsubj:pass
was be AUX VBD 3 aux:pass
attacked attack VERB VBN 0 root
by by ADP IN 5 case
Chad Chad PROPN NNP 3 obl
. . PUNCT . 3 punct
"""

DENIED = """
Chad Chad PROPN NNP 2 nsubj
denied deny VERB VBD 0 root
attacking attack VERB VBG 2 xcomp
Libya Libya PROPN NNP 3 obj
. . PUNCT . 2 punct
"""

PLEDGE = """
Chad Chad PROPN NNP 2 nsubj
pledged pledge VERB VBD 0 root
to to PART TO 4 mark
withdraw withdraw VERB VB 2 xcomp
its its PRON PRP$ 6 nmod:poss
troops troop NOUN NNS 4 obj
from from ADP IN 8 case
Libya Libya PROPN NNP 4 obl
if if SCONJ IN 11 mark
Libya Libya PROPN NNP 11 nsubj
disarms disarm VERB VBZ 4 advcl
. . PUNCT . 2 punct
"""

WILL = """
Chad Chad PROPN NNP 2 nsubj
said say VERB VBD 0 root
it it PRON PRP 5 nsubj
would would AUX MD 5 aux
strike strike VERB VB 2 ccomp
Libya Libya PROPN NNP 5 obj
. . PUNCT . 2 punct
"""

TALKS = """
Talks talk NOUN NNS 6 nsubj
between between ADP IN 3 case
Chad Chad PROPN NNP 1 nmod
and and CCONJ CC 5 cc
Libya Libya PROPN NNP 3 conj
resumed resume VERB VBD 0 root
. . PUNCT . 6 punct
"""

LIGHT = """
Chad Chad PROPN NNP 2 nsubj
launched launch VERB VBD 0 root
a a DET DT 5 det
drone drone NOUN NN 5 compound
attack attack NOUN NN 2 obj
on on ADP IN 7 case
Libya Libya PROPN NNP 5 nmod
. . PUNCT . 2 punct
"""

RECALL = """
The the DET DT 2 det
recall recall NOUN NN 0 root
of of ADP IN 4 case
ambassadors ambassador NOUN NNS 2 nmod
. . PUNCT . 2 punct
"""

KILLED = """
Chad Chad PROPN NNP 2 nsubj
killed kill VERB VBD 0 root
at at ADP IN 4 case
least least ADJ JJS 5 advmod
12 12 NUM CD 6 nummod
rebels rebel NOUN NNS 2 obj
inside inside ADP IN 8 case
Libya Libya PROPN NNP 2 obl
. . PUNCT . 2 punct
"""

ROLES_ONLY = """
Chad Chad PROPN NNP 3 dep
then then ADV RB 3 advmod
attacked attack VERB VBD 0 root
Libya Libya PROPN NNP 3 dep
. . PUNCT . 3 punct
"""

HE = """
He he PRON PRP 2 nsubj
condemned condemn VERB VBD 0 root
Libya Libya PROPN NNP 2 obj
. . PUNCT . 2 punct
"""

PRESIDENT = """
The the DET DT 2 det
president president NOUN NN 5 nsubj
of of ADP IN 4 case
Chad Chad PROPN NNP 2 nmod
spoke speak VERB VBD 0 root
. . PUNCT . 5 punct
"""


def one(book: Codebook, rows: str, kind: str, published: str | None = None) -> Coding:
    """Return the only coding of a type."""
    (found,) = [coding for coding in code(book, rows, published=published).codings if coding.type == kind]
    return found


def sides(coding: Coding) -> tuple[list[str | None], list[str | None]]:
    """Return the countries of both sides."""
    return [one.actor.country for one in coding.sources], [one.actor.country for one in coding.targets]


@pytest.mark.parametrize("rows", [ATTACK, PASSIVE, LIGHT])
def test_active_passive_and_light_verb_have_the_same_sides(book: Codebook, rows: str) -> None:
    coding = one(book, rows, "ASSAULT")
    assert sides(coding) == (["TCD"], ["LBY"])
    assert coding.status is Status.HAPPENED


def test_a_bare_country_that_attacks_is_its_army(book: Codebook) -> None:
    assert one(book, ATTACK, "ASSAULT").sources[0].actor.sector == "MIL"


def test_evidence_is_cut_from_the_text(book: Codebook) -> None:
    coding = one(book, LIGHT, "ASSAULT")
    assert coding.trigger.quote == "launched a drone attack"
    assert coding.sentence.quote == "Chad launched a drone attack on Libya."
    assert coding.sources[0].evidence.quote == "Chad"


def test_a_light_verb_and_its_noun_are_one_act_with_the_mode_of_the_noun(book: Codebook) -> None:
    assert one(book, LIGHT, "ASSAULT").modes == ("drone",)


def test_roles_find_the_sides_where_the_tree_does_not(book: Codebook) -> None:
    found = code(book, ROLES_ONLY, roles=[(3, "ARG0", 1), (3, "ARG1", 4)]).codings
    assert [sides(coding) for coding in found] == [(["TCD"], ["LBY"])]


def test_a_weekday_looks_back_from_the_publishing_day(book: Codebook) -> None:
    coding = one(book, ATTACK, "ASSAULT", published="2024-01-18")
    assert coding.day is not None
    assert coding.day.start == "2024-01-16"


def test_a_weekday_without_a_publishing_day_is_no_day(book: Codebook) -> None:
    coding = one(book, ATTACK, "ASSAULT")
    assert coding.day is None
    assert any(reason.field == "day" for reason in coding.reasons)


def test_what_is_denied_is_coded_as_denied(book: Codebook) -> None:
    assert one(book, DENIED, "ASSAULT").status is Status.DENIED


def test_a_pledge_to_withdraw_is_a_concession_and_no_withdrawal(book: Codebook) -> None:
    found = code(book, PLEDGE).codings
    asserted = [coding.type for coding in found if coding.status is Status.HAPPENED]
    assert asserted == ["CONCEDE"]


def test_a_pledge_becomes_a_line_of_the_ledger_with_its_condition(book: Codebook) -> None:
    (line,) = code(book, PLEDGE).undertakings
    assert (line.type, line.standing) == ("withdrawal", Standing.PLEDGED)
    assert line.by[0].actor.country == "TCD"
    assert line.condition is not None
    assert line.condition.quote == "if Libya disarms"


def test_what_a_side_says_it_would_do_is_a_threat_in_its_own_words(book: Codebook) -> None:
    chain = Chain(
        mentions=(
            Mention(sentence=0, start=0, end=1, head=0, kind="name"),
            Mention(sentence=0, start=2, end=3, head=2, kind="pronoun"),
        ),
        type="LOC",
        name="Chad",
    )
    (coding,) = code(book, WILL, chains=(chain,)).codings
    assert (coding.type, coding.modes, coding.status) == ("THREATEN", ("violence",), Status.HAPPENED)
    assert coding.evidentiality is Evidentiality.ATTRIBUTED


def test_talks_have_both_sides_as_sources(book: Codebook) -> None:
    coding = one(book, TALKS, "CONSULT")
    assert coding.reciprocal
    assert sides(coding) == (["TCD", "LBY"], [])


def test_an_act_without_sides_stays_without_sides_and_says_so(book: Codebook) -> None:
    coding = one(book, RECALL, "SANCTION")
    assert sides(coding) == ([], [])
    assert {"sources", "targets"} <= {reason.field for reason in coding.reasons}


def test_a_group_hit_abroad_gives_the_state_whose_soil_was_hit(book: Codebook) -> None:
    coding = one(book, KILLED, "ASSAULT")
    assert coding.affected_states == ("LBY",)
    assert [one.actor.sector for one in coding.targets] == ["REB"]


def test_a_count_of_the_killed_behind_at_least_has_no_greatest_value(book: Codebook) -> None:
    (loss,) = one(book, KILLED, "ASSAULT").casualties
    assert (loss.kind, loss.minimum, loss.maximum) == ("killed", 12, None)


def test_a_pronoun_is_resolved_by_its_chain(book: Codebook) -> None:
    chain = Chain(
        mentions=(
            Mention(sentence=0, start=0, end=4, head=1, kind="nominal"),
            Mention(sentence=1, start=0, end=1, head=0, kind="pronoun"),
        ),
        type="PER",
        name=None,
    )
    found = [coding for coding in code(book, PRESIDENT, HE, chains=(chain,)).codings if coding.type == "ACCUSE"]
    assert [sides(coding) for coding in found] == [(["TCD"], ["LBY"])]


def test_acts_without_a_known_side_are_kept_on_demand_only(book: Codebook) -> None:
    rows = ATTACK.replace("Chad Chad", "Bob Bob").replace("Libya Libya", "Tom Tom")
    assert not code(book, rows).codings
    assert code(book, rows).skipped
    assert code(book, rows, config=Config(require_actors=False)).codings


def test_the_same_article_is_coded_the_same_twice(book: Codebook) -> None:
    assert code(book, PLEDGE) == code(book, PLEDGE)
