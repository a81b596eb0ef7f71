"""Replay room: the parts of a course, and what an alternative makes of them; what it varies stays as it is."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from detente.records import (
    Account,
    Alternative,
    Course,
    CourseEntry,
    CourseNotice,
    EntryKind,
    Fate,
    Piece,
    Shift,
)
from detente.replay.config import Config
from detente.replay.faults import Faults, near
from detente.replay.shifting import account_shifted, day_of, days_between, moved
from detente.replay.words import WORDS

__all__ = ["checked", "pieces", "varied"]

_LEAST = len("6b86b2")  # letters of an id from which it stands for the whole of it
# How a keeping names a promise that is none of this course: its id in a case, or its type and parties.
_ELSEWHERE = re.compile(r"[cC]\d+|[0-9a-f]{16,64}(?:#\S+)?|[^:]+:.+")
_NO_PARTS: Mapping[str, frozenset[str]] = {}


def checked(course: Course, faults: Faults, config: Config) -> None:
    """Note what is wrong with a course and with each of its alternatives, as far as no case is needed for it."""
    found = pieces(course, faults, config)
    _whole(found, faults, config)
    if not faults.found:
        for one in course.alternatives:
            varied(found, one, faults, config)


def pieces(course: Course, faults: Faults, config: Config) -> list[Piece]:
    """Return the parts of a course as it stands."""
    found = [_entry(one, faults, config) for one in course.entries]
    return [*found, *(_notice(one) for one in course.notices)]


def varied(
    held: Sequence[Piece],
    alternative: Alternative | None,
    faults: Faults,
    config: Config,
    parts: Mapping[str, frozenset[str]] = _NO_PARTS,
) -> list[Piece]:
    """Return all parts of a course with what became of each; those that were taken out are among them.

    ``parts`` are ids of what a case holds within its reports (E4, C2) with the ids of what they were made from.
    """
    if alternative is None:
        _whole(held, faults, config)
        return list(held)
    return _Varying(held, alternative, faults, config, parts).all()


def _entry(given: CourseEntry, faults: Faults, config: Config) -> Piece:
    """Return the part that an entry is."""
    fields = dict(given.fields)
    known = next((day for name in config.known if (day := fields.get(name))), "")
    if day_of(known) is None:
        told = f"no day tells when it became known ({known!r})" if known else "no day tells when it became known"
        faults.add(told, where=given.where, remedy="give its day as 2024-01-16, or entered = 2024-01-16")
    leans = given.follows
    if given.kind == EntryKind.KEEPING and (told := fields.get("commitment", "")) and not _ELSEWHERE.fullmatch(told):
        leans = (*leans, told)
    return Piece(
        name=given.name,
        also=(),
        known=fields.get("entered") or day_of(known),
        kind=given.kind,
        words=fields.get("words", ""),
        rests_on=fields["rests_on"],
        where=given.where,
        leans=leans,
        entry=given,
    )


def _notice(given: CourseNotice) -> Piece:
    """Return the part that a notice is."""
    values = dict(given.given)
    about = given.form.replace("_", " ") if given.form else f"{given.act} ({given.of})"
    said = next((text for name in WORDS["said"] if (text := values.get(name))), "")
    words = ": ".join(part for part in (given.sender, about, said) if part)
    return Piece(
        name=given.name,
        also=(),
        known=given.at,
        kind="notice",
        words=words,
        rests_on=f"notice of {given.sender}",
        where=given.where,
        leans=(*given.follows, *([given.of] if given.of else [])),
        notice=given,
    )


def _whole(held: Sequence[Piece], faults: Faults, config: Config) -> None:
    """Note parts that speak of what is not there, or of what became known only later."""
    there = {one.name: one for one in held if one.fate is not Fate.TAKEN_OUT}
    gone = {one.name for one in held if one.fate is Fate.TAKEN_OUT}
    for one in there.values():
        for name in one.leans:
            if name in there and _as_it_was(one) and _as_it_was(there[name]):
                continue
            if name in gone:
                remedy = f"take out {one.name!r} too, or change what it says"
                faults.add(f"rests on {name!r}, which is taken out", where=one.where, remedy=remedy)
            elif name not in there:
                remedy = near(name, there, config.near, "the names here are")
                faults.add(f"speaks of {name!r}, and no entry is called so", where=one.where, remedy=remedy)
            elif (there[name].known or "")[:10] > (one.known or "")[:10]:
                told = f"is known on {one.known}, before {name!r} on {there[name].known}, on which it rests"
                faults.add(told, where=one.where, remedy=f"move {one.name!r} behind it, or take it out")


def _as_it_was(one: Piece) -> bool:
    """Whether a part stands as a case has it; what is odd in a case is no fault of a course."""
    return one.fate is Fate.KEPT and (one.account is not None or one.sent is not None)


class _Varying:
    """One alternative over the parts of a course."""

    def __init__(
        self,
        held: Sequence[Piece],
        alternative: Alternative,
        faults: Faults,
        config: Config,
        parts: Mapping[str, frozenset[str]],
    ) -> None:
        self.held = {one.name: one for one in held}
        self.given, self.faults, self.config, self.parts = alternative, faults, config, parts

    def all(self) -> list[Piece]:
        """Take out, change, move and add, in this order."""
        for name in self.given.take_out:
            self._take_out(name)
        for change in self.given.changes:
            self._change(change)
        for shift in self.given.moves:
            self._move(shift)
        added = [_entry(one, self.faults, self.config) for one in self.given.adds]
        for one in (*added, *map(_notice, self.given.notices)):
            if one.name in self.held and self.held[one.name].fate is not Fate.TAKEN_OUT:
                told = f"name {one.name!r} is that of an entry that is still there"
                self.faults.add(told, where=one.where, remedy="take that one out, or give the new one another name")
            self.held.pop(one.name, None)
            self.held[one.name] = replace(one, fate=Fate.ADDED)
        found = list(self.held.values())
        if not self.faults.found:
            _whole(found, self.faults, self.config)
        return found

    def _find(self, name: str, where: str) -> Piece | None:
        """Return the part that a name means, noting where it means none or several."""
        if name in self.held:
            return self.held[name]
        found = [one for one in self.held.values() if any(_means(name, other) for other in one.also)]
        if len(found) == 1:
            return found[0]
        if found:
            choices = ", ".join(one.name for one in found[:8])
            self.faults.add(f"{name!r} can be {len(found)} reports", where=where, remedy=f"write one of: {choices}")
            return None
        known = [*self.held, *(other for one in self.held.values() for other in one.also), *self.parts]
        remedy = near(name, known, self.config.near, "the names here are")
        self.faults.add(f"no entry is called {name!r}", where=where, remedy=remedy)
        return None

    def _take_out(self, name: str) -> None:
        """Take out a part, or what an event or promise of a case was made from."""
        inside = self.parts.get(name.upper())
        if inside is not None:
            for piece in [one for one in self.held.values() if one.account is not None]:
                self._cut(piece, inside, name)
            return
        found = self._find(name, self.given.where)
        if found is not None:
            self.held[found.name] = replace(found, fate=Fate.TAKEN_OUT)

    def _cut(self, piece: Piece, inside: frozenset[str], name: str) -> None:
        """Take out of a report what an event or promise was made from."""
        if piece.account is None or piece.fate is Fate.TAKEN_OUT:
            return
        left = without(piece.account, inside)
        if left is piece.account:
            return
        empty = not (left.codings or left.undertakings or left.changes or left.keepings)
        words = f"{piece.words} (without {name})"
        fate = Fate.TAKEN_OUT if empty and left.entry is not None else Fate.CHANGED
        self.held[piece.name] = replace(piece, account=left, fate=fate, words=words)

    def _still(self, name: str, where: str) -> Piece | None:
        """Return a part that is to be varied further, noting where it was taken out."""
        found = self._find(name, where)
        if found is not None and found.fate is Fate.TAKEN_OUT:
            self.faults.add(f"{name!r} is taken out as well", where=where, remedy="do one of the two")
            return None
        return found

    def _change(self, change: CourseEntry) -> None:
        """Give an entry other values."""
        found = self._still(change.name, change.where)
        if found is None:
            return
        if found.notice is not None:
            given = dict(found.notice.given) | dict(change.fields)
            changed = replace(found, notice=replace(found.notice, given=tuple(given.items())), sent=None)
        elif found.entry is not None:
            fields = dict(found.entry.fields) | {"rests_on": self._assumed(found)} | dict(change.fields)
            follows = change.follows or (found.leans if found.account else found.entry.follows)
            entry = replace(found.entry, fields=tuple(fields.items()), follows=follows)
            changed = _entry(replace(entry, where=change.where), self.faults, self.config)
            changed = replace(changed, also=found.also, before=found.known)
        else:
            told = f"{found.name!r} is a report, whose words stand as they are"
            self.faults.add(told, where=change.where, remedy="take it out and add an entry in its place")
            return
        self.held[found.name] = replace(changed, name=found.name, fate=Fate.CHANGED)

    def _move(self, shift: Shift) -> None:
        """Move a part in time."""
        found = self._still(shift.entry, shift.where)
        if found is None:
            return
        if found.known is None:
            self.faults.add(
                f"{found.name!r} has no day", where=shift.where, remedy="take it out and add one with a day"
            )
            return
        days = shift.by if shift.by is not None else days_between(found.known, shift.to or found.known)
        try:
            self.held[found.name] = replace(
                self._moved(found, days, shift), fate=Fate.MOVED, before=found.before or found.known, where=shift.where
            )
        except OverflowError:
            self.faults.add(f"by {days} leads to no day of the calendar", where=shift.where, remedy="move it by less")

    def _moved(self, piece: Piece, days: int, shift: Shift) -> Piece:
        """Return a part moved by days."""
        known = moved(piece.known or "", days)
        if piece.notice is not None:
            given = tuple((key, moved(text, days) if key in shift.also else text) for key, text in piece.notice.given)
            notice = replace(piece.notice, at=known, given=given)
            return replace(piece, known=known, notice=notice, sent=None)
        if piece.entry is not None:
            names = {*self.config.moved, *shift.also}
            fields = {key: moved(text, days) if key in names else text for key, text in piece.entry.fields}
            fields["rests_on"] = self._assumed(piece)
            return replace(piece, known=known, account=None, entry=replace(piece.entry, fields=tuple(fields.items())))
        if piece.account is None:
            raise ValueError(piece.name)
        return replace(piece, known=known, account=account_shifted(piece.account, days, shift.also, self.config.news))

    def _assumed(self, piece: Piece) -> str:
        """Return what a varied entry rests on: nothing but the alternative, beside what the entry itself rests on."""
        if piece.fate in {Fate.CHANGED, Fate.MOVED}:
            return piece.rests_on
        return f"assumed in the alternative {self.given.name}; as it stands: {piece.rests_on}"


def without(account: Account, gone: frozenset[str]) -> Account:
    """Return an account without some codings or undertakings and what was told with them; itself where it has none."""

    def is_left(identity: str, coding: str | None = None) -> bool:
        return identity not in gone and coding not in gone

    held = {*(one.id for one in account.codings), *(one.id for one in account.undertakings)}
    if gone.isdisjoint(held):
        return account
    undertakings = tuple(one for one in account.undertakings if is_left(one.id, one.coding))
    lost = gone | {one.id for one in account.undertakings if one not in undertakings}
    return replace(
        account,
        codings=tuple(one for one in account.codings if is_left(one.id)),
        undertakings=undertakings,
        changes=tuple(one for one in account.changes if is_left(one.id, one.coding)),
        keepings=tuple(one for one in account.keepings if one.commitment not in lost and one.source not in lost),
        links=tuple(one for one in account.links if is_left(one.later, one.earlier)),
        sketches=tuple(
            replace(one, deed=None) if one.deed in gone else one for one in account.sketches if one.of not in gone
        ),
    )


def _means(name: str, other: str) -> bool:
    """Whether a name means something: the whole of one of its names, or the beginning of its id."""
    return name == other or (len(name) >= _LEAST and other.startswith(name))


def played(found: Iterable[Piece]) -> list[Piece]:
    """Return the parts that are played, in the order in which they became known; those of no date are left out."""
    kept = [one for one in found if one.fate is not Fate.TAKEN_OUT and one.known is not None]
    order: list[str] = WORDS["order"]
    return sorted(kept, key=lambda one: (one.known or "", order.index(one.kind), one.name))
