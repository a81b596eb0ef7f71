"""A case of working traffic for the tests of the agenda, entered as a liaison officer would, and the way to ask it."""

import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from detente import cli, flow

__all__ = ["Told", "asker", "bordered"]

# N1 a query, N2 a review meeting, N3 a claim that waits for a second person, N4 a plan of patrols, N5 its first row;
# C1 a withdrawal, C2 a ceasefire, and a violation of the ceasefire.
ENTERED = """
add commitment 'Neither army fires from 18 to 30 January' --type ceasefire --by PAK --by IRN --standing agreed \
  --announced 2024-01-17 --effective 2024-01-18 --due 2024-01-30 --rests-on statement --at 2024-01-17T12:00+05:00
add commitment 'Pakistan pulls its guns back from Panjgur' --type withdrawal --by PAK --to IRN --standing pledged \
  --announced 2024-01-17 --due 2024-01-24 --rests-on statement --at 2024-01-17T12:10+05:00
add keeping 'Shells fell beside the post' --commitment 'ceasefire: PAK, IRN' --finding alleged_violation --accused IRN \
  --by PAK --day 2024-01-20 --place Panjgur --rests-on 'post commander' --at 2024-01-20T13:00+05:00
notice new query --from PAK --to IRN --at 2024-01-18T09:00+05:00 --field question='Which group was it?' \
  --field subject='the shells'
notice new review_meeting --from IRN --to PAK --at 2024-01-18T12:00+03:30 --field day=2024-02-01 \
  --field level=officials --field agenda='what was promised'
notice new intelligence_notice --from PAK --to IRN --at 2024-01-19T09:00+05:00 --field claim='A group gathers.' \
  --field grade=B2 --field valid_until=2024-01-30
measure plan joint_patrol_plan --from PAK --to IRN --at 2024-01-20T09:00+05:00 --field first=2024-01-21 \
  --field last=2024-02-04 --field every='1 week' --field place=Panjgur --field title='Patrols at Panjgur' \
  --field own_unit='border guards' --field other_unit='border guards'
measure log N4 --from PAK --day 2024-01-21 --outcome done --evidence 'joint record 1' --at 2024-01-21T18:00+05:00
"""


@dataclass(frozen=True)
class Told:
    """What a call of the command line came to."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class asker:  # noqa: N801 - used as a function
    """The command line with rooms that are opened once: loading the codebook is most of a call."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Told:
        """Run a command."""
        self.monkeypatch.setattr(sys, "argv", ["detente", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        told = self.capsys.readouterr()
        return Told(0 if code is None else int(code), told.out, told.err)


@pytest.fixture(scope="module")
def entered(desk: flow.Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the case."""
    folder = tmp_path_factory.mktemp("bordered")
    with pytest.MonkeyPatch.context() as patch:
        _prepare(patch, desk, folder)
        for line in ENTERED.replace("\\\n", " ").strip().splitlines():
            patch.setattr(sys, "argv", ["detente", *shlex.split(line)])
            with pytest.raises(SystemExit) as ended:
                cli.main()
            assert not ended.value.code, line
    return folder / "case.detente"


def _prepare(patch: pytest.MonkeyPatch, desk: flow.Desk, folder: Path) -> None:
    for name in ("DETENTE_SIDE", "DETENTE_SETTINGS"):
        patch.delenv(name, raising=False)
    patch.setenv("DETENTE_CASE", "case.detente")
    patch.setenv("DETENTE_AUTHOR", "Duty officer")
    patch.setattr(flow, "open_desk", lambda _: desk)
    patch.chdir(folder)


@pytest.fixture
def bordered(
    entered: Path,
    desk: flow.Desk,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> asker:
    """Return the command line beside a copy of the case."""
    shutil.copy(entered, tmp_path / "case.detente")
    _prepare(monkeypatch, desk, tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return asker(monkeypatch, capsys)
