"""Coreference is tested on trees written by hand, without the model."""

import re
from collections.abc import Sequence

import pytest

from detente.language.coreference import chains
from detente.language.coreference.lexicon import load_lexicon
from detente.records.parse import Chain, Name, Sentence, Token

CAPITALS = {
    "tehran": "Iran",
    "iranian": "Iran",
    "iranians": "Iran",
    "islamic republic of iran": "Iran",
    "islamabad": "Pakistan",
    "pakistani": "Pakistan",
    "khartoum": "Sudan",
    "juba": "South Sudan",
    "us": "United States",
    "washington": "United States",
    "amman": "Jordan",
    "baghdad": "Iraq",
}

WORD = re.compile(
    r"(?:\[(?P<type>[A-Z]+) )?(?P<text>\S+)/(?P<tag>[A-Z$]+)/(?P<head>\d+)/(?P<relation>[a-z:]+)(?P<end>\])?"
)
UPOS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "PRP": "PRON",
    "PRP$": "PRON",
    "VB": "VERB",
    "JJ": "ADJ",
    "IN": "ADP",
    "DT": "DET",
    "CC": "CCONJ",
    "CD": "NUM",
    "POS": "PART",
    "PU": "PUNCT",
    "RB": "ADV",
    "AUX": "AUX",
}


def read(line: str, place: int) -> Sentence:
    """Read "word~lemma/TAG/head/relation" with names in "[PER ...]"; heads count from 1, hyphens touch their words."""
    tokens: list[Token] = []
    names: list[Name] = []
    opened: tuple[int, str] | None = None
    for number, match in enumerate(WORD.finditer(line)):
        text, _, lemma = match["text"].partition("~")
        glued = text in ("-", "'s") or (tokens and tokens[-1].text == "-")
        start = place if not tokens else tokens[-1].end + (0 if glued else 1)
        tokens.append(
            Token(
                start=start,
                end=start + len(text),
                text=text,
                lemma=lemma or text.lower(),
                upos=UPOS[match["tag"]],
                xpos=match["tag"],
                features="",
                head=int(match["head"]) - 1,
                relation=match["relation"],
            )
        )
        opened = (number, match["type"]) if match["type"] else opened
        if match["end"] and opened:
            names.append(Name(start=opened[0], end=number + 1, type=opened[1], score=0.9))
            opened = None
    assert len(tokens) == len(line.replace("[PER ", "").replace("[ORG ", "").replace("[LOC ", "").split()), line
    return Sentence(start=place, end=tokens[-1].end, tokens=tuple(tokens), predicates=(), names=tuple(names))


def article(*lines: str) -> list[Sentence]:
    sentences: list[Sentence] = []
    for line in lines:
        sentences.append(read(line, sentences[-1].end + 1 if sentences else 0))
    return sentences


def spelled(chain: Chain, sentences: Sequence[Sentence]) -> list[str]:
    return [
        f"{mention.sentence}:"
        + " ".join(token.text for token in sentences[mention.sentence].tokens[mention.start : mention.end])
        for mention in chain.mentions
    ]


def resolved(*lines: str) -> list[list[str]]:
    sentences = article(*lines)
    return [spelled(chain, sentences) for chain in chains(sentences, capitals=CAPITALS)]


JILANI_FULL = "[PER Jalil/NNP/4/nsubj Abbas/NNP/1/flat Jilani/NNP/1/flat] landed~land/VB/0/root ./PU/4/punct"
JILANI_LAST = "[PER Jilani/NNP/2/nsubj] waved~wave/VB/0/root ./PU/2/punct"
KHALED_SPOKE = "[PER Khaled/NNP/3/nsubj Aziz/NNP/1/flat] spoke~speak/VB/0/root ./PU/3/punct"
OMAR_SPOKE = "[PER Omar/NNP/3/nsubj Aziz/NNP/1/flat] spoke~speak/VB/0/root ./PU/3/punct"
AZIZ_LEFT = "[PER Aziz/NNP/2/nsubj] left~leave/VB/0/root ./PU/2/punct"
IRAN_STRUCK = "[LOC Iran/NNP/2/nsubj] struck~strike/VB/0/root [LOC Pakistan/NNP/2/obj] ./PU/2/punct"
PAIR_AGREED = (
    "[LOC Pakistan/NNP/4/nsubj] and/CC/3/cc [LOC Iran/NNP/1/conj] agreed~agree/VB/0/root "
    "on/IN/6/case talks~talk/NNS/4/obl ./PU/4/punct"
)
TWO_COUNTRIES = (
    "The/DT/3/det two/CD/3/nummod countries~country/NNS/4/nsubj reopened~reopen/VB/0/root "
    "the/DT/6/det border/NN/4/obj ./PU/4/punct"
)


