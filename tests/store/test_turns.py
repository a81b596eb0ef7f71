"""Many at one case: all finish, nobody starves, and who is killed takes nothing that was acknowledged along."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from detente.records import Judged
from detente.store import open_case
from detente.store.case import Case

HERE = Path(__file__).parent
KILLS = 200
LONGEST = 2.0  # seconds that anyone may wait


def begun(role: str, where: str, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(HERE / "crowd.py"), role, where, str(times)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_reader_reviewer_and_enterer_get_their_turn_while_a_long_run_writes(where: str) -> None:
    open_case(where, create=True).close()
    roles = {"write": 300, "settle": 100, "review": 100, "enter": 100, "read": 100}
    crowd = {role: begun(role, where, times) for role, times in roles.items()}
    for one in crowd.values():
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    for one in crowd.values():
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    told = {role: json.loads(one.communicate(timeout=300)[0]) for role, one in crowd.items()}
    print(told)  # noqa: T201 - the longest waits, for `pytest -s`
    assert {role: one["done"] for role, one in told.items()} == roles
    assert max(one["longest"] for one in told.values()) < LONGEST
    with open_case(where, create=False) as case:
        counts = case.counts()
        assert (counts.articles, counts.entries, counts.persons, counts.codings) == (600, 100, 100, 1200)


def test_threads_share_one_open_case(case: Case, make: SimpleNamespace) -> None:
    def work(number: int) -> None:
        case.add(make.making, [make.account(f"t{number}", f"t{number}a", f"t{number}b")])
        case.judge(make.judgement(f"t{number}a", f"t{number}b", by="Sigrid"))
        assert len(case.accounts([f"t{number}"])[0].codings) == 2

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(40)))
    assert case.counts().articles == 40
    assert len(case.judgements(Judged.EVENT)) == 40


def test_a_reader_sees_the_case_as_it_stood_when_it_asked(where: str, make: SimpleNamespace) -> None:
    with open_case(where, create=True) as one, open_case(where, create=False) as other:
        one.add(make.making, [make.account("a", "a1")])
        with other._turns.reading() as connection:  # noqa: SLF001 - to hold one open
            assert len(connection.exec_driver_sql("SELECT id FROM articles").all()) == 1
            one.add(make.making, [make.account("b", "b1")])
            assert len(connection.exec_driver_sql("SELECT id FROM articles").all()) == 1
        assert len(other.articles()) == 2


def test_many_may_make_the_case_at_once(where: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        for case in list(threads.map(lambda _: open_case(where, create=True), range(8))):
            case.close()
    with open_case(where, create=False) as case:
        assert case.counts().articles == 0


def test_what_failed_half_way_leaves_nothing(case: Case, make: SimpleNamespace) -> None:
    wrong = make.judgement("a1", "b1")
    object.__setattr__(wrong, "left", "c1")
    with pytest.raises(ValueError, match="comes first"):
        case.compared([], [make.judgement("a1", "a2"), wrong])
    assert case.judgements(Judged.EVENT) == []


def test_writers_that_are_killed_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "killed.py"), str(tmp_path), str(KILLS), "20240116"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    sums = json.loads(done.stdout)
    assert sums.pop("acknowledged") > KILLS
    assert sums == {"lost": 0, "half": 0, "forgotten": 0, "unsound": 0}
