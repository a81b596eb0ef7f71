"""Many at one log: one chain comes of it, and who is killed takes nothing that was acknowledged along."""

import json
import subprocess
import sys
from pathlib import Path

from detente.liaison import check
from detente.store import open_case

HERE = Path(__file__).parent
KILLS = 100
TIMES = 40


def test_writers_that_are_killed_lose_nothing_of_the_log_and_leave_one_chain(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "killed_log.py"), "kill", str(tmp_path), str(KILLS), "20240116"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    sums = json.loads(done.stdout)
    print(sums)  # noqa: T201 - how much was acknowledged, for `pytest -s`
    assert sums.pop("acknowledged") > KILLS
    assert sums == {"lost": 0, "broken": 0, "unsound": 0}


def test_processes_that_append_at_once_make_one_chain(where: str) -> None:
    open_case(where, create=True).close()
    command = [sys.executable, str(HERE / "killed_log.py"), "append", where, str(TIMES)]
    crowd = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for one in crowd:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    for one in crowd:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    told = [json.loads(one.communicate(timeout=300)[0]) for one in crowd]
    with open_case(where, create=False) as case:
        log = case.log()
        assert check(log) is None
        assert case.verify() == ()
    assert {one.id: one.hash for one in log} == {name: digest for each in told for name, digest in each.items()}
    assert len(log) == 3 * TIMES
    # They took turns rather than one after the other.
    first = [min(int(name[1:]) for name in each) for each in told]
    last = [max(int(name[1:]) for name in each) for each in told]
    assert max(first) < min(last)
