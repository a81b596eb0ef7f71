"""Agenda room: an alert as a mail, handed to one's own mail server; it never falls back to an open line.

A mail is never sent again by itself once the server has begun to take its text and the line broke: it may have arrived.
"""

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from detente.agenda.letters import Letter
from detente.agenda.rules import MailTarget
from detente.agenda.sent import Attempt, Fate, Means

__all__ = ["mail", "message"]

_PERMANENT = 500
_GO_ON = 354  # the server waits for the text (RFC 5321, 4.2.3)
_OK = range(200, 300)


class _Line(smtplib.SMTP):
    """A line to a mail server that knows whether the server was given the text of a mail."""

    begun = False

    def getreply(self) -> tuple[int, bytes]:
        """Return the server's answer."""
        code, said = super().getreply()
        self.begun = self.begun or code == _GO_ON
        return code, said


class _SecureLine(smtplib.SMTP_SSL, _Line):
    """The same, secured from its first byte."""


class _RefusedError(Exception):
    """The server's answer, where it is not the one that was hoped for."""

    def __init__(self, code: int, said: bytes) -> None:
        super().__init__(f"{code} {said.decode('utf-8', errors='replace')}")
        self.code = code


def message(letter: Letter, target: MailTarget, mark: str, at: datetime, means: Means) -> EmailMessage:
    """Return an alert as a mail; its Message-ID is the same whenever it is made."""
    alert, words = letter.alert, means.words
    sender, address, dyad = target.sender, letter.address or "", "-".join(alert.dyad)
    kind = words.words["alert_kind"][alert.kind]
    rests = "\n".join(words.say("mail", "bullet", words=one) for one in alert.rests_on)
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"] = sender, address
    made["Subject"] = words.say("mail", "subject", tlp=alert.tlp.value, dyad=dyad, kind=kind)
    made["Date"] = format_datetime(at)
    digest = hashlib.sha256(f"{mark} {address}".encode()).hexdigest()[:32]
    made["Message-ID"] = f"<{digest}@{sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note answers it
    body = words.say(
        "mail",
        "body",
        words=alert.words,
        rests=rests,
        about=", ".join(alert.about),
        dyad=dyad,
        day=alert.day,
        tlp=alert.tlp.value,
        key=mark,
    )
    made.set_content(body, cte="quoted-printable")
    return made


def mail(message: EmailMessage, target: MailTarget, address: str, means: Means) -> Attempt:
    """Hand a mail for one address to the server."""
    host = f"{target.smtp}:{target.port}"
    try:
        line = _opened(target, means)
    except ssl.SSLError as error:
        return Attempt(fate=Fate.FAILED, words=means.say("bad_tls", host=host, why=_why(error)), down=True)
    except (OSError, smtplib.SMTPException) as error:
        return Attempt(fate=Fate.AGAIN, words=means.say("unreachable", host=host, why=_why(error)))
    with _closed(line):
        return _told(line, message, target, address, means)


def _opened(target: MailTarget, means: Means) -> _Line:
    if target.tls == "ssl":
        return _SecureLine(target.smtp, target.port, timeout=means.config.timeout, context=_trust(target))
    return _Line(target.smtp, target.port, timeout=means.config.timeout)


def _trust(target: MailTarget) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=target.ca)


@contextmanager
def _closed(line: _Line) -> Iterator[None]:
    """Take leave of the server; whether it answers that matters to nobody."""
    try:
        yield
    finally:
        try:
            line.quit()
        except (OSError, smtplib.SMTPException):
            line.close()


def _told(line: _Line, message: EmailMessage, target: MailTarget, address: str, means: Means) -> Attempt:
    """Send on an open line; say what became of it."""
    host = f"{target.smtp}:{target.port}"
    try:
        _secure(line, target)
        _log_in(line, target, means)
        _send(line, message, target.sender, address)
    except (OSError, smtplib.SMTPException, _RefusedError) as error:
        fate, name, down = _fault(error, begun=line.begun)
        return Attempt(fate=fate, words=means.say(name, host=host, why=_why(error)), down=down)
    return Attempt(fate=Fate.DELIVERED, words=means.say("accepted", host=host))


def _fault(error: Exception, *, begun: bool) -> tuple[Fate, str, bool]:
    """Return what a fault means for the mail, how that is said, and whether no other mail would fare better."""
    match error:
        case smtplib.SMTPNotSupportedError():
            found = (Fate.FAILED, "no_tls", True)
        case ssl.SSLError():
            found = (Fate.FAILED, "bad_tls", True)
        case smtplib.SMTPAuthenticationError():
            found = (_by_code(error.smtp_code), "login", True)
        case _RefusedError() if error.code < _PERMANENT:
            found = (Fate.AGAIN, "later", False)
        case _RefusedError():
            found = (Fate.FAILED, "refused", False)
        case smtplib.SMTPResponseException():
            found = (_by_code(error.smtp_code), "refused", False)
        case _ if begun:
            found = (Fate.UNCLEAR, "silent", False)
        case _:
            found = (Fate.AGAIN, "dropped", False)
    return found


def _by_code(code: int) -> Fate:
    return Fate.FAILED if code >= _PERMANENT else Fate.AGAIN


def _secure(line: _Line, target: MailTarget) -> None:
    line.ehlo_or_helo_if_needed()
    if target.tls == "starttls":
        line.starttls(context=_trust(target))
        line.ehlo_or_helo_if_needed()


def _log_in(line: _Line, target: MailTarget, means: Means) -> None:
    if target.user_env and target.password_env:
        line.login(means.environment[target.user_env], means.environment[target.password_env])


def _send(line: _Line, message: EmailMessage, sender: str, address: str) -> None:
    """Send one mail.

    Raises:
        _RefusedError: the server does not take it.
    """
    for code, said in _steps(line, message, sender, address):
        if code not in _OK:
            raise _RefusedError(code, said)


def _steps(line: _Line, message: EmailMessage, sender: str, address: str) -> Iterator[tuple[int, bytes]]:
    yield line.mail(sender)
    yield line.rcpt(address)
    try:
        yield line.data(message.as_bytes())
    except smtplib.SMTPDataError as error:  # the server did not want the text
        said = error.smtp_error
        yield error.smtp_code, said if isinstance(said, bytes) else said.encode()


def _why(error: Exception) -> str:
    """Return an error in words; what a server said is decoded."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {said.decode('utf-8', errors='replace') if isinstance(said, bytes) else said}"
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
