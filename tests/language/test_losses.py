"""Which two codings of a sentence tell one deed: an attack, and those whom it killed or hurt."""

from collections.abc import Mapping

import pytest

from detente import language
from detente.language import Engine
from detente.language.losses import losses
from detente.records import Casualties, Coding, Evidence, EvidenceKind, Evidentiality, Status


@pytest.fixture(scope="module")
def engine() -> Engine:
    return language.load()


def coded(word: str, *, killed: int | None) -> Coding:
    """Make the coding of an attack that a word names, with its dead."""
    words = Evidence(kind=EvidenceKind.QUOTE, article="a", start=0, end=len(word), quote=word)
    dead = Casualties(kind="killed", minimum=killed, maximum=killed, by_whom=None, evidence=words)
    return Coding(
        id=word,
        type="ASSAULT",
        modes=(),
        contexts=(),
        sources=(),
        targets=(),
        affected_states=(),
        status=Status.HAPPENED,
        evidentiality=Evidentiality.ASSERTED,
        attribution=None,
        day=None,
        place=None,
        trigger=words,
        evidence=words,
        sentence=words,
        casualties=() if killed is None else (dead,),
        reciprocal=False,
        reasons=(),
    )


def tied(engine: Engine, text: str, acts: Mapping[str, int | None]) -> dict[str, str]:
    (sentence,) = engine.parse_words([text.split()])
    at = {token.text: place for place, token in enumerate(sentence.tokens)}
    codings = [coded(word, killed=killed) for word, killed in acts.items()]
    return losses(sentence, codings, {word: range(at[word], at[word] + 1) for word in acts})


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Two soldiers were killed when Pakistan shelled an Indian post .", {"killed": 2, "shelled": None}),
        ("One man was killed and 21 were hurt in a new attack on Jizan airport .", {"killed": 1, "attack": None}),
        ("It condemned the suicide bombing that killed 40 policemen .", {"bombing": None, "killed": 40}),
    ],
)
def test_the_killed_belong_to_the_attack_that_grammar_ties_them_to(
    engine: Engine, text: str, acts: Mapping[str, int | None]
) -> None:
    first, second = acts
    assert tied(engine, text, acts) in ({first: second}, {second: first})


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Three soldiers were killed days after Iran bombed a camp in Pakistan .", {"killed": 3, "bombed": None}),
        ("Iran bombed a camp in Pakistan and Turkey shelled a village .", {"bombed": 3, "shelled": None}),
        ("They fired on the town when the army shelled the camp .", {"fired": None, "shelled": None}),
    ],
)
def test_what_follows_or_stands_beside_an_attack_is_not_that_attack(
    engine: Engine, text: str, acts: Mapping[str, int | None]
) -> None:
    assert tied(engine, text, acts) == {}
