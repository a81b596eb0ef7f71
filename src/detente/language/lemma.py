"""Language room: gives a word its dictionary form after the conventions of UD English.

Knows no context but the two tags; words and endings are data (``weights/lemmas.csv``).
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.errors import EngineError

__all__ = ["Lemmatiser"]

_COLUMNS = 4
_CASES = ("title", "upper", "other")
_KINDS = ("word", "ending", *_CASES)
Table = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LemmaConfig:
    """How many words are remembered, and how many last letters of a word choose its rule."""

    remembered: int = 200_000
    longest_ending: int = 6


class Lemmatiser:
    """Gives a word its dictionary form: the words that the tables know first, then the longest known ending.

    ``tables`` has ``word`` (form and tag to lemma), ``ending`` (ending and tag to a rule such as ``-ies +y``) and one
    table for each way of writing capitals (ending and tag to keep or lower). A tag is a Penn tag, a universal tag, or
    both joined by a slash.
    """

    def __init__(self, tables: Mapping[str, Table], config: LemmaConfig) -> None:
        self._words = tables["word"]
        self._cases = {shape: tables[shape] for shape in _CASES}
        self._endings = tables["ending"]
        self._config = config
        self._known: dict[tuple[str, str, str], str] = {}

    @classmethod
    def load(cls, path: Path, config: LemmaConfig | None = None) -> "Lemmatiser":
        """Return the lemmatiser whose ``lemmas.csv`` lies in the folder ``path``.

        Raises:
            EngineError: the table is missing or a line of it is broken.
        """
        tables: dict[str, dict[tuple[str, str], str]] = {kind: {} for kind in _KINDS}
        for kind, tag, form, lemma in _rows(path / "lemmas.csv"):
            tables[kind][form, tag] = lemma
        return cls(tables, config or LemmaConfig())

    def lemma(self, form: str, upos: str, xpos: str) -> str:
        """Return the dictionary form of ``form`` with universal tag ``upos`` and Penn tag ``xpos``; never empty."""
        key = (form, upos, xpos)
        known = self._known.get(key)
        if known is None:
            known = self._find(straight(form), upos, xpos) or form
            if len(self._known) >= self._config.remembered:
                self._known.clear()
            self._known[key] = known
        return known

    def _find(self, form: str, upos: str, xpos: str) -> str:
        name = upos == "PROPN" or xpos.startswith("NNP")
        for spelling in (form,) if name else dict.fromkeys((form, form.lower())):
            for tag in (f"{upos}/{xpos}", xpos, upos):
                lemma = self._words.get((spelling, tag))
                if lemma is not None:
                    return lemma
        return self._by_ending(form if name or self._keeps_case(form, xpos) else form.lower(), xpos)

    def _keeps_case(self, form: str, xpos: str) -> bool:
        cases = self._cases.get(shape_of(form))
        return cases is not None and self._longest(form, xpos, cases) == "keep"

    def _by_ending(self, form: str, xpos: str) -> str:
        rule = self._longest(form, xpos, self._endings) or "- +"
        cut, _, added = rule.partition(" ")
        return form[: len(form) + 1 - len(cut)] + added[1:]

    def _longest(self, form: str, xpos: str, table: Table) -> str | None:
        low = form.lower()
        for size in range(min(self._config.longest_ending, len(low)), -1, -1):
            rule = table.get((low[len(low) - size :], xpos))
            if rule is not None:
                return rule
        return None


def straight(form: str) -> str:
    """Return the spelling that the tables use: straight apostrophes, numbers without grouping commas."""
    form = form.replace("\u2019", "'").replace("`", "'")
    return form.replace(",", "") if form[:1].isdigit() else form


def shape_of(form: str) -> str:
    """Return how the capitals of a word are written: lower, title, upper or other."""
    if form == form.lower():
        return "lower"
    if form.isupper() and len(form) > 1:
        return "upper"
    return "title" if form[0].isupper() and form[1:] == form[1:].lower() else "other"


def _rows(path: Path) -> Iterator[tuple[str, str, str, str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise EngineError("lemma table cannot be read", where=str(path), remedy="install Detente again") from error
    for number, row in enumerate(csv.reader(lines), start=1):
        if not row or row[0].startswith("#"):
            continue
        if len(row) != _COLUMNS or row[0] not in _KINDS:
            remedy = f"write kind,tag,form,lemma with a kind of {', '.join(_KINDS)}"
            raise EngineError("no lemma rule", where=f"{path}:{number}", remedy=remedy)
        yield row[0], row[1], row[2], row[3]
