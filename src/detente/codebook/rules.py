"""Codebook room: the rules of coding (act lexicon, word classes, cues, moves, undertakings); never reads a text."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from detente.codebook.epithets import Epithet
from detente.codebook.ontology import EventType, Term
from detente.codebook.rows import Line, choice, read_rows
from detente.codebook.sayings import Sayings, load_sayings
from detente.errors import CodebookError
from detente.records import Status

__all__ = ["ActRule", "Cues", "Move", "Need", "Rules", "load_rules"]

ACT_COLUMNS = ("word", "pos", "needs", "type", "mode", "context", "operator", "source", "target", "flags", "rule")
MOVE_COLUMNS = ("operator", "content", "polarity", "type", "mode", "status", "rule")
POS = frozenset({"v", "n", "a"})
FLAGS = frozenset(
    {
        "actor",
        "weak",
        "political",
        "reciprocal",
        "plural",
        "civil",
        "willed",
        "posture",
        "effort",
        "impersonal",
        "joint",
    }
)
SPECIAL = frozenset({"STATE", "ACTOR", "AGENT", "PERSON"})
CUES = {
    "negation": ("words", "yet", "unreached", "reach", "quantifiers"),
    "modals": ("firm", "future", "possible", "duty", "duty_verbs"),
    "marks": ("supposed", "factive"),
    "adjectives": ("planned", "supposed", "alleged", "words", "background"),
    "speech": (
        "seem",
        "hearsay_nouns",
        "hearsay_adverbs",
        "hearsay_verbs",
        "hearsay_passives",
        "noting",
        "contacting",
        "according",
        "speakers",
        "first_person",
        "second_person",
        "accusing",
    ),
    "takes": (
        "accuse",
        "request",
        "plan",
        "suppose",
        "prevent",
        "promise",
        "agree",
        "threaten",
        "refuse",
        "deny",
        "decide",
    ),
    "nouns": (
        "light",
        "not_doer",
        "containers",
        "both_sides",
        "both_words",
        "human",
        "institutions",
        "seated",
        "bodies",
        "counterparts",
        "friends",
        "groups",
        "tied",
        "helping",
        "help",
        "answers",
        "reciprocal_pronouns",
        "rulers",
        "utterance_targets",
    ),
    "places": (
        "soil",
        "goals",
        "moving",
        "hitting",
        "spoken",
        "together",
        "entering",
        "where",
        "echoes",
        "definite",
        "joining",
        "shared",
    ),
    "sectors": (
        "political",
        "settled",
        "bodies",
        "doer_military",
        "armed",
        "bands",
        "arming",
        "kept",
        "lent",
        "domestic",
        "guests",
        "seats",
        "quantified",
        "ranks",
        "single",
        "houses",
        "spread",
        "staff",
        "native",
        "installations",
        "formal",
    ),
    "time": (
        "months",
        "long",
        "ago",
        "units",
        "phases",
        "amid",
        "when",
        "while",
        "befalling",
        "doing",
        "making",
        "then",
        "dating",
        "bounds",
        "hourly",
        "ranging",
        "ranged",
        "course",
        "short",
        "violence",
        "next",
        "before",
        "onward",
    ),
    "binding": (
        "first_person",
        "own",
        "pronouns",
        "would",
        "bare",
        "why",
        "boasts",
        "granting",
        "money",
        "pledging",
        "pledged",
        "bodies",
        "outcomes",
        "harms",
        "measures",
        "leading",
    ),
    "undertaking": (
        "wishes",
        "offered",
        "agreed",
        "pledged",
        "decided",
        "containers",
        "proposals",
        "arranged",
        "requested",
        "cooperative",
        "private",
        "refraining",
        "dates",
        "ending",
        "affirmed",
        "former",
        "goals",
        "texts",
        "deadlines",
        "beginning",
        "parts",
    ),
    "losses": (
        "accidents",
        "killed",
        "injured",
        "dying",
        "killings",
        "injuries",
        "dead",
        "hurt",
        "least",
        "most",
        "vague",
        "nobody",
        "several",
    ),
}
TRANSPARENT = "transparent"
_NEED = re.compile(r"(?P<not>!?)(?P<slots>[\w|-]+)(?:~(?P<words>\S+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A condition on the words around an act.

    One of ``slots`` (obj, subj, comp, mod, a preposition ...) must be filled, by one of ``words`` (lemmas) or by one of
    the kinds ``special`` (STATE, ACTOR, AGENT, PERSON) if either is given.
    """

    slots: tuple[str, ...]
    words: frozenset[str]
    special: frozenset[str]
    negative: bool

    @property
    def classed(self) -> bool:
        """Whether the filler must be of a class."""
        return bool(self.words or self.special)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRule:
    """One line of the act lexicon.

    ``type`` is None for an operator that is no act of its own (``plan to``); ``target`` and ``source`` are slot names
    in order of preference, empty for the usual ones; ``order`` is the line number.
    """

    head: str
    others: tuple[str, ...]
    pos: str
    needs: tuple[Need, ...]
    type: str | None
    mode: str | None
    context: str | None
    operator: str | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    flags: frozenset[str]
    rule: str
    order: int

    @property
    def weight(self) -> int:
        """How special the rule is: words count most, then classed needs, then open ones."""
        return 4 * len(self.others) + sum(3 if need.classed else 1 for need in self.needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What an operator makes of its content; ``type`` is None where the content keeps its own type."""

    operator: str
    content: str
    polarity: bool
    type: str | None
    mode: str | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The cue words by section and list (``cues["negation", "words"]``) and the status under each operator."""

    lists: dict[tuple[str, str], frozenset[str]]
    order: dict[tuple[str, str], tuple[str, ...]]
    operators: dict[str, str]

    def __getitem__(self, key: tuple[str, str]) -> frozenset[str]:
        """Return a list of lemmas as a set."""
        return self.lists[key]

    def listed(self, section: str, name: str) -> tuple[str, ...]:
        """Return a list of lemmas in the order of the file."""
        return self.order[section, name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules of coding: lexicon by (part of speech, head lemma), classes, cues, moves, undertakings, sayings.

    ``heads`` are the lemmas of the lexicon that name an act.
    """

    acts: dict[tuple[str, str], tuple[ActRule, ...]]
    classes: dict[str, frozenset[str]]
    cues: Cues
    moves: tuple[Move, ...]
    undertakings: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    sayings: Sayings
    heads: frozenset[str]
    epithets: dict[str, Epithet] = field(default_factory=dict)

    def move(self, operator: str, content: str, *, polarity: bool) -> Move | None:
        """Return the first move of an operator for content of a type, None if it makes no act of it."""
        for move in self.moves:
            if move.operator == operator and move.content in {content, "*"} and move.polarity is polarity:
                return move
        return None


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CodebookError("cannot be read", where=str(path), remedy="check the path and its permissions") from error
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"is no TOML ({error})", where=path.name, remedy="correct the line it names") from error


def _line_of(path: Path, words: str) -> Line:
    """Find the first line of a TOML file that holds the words, for the error message."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if words in line:
            return Line(path.name, number)
    return Line(path.name, 1)


def _words(path: Path, name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, list) and value and all(isinstance(word, str) and word for word in value):
        return tuple(value)
    raise _line_of(path, name).error(f"{name} is no list of words", 'write it as name = ["word", "word"]')


def _table(path: Path, section: str, tree: dict[str, object]) -> dict[str, object]:
    value = tree.get(section)
    if isinstance(value, dict):
        return value
    raise Line(path.name, 1).error(f"section [{section}] is missing", f"add a line [{section}] with its lists")


def _load_classes(path: Path) -> dict[str, frozenset[str]]:
    table = _table(path, "classes", _toml(path))
    return {name: frozenset(_words(path, name, value)) for name, value in table.items()}


def _load_cues(path: Path) -> Cues:
    tree = _toml(path)
    order: dict[tuple[str, str], tuple[str, ...]] = {}
    for section, names in CUES.items():
        table = _table(path, section, tree)
        for name in table:
            choice(_line_of(path, name), f"key of [{section}]", name, frozenset(names))
        for name in names:
            order[section, name] = _words(path, name, table.get(name))
    return Cues(
        lists={key: frozenset(words) for key, words in order.items()},
        order=order,
        operators=_load_operators(path, tree),
    )


def _load_operators(path: Path, tree: dict[str, object]) -> dict[str, str]:
    allowed = frozenset(Status) | {TRANSPARENT}
    operators = _table(path, "operators", tree)
    return {name: choice(_line_of(path, name), "status", str(value), allowed) for name, value in operators.items()}


def _need(line: Line, words: str, classes: dict[str, frozenset[str]]) -> Need:
    match = _NEED.fullmatch(words)
    if match is None:
        raise line.error(f"need {words!r} cannot be read", "write slot, slot|slot, slot~word|word or slot~@class")
    plain: set[str] = set()
    special: set[str] = set()
    for word in (match["words"] or "").split("|"):
        if word.startswith("@") and word[1:] in SPECIAL:
            special.add(word[1:])
        elif word.startswith("@"):
            plain |= classes[choice(line, "class", word[1:], frozenset(classes) | SPECIAL)]
        elif word:
            plain.add(word)
    return Need(
        slots=tuple(match["slots"].split("|")),
        words=frozenset(plain),
        special=frozenset(special),
        negative=bool(match["not"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The lists that a line of the lexicon may refer to."""

    types: dict[str, EventType]
    contexts: dict[str, Term]
    classes: dict[str, frozenset[str]]
    operators: dict[str, str]


def _check_act(line: Line, fields: list[str], known: _Known) -> None:
    """Refuse a line of the lexicon that names what no list has."""
    _, pos, _, kind, mode, context, operator, _, _, flags, _ = fields
    if kind:
        choice(line, "type", kind, frozenset(known.types))
        choice(line, "mode", mode, {own.id for own in known.types[kind].modes} | {""})
    elif not operator:
        raise line.error("neither a type nor an operator", "give one of the two")
    choice(line, "pos", pos, POS)
    choice(line, "context", context, frozenset(known.contexts) | {""})
    choice(line, "operator", operator, frozenset(known.operators) | {""})
    for flag in flags.split():
        choice(line, "flag", flag, FLAGS)


def _act(line: Line, fields: list[str], known: _Known) -> ActRule:
    _check_act(line, fields, known)
    word, pos, needs, kind, mode, context, operator, source, target, flags, rule = fields
    head, *others = word.split()
    return ActRule(
        head=head,
        others=tuple(others),
        pos=pos,
        needs=tuple(_need(line, need, known.classes) for need in needs.split()),
        type=kind or None,
        mode=mode or None,
        context=context or None,
        operator=operator or None,
        source=tuple(source.split()),
        target=tuple(target.split()),
        flags=frozenset(flags.split()),
        rule=rule,
        order=line.number,
    )


def _load_acts(path: Path, known: _Known) -> dict[tuple[str, str], tuple[ActRule, ...]]:
    found: dict[tuple[str, str], list[ActRule]] = {}
    for line, fields in read_rows(path, ACT_COLUMNS):
        rule = _act(line, fields, known)
        found.setdefault((rule.pos, rule.head), []).append(rule)
    return {key: tuple(sorted(rules, key=lambda rule: (-rule.weight, rule.order))) for key, rules in found.items()}


def _load_moves(path: Path, types: dict[str, EventType]) -> tuple[Move, ...]:
    moves = []
    for line, (operator, content, polarity, kind, mode, status, _) in read_rows(path, MOVE_COLUMNS):
        choice(line, "content", content, frozenset(types) | {"*"})
        choice(line, "type", kind, frozenset(types) | {""})
        if kind:
            choice(line, "mode", mode, {known.id for known in types[kind].modes} | {""})
        moves.append(
            Move(
                operator=operator,
                content=content,
                polarity=choice(line, "polarity", polarity, {"yes", "no"}) == "yes",
                type=kind or None,
                mode=mode or None,
                status=Status(choice(line, "status", status, frozenset(Status))),
            )
        )
    return tuple(moves)


def _load_undertakings(path: Path, commitments: dict[str, Term]) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    entries = _toml(path).get("type")
    if not isinstance(entries, list):
        raise Line(path.name, 1).error("no [[type]] stands here", "add [[type]] with id and words")
    kinds = []
    for entry in entries:
        name = str(entry.get("id"))
        choice(_line_of(path, name), "commitment type", name, frozenset(commitments))
        words = _words(path, name, entry.get("words"))
        kinds.append((name, tuple(tuple(group.split()) for group in words)))
    return tuple(kinds)


def load_rules(
    folder: Path, types: dict[str, EventType], contexts: dict[str, Term], commitments: dict[str, Term]
) -> Rules:
    """Load the rules of coding.

    Raises:
        CodebookError: A rule is broken; the error names file, line and remedy.
    """
    classes = _load_classes(folder / "classes.toml")
    cues = _load_cues(folder / "cues.toml")
    known = _Known(types=types, contexts=contexts, classes=classes, operators=cues.operators)
    acts = _load_acts(folder / "acts.csv", known)
    return Rules(
        acts=acts,
        classes=classes,
        cues=cues,
        moves=_load_moves(folder / "moves.csv", types),
        undertakings=_load_undertakings(folder / "undertakings.toml", commitments),
        sayings=load_sayings(folder / "sayings.csv"),
        heads=frozenset(lemma for (_, lemma), rules in acts.items() if any(rule.type for rule in rules)),
    )
