"""Agenda room: which alert goes to which target, each once; pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.agenda.config import Config
from detente.agenda.moments import earlier
from detente.agenda.rules import MailTarget, Rule, Target
from detente.records import Alert, AlertKind

__all__ = ["Letter", "letters"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One alert for one target; ``address`` is that of a mail. ``news`` is false of what is older than its rule asks.

    What is no news is handed over only where that was tried before, or where somebody asks for it.
    """

    alert: Alert
    target: Target
    address: str | None
    news: bool

    @property
    def channel(self) -> str:
        """The name under which its delivery is remembered: the target's, for mail with the address."""
        return f"{self.target.name}/{self.address}" if self.address else self.target.name


def letters(
    rule: Rule, alerts: Iterable[Alert], targets: Mapping[str, Target], as_of: str, config: Config
) -> Iterator[Letter]:
    """Yield the letters of one rule: an alert of a label that the rule lets out, for each of its targets."""
    first = earlier(as_of, config.within if rule.within is None else rule.within)
    for alert in alerts:
        if not (rule.takes(alert) and rule.lets_out(alert.tlp)):
            continue
        news = alert.kind is AlertKind.DUE_TOMORROW or first <= alert.day <= as_of[: len(first)]
        for target in (targets[name] for name in rule.to):
            addresses = target.to if isinstance(target, MailTarget) else (None,)
            for address in addresses:
                yield Letter(alert=alert, target=target, address=address, news=news)
