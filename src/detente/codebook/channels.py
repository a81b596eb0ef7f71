"""Codebook room: the closed list of lines between two sides, their states, and the words that tell of them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.codebook.ontology import Term
from detente.codebook.rows import Line as Row
from detente.codebook.rows import choice, read_rows, yes_no
from detente.errors import CodebookError
from detente.records import Certainty

__all__ = ["ChannelAct", "ChannelName", "Channels", "JointBody", "Line", "LineTerm", "load_channels"]

STANDINGS = frozenset({"open", "used", "reduced", "closed"})
WHOSE = frozenset({"", "own", "other"})
LINE_COLUMNS = ("id", "label", "own", "usual", "normal", "restored_by", "definition")
STATE_COLUMNS = ("line", "id", "standing", "effects", "label")
BODY_COLUMNS = ("name", "members", "founded")
ACT_COLUMNS = ("word", "pos", "line", "effect", "negated", "whose", "lines", "rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTerm:
    """A state of a line: ``standing`` is open, used (at one moment), reduced or closed; ``label`` is for screens."""

    line: str
    id: str
    standing: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line between two sides.

    ``own``: each side has a state of its own (its ambassador). ``usual``: in normal relations it stands at ``normal``.
    ``restored_by`` is the commitment type that restores it.
    """

    id: str
    label: str
    own: bool
    usual: bool
    normal: str
    restored_by: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelName:
    """Words that name a line, or the form of a contact: the governing lemma and those that stand by it."""

    head: str
    others: tuple[str, ...]
    names: str
    strict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelAct:
    """What a word does to a line that stands at one of ``slots`` of it.

    ``effect`` leads to a state by the line's own table, ``negated`` is the effect where the word is negated, None for
    none. ``whose``: the line is the doer's own or the other's, None where it is shared. ``lines`` is empty for all.
    """

    word: str
    others: tuple[str, ...]
    pos: str
    slots: tuple[str, ...]
    effect: str
    negated: str | None
    whose: str | None
    lines: frozenset[str]
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JointBody:
    """A standing body in which sides sit together: the lemmas of its name, the governing one last, and its members."""

    name: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """All lines, their states by (line, id) and (line, effect), and the cues by lemma."""

    lines: dict[str, Line]
    states: dict[tuple[str, str], LineTerm]
    effects: dict[tuple[str, str], LineTerm]
    names: dict[str, tuple[ChannelName, ...]]
    acts: dict[tuple[str, str], tuple[ChannelAct, ...]]
    containers: frozenset[str]
    offers: frozenset[str]
    seated: frozenset[str]
    third: frozenset[str]
    blaming: frozenset[str]
    asking: frozenset[str]
    wanted: frozenset[str]
    single: frozenset[str]
    lone: frozenset[str]
    hosting: frozenset[str]
    trying: frozenset[str]
    forbidden: dict[str, str]
    apart: frozenset[str]
    agenda: frozenset[str]
    reversal: frozenset[str]
    discussing: frozenset[str]
    behind: frozenset[str]
    offering: frozenset[str]
    supposing: frozenset[str]
    negating: frozenset[str]
    certainty: dict[str, Certainty]
    means: dict[str, frozenset[str]]
    ranks: dict[str, frozenset[str]]
    lowering: frozenset[str]
    contacts: dict[str, dict[str, str]]
    bodies: tuple[JointBody, ...]

    def label(self, line: str, state: str) -> str:
        """Return a state in the field's words; the id where the list does not have it."""
        term = self.states.get((line, state))
        return state if term is None else term.label


def _load_lines(path: Path, commitments: dict[str, Term]) -> dict[str, Line]:
    lines: dict[str, Line] = {}
    for row, (name, label, own, usual, normal, restored, definition) in read_rows(path, LINE_COLUMNS):
        if name in lines:
            raise row.error(f"duplicate id {name!r}", "delete one of the two lines")
        lines[name] = Line(
            id=name,
            label=label,
            own=yes_no(row, "own", own),
            usual=yes_no(row, "usual", usual),
            normal=normal,
            restored_by=choice(row, "restored_by", restored, frozenset(commitments)),
            definition=definition,
        )
    return lines


def _load_states(
    path: Path, lines: dict[str, Line]
) -> tuple[dict[tuple[str, str], LineTerm], dict[tuple[str, str], LineTerm]]:
    states: dict[tuple[str, str], LineTerm] = {}
    effects: dict[tuple[str, str], LineTerm] = {}
    for row, (line, name, standing, led, label) in read_rows(path, STATE_COLUMNS):
        choice(row, "line", line, frozenset(lines))
        term = LineTerm(line=line, id=name, standing=choice(row, "standing", standing, STANDINGS), label=label)
        if (line, name) in states:
            raise row.error(f"duplicate state {name!r}", "delete one of the two lines")
        states[line, name] = term
        for effect in led.split():
            if (line, effect) in effects:
                raise row.error(f"effect {effect!r} already leads to {effects[line, effect].id}", "keep one of the two")
            effects[line, effect] = term
    for known in lines.values():
        if (known.id, known.normal) not in states:
            raise Row(path.name, 1).error(f"{known.id} has no state {known.normal!r}", "add its line")
    return states, effects


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CodebookError(f"cannot be read ({error})", where=path.name, remedy="correct the file") from error


