"""Delivery: each alert to each target once, tried again where it surely did not arrive, and never where it may have."""

import base64
import email
import email.policy
import hashlib
import hmac
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from detente.agenda import Letter, Post, deliver
from detente.agenda.rules import FileTarget, MailTarget, Target, WebhookTarget
from detente.agenda.webhook_target import is_public
from detente.records import Alert, Delivery
from detente.store import open_case

from . import servers
from .conftest import Certificate, Waits
from .made import NOON, alert

Posts = Callable[..., Post]
KEY = "violation:alleged:C1:E1"
LOGIN = {"DESK_USER": servers.USER, "DESK_PASSWORD": servers.PASSWORD}


def letter(target: Target, one: Alert | None = None, *, news: bool = True, address: str | None = None) -> Letter:
    if isinstance(target, MailTarget):
        address = address or target.to[0]
    return Letter(alert=one or alert(), target=target, address=address, news=news)


def run(post: Post, *letters: Letter, again: tuple[str, ...] = ()) -> list[Delivery]:
    return list(deliver(letters, post, again))


def outcomes(found: list[Delivery]) -> list[tuple[str, int]]:
    return [(one.outcome, one.tries) for one in found]


# A file


def log(path: Path, form: str = "json") -> FileTarget:
    return FileTarget(name="log", file=path / "alerts.log", form=form)


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_file_gets_each_alert_on_one_line_once(post: Posts, tmp_path: Path, form: str) -> None:
    target = log(tmp_path, form)
    both = [letter(target), letter(target, alert("2"))]
    assert outcomes(run(post(), *both)) == [("delivered", 1), ("delivered", 1)]
    assert run(post(), *both) == []
    lines = target.file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    if form == "json":
        assert json.loads(lines[0])["id"] == f"detente:{KEY}"
        assert json.loads(lines[0])["rests_on"] == list(alert().rests_on)
    else:
        assert lines[0].startswith("2031-03-04 TLP:GREEN NOR-SOU violation: Southmark alleges")
        assert lines[0].endswith(f" (detente:{KEY})")


@pytest.mark.parametrize("written", [True, False], ids=["it was written", "it was not written"])
def test_what_was_cut_off_stands_in_the_file_once(post: Posts, tmp_path: Path, *, written: bool) -> None:
    target = log(tmp_path)
    if written:
        run(post(), letter(target))
    held = post()
    held.record.delivered(KEY, "log", NOON, "sending")
    assert outcomes(run(held, letter(target))) == [("delivered", 1)]
    assert len(target.file.read_text(encoding="utf-8").splitlines()) == 1


def test_a_line_that_was_torn_is_left_alone_and_the_next_begins_below(post: Posts, tmp_path: Path) -> None:
    target = log(tmp_path)
    target.file.write_text('{"id": "detente:viol', encoding="utf-8")
    run(post(), letter(target))
    torn, whole = target.file.read_text(encoding="utf-8").splitlines()
    assert torn == '{"id": "detente:viol'
    assert json.loads(whole)["key"] == KEY


def test_a_file_that_cannot_be_written_fails_and_stops_no_other(post: Posts, tmp_path: Path) -> None:
    bad = FileTarget(name="bad", file=tmp_path / "nowhere" / "alerts.log")
    first, other, good = run(post(), letter(bad), letter(bad, alert("2")), letter(log(tmp_path)))
    assert (first.outcome, first.tries) == ("failed", 1)
    assert "nowhere/alerts.log cannot be written" in first.words
    assert (other.outcome, other.tries) == ("failed", 0)
    assert good.outcome == "delivered"


def test_cases_of_other_names_share_a_file_and_do_not_silence_each_other(post: Posts, tmp_path: Path) -> None:
    target = log(tmp_path)
    run(post(), letter(target))
    held = post(name="north")
    held.record.delivered(KEY, "log", NOON, "failed")  # the same case stands in for another one
    assert outcomes(run(held, letter(target))) == [("delivered", 1)]
    assert len(target.file.read_text(encoding="utf-8").splitlines()) == 2


def test_old_news_is_not_told_but_what_failed_before_is(post: Posts, tmp_path: Path) -> None:
    target = log(tmp_path)
    assert run(post(), letter(target, news=False)) == []
    post().record.delivering(KEY, "log", NOON)
    post().record.delivered(KEY, "log", NOON, "failed")
    assert outcomes(run(post(), letter(target, news=False))) == [("delivered", 1)]


# Mail


