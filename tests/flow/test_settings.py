"""Settings come from a file, the environment and flags, and a wrong one is told with its place and a remedy."""

from pathlib import Path

import pytest

from detente.errors import SettingsError
from detente.settings import ELSEWHERE, Settings, gather, names


def given(
    tmp_path: Path, text: str = "", environment: dict[str, str] | None = None, flags: dict[str, str] | None = None
) -> Settings:
    file = tmp_path / "detente.toml"
    file.write_text(text, encoding="utf-8")
    return gather(file=file, environment=environment or {}, flags=flags or {})


def test_without_anything_the_rooms_defaults_hold() -> None:
    assert gather(file=None, environment={}, flags={}) == Settings()


def test_a_flag_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    file = "[flow]\nbatch = 2"
    assert given(tmp_path, file).flow.batch == 2
    assert given(tmp_path, file, {"DETENTE_FLOW_BATCH": "3"}).flow.batch == 3
    assert given(tmp_path, file, {"DETENTE_FLOW_BATCH": "3"}, {"flow.batch": "4"}).flow.batch == 4


def test_a_path_of_a_file_stands_beside_it_and_one_of_a_flag_where_it_is_given(tmp_path: Path) -> None:
    assert given(tmp_path, 'actors = "mine.csv"').actors == tmp_path / "mine.csv"
    assert given(tmp_path, flags={"actors": "mine.csv"}).actors == Path("mine.csv")


def test_lists_and_pairs_can_be_written_in_each_place(tmp_path: Path) -> None:
    columns = (("title", "headline"), ("text", "body"))
    table = '[reading.columns]\ntitle = "headline"\ntext = "body"'
    assert given(tmp_path, table).reading.columns == columns
    assert given(tmp_path, flags={"reading.columns": "title=headline, text=body"}).reading.columns == columns
    assert given(tmp_path, '[reading]\nlanguages = ["en", "fr"]').reading.languages == ("en", "fr")
    assert given(tmp_path, environment={"DETENTE_READING_LANGUAGES": "en,fr"}).reading.languages == ("en", "fr")


def test_what_may_be_none_can_be_set(tmp_path: Path) -> None:
    assert given(tmp_path, "[reading]\nday_first = true").reading.day_first is True
    assert given(tmp_path, flags={"reading.day_first": "no"}).reading.day_first is False


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("\n[flow]\nbtach = 2", ["line 3", "flow.btach", "flow.batch?"], id="a slip names line and remedy"),
        pytest.param("[flwo]\nbatch = 2", ["line 2", "flow.batch?"], id="a table that there is not"),
        pytest.param("flow.batch = 'many'", ["line 1", "'many'", "int"], id="a word for a number"),
        pytest.param("[flow]\nbatch = '2'", ["line 2", "int"], id="a number written as text"),
        pytest.param("[flow]\nbatch = 0", ["line 2", "1 or more"], id="a number out of range"),
        pytest.param("[flow]\nbatch = true", ["line 2"], id="a truth for a number"),
        pytest.param("[reading]\nx y\n", ["no TOML", "line 2"], id="a file that is no TOML"),
        pytest.param("zzz = 1", ["zzz", "docs/settings.md"], id="a name that is like no other"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(tmp_path: Path, text: str, told: list[str]) -> None:
    with pytest.raises(SettingsError) as error:
        given(tmp_path, text)
    assert [words for words in ["detente.toml", *told] if words not in str(error.value)] == []


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml"):
        gather(file=tmp_path / "none.toml", environment={}, flags={})


def test_a_variable_that_is_no_setting_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"DETENTE_FLOW_BTACH: is no setting; did you mean DETENTE_FLOW_BATCH\?"):
        given(tmp_path, environment={"DETENTE_FLOW_BTACH": "1"})


def test_variables_of_others_are_left_alone(tmp_path: Path) -> None:
    others = dict.fromkeys(("HOME", "FLOW_BATCH", *ELSEWHERE), "x")
    assert given(tmp_path, environment=others) == Settings()


def test_no_two_settings_share_a_variable() -> None:
    variables = [name.replace(".", "_") for name in names()]
    assert len(set(variables)) == len(variables)


def test_the_digest_changes_with_what_can_change_an_account_only(tmp_path: Path) -> None:
    same = given(tmp_path, flags={"flow.batch": "3", "actors": "x.csv"})
    other = given(tmp_path, flags={"reading.min_words": "3"})
    assert same.digest() == Settings().digest() != other.digest()
