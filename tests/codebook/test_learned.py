"""The learned tables of the codebook: lexicon model and calibration."""

from pathlib import Path

import numpy as np
import pytest

from detente import codebook
from detente.codebook.calibration import Calibration, load_calibration
from detente.errors import CodebookError


def test_a_score_lies_on_the_line_between_the_points() -> None:
    scale = Calibration({"type": ((0.2, 0.1), (0.6, 0.5), (1.0, 0.9))})
    assert [scale.sure("type", raw) for raw in (0.0, 0.2, 0.4, 1.0, 1.5)] == pytest.approx([0.1, 0.1, 0.3, 0.9, 0.9])


def test_a_field_without_a_line_keeps_its_score() -> None:
    assert Calibration({}).sure("day", 0.7) == 0.7


def test_the_shipped_lines_rise_and_stay_within_bounds() -> None:
    lines = codebook.load().calibration.points
    assert set(lines) == {"type", "modes", "status", "evidentiality", "sources", "targets"}
    for line in lines.values():
        shares = [share for _, share in line]
        assert shares == sorted(shares)
        assert all(0 < share < 1 for share in shares)


def test_a_broken_line_of_the_calibration_is_named(tmp_path: Path) -> None:
    path = tmp_path / "calibration.csv"
    path.write_text("field,raw,share\ntype,high,0.9\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"calibration\.csv, line 2.*no number"):
        load_calibration(path)


def test_the_lexicon_model_knows_words_and_is_unsure_of_others() -> None:
    model = codebook.load().lexicon
    known = model.types_of(
        ["word attack/v", "rule ASSAULT", "may ASSAULT", "pos v root", "attack/v to MIL", "attack/v by MIL"]
    )
    assert model.types[int(known.argmax())] == "ASSAULT"
    assert np.exp(model.types_of(["no such feature"])).sum() == pytest.approx(1.0, abs=1e-4)


def test_tables_of_trust_are_probabilities() -> None:
    model = codebook.load().lexicon
    assert model.trust.sum(1) == pytest.approx(1.0, abs=1e-4)
    assert model.shown.sum(1) == pytest.approx(1.0, abs=1e-4)