def _name(words: str, line: str, strict: frozenset[str]) -> ChannelName:
    front, of, back = words.partition(" of ")
    parts = front.split()
    others = (*parts[:-1], *back.split()) if of else tuple(parts[:-1])
    return ChannelName(head=parts[-1], others=others, names=line, strict=words in strict)


def _load_names(tree: dict[str, Any], bodies: tuple[JointBody, ...]) -> dict[str, tuple[ChannelName, ...]]:
    strict = frozenset(tree["strict"]["names"])
    found: dict[str, list[ChannelName]] = {}
    for line, words in tree["names"].items():
        for one in words:
            name = _name(one, line, strict)
            found.setdefault(name.head, []).append(name)
    for body in bodies:
        found.setdefault(body.name[-1], []).append(
            ChannelName(head=body.name[-1], others=body.name[:-1], names="joint_commission", strict=False)
        )
    return {head: tuple(sorted(names, key=lambda name: -len(name.others))) for head, names in found.items()}


def _expanded(row: Row, words: str, groups: dict[str, list[str]], lines: dict[str, Line]) -> frozenset[str]:
    found: set[str] = set()
    for word in words.split():
        choice(row, "line or group", word, frozenset(lines) | frozenset(groups))
        found.update(groups.get(word, [word]))
    return frozenset(found)


def _load_acts(
    path: Path, groups: dict[str, list[str]], lines: dict[str, Line]
) -> dict[tuple[str, str], tuple[ChannelAct, ...]]:
    found: dict[tuple[str, str], list[ChannelAct]] = {}
    for row, (word, pos, slots, effect, negated, whose, only, _) in read_rows(path, ACT_COLUMNS):
        head, *others = word.split()
        act = ChannelAct(
            word=head,
            others=tuple(others),
            pos=choice(row, "pos", pos, frozenset("vna")),
            slots=tuple(slots.split()),
            effect=effect,
            negated=negated or None,
            whose=choice(row, "whose", whose, WHOSE) or None,
            lines=_expanded(row, only, groups, lines),
            order=row.number,
        )
        found.setdefault((pos, head), []).append(act)
    return {
        key: tuple(sorted(acts, key=lambda act: (-len(act.others), not act.lines, act.order)))
        for key, acts in found.items()
    }


def _load_bodies(path: Path, countries: frozenset[str]) -> tuple[JointBody, ...]:
    found = []
    for row, (name, members, _) in read_rows(path, BODY_COLUMNS):
        for member in members.split():
            choice(row, "member", member, countries)
        found.append(JointBody(name=tuple(name.split()), members=tuple(members.split())))
    return tuple(found)


def load_channels(folder: Path, commitments: dict[str, Term], countries: frozenset[str]) -> Channels:
    """Load the lines between two sides.

    Raises:
        CodebookError: A line of the files is broken; the error names file, line and remedy.
    """
    lines = _load_lines(folder / "channels.csv", commitments)
    states, effects = _load_states(folder / "channel_states.csv", lines)
    words = _toml(folder / "channel_words.toml")
    bodies = _load_bodies(folder / "joint_bodies.csv", countries)
    return Channels(
        lines=lines,
        states=states,
        effects=effects,
        names=_load_names(words, bodies),
        acts=_load_acts(folder / "channel_acts.csv", words["groups"], lines),
        containers=frozenset(words["containers"]["words"]),
        offers=frozenset(words["containers"]["offers"]),
        seated=frozenset(words["seated"]["lines"]),
        third=frozenset(words["third"]["lines"]),
        blaming=frozenset(words["third"]["behind"]),
        asking=frozenset(words["asking"]["names"]),
        wanted=frozenset(words["asking"]["behind"]),
        single=frozenset(words["single"]["names"]),
        lone=frozenset(words["single"]["lone"]),
        hosting=frozenset(words["hosting"]["verbs"]),
        trying=frozenset(words["trying"]["words"]),
        forbidden=words["forbidden"],
        apart=frozenset(words["apart"]["sectors"]),
        agenda=frozenset(words["discussing"]["agenda"]),
        reversal=frozenset(words["reversal"]["verbs"]),
        discussing=frozenset(words["discussing"]["verbs"]),
        behind=frozenset(words["discussing"]["behind"]),
        offering=frozenset(words["offering"]["words"]),
        supposing=frozenset(words["supposing"]["words"]),
        negating=frozenset(words["supposing"]["not"]),
        certainty={name: Certainty(value) for name, value in words["certainty"].items()},
        means={name: frozenset(value) for name, value in words["means"].items()},
        ranks={name: frozenset(value) for name, value in words["ranks"].items()},
        lowering=frozenset(words["ranked"]["lowering"]),
        contacts=words["contacts"],
        bodies=bodies,
    )
