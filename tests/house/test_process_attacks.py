"""What nobody may learn from traffic that is not for them, whatever command is asked, and what no file may do.

The case holds one notice for each way to be secret; every word of them that must not be seen ends in CANARY. What a
command shows to somebody else, writes under a wider label, or keeps after an erasure must hold none of them.
"""

import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente import cli, flow
from detente.settings import Settings

MARK = "CANARY"
PAK = '--from PAK --author "Desk A"'
IRN = '--from IRN --author "Desk B"'
STEPS = f"""
add commitment "Border guards patrol the stretch" --type joint_border_patrol --by PAK --by IRN --standing agreed \\
    --announced 2024-01-10 --rests-on invented --author "Desk A" --at 2024-01-11T09:00+05:00
ledger --dyad PAK-IRN
notice new message {PAK} --to IRN --tlp RED --at 2024-01-17T09:00+05:00 -f subject=redCANARY -f words=redCANARY2
notice new intelligence_notice {PAK} --to IRN --tlp AMBER+STRICT --at 2024-01-17T10:00+05:00 -f claim=heldCANARY \\
    -f grade=B3 -f valid_until=2024-02-27 -f "persons=heldCANARY K."
measure plan joint_patrol_plan {PAK} --to IRN --tlp RED --at 2024-01-17T11:00+05:00 -f title=planCANARY -f place=Mand \\
    -f "every=1 week" -f first=2024-01-20 -f last=2024-02-10 -f "own_unit=CANARY rifles" -f other_unit=guards
measure log N3 {PAK} --at 2024-01-20T18:00+05:00 --day 2024-01-20 --outcome done --evidence rowCANARY --words rowCANARY
measure log N3 {IRN} --to PAK --to TUR --at 2024-01-20T19:00+05:00 --day 2024-01-20 --outcome not_done --words road
notice new message {PAK} --to IRN --tlp GREEN --at 2024-01-21T09:00+05:00 -f subject=open -f words=open
notice new violation_report {PAK} --to IRN --tlp AMBER --at 2024-01-21T10:00+05:00 -f what=heldCANARY -f accused=IRN \\
    -f commitment=C1 -f day=2024-01-20 -f place=Mand -f evidence=heldCANARY
brief --dyad PAK-IRN --format md
"""
DAY = "2024-01-22"
# Commands that show the case to somebody else, or under a wider label.
OTHERS = [
    "notice list --for TUR",
    "notice list --for TUR --json",
    "notice show N5 --for TUR",
    "notice show N5 --for TUR --json",
    "measure list --for TUR",
    "measure list --for TUR --json",
    f"due --all --for TUR --as-of {DAY}",
    f"due --all --for TUR --json --as-of {DAY}",
    f"due --all --for TUR --ics - --as-of {DAY}",
    f"due --all --most AMBER --as-of {DAY}",
    f"due --all --most AMBER --ics - --as-of {DAY}",
    "brief --dyad PAK-IRN --tlp CLEAR",
    "brief --dyad PAK-IRN --tlp AMBER+STRICT --format md",
    "brief --dyad PAK-IRN --tlp AMBER --format json",
    "brief --dyad PAK-IRN --tlp GREEN --format html --out page.html",
    "export --format csv --out tables",
    "export --format jsonl --tlp AMBER+STRICT --out lines",
]
# What Iran, to which it is meant, may not hear of as long as it is held.
HELD = ["notice list --for IRN", f"due --all --for IRN --as-of {DAY}", "notice list --for IRN --json"]
ERASED = {
    "N1": ("subject", "words"),
    "N2": ("claim", "persons"),
    "N3": ("title", "own_unit"),
    "N4": ("words", "evidence"),
    "N7": ("what", "evidence"),
}
DEEP = "a = " + "[" * 5000 + "]" * 5000
FILES = [
    "notice new --file deep.toml --from PAK --to IRN --author Desk",
    "notice forms --settings forms.toml",
    "alert --rules deep.toml",
    "replay deep.toml",
]

Call = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def desk() -> flow.Desk:
    """Return the rooms that keep an account, opened once."""
    return flow.open_desk(Settings())


@pytest.fixture
def call(desk: flow.Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Return the command line in an empty folder: it gives the exit code and all that was shown."""

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["detente", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        shown = capsys.readouterr()
        return (0 if code is None else int(code)), shown.out + shown.err

    for name in ("DETENTE_AUTHOR", "DETENTE_SIDE", "DETENTE_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DETENTE_CASE", "case.detente")
    monkeypatch.setattr(flow, "open_desk", lambda _: desk)
    monkeypatch.chdir(tmp_path)
    return run


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the place of the case, made by the first test that needs it."""
    return tmp_path_factory.mktemp("attack") / "case.detente"


@pytest.fixture
def case(call: Call, kept: Path) -> Path:
    """Return a copy of the case with its secrets, of which a whole brief was told before."""
    if not kept.exists():
        for line in STEPS.replace("\\\n", "").split("\n"):
            if line:
                done(call, *shlex.split(line))
        shutil.copy("case.detente", kept)
    shutil.copy(kept, "case.detente")
    return Path("case.detente")


def done(call: Call, *words: str) -> str:
    """Run a command that must succeed and return what it showed."""
    code, told = call(*words)
    assert code == 0, f"{words}: {told}"
    return told


def written() -> str:
    """Return all that stands in files beside the case."""
    found = [one for one in Path().rglob("*") if one.is_file() and one.name != "case.detente"]
    return "\n".join(one.read_bytes().decode("utf-8", errors="replace") for one in found)


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize("line", OTHERS)
def test_what_is_for_others_shows_in_no_view(call: Call, line: str) -> None:
    told = done(call, *line.split()) + written()
    assert MARK not in told
    assert "no longer told" not in told


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize("line", HELD)
def test_whom_a_held_notice_is_meant_for_does_not_hear_of_it(call: Call, line: str) -> None:
    told = done(call, *line.split())
    assert "planCANARY" in told  # what was sent, it sees
    assert "heldCANARY" not in told
    assert "not shown" not in told
    assert '"hidden": 1' not in told


@pytest.mark.usefixtures("case")
def test_a_held_notice_answers_like_one_that_is_not_there(call: Call) -> None:
    code, held = call("notice", "show", "N2", "--for", "IRN")
    absent, missing = call("notice", "show", "N77", "--for", "IRN")
    assert code == absent != 0
    assert held == missing.replace("N77", "N2")


@pytest.mark.usefixtures("case")
def test_an_export_does_not_say_that_something_is_held(call: Call) -> None:
    done(call, "export", "--format", "csv", "--out", "tables")
    assert "held until" not in written()


@pytest.mark.usefixtures("case")
def test_erased_words_are_in_no_byte_of_the_case(call: Call) -> None:
    for entry, names in ERASED.items():
        fields = [word for name in names for word in ("--field", name)]
        done(call, "erase", entry, *fields, *shlex.split(PAK), "--reason", "by law", "--authority", "order 1", "--yes")
    assert MARK.encode() not in b"".join(one.read_bytes() for one in Path().glob("case.detente*"))
    assert "every one holds" in done(call, "verify")


@pytest.mark.parametrize("line", FILES)
def test_a_file_nested_without_end_is_refused_in_words(call: Call, line: str) -> None:
    Path("deep.toml").write_text(DEEP, encoding="utf-8")
    Path("deep").mkdir()
    Path("deep/form.toml").write_text(DEEP, encoding="utf-8")
    Path("forms.toml").write_text('forms = "deep"', encoding="utf-8")
    code, told = call(*line.split())
    assert code == 2
    assert "is no TOML" in told
    assert "Traceback" not in told
