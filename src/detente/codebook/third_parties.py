"""Codebook room: the words and acts by which a third party plays a part between two others."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from detente.codebook.ontology import EventType, Term
from detente.codebook.rows import Line, choice
from detente.records import ThirdPartyRole, ThirdPartyStanding

__all__ = ["ThirdPartyWords", "load_third_parties"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdPartyWords:
    """Roles by beginnings of words and by type of undertaking; standings by event type, of outsiders and of sides."""

    words: tuple[tuple[str, ThirdPartyRole], ...]
    roles: dict[str, ThirdPartyRole]
    modes: frozenset[str]
    acting: dict[str, ThirdPartyStanding]
    answering: dict[str, ThirdPartyStanding]

    def role(self, text: str) -> ThirdPartyRole | None:
        """Return the role that the words of a clause in lower case tell, None for none."""
        return next((role for word, role in self.words if word in text), None)

    def appeals(self, modes: Iterable[str]) -> bool:
        """Whether a request of these modes asks a side to give way or to talk."""
        found = tuple(modes) or ("",)
        return any(mode in self.modes for mode in found)

    def standing(self, kind: str, *, party: bool = False) -> ThirdPartyStanding:
        """Return how far a part has come by an act of an outsider, or by the answer of a side."""
        return (self.answering if party else self.acting)[kind]


def load_third_parties(folder: Path, types: dict[str, EventType], commitments: dict[str, Term]) -> ThirdPartyWords:
    """Load the words of third parties.

    Raises:
        CodebookError: The file names what no list has.
    """
    path = folder / "third_parties.toml"
    tree = tomllib.loads(path.read_text(encoding="utf-8"))
    line = Line(path.name, 1)
    for kind in (*tree["acting"], *tree["answering"]):
        choice(line, "type", kind, frozenset(types))
    for kind in tree["undertakings"]:
        choice(line, "commitment type", kind, frozenset(commitments))
    return ThirdPartyWords(
        words=tuple((word, ThirdPartyRole(role)) for role, words in tree["roles"].items() for word in words),
        roles={kind: ThirdPartyRole(role) for kind, role in tree["undertakings"].items()},
        modes=frozenset(tree["appeals"]["modes"]),
        acting={kind: ThirdPartyStanding(value) for kind, value in tree["acting"].items()},
        answering={kind: ThirdPartyStanding(value) for kind, value in tree["answering"].items()},
    )
