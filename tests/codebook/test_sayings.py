"""The cues of reported speech: a typo names file, line and remedy."""

from pathlib import Path

import pytest

from detente import codebook
from detente.codebook.sayings import load_sayings
from detente.errors import CodebookError

HEADER = "word,pos,kind,takes\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("claim,x,claim,that", "unknown pos 'x'", id="An unknown part of speech is refused"),
        pytest.param("claim,v,clam,that", "unknown kind 'clam'", id="A misspelt kind is refused"),
        pytest.param("claim,v,claim,taht", "unknown content 'taht'", id="A misspelt content is refused"),
    ],
)
def test_a_broken_cue_names_file_line_and_remedy(tmp_path: Path, row: str, expected: str) -> None:
    path = tmp_path / "sayings.csv"
    path.write_text(f"{HEADER}say,v,say,that quote\n{row}\n", encoding="utf-8")
    with pytest.raises(CodebookError) as refused:
        load_sayings(path)
    assert expected in refused.value.what
    assert "sayings.csv, line 3" in refused.value.where
    assert refused.value.remedy


def test_a_cue_with_particles_comes_before_the_bare_word(tmp_path: Path) -> None:
    path = tmp_path / "sayings.csv"
    path.write_text(f"{HEADER}point,v,say,to\npoint out,v,say,that quote\n", encoding="utf-8")
    assert [cue.others for cue in load_sayings(path).of("v", "point")] == [("out",), ()]


def test_no_cue_stands_twice() -> None:
    cues = codebook.load().rules.sayings.cues
    words = [(cue.pos, cue.head, cue.others) for found in cues.values() for cue in found]
    assert len(words) == len(set(words))
