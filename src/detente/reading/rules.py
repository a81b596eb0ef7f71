"""The rule files of the reading room, loaded once: shapes of dates, furniture, genres, columns, formats, words."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["DateShape", "FurnitureRule", "date_shapes", "furniture", "month_number", "table", "zone_offset"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateShape:
    """One way of writing a date; ``open_order`` where day and month cannot be told apart by the shape."""

    name: str
    use: str
    open_order: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureRule:
    """One kind of text that is no prose, and where it stands (line, start, end).

    ``hint`` is what every text has that the pattern can match. Patterns with a date in them take ten milliseconds to
    compile, so they are compiled for the first text with the hint.
    """

    kind: str
    at: str
    source: str
    hint: re.Pattern[str] | None

    def found(self, words: str) -> re.Match[str] | None:
        """Return the match at the start of the words (for ``end`` rules: anywhere that reaches the end)."""
        if self.hint is not None and self.hint.search(words) is None:
            return None
        pattern = _compiled(self.source)
        return pattern.search(words) if self.at == "end" else pattern.match(words)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@cache
def table(name: str) -> dict[str, Any]:
    """Return the rule file ``data/NAME.toml`` as it stands."""
    path = resources.files("detente.reading").joinpath("data", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _parts() -> dict[str, str]:
    """Return the named parts of date patterns, ready to be put into patterns."""
    dates = table("dates")
    months = "|".join(sorted(dates["months"], key=len, reverse=True))
    return {**dates["parts"], "MON": rf"(?P<mon>{months})\b\.?"}


def _filled(pattern: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        pattern = pattern.replace("{" + name + "}", part)
    return pattern


@cache
def date_shapes(use: str) -> tuple[DateShape, ...]:
    """Return the shapes of one use (header, entry, dateline, url), in the order they are tried."""
    parts = _parts()
    return tuple(
        DateShape(
            name=row["name"],
            use=row["use"],
            open_order=row.get("order") == "open",
            pattern=re.compile(_filled(row["pattern"], parts), re.IGNORECASE),
        )
        for row in table("dates")["shape"]
        if row["use"] == use
    )


def _nameless(pattern: str) -> str:
    """Return the pattern without named groups, so that it can stand in another one several times."""
    repeated = re.sub(r"\(\?P=sep\)", "[/._-]", pattern)
    return re.sub(r"\(\?P<\w+>", "(?:", repeated)


def _any_date(*, glued: bool = False, use: str = "header") -> str:
    parts = _parts()
    rows = [row for row in table("dates")["shape"] if row["use"] == use and (row.get("glued") or not glued)]
    return "(?i:" + "|".join(_nameless(_filled(row["pattern"], parts)) for row in rows) + ")"


@cache
def _furniture_parts() -> dict[str, str]:
    """Return what stands for the names in braces in the patterns of furniture."""
    labels = table("furniture")["labels"]
    agencies = sorted(table("agencies")["names"], key=len, reverse=True)
    return {
        "PUBLISHED": f"(?i:{labels['published']})",
        "UPDATED": f"(?i:{labels['updated']})",
        "DATE": f"(?P<date>{_any_date()})",
        "GLUED": f"(?P<date>{_any_date(glued=True)})",
        "ANOTHER": _any_date(),
        "DAYMONTH": f"(?P<date>{_any_date(use='dateline')})",
        "AGENCY": "|".join(map(re.escape, agencies)),
        "BETWEEN": table("dates")["parts"]["BETWEEN"],
    }


@cache
def furniture(at: str) -> tuple[FurnitureRule, ...]:
    """Return the furniture rules of one place: line, start or end."""
    data = table("furniture")
    ends = {"line": r"\s*\Z", "start": "", "end": r"\s*\Z"}[at]
    return tuple(
        FurnitureRule(
            kind=row["kind"],
            at=at,
            source=f"(?:{_filled(row['pattern'], _furniture_parts())}){ends}",
            hint=_hint(row["pattern"]),
        )
        for row in data["rule"]
        if row["at"] == at
    )


def _hint(pattern: str) -> re.Pattern[str] | None:
    """Return what a text must have for a pattern with a date in it to match, None for the other patterns."""
    hints = table("furniture")["hints"]
    name = next((name for name in hints if "{" + name + "}" in pattern), None)
    return _compiled(hints[name]) if name is not None else None


def month_number(name: str) -> int | None:
    """Return 1 to 12 for a month's name or short name, None for another word."""
    number: int | None = table("dates")["months"].get(name.lower().rstrip("."))
    return number


def zone_offset(name: str) -> str | None:
    """Return the offset of a zone name or number (``+05:00``), None where the name means several zones."""
    named: str | None = table("dates")["zones"].get(name.upper())
    numeric = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d\d?)(?::?(\d\d))?", name.upper())
    if named is None and numeric is not None:
        return f"{numeric[1]}{int(numeric[2]):02}:{numeric[3] or '00'}"
    return named
