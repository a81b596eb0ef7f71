"""Ledger room: a report weighed against a promise: does it say that the promise was kept, broken or set aside?"""

import hashlib
import re
from collections.abc import Iterable, Sequence

from detente.codebook import PromiseKind, WatchRule
from detente.ledger.moments import Bounds, bounds, is_before, moment
from detente.ledger.promises import Promise
from detente.ledger.reports import Report
from detente.records import Keeping, KeepingKind, Precision, Reason, When

__all__ = ["Open", "accused", "names", "weigh"]

BREACH = KeepingKind.ALLEGED_VIOLATION
BREACHES = frozenset({BREACH, KeepingKind.VERIFIED_VIOLATION})
# What any promise may undergo, whatever it is about.
ALWAYS = frozenset(
    {
        KeepingKind.SUSPENDED,
        KeepingKind.RESUMED,
        KeepingKind.EXTENDED,
        KeepingKind.AMENDED,
        KeepingKind.WITHDRAWN,
        KeepingKind.LAPSED,
        KeepingKind.COMPLIED,
        KeepingKind.PARTLY_COMPLIED,
        KeepingKind.PROGRESS,
        KeepingKind.REVERSED,
        KeepingKind.UNPUBLISHED,
    }
)
PROMISING = frozenset({"AGREE", "CONCEDE", "SUPPORT"})
DONE = frozenset({KeepingKind.PROGRESS, KeepingKind.PARTLY_COMPLIED, KeepingKind.COMPLIED})
WHOLE = frozenset({KeepingKind.COMPLIED, KeepingKind.REVERSED})  # the act itself has to say it, not its sentence
_NAME = re.compile(r"(?<=\s)[A-Z][\w'-]{3,}")
_NUMBER = re.compile(r"\b\d[\d,]*\b")
FINE = tuple(Precision)
SHORTLY = 3  # words behind "before" among which the truce stands that it is before


class Open:
    """A promise under way: its statements so far and what was reported on it.

    ``by`` are those who undertook it by all statements, ``places`` the beginnings of the names in its words; ``made``
    is when it was first made as far as is known, ``due`` the due date given last, ``effective`` the most exact moment
    from which it holds. ``sources`` is the event that each keeping was made of, ``reported`` the day of its report.
    """

    def __init__(self, first: Promise, kind: PromiseKind) -> None:
        """Open it with its first statement; ``kind`` is what its type is like."""
        self.kind = kind
        self.type = first.undertaking.type
        self.statements: list[Promise] = []
        self.keepings: list[Keeping] = []
        self.sources: dict[str, str] = {}
        self.reported: dict[str, When] = {}
        self.codings: set[str | None] = set()
        self.by: frozenset[str] = frozenset()
        self.places: frozenset[str] = frozenset()
        self.made: Bounds | None = None
        self.due: When | None = None
        self.effective: When | None = None
        self.state(first)

    @property
    def id(self) -> str:
        """The smallest id of its undertakings."""
        return min(one.undertaking.id for one in self.statements)

    def state(self, statement: Promise) -> None:
        """Add a statement of it."""
        given = statement.undertaking
        self.statements.append(statement)
        self.codings.add(given.coding)
        self.by |= statement.by
        self.places |= names(statement)
        self.due = given.due or self.due
        here = bounds(statement.said) or moment(statement.known)
        if here is not None and (self.made is None or here.first < self.made.first):
            self.made = here
        if given.effective is not None and fineness(given.effective) >= fineness(self.effective):
            self.effective = given.effective


def fineness(when: When | None) -> int:
    """Return how exact a moment is, -1 for none."""
    return -1 if when is None else FINE.index(when.precision)


def names(statement: Promise) -> frozenset[str]:
    """Return the beginnings of the names in the words undertaken, those of the two sides left out."""
    actors = (*statement.undertaking.by, *statement.undertaking.to)
    own = {word[:4] for one in actors for word in one.actor.name.split()}
    return frozenset(word[:4] for word in _NAME.findall(statement.undertaking.words.quote)) - own


