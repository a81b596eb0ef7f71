"""Who says what: source, cue and content of reported speech in sentences written for these tests."""

from typing import Any

import pytest

from detente import codebook, coding, language
from detente.coding.quotation import paragraphs, quotations
from detente.coding.tree import Tree
from detente.records import Article, Evidentiality, ReportedSpeech, Skipped, Span

# Text, then each attribution as (kind, cue, source, content); " | " stands between the pieces of one part.
ROWS: list[Any] = [
    pytest.param(
        "Chad's foreign minister said on Friday that Libyan jets had crossed the border.",
        [("say", "said", "Chad's foreign minister", "that Libyan jets had crossed the border")],
        id="A clause is the content of a verb of saying",
    ),
    pytest.param(
        "Two border guards were wounded, according to an army communique.",
        [("say", "according to", "an army communique", "Two border guards were wounded")],
        id="According to names a source",
    ),
    pytest.param(
        "Reports suggest that the convoy never reached the town.",
        [("claim", "suggest", "Reports", "that the convoy never reached the town")],
        id="Reports may be a source",
    ),
    pytest.param(
        "A senior official, who asked not to be named, said talks had collapsed.",
        [
            ("ask", "asked", "who", "not to be named"),
            ("say", "said", "A senior official, who asked not to be named", "talks had collapsed"),
        ],
        id="An unnamed official is a source",
    ),
    pytest.param(
        "The envoy, diplomats believe, will return within days.",
        [("think", "believe", "diplomats", "The envoy | will return within days")],
        id="A cue set between commas reports the clause around it",
    ),
    pytest.param(
        "Sudan accused Chad of arming the rebels.",
        [("blame", "accused", "Sudan", "Chad of arming the rebels")],
        id="An accusation holds the accused",
    ),
    pytest.param(
        "Peru denounced a deal and Ecuador's claim that the river was mined.",
        [("claim", "claim", "Ecuador", "that the river was mined")],
        id="A noun is a cue, its possessor the source",
    ),
    pytest.param(
        "The president praised the mediators and condemned the attack.",
        [
            ("praise", "praised", "The president", "the mediators"),
            ("blame", "condemned", "The president", "the attack"),
        ],
        id="A second verb shares the source",
    ),
    pytest.param(
        "The governor said the road was closed, adding that repairs would take weeks.",
        [
            ("say", "said", "The governor", "the road was closed"),
            ("say", "adding", "The governor", "that repairs would take weeks"),
        ],
        id="A participle that goes on with a saying is another one of the same source",
    ),
    pytest.param(
        "The general said in a statement that the siege was over.",
        [("say", "said", "The general", "that the siege was over")],
        id="What is said in a statement is content of the verb",
    ),
    pytest.param(
        "Kenya is believed to have moved a brigade to the border.",
        [("think", "is believed", "", "Kenya | to have moved a brigade to the border")],
        id="A passive of thought names nobody",
    ),
    pytest.param(
        "The talks seem to have failed.",
        [("seem", "seem", "", "The talks | to have failed")],
        id="What seems so is vouched for by nobody",
    ),
    pytest.param(
        "The prime minister urged both sides to stop.",
        [("ask", "urged", "The prime minister", "both sides to stop")],
        id="What is asked holds the one who is asked",
    ),
    pytest.param(
        "The spokesman declined to comment.",
        [("refuse", "declined", "The spokesman", "to comment")],
        id="A refusal is a cue",
    ),
    pytest.param(
        "“The ceasefire,” the general said, “exists on paper.”",
        [("say", "said", "the general", "“The ceasefire,” | “exists on paper.”")],
        id="A quotation broken by its cue is one content",
    ),
    pytest.param(
        "“The shelling began at dawn,” the mayor told reporters. “It went on for an hour. Then the bridge fell.”",
        [
            (
                "say",
                "told",
                "the mayor",
                "“The shelling began at dawn,” | “It went on for an hour. Then the bridge fell.”",
            )
        ],
        id="A quotation runs over sentences",
    ),
    pytest.param(
        "The ministry issued a statement:\n\n“Our patience has ended. We shall answer.”",
        [("say", "issued a statement", "The ministry", "“Our patience has ended. We shall answer.”")],
        id="A colon announces the quotation of the next paragraph",
    ),
]


