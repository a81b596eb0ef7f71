"""Two reports that put two acts in different order: the whole way from their texts to the flag."""

import pytest

from detente import codebook, coding, language
from detente.fusion import Config, Fusion
from detente.records import Account, Article, Basis, Link, Parse, Precision, When

LED_TO = """
Tensions rose when Iran fired missiles and drones at a militant base in Pakistan's Balochistan province.
Pakistan then bombed camps of armed groups in Iran, leading to the recall of ambassadors.
"""
DATED = """
Pakistan recalled its ambassador from Tehran on Wednesday.
On Thursday morning Pakistani jets bombed camps of armed groups in Iran.
"""
BORNE_OUT = """
On Thursday morning Pakistani jets bombed camps of armed groups in Iran.
Pakistan recalled its ambassador from Tehran on Friday.
"""


@pytest.fixture(scope="module")
def book() -> codebook.Codebook:
    return codebook.load()


@pytest.fixture(scope="module")
def engine(book: codebook.Codebook) -> language.Engine:
    return language.load(propose=lambda parse: coding.proposed(parse, book))


def ordered(book: codebook.Codebook, engine: language.Engine, *texts: tuple[str, str | None]) -> list[Link]:
    """Return what reports of these days tell of the order of events, every act being an event of its own."""
    accounts = []
    for number, (text, day) in enumerate(texts):
        published = day and When(start=day, end=day, precision=Precision.DAY, basis=Basis.STATED)
        article = Article(id=f"report{number}", text=text.strip(), published=published or None)
        (parse,) = engine.parse([article])
        assert isinstance(parse, Parse)
        coded = coding.code(parse, article, book, coding.Config())
        account = Account(article=article, codings=coded.codings, undertakings=(), skipped=(), links=coded.links)
        accounts.append(account)
    fusion = Fusion(Config(), book)
    codings = [one.id for account in accounts for one in account.codings]
    return fusion.links(accounts, fusion.events(accounts, (), codings))


def test_a_recall_that_another_report_dates_to_the_day_before_the_strike_is_flagged(
    book: codebook.Codebook, engine: language.Engine
) -> None:
    (link,) = (
        one
        for one in ordered(book, engine, (LED_TO, None), (DATED, "2024-01-19"))
        if one.evidence.quote == "leading to"
    )
    assert {one.article for one in link.contradicted} == {"report1"}
    assert "on Wednesday" in link.contradicted[0].quote


def test_a_recall_that_another_report_dates_to_the_day_behind_the_strike_is_not(
    book: codebook.Codebook, engine: language.Engine
) -> None:
    found = ordered(book, engine, (LED_TO, None), (BORNE_OUT, "2024-01-20"))
    assert [one.contradicted for one in found if one.evidence.quote == "leading to"] == [()]
