"""One of many at a case, run as a process: ``crowd.py ROLE WHERE TIMES``; prints the longest wait in seconds."""

import json
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from conftest import DYAD, MAKING, make_account, make_entry, make_event, make_judgement

from detente.store import open_case
from detente.store.case import Case

BATCH = 2


def write(case: Case, turn: int) -> None:
    names = [f"w{turn}-{number}" for number in range(BATCH)]
    case.add(
        MAKING,
        [make_account(name, f"{name}a", f"{name}b") for name in names],
        article_keys={name: frozenset({f"k{turn % 7}", f"k{turn % 11}"}) for name in names},
        dyads={name: [DYAD] for name in names},
    )


def settle(case: Case, turn: int) -> None:
    name = f"w{turn % 20}-0"
    case.settle_events([make_event(f"{name}a", f"{name}b")])


def review(case: Case, turn: int) -> None:
    case.judge(make_judgement(f"w{turn}-0a", f"w{turn}-1a", same=bool(turn % 2), by="Sigrid"))


def enter(case: Case, turn: int) -> None:
    case.add(MAKING, [make_entry(f"e{turn}")], dyads={f"e{turn}": [DYAD]})


def read(case: Case, turn: int) -> None:
    """Read in four ways; every account that is seen is whole."""
    if turn % 4 == 0:
        case.search("boats")
    elif turn % 4 == 1:
        case.counts()
    elif turn % 4 == 2:
        case.events(DYAD)
    else:
        for account in case.accounts([f"w{turn}-0", f"e{turn}"]):
            assert account.entry or len(account.codings) == BATCH


ROLES: dict[str, Callable[[Case, int], None]] = {one.__name__: one for one in (write, settle, review, enter, read)}


def main(role: str, where: str, times: int) -> None:
    """Do one role so many times; 0 is until the writer is done, told by a line on standard input."""
    longest, done = 0.0, 0
    with open_case(where, create=False) as case:
        print("ready", flush=True)  # noqa: T201 - its answer
        sys.stdin.readline()
        for turn in range(times) if times else count():
            started = time.monotonic()
            ROLES[role](case, turn)
            longest, done = max(longest, time.monotonic() - started), done + 1
    print(json.dumps({"longest": round(longest, 4), "done": done}), flush=True)  # noqa: T201 - its answer


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
