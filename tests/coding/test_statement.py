"""In a ministry's statement "the government" is the ministry's own, whoever was named last."""

from detente import codebook, coding, language
from detente.records import Article, Genre, Parse

TEXT = (
    "Norway recalled its ambassador from Chile on Monday. The Chilean ambassador may not return for now. "
    "The government also suspended trade talks."
)


def _doer(book: codebook.Codebook, engine: language.Engine, genre: Genre | None, source: str | None) -> str | None:
    article = Article(id="a", text=TEXT, genre=genre, source=source)
    (parse,) = engine.parse([article])
    assert isinstance(parse, Parse)
    last = coding.code(parse, article, book, coding.Config()).codings[-1]
    return last.sources[0].actor.country


def test_a_statement_speaks_of_its_own_government(book: codebook.Codebook, engine: language.Engine) -> None:
    assert _doer(book, engine, Genre.STATEMENT, "Ministry of Foreign Affairs, Oslo") == "NOR"


def test_a_statement_of_a_body_in_no_table_changes_nothing(book: codebook.Codebook, engine: language.Engine) -> None:
    assert _doer(book, engine, Genre.STATEMENT, "Office of the Registrar") == _doer(book, engine, None, None)