def test_a_surname_joins_the_full_name() -> None:
    assert resolved(JILANI_FULL, JILANI_LAST) == [["0:Jalil Abbas Jilani", "1:Jilani"]]


def test_a_hyphened_surname_of_several_tokens_joins_the_full_name() -> None:
    assert resolved(
        "[PER Hossein/NNP/5/nsubj Amir/NNP/1/flat -/PU/4/punct Abdollahian/NNP/1/flat] spoke/VB/0/root ./PU/5/punct",
        "[PER Amir/NNP/4/nsubj -/PU/3/punct Abdollahian/NNP/1/flat] left~leave/VB/0/root ./PU/4/punct",
    ) == [["0:Hossein Amir - Abdollahian", "1:Amir - Abdollahian"]]


def test_two_persons_of_one_surname_stay_apart_and_the_bare_surname_with_neither() -> None:
    assert resolved(KHALED_SPOKE, OMAR_SPOKE, AZIZ_LEFT) == []


def test_a_title_before_a_given_name_does_not_reach_a_surname() -> None:
    assert (
        resolved(
            "[PER Saddam/NNP/3/nsubj Hussein/NNP/1/flat] spoke~speak/VB/0/root ./PU/3/punct",
            "King/NNP/2/nmod:desc [PER Hussein/NNP/3/nsubj] replied~reply/VB/0/root ./PU/3/punct",
        )
        == []
    )


def test_south_sudan_is_not_sudan() -> None:
    assert resolved(
        "[LOC South/NNP/2/compound Sudan/NNP/3/nsubj] agreed~agree/VB/0/root ./PU/3/punct",
        "[LOC Sudan/NNP/2/nsubj] refused~refuse/VB/0/root ./PU/2/punct",
        "[LOC Sudan/NNP/2/nsubj] waited~wait/VB/0/root ./PU/2/punct",
    ) == [["1:Sudan", "2:Sudan"]]


def test_a_part_of_a_country_is_not_the_country() -> None:
    assert (
        resolved(
            "[LOC Iran/NNP/2/nsubj] agreed~agree/VB/0/root ./PU/2/punct",
            "Rain/NN/2/nsubj hit/VB/0/root southern/JJ/4/amod [LOC Iran/NNP/2/obj] ./PU/2/punct",
        )
        == []
    )


@pytest.mark.parametrize(
    ("line", "joined"),
    [
        ("[LOC Tehran/NNP/2/nsubj] denied~deny/VB/0/root it/PRP/2/expl ./PU/2/punct", True),
        ("[ORG Crowds/NNS/2/nsubj] gathered~gather/VB/0/root in/IN/4/case [LOC Tehran/NNP/2/obl] ./PU/2/punct", False),
        ("[LOC Tehran/NNP/2/nsubj] slept~sleep/VB/0/root ./PU/2/punct", False),
        ("[ORG Envoys/NNS/2/nsubj] warned~warn/VB/0/root [LOC Tehran/NNP/2/obj] ./PU/2/punct", True),
    ],
)
def test_a_capital_means_the_country_only_where_a_government_can_stand(line: str, *, joined: bool) -> None:
    found = resolved(IRAN_STRUCK, line)
    assert (found == [["0:Iran", "1:Tehran"]]) is joined
    assert bool(found) is joined


def test_the_chain_of_a_country_bears_its_short_name() -> None:
    sentences = article(IRAN_STRUCK, "[LOC Tehran/NNP/2/nsubj] confirmed~confirm/VB/0/root ./PU/2/punct")
    assert [(chain.type, chain.name) for chain in chains(sentences, capitals=CAPITALS)] == [("LOC", "Iran")]


