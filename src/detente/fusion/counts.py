"""Fusion room: how many were killed or injured, on whose word; counts stand beside each other, never between."""

from collections.abc import Sequence

from detente.fusion.fields import Value
from detente.fusion.telling import Told
from detente.fusion.versions import Version
from detente.records import Casualties, Count

__all__ = ["KINDS", "counts", "losses"]

KINDS = ("killed", "injured")


def losses(kind: str, tellings: Sequence[Told]) -> list[Version]:
    """Return every version of a count, each with all who tell it, in the order of party and value.

    What one voice says in one article is one count: of parts and wholes the whole. A later report of the same voice
    supersedes its earlier ones.
    """
    said: dict[tuple[str, str, str], list[tuple[Told, Casualties]]] = {}
    for one in tellings:
        for loss in one.coding.casualties:
            if loss.kind == kind:
                said.setdefault((loss.by_whom or one.by or "", one.owner, one.article.id), []).append((one, loss))
    found: dict[tuple[str, str, bool], Version] = {}
    latest = _latest(said)
    for (by, owner, _), told in sorted(said.items(), key=lambda item: item[0]):
        count = _whole([loss for _, loss in told])
        old = said_last(told) < latest[by or owner]
        key = by, count.words, old
        before = found[key].tellings if key in found else ()
        members = tuple(dict.fromkeys((*before, *(one for one, _ in told))))
        found[key] = Version(field=kind, value=count, by=by or None, tellings=members, superseded=old)
    return [found[key] for key in sorted(found)]


def said_last(told: Sequence[tuple[Told, Casualties]]) -> str:
    """Return when the last of several tellings was published."""
    return max(one.published for one, _ in told)


def _latest(said: dict[tuple[str, str, str], list[tuple[Told, Casualties]]]) -> dict[str, str]:
    """Return when each voice last gave a count: a party, else the source itself."""
    found: dict[str, str] = {}
    for (by, owner, _), told in said.items():
        voice = by or owner
        found[voice] = max(found.get(voice, ""), said_last(told))
    return found


def _whole(losses: Sequence[Casualties]) -> Value:
    """Return the count of several that is the whole: the one with the greatest bound, the closed one of equals."""
    best = max(losses, key=lambda loss: (_greatest(loss), loss.maximum is not None, loss.minimum or 0))
    return Value(least=best.minimum, most=best.maximum, words=_shown(best.minimum, best.maximum))


def _greatest(loss: Casualties) -> int:
    return max(loss.minimum or 0, loss.maximum or 0)


def _shown(least: int | None, most: int | None) -> str:
    """Return a count as a claim writes it."""
    if least == most:
        return "unknown" if least is None else str(least)
    if most is None:
        return f"at least {least}"
    return f"up to {most}" if least is None else f"{least} to {most}"


def counts(found: Sequence[Version]) -> list[Count]:
    """Return one count for each who gives one, from its last words; where reports differ, what lies between is open."""
    held: dict[tuple[str, str], list[Version]] = {}
    for one in found:
        if not one.superseded:
            held.setdefault((one.field, one.by or ""), []).append(one)
    return [_count(told) for _, told in sorted(held.items())]


def _count(told: Sequence[Version]) -> Count:
    least = [one.value.least for one in told if one.value.least is not None]
    most = [one.value.most for one in told]
    return Count(
        kind=told[0].field,
        minimum=min(least) if least else None,
        maximum=None if None in most else max(number for number in most if number is not None),
        by=told[0].by,
        codings=tuple(sorted({one.coding.id for version in told for one in version.tellings})),
    )
