"""Entry room: an entered commitment or provision becomes an undertaking, evidence about one becomes a keeping."""

import re
from dataclasses import dataclass, replace

from detente.entry.acts import digest
from detente.entry.days import ordered
from detente.entry.given import Given
from detente.entry.lists import choice
from detente.entry.problems import WrongError
from detente.records import (
    Article,
    EntryKind,
    Evidence,
    EvidenceKind,
    Keeping,
    KeepingKind,
    Standing,
    Undertaking,
)

__all__ = ["keeping", "undertaking"]

_STATE = "GOV"
# How a commitment is named: its id, the digest of what it was made from, or a provision of an agreement's text.
_NAMED = re.compile(r"C\d+|[0-9a-f]{16,64}(?:#\S+)?")
_HOW = "write its id such as C3, or its type and parties such as ceasefire: Iran, Pakistan"
_NEEDS = {
    KeepingKind.VERIFIED_VIOLATION: ("verified_by", "name the monitor or body that confirmed it"),
    KeepingKind.EXTENDED: ("due", "give the new due date"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A commitment as a keeping names it: by its id, or by its type and parties."""

    id: str = ""
    type: str | None = None
    parties: tuple[str, ...] = ()


def undertaking(given: Given, text: Article | None) -> Undertaking | None:
    """Return what an entry says was undertaken, None where its type is wrong.

    The words of a provision are quoted from ``text``, the agreement's.
    """
    book, entry = given.tables.book, given.entry
    provision = entry.kind is EntryKind.PROVISION
    kind = given.of("type", book.commitments)
    usual = Standing.AGREED if provision else Standing.PLEDGED
    standing = Standing(given.of("standing", book.standings) or usual)
    announced, effective, due = (given.day(name) for name in ("announced", "effective", "due"))
    by, to = given.participants("by", _STATE), given.participants("to", _STATE)
    if announced is not None:
        given.past("announced", announced, "what was announced lies ahead; mend the day")
        if due is not None and not ordered(announced.start, due.end):
            told = f"{due.start} lies before it was announced ({announced.start})"
            given.wrong("due", told, "mend one of the two days")
    words = _quoted(given, text) if provision else given.whole
    if kind is None:
        return None
    condition = given.text("condition")
    return Undertaking(
        id=digest(entry.id, "undertaking"),
        type=kind,
        by=by,
        to=to,
        words=words,
        sentence=words,
        due=due,
        condition=_condition(given, words, condition) if condition else None,
        standing=standing,
        reasons=given.reasons(),
        agreement=given.text("agreement"),
        provision=given.text("provision"),
        announced=announced,
        effective=effective,
    )


def _quoted(given: Given, text: Article | None) -> Evidence:
    """Return the words of a provision, cut from the agreement's text; where the row gives no offsets, found in it."""
    if text is None:
        told = "the agreement's text is not in this case"
        given.wrong("agreement", told, "propose it with --case first, or enter a commitment instead")
        return given.whole
    start, end = given.number("start") or 0, given.number("end") or 0
    words = given.entry.words
    if _plain(text.text[start:end]) != _plain(words):
        pattern = r"\s+".join(map(re.escape, words.split()))
        found = re.search(pattern, text.text)
        if found is None:
            given.wrong("words", "these words do not stand in the agreement", "quote its text exactly")
            return given.whole
        start, end = found.span()
    quote = text.text[start:end]
    return Evidence(kind=EvidenceKind.QUOTE, article=text.id, start=start, end=end, quote=quote)


def _plain(words: str) -> str:
    return " ".join(words.split())


def _condition(given: Given, words: Evidence, condition: str) -> Evidence:
    """Return where the condition stands: in the quoted words, else in those of the entry."""
    at = words.quote.find(condition)
    if words.kind is EvidenceKind.ENTERED or at < 0:
        return given.words(condition)
    start = words.start + at
    return replace(words, start=start, end=start + len(condition), quote=condition)


def keeping(given: Given) -> Keeping | None:
    """Return what an entry says of how a commitment is kept, None where its commitment or kind is wrong."""
    commitment = given.read("commitment", lambda text: reference(given, text))
    name = given.of("finding", tuple(KeepingKind))
    day, due = given.day("day"), given.day("due")
    speaker, accused = given.read("by", given.actor), given.parties("accused")
    if day is not None:
        given.past("day", day, "what happened lies ahead; mend the day")
        if due is not None and not ordered(day.start, due.end):
            given.wrong("due", f"the new due date {due.start} lies before {day.start}", "mend one of the two days")
    if commitment is None or name is None:
        return None
    kind = KeepingKind(name)
    if kind in _NEEDS and not given.text(_NEEDS[kind][0]):
        field, remedy = _NEEDS[kind]
        given.wrong(field, f"is empty, and {kind.value.replace('_', ' ')} needs it", remedy)
    return Keeping(
        id=digest(given.entry.id, "keeping"),
        commitment=commitment.id,
        kind=kind,
        day=day,
        by=given.tables.actors.voice(speaker) if speaker else given.side,
        evidence=given.whole,
        source=given.entry.id,
        reasons=given.reasons(),
        accused=accused,
        number=given.number("number", least=1),
        place=given.text("place"),
        weapon=given.text("weapon"),
        answer=given.text("answer"),
        verified_by=given.text("verified_by"),
        due=due,
        type=commitment.type,
        parties=commitment.parties or given.parties("parties"),
        speaker=speaker,
    )


def reference(given: Given, text: str) -> Reference:
    """Return how a keeping names its commitment: by an id (``C3``), or by its type and parties.

    Raises:
        WrongError: it names none.
    """
    if _NAMED.fullmatch(text) or _NAMED.fullmatch(text.upper()):
        return Reference(id=text.upper() if text[0] in "cC" and text[1:].isdecimal() else text)
    kind, colon, parties = text.partition(":")
    if not colon:
        raise WrongError(f"{text!r} names no commitment", _HOW)
    known = choice(kind, list(given.tables.book.commitments), {}, given.tables.config)
    names = [name.strip() for name in re.split(r"[,;]", parties) if name.strip()]
    found = sorted({given.tables.actors.party(name, given.on) for name in names})
    if not found:
        raise WrongError(f"{text!r} names no parties", _HOW)
    return Reference(type=known, parties=tuple(found))
