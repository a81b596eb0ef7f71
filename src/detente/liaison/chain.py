"""Liaison room: the chain of the log. Every entry is bound to the one before, and every value to its entry.

A value has a seal, the SHA-256 of a salt, its name and its text; an entry's hash covers the seals, never the texts. So
a text can be erased together with its salt, nobody can guess it back from the seal, and the chain still holds.
"""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from detente.errors import NoticeError
from detente.records import AUTHOR, NOTHING, Act, Envelope, LogFault, Notice, Seal

__all__ = ["AUTHOR", "ERASES", "NOTHING", "check", "erased", "head", "seal", "tombstone"]

ERASES = "erased"  # the field of an erasure that names what it erased, divided by semicolons
_ENTRY, _VALUE = "detente entry 1", "detente value 1"  # what is hashed, so that the one is never taken for the other
_UNFIT = re.compile("[\x00\ud800-\udfff]")  # neither UTF-8 nor a database can hold them


def seal(notice: Notice, *, number: int, previous: str, thread: str | None, salts: Callable[[], str]) -> Envelope:
    """Return the entry of the log that a notice becomes.

    Args:
        notice: the notice with all its texts.
        number: the entry's place in the log, from 1.
        previous: the hash of the entry before, ``NOTHING`` for the first.
        thread: the id of the first entry of its thread, None for a new one.
        salts: gives a new secret of at least 128 bits at each call, as text.

    Raises:
        NoticeError: a character in it cannot be written.
        ValueError: two of its fields have one name, or one is called ``author``.
    """
    texts = notice.texts
    if len(texts) < len(notice.fields) + (notice.author is not None):
        raise ValueError(f"the fields of a {notice.form} must have different names, and none {AUTHOR}")
    _refuse_unfit(notice, texts)
    own = f"N{number}"
    seals = []
    for name, text in texts.items():
        salt = salts()
        seals.append(Seal(name=name, digest=_digest(salt, name, text), salt=salt))
    made = Envelope(
        number=number,
        id=own,
        thread=thread or own,
        notice=notice,
        seals=tuple(seals),
        previous=previous,
        hash="",
    )
    return replace(made, hash=_hash(made))


def check(envelopes: Sequence[Envelope], *, head: str | None = None, withheld: bool = False) -> LogFault | None:
    """Return the first entry of a whole log that does not hold, and why; None where all do.

    A chain alone cannot tell that its end was cut off or written anew with new hashes. Whoever notes the hash of the
    last entry elsewhere can: with ``head`` that very entry must still be there.

    Args:
        envelopes: all entries, the first one first.
        head: the hash of an entry as it was noted elsewhere, with or without its id before it (``N7:4f0c...``).
        withheld: texts may be missing without an entry that erased them, as in a log handed on in part.
    """
    threads: dict[str, str] = {}
    faults: dict[int, str] = {}
    for place, one in enumerate(envelopes):
        if reason := _broken(one, place, envelopes[place - 1] if place else None, threads):
            faults[place] = reason
        threads.setdefault(one.id, one.thread)
    # Where the chain is torn, the entry that says what was erased may be what is missing.
    if not withheld and not _is_torn(envelopes):
        faults = _unexplained(envelopes, faults) | faults
    if faults:
        first = min(faults)
        return LogFault(number=first + 1, id=f"N{first + 1}", reason=faults[first])
    return None if head is None else _lost(envelopes, head)


def head(envelopes: Sequence[Envelope]) -> str:
    """Return the last entry with its hash as one line to be noted elsewhere, ``N0`` with zeros for an empty log."""
    return f"{envelopes[-1].id}:{envelopes[-1].hash}" if envelopes else f"N0:{NOTHING}"


def erased(envelope: Envelope, names: Collection[str]) -> Envelope:
    """Return an entry without some of its texts and their salts; its hash stays as it is.

    Raises:
        ValueError: it has no value of that name.
    """
    if unknown := set(names) - {one.name for one in envelope.seals}:
        raise ValueError(f"{envelope.id} has no {min(unknown)}")
    notice = replace(
        envelope.notice,
        author=None if AUTHOR in names else envelope.notice.author,
        fields=tuple((name, text) for name, text in envelope.notice.fields if name not in names),
    )
    seals = tuple(replace(one, salt=None) if one.name in names else one for one in envelope.seals)
    return replace(envelope, notice=notice, seals=seals)


def tombstone(  # noqa: PLR0913 - who, when, why and by what right
    envelope: Envelope, names: Sequence[str], *, sender: str, author: str, at: str, why: str, authority: str
) -> Notice:
    """Return the notice that says that some values of an entry were erased: who did, when, why and by what right."""
    notice = envelope.notice
    fields = ((ERASES, "; ".join(names)), ("why", why), ("authority", authority))
    return Notice(
        act=Act.ERASE,
        form=notice.form,
        of=envelope.id,
        sender=sender,
        to=notice.to,
        author=author,
        at=at,
        about=(),
        tlp=notice.tlp,
        fields=fields,
    )