def box(server: servers.Mail, **more: object) -> MailTarget:
    made = MailTarget(
        name="mail",
        smtp="localhost" if server.trust else "127.0.0.1",
        port=server.port,
        tls="none",
        sender="detente@office.example",
        to=("duty@office.example",),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_mail_says_all_that_is_to_be_said(post: Posts) -> None:
    with servers.mail() as server:
        assert outcomes(run(post(), letter(box(server)))) == [("delivered", 1)]
    ((to, text),) = server.messages
    message = email.message_from_bytes(text, policy=email.policy.default)
    assert to == "duty@office.example"
    assert message["Subject"] == "TLP:GREEN NOR-SOU: violation"
    assert message["From"] == "detente@office.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert datetime.strptime(message["Date"], "%a, %d %b %Y %H:%M:%S %z") == datetime.fromisoformat(NOON)
    body = message.get_content()
    assert alert().words in body
    assert f"- {alert().rests_on[0]}" in body
    assert "Label TLP:GREEN" in body


@pytest.mark.parametrize("part", ["451 rcpt", "451 data", "drop mail"])
def test_what_was_surely_not_taken_is_tried_again_with_longer_waits(post: Posts, waits: Waits, part: str) -> None:
    with servers.mail(part, part, "ok") as server:
        assert outcomes(run(post(), letter(box(server)))) == [("delivered", 3)]
    assert len(server.messages) == 1
    assert waits.seconds == [2.0, 6.0]


def test_tries_have_an_end_and_the_next_run_goes_on(post: Posts, waits: Waits) -> None:
    with servers.mail("451 rcpt") as server:
        (found,) = run(post(tries=3), letter(box(server)))
        assert (found.outcome, found.tries, server.calls) == ("failed", 3, 3)
        assert "127.0.0.1:" in found.words
        assert "451 not now" in found.words
        assert "the next run tries again" in found.words
        server.parts[:] = ["ok"]
        assert outcomes(run(post(), letter(box(server), news=False))) == [("delivered", 1)]
    assert len(server.messages) == 1
    assert waits.seconds == [2.0, 6.0]


def test_a_server_that_is_not_there_fails_and_is_not_tried_for_every_letter(post: Posts, waits: Waits) -> None:
    with servers.mail() as server:
        pass
    first, second = run(post(tries=2), letter(box(server)), letter(box(server), alert("2")))
    assert (first.outcome, first.tries) == ("failed", 2)
    assert "cannot be reached" in first.words
    assert (second.outcome, second.tries) == ("failed", 0)
    assert "failed before in this run" in second.words
    assert waits.seconds == [2.0]


@pytest.mark.parametrize("part", ["drop text", "silent text"])
def test_a_mail_whose_text_was_given_is_never_sent_again_by_itself(post: Posts, waits: Waits, part: str) -> None:
    with servers.mail(part, "ok") as server:
        (found,) = run(post(timeout=0.5), letter(box(server)))
        assert found.outcome == "unclear"
        assert f"detente alert --again {KEY}" in found.words
        (listed,) = run(post(), letter(box(server)))
        assert (listed.outcome, listed.tries) == ("unclear", 0)
        assert server.calls == 1
        assert outcomes(run(post(), letter(box(server)), again=(KEY,))) == [("delivered", 1)]
        assert run(post(), letter(box(server)), again=(KEY,)) == []
    assert server.calls == 2
    assert waits.seconds == []


def test_an_address_that_is_refused_stops_no_other(post: Posts) -> None:
    with servers.mail("550 rcpt gone@office.example") as server:
        target = box(server, to=("gone@office.example", "duty@office.example"))
        found = run(post(), *(letter(target, address=one) for one in target.to))
    assert outcomes(found) == [("failed", 1), ("delivered", 1)]
    assert "refuses it: 550" in found[0].words
    assert [to for to, _ in server.messages] == ["duty@office.example"]


def test_a_login_comes_from_the_environment(post: Posts) -> None:
    with servers.mail(login=True) as server:
        target = box(server, user_env="DESK_USER", password_env="DESK_PASSWORD")  # noqa: S106 - a variable's name
        assert outcomes(run(post(LOGIN), letter(target))) == [("delivered", 1)]


def test_a_wrong_login_fails_once_and_no_secret_is_said_back(post: Posts) -> None:
    with servers.mail(login=True) as server:
        target = box(server, user_env="DESK_USER", password_env="DESK_PASSWORD")  # noqa: S106 - as above
        wrong = {**LOGIN, "DESK_USER": "someone"}
        first, second = run(post(wrong), letter(target), letter(target, alert("2")))
    assert (first.outcome, first.tries, second.tries) == ("failed", 1, 0)
    assert servers.PASSWORD not in first.words
    assert "(DESK_PASSWORD)" in first.words
    assert server.calls == 1


def test_a_variable_that_is_not_set_fails_its_target_alone(post: Posts, tmp_path: Path) -> None:
    with servers.mail(login=True) as server:
        target = box(server, user_env="DESK_USER", password_env="DESK_PASSWORD")  # noqa: S106 - as above
        bad, good = run(post({"DESK_USER": "desk"}), letter(target), letter(log(tmp_path)))
    assert bad.words == "password_env names DESK_PASSWORD, which is not set"
    assert (bad.outcome, good.outcome, server.calls) == ("failed", "delivered", 0)


@pytest.mark.parametrize("tls", ["starttls", "ssl"])
def test_a_secured_line_is_used_with_a_certificate_that_is_trusted(
    post: Posts, certificate: Certificate, tls: str
) -> None:
    with servers.mail(login=True, trust=certificate.server, at_once=tls == "ssl") as server:
        target = box(server, tls=tls, ca=certificate.file, user_env="DESK_USER", password_env="DESK_PASSWORD")  # noqa: S106
        assert outcomes(run(post(LOGIN), letter(target))) == [("delivered", 1)]
    assert len(server.messages) == 1


@pytest.mark.parametrize("tls", ["starttls", "ssl"])
def test_nothing_is_said_on_a_line_that_cannot_be_trusted(post: Posts, certificate: Certificate, tls: str) -> None:
    with servers.mail(login=True, trust=certificate.server, at_once=tls == "ssl") as server:
        target = box(server, tls=tls, user_env="DESK_USER", password_env="DESK_PASSWORD")  # noqa: S106 - as above
        (found,) = run(post(LOGIN), letter(target))
    assert (found.outcome, found.tries) == ("failed", 1)
    assert "cannot be trusted" in found.words
    assert not [line for line in server.lines if line.startswith(("AUTH", "MAIL"))]


def test_a_server_without_a_secured_line_gets_nothing(post: Posts) -> None:
    with servers.mail(login=True) as server:
        target = box(server, tls="starttls", user_env="DESK_USER", password_env="DESK_PASSWORD")  # noqa: S106
        (found,) = run(post(LOGIN), letter(target))
    assert (found.outcome, server.messages) == ("failed", [])
    assert "offers no secured line" in found.words
    assert not [line for line in server.lines if line.startswith("AUTH")]


# A webhook


def address(server: servers.Hook, **more: object) -> WebhookTarget:
    made = WebhookTarget(name="hook", url=server.url, allow_private=True)
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_webhook_gets_a_signed_body_that_bears_its_key(post: Posts) -> None:
    with servers.hook() as server:
        target = address(server, secret_env="HOOK_SECRET")  # noqa: S106 - a variable's name
        assert outcomes(run(post({"HOOK_SECRET": "s3cret"}), letter(target))) == [("delivered", 1)]
    (request,) = server.requests
    assert request.path == "/alerts?desk=1"
    assert request.headers["Idempotency-Key"] == request.headers["webhook-id"] == f"detente:{KEY}"
    at = request.headers["webhook-timestamp"]
    signed = f"detente:{KEY}.{at}.".encode() + request.body
    digest = hmac.new(b"s3cret", signed, hashlib.sha256).digest()
    assert request.headers["webhook-signature"] == "v1," + base64.b64encode(digest).decode()
    assert json.loads(request.body)["words"] == alert().words


def test_the_key_of_a_signature_may_be_in_the_form_of_the_standard(post: Posts) -> None:
    held = "whsec_" + base64.b64encode(b"raw key").decode()
    with servers.hook() as server:
        run(post({"HOOK_SECRET": held}), letter(address(server, secret_env="HOOK_SECRET")))  # noqa: S106
    (request,) = server.requests
    signed = f"detente:{KEY}.{request.headers['webhook-timestamp']}.".encode() + request.body
    digest = hmac.new(b"raw key", signed, hashlib.sha256).digest()
    assert request.headers["webhook-signature"] == "v1," + base64.b64encode(digest).decode()


def test_a_webhook_that_stumbles_is_asked_again_with_the_same_key_and_body(post: Posts, waits: Waits) -> None:
    answers = (500, (429, {"Retry-After": "11"}), 2.0, (503, {}), 200)
    with servers.hook(*answers) as server:
        assert outcomes(run(post(tries=5, timeout=0.5), letter(address(server)))) == [("delivered", 5)]
    assert len({(one.body, one.headers["Idempotency-Key"]) for one in server.requests}) == 1
    assert len(server.requests) == 5
    assert waits.seconds == [2.0, 11.0, 18.0, 54.0]


def test_a_moment_to_wait_for_is_understood_and_a_long_one_left_to_the_next_run(post: Posts, waits: Waits) -> None:
    soon = format_datetime(datetime.fromisoformat(NOON).astimezone(UTC) + timedelta(seconds=30), usegmt=True)
    with servers.hook((429, {"Retry-After": soon}), (429, {"Retry-After": "3600"}), 200) as server:
        (found,) = run(post(), letter(address(server)))
        assert (found.outcome, found.tries) == ("failed", 2)
        assert waits.seconds == [30.0]
        assert outcomes(run(post(), letter(address(server)))) == [("delivered", 1)]


def test_a_redirect_is_not_followed_wherever_it_leads(post: Posts) -> None:
    with servers.hook() as inside, servers.hook((307, {"Location": inside.url}), 200) as server:
        (found,) = run(post(), letter(address(server)))
    assert (found.outcome, found.tries) == ("failed", 1)
    assert f"sends on to {inside.url}, which is not followed" in found.words
    assert inside.requests == []


def test_an_address_inside_a_network_is_refused_unless_it_is_meant(post: Posts) -> None:
    with servers.hook() as server:
        (found,) = run(post(), letter(address(server, allow_private=False)))
    assert (found.outcome, server.requests) == ("failed", [])
    assert "allow_private = true" in found.words


def test_a_refusal_is_not_asked_again_and_the_next_letter_is_tried(post: Posts) -> None:
    with servers.hook(422, 200) as server:
        found = run(post(), letter(address(server)), letter(address(server), alert("2")))
    assert outcomes(found) == [("failed", 1), ("delivered", 1)]
    assert "answers 422" in found[0].words


def test_a_webhook_that_never_answers_is_unclear_and_listed(post: Posts) -> None:
    with servers.hook(2.0) as server:
        (found,) = run(post(tries=2, timeout=0.3), letter(address(server)))
        assert (found.outcome, found.tries) == ("unclear", 2)
        (listed,) = run(post(), letter(address(server)))
        assert (listed.outcome, listed.tries) == ("unclear", 0)
    assert len(server.requests) == 2


def test_a_webhook_that_answers_a_letter_at_a_time_is_cut_off(post: Posts) -> None:
    begun = time.monotonic()
    with servers.dribble() as url:
        (found,) = run(post(tries=1, timeout=0.5), letter(WebhookTarget(name="hook", url=url, allow_private=True)))
    assert found.outcome == "unclear"
    assert time.monotonic() - begun < 4


def test_a_secret_address_comes_from_the_environment_and_is_checked_there(post: Posts) -> None:
    with servers.hook() as server:
        target = WebhookTarget(name="hook", url_env="HOOK_URL", allow_private=True)
        assert outcomes(run(post({"HOOK_URL": server.url}), letter(target))) == [("delivered", 1)]
        (found,) = run(post({"HOOK_URL": "file:///etc/hosts"}), letter(target, alert("2")))
    assert found.outcome == "failed"
    assert "HOOK_URL" in found.words
    assert "hosts" not in found.words


def test_a_secured_webhook_is_trusted_by_its_certificate_alone(post: Posts, certificate: Certificate) -> None:
    with servers.hook(trust=certificate.server) as server:
        (found,) = run(post(), letter(address(server)))
        assert "cannot be trusted" in found.words
        assert outcomes(run(post(), letter(address(server, ca=certificate.file)))) == [("delivered", 1)]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to refuse
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_addresses_of_the_open_net_are_told_from_those_inside(address: str, *, public: bool) -> None:
    assert is_public(address) == public


def test_a_key_with_letters_of_any_script_is_a_plain_header(post: Posts) -> None:
    with servers.hook() as server:
        odd = alert(key="reply:N1:\u062c\u06cc\u0634\r\nX: y")
        target = address(server, secret_env="HOOK_SECRET")  # noqa: S106 - a variable's name
        assert outcomes(run(post({"HOOK_SECRET": "s"}), letter(target, odd))) == [("delivered", 1)]
    (request,) = server.requests
    assert request.headers["Idempotency-Key"] == "detente:reply:N1:%D8%AC%DB%8C%D8%B4 X: y"
    assert "X" not in request.headers


@pytest.mark.parametrize(
    ("secret", "says"),
    [("whsec_A", "HOOK_SECRET begins with whsec_"), ("gehe\u00efm", "letters beyond ASCII"), ("", "is not set")],
)
def test_a_secret_that_cannot_be_used_is_told_without_being_shown(post: Posts, secret: str, says: str) -> None:
    with servers.hook() as server:
        target = address(server, secret_env="HOOK_SECRET")  # noqa: S106 - a variable's name
        (found,) = run(post({"HOOK_SECRET": secret}), letter(target))
    assert (found.outcome, server.requests) == ("failed", [])
    assert says in found.words
    assert not secret or secret not in found.words


def test_a_key_on_two_lines_is_one_line_of_a_file(post: Posts, tmp_path: Path) -> None:
    target, odd = log(tmp_path, "text"), alert(key="reply:N1:one\nother")
    run(post(), letter(target, odd))
    held = post()
    held.record.delivered(odd.key, "log", NOON, "sending")
    assert outcomes(run(held, letter(target, odd))) == [("delivered", 1)]
    assert len(target.file.read_text(encoding="utf-8").splitlines()) == 1


def test_what_was_not_even_tried_is_told_by_a_later_run_however_old_it_is_then(post: Posts, tmp_path: Path) -> None:
    bad = FileTarget(name="log", file=tmp_path / "later" / "alerts.log")
    both = [letter(bad), letter(bad, alert("2"))]
    assert outcomes(run(post(), *both)) == [("failed", 1), ("failed", 0)]
    bad.file.parent.mkdir()
    old = [replace(one, news=False) for one in both]
    assert outcomes(run(post(), *old)) == [("delivered", 1), ("delivered", 1)]


# Cut off, and two at once

RUN = """
import sys
from datetime import datetime
from pathlib import Path

from detente.agenda import Config, Letter, Post, deliver
from detente.agenda.rules import WebhookTarget
from detente.records import Alert
from detente.records.plain import built
from detente.store import open_case
from detente import codebook
import json

case, url, alert = sys.argv[1], sys.argv[2], built(Alert, json.loads(sys.argv[3]))
target = WebhookTarget(name="hook", url=url, allow_private=True)
with open_case(case, create=True) as held:
    post = Post(record=held, environment={}, now=lambda: datetime.now().astimezone(), sleep=lambda _: None,
                words=codebook.load_agenda_words(), config=Config())
    for one in deliver([Letter(alert=alert, target=target, address=None, news=True)], post):
        print(one.outcome)
"""


def started(case: Path, url: str) -> subprocess.Popen[str]:
    from detente.records.plain import written  # noqa: PLC0415 - for this process alone

    command = [sys.executable, "-c", RUN, str(case), url, written(alert())]
    return subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=os.environ)


