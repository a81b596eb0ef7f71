"""Every benchmark task that the dispatcher names can be run."""

import pytest

from bench.__main__ import TASKS, main


@pytest.mark.parametrize("task", sorted(TASKS))
def test_a_task_explains_itself(task: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([task, "--help"])
    assert stopped.value.code == 0
    assert "usage" in capsys.readouterr().out


def test_an_unknown_task_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gaze"]) == 2
    assert "engine" in capsys.readouterr().err
