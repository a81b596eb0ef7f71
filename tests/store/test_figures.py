"""Indicator series and deliveries in both stores."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace

from detente.store import open_case
from detente.store.case import Case

DYAD = ("ISL", "NOR")
AT = "2024-02-01T08:00+01:00"


def test_a_later_import_takes_the_place_of_the_earlier_one_which_is_kept(case: Case, make: SimpleNamespace) -> None:
    first, second = make.series(1.0, 2.5), make.series(1.0, 2.75, known="2024-03-01T09:00+01:00")
    other = make.series(7.0, id="s2", indicator="energy", dyad=("DNK", "ISL"))
    case.add_series([first, other])
    case.add_series([second])
    assert case.series() == [other, second]
    assert case.series(DYAD) == [second]
    assert case.series(DYAD, as_of="2024-02-28") == [first]
    assert case.series(DYAD, as_of="2024-03-01T07:59+00:00") == [first]
    assert case.series(DYAD, as_of="2024-03-01") == [second]
    assert case.series(as_of="2024-01-31") == []
    assert case.series(DYAD, history=True) == [first, second]
    assert case.touched_dyads() == [("DNK", "ISL"), DYAD]
    assert {one.dyad: one.series for one in case.dyads()} == {DYAD: 1, ("DNK", "ISL"): 1}


def test_the_same_figures_are_taken_in_once(case: Case, make: SimpleNamespace) -> None:
    first = make.series(1.0)
    case.add_series([first, replace(first, known="2024-05-01", author="Knut")])
    case.settled(DYAD)
    case.add_series([replace(first, known="2024-06-01")])
    assert case.series(history=True) == [first]


def test_an_older_edition_that_is_imported_late_does_not_take_the_place_of_a_newer(
    case: Case, make: SimpleNamespace
) -> None:
    new, old = make.series(2.0, known="2024-05-01"), make.series(1.0, known="2023-05-01")
    case.add_series([new])
    case.add_series([old])
    assert case.series() == [new]
    assert case.series(as_of="2024-01-01") == [old]


def test_an_alert_is_handed_over_once_unless_it_failed(case: Case) -> None:
    assert case.deliveries(["a", "b"]) == {}
    assert case.delivering("a", "mail", AT)
    assert not case.delivering("a", "mail", AT)
    assert case.delivering("a", "file", AT)
    case.delivered("a", "mail", AT, "failed")
    assert case.delivering("a", "mail", AT)
    case.delivered("a", "mail", AT, "delivered")
    assert not case.delivering("a", "mail", AT)
    assert case.deliveries(["a", "b"]) == {("a", "mail"): "delivered", ("a", "file"): "sending"}


def test_of_many_who_would_hand_over_one_alert_at_once_one_does(where: str) -> None:
    open_case(where, create=True).close()

    def work(_: int) -> bool:
        with open_case(where, create=False) as case:
            return case.delivering("a", "mail", AT)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(work, range(16))) == 1
