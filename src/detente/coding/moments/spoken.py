"""Coding room, moments: the expressions of time of an article, and what an unknown publishing day leaves open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.codebook.times import TimeWords
from detente.coding.moments.config import Config
from detente.coding.tree import Tree
from detente.coding.when import Expression, Times
from detente.records import Basis, When

__all__ = ["Spoken", "days_of", "over", "spoken"]

DAY = 10
FIGURES = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d+")  # 10/11/2020: which of them is the month, nobody knows
STRETCH = re.compile(r"\d{4}(-\d\d|-W\d\d)?")
DASHES = frozenset({"-", "--", "\u2013", "\u2014", "_"})
NAMING = frozenset({"PROPN", "PUNCT", "ADP", "NUM", "SYM", "X"})
FULL = frozenset({Basis.STATED, Basis.DATELINE})

Rows = Sequence[tuple[Expression, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The expressions of each sentence, and the day they are told on, None where nothing says it."""

    told: When | None
    expressions: tuple[tuple[Expression, ...], ...]


def spoken(words: TimeWords, published: When | None, trees: Sequence[Tree], config: Config) -> Spoken:
    """Find the expressions of an article.

    Where the publishing day is unknown, the date of a heading or dateline stands for it; without one, a day without a
    year takes the year of the full date nearest before it in the text, if it then lies within a season of that date.
    """
    found = Times(words, published).read(trees)
    if published is not None:
        return Spoken(told=published, expressions=found)
    undated = Undated(words, config)
    told = undated.dateline(trees, found) or undated.heading(trees, found)
    if told is not None:
        return Spoken(told=told, expressions=Times(words, told).read(trees))
    return Spoken(told=None, expressions=undated.filled(trees, found))


def days_of(when: When | None) -> tuple[date, date] | None:
    """Return the first and last day of a moment known to the day, None for a vaguer one."""
    if when is None or min(len(when.start), len(when.end)) < DAY or "W" in when.start[:DAY]:
        return None
    return date.fromisoformat(when.start[:DAY]), date.fromisoformat(when.end[:DAY])


def over(when: When | None, told: When | None) -> bool:
    """Whether a year, month or week lies before the one of telling (last month); what has no such name is not."""
    if when is None or told is None:
        return False
    first = days_of(told)
    if first is None or not STRETCH.fullmatch(when.end):
        return False
    year, week, _ = first[0].isocalendar()
    return when.end < (f"{year}-W{week:02d}" if "W" in when.end else first[0].isoformat()[: len(when.end)])


@dataclass(frozen=True, slots=True)
class Undated:
    """Reads what an article of unknown day says about its day and years."""

    words: TimeWords
    config: Config

    def heading(self, trees: Sequence[Tree], found: Rows) -> When | None:
        """Return the full date of a heading: one of the first sentences, without a verb."""
        for tree, row in zip(trees[: self.config.heading], found, strict=False):
            if not any(tree.is_verb(at) for at in range(len(tree))):
                for when in full_dates(row):
                    if not FIGURES.fullmatch(when.words or ""):
                        return when
        return None

    def dateline(self, trees: Sequence[Tree], found: Rows) -> When | None:
        """Return the date of a dateline (GENEVA, Oct 11 -), its year from the first full date if it has none."""
        full = [when for row in found for when in full_dates(row)]
        for tree, row in zip(trees[: self.config.heading], found, strict=False):
            for one in row[:1]:
                dashed = one.end < len(tree) and tree.form(one.end) in DASHES
                if one.start and dashed and all(tree.upos(at) in NAMING for at in range(one.start)):
                    when = one.when or self._near(tree, one, full[:1])
                    return None if when is None else replace(when, basis=Basis.DATELINE)
        return None

    def filled(self, trees: Sequence[Tree], found: Rows) -> tuple[tuple[Expression, ...], ...]:
        """Return the expressions, days without a year with that of a full date of the text."""
        last = [when for row in found for when in full_dates(row)][-1:]
        rows: list[tuple[Expression, ...]] = []
        before: list[When] = []
        for tree, row in zip(trees, found, strict=True):
            whens = [one.when or self._near(tree, one, before or last) for one in row]
            rows.append(tuple(replace(one, when=when) for one, when in zip(row, whens, strict=True)))
            before = full_dates(row)[-1:] or before
        return tuple(rows)

    def _near(self, tree: Tree, one: Expression, full: Sequence[When]) -> When | None:
        """Return a day without a year as the nearest one to a full date, None where it is none or lies too far."""
        if not full or not any(tree.tokens[at].text.isdecimal() for at in range(one.start, one.end)):
            return None
        read = Times(self.words, full[0]).reading(tree, one.start, one.end)
        when = None if read is None else read.when
        given, days = days_of(full[0]), days_of(when)
        if when is None or given is None or days is None or abs((days[0] - given[0]).days) > self.config.season:
            return None
        return replace(when, basis=Basis.INFERRED)


def full_dates(expressions: Sequence[Expression]) -> list[When]:
    """Return the full dates among expressions."""
    stated = [one.when for one in expressions if one.when is not None and one.when.basis in FULL]
    return [when for when in stated if days_of(when) is not None]
