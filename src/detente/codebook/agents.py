"""Codebook room: agent nouns (troops, rebels, foreign minister) and the sector each one stands for."""

from dataclasses import dataclass
from pathlib import Path

from detente.codebook.rows import choice, read_rows
from detente.records import Actor

__all__ = ["Agent", "load_agents"]

COLUMNS = ("phrase", "plural", "sector", "office")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A noun that tells a part but no country.

    ``plural`` is the plural form, equal to ``phrase`` for a collective (army, police), None for a noun that has none.
    ``office`` is the post it names, None for those that name none.
    """

    phrase: str
    plural: str | None
    sector: str
    office: str | None

    @property
    def collective(self) -> bool:
        """Whether the singular already means many."""
        return self.plural == self.phrase

    def is_plural(self, spelling: str) -> bool:
        """Whether a spelling of this noun means many."""
        return spelling == self.plural

    def actor(self) -> Actor:
        """Return the actor without a country that the noun names."""
        return Actor(id=None, name=self.phrase, country=None, sector=self.sector, office=self.office)


def load_agents(path: Path, sectors: frozenset[str]) -> list[Agent]:
    """Read the agent nouns.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    agents: list[Agent] = []
    seen: set[str] = set()
    for line, (phrase, plural, sector, office) in read_rows(path, COLUMNS):
        choice(line, "sector", sector, sectors)
        if phrase in seen:
            raise line.error(f"duplicate phrase {phrase!r}", "delete one of the two lines")
        seen.add(phrase)
        agents.append(Agent(phrase=phrase, plural=plural or None, sector=sector, office=office or None))
    return agents
