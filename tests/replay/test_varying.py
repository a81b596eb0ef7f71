"""An alternative takes out, moves, changes and adds; what it does not name stays as it is."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from detente.records import Account, Alternative, CourseEntry, Fate, Piece, Shift
from detente.replay import Config, Faults, load, pieces, played, varied
from detente.replay.shifting import account_shifted, moved
from tests.replay.made import WHOLE, write


def entry(name: str, day: int) -> CourseEntry:
    fields = (("type", "ASSAULT"), ("by", "Iran"), ("day", f"2024-01-{day:02}"), ("rests_on", "x"), ("author", "y"))
    return CourseEntry(name=name, kind="event", fields=fields, follows=(), where=name)


def alternative(
    take_out: Sequence[str] = (),
    moves: Sequence[Shift] = (),
    changes: Sequence[CourseEntry] = (),
    adds: Sequence[CourseEntry] = (),
) -> Alternative:
    return Alternative(
        name="x",
        means="y",
        take_out=tuple(take_out),
        moves=tuple(moves),
        changes=tuple(changes),
        adds=tuple(adds),
        notices=(),
        where="x",
    )


def parts(folder: Path) -> list[Piece]:
    return pieces(load(write(folder, WHOLE)), Faults(), Config())


def vary(held: Sequence[Piece], given_: Alternative) -> dict[str, Piece]:
    faults = Faults()
    found = varied(held, given_, faults, Config())
    faults.tell()
    return {one.name: one for one in found}


def test_what_is_moved_takes_its_days_with_it_but_not_what_is_due(tmp_path: Path) -> None:
    shift = Shift(entry="promise", by=2, to=None, also=(), where="x")
    found = vary(parts(tmp_path), alternative(moves=[shift]))["promise"]
    assert found.fate is Fate.MOVED
    assert (found.known, found.before) == ("2024-01-24", "2024-01-22")
    fields = dict(found.entry.fields) if found.entry else {}
    assert (fields["announced"], fields["due"]) == ("2024-01-24", "2024-01-26")


def test_what_is_due_moves_where_it_is_named(tmp_path: Path) -> None:
    shift = Shift(entry="promise", by=2, to=None, also=("due",), where="x")
    found = vary(parts(tmp_path), alternative(moves=[shift]))["promise"]
    assert found.entry is not None
    assert dict(found.entry.fields)["due"] == "2024-01-28"


def test_a_move_to_a_day_is_one_by_so_many_days(tmp_path: Path) -> None:
    shift = Shift(entry="kept", by=None, to="2024-02-02", also=(), where="x")
    assert vary(parts(tmp_path), alternative(moves=[shift]))["kept"].known == "2024-02-02"


def test_what_is_varied_says_that_it_rests_on_the_alternative(tmp_path: Path) -> None:
    shift = Shift(entry="kept", by=7, to=None, also=(), where="x")
    found = vary(parts(tmp_path), alternative(moves=[shift]))["kept"]
    assert found.entry is not None
    assert dict(found.entry.fields)["rests_on"].startswith("assumed in the alternative x; as it stands: ")


def test_what_is_not_named_stays_as_it_is(tmp_path: Path) -> None:
    held = parts(tmp_path)
    found = vary(held, alternative(take_out=["kept"]))
    assert [found[one.name] for one in held if one.name != "kept"] == [one for one in held if one.name != "kept"]
    assert [one.name for one in played(found.values())] == ["strike", "promise"]


NAMES = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True)


@given(names=NAMES, data=st.data())
def test_taking_out_and_adding_back_is_what_was_there(names: list[str], data: st.DataObject) -> None:
    held = [
        Piece(
            name=name,
            also=(),
            known=f"2024-01-{day:02}",
            kind="event",
            words="",
            rests_on="x",
            where=name,
            entry=entry(name, day),
        )
        for day, name in enumerate(names, 1)
    ]
    gone = data.draw(st.lists(st.sampled_from(names), unique=True))
    back = [one.entry for one in held if one.name in gone and one.entry]
    found = vary(held, alternative(take_out=gone, adds=back)) if gone else {one.name: one for one in held}
    assert [(one.name, one.known, one.entry) for one in played(found.values())] == [
        (one.name, one.known, one.entry) for one in played(held)
    ]


@given(days=st.integers(-400, 400))
def test_a_day_that_is_moved_there_and_back_is_the_same_day(days: int) -> None:
    text = "2024-02-29T04:10+05:00/2024-03-01"
    assert moved(moved(text, days), -days) == text


def test_the_news_of_a_report_moves_with_it_and_all_else_stays(coded: Sequence[Account]) -> None:
    there = 0
    for account in coded:
        published = account.article.published
        if published is None:
            continue
        later = account_shifted(account, 7, (), 1)
        assert later.article.text == account.article.text
        assert [one.due for one in later.undertakings] == [one.due for one in account.undertakings]
        for before, after in zip(account.codings, later.codings, strict=True):
            if before.day is None or after.day is None or len(before.day.end) < len("2024-01-16"):
                assert before == after
                continue
            age = (date.fromisoformat(published.start[:10]) - date.fromisoformat(before.day.end[:10])).days
            moved_by = (date.fromisoformat(after.day.end[:10]) - date.fromisoformat(before.day.end[:10])).days
            assert moved_by == (7 if age in {0, 1} else 0)
            there += moved_by > 0
    assert there
