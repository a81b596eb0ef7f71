"""Codebook room: the table of actors, looked up by name, surname, office or agent noun; never reads grammar."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.codebook.agents import Agent
from detente.codebook.config import Config
from detente.codebook.phrases import Hit, PhraseIndex, pieces
from detente.codebook.terms import LIKELY, Row, held, in_force, newest_first
from detente.records import Actor

__all__ = ["ActorTable", "Kind", "Match"]


class Kind(StrEnum):
    """What a phrase names."""

    COUNTRY = "country"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    BODY = "body"
    AGENT = "agent"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Words ``[start, end)`` that name an actor; ``phrase`` is the table's spelling.

    ``score`` says how sure the choice is, 0 to 1; ``candidates`` counts the different actors that share the phrase (1
    where it is unambiguous), of which ``actor`` is the first. ``plural`` is set for agent nouns only. ``others`` are
    the candidates that were not chosen.
    """

    start: int
    end: int
    actor: Actor
    kind: Kind
    phrase: str
    score: float
    candidates: int = 1
    plural: bool | None = None
    others: tuple[Actor, ...] = ()


class ActorTable:
    """Countries, demonyms, capitals, organisations, groups, bodies, persons in office, and agent nouns."""

    def __init__(self, rows: Sequence[Row], agents: Sequence[Agent], config: Config) -> None:
        """Index the rows; of rows that share a spelling the earlier stands first."""
        self.rows = tuple(rows)
        self.nouns = tuple(agents)
        self._config = config
        self._index = PhraseIndex(self._spellings())
        self._surnames: dict[str, list[int]] = {}
        self._posts: dict[tuple[str, str], list[int]] = {}
        self._persons: dict[str, list[int]] = {}
        self._agents: dict[str, Agent] = {}
        self._countries = {row.id: row.name for row in reversed(self.rows) if row.kind == Kind.COUNTRY}
        self._names = {row.id: row.name for row in reversed(self.rows) if row.id}
        self._opponents = {row.id: tuple(row.opponents.split("|")) for row in reversed(self.rows) if row.opponents}
        self._doubtful = {(row.id, row.office, row.start) for row in self.rows if row.confidence == LIKELY}
        self._index_persons()
        for noun in reversed(self.nouns):
            self._agents[" ".join(pieces(noun.phrase))] = noun

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows) + len(self.nouns)

    def _spellings(self) -> Iterator[tuple[int, str]]:
        for at, row in enumerate(self.rows):
            for spelling in row.spellings():
                yield at, spelling
        for at, noun in enumerate(self.nouns):
            yield -1 - at, noun.phrase
            if noun.plural and noun.plural != noun.phrase:
                yield -1 - at, noun.plural

    def _index_persons(self) -> None:
        for at, row in enumerate(self.rows):
            if row.kind != Kind.PERSON:
                continue
            self._persons.setdefault(row.id, []).append(at)
            if not row.office:  # a surname alone is too little for those whose post the table does not know
                continue
            self._posts.setdefault((row.country, row.office), []).append(at)
            for surname in row.surnames():
                self._surnames.setdefault(" ".join(pieces(surname)), []).append(at)

    def scan(self, words: Sequence[str], *, on: str | None = None) -> tuple[Match, ...]:
        """Find the actors that a sentence's words name, in order and without overlap, the longest phrase first.

        ``on`` is an ISO date (year, month or day): persons get the post they held then, former ones the sector ELI. A
        surname right behind the title of its holder's post is a match of kind person.
        """
        found: list[Match] = []
        for hit in self._index.scan(words):
            match = self._match(hit, on)
            found.append(match)
            if match.kind is Kind.AGENT and match.actor.office:
                found.extend(self._titled(words, match, found, on))
        return tuple(self._without_overlap(found))

    def agent(self, phrase: str) -> Agent | None:
        """Return the agent noun that a lemma phrase names (``border guard``, ``foreign minister``), None if unknown."""
        key = " ".join(pieces(phrase))
        noun = self._agents.get(key)
        if noun is not None:
            return noun
        entries = [at for at, _ in self._index.lookup(phrase) if at < 0]
        return self.nouns[-1 - entries[0]] if entries else None

    def surname(self, words: str | Sequence[str], *, on: str | None = None) -> tuple[Actor, ...]:
        """Return the persons known by a surname: those in office on the date first; without a date the newest first."""
        text = words if isinstance(words, str) else " ".join(words)
        rows = [self.rows[at] for at in self._surnames.get(" ".join(pieces(text)), ())]
        ids = dict.fromkeys(row.id for row in newest_first(rows))
        actors = [self._person(name, on) for name in ids]
        return tuple(sorted(actors, key=lambda actor: actor.office is None))

    def holders(self, country: str, office: str, *, on: str | None) -> tuple[Actor, ...]:
        """Return who held an office of a country on a date, the last to come first; all holders if the date is None."""
        rows = [self.rows[at] for at in self._posts.get((country, office), ())]
        return tuple(row.actor() for row in newest_first(rows) if on is None or held(row, on))

    def named(self, name: str) -> tuple[Row, ...]:
        """Return the rows of which a spelling contains the words; the whole spelling first."""
        exact = [at for at, _ in self._index.lookup(name) if at >= 0]
        inside = [at for at, _ in self._index.search(name) if at >= 0]
        return tuple(self.rows[at] for at in dict.fromkeys(exact + inside))

    def spelled(self, name: str, *, on: str | None) -> tuple[Actor, ...]:
        """Return the actors of which a whole spelling is the name, whatever its case, as they were on a date."""
        entries = [entry for entry in self._index.lookup(name) if entry[0] >= 0]
        return tuple(actor for actor, _, _ in self._actors(entries, on))

    def country_name(self, code: str) -> str | None:
        """Return the short English name of a country code, None if the table has none."""
        return self._countries.get(code)

    def called(self, party: str) -> str:
        """Return what a party or body is called, its id where the table has none of it."""
        return self._countries.get(party) or self._names.get(party, party)

    def opponents(self, name: str) -> tuple[str, ...]:
        """Return whom a group fights, by its id: country codes and ids of other groups; none if nobody is known."""
        return self._opponents.get(name, ())

    def _person(self, name: str, on: str | None) -> Actor:
        rows = [self.rows[at] for at in self._persons[name]]
        return in_force(rows, on)

    def _actors(self, entries: Iterable[tuple[int, str]], on: str | None) -> list[tuple[Actor, Kind, str]]:
        """Resolve rows to different actors; of a group's rows (rebels, then rulers) the one that holds on the date."""
        spelled: dict[str, tuple[list[Row], str]] = {}
        actors: list[tuple[Actor, Kind, str]] = []
        for at, spelling in entries:
            if at < 0:
                actors.append((self.nouns[-1 - at].actor(), Kind.AGENT, spelling))
            else:
                spelled.setdefault(self.rows[at].id, ([], spelling))[0].append(self.rows[at])
        named = [(self._resolve(rows, on), Kind(rows[0].kind), spelling) for rows, spelling in spelled.values()]
        return named + actors

    def _resolve(self, rows: Sequence[Row], on: str | None) -> Actor:
        first = rows[0]
        if first.kind == Kind.PERSON:
            return self._person(first.id, on)
        if len(rows) == 1:
            return first.actor()
        ordered = newest_first(rows)
        return next((row for row in ordered if on is not None and held(row, on)), ordered[0]).actor()

    def _match(self, hit: Hit, on: str | None) -> Match:
        choices = self._actors(hit.entries, on)
        if on is not None:
            choices.sort(key=lambda choice: choice[1] is Kind.PERSON and choice[0].office is None)
        actor, kind, spelling = choices[0]
        plural = self.nouns[-1 - hit.entries[0][0]].is_plural(spelling) if kind is Kind.AGENT else None
        return Match(
            start=hit.start,
            end=hit.end,
            actor=actor,
            kind=kind,
            phrase=spelling,
            score=self._score(actor, kind, len(choices), on),
            candidates=len(choices),
            plural=plural,
            others=tuple(choice[0] for choice in choices[1:]),
        )

    def _score(self, actor: Actor, kind: Kind, choices: int, on: str | None) -> float:
        if choices > 1:
            return self._config.shared
        if kind is not Kind.PERSON or actor.id is None:
            return self._config.certain
        if on is None and len(self._persons[actor.id]) > 1:
            return self._config.undated
        if on is not None and actor.office is None:
            return self._config.out_of_office
        doubtful = (actor.id, actor.office or "", actor.office_from or "") in self._doubtful
        return self._config.likely if doubtful else self._config.certain

    def _titled(self, words: Sequence[str], title: Match, before: Sequence[Match], on: str | None) -> Iterator[Match]:
        """Yield the holder whose surname stands right behind the title of the post (Foreign Minister Jilani)."""
        place = next((m.actor.country for m in reversed(before) if m.end == title.start and m.actor.country), None)
        for size in range(min(3, len(words) - title.end), 0, -1):
            name = words[title.end : title.end + size]
            if not name[0][:1].isupper():
                continue
            fitting = [
                actor
                for actor in self.surname(name, on=on)
                if actor.office == title.actor.office and place in (None, actor.country)
            ]
            if fitting:
                yield Match(
                    start=title.end,
                    end=title.end + size,
                    actor=fitting[0],
                    kind=Kind.PERSON,
                    phrase=" ".join(name),
                    score=self._config.titled if len(fitting) == 1 else self._config.shared,
                    candidates=len(fitting),
                    others=tuple(fitting[1:]),
                )
                return

    @staticmethod
    def _without_overlap(found: Sequence[Match]) -> Iterator[Match]:
        """Drop a match that begins inside one kept before it, unless it reaches further and is a full name."""
        end = 0
        kept: list[Match] = []
        for match in found:
            if match.start < end and match.end > end and kept:
                kept.pop()
            elif match.start < end:
                continue
            kept.append(match)
            end = match.end
        return iter(kept)
