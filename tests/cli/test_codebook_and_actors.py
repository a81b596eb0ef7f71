"""``detente codebook`` and ``detente actors`` show tables, JSON and remedies."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli.actors import app as actors
from detente.cli.codebook import app as codebook

HEADER = "kind,id,name,variants,country,sector,office,from,to\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "recalls or expels"),
        (["modes"], "heavy-weapons"),
        (["commitments"], "joint_border_patrol"),
        (["sectors"], "Armed forces"),
        (["SANCTION"], "discontinue"),
        (["sanction"], "material conflict"),
    ],
)
def test_the_codebook_is_shown_as_a_table(arguments: list[str], expected: str) -> None:
    result = CliRunner(env={"COLUMNS": "160"}).invoke(codebook, arguments)
    assert result.exit_code == 0
    assert expected in result.output


@pytest.mark.parametrize(("what", "number"), [("types", 16), ("sectors", 25), ("standings", 13), ("modes", 67)])
def test_the_codebook_is_shown_as_json(what: str, number: int) -> None:
    result = CliRunner().invoke(codebook, [what, "--json"])
    assert len(json.loads(result.output)) == number


def test_an_unknown_part_of_the_codebook_is_refused_with_the_known_ones() -> None:
    result = CliRunner().invoke(codebook, ["typos"])
    assert result.exit_code == 2
    assert "standings" in result.output


def test_actors_are_found_by_part_of_a_name() -> None:
    for arguments in (["find", "Abdollahian"], ["Abdollahian"]):
        rows = json.loads(CliRunner().invoke(actors, [*arguments, "--json"]).output)
        assert rows[0]["country"] == "IRN"
        assert rows[0]["office"] == "foreign minister"


def test_actors_are_listed_by_country() -> None:
    rows = json.loads(CliRunner().invoke(actors, ["--country", "pak", "--json"]).output)
    assert {row["country"] for row in rows} == {"PAK"}
    assert len(rows) > 100
    assert CliRunner().invoke(actors, ["--country", "PKA"]).exit_code == 2


def test_actors_without_words_counts_them_and_path_tells_where_they_lie() -> None:
    assert json.loads(CliRunner().invoke(actors, ["--json"]).output)["group"] > 250
    assert Path(CliRunner().invoke(actors, ["path"]).output.strip(), "persons.csv").is_file()


def test_a_name_that_nobody_has_ends_with_a_remedy() -> None:
    result = CliRunner().invoke(actors, ["find", "Nobody at all"])
    assert result.exit_code == 1
    assert "add it in a file of your own" in result.output


def test_a_users_file_is_checked(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(HEADER + "group,g,New Front,,PAK,REB,,,\n", "utf-8")
    bad.write_text(HEADER + "group,g,New Front,,PKA,REB,,,\n", "utf-8")
    assert "1 rows, no mistake" in CliRunner().invoke(actors, ["check", str(good)]).output
    assert json.loads(CliRunner().invoke(actors, ["find", "New Front", "--actors", str(good), "--json"]).output)
    result = CliRunner().invoke(actors, ["check", str(bad)])
    assert "line 2: unknown country 'PKA'" in result.output
    assert result.exit_code == 2
