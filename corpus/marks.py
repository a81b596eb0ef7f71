"""The format of a corpus file: marked sentences with label lines. ``FORMAT.md`` explains it to those who write."""

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["EVIDENTIALITIES", "STATUSES", "Act", "Fault", "Mark", "Sentence", "TypeTable", "parse", "table"]

STATUSES = ("happened", "ongoing", "unconfirmed", "denied", "negated", "planned", "hypothetical", "recommended")
EVIDENTIALITIES = ("asserted", "attributed", "reported")
ROLES = "ESTRPWACMUDK"
_KEYS = re.compile(rf"\[((?:[{ROLES}]\d+)+|N)\|")
_KEY = re.compile(r"([A-Z])(\d*)")
_LABEL = re.compile(r"(\d+) ([A-Z]+)((?:/[a-z-]+(?:\+[a-z-]+)*)?) (\w+) (\w+)((?: \S+)*)$")
_TABLES = Path(__file__).parent.parent / "src" / "detente" / "codebook" / "data"


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``[start, end)`` of the sentence play ``role`` (a letter of the format) in act ``act``; 0 is none."""

    role: str
    act: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a sentence: its labels; its marks stand with the sentence under the same ``number``."""

    number: int
    type: str
    modes: tuple[str, ...]
    status: str
    evidentiality: str
    undertaking: str | None
    standing: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its marks, and what they said; ``id`` is a digest of the text, ``line`` where it stands."""

    id: str
    file: str
    line: int
    text: str
    marks: tuple[Mark, ...]
    acts: tuple[Act, ...]

    def spans(self, role: str, act: int) -> list[Mark]:
        """Return the marks of one role of one act, in the order of the text."""
        return sorted((m for m in self.marks if m.role == role and m.act == act), key=lambda m: m.start)

    def direction(self, act: int) -> str:
        """Return directed, reciprocal, or agentless where no source is named."""
        if self.spans("R", act):
            return "reciprocal"
        return "directed" if self.spans("S", act) else "agentless"


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that breaks the format, and why."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        """Return file, line and reason in one line."""
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class TypeTable:
    """What labels may say: types, (type, mode) pairs, commitment types, standings."""

    types: tuple[str, ...]
    modes: frozenset[tuple[str, str]]
    commitments: tuple[str, ...]
    standings: tuple[str, ...]


@cache
def table() -> TypeTable:
    """Return the codebook's closed lists."""

    def rows(name: str) -> list[dict[str, str]]:
        with (_TABLES / f"{name}.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    return TypeTable(
        tuple(row["id"] for row in rows("types")),
        frozenset((row["type"], row["id"]) for row in rows("modes")),
        tuple(row["id"] for row in rows("commitments")),
        tuple(row["id"] for row in rows("standings")),
    )


def parse(text: str, file: str) -> Iterator[Sentence | Fault]:
    """Yield every block of ``text`` as a sentence, or as the first fault found in it."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip():
            if not line.startswith("#"):
                block.append((number, line.strip()))
        elif block:
            yield _sentence(block, file)
            block = []


def _sentence(block: list[tuple[int, str]], file: str) -> Sentence | Fault:
    (at, marked), *labels = block
    try:
        text, marks = _unmark(marked)
        acts = []
        for line, label in labels:
            at = line
            acts.append(_act(label))
        at = block[0][0]
        _agree(marks, acts)
    except ValueError as error:
        return Fault(file, at, str(error))
    digest = hashlib.sha256(text.encode()).hexdigest()[:10]
    return Sentence(digest, file, block[0][0], text, tuple(marks), tuple(acts))


def _unmark(marked: str) -> tuple[str, list[Mark]]:
    out: list[str] = []
    marks: list[Mark] = []
    stack: list[tuple[str, int]] = []
    at = length = 0
    while at < len(marked):
        opened = _KEYS.match(marked, at)
        if opened:
            stack.append((opened[1], length))
            at = opened.end()
            continue
        character = marked[at]
        at += 1
        if character == "[":
            raise ValueError(f"'[' without keys and '|' near {marked[at - 1 : at + 20]!r}")
        if character == "]":
            if not stack:
                raise ValueError("']' without '['")
            keys, start = stack.pop()
            words = "".join(out)[start:]
            if not words or words != words.strip():
                raise ValueError(f"mark {keys} is empty or begins or ends with a blank: {words!r}")
            marks += [Mark(role, int(act or 0), start, length) for role, act in _KEY.findall(keys)]
            continue
        out.append(character)
        length += 1
    if stack:
        raise ValueError(f"mark {stack[-1][0]} is never closed")
    text = "".join(out)
    if "|" in text or "  " in text:
        raise ValueError("a stray '|' or a double blank")
    return text, marks


def _act(label: str) -> Act:
    match = _LABEL.match(label)
    if not match:
        raise ValueError(f"not a label line: {label!r}")
    number, kind, modes, status, evidentiality, rest = match.groups()
    names = tuple(modes[1:].split("+")) if modes else ()
    known = table()
    wrong = [mode for mode in names if (kind, mode) not in known.modes]
    if kind not in known.types or wrong:
        raise ValueError(f"unknown type or mode: {kind} {' '.join(wrong)}")
    if status not in STATUSES or evidentiality not in EVIDENTIALITIES:
        raise ValueError(f"unknown status or evidentiality: {status} {evidentiality}")
    undertaking = standing = None
    for part in rest.split():
        sign, _, told = part.partition(":")
        undertaking, colon, standing = told.partition(":")
        if sign != "u" or not colon:
            raise ValueError(f"not u:type:standing: {part!r}")
        if undertaking not in known.commitments or standing not in known.standings:
            raise ValueError(f"unknown undertaking or standing: {part}")
    return Act(int(number), kind, names, status, evidentiality, undertaking, standing)


def _agree(marks: list[Mark], acts: list[Act]) -> None:
    numbers = [act.number for act in acts]
    if len(set(numbers)) != len(numbers):
        raise ValueError("two label lines with one number")
    for mark in marks:
        if mark.act and mark.act not in numbers:
            raise ValueError(f"mark {mark.role}{mark.act} has no label line")
    for act in acts:
        roles = {mark.role for mark in marks if mark.act == act.number}
        if "E" not in roles:
            raise ValueError(f"act {act.number} has no trigger")
        if bool(roles & {"U"}) != bool(act.undertaking):
            raise ValueError(f"act {act.number}: U mark and u: label must go together")
