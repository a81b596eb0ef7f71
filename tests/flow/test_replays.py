"""A course is played through the account that a case has, and differs from it where it was varied and nowhere else."""

import hashlib
import shutil
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.codebook import level_rules
from detente.errors import CourseError
from detente.flow import Desk, books, enter, settle
from detente.flow.replay_days import Days, looks
from detente.flow.replay_parts import parts, source
from detente.flow.replays import Chosen, play
from detente.flow.traffic import Given, open_registry, send
from detente.records import Account, Act, Books, Lane, Making, Playing, Replay
from detente.replay import load, ready
from detente.replay.tallies import acts
from detente.settings import Settings
from detente.store import open_case

EXPECTED = tomllib.loads((Path(__file__).parent / "replays.toml").read_text(encoding="utf-8"))
Play = Callable[..., Playing]
NUMBERS = count()


@pytest.fixture(scope="module")
def playing(desk: Desk) -> Play:
    """Return what plays a course, each once."""
    known: dict[tuple[str, str | None, bool], Playing] = {}

    def call(name: str, alternative: str | None = None, *, beside: bool = True) -> Playing:
        key = (name, alternative, beside)
        if key not in known:
            course = load(name)
            against = Chosen(course=course) if alternative and beside else None
            chosen = Chosen(course=course, alternative=alternative)
            known[key] = play(chosen, Settings(), desk, against=against)
        return known[key]

    return call


def the(found: Replay, key: str) -> Lane:
    (lane,) = [one for one in found.lanes if one.key == key]
    return lane


ROWS = [(name, key, rows) for name, lanes in EXPECTED["course"].items() for key, rows in lanes.items()]


@pytest.mark.parametrize(("name", "key", "rows"), ROWS, ids=[f"{name} {key}" for name, key, _ in ROWS])
def test_a_ready_course_looks_day_by_day_as_was_written_down_by_hand(
    playing: Play, name: str, key: str, rows: list[list[str]]
) -> None:
    lane = the(playing(name).one, key)
    assert [[one.first, one.words] for one in lane.stays] == rows


VARIED = [(name, other, rows) for name, found in EXPECTED["differs"].items() for other, rows in found.items()]


@pytest.mark.parametrize(("name", "alternative", "rows"), VARIED, ids=[f"{name} {other}" for name, other, _ in VARIED])
def test_an_alternative_differs_from_the_course_just_where_it_should(
    playing: Play, name: str, alternative: str, rows: list[list[str]]
) -> None:
    found = playing(name, alternative)
    told = [
        [one.key, one.first, one.last, one.one.words if one.one else "", one.other.words if one.other else ""]
        for one in found.differences
    ]
    assert told == rows


def test_the_expectations_cover_every_ready_course_and_alternative() -> None:
    assert set(EXPECTED["course"]) == set(EXPECTED["differs"]) == set(ready())
    for name in ready():
        assert set(EXPECTED["differs"][name]) == {one.name for one in load(name).alternatives}


def test_every_state_that_an_entry_led_to_names_the_entry(playing: Play) -> None:
    found = playing("january-2024").one
    because = {stay.because for lane in found.lanes for stay in lane.stays if lane.key != "level"}
    assert () not in because
    assert {one for names in because for one in names} <= {step.name for step in found.steps}


def course_file(folder: Path, head: str, entries: Sequence[str]) -> str:
    path = folder / f"{next(NUMBERS)}.toml"
    path.write_text(head + "".join(entries), encoding="utf-8")
    return str(path)


