"""Flow: the log of a case as its keepers see it: whether it holds, and what the law asks to be erased from it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente import liaison
from detente.errors import NoticeError, StoreError
from detente.flow.traffic import Dyad, Given, Registry, drafted, entry_of, salt
from detente.records import Act, Envelope, LogFault, Notice

if TYPE_CHECKING:
    from detente.store import Case

__all__ = ["Erasure", "Verdict", "elsewhere", "erasable", "erase", "verified"]

_FLAGS = {"why": "--reason", "sender": "--from"}  # how a command calls what a notice has
_SHORT = 3  # a number or a code stands in many places and tells nothing
_ENTRY = re.compile(r"N\d+")
_NOTED = re.compile(r"(N\d+:)?[0-9a-f]{64}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a log holds: how many entries it has, its last one as ``N7:hash``, and the first that does not hold.

    ``count`` and ``head`` are None where a record was made one that cannot be read. ``lost`` says that an entry noted
    elsewhere is not there, ``since`` counts the entries after it where it is. ``file`` are the faults of the file
    itself.
    """

    count: int | None
    head: str | None
    fault: LogFault | None
    lost: LogFault | None
    since: int | None
    file: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return self.fault is None and self.lost is None and not self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What is to be erased of an entry, who does it, why and by what right."""

    entry: str
    names: tuple[str, ...]
    sender: str
    author: str
    at: str
    why: str
    authority: str


def verified(case: "Case", *, head: str | None = None) -> Verdict:
    """Check the chain and the file of a case; ``head`` is an entry's hash as it was noted elsewhere.

    Raises:
        NoticeError: the head is no hash.
    """
    if head is not None and not _NOTED.fullmatch(head.strip()):
        remedy = "give it whole, as detente verify printed it: N7: and 64 letters and digits, or these alone"
        raise NoticeError(f"{head!r} is no hash of an entry", where="--head", remedy=remedy)
    try:
        log = case.log()
    except StoreError as error:
        return _unread(case, error)
    fault = liaison.check(log)
    lost = liaison.check(log, head=head) if head and fault is None else None
    since = None
    if head and fault is None and lost is None:
        hashes = [one.hash for one in log]
        noted = head.strip().rpartition(":")[2].lower()
        since = len(log) - hashes.index(noted) - 1 if noted in hashes else len(log)
    return Verdict(count=len(log), head=liaison.head(log), fault=fault, lost=lost, since=since, file=case.verify())


def _unread(case: "Case", error: StoreError) -> Verdict:
    """Return the verdict on a log with a record that somebody made one that is none.

    Raises:
        StoreError: the case itself cannot be read.
    """
    if not _ENTRY.fullmatch(error.where):
        raise error
    fault = LogFault(number=int(error.where[1:]), id=error.where, reason=error.what)
    return Verdict(count=None, head=None, fault=fault, lost=None, since=None, file=case.verify())


def erasable(case: "Case", erasure: Erasure) -> Envelope:
    """Return the entry of which something is to be erased, once it is sure that this can be.

    Raises:
        NoticeError: there is no such entry, or it holds no such value.
    """
    entry = entry_of(case, erasure.entry)
    held = [one.name for one in entry.seals if one.salt is not None]
    for name in erasure.names:
        if name not in held:
            gone = "was erased already" if name in entry.erased else f"is no value of {entry.id}"
            remedy = f"erase one of: {', '.join(held)}" if held else "nothing is left in it to erase"
            raise NoticeError(f"{name!r} {gone}", where="--field", remedy=remedy)
    return entry


def elsewhere(case: "Case", entry: Envelope, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return where else in the log the words of some values of an entry stand: ids of entries and names of values."""
    texts = entry.notice.texts
    sought = [texts[name].casefold() for name in names if name in texts and len(texts[name]) > _SHORT]
    return tuple(
        (one.id, name)
        for one in case.log()
        for name, text in one.notice.texts.items()
        if (one.id, name) not in {(entry.id, each) for each in names}
        and any(words in text.casefold() for words in sought)
    )


def _drafted(case: "Case", registry: Registry, erasure: Erasure, entry: Envelope, now: str) -> Notice:
    """Return an erasure as a notice with its values as any notice has them, which must not say what it erases.

    Raises:
        NoticeError: one of its values is wrong.
    """
    own = {"why": erasure.why, "authority": erasure.authority}
    fields = {liaison.ERASES: "; ".join(erasure.names), **own}
    found = drafted(
        case,
        registry,
        Given(act=Act.ERASE, of=entry.id, sender=erasure.sender, author=erasure.author, at=erasure.at, fields=fields),
        now=now,
    )
    if not isinstance(found, Notice):
        wrong = found[0]
        raise NoticeError(wrong.what, where=_FLAGS.get(wrong.field, f"--{wrong.field}"), remedy=wrong.remedy)
    gone = [text for name, text in entry.notice.texts.items() if name in erasure.names and len(text) > _SHORT]
    for name, words in own.items():
        if any(text.casefold() in words.casefold() for text in gone):
            remedy = "say it in other words: what stands there stays for good"
            raise NoticeError("repeats what is to be erased", where=_FLAGS.get(name, f"--{name}"), remedy=remedy)
    return found


def erase(
    case: "Case",
    registry: Registry,
    erasure: Erasure,
    *,
    now: str,
    rebuild: Callable[[Sequence[Dyad]], object] | None = None,
) -> Envelope:
    """Erase values of an entry for good; the entry that says who did, when, why and by what right stays.

    Raises:
        NoticeError: there is no such entry or value, the moment lies ahead, nobody has the sender's name, or what is
            given cannot stand in the log for good.
        StoreError: others have the case open, so that traces would be left.
    """
    entry = erasable(case, erasure)
    given = _drafted(case, registry, erasure, entry, now)
    stone = liaison.tombstone(
        entry,
        erasure.names,
        sender=given.sender,
        author=given.author or erasure.author,
        at=given.at,
        why=given.text("why") or erasure.why,
        authority=given.text("authority") or erasure.authority,
    )

    def build(number: int, previous: str, before: Sequence[Envelope]) -> Envelope:
        liaison.allow(before, stone, registry.form(stone.form))
        return liaison.seal(stone, number=number, previous=previous, thread=entry.thread, salts=salt)

    return case.erase(entry.id, erasure.names, build, rebuild=rebuild)
