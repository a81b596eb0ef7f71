"""``detente replay``: plays, compares and draws; the word illustration stands on every output."""

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from detente import cli
from detente.flow import Desk
from detente.replay import ready

Call = Callable[..., str]
COURSE = """
title = "Two days"
sources = "made up for this test"
dyad = ["PAK", "IRN"]
[[entry]]
name = "recall"
kind = "relation"
words = "Pakistan calls its ambassador home"
line = "envoys"
state = "recalled"
parties = ["PAK", "IRN"]
by = "PAK"
day = 2024-01-17
[[entry]]
name = "promise"
kind = "commitment"
words = "He goes back by 20 January"
type = "diplomatic_representation"
by = "Pakistan"
to = "Iran"
standing = "pledged"
announced = 2024-01-18
due = 2024-01-20
[[alternative]]
name = "no-recall"
means = "nobody is called home"
take_out = "recall"
"""


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Return the command as a function that gives what it prints; the codebook is loaded once for all tests."""
    (tmp_path / "course.toml").write_text(COURSE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("detente.flow.open_desk", lambda _: desk)

    def run(*words: str, code: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["detente", "replay", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        found = capsys.readouterr()
        assert int(ended.value.code or 0) == code, found.err
        return found.out + found.err

    return run


def test_the_ready_courses_are_listed_with_their_alternatives(call: Call) -> None:
    told = call("--list")
    for name in ready():
        assert name in told
    assert "no-retaliation" in told
    assert "illustration" in told


def test_the_days_and_the_end_are_printed(call: Call) -> None:
    told = " ".join(call("course.toml").split())
    for words in ("Illustration", "2024-01-17", "recalled for consultations", "overdue (was due 2024-01-20)"):
        assert words in told


def test_an_alternative_is_compared_with_the_course(call: Call) -> None:
    told = " ".join(call("course.toml", "--alternative", "no-recall").split())
    for words in ("Illustration", "taken out", "how no-recall differs from the course as it stands", "recalled for"):
        assert words in told


def test_the_course_can_be_compared_with_another_file(call: Call, tmp_path: Path) -> None:
    other = COURSE.replace("2024-01-17", "2024-01-18").replace("Two days", "One day")
    (tmp_path / "other.toml").write_text(other, encoding="utf-8")
    told = " ".join(call("course.toml", "--against", "other.toml").split())
    assert "how Two days differs from One day" in told
    assert "ambassadors 2024-01-17 nothing recalled for (Pakistan) consultations" in told


def test_json_and_csv_say_in_every_record_what_they_are(call: Call) -> None:
    found = json.loads(call("course.toml", "--alternative", "no-recall", "--json"))
    assert found["illustration"].startswith("Illustration")
    assert found["one"]["alternative"] is None
    assert found["other"]["alternative"] == "no-recall"
    assert found["differences"]
    rows = list(csv.DictReader(io.StringIO(call("course.toml", "--alternative", "no-recall", "--csv"))))
    assert rows
    assert all(row["illustration"].startswith("Illustration") for row in rows)
    assert {row["differs"] for row in rows} == {"yes", "no"}


def test_picture_and_page_are_written_and_marked(call: Call, tmp_path: Path) -> None:
    told = call("course.toml", "--alternative", "no-recall", "--svg", "a.svg", "--html", "a.html")
    assert "a.svg (illustration)" in told
    etree.parse(str(tmp_path / "a.svg"))
    assert "ILLUSTRATION" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "Illustration" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_no_output_speaks_of_what_is_likely(call: Call) -> None:
    for words in ([], ["--json"], ["--csv"], ["--alternative", "no-recall"]):
        told = call("course.toml", *words).lower()
        assert "illustration" in told
        assert not [one for one in ("probability", "probable", "chance of") if one in told]


def test_the_days_can_be_narrowed(call: Call) -> None:
    found = json.loads(call("course.toml", "--from", "2024-01-18", "--to", "2024-01-19", "--json"))
    assert (found["one"]["first"], found["one"]["last"]) == ("2024-01-18", "2024-01-19")
    lines = {lane["key"]: lane["stays"] for lane in found["one"]["lanes"]}
    assert lines["line:envoys:PAK"][0]["first"] == "2024-01-18"


def test_nothing_is_left_behind_where_it_is_called(call: Call, tmp_path: Path) -> None:
    call("course.toml")
    assert [one.name for one in tmp_path.iterdir()] == ["course.toml"]


def test_the_picture_of_the_docs_is_what_the_command_draws(call: Call, root: Path, tmp_path: Path) -> None:
    call("january-2024", "--alternative", "ambassadors-a-week-later", "--svg", "replay.svg")
    drawn = (tmp_path / "replay.svg").read_text(encoding="utf-8")
    assert drawn == (root / "docs" / "images" / "replay.svg").read_text(encoding="utf-8"), (
        "draw it anew: detente replay january-2024 --alternative ambassadors-a-week-later --svg docs/images/replay.svg"
    )


def test_every_course_of_the_docs_can_be_played(call: Call, root: Path, tmp_path: Path) -> None:
    text = (root / "docs" / "replay.md").read_text(encoding="utf-8")
    courses = [one for one in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if "case =" not in one]
    assert courses
    for course in courses:
        (tmp_path / "docs.toml").write_text(course, encoding="utf-8")
        assert "three-days-late" in call("docs.toml", "--alternative", "three-days-late")


def test_the_password_of_a_server_is_never_printed(call: Call, tmp_path: Path) -> None:
    where = "postgresql://desk:secret@127.0.0.1:1/case"
    (tmp_path / "served.toml").write_text(f'title = "Served"\ncase = "{where}"\n', encoding="utf-8")
    told = call("served.toml", code=2)
    assert "desk:***@127.0.0.1:1/case" in told
    assert "secret" not in told
