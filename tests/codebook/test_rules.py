"""The rule files of coding: a typo names file, line and remedy."""

import shutil
from pathlib import Path

import pytest

from detente import codebook
from detente.errors import CodebookError

DATA = Path(codebook.__file__).parent / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the rule files."""
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(
            "acts.csv", ",ASSAULT,", ",ASSALT,", "unknown type 'ASSALT'", id="A misspelt event type is refused"
        ),
        pytest.param("acts.csv", ",aerial,", ",arial,", "unknown mode 'arial'", id="A misspelt mode is refused"),
        pytest.param("acts.csv", "~@missile", "~@misile", "unknown class 'misile'", id="A misspelt class is refused"),
        pytest.param("moves.csv", ",yes,", ",ja,", "unknown polarity 'ja'", id="A polarity that is neither is refused"),
        pytest.param("cues.toml", "[negation]", "[negations]", "section [negation]", id="A missing section is refused"),
        pytest.param("cues.toml", "yet =", "jet =", "unknown key of [negation] 'jet'", id="An unknown key is refused"),
        pytest.param(
            "undertakings.toml",
            '"hotline"',
            '"hotlin"',
            "unknown commitment type",
            id="A misspelt commitment is refused",
        ),
    ],
)
def test_a_broken_rule_names_file_line_and_remedy(folder: Path, file: str, old: str, new: str, expected: str) -> None:
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CodebookError) as refused:
        codebook.load(folder=folder)
    assert expected in refused.value.what
    assert "line" in refused.value.where
    assert file in refused.value.where
    assert refused.value.remedy


def test_the_lexicon_has_rules_for_every_event_type() -> None:
    book = codebook.load()
    told = {rule.type for rules in book.rules.acts.values() for rule in rules}
    assert set(book.types) <= told
