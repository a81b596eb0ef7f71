"""``detente actors add, check, coverage``: a wrong row is mended in a file, and the next look shows it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.codebook.actor_tables import load_actors

OLD = "kind,id,name,variants,country,sector,office,from,to"
NEW = f"{OLD},confidence,opponents"
MINISTER = ["name=Ada Example", "country=IRN", "office=foreign minister", "from=2026-01"]
Detente = Callable[..., int]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return tmp_path / "mine.csv"


def holders(mine: Path) -> list[str]:
    table, _ = load_actors(actors=mine)
    return [actor.name for actor in table.holders("IRN", "foreign minister", on="2026-06")]


def test_a_row_added_on_the_command_line_is_what_the_next_run_uses(
    detente: Detente, capsys: pytest.CaptureFixture[str], mine: Path
) -> None:
    assert detente("actors", "add", str(mine), *MINISTER, "--close") == 0
    assert "added person,ada-example,Ada Example,,IRN,GOV,foreign minister,2026-01" in capsys.readouterr().out
    assert mine.read_text("utf-8").splitlines()[0] == NEW
    assert holders(mine) == ["Ada Example"]
    assert detente("actors", "check", str(mine)) == 0
    assert detente("actors", "find", "Ada Example", "--actors", str(mine), "--json") == 0
    assert json.loads(capsys.readouterr().out.partition("[")[2].join(["[", ""]))[0]["office"] == "foreign minister"


def test_a_second_holder_is_added_and_pointed_out(
    detente: Detente, capsys: pytest.CaptureFixture[str], mine: Path
) -> None:
    assert detente("actors", "add", str(mine), *MINISTER) == 1
    told = capsys.readouterr().err
    assert f"warning: {mine}, line 2: Ada Example is foreign minister of IRN" in told
    assert "two at one time; end the term of" in told
    assert detente("actors", "check", str(mine)) == 1


def test_a_mistake_in_the_file_is_mended_by_hand_and_the_next_look_shows_it(
    detente: Detente, capsys: pytest.CaptureFixture[str], mine: Path
) -> None:
    mine.write_text(f"{OLD}\ngroup,new-front,New Front,,PKA,REB,,,\nbody,guard,New Guard,,PAK,MLI,,,\n", "utf-8")
    assert detente("actors", "check", str(mine)) == 2
    told = capsys.readouterr()
    assert f"error: {mine}, line 2: unknown country 'PKA'" in told.err
    assert f"error: {mine}, line 3: unknown sector 'MLI'" in told.err
    assert "0 rows, 2 bad, 0 to look at" in told.out
    assert detente("actors", "check", str(mine), "--json") == 2
    assert [one["where"] for one in json.loads(capsys.readouterr().out)[0]["errors"]] == [
        f"{mine}, line 2",
        f"{mine}, line 3",
    ]
    mine.write_text(f"{OLD}\ngroup,new-front,New Front,,PAK,REB,,,\n", "utf-8")
    assert detente("actors", "check", str(mine)) == 0
    assert "1 rows, no mistake found" in capsys.readouterr().out


def test_a_bad_row_is_not_added_and_the_file_stays_as_it_was(
    detente: Detente, capsys: pytest.CaptureFixture[str], mine: Path
) -> None:
    before = f"{OLD}\n# a remark, with a comma\ngroup,new-front,New Front,,PAK,REB,,,\n"
    mine.write_text(before, "utf-8")
    assert detente("actors", "add", str(mine), "kind=group", "name=Other Front", "country=PKA") == 2
    assert f"{mine}, line 4: unknown country 'PKA'" in capsys.readouterr().err
    assert mine.read_text("utf-8") == before
    assert [one.name for one in mine.parent.iterdir()] == ["mine.csv"]


def test_a_table_gets_the_last_columns_when_a_row_needs_them(detente: Detente, mine: Path) -> None:
    mine.write_text(f"{OLD}\n# a remark, with a comma\n\ngroup,new-front,New Front,,PAK,REB,,,\n", "utf-8")
    added = ["kind=group", "name=Other Front", "country=PAK", "sector=REB", "opponents=PAK|new-front"]
    assert detente("actors", "add", str(mine), *added) == 0
    assert mine.read_text("utf-8").splitlines() == [
        NEW,
        "# a remark, with a comma",
        "",
        "group,new-front,New Front,,PAK,REB,,,,,",
        "group,other-front,Other Front,,PAK,REB,,,,,PAK|new-front",
    ]


def test_a_row_is_added_twice_in_vain(detente: Detente, capsys: pytest.CaptureFixture[str], mine: Path) -> None:
    added = ["kind=group", "name=Other Front", "country=PAK"]
    assert detente("actors", "add", str(mine), *added) == 0
    assert detente("actors", "add", str(mine), *added) == 2
    assert "duplicate of line 2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["Ada"], "no FIELD=VALUE", id="a word that is no field"),
        pytest.param(["nam=Ada"], "unknown field 'nam'", id="a field that is none"),
        pytest.param(["kind=group"], "no name", id="no name"),
    ],
)
def test_words_that_make_no_row_are_refused(
    detente: Detente, capsys: pytest.CaptureFixture[str], mine: Path, words: list[str], told: str
) -> None:
    assert detente("actors", "add", str(mine), *words) == 2
    assert told in capsys.readouterr().err
    assert not mine.exists()


@pytest.mark.parametrize("verb", ["add", "import"])
def test_a_verb_without_a_file_is_wrong_use_and_no_name(
    detente: Detente, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    assert detente("actors", verb) == 2
    assert f"write find {verb}" in " ".join(capsys.readouterr().err.split())


def test_a_table_of_another_form_is_named_by_its_own_path(
    detente: Detente, capsys: pytest.CaptureFixture[str], mine: Path
) -> None:
    mine.write_text("kind;id;name\n", encoding="utf-8")
    assert detente("actors", "add", str(mine), "kind=group", "name=New Front", "country=PAK") == 2
    told = capsys.readouterr().err
    assert f"{mine}, line 1" in told
    assert "divide the fields by commas" in told


def test_our_own_tables_are_checked_without_a_file(detente: Detente, capsys: pytest.CaptureFixture[str]) -> None:
    assert detente("actors", "check") == 0
    assert "no mistake found" in capsys.readouterr().out


def test_coverage_is_told_by_state_and_office(detente: Detente, capsys: pytest.CaptureFixture[str]) -> None:
    assert detente("actors", "coverage", "--country", "pak", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["office"] for one in told] == [
        "head of state",
        "head of government",
        "foreign minister",
        "defence minister",
    ]
    assert 2014 in told[0]["years"]
    assert detente("actors", "coverage", "--country", "ISL") == 0
    assert "months known" in capsys.readouterr().out
    assert detente("actors", "coverage", "--country", "PKA") == 2
