"""The flow drives the rooms in batches and loses nothing; the rooms are fakes here."""

from collections.abc import Iterable, Iterator, Sequence

import pytest

from detente.flow import Rooms, accounts, canonical
from detente.records import Account, Article, Basis, Coded, Explanation, Making, Parse, Precision, Skipped, When


def article(name: str, published: str | None = None) -> Article:
    when = published and When(start=published, end=published, precision=Precision.DAY, basis=Basis.STATED)
    return Article(id=name, text=f"{name} struck.", published=when or None, path=f"{name}.txt")


class FakeEngine:
    """Parses every article but those named ``silent``, and remembers the sizes of its batches."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def parse(self, articles: Sequence[Article]) -> list[Parse | Skipped]:
        self.batches.append(len(articles))
        return [
            Skipped(where=one.id, room="language", reason="no sentence")
            if one.id == "silent"
            else Parse(article=one.id, sentences=(), chains=())
            for one in articles
        ]


def rooms(items: Iterable[Article | Skipped], engine: FakeEngine | None = None) -> Rooms:
    def read(paths: Iterable[str]) -> Iterator[Article | Skipped]:
        del paths
        yield from items

    def code(parse: Parse, article: Article) -> Coded:
        if article.id == "faulty":
            raise KeyError(parse.article)
        return Coded(codings=(), undertakings=(), skipped=())

    def unexplained(parse: Parse, article: Article, number: int) -> Explanation:
        raise NotImplementedError

    return Rooms(
        read=read,
        parse=(engine or FakeEngine()).parse,
        code=code,
        sketch=lambda coded: [() for _ in coded],
        explain=unexplained,
        country_name={"IRN": "Iran"}.get,
        making=Making(version="0", weights="w", codebook="c", settings="s"),
    )


def test_every_article_comes_out_once_with_its_account() -> None:
    done = list(accounts(["."], rooms([article("a"), article("b")]), batch=8))
    assert [one.article.id for one in done if isinstance(one, Account)] == ["a", "b"]


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
def test_articles_in_are_accounts_out_plus_skipped_whatever_the_batch(batch: int) -> None:
    items = [article("a"), Skipped(where="x", room="reading", reason="r"), article("silent"), article("faulty")]
    done = list(accounts(["."], rooms(items), batch=batch))
    assert len(done) == len(items)
    assert sorted(one.room for one in done if isinstance(one, Skipped)) == ["coding", "language", "reading"]


def test_the_engine_is_given_batches() -> None:
    engine = FakeEngine()
    list(accounts(["."], rooms([article(str(number)) for number in range(5)], engine), batch=2))
    assert engine.batches == [2, 2, 1]


def test_a_batch_of_nothing_but_skipped_does_not_wake_the_engine() -> None:
    engine = FakeEngine()
    list(accounts(["."], rooms([Skipped(where="x", room="reading", reason="r")], engine), batch=2))
    assert engine.batches == []


def test_only_one_batch_is_read_while_another_is_coded() -> None:
    taken: list[str] = []

    def items() -> Iterator[Article]:
        for number in range(100):
            taken.append(str(number))
            yield article(str(number))

    done = accounts(["."], rooms(items()), batch=4)
    next(done)
    done.close()
    assert len(taken) == 8


def test_what_fails_in_reading_is_raised_after_the_accounts_before_it() -> None:
    def items() -> Iterator[Article]:
        yield article("a")
        raise OSError("gone")

    done = accounts(["."], rooms(items()), batch=1)
    assert isinstance(next(done), Account)
    with pytest.raises(OSError, match="gone"):
        next(done)


def test_a_fault_in_coding_costs_its_article_only_and_names_it() -> None:
    done = list(accounts(["."], rooms([article("faulty"), article("b")]), batch=2))
    (fault,) = (one for one in done if isinstance(one, Skipped))
    assert fault.where == "faulty.txt"
    assert "KeyError" in fault.reason
    assert len(done) == 2


def test_the_order_is_by_date_and_id_with_the_undated_last() -> None:
    items = [article("u"), article("b", "2024-01-18"), article("a", "2024-01-18"), article("c", "2024-01-16")]
    done, _ = canonical(accounts(["."], rooms(items), batch=8))
    assert [one.article.id for one in done] == ["c", "a", "b", "u"]


def test_reading_in_pieces_equals_reading_at_once() -> None:
    items = [article("b", "2024-01-18"), article("a", "2024-01-18"), Skipped(where="x", room="reading", reason="r")]
    at_once = canonical(accounts(["."], rooms(items), batch=8))
    in_pieces = canonical(one for item in reversed(items) for one in accounts(["."], rooms([item]), batch=8))
    assert at_once == in_pieces
