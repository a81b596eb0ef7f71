"""Writers that are killed at random moments, run as a process: ``killed.py FOLDER KILLS SEED``; prints what was found.

Each writer is a fork of this process, so that it starts in milliseconds. It says on a pipe what was acknowledged; the
other end kills it, opens the case and looks whether all of that is there, whole, and nothing half.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from conftest import MAKING, make_account, make_event, make_judgement

from detente.records import Account
from detente.store import open_case

BATCH = 3
A_CASE = 20  # kills before a new case is begun, so that its size stays small


def account(name: str) -> Account:
    return make_account(name, f"{name}.1", f"{name}.2", text=f"Two boats, {name}. " * 40)


def write(where: str, run: int, pipe: int) -> None:
    """Add, judge and settle until the end; say on the pipe what was done once it is done."""
    with open_case(where, create=True) as case:
        for turn in range(10_000):
            names = [f"{run}-{turn}-{number}" for number in range(BATCH)]
            case.add(MAKING, list(map(account, names)), article_keys={name: frozenset({"k"}) for name in names})
            os.write(pipe, f"add {' '.join(names)}\n".encode())
            case.compared(names, [make_judgement(f"{names[0]}.1", f"{names[1]}.1")])
            os.write(pipe, f"judge {names[0]}.1 {names[1]}.1\n".encode())
            case.settle_events([make_event(f"{names[0]}.1", f"{names[1]}.1")])
            os.write(pipe, f"settle {names[0]}.1 {names[1]}.1\n".encode())


def killed(where: str, run: int, seconds: float) -> list[list[str]]:
    """Fork a writer, kill it after some time and return what it had acknowledged."""
    told, pipe = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(told)
            write(where, run, pipe)
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
    """Open the case and compare it with what was acknowledged since it was begun."""
    with open_case(where, create=True) as case:
        held = {one.article.id: one for one in case.accounts()}
        joined = {tuple(one.codings) for one in case.events()}
        judged = {(one.left, one.right) for one in case.judgements("event")}
        added = {name for what, *names in acknowledged if what == "add" for name in names}
        pairs = {tuple(names) for what, *names in acknowledged if what == "judge"}
        events = {tuple(names) for what, *names in acknowledged if what == "settle"}
        first = {name for name in held if name.endswith("-0")}
        waiting = {name for name in first if (f"{name}.1", f"{name.removesuffix('0')}1.1") not in judged}
        found = {
            "lost": len(added - held.keys()) + len(pairs - judged) + len(events - joined),
            "half": sum(one != account(name) for name, one in held.items()) + len(held) % BATCH,
            "forgotten": len(waiting - set(case.uncompared())),
        }
    connection = sqlite3.connect(where)
    sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    sound = sound and not connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    return {**found, "unsound": int(not sound), "acknowledged": len(acknowledged)}


def main(folder: str, kills: int, seed: int) -> None:
    """Kill so many writers and print the sums."""
    chance = random.Random(seed)  # noqa: S311 - no cryptography
    sums: dict[str, int] = {}
    acknowledged: list[list[str]] = []
    for run in range(kills):
        where = f"{folder}/{run // A_CASE}.detente"
        acknowledged = acknowledged if run % A_CASE else []
        acknowledged += killed(where, run, chance.uniform(0.0, 0.15))
        for name, number in looked_at(where, acknowledged).items():
            sums[name] = sums.get(name, 0) + number
    print(json.dumps(sums))  # noqa: T201 - its answer


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
