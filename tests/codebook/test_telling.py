"""The words in which an account is told: whole, and refused where they name what the codebook has not."""

from pathlib import Path

import pytest

from detente.codebook import Codebook, load
from detente.codebook.actor_tables import FOLDER
from detente.codebook.telling import ENUMS, load_telling
from detente.errors import CodebookError


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


@pytest.mark.parametrize("table", ENUMS)
def test_every_word_is_one_of_a_value_that_there_is(book: Codebook, table: str) -> None:
    assert set(book.telling.words[table]) <= {one.value for one in ENUMS[table]}


def test_every_field_with_a_sentence_has_a_heading(book: Codebook) -> None:
    assert book.telling.words["versions"].keys() == book.telling.words["fields"].keys()


def test_every_act_that_is_told_as_a_deed_is_one(book: Codebook) -> None:
    named = [one.partition("/") for one in book.telling.deeds]
    assert all(kind in book.telling.statements and book.mode(kind, mode) for kind, _, mode in named)


def test_what_stands_in_brackets_goes_with_its_name(book: Codebook) -> None:
    names = {"by": "Chad", "own": "its", "s": ""}
    assert book.telling.line("envoys", "recalled", **names, other="Libya") == "Chad recalled its ambassador from Libya"
    assert book.telling.line("envoys", "recalled", **names, other=None) == "Chad recalled its ambassador"
    assert book.telling.line("envoys", "recalled", by=None, own="its", other="Libya") is None


def test_a_line_that_there_is_not_is_refused(book: Codebook, tmp_path: Path) -> None:
    broken = tmp_path / "telling.toml"
    text = (FOLDER / "telling.toml").read_text("utf-8").replace('"envoys=recalled"', '"envoys=lost"')
    broken.write_text(text, "utf-8")
    with pytest.raises(CodebookError, match="envoys"):
        load_telling(broken, book.types, book.channels)
