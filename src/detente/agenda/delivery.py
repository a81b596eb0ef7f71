"""Agenda room: alerts are handed over, each to each target once; with its three targets the only code with a network.

Before an alert is handed over the case remembers that it is, and afterwards what became of it. So what was cut off in
between is known, and only a person may have it sent again; a file alone can be looked into, and is.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Protocol

from detente.agenda.config import Config
from detente.agenda.file_target import append
from detente.agenda.letters import Letter
from detente.agenda.rules import FileTarget, MailTarget
from detente.agenda.sent import Attempt, Fate, Means
from detente.codebook import AgendaWords
from detente.records import Alert, Delivery

__all__ = ["Post", "Record", "deliver"]

_DELIVERED, _FAILED, _UNCLEAR, _SENDING = "delivered", "failed", "unclear", "sending"


class Record(Protocol):
    """What remembers which alert was handed over; a case does."""

    def deliveries(self, keys: Iterable[str]) -> dict[tuple[str, str], str]:
        """Return the latest state of each alert by key and channel."""

    def delivering(self, key: str, channel: str, at: str) -> bool:
        """Say that it is about to be handed over; False where it is or was already, unless that failed."""

    def delivered(self, key: str, channel: str, at: str, outcome: str) -> None:
        """Say what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What handing over needs: who remembers it, the environment with the secrets, a clock and how to wait."""

    record: Record
    environment: Mapping[str, str]
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    words: AgendaWords
    config: Config


def deliver(letters: Iterable[Letter], post: Post, again: Collection[str] = ()) -> Iterator[Delivery]:
    """Hand letters over and yield what became of each; of what was delivered before nothing is said.

    A target that cannot be reached is not tried for every letter anew, and stops no other. What may have arrived is
    listed until its key is among ``again``.
    """
    held = list({(one.alert.key, one.channel): one for one in letters}.values())
    before = post.record.deliveries({one.alert.key for one in held})
    desk = _Desk(post, frozenset(again))
    for letter in held:
        found = desk.hand_over(letter, before.get((letter.alert.key, letter.channel)))
        if found is not None:
            yield found


class _Desk:
    """One run: which targets failed in it, and who asked for what again."""

    def __init__(self, post: Post, again: frozenset[str]) -> None:
        self.post, self.again = post, again
        self.means = Means(environment=post.environment, words=post.words, config=post.config)
        self.down: set[str] = set()

    def hand_over(self, letter: Letter, state: str | None) -> Delivery | None:
        """Hand one letter over, where it is to be; None where there is nothing to say of it."""
        asked = letter.alert.key in self.again
        if state == _DELIVERED or (state is None and not letter.news):
            return None
        stuck = state in {_SENDING, _UNCLEAR}
        if stuck and not asked and not isinstance(letter.target, FileTarget):
            return self._told(letter, _UNCLEAR, self.means.say("cut_off", key=letter.alert.key), 0)
        down = self._down(letter)
        if down is not None:
            if state is None:
                self._remember(letter, _FAILED)  # so that the next run tries it, however old it is by then
            return self._told(letter, _FAILED, down, 0)
        if state not in {None, _FAILED}:
            self._remember(letter, _FAILED)  # taken up again by a person, or by a look into the file
        if not self.post.record.delivering(letter.alert.key, letter.channel, self._at()):
            return None  # another run is at it
        return self._tried(letter)

    def _down(self, letter: Letter) -> str | None:
        """Return why a target cannot be used in this run: it failed before, or a variable that it names is not set."""
        if letter.target.name in self.down:
            return self.means.say("down", target=letter.target.name)
        for field, value in self._secrets(letter):
            if not value or not value.isascii():
                self.down.add(letter.target.name)
                variable = str(getattr(letter.target, field))
                return self.means.say("odd" if value else "unset", field=field, variable=variable)
        return None

    def _secrets(self, letter: Letter) -> Iterator[tuple[str, str]]:
        """Yield the fields of a target that name variables, with what these hold."""
        for field in ("user_env", "password_env", "secret_env", "url_env"):
            variable = getattr(letter.target, field, None)
            if variable:
                yield field, self.post.environment.get(variable, "")

    def _tried(self, letter: Letter) -> Delivery:
        """Try a letter until it is delivered, surely refused, or tried often enough; remember what became of it."""
        config, wait, maybe = self.post.config, self.post.config.wait, False
        for tries in range(1, config.tries + 1):
            found = self._attempt(letter)
            maybe = maybe or found.fate in {Fate.ASKED_AGAIN, Fate.UNCLEAR}
            asked = found.wait or 0.0
            last = found.fate not in {Fate.AGAIN, Fate.ASKED_AGAIN} or tries == config.tries or asked > config.longest
            if last:
                return self._ended(letter, found, tries, maybe=maybe)
            self.post.sleep(min(max(wait, asked), config.longest))
            wait *= config.growth
        raise RuntimeError("a target is tried once at least")

    def _ended(self, letter: Letter, found: Attempt, tries: int, *, maybe: bool) -> Delivery:
        why, key = self._unsecret(letter, found.words), letter.alert.key
        if found.fate is Fate.DELIVERED:
            outcome, words = _DELIVERED, why
        elif maybe:
            outcome, words = _UNCLEAR, self.means.say("unclear", why=why, key=key)
        else:
            outcome, words = _FAILED, self.means.say("after" if tries > 1 else "failed", why=why, tries=str(tries))
        if outcome != _DELIVERED and (found.down or found.fate in {Fate.AGAIN, Fate.ASKED_AGAIN}):
            self.down.add(letter.target.name)
        self._remember(letter, outcome)
        return self._told(letter, outcome, words, tries)

    def _attempt(self, letter: Letter) -> Attempt:
        target, mark = letter.target, " ".join(f"{self.post.config.name}:{letter.alert.key}".split())
        if isinstance(target, FileTarget):
            line = _line(letter.alert, mark) if target.form == "json" else _text(letter.alert, mark, self.means)
            return append(target, line, mark, self.means)
        if isinstance(target, MailTarget):
            return self._mailed(letter, target, mark)
        from detente.agenda.webhook_target import post  # noqa: PLC0415 - no other command is to wait for a network's code

        return post(_line(letter.alert, mark).encode(), target, mark, self.post.now(), self.means)

    def _mailed(self, letter: Letter, target: MailTarget, mark: str) -> Attempt:
        from detente.agenda.mail_target import mail, message  # noqa: PLC0415 - as above

        text = message(letter, target, mark, self.post.now(), self.means)
        return mail(text, target, letter.address or "", self.means)

    def _unsecret(self, letter: Letter, words: str) -> str:
        """Return words of a server without any of the secrets it may have said back."""
        for field, secret in self._secrets(letter):
            words = words.replace(secret, f"({getattr(letter.target, field)})")
        return " ".join(words.split())

    def _at(self) -> str:
        return self.post.now().isoformat(timespec="seconds")

    def _remember(self, letter: Letter, outcome: str) -> None:
        self.post.record.delivered(letter.alert.key, letter.channel, self._at(), outcome)

    def _told(self, letter: Letter, outcome: str, words: str, tries: int) -> Delivery:
        return Delivery(key=letter.alert.key, channel=letter.channel, outcome=outcome, words=words, tries=tries)


def _line(alert: Alert, mark: str) -> str:
    """Return an alert as one line of JSON; ``id`` names it for good, in whatever case it arose."""
    return json.dumps({"id": mark, **asdict(alert)}, ensure_ascii=False)


def _text(alert: Alert, mark: str, means: Means) -> str:
    """Return an alert as one line of text that ends with what names it."""
    kind = means.words.words["alert_kind"][alert.kind]
    dyad, words = "-".join(alert.dyad), " ".join(alert.words.split())
    told = means.say("line", day=alert.day, tlp=f"TLP:{alert.tlp.value}", dyad=dyad, kind=kind, words=words)
    return f"{told} ({mark})"
