"""The words for times: a typo names file, place and remedy."""

from pathlib import Path

import pytest

from detente.codebook.actor_tables import FOLDER
from detente.codebook.times import load_times
from detente.errors import CodebookError

SHIPPED = FOLDER / "times.toml"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param('irst = "+03:30"', 'irst = "3.5"', "[zones] irst", id="A zone that is no offset is refused"),
        pytest.param('fortnight = "2 W"', 'fortnight = "2 weeks"', "[compounds] fortnight", id="A unit is checked"),
        pytest.param('easter = "easter+0"', 'easter = "April"', "[feasts] easter", id="A feast's rule is checked"),
        pytest.param("twelve = 12", 'twelve = "12"', "[cardinals] twelve", id="A number is a number"),
        pytest.param('june = ["june", "jun"]', 'june = "june"', "[months] june", id="A list is a list"),
        pytest.param('noon = "12:00"', 'noon = "noon"', "[hours] noon", id="An hour is an hour"),
    ],
)
def test_a_broken_value_names_its_place_and_remedy(tmp_path: Path, old: str, new: str, expected: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "times.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CodebookError) as refused:
        load_times(path)
    assert expected in refused.value.where
    assert refused.value.remedy


def test_a_missing_section_is_named(tmp_path: Path) -> None:
    path = tmp_path / "times.toml"
    path.write_text(SHIPPED.read_text(encoding="utf-8").replace("[seasons]", "[seazons]"), encoding="utf-8")
    with pytest.raises(CodebookError) as refused:
        load_times(path)
    assert "lacks [seasons]" in refused.value.what


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodebookError) as refused:
        load_times(tmp_path / "times.toml")
    assert "cannot be read" in refused.value.what


def test_weekdays_and_months_count_from_their_first() -> None:
    words = load_times(SHIPPED)
    assert (words.weekdays["monday"], words.weekdays["sun"]) == (0, 6)
    assert (words.months["january"], words.months["sept"]) == (1, 9)
