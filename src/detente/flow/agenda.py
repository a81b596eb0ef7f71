"""Flow: what falls due and what is to be told, over the dyads of a case.

::

    case ─books→ Books ─dues→ Dues ─calendar→ .ics                                     (agenda)
                 Books, Dues, the level before ─alerts→ Alerts ─letters→ who is told of what
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from detente import agenda, liaison
from detente.codebook import AgendaWords, Form, level_rules, load_agenda_words
from detente.flow.cases import books_of, coverage
from detente.records import Alert, Books, Due, DueKind, Level, Notice, Tlp
from detente.tension import level

if TYPE_CHECKING:
    from detente.flow.cases import Desk
    from detente.store import Case

__all__ = ["Asked", "Falling", "Mail", "agenda_words", "due", "dues_of", "mail"]

Dyad = tuple[str, ...]
_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """As of when something is asked: ``as_of`` is a day or moment of which only what was known then counts.

    With None everything counts, and ``now``, a moment with zone, is when it is asked. ``viewer`` is the party that is
    to be shown only what it may see; ``most`` is the most restrictive label of traffic that counts: what is narrower,
    and what somebody else holds back, is left out before the ledger counts anything.
    """

    now: str
    as_of: str | None = None
    viewer: str | None = None
    most: Tlp | None = None

    @property
    def moment(self) -> str:
        """The day or moment from which days are counted."""
        return self.as_of or self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Falling:
    """What falls due, by day; ``left_out`` tells that notices of a more restrictive label are left out."""

    dues: tuple[Due, ...]
    left_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What is to be handed over: every letter once, and the keys of all alerts that the rules ask for.

    ``left_out`` names the rules for whose label notices are left out; ``missing`` are dyads that rules name and the
    case holds nothing about.
    """

    letters: tuple[agenda.Letter, ...]
    keys: frozenset[str]
    left_out: tuple[str, ...]
    missing: tuple[str, ...]


def agenda_words(desk: "Desk") -> AgendaWords:
    """Return the words in which what falls due is told, with the names that the codebook has."""
    book = desk.book
    name = book.actors.called  # a user's own rows of actors count

    def told(form: Form, notice: Notice) -> str:
        return liaison.words(form, notice, name)

    kinds = book.watch.kinds
    return replace(
        load_agenda_words(),
        labels={one.type: one.label for one in kinds.values()},
        lasting=frozenset(one.type for one in kinds.values() if one.lasting),
        name=name,
        notice=told,
    )


def dues_of(found: Books, desk: "Desk", as_of: str, days: int | None = None) -> tuple[Due, ...]:
    """Return what falls due in the books of one dyad."""
    return _dues(found, desk, agenda_words(desk), as_of, days)


def _dues(found: Books, desk: "Desk", words: AgendaWords, as_of: str, days: int | None = None) -> tuple[Due, ...]:
    """Return what falls due, and of overdue promises whether anybody was looking."""
    promises = {one.id: one for one in found.commitments}
    until = coverage(found)

    def told(one: Due) -> Due:
        if one.kind is not DueKind.COMMITMENT:
            return one
        late = desk.ledger.overdue(promises[one.about], found.keepings, as_of, until)
        _, _, looked = late.words.partition("; ") if late else ("", "", "")
        return replace(one, words=f"{one.words}; {looked}") if looked else one

    return tuple(map(told, agenda.dues(found, as_of, days, forms=desk.forms, words=words)))


def due(
    case: "Case", desk: "Desk", asked: Asked, *, dyads: Collection[Dyad] | None = None, days: int | None = None
) -> Falling:
    """Return what falls due between the parties of a case, by day; what two dyads share stands once."""
    words = agenda_words(desk)
    found: dict[str, Due] = {}
    left_out = False
    for held in _books(case, desk, pairs(case) if dyads is None else dyads, asked):
        left_out = left_out or held.left_out > 0
        for one in _dues(held, desk, words, asked.moment, days):
            found.setdefault(one.key, one)
    dues = sorted(found.values(), key=lambda one: (one.days, one.when, one.kind, one.key))
    return Falling(dues=tuple(dues), left_out=left_out)


def _books(case: "Case", desk: "Desk", dyads: Collection[Dyad], asked: Asked) -> Iterator[Books]:
    """Yield the books of some dyads as of the moment, for whoever looks."""
    return books_of(
        case,
        desk,
        dyads,
        as_of=asked.as_of,
        today=asked.now,
        most=asked.most,
        side=asked.viewer if asked.most else None,
        viewer=asked.viewer,
    )


def pairs(case: "Case") -> list[Dyad]:
    """Return the pairs of parties that a case holds something about."""
    return [one.dyad for one in case.dyads() if len(one.dyad) == _PAIR]


def mail(case: "Case", desk: "Desk", rules: agenda.Rules, asked: Asked, config: agenda.Config) -> Mail:
    """Return what the rules ask to be told of, as of a moment, for each of their targets."""
    found: dict[tuple[str, str], agenda.Letter] = {}
    keys: set[str] = set()
    left_out: dict[str, None] = {}
    known = pairs(case)
    for rule, held, told in _told(case, desk, rules, asked, config, known):
        keys.update(one.key for one in told)
        left_out.update({rule.name: None} if held.left_out else {})
        for letter in agenda.letters(rule, told, rules.targets, asked.moment, config):
            before = found.get((letter.alert.key, letter.channel))
            if before is None or (letter.news and not before.news):
                found[letter.alert.key, letter.channel] = letter
    named = {name for rule in rules.rules for name in rule.dyads}
    there = {"-".join(order) for one in known for order in (one, one[::-1])}
    return Mail(
        letters=tuple(sorted(found.values(), key=lambda one: (one.alert.day, one.alert.key, one.channel))),
        keys=frozenset(keys),
        left_out=tuple(left_out),
        missing=tuple(sorted(named - there)),
    )


def _told(  # noqa: PLR0913, PLR0917 - the case and what is asked of it
    case: "Case", desk: "Desk", rules: agenda.Rules, asked: Asked, config: agenda.Config, dyads: Sequence[Dyad]
) -> Iterator[tuple[agenda.Rule, Books, tuple[Alert, ...]]]:
    """Yield what each rule asks to be told of each dyad; the books are made once for all rules that see alike."""
    words = agenda_words(desk)
    for party, most in dict.fromkeys((one.party, one.most) for one in rules.rules):
        asking = [one for one in rules.rules if (one.party, one.most) == (party, most)]
        chosen = [one for one in dyads if any(rule.is_about(one) for rule in asking)]
        for held in _books(case, desk, chosen, replace(asked, viewer=party, most=most)):
            late = _dues(held, desk, words, asked.moment)
            before = _level_before(held)
            for rule in asking:
                told = agenda.alerts(
                    held, late, before, rule, asked.moment, forms=desk.forms, words=words, config=config
                )
                yield rule, held, told


def _level_before(found: Books) -> Level | None:
    """Return the level of conflict on the day before the present one began."""
    now = found.level
    if now is None or now.since is None:
        return None
    day = date.fromisoformat(now.since[: len("2024-01-16")]) - timedelta(days=1)
    return level(found.dyad, found.events, day.isoformat(), level_rules())
