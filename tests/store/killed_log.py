"""Writers of the log, killed or side by side: ``killed_log.py kill FOLDER KILLS SEED`` or ``... append WHERE TIMES``.

Killed ones say on a pipe what was acknowledged; the other end kills them, opens the case and looks whether the log is
one chain that holds all of that.
"""

import json
import os
import random
import secrets
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from conftest import DYAD, make_next, make_notice

from detente.liaison import check, tombstone
from detente.records import Act
from detente.store import open_case
from detente.store.case import Case

A_CASE = 20  # kills before a new case is begun
EVERY = 4  # how often one erases what the entry before said


def one_more(case: Case) -> str:
    """Append an entry to a thread of its own, or to that of the first."""
    thread = "N1" if secrets.randbelow(2) and case.log(thread="N1") else None
    notice = make_notice(Act.REPLY if thread else Act.NEW, thread, fields=(("what", secrets.token_hex(20)),))
    made = case.append(make_next(notice, thread), thread=thread, dyads=lambda _: [DYAD])
    return f"{made.id} {made.hash}"


def erase(case: Case, name: str) -> str:
    """Erase what an entry said."""
    one = next(each for each in case.log() if each.id == name)
    told = {"sender": "ISL", "author": "Jon", "at": "2024-02-01T08:00+01:00", "why": "asked", "authority": "law"}
    made = case.erase(name, ["what"], make_next(tombstone(one, ["what"], **told), one.thread))
    return f"{made.id} {made.hash} {name}"


def write(where: str, pipe: int) -> None:
    """Append and erase until the end; say on the pipe what was done once it is done."""
    with open_case(where, create=True) as case:
        for turn in range(10_000):
            told = one_more(case)
            os.write(pipe, f"{told}\n".encode())
            if turn % EVERY == EVERY - 1:
                os.write(pipe, f"{erase(case, told.split()[0])}\n".encode())


def killed(where: str, seconds: float) -> list[list[str]]:
    """Fork a writer, kill it after some time and return what it had acknowledged."""
    told, pipe = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(told)
            write(where, pipe)
        finally:
            os._exit(1)
    os.close(pipe)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer ended by itself"
    with os.fdopen(told, encoding="ascii") as lines:
        return [line.split() for line in lines if line.endswith("\n")]


def looked_at(where: str, acknowledged: list[list[str]]) -> dict[str, int]:
    """Open the case and compare its log with what was acknowledged since it was begun."""
    with open_case(where, create=True) as case:
        log = case.log()
        hashes = {one.id: one.hash for one in log}
        gone = {one.id for one in log if one.erased}
        lost = [name for name, digest, *_ in acknowledged if hashes.get(name) != digest]
        kept = [erased for _, _, *erased in acknowledged if set(erased) - gone]
        return {
            "lost": len(lost) + len(kept),
            "broken": int(check(log) is not None),
            "unsound": len(case.verify()),
            "acknowledged": len(acknowledged),
        }


def kill(folder: str, kills: int, seed: int) -> dict[str, int]:
    """Kill so many writers and return the sums."""
    chance = random.Random(seed)  # noqa: S311 - no cryptography
    sums: dict[str, int] = {}
    acknowledged: list[list[str]] = []
    for run in range(kills):
        where = f"{folder}/{run // A_CASE}.detente"
        acknowledged = acknowledged if run % A_CASE else []
        acknowledged += killed(where, chance.uniform(0.0, 0.25))
        for name, number in looked_at(where, acknowledged).items():
            sums[name] = sums.get(name, 0) + number
    return sums


def append(where: str, times: int) -> dict[str, str]:
    """Wait for a line, append so many entries and return their hashes."""
    with open_case(where, create=False) as case:
        print("ready", flush=True)  # noqa: T201 - to who began it
        sys.stdin.readline()
        return dict(one_more(case).split() for _ in range(times))


if __name__ == "__main__":
    role, place, *numbers = sys.argv[1:]
    done = {"kill": kill, "append": append}[role](place, *map(int, numbers))
    print(json.dumps(done))  # noqa: T201 - its answer
