"""Every benchmark task that the dispatcher names can be run."""

import pytest

from bench import factuality, plv, quad
from bench.__main__ import TASKS, main
from detente import codebook


@pytest.mark.parametrize("task", sorted(TASKS))
def test_a_task_explains_itself(task: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([task, "--help"])
    assert stopped.value.code == 0
    assert "usage" in capsys.readouterr().out


def test_an_unknown_task_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaze"]) == 2
    assert "engine" in capsys.readouterr().err


def test_the_tables_of_other_conventions_name_what_exists() -> None:
    known = codebook.load().types
    for line in plv.table():
        assert {line.type, line.becomes} <= set(known)
        assert not line.mode or line.mode in {mode.id for mode in known[line.type].modes}
    assert {line.quad for line in quad.table()} <= {0, 1, 2, 3, 4}


def test_factuality_runs_from_certain_to_certainly_not() -> None:
    sure = factuality.score({"happened": 1.0}, 3.0)
    doubtful = factuality.score({"happened": 0.5, "hypothetical": 0.5}, 0.0)
    assert sure == factuality.CERTAIN
    assert sure > doubtful > factuality.score({"negated": 1.0}, -3.0)


def test_the_map_of_factuality_keeps_order_and_bounds() -> None:
    moved = [factuality.mapped(value) for value in (-3.0, 0.0, 2.0, 3.0)]
    assert moved == sorted(moved)
    assert moved[0] >= -factuality.CERTAIN
    assert moved[-1] == factuality.CERTAIN
