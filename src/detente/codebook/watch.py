"""Codebook room: what counts as a promise kept, broken or set aside, commitment type by commitment type."""

from dataclasses import dataclass
from pathlib import Path

from detente.codebook.ontology import EventType, Term
from detente.codebook.rows import Line, choice, number, read_rows, yes_no
from detente.records import KeepingKind

__all__ = ["PromiseKind", "Watch", "WatchRule", "load_watch"]

RULE_COLUMNS = ("types", "effect", "doer", "acts", "words", "lines", "means")
KIND_COLUMNS = ("type", "label", "lasting", "mutual", "single", "each", "fixed", "names", "term", "verifiers")
DOERS = frozenset({"promiser", "other", "either", "anyone", "third"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRule:
    """One line of what to watch for: acts, words and states of lines that bear on promises of some types.

    ``types`` are commitment types, empty for all. ``doer`` says who has to do it: the promiser, the other side, either
    of the two, a third party, anyone. ``acts`` are event types, each alone or with a mode (``RETREAT/withdraw``);
    ``words`` groups of beginnings of words of which one group has to stand in the clause, empty where the acts suffice;
    ``barred`` pairs of beginnings of which the second may not stand shortly behind the first (``!before+truce``);
    ``lines`` are states of lines between two sides (``envoys=in_post``). ``means`` says it in words.
    """

    types: frozenset[str]
    effect: KeepingKind
    doer: str
    acts: frozenset[str]
    words: tuple[tuple[str, ...], ...]
    barred: tuple[tuple[str, str], ...]
    lines: frozenset[str]
    means: str
    order: int

    def bears_on(self, kind: str) -> bool:
        """Whether the rule is one for promises of this type."""
        return not self.types or kind in self.types


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseKind:
    """What a commitment type is like.

    ``label`` is what the field calls it; ``lasting`` tells that it is a conduct that goes on (a ceasefire) and no deed
    that is done once; ``mutual`` that promises of both sides about it are one; ``single`` that two sides have one such
    promise at a time, so that two statements need no words in common; ``each`` that each side that promised has a part
    of its own to do; ``fixed`` that it is done on its day and not before it (a visit). ``names`` are groups of
    beginnings of words that name the promise itself, ``term`` the usual number of days until it should be seen, None
    where there is none; ``verifiers`` says who could confirm it.
    """

    type: str
    label: str
    lasting: bool
    mutual: bool
    single: bool
    each: bool
    fixed: bool
    names: tuple[tuple[str, ...], ...]
    term: int | None
    verifiers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What to watch for, by commitment type."""

    rules: tuple[WatchRule, ...]
    kinds: dict[str, PromiseKind]

    by_kind: dict[str, tuple[WatchRule, ...]]

    def of(self, kind: str) -> tuple[WatchRule, ...]:
        """Return the rules for promises of a type, in the order of the file."""
        return self.by_kind[kind]


def _groups(words: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group.split()) for group in words.split("|") if group.strip() and not group.startswith("!"))


def _barred(line: Line, words: str) -> tuple[tuple[str, str], ...]:
    pairs = [group[1:].split("+") for group in words.split("|") if group.startswith("!")]
    for pair in pairs:
        if len(pair) != len("ab"):
            raise line.error(f"a bar of {len(pair)} words", "write !first+second")
    return tuple((first, second) for first, second in pairs)


def _acts(line: Line, words: str, types: dict[str, EventType]) -> frozenset[str]:
    for act in words.split():
        kind, _, mode = act.partition("/")
        choice(line, "act", kind, frozenset(types))
        choice(line, "mode", mode, {own.id for own in types[kind].modes} | {""})
    return frozenset(words.split())


def _rules(path: Path, types: dict[str, EventType], commitments: dict[str, Term]) -> tuple[WatchRule, ...]:
    rules = []
    for line, (kinds, effect, doer, acts, words, lines, means) in read_rows(path, RULE_COLUMNS):
        named = frozenset(kinds.split()) - {"*"}
        for kind in named:
            choice(line, "commitment type", kind, frozenset(commitments))
        if not acts and not lines and not words:
            raise line.error("a rule that nothing meets", "give acts, words or states of lines")
        rules.append(
            WatchRule(
                types=named,
                effect=KeepingKind(choice(line, "effect", effect, frozenset(KeepingKind))),
                doer=choice(line, "doer", doer, DOERS),
                acts=_acts(line, acts, types),
                words=_groups(words),
                barred=_barred(line, words),
                lines=frozenset(lines.split()),
                means=means,
                order=line.number,
            )
        )
    return tuple(rules)


def _kinds(path: Path, commitments: dict[str, Term]) -> dict[str, PromiseKind]:
    kinds: dict[str, PromiseKind] = {}
    for line, (kind, label, lasting, mutual, single, each, fixed, names, term, verifiers) in read_rows(
        path, KIND_COLUMNS
    ):
        choice(line, "commitment type", kind, frozenset(commitments))
        days = number(line, "term", term)
        kinds[kind] = PromiseKind(
            type=kind,
            label=label,
            lasting=yes_no(line, "lasting", lasting),
            mutual=yes_no(line, "mutual", mutual),
            single=yes_no(line, "single", single),
            each=yes_no(line, "each", each),
            fixed=yes_no(line, "fixed", fixed),
            names=_groups(names),
            term=None if days is None else int(days),
            verifiers=verifiers,
        )
    missing = sorted(commitments.keys() - kinds.keys())
    if missing:
        raise Line(path.name, 1).error(f"no line for {', '.join(missing)}", "give every commitment type one")
    return kinds


def load_watch(folder: Path, types: dict[str, EventType], commitments: dict[str, Term]) -> Watch:
    """Load what to watch for.

    Raises:
        CodebookError: A line is broken; the error names file, line and remedy.
    """
    rules = _rules(folder / "watch.csv", types, commitments)
    kinds = _kinds(folder / "promises.csv", commitments)
    by_kind = {kind: tuple(rule for rule in rules if rule.bears_on(kind)) for kind in kinds}
    return Watch(rules=rules, kinds=kinds, by_kind=by_kind)
