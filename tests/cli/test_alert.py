"""``detente alert`` tells those who asked, each once, by file, mail and webhook, and says what became of it."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.agenda import load_rules
from detente.store import open_case
from tests.agenda.servers import hook, mail

from .bordered import asker, bordered, entered

__all__ = ["bordered", "entered"]

NOW = ("--as-of", "2024-01-22T12:00+05:00")
ALL = '["violation", "overdue_reply", "due_tomorrow", "level", "contradiction"]'
RULES = f"""
[[rule]]
name = "desk"
kinds = {ALL}
to = ["log"]

[target.log]
file = "alerts.jsonl"
"""
KEYS = {
    "violation:alleged:C2:",
    "overdue_reply:acknowledge:N1:IRN:2024-01-18T21:00+05:00",
    "overdue_reply:reply:N1:IRN:2024-01-20T09:00+05:00",
    "overdue_reply:acknowledge:N2:PAK:2024-01-19T12:00+03:30",
}


def rules(text: str = RULES) -> str:
    Path("rules.toml").write_text(text, encoding="utf-8")
    return "rules.toml"


def lines(name: str = "alerts.jsonl") -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(name).read_text(encoding="utf-8").splitlines()]


def test_what_is_new_is_told_once(bordered: asker) -> None:
    told = bordered("alert", "--rules", rules(), *NOW)
    assert told.code == 0, told.err
    found = lines()
    keys = {str(one["key"]) for one in found}
    assert {key for key in KEYS if not any(one.startswith(key) for one in keys)} == set()
    assert all(one["rests_on"] for one in found)
    assert f"{len(found)} delivered" in told.out
    again = bordered("alert", "--rules", "rules.toml", *NOW)
    assert (again.code, again.out.strip()) == (0, "Nothing new to tell.")
    assert lines() == found


def test_an_alleged_violation_is_told_as_alleged(bordered: asker) -> None:
    bordered("alert", "--rules", rules(), *NOW)
    (found,) = [one for one in lines() if one["kind"] == "violation"]
    assert str(found["words"]).startswith("Pakistan alleges a violation of C2")
    assert "verified by nobody" in str(found["words"])
    assert "Shells fell beside the post" in str(found["rests_on"])


def test_a_dry_run_shows_what_would_be_told_and_hands_nothing_over(bordered: asker) -> None:
    told = bordered("alert", "--rules", rules(), "--dry-run", *NOW)
    assert told.code == 0
    assert "nothing was handed over" in told.out
    assert max(map(len, told.out.splitlines())) <= 100
    assert not Path("alerts.jsonl").exists()
    letters = json.loads(bordered("alert", "--rules", "rules.toml", "--dry-run", "--json", *NOW).out)["letters"]
    assert {one["channel"] for one in letters} == {"log"}


def test_a_label_that_the_rule_does_not_let_out_is_left_out_and_told(bordered: asker) -> None:
    told = bordered("alert", "--rules", rules(RULES.replace('to = ["log"]', 'to = ["log"]\nmost = "CLEAR"')), *NOW)
    assert {one["tlp"] for one in lines()} == {"CLEAR"}
    assert "rule desk: notices of a more restrictive label than it lets out (most) are left out" in told.err


def test_a_rule_for_a_party_tells_only_what_it_may_see(bordered: asker) -> None:
    bordered("alert", "--rules", rules(RULES.replace('to = ["log"]', 'to = ["log"]\nfor = "Afghanistan"')), *NOW)
    assert not [one for one in lines() if str(one["key"]).startswith("overdue_reply")]


def test_a_dyad_that_the_case_does_not_have_is_named(bordered: asker) -> None:
    told = bordered("alert", "--rules", rules(RULES.replace('to = ["log"]', 'to = ["log"]\ndyads = ["PAK-IND"]')), *NOW)
    assert told.code == 0
    assert "the case holds nothing between IND-PAK, which a rule names" in told.err


def test_mail_and_webhook_are_handed_over_beside_the_file(bordered: asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDER_HOOK_SECRET", "s3cret")
    with mail() as box, hook(500, 200) as address:
        text = RULES.replace('["log"]', '["log", "mail", "hook"]').replace(ALL, '["violation"]')
        text += f"""
[target.mail]
smtp = "127.0.0.1"
port = {box.port}
tls = "none"
from = "detente@office.example"
to = ["duty@office.example", "head@office.example"]