def meant(report: Report, opened: Sequence[Open]) -> Sequence[Open]:
    """Return the promises that a report can mean.

    Words on a promise of any type (the DATE was put off) mean the one that the article spoke of last before them, else
    the only one there is.
    """
    if report.told is None or report.kind is not None or report.told.commitment:
        return opened
    here = report.evidence
    near: list[tuple[int, Open]] = []
    for promise in opened:
        spots = [one.undertaking.words for one in promise.statements] + [one.evidence for one in promise.keepings]
        starts = [one.start for one in spots if one.article == here.article and one.start <= here.end]
        near += [(max(starts), promise)] if starts else []
    if near:
        return [max(near, key=lambda pair: pair[0])[1]]
    placed = [one for one in opened if one.places & _named(report)]
    return placed or (opened if len(opened) == 1 else [])


def weigh(promise: Open, report: Report, rules: Iterable[WatchRule], dyad: tuple[str, ...]) -> Keeping | None:
    """Return what a report says about a promise by the first rule that it meets, None for nothing."""
    if report.told is not None:
        return _told(promise, report, rules, dyad)
    if denies(promise, report):
        return keeping(promise, report, KeepingKind.DENIED, "one who is said to have promised denies it", dyad)
    if report.denied or report.source in promise.codings:
        return None
    for rule in rules:
        if meets(rule, report) and is_doer(rule, report, promise.by, dyad) and in_time(rule.effect, report, promise):
            if elsewhere(report, promise) or not is_placed(rule.effect, report, promise):
                return None
            return keeping(promise, report, measured(rule.effect, report, promise), rule.means, dyad)
    return None


def denies(promise: Open, report: Report) -> bool:
    """Whether a party that is said to have promised denies that it did."""
    if not report.denied or not report.acts & PROMISING or report.speaker not in promise.by & report.doers:
        return False
    said = frozenset(word[:5] for word in report.words if len(word) > 3)  # noqa: PLR2004
    return any(said & one.stems for one in promise.statements)


def _told(promise: Open, report: Report, rules: Iterable[WatchRule], dyad: tuple[str, ...]) -> Keeping | None:
    """Return what words on what became of a promise say of this one, None where they mean another."""
    effect, told = report.effect, report.told
    if effect is None or told is None:
        return None
    if told.commitment:
        mine = told.commitment in {one.undertaking.id for one in promise.statements}
        return keeping(promise, report, effect, "entered", dyad) if mine else None
    if report.kind is None:
        fits = effect in ALWAYS or any(rule.effect is effect for rule in rules)
    else:
        fits = report.kind == promise.type
    if not fits or elsewhere(report, promise) or not in_time(effect, report, promise):
        return None
    if promise.kind.lasting and effect is KeepingKind.COMPLIED and report.denied:
        return None
    return keeping(promise, report, effect, told.reasons[0].reason if told.reasons else effect, dyad)


def meets(rule: WatchRule, report: Report) -> bool:
    """Whether a report tells one of the acts with its words, or one of the states of lines, of a rule."""
    if rule.lines & report.lines:
        return True
    if not rule.acts & report.acts:
        return False
    words = report.clause if rule.effect in WHOLE else report.words
    if any(_follow(report.words, pair) for pair in rule.barred):
        return False
    return not rule.words or any(_has(words, group) for group in rule.words)


def _has(words: Iterable[str], group: Iterable[str]) -> bool:
    return all(any(word.startswith(stem) for word in words) for stem in group)


def _follow(words: Sequence[str], pair: tuple[str, str]) -> bool:
    """Whether a word with the second beginning stands shortly behind one with the first."""
    starts = [at for at, word in enumerate(words) if word.startswith(pair[0])]
    return any(word.startswith(pair[1]) for at in starts for word in words[at + 1 : at + 1 + SHORTLY])


def is_doer(rule: WatchRule, report: Report, by: frozenset[str], dyad: tuple[str, ...]) -> bool:
    """Whether the report's doer is the one that the rule asks for, and it concerns the dyad."""
    both = frozenset(dyad)
    if rule.doer == "third":
        return not report.doers & both
    wanted = {"promiser": by & both or by, "other": both - by, "either": both}.get(rule.doer)
    if wanted is None:
        return bool((report.doers | report.others) & both)
    if rule.effect is BREACH:
        return is_blamed(report, wanted, dyad)
    if rule.effect is KeepingKind.ACCESS_DENIED:  # whoever is kept out
        return bool(report.doers & wanted)
    outside = report.others - report.doers - both
    return bool(report.doers & wanted) and (not outside or bool(report.others & both - report.doers))


