"""Flow: the days of a course: one temporary case takes what became known, day by day, as a real one would have.

::

    what became known on a day ─enter, send→ case ─settle→ events ─write_up→ books ─as of the day→ Look

What is as of a day without news (what is past its day, clocks of replies, the level of conflict) is reckoned from what
holds on that day; nothing is made anew that did not change.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from detente.codebook import level_rules
from detente.errors import CourseError, NoticeError
from detente.flow.accounts import making
from detente.flow.cases import Desk, enter, gathered, is_by, overdue, settle
from detente.flow.replay_parts import Parts
from detente.flow.traffic import Given, Registry, entered, open_registry, send
from detente.flow.working import Working, working
from detente.records import Act, Books, Judgement, Look, Notice, Piece, Series
from detente.store import open_case
from detente.tension import level

if TYPE_CHECKING:
    from detente.settings import Settings
    from detente.store import Case

__all__ = ["Days", "looks"]

_ID = re.compile(r"[CEN]\d+")
_MIDDAY = "T12:00:00+00:00"
_DAY = len("2024-01-19")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What is played of which two parties over which days; ``names`` gains those of the notices that were sent."""

    parts: Parts
    judgements: Sequence[Judgement]
    series: Sequence[Series]
    dyad: tuple[str, ...]
    days: Sequence[str]
    names: dict[str, str] = field(default_factory=dict)


def looks(played: Days, settings: "Settings", desk: Desk) -> Iterator[Look]:
    """Yield the account at the end of each day, from what was known by then.

    Raises:
        CourseError: a notice that its form or what came before it does not allow.
    """
    waiting = list(played.parts.pieces)
    told = sorted((one for one in played.judgements if one.at), key=lambda one: one.at or "")
    with (
        TemporaryDirectory(prefix="detente-") as folder,
        open_case(str(Path(folder) / "played.detente"), create=True, config=settings.store) as case,
    ):
        stage, books = _Stage(case, played, settings, desk), None
        if played.series:
            case.add_series(played.series)
        for day in played.days:
            new = [one for one in waiting if is_by(one.known, day)]
            judged = [one for one in told if is_by(one.at, day)]
            waiting, told = waiting[len(new) :], told[len(judged) :]
            if new or judged or books is None:
                stage.take(new, judged, day)
                books = stage.books(day)
            else:
                books = stage.next_day(books, day)
            yield _look(books, day, [one.name for one in new], desk)


def _look(books: Books, day: str, names: Sequence[str], desk: Desk) -> Look:
    """Return the account of a day with what is past its day."""
    return Look(day=day, books=books, overdue=overdue(books, desk, day), names=tuple(names))


class _Stage:
    """The case that a course is played in."""

    def __init__(self, case: "Case", played: Days, settings: "Settings", desk: Desk) -> None:
        self.case, self.played, self.settings, self.desk = case, played, settings, desk
        self.making = making(settings)
        self.sent: dict[str, str] = {}
        self.told = Working()

    @cached_property
    def registry(self) -> Registry:
        """What takes notices in; loaded where there is one."""
        return open_registry(self.settings)

    def take(self, new: Sequence[Piece], judged: Sequence[Judgement], day: str) -> None:
        """Take in what became known on a day: entries first, since notices may speak of the promises in them."""
        enter(self.case, [one.account for one in new if one.account is not None], self.making, self.desk)
        for one in judged:
            self.case.judge(one)
        for _ in settle(self.case, self.desk):
            pass
        notices = [one for one in new if one.notice is not None]
        if notices:
            self.books(day)  # so that promises have the ids that notices name
        for piece in notices:
            self._send(piece)

    def books(self, day: str) -> Books:
        """Return the books at the end of a day."""
        dyad = self.played.dyad
        self.told = working(self.case, self.desk, dyad, until=day, at=day)
        return gathered(self.case, self.desk, dyad, day, self.told)

    def next_day(self, books: Books, day: str) -> Books:
        """Return the books of the day before as of a day on which nothing became known."""
        dyad = self.played.dyad
        now = level(dyad, books.events, day, level_rules())
        if not self.sent:
            return replace(books, as_of=day, level=now)
        told = working(self.case, self.desk, dyad, until=day, at=day)
        if told.accounts != self.told.accounts:
            return self.books(day)
        return replace(books, as_of=day, level=now, threads=told.threads, measures=told.measures)

    def _send(self, piece: Piece) -> None:
        """Send a notice, as it stands in a case or as the course gives it."""
        try:
            found = entered(self.case, self.registry, self._held(piece.sent)) if piece.sent else None
            if found is None:
                given = self._given(piece)
                told = send(self.case, self.registry, given, now=given.at)
                if isinstance(told, tuple):
                    problem = told[0]
                    raise CourseError(f"{problem.field} {problem.what}", where=piece.where, remedy=problem.remedy)
                found = told
        except NoticeError as error:
            what = error.what if error.where in {"", piece.where} else f"{error.where}: {error.what}"
            raise CourseError(what, where=piece.where, remedy=error.remedy) from error
        self.sent[piece.name] = found.envelope.id
        self.played.names[found.envelope.id] = piece.name

    def _held(self, notice: Notice) -> Notice:
        """Return a notice of the varied case with the ids that things have here."""
        return replace(
            notice,
            of=self.sent.get(notice.of, notice.of) if notice.of else None,
            about=tuple(found for one in notice.about if (found := self._here(one))),
            fields=tuple((name, self._text(text)) for name, text in notice.fields),
        )

    def _given(self, piece: Piece) -> Given:
        """Return what a course gives for a notice."""
        notice = piece.notice
        if notice is None:
            raise ValueError(piece.name)
        at = notice.at if len(notice.at) > _DAY else notice.at + _MIDDAY
        return Given(
            act=Act(notice.act),
            form=notice.form,
            of=self.sent.get(notice.of, notice.of) if notice.of else None,
            sender=notice.sender,
            to=notice.to,
            author=notice.author,
            at=at,
            about=tuple(found for one in notice.about if (found := self._here(one))),
            tlp=notice.tlp,
            fields={name: self._text(text) for name, text in notice.given},
        )

    def _text(self, text: str) -> str:
        """Return a value of a form in which a name of the course stands for the promise or event that it made."""
        return self._here(text) or text if text in self.played.parts.meant or text in self.sent else text

    def _here(self, name: str) -> str | None:
        """Return the id of a notice, promise or event here; None for an id of the varied case that is none here."""
        if name in self.sent:
            return self.sent[name]
        made = self.played.parts.meant.get(name, frozenset())
        for one in self.case.commitments():
            if made & set(one.undertakings):
                return one.id
        events = self.case.event_of(sorted(made)) if made else {}
        return next(iter(events.values()), None if _ID.fullmatch(name) else name)


def sent_names(played: Days) -> Mapping[str, str]:
    """Return what articles, entries, undertakings and the notices that were sent are called in the course."""
    return {**played.parts.names, **played.names}