[target.hook]
url = "{address.url}"
secret_env = "BORDER_HOOK_SECRET"
allow_private = true
"""
        told = bordered("alert", "--rules", rules(text), "--set", "agenda.wait=0", "--json", *NOW)
    assert told.code == 0, told.err
    sent = json.loads(told.out)["deliveries"]
    channels = ["hook", "log", "mail/duty@office.example", "mail/head@office.example"]
    assert sorted(one["channel"] for one in sent) == channels
    assert len(box.messages) == 2
    assert len(address.requests) == 2
    assert "s3cret" not in told.out + told.err


def test_a_target_that_fails_stops_no_other_and_is_told(bordered: asker) -> None:
    text = RULES.replace('["log"]', '["gone", "log"]').replace(ALL, '["violation"]')
    text += '\n[target.gone]\nfile = "nowhere/alerts.txt"\nform = "text"\n'
    told = bordered("alert", "--rules", rules(text), *NOW)
    assert told.code == 1
    assert "1 delivered, 1 failed" in told.out
    assert len(lines()) == 1
    Path("nowhere").mkdir()
    assert bordered("alert", "--rules", "rules.toml", *NOW).code == 0
    assert len(Path("nowhere/alerts.txt").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="this system has no SIGPIPE")
def test_a_server_that_hangs_up_ends_no_run(bordered: asker, monkeypatch: pytest.MonkeyPatch) -> None:
    # As in every command a closed pipe ends the process; while alerts are handed over it must be an error of its own.
    ways: list[object] = []

    def deliver(*_: object) -> Iterator[object]:
        ways.append(signal.getsignal(signal.SIGPIPE))
        yield from ()

    monkeypatch.setattr("detente.agenda.deliver", deliver)
    assert bordered("alert", "--rules", rules(), *NOW).code == 0
    assert ways == [signal.SIG_IGN]


def test_what_was_cut_off_is_listed_until_a_person_has_it_sent_again(bordered: asker) -> None:
    with hook() as address:
        text = RULES.replace('["log"]', '["hook"]').replace(ALL, '["violation"]').replace("[target.log]", "")
        text = text.replace('file = "alerts.jsonl"', f'[target.hook]\nurl = "{address.url}"\nallow_private = true')
        dry = bordered("alert", "--rules", rules(text), "--dry-run", "--json", *NOW)
        key = json.loads(dry.out)["letters"][0]["alert"]["key"]
        with open_case("case.detente", create=False) as case:
            assert case.delivering(key, "hook", "2024-01-22T12:00+05:00")
        told = bordered("alert", "--rules", "rules.toml", *NOW)
        assert told.code == 1
        assert f"detente alert --again {key}" in " ".join(told.out.split())
        assert address.requests == []
        assert bordered("alert", "--rules", "rules.toml", "--again", key, *NOW).code == 0
        assert bordered("alert", "--rules", "rules.toml", *NOW).code == 0
    assert len(address.requests) == 1


def test_blank_rules_can_be_followed_as_they_are(bordered: asker) -> None:
    told = bordered("alert", "--blank")
    assert told.code == 0
    assert [one.name for one in load_rules(Path("alerts.toml")).rules] == ["desk"]
    assert bordered("alert", "--rules", "alerts.toml", *NOW).code == 0
    assert lines()


def test_blank_rules_hold_under_their_marks_what_can_be_followed_too(bordered: asker) -> None:
    bordered("alert", "--blank", "--rules", "all.toml")
    bare = [line.removeprefix("# ") for line in Path("all.toml").read_text(encoding="utf-8").splitlines()]
    told = "\n".join(line for line in bare if line.startswith("[") or " = " in line)
    Path("all.toml").write_text(told, encoding="utf-8")
    found = load_rules(Path("all.toml"))
    assert set(found.targets) == {"log", "mail", "hook"}
    assert found.rules[0].party == "PAK"


def test_what_falls_due_tomorrow_is_told_the_day_before(bordered: asker) -> None:
    text = RULES.replace(ALL, '["due_tomorrow"]')
    bordered("alert", "--rules", rules(text), "--as-of", "2024-01-23")
    assert "due_tomorrow:promise:C1:2024-01-24" in {one["key"] for one in lines()}
