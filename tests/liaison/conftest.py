"""Forms, notices and logs of invented parties for the tests of traffic; a log takes only what is allowed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from detente.codebook import Form
from detente.codebook.forms import FormField
from detente.errors import NoticeError
from detente.liaison import NOTHING, allow, seal, threads
from detente.records import Act, Envelope, Notice, Thread, Tlp

BEGUN = "2024-01-17T08:00+05:00"


def make_form(name: str = "incident", **given: object) -> Form:
    """Return a form that allows everything; the second pair of eyes and times as given."""
    text = [FormField(name=one, kind="text", means=one) for one in ("place", "what", "words", "day", "outcome")]
    whole: dict[str, object] = {
        "id": name,
        "name": name.capitalize(),
        "means": "a form of the tests",
        "words": "{sender}: {what}",
        "fields": tuple(text[:2]),
        "reply": (text[2],),
        "log": tuple(text[3:]),
        "rules": (),
        "tlp": Tlp.AMBER,
        "acknowledge": timedelta(hours=12),
        "answer": timedelta(days=2),
        "four_eyes": False,
        "acts": frozenset(Act),
        "bearings": (),
    }
    return Form(**{**whole, **given})  # type: ignore[arg-type]


FORMS = {one.id: one for one in (make_form(), make_form("intelligence", four_eyes=True))}


def make_notice(act: Act = Act.NEW, of: str | None = None, **given: object) -> Notice:
    """Return a notice of Iceland to Norway."""
    whole: dict[str, object] = {
        "form": "incident",
        "sender": "ISL",
        "to": ("NOR",),
        "author": "Sigrid",
        "at": BEGUN,
        "about": (),
        "tlp": Tlp.AMBER,
        "fields": (("place", "Gull Bank"), ("what", "two boats")) if act is Act.NEW else (("words", f"{act}"),),
    }
    return Notice(act=act, of=of, **{**whole, **given})  # type: ignore[arg-type]


@dataclass
class Log:
    """A log that grows by what is allowed; salts are counted, so that a log is the same each time."""

    forms: Mapping[str, Form] = field(default_factory=lambda: FORMS)
    entries: list[Envelope] = field(default_factory=list)
    salted: int = 0

    def salt(self) -> str:
        self.salted += 1
        return f"{self.salted:032x}"

    def add(self, notice: Notice) -> Envelope:
        """Add a notice as the command line would.

        Raises:
            NoticeError: it is not allowed.
        """
        of = next((one for one in self.entries if one.id == notice.of), None)
        before = [one for one in self.entries if of and one.thread == of.thread]
        allow(before, notice, self.forms[notice.form])
        return self.append(notice, of.thread if of else None)

    def append(self, notice: Notice, thread: str | None) -> Envelope:
        """Add a notice whether it is allowed or not."""
        previous = self.entries[-1].hash if self.entries else NOTHING
        made = seal(notice, number=len(self.entries) + 1, previous=previous, thread=thread, salts=self.salt)
        self.entries.append(made)
        return made

    def act(self, act: Act, of: str | None = None, **given: object) -> Envelope:
        """Add an act; one about an earlier entry is of its thread's form, a minute later and for all in it."""
        last = self.entries[-1].notice.at if self.entries else None
        if of is not None and last is not None:
            root = next(one for one in self.entries if one.id == of)
            minute = f"{int(last[14:16]) + 1:02}"
            sender = given.get("sender", "ISL")
            inside = [one.notice for one in self.entries if one.thread == root.thread]
            to = dict.fromkeys(party for one in inside for party in (one.sender, *one.to) if party != sender)
            told = {"form": root.notice.form, "at": last[:14] + minute + last[16:], "to": tuple(to)}
            given = told | given
        return self.add(make_notice(act, of, **given))

    def refused(self, act: Act, of: str | None = None, **given: object) -> str:
        """Return how an act is refused."""
        before = list(self.entries)
        with pytest.raises(NoticeError) as caught:
            self.act(act, of, **given)
        assert caught.value.remedy
        assert caught.value.where
        assert self.entries == before
        return str(caught.value)

    def stands(self, as_of: str = "2025-01-01", thread: str = "N1") -> Thread:
        """Return how a thread stands as of a moment."""
        return next(one for one in threads(self.entries, self.forms, as_of) if one.id == thread)


@pytest.fixture
def traffic() -> SimpleNamespace:
    """Give the builders above."""
    return SimpleNamespace(form=make_form, forms=FORMS, notice=make_notice, log=Log, begun=BEGUN, replace=replace)


@pytest.fixture
def log() -> Log:
    """Give an empty log."""
    return Log()


@pytest.fixture
def sent(log: Log) -> Callable[..., Log]:
    """Give a log with an incident notice from Iceland to Norway, N1."""

    def begin(**given: object) -> Log:
        log.act(Act.NEW, **given)
        return log

    return begin
