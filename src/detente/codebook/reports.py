"""Codebook room: what is known of reports in general: stems, how rare each is, and how a report credits its agency."""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.codebook.rows import read_rows
from detente.errors import CodebookError

__all__ = ["ALL", "ReportWords", "load_report_words"]

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
ALL = "*"  # the row that says how many documents were counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """Stems, their rarity, and the agencies that sign reports.

    ``documents`` is how many documents were counted, ``counts`` in how many of them a stem stands; ``endings`` are cut
    off a word where ``shortest`` letters stay. ``agencies`` gives the agency of each name it signs with, ``signs`` the
    words of these in small letters; ``head`` and ``foot`` find that name in one of the first or last ``lines`` lines.
    """

    documents: int
    counts: Mapping[str, int]
    endings: tuple[str, ...]
    shortest: int
    agencies: Mapping[str, str]
    signs: frozenset[str]
    head: re.Pattern[str]
    foot: re.Pattern[str]
    lines: int

    def words(self, text: str) -> list[str]:
        """Return the words and numbers of a text as they are written, in text order."""
        return WORD.findall(text)

    def stem(self, word: str) -> str:
        """Return a word in small letters without its ending."""
        low = word.lower()
        if low.endswith(self.endings):
            ending = next((e for e in self.endings if low.endswith(e) and len(low) - len(e) >= self.shortest), "")
            return low[: len(low) - len(ending)]
        return low

    def rarity(self, stem: str) -> float:
        """Return the inverse document frequency of a stem, 0 for one in all documents, about 7 for an unknown one."""
        return max(math.log((self.documents + 1) / (self.counts.get(stem, 0) + 0.5)), 0.0)

    def credited(self, text: str) -> str | None:
        """Return the agency that a report credits as its own source, None where it credits none."""
        lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
        found = [self.head.match(line) for line in lines[: self.lines]]
        found += [self.foot.match(line) for line in lines[-self.lines :]]
        names = (name for match in found if match for name in match.groups() if name)
        return next((self.agencies[name] for name in names), None)


def load_report_words(rules: Path, table: Path) -> ReportWords:
    """Read the rules of reports and the table of document frequencies.

    Raises:
        CodebookError: A rule is missing or a line of the table broken; the error names file, line and remedy.
    """
    try:
        read: dict[str, Any] = tomllib.loads(rules.read_text(encoding="utf-8"))
        words, credits_ = read["words"], read["credits"]
        agencies = {name: agency for agency, names in read["agencies"].items() for name in names}
        head, foot = (_pattern(credits_[part], agencies) for part in ("head", "foot"))
        counts = {fields[0]: int(fields[1]) for _, fields in read_rows(table, ("stem", "documents"))}
        return ReportWords(
            documents=counts.pop(ALL),
            counts=counts,
            endings=tuple(words["endings"]),
            shortest=words["shortest"],
            agencies=agencies,
            signs=frozenset(part.lower() for name in agencies for part in WORD.findall(name)),
            head=head,
            foot=foot,
            lines=credits_["lines"],
        )
    except (tomllib.TOMLDecodeError, KeyError, ValueError, re.error) as error:
        raise CodebookError(f"broken rule: {error}", where=rules.name, remedy="mend or restore the file") from error


def _pattern(shapes: Sequence[str], agencies: Mapping[str, str]) -> re.Pattern[str]:
    """Return one pattern for several shapes of a credit line; its only groups hold the agency's name."""
    names = "|".join(re.escape(name) for name in sorted(agencies, key=len, reverse=True))
    agency = rf"({names})(?![\w-])"
    return re.compile("|".join(f"(?:{shape.replace('{AGENCY}', agency)})" for shape in shapes))