def test_an_acronym_joins_what_it_spells() -> None:
    assert resolved(
        "The/DT/3/det [ORG African/NNP/3/compound Union/NNP/4/nsubj] met~meet/VB/0/root ./PU/4/punct",
        "The/DT/2/det [ORG AU/NNP/3/nsubj] adjourned~adjourn/VB/0/root ./PU/3/punct",
    ) == [["0:The African Union", "1:The AU"]]


def test_an_acronym_in_brackets_joins_the_name_beside_it() -> None:
    assert resolved(
        "The/DT/3/det [ORG Revolutionary/NNP/3/compound Guards/NNPS/7/nsubj] (/PU/5/punct [ORG IRGC/NNP/3/appos] "
        ")/PU/5/punct fired~fire/VB/0/root ./PU/7/punct",
        "The/DT/2/det [ORG IRGC/NNP/3/nsubj] apologised~apologise/VB/0/root ./PU/3/punct",
    ) == [["0:The Revolutionary Guards", "0:IRGC", "1:The IRGC"]]


def test_a_title_leads_from_the_name_to_the_office() -> None:
    assert resolved(
        "Prime/NNP/2/amod Minister/NNP/3/nmod:desc [PER Kakar/NNP/4/nsubj] arrived~arrive/VB/0/root ./PU/4/punct",
        "The/DT/3/det prime/JJ/3/amod minister/NN/4/nsubj slept~sleep/VB/0/root ./PU/4/punct",
    ) == [["0:Prime Minister Kakar", "1:The prime minister"]]


def test_the_foreign_ministers_of_two_countries_stay_apart() -> None:
    assert resolved(
        "The/DT/4/det Iranian/JJ/4/amod foreign/JJ/4/amod minister/NN/5/nsubj spoke~speak/VB/0/root ./PU/5/punct",
        "The/DT/4/det Pakistani/JJ/4/amod foreign/JJ/4/amod minister/NN/5/nsubj slept~sleep/VB/0/root ./PU/5/punct",
        "The/DT/4/det Iranian/JJ/4/amod foreign/JJ/4/amod minister/NN/5/nsubj left~leave/VB/0/root ./PU/5/punct",
    ) == [["0:The Iranian foreign minister", "2:The Iranian foreign minister"]]


def test_what_stands_before_a_name_describes_it() -> None:
    assert resolved(
        "Shells/NNS/2/nsubj hit/VB/0/root the/DT/6/det armed/JJ/5/amod group/NN/6/nmod:desc [ORG Ansar/NNP/2/obj] "
        "./PU/2/punct",
        "The/DT/3/det armed/JJ/3/amod group/NN/4/nsubj answered~answer/VB/0/root ./PU/4/punct",
    ) == [["0:the armed group Ansar", "1:The armed group"]]


def test_an_apposition_joins_and_a_place_within_a_place_does_not() -> None:
    assert resolved(
        "[PER Jilani/NNP/7/nsubj] ,/PU/5/punct the/DT/5/det foreign/JJ/5/amod minister/NN/1/appos ,/PU/5/punct "
        "flew/VB/0/root to/IN/9/case [LOC Quetta/NNP/7/obl] ,/PU/11/punct [LOC Balochistan/NNP/9/appos] ./PU/7/punct",
    ) == [["0:Jilani", "0:the foreign minister"]]


def test_the_two_countries_are_the_pair_joined_by_and() -> None:
    sentences = article(PAIR_AGREED, TWO_COUNTRIES)
    found = chains(sentences, capitals=CAPITALS)
    pair = next(chain for chain in found if chain.members)
    assert spelled(pair, sentences) == ["0:Pakistan and Iran", "1:The two countries"]
    assert (pair.type, pair.name) == ("LOC", "Pakistan and Iran")
    assert [found[member].name for member in pair.members] == ["Pakistan", "Iran"]


def test_the_two_countries_are_the_pair_of_one_sentence_even_without_and() -> None:
    found = chains(article(IRAN_STRUCK, TWO_COUNTRIES), capitals=CAPITALS)
    pair = next(chain for chain in found if chain.members)
    assert pair.name == "Iran and Pakistan"
    assert [found[member].name for member in pair.members] == ["Iran", "Pakistan"]


