"""detente notice: what two capitals and a commission send each other, without any article, engine or place table."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente import cli, language
from detente.cli import entering
from detente.flow import cases, traffic
from detente.store import open_case

Run = Callable[..., int]
Out = pytest.CaptureFixture[str]

PAK = ("--from", "PAK", "--author", "Duty officer, MFA")
IRN = ("--from", "IRN", "--author", "Desk officer, MFA")
INCIDENT = ("-f", "day=2024-01-16", "-f", "place=Panjgur", "-f", "kind=strike", "-f", "what=two houses were hit")
ANSWER = ("-f", "finding=denied", "-f", "words=nothing of ours flew that night")
AT = "2024-01-17T09:30+05:00"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Return the command line in an empty folder, where loading the engine or the places is a failure."""

    def call(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["detente", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert isinstance(ended.value.code, int)
        return ended.value.code

    def load(*_: object, **__: object) -> None:
        pytest.fail("a notice needs neither the engine nor the places")

    for name in ("DETENTE_AUTHOR", "DETENTE_SIDE", "DETENTE_CASE", "DETENTE_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(language, "load", load)
    monkeypatch.setattr(traffic, "open_places", load)
    monkeypatch.setattr(entering, "now", lambda: "2024-02-01T10:00+05:00")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    return call


def incident(run: Run, *more: str) -> int:
    return run("notice", "new", "incident_notice", *PAK, "--to", "IRN", *INCIDENT, "--at", AT, *more)


def test_a_notice_tells_its_id_hash_and_clocks(run: Run, capsys: Out) -> None:
    assert incident(run) == 0
    told = " ".join(capsys.readouterr().out.split())
    with open_case("case.detente", create=False) as case:
        (entry,) = case.log()
    assert "N1 entered in case.detente: Incident notice, PAK > IRN, TLP:AMBER" in told
    assert f"N1:{entry.hash}" in told
    assert "acknowledge by 2024-01-17 21:30+05:00 (Iran); reply by 2024-01-19 09:30+05:00 (Iran)" in told
    assert "OVERDUE" not in told


def test_a_notice_loads_only_what_it_needs(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_: object, **__: object) -> None:
        pytest.fail("the whole codebook was loaded")

    monkeypatch.setattr(cases.codebook, "load", load)
    assert incident(run) == 0
    assert run("notice", "ack", "N1", *IRN) == 0
    assert run("notice", "show", "N1") == 0
    assert run("verify") == 0


def test_sender_and_author_are_those_of_the_settings(run: Run, capsys: Out, tmp_path: Path) -> None:
    (tmp_path / "detente.toml").write_text('side = "IRN"\nauthor = "Desk officer"\n', encoding="utf-8")
    assert run("notice", "new", "query", "--to", "PAK", "-f", "question=Was it yours?") == 0
    assert "IRN > PAK" in capsys.readouterr().out


def test_a_rule_that_is_not_strict_warns(run: Run, capsys: Out) -> None:
    assert incident(run, "--at", "2024-01-30T09:30+05:00") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "warning: day:" in told
    assert "within three days" in told


def test_a_dry_run_shows_the_notice_and_makes_no_case(run: Run, capsys: Out) -> None:
    assert incident(run, "--dry-run") == 0
    told = capsys.readouterr().out
    assert "Could be entered: Incident notice, PAK > IRN" in told
    assert "Nothing was entered" in told
    assert not Path("case.detente").exists()


def test_a_dry_run_is_refused_as_the_entry_would_be(run: Run, capsys: Out) -> None:
    assert incident(run) == 0
    assert run("notice", "ack", "N1", *PAK, "--dry-run") == 2
    assert "N1 is of PAK itself" in capsys.readouterr().err
    assert run("notice", "ack", "N1", *IRN, "--dry-run", "--json") == 0
    assert json.loads(capsys.readouterr().out)["notice"]["act"] == "ack"


def test_an_empty_form_is_filled_in_and_sent(run: Run, capsys: Out) -> None:
    assert run("notice", "forms", "incident_notice", "--blank", "n.toml") == 0
    text = Path("n.toml").read_text(encoding="utf-8")
    filled = {
        "to = [": 'to = ["IRN"]',
        "what =": 'what = "shots"',
        "day =": "day = 2024-01-16",
        "kind =": 'kind = "firing"',
    }
    filled |= {
        "place =": 'place = "Panjgur"',
        "killed =": "killed = 2",
        "units =": 'units = ["border guards", "police"]',
    }
    lines = [next((new for old, new in filled.items() if line.startswith(old)), line) for line in text.splitlines()]
    Path("n.toml").write_text("\n".join(lines), encoding="utf-8")
    capsys.readouterr()
    assert run("notice", "new", "--file", "n.toml", *PAK, "-f", "killed=3", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    fields = dict(found["entry"]["notice"]["fields"])
    assert (fields["killed"], fields["units"], fields["day"]) == ("3", "border guards; police", "2024-01-16")
    assert "salt" not in found["entry"]["seals"][0]


def test_a_notice_comes_from_standard_input(run: Run, capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'form = "message"\nfrom = "PAK"\nto = ["IRN"]\nauthor = "A"\n[fields]\nsubject = "s"\nwords = "w"\n'
    file = Path("in.toml")
    file.write_text(text, encoding="utf-8")
    with file.open(encoding="utf-8") as opened:
        monkeypatch.setattr(sys, "stdin", opened)
        assert run("notice", "new", "--stdin") == 0
    assert "Message, PAK > IRN" in capsys.readouterr().out


def test_a_thread_is_shown_with_corrections_beside_what_they_replaced(run: Run, capsys: Out) -> None:
    assert incident(run, "-f", "killed=2") == 0
    assert run("notice", "ack", "N1", *IRN, "--at", "2024-01-17T10:30+03:30", "--note", "seen") == 0
    later = ("--at", "2024-01-17T15:00+05:00")
    assert run("notice", "correct", "N1", *PAK, *later, "-f", "killed=3", "--why", "one of the wounded died") == 0
    capsys.readouterr()
    assert run("notice", "show", "n2") == 0
    told = capsys.readouterr().out
    assert "killed  2; corrected by N3 to 3 (one of the wounded died)" in told
    assert "N2  2024-01-17 10:30+03:30  IRN > PAK  acknowledgement of N1, by Desk officer, MFA" in told
    assert "acknowledge by 2024-01-17 21:30+05:00 (Iran): done with N2" in told
    assert "May follow:" in told


def test_a_dispute_is_raised_and_settled(run: Run, capsys: Out) -> None:
    assert incident(run) == 0
    assert run("notice", "dispute", "N1", *IRN, "--why", "no vehicle of ours was there", "--proposal", "a visit") == 0
    assert run("notice", "list", "--state", "disputed") == 0
    assert "N1" in capsys.readouterr().out
    assert run("notice", "settle", "N2", *IRN, "--outcome", "agreed", "--terms", "an accident") == 0
    capsys.readouterr()
    assert run("notice", "list", "--json") == 0
    assert [one["state"] for one in json.loads(capsys.readouterr().out)["threads"]] == ["settled"]


def test_a_list_tells_what_is_overdue_as_of_a_moment(run: Run, capsys: Out) -> None:
    assert incident(run) == 0
    capsys.readouterr()
    assert run("notice", "list", "--as-of", "2024-01-17T12:00+05:00") == 0
    assert "OVERDUE" not in capsys.readouterr().out
    assert run("notice", "list", "--state", "overdue", "--dyad", "Iran-Pakistan", "--form", "incident_notice") == 0
    assert "OVERDUE: acknowledge by 2024-01-17 21:30+05:00 (Iran)" in capsys.readouterr().out
    assert run("notice", "list", "--as-of", "2024-01-16") == 0
    assert "none" in capsys.readouterr().out


@pytest.mark.parametrize(
    "moment", ["2024-01-17", "20240117", "2024-W03-3", "2024-01-17 12:00+05:00", "2024-01-17T07:00Z"]
)
def test_a_moment_may_be_spelt_in_any_way_of_the_standard(run: Run, capsys: Out, moment: str) -> None:
    assert incident(run) == 0
    assert run("notice", "list", "--as-of", "2024-01-16") == 0
    assert "N1  " not in capsys.readouterr().out.split("Working traffic")[1]
    assert run("notice", "list", "--as-of", moment) == 0
    assert "N1  incident notice" in capsys.readouterr().out


def test_a_party_is_told_how_much_it_is_not_shown(run: Run, capsys: Out) -> None:
    claim = ("-f", "claim=a band gathers", "-f", "grade=B2", "-f", "valid_until=2024-03-01")
    assert incident(run) == 0
    assert run("notice", "new", "intelligence_notice", *PAK, "--to", "IRN", *claim) == 0
    assert "a second person of Pakistan releases it" in " ".join(capsys.readouterr().out.split())
    assert run("notice", "list", "--for", "IRN") == 0
    told = capsys.readouterr().out
    assert "N2" not in told  # nor does a count tell that something is held
    assert "not shown" not in told
    assert run("notice", "list", "--for", "Oman") == 0
    assert "1 notice is not shown to Oman." in capsys.readouterr().out


def test_no_view_prints_a_salt_or_what_is_for_other_eyes(run: Run, capsys: Out) -> None:
    assert incident(run, "--json") == 0
    assert run("notice", "reply", "N1", *IRN, "--to", "PAK", "--to", "AFG", *ANSWER, "--json") == 0
    for words in (("list",), ("show", "N1"), ("show", "N2", "--for", "AFG"), ("list", "--for", "AFG")):
        assert run("notice", *words, "--json") == 0
    told = capsys.readouterr().out
    assert "salt" not in told
    assert run("notice", "show", "N1", "--for", "AFG", "--json") == 0
    told = capsys.readouterr().out
    assert "two houses" not in told
    assert json.loads(told)["hidden"] == 1
    assert run("notice", "show", "N2", "--for", "AFG") == 0
    told = capsys.readouterr().out
    assert "two houses" not in told
    assert "1 entry is not shown to Afghanistan." in told


def test_four_eyes_release_a_notice_and_start_its_clocks(run: Run, capsys: Out) -> None:
    claim = ("-f", "claim=a band gathers", "-f", "grade=B2", "-f", "valid_until=2024-03-01")
    assert run("notice", "new", "intelligence_notice", *PAK, "--to", "IRN", *claim, "--at", AT) == 0
    release = ("--from", "PAK", "--author", "Head of section", "--at", "2024-01-17T11:00+05:00")
    capsys.readouterr()
    assert run("notice", "release", "N1", *release) == 0
    assert "acknowledge by 2024-01-17 17:00+05:00 (Iran)" in " ".join(capsys.readouterr().out.split())
    assert run("notice", "show", "N1", "--for", "IRN") == 0


def test_the_forms_are_listed_with_their_times(run: Run, capsys: Out) -> None:
    assert run("notice", "forms") == 0
    told = capsys.readouterr().out
    assert "intelligence_notice" in told
    assert "four eyes" in told
    assert run("notice", "forms", "intelligence_notice") == 0
    told = capsys.readouterr().out
    assert "Four eyes: it is held until a second person of the sender releases it." in told
    assert "sensitive: informant" in " ".join(told.split())
    assert run("notice", "forms", "--json") == 0
    assert {"incident_notice", "joint_patrol_plan"} <= {one["id"] for one in json.loads(capsys.readouterr().out)}


def test_every_blank_form_is_read_back(run: Run, capsys: Out) -> None:
    assert run("notice", "forms", "--json") == 0
    for form in json.loads(capsys.readouterr().out):
        file = f"{form['id']}.toml"
        assert run("notice", "forms", form["id"], "--blank", file) == 0
        assert run("notice", "new", "--file", file, *PAK) == 2
        assert "nobody is addressed" in capsys.readouterr().err


def test_a_form_of_ones_own_needs_no_code(run: Run, capsys: Out) -> None:
    Path("ours").mkdir()
    own = 'id = "flood_warning"\nname = "Flood warning"\nmeans = "One side warns the other of a flood"\n'
    own += 'words = "{sender} warns of a flood at {place}"\ntlp = "CLEAR"\nacknowledge = "2h"\n'
    own += '[[field]]\nname = "place"\nkind = "place"\nrequired = true\nmeans = "which river and where"\n'
    Path("ours/flood_warning.toml").write_text(own, encoding="utf-8")
    words = ("--set", "forms=ours", "--at", AT)
    assert run("notice", "new", "flood_warning", *PAK, "--to", "IRN", "-f", "place=Helmand at Zaranj", *words) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Pakistan warns of a flood at Helmand at Zaranj" in told
    assert "acknowledge by 2024-01-17 11:30+05:00 (Iran)" in told
    assert run("notice", "list") == 0  # also where nobody names the folder any more
    assert run("notice", "show", "N1") == 0
    assert "Helmand at Zaranj" in capsys.readouterr().out
    assert run("notice", "ack", "N1", *IRN) == 2
    assert "flood_warning: is no form" in capsys.readouterr().err


def test_every_command_explains_itself(run: Run, capsys: Out) -> None:
    for act in (
        "new",
        "reply",
        "ack",
        "dispute",
        "settle",
        "correct",
        "withdraw",
        "release",
        "relabel",
        "list",
        "show",
    ):
        assert run("notice", act, "--help") == 0
        told = capsys.readouterr().out
        assert "Examples:" in told
        assert "Exit codes:" in told
