"""docs/notices.md is walked from its first command to its last, and prints what it says it prints."""

import re
import shlex

import pytest

from .test_notice import Out, Run
from .test_notice import run as run  # noqa: PLC0414 - the fixture

FENCE = re.compile(r"^```(sh|text)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_the_page_on_notices_does_what_it_says(
    run: Run, capsys: Out, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.cli.entering.now", lambda: "2024-03-01T12:00+00:00")
    told = ""
    for kind, body in FENCE.findall((pytestconfig.rootpath / "docs" / "notices.md").read_text(encoding="utf-8")):
        if kind == "text":
            missing = [line for line in body.splitlines() if " ".join(line.split()) not in told]
            assert not missing, told
            continue
        for command in body.replace("\\\n", " ").splitlines():
            assert run(*shlex.split(command)[1:]) == 0, (command, capsys.readouterr().err)
        told = " ".join(capsys.readouterr().out.split())
