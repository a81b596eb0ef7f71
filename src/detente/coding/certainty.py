"""Coding room: how sure each field of a coding is, 0 to 1, and the reason a person can read."""

from collections.abc import Iterator
from math import fsum

from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.named import Named
from detente.coding.panel import NEGATED, Panel
from detente.records import Place, Reason, Status, Vote

__all__ = ["Certainty"]

# What the heads call these statuses where a rule calls an act hypothetical: it did not happen, or nobody says so.
UNREAL = frozenset({NEGATED, "hypothetical", "recommended"})


class Certainty:
    """Scores the fields of drafts by the panel's votes, on the scale of how often such a field was right."""

    def __init__(self, doc: Document, panel: Panel) -> None:
        """Take the article's views."""
        self.doc = doc
        self.panel = panel
        self.scale = doc.book.calibration

    def reasons(self, draft: Draft) -> Iterator[Reason]:
        """Yield one reason for each field of a draft but the sides, which have their own."""
        scores = {
            "type": self.type(draft),
            "modes": self.modes(draft),
            "status": self.status(draft),
            "evidentiality": self.evidentiality(draft),
        }
        told: dict[str, list[str]] = {name: [] for name in scores}
        plain: dict[str, list[float]] = {}
        for reason in draft.reasons:
            told.setdefault(reason.field, []).append(reason.reason)
            plain.setdefault(reason.field, []).append(reason.score)
        for name, words in told.items():
            score = scores.get(name)
            if score is None:
                score = plain[name][-1] if name in plain else self.doc.config.likely
            else:
                score = self.scale.sure(name, score)
            yield Reason(field=name, score=score, reason="; ".join(words) or self.usual(draft, name))

    def usual(self, draft: Draft, name: str) -> str:
        """Return the reason for a field about which no rule left a word."""
        if name == "modes":
            return "told by the words of the act" if draft.modes else "the words tell none"
        if name == "evidentiality":
            return "; ".join(draft.setting.reasons) or f"{draft.setting.evidentiality.value} by the words around it"
        return "; ".join(draft.setting.reasons) or "told as a fact"

    def place(self, place: Place | None) -> Reason:
        """Return the reason for a place: as sure as its name is, no surer than the rules that tie it to the act."""
        if place is None:
            return Reason(field="place", score=0.0, reason="no place is tied to the act")
        config = self.doc.config
        score = config.guess if place.score is None else min(place.score, config.likely)
        return Reason(field="place", score=score, reason=place.reason or "named with the act")

    def _vote(self, draft: Draft) -> Vote | None:
        return draft.tree.vote(draft.act.head)

    def type(self, draft: Draft) -> float | None:
        """Return the panel's probability of the type, or of the act that was made into it."""
        verdict = self.panel.verdict(draft.tree, draft.act.head)
        if verdict is None:
            return None
        return max(verdict.chance(draft.type), verdict.chance(draft.act.type))

    def modes(self, draft: Draft) -> float | None:
        """Return the probability of the modes that were given and of no other."""
        vote = self._vote(draft)
        if vote is None:
            return None
        chance = dict(vote.modes)
        given = [chance.get(mode, 0.0) for mode in draft.modes]
        return min(given, default=1 - max(chance.values(), default=0.0))

    def status(self, draft: Draft) -> float | None:
        """Return the panel's probability of the status."""
        chances = self.panel.statuses(draft.tree, draft.act.head, draft.setting)
        if chances is None:
            return None
        if draft.operator is not None and draft.status is Status.HAPPENED:
            return max(chances["happened"], self.doc.config.likely)
        if draft.status is Status.HYPOTHETICAL:
            return fsum(chances[name] for name in UNREAL)
        return chances[draft.status.value]

    def evidentiality(self, draft: Draft) -> float | None:
        """Return the heads' probability of who stands for the report."""
        vote = self._vote(draft)
        if vote is None:
            return None
        return dict(vote.evidentialities).get(draft.setting.evidentiality.value, 0.0)

    def side(self, draft: Draft, named: Named, role: str) -> float:
        """Return how sure it is that a phrase plays a role (source, target) in an act."""
        if self._vote(draft) is None or named.tree is not draft.tree:
            return named.score
        players = self.panel.players(draft.tree, draft.act.head, role, least=0.0)
        best = max((score for word, score in players.items() if named.start <= word < named.end), default=0.0)
        return self.scale.sure(f"{role}s", best)