def _refuse_unfit(notice: Notice, texts: dict[str, str]) -> None:
    plain = {"sender": notice.sender, "at": notice.at, "form": notice.form, "of": notice.of or ""}
    listed = {"to": "".join(notice.to), "about": "".join(notice.about), "names of fields": "".join(texts)}
    for name, text in {**plain, **listed, **texts}.items():
        if found := _UNFIT.search(text):
            raise NoticeError(
                f"{name} holds a character that cannot be written (U+{ord(found[0]):04X})",
                where=f"{notice.form} ({notice.act})",
                remedy="leave it out",
            )


def _canonical(value: object) -> bytes:
    """Return the one way to write a value of strings, whole numbers, lists and objects as JSON in UTF-8.

    A half character, which no entry that was sealed has, stays what it is, so that an altered one is told apart.
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def _digest(salt: str, name: str, text: str) -> str:
    return hashlib.sha256(_canonical([_VALUE, salt, name, text])).hexdigest()


def _hash(one: Envelope) -> str:
    """Return the hash of an entry: over everything in it but texts and salts."""
    notice = one.notice
    told = {
        "kind": _ENTRY,
        "number": one.number,
        "id": one.id,
        "thread": one.thread,
        "previous": one.previous,
        "act": notice.act,
        "form": notice.form,
        "of": notice.of,
        "sender": notice.sender,
        "to": notice.to,
        "at": notice.at,
        "about": notice.about,
        "tlp": notice.tlp,
        "seals": [[each.name, each.digest] for each in one.seals],
    }
    return hashlib.sha256(_canonical(told)).hexdigest()


def _broken(one: Envelope, place: int, before: Envelope | None, threads: dict[str, str]) -> str | None:
    """Return why an entry does not hold where it stands, None where it does.

    1. Numbers follow each other; 2. it names the hash of the entry before; 3. its own hash is that of what it says;
    4. it begins its thread or belongs to one that began before it; 5. every text fits its seal, and none has no seal.
    """
    if one.number != place + 1 or one.id != f"N{one.number}":
        return f"N{place + 1} should stand here"
    if one.previous != (before.hash if before else NOTHING):
        return f"it does not follow on {before.id if before else 'the beginning of a log'}"
    if one.hash != _hash(one):
        return "it was changed: its hash is not that of what it says"
    if (one.thread == one.id) != (one.notice.act is Act.NEW) or (one.thread != one.id and one.thread not in threads):
        return f"its thread {one.thread} did not begin before it"
    if one.notice.of is not None and threads.get(one.notice.of) != one.thread:
        return f"{one.notice.of}, which it is about, is no earlier entry of its thread"
    return next(_unsealed(one), None)


def _is_torn(envelopes: Sequence[Envelope]) -> bool:
    """Return whether some entry does not follow on the one before it."""
    hashes = [NOTHING, *(one.hash for one in envelopes)]
    return any((one.number, one.previous) != (place, hashes[place - 1]) for place, one in enumerate(envelopes, 1))


def _unsealed(one: Envelope) -> Iterator[str]:
    """Yield what is wrong between the texts of an entry and its seals."""
    notice = one.notice
    texts = notice.texts
    kept = [seal.name for seal in one.seals if seal.salt is not None]
    names = [name for name, _ in notice.fields]
    if len({seal.name for seal in one.seals}) < len(one.seals):
        yield "two of its seals have one name"
    if kept != [*([] if notice.author is None else [AUTHOR]), *names]:
        yield "its texts are not those that it has seals for"
    for seal in one.seals:
        if seal.salt is not None and _digest(seal.salt, seal.name, texts.get(seal.name, "")) != seal.digest:
            yield f"its {seal.name} was changed: it does not fit its seal"


def _unexplained(envelopes: Sequence[Envelope], faults: Collection[int]) -> dict[int, str]:
    """Return, by place, why entries may not lack the texts that they lack: no later entry says that it erased them.

    An erasure that is itself at fault is taken to have named everything, so that it is told and not what it erased.
    """
    named: dict[str, set[str]] = {}
    anything: set[str] = set()
    gone: dict[int, str] = {}
    for place, one in reversed(list(enumerate(envelopes))):
        lost = [name for name in one.erased if name not in named.get(one.id, ())]
        erases = one.notice.act is Act.ERASE and one.notice.of is not None
        if erases and one.erased:
            gone[place] = f"its {one.erased[0]} is gone, and nothing may be erased of an entry that says what was"
        elif lost and one.id not in anything:
            gone[place] = f"its {lost[0]} is gone, and no entry says that it was erased"
        if one.notice.of is not None and erases:
            named.setdefault(one.notice.of, set()).update(_named(one.notice))
            anything.update([one.notice.of] if place in faults or place in gone else [])
    return gone


def _named(notice: Notice) -> set[str]:
    return {name.strip() for name in (notice.text(ERASES) or "").split(";")}


def _lost(envelopes: Sequence[Envelope], noted: str) -> LogFault | None:
    """Return a fault where the entry that was noted elsewhere is no longer in the log."""
    name, _, digest = noted.strip().rpartition(":")
    names = {NOTHING: "N0", **{one.hash: one.id for one in envelopes}}
    found = names.get(digest.lower())
    if found is not None and name in {"", found}:
        return None
    last = f"N{len(envelopes)}"
    reason = f"the entry noted as {noted.strip()} is not in this log: its end was cut off or written anew"
    number = int(name[1:]) if re.fullmatch(r"N\d{1,18}", name) else len(envelopes)
    return LogFault(number=number, id=name or last, reason=reason)
