"""Brief room: how parties, actors and moments are named in a line."""

from collections.abc import Iterable, Sequence
from datetime import date

from detente.codebook import Codebook, party
from detente.records import Actor, Place, When

__all__ = ["GROUPS", "Names", "in_line", "joined", "moment"]

GROUPS = frozenset({"REB", "SEP", "UAF"})
SHARED = 4  # letters that a state's name and its demonym share: Iran, Iranian


class Names:
    """Names things as the codebook does."""

    def __init__(self, book: Codebook) -> None:
        self._book = book

    def party(self, party: str) -> str:
        """Return the name of a party: a state's, a group's, or what stands for a body."""
        known = self._book.actors.called(party)
        return known if known != party else self._book.telling.words["bodies"].get(party, party)

    def parties(self, actors: Iterable[Actor]) -> str | None:
        """Return the parties that actors belong to, None for nobody; who belongs to none has a name of its own."""
        named = ((known, self.party(known)) if (known := party(one)) else (one.name, self.bare(one)) for one in actors)
        return joined(dict(named).values()) or None

    def actors(self, actors: Iterable[Actor]) -> str | None:
        """Return who takes part, None where nobody is named; a state beside its own people is told by them."""
        named = {self._actor(one): one for one in actors}
        alone = [name for name, one in named.items() if not self._is_led(name, one, named)]
        return joined(alone) or None

    def number(self, actors: Sequence[Actor]) -> int:
        """Return how many the named ones are."""
        return len({self._actor(one) for one in actors})

    def place(self, place: Place | None) -> str | None:
        """Return where it was."""
        return place.name if place else None

    def moment(self, when: When) -> str:
        """Return a day or stretch of time as it is told."""
        return moment(when) or ""

    def _is_led(self, name: str, actor: Actor, among: dict[str, Actor]) -> bool:
        """Whether a state is named beside somebody who acts for it by name."""
        state = self._book.actors.country_name(actor.country) if actor.country else None
        others = (one for other, one in among.items() if other != name)
        return name == state and any(one.office and one.country == actor.country for one in others)

    def _actor(self, actor: Actor) -> str:
        """Return an actor's name: who is known by name and office; who is not by the state and what a report says."""
        state = self._book.actors.country_name(actor.country) if actor.country else None
        bare = self.bare(actor)
        if state is None or actor.sector in GROUPS or bare[:SHARED].lower() == state[:SHARED].lower():
            return bare if state is None or actor.id or actor.sector in GROUPS else self._vague(actor, state, bare)
        if actor.id is None:
            return self._vague(actor, state, bare)
        if actor.office:
            return f"{state}'s {actor.office} {bare}"
        return bare if state in bare else f"{bare} ({state})"

    def _vague(self, actor: Actor, state: str, bare: str) -> str:
        """Return how to tell of somebody whom a report does not name: office, else the state; others in its words."""
        if actor.office:
            return f"{state}'s {actor.office}"
        if actor.sector is None or actor.sector in self._book.telling.officials:
            return state
        if state[:SHARED].lower() in bare.lower():
            return bare
        return f"{state}'s {bare}" if bare[:1].islower() else f"{bare} ({state})"

    def bare(self, actor: Actor) -> str:
        """Return a name without the words that point back into its report."""
        words = actor.name.split()
        while len(words) > 1 and actor.id is None and words[0].lower() in self._book.telling.pointing:
            words = words[1:]
        return " ".join(words)


def in_line(text: str) -> str:
    """Return what a person wrote on one line, without characters that could steer a terminal."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def joined(parts: Iterable[str]) -> str:
    """Return parts as one phrase: "a, b and c"."""
    found = list(parts)
    return " and ".join((", ".join(found[:-1]), found[-1])) if len(found) > 1 else "".join(found)


def moment(when: When | None) -> str | None:
    """Return a day or stretch of time as it is told, None where it is unknown."""
    if when is None:
        return None
    start, end = _told(when.start), _told(when.end)
    return start if start == end else f"{start} to {end}"


def _told(moment: str) -> str:
    """Return a moment in a reader's words: a week by its Monday."""
    year, week, number = moment.partition("-W")
    if week:
        return f"week of {date.fromisocalendar(int(year), int(number[:2]), 1).isoformat()}"
    return moment.replace("T", " ")
