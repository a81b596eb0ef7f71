"""Agenda room: an alert posted to an address; nothing is followed, and nothing inside a network called by mistake.

The host is looked up once, and the line goes to the address that was checked. Signatures are those of Standard Webhooks
(id, moment and body, HMAC-SHA256), so that receivers need no code of their own; Idempotency-Key and webhook-id are the
alert's key, by which a receiver knows what it had before.
"""

import base64
import hashlib
import hmac
import http.client
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from urllib.parse import SplitResult, quote, urlsplit

from detente.agenda.rule_files import url_fault
from detente.agenda.rules import WebhookTarget
from detente.agenda.sent import Attempt, Fate, Means

__all__ = ["post", "signature"]

_LATER = frozenset({408, 425, 429})
_OK, _REDIRECTS, _SERVER = range(200, 300), range(300, 400), range(500, 600)
_PORTS = {"http": 80, "https": 443}
_WHSEC = "whsec_"
_PLAIN = ":+-._/@ "  # marks of a key that a header takes as they are
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))


def signature(secret: str, key: str, at: int, body: bytes) -> str:
    """Return the signature of a request by Standard Webhooks 1.0: over key, Unix time and body."""
    held = base64.b64decode(secret.removeprefix(_WHSEC)) if secret.startswith(_WHSEC) else secret.encode()
    digest = hmac.new(held, f"{key}.{at}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def post(body: bytes, target: WebhookTarget, key: str, now: datetime, means: Means) -> Attempt:
    """Post a body once and say what became of it."""
    url = target.url or means.environment[target.url_env or ""]
    fault = url_fault(url)
    if fault is not None:
        return Attempt(fate=Fate.FAILED, words=f"{target.url_env} {fault[0]}; {fault[1]}", down=True)
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        found = _addresses(parts)
    except OSError as error:
        return Attempt(fate=Fate.AGAIN, words=means.say("unreachable", host=host, why=error.strerror or str(error)))
    inside = [one for one in found if not is_public(one)]
    if inside and not target.allow_private:
        return Attempt(fate=Fate.FAILED, words=means.say("private", host=host, address=inside[0]), down=True)
    try:
        headers = _headers(body, target, quote(key, safe=_PLAIN), now, means)
    except ValueError:
        return Attempt(fate=Fate.FAILED, words=means.say("odd_secret", variable=target.secret_env), down=True)
    return _posted(_line(parts, found, target, means), parts, body, headers, now, means)


def _addresses(parts: SplitResult) -> list[str]:
    """Return the addresses of a host."""
    port = parts.port or _PORTS[parts.scheme]
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def is_public(address: str) -> bool:
    """Whether an address is one of the open net, and none of a machine itself, a network's inside or a group."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        found = _inner(found) or found
    return found.is_global and not found.is_multicast


def _inner(found: IPv6Address) -> IPv4Address | None:
    """Return the older address that one of the newer kind stands for (RFC 4291, 3056, 4380, 6052, 8215), or None."""
    if any(found in one for one in _TRANSLATED):
        return IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)


def _headers(body: bytes, target: WebhookTarget, key: str, now: datetime, means: Means) -> dict[str, str]:
    at = int(now.timestamp())
    found = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "detente",
        "Idempotency-Key": key,
        "webhook-id": key,
        "webhook-timestamp": str(at),
    }
    if target.secret_env:
        found["webhook-signature"] = signature(means.environment[target.secret_env], key, at, body)
    return found


class _Plain(http.client.HTTPConnection):
    """A line to the addresses that were checked, whatever the host's name leads to by now."""

    addresses: tuple[str, ...] = ()

    def connect(self) -> None:
        """Open it to the first address that answers."""
        self.sock = _socket(self.addresses, self.port, self.timeout)


class _Secure(http.client.HTTPSConnection):
    """The same, secured for the host's name."""

    addresses: tuple[str, ...] = ()
    trust: ssl.SSLContext

    def connect(self) -> None:
        """Open it to the first address that answers, and secure it."""
        self.sock = self.trust.wrap_socket(_socket(self.addresses, self.port, self.timeout), server_hostname=self.host)


def _socket(addresses: tuple[str, ...], port: int, timeout: float | None) -> socket.socket:
    for address in addresses[:-1]:
        try:
            return socket.create_connection((address, port), timeout)
        except OSError:
            continue
    return socket.create_connection((addresses[-1], port), timeout)


def _line(parts: SplitResult, found: list[str], target: WebhookTarget, means: Means) -> _Plain | _Secure:
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    line: _Plain | _Secure
    if parts.scheme == "https":
        line = _Secure(host, port, timeout=means.config.timeout)
        line.trust = ssl.create_default_context(cafile=target.ca)
    else:
        line = _Plain(host, port, timeout=means.config.timeout)
    line.addresses = tuple(found)
    return line


def _posted(  # noqa: PLR0913, PLR0917 - one request
    line: _Plain | _Secure,
    parts: SplitResult,
    body: bytes,
    headers: Mapping[str, str],
    now: datetime,
    means: Means,
) -> Attempt:
    host = parts.hostname or ""
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        line.connect()
    except ssl.SSLError as error:
        return Attempt(fate=Fate.FAILED, words=means.say("bad_tls", host=host, why=str(error)), down=True)
    except OSError as error:
        return Attempt(fate=Fate.AGAIN, words=means.say("unreachable", host=host, why=error.strerror or str(error)))
    try:
        with _within(line, means.config.timeout):
            line.request("POST", path, body, dict(headers))
            answer = line.getresponse()
        return _read(answer, host, now, means)
    except (OSError, http.client.HTTPException) as error:
        why = str(error) or type(error).__name__
        return Attempt(fate=Fate.ASKED_AGAIN, words=means.say("silent", host=host, why=why))
    finally:
        line.close()


@contextmanager
def _within(line: _Plain | _Secure, seconds: float) -> Iterator[None]:
    """Cut a line after some seconds in all: one that says a letter now and then never keeps silent for long."""

    def cut() -> None:
        with suppress(OSError):
            line.sock.shutdown(socket.SHUT_RDWR)

    watch = Timer(seconds, cut)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _read(answer: http.client.HTTPResponse, host: str, now: datetime, means: Means) -> Attempt:
    """Return what an answer means: taken, to be tried later, or refused."""
    told = means.say("status", host=host, status=f"{answer.status} {answer.reason}".strip())
    if answer.status in _OK:
        return Attempt(fate=Fate.DELIVERED, words=means.say("accepted", host=host))
    if answer.status in _REDIRECTS:
        to = answer.headers.get("Location") or "nowhere"
        return Attempt(fate=Fate.FAILED, words=means.say("redirect", host=host, to=to), down=True)
    if answer.status in _SERVER or answer.status in _LATER:
        return Attempt(fate=Fate.AGAIN, words=told, wait=_wait(answer.headers.get("Retry-After"), now))
    return Attempt(fate=Fate.FAILED, words=told)


def _wait(given: str | None, now: datetime) -> float | None:
    """Return the seconds that a server asks to wait, as seconds or as a moment; None where it says nothing of use."""
    if given is None:
        return None
    if given.strip().isdigit():
        return float(given)
    try:
        until = parsedate_to_datetime(given)
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None
