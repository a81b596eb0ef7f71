"""Real servers on this machine for the tests of delivery: one for mail, one for webhooks, each with a part to play."""

import base64
import contextlib
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["Hook", "Mail", "Request", "dribble", "hook", "mail"]

USER, PASSWORD = "desk", "a secret of the desk"


class Mail:
    """What a mail server was given; ``parts`` is what it does, a line after the other, the last one for ever after.

    ``ok``; ``451 rcpt``, ``550 rcpt``, ``451 data`` answer so there; ``drop mail`` hangs up before the text, ``drop
    text`` after it was taken, ``silent text`` leaves one waiting there.
    """

    def __init__(self, parts: Sequence[str], *, login: bool, trust: ssl.SSLContext | None, at_once: bool) -> None:
        self.parts, self.login, self.trust, self.at_once = list(parts), login, trust, at_once
        self.messages: list[tuple[str, bytes]] = []
        self.lines: list[str] = []
        self.calls = 0
        self.port = 0

    def part(self) -> str:
        self.calls += 1
        return self.parts.pop(0) if len(self.parts) > 1 else self.parts[0]


class _MailHandler(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a client needs: a method a word, each of which says whether the line stays open."""

    def handle(self) -> None:
        self.mail: Mail = self.server.mail  # type: ignore[attr-defined]
        self.secured, self.trusted, self.to = False, not self.mail.login, ""
        with contextlib.suppress(ConnectionError, ssl.SSLError, ValueError):
            if self.mail.at_once:
                self.secure()
            self.part = self.mail.part()
            self.say("220 here")
            while (line := self.rfile.readline().decode().strip()) and self.answer(line):
                pass

    def answer(self, line: str) -> bool:
        self.mail.lines.append(line)
        word, _, rest = line.partition(" ")
        answers = {"EHLO": self.ehlo, "STARTTLS": self.starttls, "AUTH": self.auth, "MAIL": self.sender}
        answers |= {"RCPT": self.rcpt, "DATA": self.data, "QUIT": self.leave}
        return answers.get(word.upper(), self.other)(rest)

    def say(self, line: str) -> bool:
        self.wfile.write(line.encode() + b"\r\n")
        return True

    def other(self, _: str) -> bool:
        return self.say("250 ok")

    def leave(self, _: str) -> bool:
        self.say("221 bye")
        return False

    def ehlo(self, _: str) -> bool:
        told = ["here", *(["AUTH PLAIN"] if self.mail.login else [])]
        told += ["STARTTLS"] if self.mail.trust is not None and not self.secured else []
        return all([*(self.say(f"250-{name}") for name in told[:-1]), self.say(f"250 {told[-1]}")])

    def starttls(self, _: str) -> bool:
        self.say("220 go on")
        return self.secure()

    def secure(self) -> bool:
        assert self.mail.trust is not None
        self.connection = self.mail.trust.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)  # type: ignore[assignment]
        self.secured = True
        return True

    def auth(self, rest: str) -> bool:
        self.trusted = base64.b64decode(rest.rsplit(maxsplit=1)[-1]).decode().split("\0")[1:] == [USER, PASSWORD]
        return self.say("235 welcome" if self.trusted else f"535 no, {PASSWORD} is what it should be")

    def sender(self, _: str) -> bool:
        return self.part != "drop mail" and self.say("250 ok" if self.trusted else "530 log in first")

    def rcpt(self, rest: str) -> bool:
        self.to = rest.partition("<")[2].partition(">")[0]
        refused = self.part[3:].startswith(" rcpt") and self.part.endswith((self.to, "rcpt"))
        return self.say(f"{self.part[:3]} not now" if refused else "250 ok")

    def data(self, _: str) -> bool:
        self.say("354 go on")
        text = b"".join(iter(self.rfile.readline, b".\r\n"))
        if self.part == "451 data":
            return self.say("451 try later")
        if self.part == "silent text":
            time.sleep(3)
            return False
        self.mail.messages.append((self.to, text))
        return self.part != "drop text" and self.say("250 taken")

    def finish(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self.connection.close()


@contextlib.contextmanager
def _served(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Threads(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextlib.contextmanager
def mail(
    *parts: str, login: bool = False, trust: ssl.SSLContext | None = None, at_once: bool = False
) -> Iterator[Mail]:
    """Serve mail on this machine."""
    held = Mail(parts or ["ok"], login=login, trust=trust, at_once=at_once)
    server = _Threads(("127.0.0.1", 0), _MailHandler)
    server.mail = held  # type: ignore[attr-defined]
    held.port = server.server_address[1]
    with _served(server):
        yield held


@dataclass(frozen=True)
class Request:
    """What was posted."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Hook:
    """What an address was sent; ``answers`` are status and headers, or seconds to keep silent, the last for ever."""

    answers: list[tuple[int, dict[str, str]] | float]
    requests: list[Request] = field(default_factory=list)
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, request: Request) -> tuple[int, dict[str, str]] | float:
        with self.lock:
            self.requests.append(request)
            return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class _HookHandler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        hook: Hook = self.server.hook  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = hook.take(Request(self.path, dict(self.headers), body))
        with contextlib.suppress(OSError):
            if isinstance(answer, float):
                time.sleep(answer)
                answer = (200, {})
            status, headers = answer
            self.send_response(status)
            for name, value in {**headers, "Content-Length": "0"}.items():
                self.send_header(name, value)
            self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Keep quiet."""


class _Dribbler(socketserver.StreamRequestHandler):
    """Takes whatever comes and answers a letter at a time."""

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            for _ in range(100):
                self.wfile.write(b"H")
                time.sleep(0.05)


@contextlib.contextmanager
def dribble() -> Iterator[str]:
    """Serve an address that never comes to an end."""
    server = _Threads(("127.0.0.1", 0), _Dribbler)
    with _served(server):
        yield f"http://127.0.0.1:{server.server_address[1]}/"


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up."""


@contextlib.contextmanager
def hook(*answers: tuple[int, dict[str, str]] | float, trust: ssl.SSLContext | None = None) -> Iterator[Hook]:
    """Serve an address on this machine; a bare number of 100 or more is a status."""
    made = [(one, {}) if isinstance(one, int) else one for one in answers or (200,)]
    held = Hook(made)
    server = _Quiet(("127.0.0.1", 0), _HookHandler)
    if trust is not None:
        server.socket = trust.wrap_socket(server.socket, server_side=True)
    server.hook = held  # type: ignore[attr-defined]
    held.url = f"http{'s' if trust else ''}://127.0.0.1:{server.server_address[1]}/alerts?desk=1"
    with _served(server):
        yield held
