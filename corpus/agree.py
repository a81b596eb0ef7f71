"""Compares a second reading of sentences with the first: agreement per field, as the corpus's card reports it."""

from collections import Counter
from collections.abc import Sequence

from corpus.marks import Act, Sentence

__all__ = ["agreement"]

FIELDS = ("type", "modes", "status", "evidentiality", "undertaking")
ROLES = {"source": "SR", "target": "TR", "place": "P", "time": "W", "speaker": "A"}


def agreement(first: Sequence[Sentence], second: Sequence[Sentence]) -> dict[str, tuple[float, int]]:
    """Return, per field, the share of agreement and over how many it is taken.

    ``acts`` is the F1 of triggers that share a character; fields are compared on these pairs, roles by the F1 of their
    spans that share a character; ``kappa`` is Cohen's for the type of a pair.
    """
    others = {s.id: s for s in second}
    pairs: list[tuple[Sentence, Act, Sentence, Act]] = []
    mine = theirs = 0
    for s in first:
        o = others.get(s.id)
        if o is None:
            continue
        mine, theirs = mine + len(s.acts), theirs + len(o.acts)
        pairs += [(s, a, o, b) for a, b in _paired(s, o)]
    out = {"acts": (2 * len(pairs) / max(1, mine + theirs), mine + theirs)}
    for field in FIELDS:
        same = sum(_value(a, field) == _value(b, field) for _, a, _, b in pairs)
        out[field] = (same / max(1, len(pairs)), len(pairs))
    out["kappa of type"] = (_kappa([(a.type, b.type) for _, a, _, b in pairs]), len(pairs))
    for name, roles in ROLES.items():
        hit = wanted = 0
        for s, a, o, b in pairs:
            ours = [m for role in roles for m in s.spans(role, a.number)]
            found = [m for role in roles for m in o.spans(role, b.number)]
            wanted += len(ours) + len(found)
            hit += sum(any(m.start < f.end and f.start < m.end for f in found) for m in ours)
            hit += sum(any(m.start < f.end and f.start < m.end for m in ours) for f in found)
        out[name] = (hit / max(1, wanted), wanted)
    return out


def _value(act: Act, field: str) -> object:
    value = getattr(act, field)
    return frozenset(value) if field == "modes" else value


def _paired(first: Sentence, second: Sentence) -> list[tuple[Act, Act]]:
    free = list(second.acts)
    out = []
    for act in first.acts:
        near = [b for b in free if _touch(first, act, second, b)]
        best = next((b for b in near if b.type == act.type), near[0] if near else None)
        if best is not None:
            free.remove(best)
            out.append((act, best))
    return out


def _touch(first: Sentence, a: Act, second: Sentence, b: Act) -> bool:
    ours, theirs = first.spans("E", a.number), second.spans("E", b.number)
    return any(m.start < n.end and n.start < m.end for m in ours for n in theirs)


def _kappa(pairs: Sequence[tuple[str, str]]) -> float:
    n = max(1, len(pairs))
    ours, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(ours[k] * theirs[k] for k in ours) / n**2
    seen = sum(a == b for a, b in pairs) / n
    return (seen - chance) / max(1e-9, 1 - chance)
