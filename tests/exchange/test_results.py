"""What detente read wrote, read back."""

import json
from collections.abc import Callable
from pathlib import Path

from detente.cli import jsonl
from detente.exchange import Exchange
from detente.records import Account, Coding, Making, Skipped

MAKING = Making(version="0", weights="w", codebook="c", settings="s")


def test_records_come_back_as_they_were(
    exchange: Exchange, account: Callable[..., Account], coding: Callable[..., Coding], tmp_path: Path
) -> None:
    given = account(coding(), coding(id="c2", day=None, place=None))
    skipped = Skipped(where="x", room="reading", reason="r")
    path = tmp_path / "results.jsonl"
    path.write_text("".join(jsonl.lines(MAKING, (given, given), (skipped,))), encoding="utf-8")
    assert list(exchange.results(path)) == [MAKING, given, given]


def test_a_broken_line_is_told_with_its_place_and_the_rest_goes_on(
    exchange: Exchange, account: Callable[..., Account], coding: Callable[..., Coding], tmp_path: Path
) -> None:
    lines = list(jsonl.lines(MAKING, (account(coding(), coding(id="c2")),), ()))
    whole = json.loads(lines[2])
    bad = [
        "no json\n",
        '{"record": "poem"}\n',
        "[]\n",
        json.dumps({**whole, "status": "dreamt"}) + "\n",
        json.dumps({**whole, "sources": None}) + "\n",
        json.dumps({name: value for name, value in whole.items() if name != "type"}) + "\n",
    ]
    path = tmp_path / "results.jsonl"
    path.write_text("".join([lines[2], *lines[:3], *bad, lines[3]]), encoding="utf-8")
    found = list(exchange.results(path))
    told = [one for one in found if isinstance(one, Skipped)]
    assert [one.where.rpartition(" ")[2] for one in told] == ["1", "5", "6", "7", "8", "9", "10"]
    assert all("write the file anew" in one.reason for one in told)
    assert [len(one.codings) for one in found if isinstance(one, Account)] == [2]
