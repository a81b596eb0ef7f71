"""The page on a process is walked as it stands: every command runs, and prints what the page says it prints."""

import os
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pytest

from detente import cli, flow, liaison
from detente.codebook import load_forms
from detente.records import ThreadState, Verification
from detente.settings import Settings
from detente.store import open_case
from detente.store.case import Case

PAGE = Path("docs/process.md")
FENCE = re.compile(r"^```(sh|text)\n(.*?)^```", re.DOTALL | re.MULTILINE)
LATER = "2024-03-01T00:00+00:00"


@dataclass(frozen=True)
class Step:
    """The commands of one block, and the lines that the page shows of what they print."""

    commands: tuple[str, ...]
    shown: tuple[str, ...]


def steps(text: str) -> Iterator[Step]:
    blocks = [(kind, body) for kind, body in FENCE.findall(text)]
    for at, (kind, body) in enumerate(blocks):
        if kind == "sh":
            after = blocks[at + 1 : at + 2]
            shown = after[0][1].splitlines() if after and after[0][0] == "text" else []
            commands = tuple(one for one in body.replace("\\\n", " ").splitlines() if one.strip())
            yield Step(commands, tuple(one for one in shown if one.strip()))


def flat(text: str) -> str:
    return " ".join(text.split())


class Walk:
    """A folder in which the page was walked to its end, with what each block printed."""

    def __init__(self, folder: Path, printed: list[tuple[Step, str]]) -> None:
        self.folder, self.printed = folder, printed

    def case(self) -> Case:
        return open_case(str(self.folder / "case.detente"), create=False)


def run(command: str) -> int:
    sys.argv = shlex.split(command)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Walk the page in an empty folder that has the examples."""
    root, folder = Path.cwd(), tmp_path_factory.mktemp("process")
    for name in ("examples", "examples_series"):
        (folder / name).symlink_to(root / name)
    desk = flow.open_desk(Settings())
    found = list(steps((root / PAGE).read_text(encoding="utf-8")))
    with pytest.MonkeyPatch.context() as patch, _captured(folder) as taken:
        for name in [one for one in os.environ if one.startswith("DETENTE_")]:
            patch.delenv(name)
        patch.setenv("COLUMNS", "100")
        patch.setattr(flow, "open_desk", lambda _: desk)  # loading the codebook is most of a command
        patch.setattr(sys, "argv", sys.argv)
        patch.chdir(folder)
        printed = []
        for step in found:
            for command in step.commands:
                code = run(command)
                assert code == 0, f"{command}\n{taken.text()}"
            printed.append((step, taken.text()))
    return Walk(folder, printed)


class _captured:  # noqa: N801 - a context manager that reads as a verb
    """Send what is printed to a file, since capsys lives for one test only."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "printed.txt"

    def __enter__(self) -> Self:
        self.file = self.path.open("w", encoding="utf-8")
        self.before = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = self.file
        return self

    def text(self) -> str:
        """Return what was printed since the last call."""
        self.file.flush()
        told = self.path.read_text(encoding="utf-8")
        self.file.truncate(0)
        self.file.seek(0)
        return told

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr = self.before
        self.file.close()


def test_the_page_has_commands(walk: Walk) -> None:
    assert sum(len(step.commands) for step, _ in walk.printed) > 50


def test_every_command_prints_what_the_page_shows(walk: Walk) -> None:
    wrong = [line for step, told in walk.printed for line in step.shown if flat(line) not in flat(told)]
    assert not wrong


def test_the_threads_stand_as_the_page_tells(walk: Walk) -> None:
    with walk.case() as case:
        log = case.log()
        found = {one.id: one for one in liaison.threads(log, load_forms(), LATER)}
    assert liaison.check(log) is None
    states = {name: one.state for name, one in found.items()}
    assert states["N1"] is ThreadState.ANSWERED
    assert states["N2"] is ThreadState.ACKNOWLEDGED
    assert states["N6"] is ThreadState.ANSWERED
    assert states["N17"] is ThreadState.SETTLED
    assert states["N27"] is ThreadState.ANSWERED
    late = [one for one in found["N6"].clocks if one.what == "reply"]
    assert [one.late for one in late] == [True]


def test_the_patrols_are_begun_and_confirmed_by_both_sides(walk: Walk) -> None:
    with walk.case() as case:
        found = flow.books(case, flow.open_desk(Settings()), ("IRN", "PAK"), as_of="2024-02-24")
    patrols = next(one for one in found.commitments if one.type == "joint_border_patrol" and one.entered)
    assert patrols.implementation == 1
    assert patrols.verification is Verification.COUNTERPART_CONFIRMED
    (measure,) = found.measures
    outcomes = [one.outcome.value if one.outcome else None for one in measure.occasions]
    assert outcomes == ["done", "not_done", "not_observable"]
    assert not [one for one in found.keepings if "violation" in one.kind.value and one.commitment == patrols.id]


def test_the_envoys_are_back_and_the_call_was_held(walk: Walk) -> None:
    with walk.case() as case:
        desk = flow.open_desk(Settings())
        recalled = flow.books(case, desk, ("IRN", "PAK"), as_of="2024-01-17")
        back = flow.books(case, desk, ("IRN", "PAK"), as_of="2024-02-24")
    assert recalled.relation is not None
    assert back.relation is not None
    assert ("envoys", "PAK", "recalled") in {(one.line, one.side, one.state) for one in recalled.relation.lines}
    states = {(one.line, one.side): one.state for one in back.relation.lines}
    assert states["envoys", "PAK"] == states["envoys", "IRN"] == "in_post"
    assert ("foreign_ministers_call", None) in states


def test_nothing_of_the_intelligence_notice_is_in_the_account(walk: Walk) -> None:
    with walk.case() as case:
        found = flow.books(case, flow.open_desk(Settings()), ("IRN", "PAK"))
        words = [one.sentence.quote for account in case.accounts() for one in account.codings]
    assert not [one for one in words if "cross near Mand" in one]
    assert not [one for one in found.keepings if one.evidence.article == "N27"]


def test_what_was_erased_is_nowhere_in_the_file(walk: Walk) -> None:
    for path in walk.folder.glob("case.detente*"):
        assert b"Shepherd" not in path.read_bytes()


TRAFFIC = ("notice", "measure", "log", "thread", "occasion")


def test_what_was_coarsened_is_nowhere_in_the_tables(walk: Walk) -> None:
    tables = {path.name: path.read_text(encoding="utf-8") for path in (walk.folder / "tables").glob("*.csv")}
    notices = [name for name in tables if name.startswith(TRAFFIC)]
    assert notices
    assert not [name for name in notices if re.search(r"\bMand\b", tables[name])]


def test_the_calendar_and_five_briefs_are_there(walk: Walk) -> None:
    assert (walk.folder / "border.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    briefs = sorted(walk.folder.glob("brief*"))
    assert len(briefs) == 5
    assert all(one.stat().st_size > 2000 for one in briefs)
