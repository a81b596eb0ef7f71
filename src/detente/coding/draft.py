"""Coding room: an act on its way to a coding."""

from dataclasses import dataclass, field

from detente.coding.acts import Act
from detente.coding.context import Setting
from detente.coding.sides import Sides
from detente.coding.tree import Tree
from detente.records import Place, Reason, Status, When

__all__ = ["Draft"]


@dataclass(slots=True, kw_only=True)
class Draft:
    """What is known so far of one coding: type, status and sides as rules have decided them."""

    act: Act
    type: str
    modes: tuple[str, ...]
    setting: Setting
    sides: Sides
    status: Status = Status.HAPPENED
    content: int | None = None
    operator: str | None = None
    place: Place | None = None
    affected: tuple[str, ...] = ()
    day: When | None = None
    reasons: list[Reason] = field(default_factory=list)

    @property
    def tree(self) -> Tree:
        """The sentence the act stands in."""
        return self.act.tree

    def because(self, name: str, score: float, reason: str) -> None:
        """Add a reason for a field."""
        self.reasons.append(Reason(field=name, score=score, reason=reason))