@pytest.fixture(scope="module")
def heard(book: codebook.Codebook, engine: language.Engine) -> dict[str, tuple[ReportedSpeech, ...]]:
    """Find the reported speech of every row once."""
    texts = [*(row.values[0] for row in ROWS), NESTED]
    articles = [Article(id=text, text=text) for text in texts]
    found = {}
    for article, parse in zip(articles, engine.parse(articles), strict=True):
        assert not isinstance(parse, Skipped)
        found[article.id] = coding.reported(parse, article, book)
    return found


NESTED = "Uganda said Rwanda believes that Kampala wants war."


def words(text: str, spans: tuple[Span, ...]) -> str:
    """Return the words of a part, its pieces apart."""
    return " | ".join(text[span.start : span.end] for span in spans)


@pytest.mark.parametrize(("text", "wanted"), ROWS)
def test_source_cue_and_content_are_found(
    heard: dict[str, tuple[ReportedSpeech, ...]], text: str, wanted: list[tuple[str, str, str, str]]
) -> None:
    have = [(one.kind, *(words(text, part) for part in (one.cue, one.source, one.content))) for one in heard[text]]
    for one in wanted:
        assert one in have


def test_a_nested_speaker_stands_within_the_outer_one(heard: dict[str, tuple[ReportedSpeech, ...]]) -> None:
    found = heard[NESTED]
    assert [words(NESTED, one.source) for one in found] == ["Uganda", "Rwanda", "Kampala"]
    assert [one.within for one in found] == [None, 0, 1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("“Go,” he said. “Now.”", ["“Go,”", "“Now.”"], id="Curly marks pair"),
        pytest.param('"Go," he said. "Now."', ['"Go,"', '"Now."'], id="Straight marks pair by the blanks beside them"),
        pytest.param("''Go,'' he said. ''Now.''", ["''Go,''", "''Now.''"], id="Two single marks are a double one"),
        pytest.param(
            "He said “a \u2018good\u2019 day” came.",
            ["“a \u2018good\u2019 day”"],
            id="Marks inside others are left out",
        ),
        pytest.param("The boys' tents and the girls' tents burnt.", [], id="An apostrophe is no mark"),
        pytest.param("“Go now.\n\n“Go.” He left.", ["“Go now.", "“Go.”"], id="A new paragraph opens the marks again"),
    ],
)
def test_quotation_marks_pair(engine: language.Engine, text: str, wanted: list[str]) -> None:
    parse = engine.parse([Article(id="a", text=text)])[0]
    assert not isinstance(parse, Skipped)
    trees = [Tree(number, sentence) for number, sentence in enumerate(parse.sentences)]
    found = quotations(list(paragraphs(trees, text)))
    have = [
        text[trees[one.first[0]].token(one.first[1]).start : trees[one.last[0]].token(one.last[1]).end] for one in found
    ]
    assert have == wanted


def test_an_act_in_a_quotation_carries_who_is_quoted(book: codebook.Codebook, engine: language.Engine) -> None:
    text = "“Eritrean troops attacked an Ethiopian garrison on Tuesday,” Kenya's foreign minister said."
    article = Article(id="a", text=text)
    parse = engine.parse([article])[0]
    assert not isinstance(parse, Skipped)
    attack = next(one for one in coding.code(parse, article, book, coding.Config()).codings if one.type == "ASSAULT")
    assert attack.evidentiality is Evidentiality.ATTRIBUTED
    assert attack.attribution is not None
    assert attack.attribution.cue.quote == "said"
    assert attack.attribution.speaker is not None
    assert attack.attribution.speaker.actor.country == "KEN"


def test_an_act_quoted_over_sentences_carries_its_speaker(book: codebook.Codebook, engine: language.Engine) -> None:
    text = (
        "“The night was long,” Kenya's foreign minister said. “Eritrean troops attacked an Ethiopian garrison there.”"
    )
    article = Article(id="a", text=text)
    parse = engine.parse([article])[0]
    assert not isinstance(parse, Skipped)
    attack = next(one for one in coding.code(parse, article, book, coding.Config()).codings if one.type == "ASSAULT")
    assert attack.attribution is not None
    assert attack.attribution.speaker is not None
    assert attack.attribution.speaker.actor.country == "KEN"