def pieces_of(name: str) -> tuple[str, list[str]]:
    """Return the head of a ready course and its entries as they stand in the file, without its alternatives."""
    text = Path(load(name).where).read_text(encoding="utf-8").partition("[[alternative]]")[0]
    head, *entries = text.split("[[entry]]")
    return head, [f"[[entry]]{one}" for one in entries]


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_the_entries_in_the_file_makes_no_difference(
    data: st.DataObject, playing: Play, desk: Desk, tmp_path: Path
) -> None:
    head, entries = pieces_of("january-2024")
    order = data.draw(st.permutations(entries))
    found = play(Chosen(course=load(course_file(tmp_path, head, order))), Settings(), desk).one
    assert found.lanes == playing("january-2024").one.lanes


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_taking_entries_out_and_adding_them_back_is_the_course_as_it_stands(
    data: st.DataObject, playing: Play, desk: Desk, tmp_path: Path
) -> None:
    head, entries = pieces_of("january-2024")
    names = [tomllib.loads(one)["entry"][0]["name"] for one in entries]
    gone = data.draw(st.lists(st.integers(0, len(names) - 1), min_size=1, max_size=6, unique=True))
    back = "".join(entries[at].replace("[[entry]]", "[[alternative.add]]") for at in gone)
    take_out = ", ".join(f'"{names[at]}"' for at in gone)
    more = f'[[alternative]]\nname = "back"\nmeans = "all of it again"\ntake_out = [{take_out}]\n{back}'
    course = load(course_file(tmp_path, head, [*entries, more]))
    found = play(Chosen(course=course, alternative="back"), Settings(), desk).one
    assert found.lanes == playing("january-2024").one.lanes


# -- a case that is varied