def waited(condition: Callable[[], bool]) -> bool:
    for _ in range(600):
        if condition():
            return True
        time.sleep(0.05)
    return False


def test_what_was_killed_in_between_is_listed_and_sent_again_only_by_a_person(post: Posts, tmp_path: Path) -> None:
    with servers.hook(30.0, 200) as server:
        process = started(tmp_path / "case.detente", server.url)
        assert waited(lambda: bool(server.requests)), process.communicate()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        (listed,) = run(post(), letter(address(server)))
        assert (listed.outcome, listed.tries) == ("unclear", 0)
        assert f"detente alert --again {KEY}" in listed.words
        assert len(server.requests) == 1
        assert outcomes(run(post(), letter(address(server)), again=(KEY,))) == [("delivered", 1)]
        assert run(post(), letter(address(server))) == []
    assert len(server.requests) == 2
    assert len({one.headers["Idempotency-Key"] for one in server.requests}) == 1


def test_two_runs_at_once_deliver_once(tmp_path: Path) -> None:
    with open_case(str(tmp_path / "case.detente"), create=True):
        pass
    with servers.hook(0.2) as server:
        processes = [started(tmp_path / "case.detente", server.url) for _ in range(2)]
        told = [process.communicate()[0].split() for process in processes]
    assert len(server.requests) == 1
    assert sorted(one for words in told for one in words) in (["delivered"], ["delivered", "unclear"])


def test_many_runs_in_threads_write_each_line_once(post: Posts, tmp_path: Path) -> None:
    target = log(tmp_path)
    every = [letter(target, alert(str(number))) for number in range(12)]
    runs = [threading.Thread(target=run, args=(post(), *every)) for _ in range(4)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    lines = [json.loads(line)["key"] for line in target.file.read_text(encoding="utf-8").splitlines()]
    assert sorted(lines) == sorted(one.alert.key for one in every)
