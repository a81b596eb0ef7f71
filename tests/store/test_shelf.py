"""Accounts that were asked for lately are kept at hand, and are the same as those of the file."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from detente.records import Account
from detente.store import Config, open_case
from detente.store.shelf import Shelf


def test_what_is_at_hand_is_not_read_again_and_the_oldest_goes_first(make: SimpleNamespace) -> None:
    asked: list[str] = []

    def read(ids: list[str]) -> list[Account]:
        asked.extend(ids)
        return [make.account(one) for one in ids if one != "nobody"]

    shelf = Shelf(2)
    assert [one.article.id for one in shelf.accounts(["b", "a", "nobody"], read)] == ["a", "b"]
    shelf.accounts(["a"], read)
    shelf.accounts(["d"], read)
    shelf.accounts(["a", "d"], read)
    assert asked == ["a", "b", "nobody", "d"]
    shelf.accounts(["b"], read)
    assert asked[-1] == "b"


@pytest.mark.parametrize("at_hand", [0, 1, 1000])
def test_a_case_answers_alike_however_much_it_keeps_at_hand(
    tmp_path: Path, make: SimpleNamespace, at_hand: int
) -> None:
    given = [make.account("a", "a1", published="2024"), make.account("b", "b1", published=None), make.entry("e")]
    with open_case(str(tmp_path / "c.detente"), create=True, config=Config(at_hand=at_hand)) as case:
        assert case.accounts(["a"]) == []
        case.add(make.making, given, dyads={"a": [make.dyad], "e": [make.dyad]})
        for _ in range(2):
            assert case.accounts(["b", "e", "a"]) == [given[0], given[2], given[1]]
            assert case.accounts(dyad=make.dyad) == [given[0], given[2]]
            assert case.accounts(["a", "b"], dyad=make.dyad) == [given[0]]
            assert case.accounts() == [given[0], given[2], given[1]]


@pytest.mark.parametrize("wrong", [{"patience": 0}, {"courtesy": -1}, {"stretch": -0.1}, {"at_hand": -1}])
def test_times_and_numbers_that_are_none_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        Config(**wrong)
