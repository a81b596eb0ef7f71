"""How long it takes: far below what reading the articles costs."""

import time
from types import SimpleNamespace

from detente.records import Judged
from detente.store.case import Case

ARTICLES, BATCH = 1000, 32
MOST = 10.0  # seconds for a thousand articles with ten codings each


def test_a_thousand_articles_with_ten_codings_each_are_added_in_seconds(case: Case, make: SimpleNamespace) -> None:
    given = [make.account(f"a{one}", *(f"a{one}-{number}" for number in range(10))) for one in range(ARTICLES)]
    started, worked = time.monotonic(), time.process_time()
    for start in range(0, ARTICLES, BATCH):
        part = given[start : start + BATCH]
        case.add(
            make.making,
            part,
            article_keys={one.article.id: frozenset(f"k{number}" for number in range(5)) for one in part},
            event_keys={coding.id: frozenset({coding.id, one.article.id}) for one in part for coding in one.codings},
            dyads={one.article.id: [make.dyad] for one in part},
        )
    seconds, work = time.monotonic() - started, time.process_time() - worked
    print(f"{ARTICLES} articles added in {seconds:.1f} s, {work:.1f} s of work")  # noqa: T201 - for `pytest -s`
    assert work < MOST  # other programs of the machine may be at work too


def test_the_same_articles_again_cost_next_to_nothing(case: Case, make: SimpleNamespace) -> None:
    given = [make.account(f"a{one}", f"a{one}-0") for one in range(200)]
    case.add(make.making, given)
    before = case.counts()
    started = time.monotonic()
    case.add(make.making, given)
    assert time.monotonic() - started < 1.0
    assert case.counts() == before


def test_to_find_what_meets_an_article_takes_as_long_in_a_large_case(case: Case, make: SimpleNamespace) -> None:
    """The store looks at the keys of the new article and at nothing else."""
    for start in range(0, 2000, 500):
        part = [make.account(f"a{start + one}") for one in range(500)]
        case.add(make.making, part, article_keys={one.article.id: frozenset({one.article.id[:-1]}) for one in part})
    started = time.monotonic()
    assert len(case.meeting(["a1"])) == 9
    assert len(case.meeting(["a1234"])) == 9
    assert case.component(Judged.ARTICLE, ["a1234"]) == [{"a1234"}]
    assert time.monotonic() - started < 0.5
