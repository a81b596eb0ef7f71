"""Agenda room: what somebody asked to be told of; pure.

Each alert says what it rests on. Where reports, logs or the sides disagree it names nobody as the one to blame, only
who says what.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from detente.agenda.config import Config
from detente.agenda.contradictions import contradictions
from detente.agenda.moments import day_of, is_moment
from detente.agenda.rules import Rule
from detente.agenda.sources import Sources
from detente.codebook import AgendaWords, Form
from detente.records import (
    Alert,
    AlertKind,
    Books,
    Commitment,
    Due,
    DueKind,
    Keeping,
    KeepingKind,
    Level,
    LevelName,
    When,
)

__all__ = ["alerts"]

_VIOLATIONS = {KeepingKind.ALLEGED_VIOLATION: "alleged", KeepingKind.VERIFIED_VIOLATION: "verified"}


def alerts(  # noqa: PLR0913 - the account, what is asked of it, and how it is said
    books: Books,
    dues: Iterable[Due],
    before: Level | None,
    rule: Rule,
    as_of: str,
    *,
    forms: Mapping[str, Form],
    words: AgendaWords,
    config: Config,
) -> tuple[Alert, ...]:
    """Return what a rule asks to be told of one dyad, as of a day or moment, by day; old news too.

    ``dues`` is what falls due there, ``before`` the level of conflict on the day before the present one began. What of
    it is news, ``letters`` knows, and the record of deliveries what was told before.
    """
    if not rule.is_about(books.dyad):
        return ()
    view = _View(Sources(books, words, dict(forms)), as_of, rule, config)
    told = {
        AlertKind.VIOLATION: view.violations(),
        AlertKind.OVERDUE_REPLY: view.overdue(dues),
        AlertKind.DUE_TOMORROW: view.soon(dues),
        AlertKind.LEVEL: view.level(before),
        AlertKind.CONTRADICTION: contradictions(view.told, as_of[:10], config.cited),
    }
    found = {one.key: one for kind in rule.kinds for one in told[kind]}
    return tuple(sorted(found.values(), key=lambda one: (one.day, one.kind, one.key)))


class _View:
    """What is new in one dyad's books, as a rule asks for it."""

    def __init__(self, told: Sources, as_of: str, rule: Rule, config: Config) -> None:
        self.told, self.words, self.books = told, told.words, told.books
        self.as_of, self.config = as_of, config
        self.ahead = config.ahead if rule.ahead is None else rule.ahead

    # Violations

    def violations(self) -> Iterator[Alert]:
        """Yield violations of promises, alleged and verified apart, each once however many report it."""
        promises = {one.id: one for one in self.books.commitments}
        told = [one for one in self.books.keepings if one.kind in _VIOLATIONS and one.commitment in promises]
        for _, group in groupby(sorted(told, key=_which), _which):
            same = list(group)
            yield self._violation(promises[same[0].commitment], same)

    def _violation(self, promise: Commitment, same: list[Keeping]) -> Alert:
        lead, kind = same[0], _VIOLATIONS[same[0].kind]
        evidence = [one.evidence for one in same]
        told = {
            "id": promise.id,
            "label": self.words.label(promise.type),
            "day": _exactly(lead.day),
            "place": lead.place,
        }
        if self._differs(promise, same):
            words = self.words.say("alert", "violation_disputed", **told)
        elif kind == "alleged":
            who = self.words.say("says", "alleges" if lead.by else "reported", who=self._name(lead.by))
            answer = lead.answer or self.words.words["alert"]["nobody"]
            words = self.words.say("alert", "violation_alleged", **told, who=who, answer=answer)
        else:
            name = "violation_verified" if lead.verified_by else "violation_unverified"
            accused = self.told.names(lead.accused)
            words = self.words.say("alert", name, **told, accused=accused, verifier=self._name(lead.verified_by))
        return Alert(
            key=f"violation:{kind}:{promise.id}:{lead.source}",
            kind=AlertKind.VIOLATION,
            dyad=self.books.dyad,
            about=tuple(dict.fromkeys((promise.id, *(one.source for one in same)))),
            day=self.told.learnt((one.article for one in evidence), lead.day) or self.as_of[:10],
            words=words,
            tlp=self.told.label((promise.words.article, *(one.article for one in evidence))),
            rests_on=self.told.cited_all(evidence, self.config.cited),
        )

    def _name(self, party: str | None) -> str | None:
        return self.words.name(party) if party else None

    def _differs(self, promise: Commitment, same: list[Keeping]) -> bool:
        """Whether reports disagree on who did it: it is denied, laid at several doors, or the event itself differs."""
        if any(one.answer for one in same) or promise.disputed is not None:
            return True
        accused = {frozenset(one.accused) for one in same if one.accused}
        sources = {one.source for one in same}
        events = (one for one in self.books.events if one.id in sources)
        return len(accused) > 1 or any({"sources", "targets", "type"} & set(one.disputed) for one in events)

    # What falls due

    def overdue(self, dues: Iterable[Due]) -> Iterator[Alert]:
        """Yield replies and acknowledgements that were not given in time."""
        for one in (one for one in dues if one.kind is DueKind.REPLY and _is_open(one) and one.days < 0):
            yield self._due(one, AlertKind.OVERDUE_REPLY, day_of(one.when).isoformat(), self.words.days(-one.days))

    def soon(self, dues: Iterable[Due]) -> Iterator[Alert]:
        """Yield what falls due within the days that the rule looks ahead, today included."""
        for one in dues:
            if _is_open(one) and 0 <= one.days <= self.ahead:
                yield self._due(one, AlertKind.DUE_TOMORROW, day_of(one.when).isoformat(), None)

    def _due(self, one: Due, kind: AlertKind, day: str, days: str | None) -> Alert:
        """Return what is told of something due; a moved date makes it another alert."""
        when = one.when.replace("T", " ") if is_moment(one.when) else one.when
        whose = self.told.names(one.whose)
        return Alert(
            key=f"{kind}:{one.key}:{one.when}",
            kind=kind,
            dyad=one.dyad,
            about=(one.about,),
            day=day,
            words=self.words.say("alert", kind.value, words=one.words, whose=whose, when=when, days=days),
            tlp=one.tlp,
            rests_on=one.rests_on,
        )

    # The level of conflict

    def level(self, before: Level | None) -> Iterator[Alert]:
        """Yield the present level of conflict where it is another than the one before."""
        now = self.books.level
        if now is None or now.name is None or now.since is None:
            return
        was = before.name if before else None
        if was is now.name or (was is None and now.name is next(iter(LevelName))):  # the lowest is no news by itself
            return
        events = [one for one in self.books.events if one.id in now.events]
        yield Alert(
            key=f"level:{'-'.join(now.dyad)}:{now.since[:10]}:{now.name}",
            kind=AlertKind.LEVEL,
            dyad=now.dyad,
            about=now.events,
            day=now.since[:10],
            words=self.words.say(
                "alert",
                _direction(was, now.name),
                dyad=self.told.names(now.dyad),
                before=_plain(was) if was else None,
                name=_plain(now.name),
                since=now.since[:10],
                reason=now.reason,
            ),
            tlp=self.told.label(article for one in events for article in one.articles),
            rests_on=tuple(self.told.event(one) for one in events[: self.config.cited]),
        )


def _which(one: Keeping) -> tuple[str, str, str]:
    """Return what makes two keepings tell of one violation."""
    return one.commitment, one.kind, one.source


def _is_open(one: Due) -> bool:
    return not one.done and not one.called_off


def _direction(was: LevelName | None, now: LevelName) -> str:
    if was is None:
        return "level_new"
    order = list(LevelName)
    return "level_rise" if order.index(now) > order.index(was) else "level_fall"


def _plain(name: LevelName) -> str:
    return name.value.replace("_", " ")


def _exactly(when: When | None) -> str | None:
    """Return a moment as exactly as it is known."""
    if when is None:
        return None
    start, end = (one.replace("T", " ") for one in (when.start, when.end))
    return start if start == end else f"{start} to {end}"