def test_the_two_countries_stay_open_where_three_are_named() -> None:
    assert (
        resolved(
            "[LOC Iran/NNP/5/nsubj] ,/PU/3/punct [LOC Iraq/NNP/1/conj] and/CC/6/cc met~meet/VB/0/root "
            "[LOC Jordan/NNP/1/conj] ./PU/5/punct",
            TWO_COUNTRIES,
        )
        == []
    )


def test_they_after_a_pair_is_the_pair_and_its_is_the_country() -> None:
    found = resolved(
        PAIR_AGREED,
        "They/PRP/2/nsubj exchanged~exchange/VB/0/root letters~letter/NNS/2/obj ./PU/2/punct",
        "[LOC Iran/NNP/2/nsubj] recalled~recall/VB/0/root its/PRP$/4/nmod:poss ambassador/NN/2/obj ./PU/2/punct",
    )
    assert ["0:Pakistan and Iran", "1:They"] in found
    assert ["0:Iran", "2:Iran", "2:its"] in found


def test_he_is_the_man_and_not_his_own_object() -> None:
    found = resolved(
        "[PER Khaled/NNP/3/nsubj Aziz/NNP/1/flat] met/VB/0/root [PER Maria/NNP/3/obj Lopez/NNP/4/flat] ./PU/3/punct",
        "She/PRP/2/nsubj thanked~thank/VB/0/root him/PRP/2/obj ./PU/2/punct",
    )
    assert found == [["0:Khaled Aziz", "1:him"], ["0:Maria Lopez", "1:She"]]


def test_a_phrase_is_not_its_own_part() -> None:
    assert resolved("[PER Khaled/NNP/4/nsubj Aziz/NNP/1/flat] his/PRP$/4/nmod:poss uncle/NN/0/root ./PU/4/punct") == [
        ["0:Khaled Aziz", "0:his"]
    ]


def test_i_inside_quotation_marks_is_the_speaker() -> None:
    assert resolved(
        '"/PU/3/punct I/PRP/3/nsubj regret/VB/7/ccomp it/PRP/3/expl ,/PU/3/punct "/PU/3/punct said~say/VB/0/root '
        "[PER Khaled/NNP/7/nsubj Aziz/NNP/8/flat] ./PU/7/punct"
    ) == [["0:I", "0:Khaled Aziz"]]


def test_we_inside_quotation_marks_is_the_body_that_speaks_but_not_a_person() -> None:
    quoted = '"/PU/3/punct We/PRP/3/nsubj regret/VB/7/ccomp it/PRP/3/expl ,/PU/3/punct "/PU/3/punct said~say/VB/0/root '
    assert resolved(quoted + "[LOC Tehran/NNP/7/nsubj] ./PU/7/punct") == [["0:We", "0:Tehran"]]
    assert resolved(quoted + "[PER Khaled/NNP/7/nsubj Aziz/NNP/8/flat] ./PU/7/punct") == []


def test_the_same_article_gives_the_same_chains_in_text_order() -> None:
    sentences = article(PAIR_AGREED, IRAN_STRUCK, TWO_COUNTRIES, JILANI_FULL, JILANI_LAST)
    found = chains(sentences, capitals=CAPITALS)
    assert found == chains(sentences, capitals=dict(reversed(CAPITALS.items())))
    for chain in found:
        places = [(mention.sentence, mention.start, mention.end) for mention in chain.mentions]
        assert places == sorted(set(places), key=lambda place: (place[0], place[1], -place[2]))
        assert all(m.start <= m.head < m.end <= len(sentences[m.sentence].tokens) for m in chain.mentions)


def test_an_empty_article_has_no_chains() -> None:
    assert chains([], capitals=CAPITALS) == ()


def test_the_word_lists_are_lower_case_and_use_closed_classes() -> None:
    lexicon = load_lexicon()
    assert {entry.type for entry in lexicon.nouns.values()} == {"PER", "ORG", "LOC", "EVENT"}
    assert {entry.group for entry in lexicon.nouns.values()} == {None, "state", "side", "group", "place"}
    assert {entry.before for entry in lexicon.titles.values()} == {"given", "surname", "any"}
    assert set(lexicon.given_names.values()) == {"m", "f"}
    assert all(word == word.lower() for word in [*lexicon.nouns, *lexicon.given_names, *lexicon.pronouns])