@pytest.fixture(scope="module")
def case(coded: Sequence[Account], desk: Desk, making: Making, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a case of the examples."""
    path = tmp_path_factory.mktemp("case") / "case.detente"
    with open_case(str(path), create=True) as held:
        enter(held, coded, making, desk)
        list(settle(held, desk))
    return path


def varying(case: Path, folder: Path, more: str = "") -> str:
    path = folder / "course.toml"
    head = f'title = "The case"\ncase = "{case}"\ndyad = ["PAK", "IRN"]\nfrom = 2024-01-16\nto = 2024-02-02\n'
    path.write_text(head + more, encoding="utf-8")
    return str(path)


def plain(found: Books) -> Any:  # noqa: ANN401 - a tree of what is compared
    """Return books without the ids that a case mints in the order in which it sees things."""
    promises = {one.id: min(one.undertakings) for one in found.commitments}
    keepings = [replace(one, id="", source="", commitment=promises[one.commitment]) for one in found.keepings]
    return (
        sorted((replace(one, id="") for one in found.events), key=lambda one: one.codings),
        sorted((replace(one, id=promises[one.id], keepings=()) for one in found.commitments), key=lambda one: one.id),
        sorted(keepings, key=repr),
        found.relation,
        found.level and (found.level.name, found.level.since),
        [one.article.id for one in found.accounts],
        found.coverage_until,
    )


def test_a_case_without_variation_is_played_as_its_own_account_as_of_each_day(
    case: Path, desk: Desk, tmp_path: Path
) -> None:
    course = load(varying(case, tmp_path))
    held = source(course, Settings())
    days = ["2024-01-16", "2024-01-18", "2024-01-19", "2024-01-23", "2024-01-27", "2024-01-31"]
    played = Days(
        parts=parts(course, None, held, Settings(), desk), judgements=(), series=(), dyad=("IRN", "PAK"), days=days
    )
    with open_case(str(case), create=False) as own:
        for look in looks(played, Settings(), desk):
            assert plain(look.books) == plain(books(own, desk, ("IRN", "PAK"), as_of=look.day))


def test_the_case_that_is_varied_stays_byte_for_byte_as_it_is(case: Path, desk: Desk, tmp_path: Path) -> None:
    more = (
        '[[alternative]]\nname = "x"\nmeans = "y"\ntake_out = ["04_agency_saravan.txt"]\n'
        '[[alternative.move]]\nentry = "15_ministry_return.txt"\nby = 7\n'
        '[[alternative.add]]\nname = "more"\nkind = "observation"\nwords = "Quiet"\nparties = ["PAK", "IRN"]\n'
        "day = 2024-01-20\n"
    )
    course = load(varying(case, tmp_path, more))
    before = hashlib.sha256(case.read_bytes()).hexdigest()
    found = play(Chosen(course=course, alternative="x"), Settings(), desk, against=Chosen(course=course))
    assert found.differences
    assert hashlib.sha256(case.read_bytes()).hexdigest() == before
    assert sorted(one.name for one in case.parent.iterdir()) == [case.name]


def test_an_event_is_taken_out_of_every_report_of_it(case: Path, desk: Desk, tmp_path: Path) -> None:
    with open_case(str(case), create=False) as held:
        (strike,) = [
            one.id
            for one in held.events(("IRN", "PAK"))
            if one.type == "ASSAULT" and one.day and one.day.start[:10] == "2024-01-18" and "IRN" in one.affected_states
        ][:1]
    more = f'[[alternative]]\nname = "x"\nmeans = "y"\ntake_out = ["{strike}"]\n'
    course = load(varying(case, tmp_path, more))
    held_ = source(course, Settings())
    found = parts(course, course.alternatives[0], held_, Settings(), desk)
    gone = held_.within()[strike]
    assert gone
    left = {one.id for piece in found.pieces if piece.account for one in piece.account.codings}
    assert left == {one.id for account in held_.accounts if account.known for one in account.codings} - gone


def test_a_name_that_several_reports_bear_is_refused_with_the_choices(case: Path, desk: Desk, tmp_path: Path) -> None:
    course = load(varying(case, tmp_path, '[[alternative]]\nname = "x"\nmeans = "y"\ntake_out = ["no such report"]\n'))
    with pytest.raises(CourseError, match="no entry is called 'no such report'"):
        play(Chosen(course=course, alternative="x"), Settings(), desk)


def test_a_case_that_somebody_has_open_is_varied_with_what_was_written_last(
    case: Path, coded: Sequence[Account], desk: Desk, making: Making, tmp_path: Path
) -> None:
    own = Path(shutil.copy(case, tmp_path / "own.detente"))
    course = load(varying(own, tmp_path))
    with open_case(str(own), create=False) as held:
        before = len(source(course, Settings()).accounts)
        one = replace(
            coded[0], article=replace(coded[0].article, id="0" * 32), codings=(), undertakings=(), sketches=()
        )
        enter(held, [replace(one, changes=(), links=(), keepings=(), skipped=())], making, desk)
        assert len(source(course, Settings()).accounts) == before + 1


def test_where_reports_disagree_on_who_did_it_the_act_is_nobodys(desk: Desk) -> None:
    course = load("january-2024")
    found = parts(course, None, source(course, Settings()), Settings(), desk)
    played = Days(parts=found, judgements=(), series=(), dyad=("IRN", "PAK"), days=["2024-01-18"])
    (look,) = looks(played, Settings(), desk)
    told = {one.key for one in acts(look.books, desk.book, level_rules(), desk.book.actors.called)}
    assert told == {"acts:IRN", "acts:PAK"}
    disputed = replace(look.books, events=tuple(replace(one, disputed=("sources",)) for one in look.books.events))
    told = {one.key for one in acts(disputed, desk.book, level_rules(), desk.book.actors.called)}
    assert told == {"acts:other"}


# -- working traffic

TRAFFIC = """
title = "Patrols"
sources = "made up for this test"
dyad = ["Pakistan", "Iran"]
from = 2024-02-01
to = 2024-02-20
[[entry]]
name = "patrols"
kind = "commitment"
words = "Joint patrols of the border"
type = "joint_border_patrol"
by = ["Pakistan", "Iran"]
standing = "agreed"
announced = 2024-02-01
[[notice]]
name = "incident"
form = "incident_notice"
sender = "Pakistan"
to = "Iran"
author = "duty officer"
at = 2024-02-03T09:00:00+05:00
what = "Shots near the fence"
day = 2024-02-02
place = "Taftan"
kind = "firing"
[[notice]]
name = "seen"
act = "ack"
of = "incident"
sender = "Iran"
author = "liaison officer"
at = 2024-02-03T12:00:00+03:30
[[alternative]]
name = "silence"
means = "nobody acknowledges the notice"
take_out = "seen"
[[alternative]]
name = "torn"
means = "the notice is taken out and the acknowledgement left"
take_out = "incident"
"""


def test_notices_go_through_the_log_and_their_clocks_run_day_by_day(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "traffic.toml"
    path.write_text(TRAFFIC.partition('[[alternative]]\nname = "torn"')[0], encoding="utf-8")
    course = load(str(path))
    found = play(Chosen(course=course, alternative="silence"), Settings(), desk, against=Chosen(course=course))
    thread = the(found.one, "thread:incident")
    assert thread.stays[0].first == "2024-02-03"
    assert thread.stays[0].words.startswith("acknowledged")
    assert found.other is not None
    told = [one.words for one in the(found.other, "thread:incident").stays]
    assert "overdue" in told[-1]
    assert "overdue" not in told[0]
    assert {one.key for one in found.differences} == {"thread:incident"}


def test_the_log_of_a_case_is_played_with_its_reports(desk: Desk, tmp_path: Path) -> None:
    where = tmp_path / "case.detente"
    registry = open_registry(Settings())
    with open_case(str(where), create=True) as held:
        for given_ in (
            Given(
                act=Act.NEW,
                form="incident_notice",
                sender="Pakistan",
                to=("Iran",),
                author="duty officer",
                at="2024-02-03T09:00:00+05:00",
                fields={"what": "Shots near the fence", "day": "2024-02-02", "place": "Taftan", "kind": "firing"},
            ),
            Given(act=Act.ACKNOWLEDGE, of="N1", sender="Iran", author="liaison", at="2024-02-03T12:00:00+03:30"),
        ):
            assert not isinstance(send(held, registry, given_, now=given_.at), tuple)
    path = tmp_path / "course.toml"
    head = f'title = "x"\ncase = "{where}"\ndyad = ["PAK", "IRN"]\nfrom = 2024-02-01\nto = 2024-02-12\n'
    path.write_text(f'{head}[[alternative]]\nname = "x"\nmeans = "y"\ntake_out = "N2"\n', encoding="utf-8")
    course = load(str(path))
    found = play(Chosen(course=course, alternative="x"), Settings(), desk, against=Chosen(course=course))
    with open_case(str(where), create=False) as held:
        (thread,) = books(held, desk, ("IRN", "PAK"), as_of="2024-02-04").threads
    stay = the(found.one, "thread:N1").on("2024-02-04")
    assert stay is not None
    assert stay.words.startswith(thread.state.value)
    assert {one.key for one in found.differences} == {"thread:N1"}


def test_an_answer_without_what_it_answers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "traffic.toml"
    path.write_text(TRAFFIC, encoding="utf-8")
    with pytest.raises(CourseError, match="rests on 'incident', which is taken out"):
        load(str(path))


def test_forty_entries_over_a_month_are_played_in_seconds(desk: Desk, tmp_path: Path) -> None:
    strike = 'type = "ASSAULT"\nby = "Iran"\nto = "Jaish al-Adl"\naffected = "Pakistan"\n'
    recall = 'line = "envoys"\nstate = "recalled"\nparties = ["PAK", "IRN"]\nby = "PAK"\n'
    rows = [
        f'[[entry]]\nname = "{kind}{day}"\nkind = "{kind}"\nwords = "{kind} {day}"\nday = 2024-01-{day:02}\n{more}'
        for day in range(1, 31)
        for kind, more in (("event", strike), ("relation", recall))
    ][:40]
    course = load(course_file(tmp_path, 'title = "x"\nsources = "x"\ndyad = ["PAK", "IRN"]\nto = 2024-01-30\n', rows))
    began = time.process_time()
    found = play(Chosen(course=course), Settings(), desk).one
    assert len(found.steps) == 40
    assert time.process_time() - began < 10
