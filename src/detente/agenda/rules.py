"""Agenda room: who is told of what, and how; a target names the variables that hold its secrets, never these."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from detente.records import Alert, AlertKind, Tlp

__all__ = ["FileTarget", "MailTarget", "Rule", "Rules", "Target", "WebhookTarget"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Of what somebody is told: kinds of alerts of some dyads (all for none), handed to the targets ``to``.

    Only alerts of a label from ``least`` to ``most`` are; with ``party`` (``for`` in the file) only what that party may
    see. ``within`` are the days that the news may be old, ``ahead`` those before something falls due; None for those of
    the settings.
    """

    name: str
    kinds: tuple[AlertKind, ...]
    to: tuple[str, ...]
    dyads: tuple[str, ...] = ()
    party: str | None = None
    least: Tlp = Tlp.CLEAR
    most: Tlp = Tlp.AMBER
    within: int | None = None
    ahead: int | None = None

    def is_about(self, dyad: tuple[str, ...]) -> bool:
        """Whether it asks for alerts of a dyad."""
        return not self.dyads or "-".join(dyad) in self.dyads or "-".join(reversed(dyad)) in self.dyads

    def takes(self, alert: Alert) -> bool:
        """Whether it asks for an alert, as far as its kind and dyad go."""
        return alert.kind in self.kinds and self.is_about(alert.dyad)

    def lets_out(self, label: Tlp) -> bool:
        """Whether something of a label may go to its targets."""
        return self.least.rank <= label.rank <= self.most.rank


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTarget:
    """A file to which alerts are appended, as JSON lines or as text."""

    name: str
    file: Path
    form: str = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTarget:
    """A mail server (SMTP); every address gets a mail of its own.

    ``user_env`` and ``password_env`` name variables; ``ca`` is a file with the certificate of one's own authority.
    """

    name: str
    smtp: str
    sender: str
    to: tuple[str, ...]
    port: int = 587
    tls: str = "starttls"
    ca: Path | None = None
    user_env: str | None = None
    password_env: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookTarget:
    """An address to which alerts are posted as JSON; where it is itself a secret, ``url_env`` names its variable.

    With ``secret_env`` every request is signed. A private address is refused unless ``allow_private`` is set.
    """

    name: str
    url: str | None = None
    url_env: str | None = None
    secret_env: str | None = None
    allow_private: bool = False
    ca: Path | None = None


Target: TypeAlias = FileTarget | MailTarget | WebhookTarget


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules of a file, with the targets that they name."""

    rules: tuple[Rule, ...]
    targets: Mapping[str, Target]