def is_blamed(report: Report, wanted: frozenset[str], dyad: tuple[str, ...]) -> bool:
    """Whether somebody of the dyad that the rule asks for is said to have done it to the other side."""
    both, found = frozenset(dyad), accused(report, dyad)
    if not found & wanted or ("ACCUSE" in report.acts and not report.doers & both):
        return False
    outside = report.others - found - both
    return not outside or bool((report.others & both) - found)


def accused(report: Report, dyad: tuple[str, ...]) -> frozenset[str]:
    """Return who is said to have broken a promise: whom one side accuses, else who did it.

    What one side tells of armed men whom it does not name is laid at the other's door.
    """
    both = frozenset(dyad)
    if report.told is not None:
        return frozenset(report.told.accused) & both
    if "ACCUSE" in report.acts:
        return (report.others & both) - report.doers
    if report.unnamed and report.speaker in both:
        return both - {report.speaker}
    return report.doers & both


def is_placed(effect: KeepingKind, report: Report, promise: Open) -> bool:
    """Whether an act that the text ties to no day can be taken for one after the promise.

    A breach must be told with the promise's own name; a deed in another article than the promise.
    """
    if report.day is not None or report.lines or effect not in DONE | {BREACH}:
        return True
    if effect is BREACH:
        return any(_has(report.words, group) for group in promise.kind.names)
    return all(one.article.id != report.article.id for one in promise.statements)


def in_time(effect: KeepingKind, report: Report, promise: Open) -> bool:
    """Whether the report is of a time when the promise was made, and held where it is about keeping or breaking it."""
    done = bounds(report.day) or moment(report.known)
    if is_before(done, promise.made) or (effect in DONE and too_early(report, promise)):
        return False
    if effect is BREACH or (promise.kind.lasting and effect in DONE):
        return not is_before(done, bounds(promise.effective))
    return True


def too_early(report: Report, promise: Open) -> bool:
    """Whether a deed of a fixed day is told of an earlier day, on which it cannot have been."""
    due, done = bounds(promise.due), bounds(report.day) or moment(report.known)
    if not promise.kind.fixed or due is None or done is None:
        return False
    return done.last.date() < due.first.date()


def elsewhere(report: Report, promise: Open) -> bool:
    """Whether a report is of another place than the promise names."""
    if not promise.places or promise.kind.lasting:
        return False
    named = _named(report)
    return report.place is not None and report.place[:4] not in promise.places and not named & promise.places


def _named(report: Report) -> frozenset[str]:
    return frozenset(word[:4] for word in _NAME.findall(" " + report.evidence.quote))


def measured(effect: KeepingKind, report: Report, promise: Open) -> KeepingKind:
    """Return how far a deed goes: one of fewer than were promised is done in part."""
    if effect is not KeepingKind.COMPLIED or promise.kind.lasting:
        return effect
    promised = [numbers(one.undertaking.words.quote) for one in promise.statements]
    most = max((max(found) for found in promised if found), default=None)
    done = numbers(report.evidence.quote)
    if most is not None and done and max(done) < most:
        return KeepingKind.PARTLY_COMPLIED
    return effect


def numbers(words: str) -> list[int]:
    """Return the numbers in words that can count people or things: no years and days of a month before it."""
    found = [int(one.replace(",", "")) for one in _NUMBER.findall(words)]
    return [one for one in found if not 1900 <= one <= 2100]  # noqa: PLR2004 - years


def keeping(promise: Open, report: Report, effect: KeepingKind, why: str, dyad: tuple[str, ...]) -> Keeping:
    """Make the record."""
    text = f"{report.source}|{effect}|{promise.id}"
    breach = effect in BREACHES
    blamed = accused(report, dyad) if breach else frozenset[str]()
    return Keeping(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        commitment=promise.id,
        kind=effect,
        day=report.day if not breach or "ACCUSE" not in report.acts else None,
        by=report.speaker,
        evidence=report.evidence,
        source=report.source,
        reasons=(Reason(field="kind", score=1.0, reason=why),),
        accused=tuple(sorted(blamed)),
        place=report.place,
        weapon=report.weapon,
        answer=report.told.answer if report.told else None,
        verified_by=report.body if breach or effect in DONE else None,
        due=report.due,
        type=promise.type,
        parties=tuple(sorted(report.doers & frozenset(dyad))),
    )
