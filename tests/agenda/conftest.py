"""What the tests of delivery need: a case that remembers, a post whose waiting is counted, a certificate of its own."""

import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from detente.agenda import Config, Post
from detente.store import open_case

from .made import NOON, WORDS


@dataclass
class Waits:
    """The seconds that were waited, without waiting."""

    seconds: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        """Count a wait."""
        self.seconds.append(seconds)


@pytest.fixture
def waits() -> Waits:
    """Return what counts the waiting."""
    return Waits()


@pytest.fixture
def post(tmp_path: Path, waits: Waits) -> Iterator[Callable[..., Post]]:
    """Return what makes a post over a real case; settings are the Config's, ``environment`` the variables."""
    with open_case(str(tmp_path / "case.detente"), create=True) as case:

        def made(environment: dict[str, str] | None = None, **config: object) -> Post:
            return Post(
                record=case,
                environment=environment or {},
                now=lambda: datetime.fromisoformat(NOON),
                sleep=waits,
                words=WORDS,
                config=Config(**{"wait": 2.0, "timeout": 5.0, **config}),  # type: ignore[arg-type]
            )

        yield made


@dataclass(frozen=True)
class Certificate:
    """A certificate for this machine, and what serves with it."""

    file: Path
    server: ssl.SSLContext


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Return a certificate for localhost, made now; skip where openssl is not to be had."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl here to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    file, key = folder / "cert.pem", folder / "key.pem"
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*command, "-addext", names, "-keyout", key, "-out", file], check=True, capture_output=True)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file, key)
    return Certificate(file, server)
