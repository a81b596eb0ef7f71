"""Which of a text's codings is the one a sentence task asks for."""

from collections.abc import Iterable

from bench.sentences import ASSERTED
from detente.records import Coding, Participant, Status

__all__ = ["between", "main_coding", "outcome"]

COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE", "CONCEDE", "RETREAT"})
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})


def main_coding(codings: Iterable[Coding]) -> Coding | None:
    """Return the coding with the most known sides that the text asserts, the first of equals."""
    return max(codings, key=weight, default=None)


def weight(coding: Coding) -> tuple[float, int]:
    """Rank a coding: asserted, both sides named, told early."""
    sides = bool(coding.sources) + bool(coding.targets or coding.reciprocal)
    known = any(one.actor.country for one in coding.sources)
    return 2.0 * (coding.status in ASSERTED) + sides + 0.5 * known, -coding.trigger.start


def between(codings: Iterable[Coding], source: dict[str, int] | None, target: dict[str, int] | None) -> Coding | None:
    """Return the coding whose sides are the marked ones best."""
    return max(codings, key=lambda one: fit(one, source, target), default=None)


def fit(coding: Coding, source: dict[str, int] | None, target: dict[str, int] | None) -> tuple[float, int]:
    """Score how well the marked source and target are a coding's sides."""
    right = 3.0 * touches(coding.sources, source) + 3.0 * touches((*coding.targets, *mutual(coding)), target)
    swapped = touches(coding.targets, source) + touches(coding.sources, target)
    near = inside(coding, source, target)
    return right + swapped + near + 3.0 * (coding.status in ASSERTED), -coding.trigger.start


def mutual(coding: Coding) -> tuple[Participant, ...]:
    """Return the sides that are also targets because the act is reciprocal."""
    return coding.sources if coding.reciprocal else ()


def touches(side: Iterable[Participant], span: dict[str, int] | None) -> bool:
    """Whether one of a side's phrases overlaps a span."""
    if span is None:
        return False
    return any(one.evidence.start < span["end"] and span["start"] < one.evidence.end for one in side)


def inside(coding: Coding, source: dict[str, int] | None, target: dict[str, int] | None) -> float:
    """Return 1 if the trigger stands between the two spans, 0.5 if in the sentence of one of them."""
    marks = [span for span in (source, target) if span is not None]
    if not marks:
        return 0.0
    low, high = min(span["start"] for span in marks), max(span["end"] for span in marks)
    if low <= coding.trigger.start and coding.trigger.end <= high:
        return 1.0
    return 0.5 if coding.sentence.start <= low < coding.sentence.end else 0.0


def outcome(coding: Coding) -> str:
    """Return the type of the act that a coding stands for: what is only planned is a promise or a threat."""
    if coding.status in {Status.PLANNED, Status.HYPOTHETICAL} and coding.type in COOPERATIVE:
        return "AGREE"
    if coding.status is Status.PLANNED and coding.type in HOSTILE:
        return "THREATEN"
    if coding.type == "CONCEDE" and promised(coding):
        return "AGREE"
    return coding.type


def promised(coding: Coding) -> bool:
    """Whether a concession is only promised, which these tasks count as an agreement."""
    told = [part for reason in coding.reasons if reason.field == "type" for part in reason.reason.split("; ")]
    return any(reason.startswith(("promise of", "a side says", "wish of")) for reason in told)
