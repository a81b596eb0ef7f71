"""Brief room: how parties, moments and acts are named in a line."""

from collections.abc import Iterable, Sequence

from detente.codebook import Codebook
from detente.records import Actor, Event, Status, When

__all__ = ["Names", "joined", "moment"]

STATUS = {
    Status.ONGOING: "is going on",
    Status.UNCONFIRMED: "not confirmed",
    Status.DENIED: "denied",
    Status.PLANNED: "planned, not done",
    Status.HYPOTHETICAL: "hypothetical",
    Status.RECOMMENDED: "urged, not done",
}


class Names:
    """Names things as the codebook does."""

    def __init__(self, book: Codebook) -> None:
        self._book = book
        self._groups = {row.id: row.name for row in reversed(book.actors.rows) if row.id}

    def party(self, party: str) -> str:
        """Return the name of a party: a state's, or a group's."""
        return self._book.actors.country_name(party) or self._groups.get(party, party)

    def actors(self, actors: Sequence[Actor]) -> str | None:
        """Return who takes part, None where nobody is named."""
        return joined(dict.fromkeys(self._actor(one) for one in actors)) or None

    def act(self, event: Event) -> str:
        """Return an event as a sentence in the field's words."""
        words = self._book.act_words
        by, to = self.actors(event.sources), self.actors(event.targets)
        both = event.reciprocal and (not event.targets or {*event.sources} == {*event.targets})
        if both or (by and by == to):
            return f"{by or 'two sides'} {words.told(event.type, event.modes, 'each other')}"
        soil = joined(self.party(one) for one in event.affected_states)
        told = words.told(event.type, event.modes, to)
        return f"{by or 'somebody not named'} {told}{f', on the soil of {soil}' if soil else ''}"

    def label(self, event: Event) -> str:
        """Return the PLOVER label that stands beside the words, with the status where it is not plainly happened."""
        plover = " ".join((event.type, *event.modes))
        return f"{plover}; {STATUS[event.status]}" if event.status in STATUS else plover

    def _actor(self, actor: Actor) -> str:
        """Return an actor's name, with the state where neither name nor office says it."""
        state = self._book.actors.country_name(actor.country) if actor.country else None
        if state is None or state == actor.name or state in actor.name:
            return actor.name
        return f"{actor.name} ({state})"


def joined(parts: Iterable[str]) -> str:
    """Return parts as one phrase: "a, b and c"."""
    found = list(parts)
    return " and ".join((", ".join(found[:-1]), found[-1])) if len(found) > 1 else "".join(found)


def moment(when: When | None) -> str | None:
    """Return a day or stretch of time as it is told, None where it is unknown."""
    if when is None:
        return None
    start, end = (one.replace("T", " ") for one in (when.start, when.end))
    return start if start == end else f"{start} to {end}"
