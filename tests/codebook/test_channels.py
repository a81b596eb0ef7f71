"""The closed list of lines between two sides, and what its files refuse."""

import shutil
from pathlib import Path

import pytest

from detente import codebook
from detente.codebook.actor_tables import FOLDER
from detente.codebook.channels import load_channels
from detente.errors import CodebookError


@pytest.fixture(scope="module")
def book() -> codebook.Codebook:
    """Return the shipped codebook."""
    return codebook.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the files of lines."""
    for name in ("channels.csv", "channel_states.csv", "channel_acts.csv", "channel_words.toml", "joint_bodies.csv"):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def load(folder: Path, book: codebook.Codebook) -> codebook.Channels:
    """Load a copy."""
    return load_channels(folder, book.commitments, book.countries)


def test_every_line_has_its_normal_state_and_one_that_is_not(book: codebook.Codebook) -> None:
    channels = book.channels
    for line in channels.lines.values():
        standings = {term.standing for (name, _), term in channels.states.items() if name == line.id}
        assert channels.states[line.id, line.normal].standing in {"open", "used"}
        assert standings & {"reduced", "closed"}, line.id


def test_every_effect_of_an_act_leads_to_a_state_of_some_line_that_it_names(book: codebook.Codebook) -> None:
    channels = book.channels
    for acts in channels.acts.values():
        for act in acts:
            lines = act.lines or channels.lines
            assert any((line, act.effect) in channels.effects for line in lines), act


def test_every_contact_has_a_line_for_any_rank(book: codebook.Codebook) -> None:
    for form, table in book.channels.contacts.items():
        assert "any" in table
        assert set(table.values()) <= set(book.channels.lines), form


def test_every_name_is_a_line_or_the_form_of_a_contact(book: codebook.Codebook) -> None:
    known = {*book.channels.lines, *book.channels.contacts}
    assert {name.names for names in book.channels.names.values() for name in names} <= known


def test_a_state_of_an_unknown_line_is_refused_by_file_and_line(folder: Path, book: codebook.Codebook) -> None:
    path = folder / "channel_states.csv"
    path.write_text(path.read_text(encoding="utf-8") + "telegraph,cut,closed,close,cut\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"channel_states\.csv.*telegraph"):
        load(folder, book)


def test_an_effect_that_leads_to_two_states_is_refused(folder: Path, book: codebook.Codebook) -> None:
    path = folder / "channel_states.csv"
    path.write_text(path.read_text(encoding="utf-8") + "envoys,gone,closed,recall,gone\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="already leads to recalled"):
        load(folder, book)


def test_a_line_without_its_normal_state_is_refused(folder: Path, book: codebook.Codebook) -> None:
    path = folder / "channels.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",in_post,", ",asleep,"), encoding="utf-8")
    with pytest.raises(CodebookError, match="has no state 'asleep'"):
        load(folder, book)


def test_an_act_of_an_unknown_line_is_refused(folder: Path, book: codebook.Codebook) -> None:
    path = folder / "channel_acts.csv"
    path.write_text(path.read_text(encoding="utf-8") + "fax,v,obj,use,,,facsimile,uses it\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="line or group 'facsimile'"):
        load(folder, book)


def test_words_that_are_no_toml_are_refused(folder: Path, book: codebook.Codebook) -> None:
    (folder / "channel_words.toml").write_text("[names\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"channel_words\.toml"):
        load(folder, book)
