"""Exchange room: what an export rests on, as a table and as a page to read beside it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.codebook import RedactionLevel
from detente.exchange.selection import LeftOut
from detente.exchange.whole import Row, Whole
from detente.records import Making, Tlp

__all__ = ["Origin", "about", "page"]

OPEN = "nothing"
READING = {
    "verification": "says who stands behind an event; it is no probability",
    "caution": "must be read before an event of one party or one source",
    "disputed": "names the fields on which reports differ; claims holds every version",
    "unknown": "says what the reports leave open, and what would settle it",
    "sources": "is empty where reports disagree on who did it; sources_claimed holds each version",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an export is from and how it was made.

    ``case`` is the case's file or address without a password, ``at`` when it was written, ``tlp`` the widest label that
    is left in, ``level`` the redaction, ``replaced`` how many values it replaced. ``makings`` are those of the readings
    in it, the newest last.
    """

    case: str
    at: str
    makings: Sequence[Making]
    tlp: Tlp
    level: RedactionLevel
    replaced: int
    left_out: Sequence[LeftOut] = ()


def about(whole: Whole, origin: Origin, counts: Mapping[str, int], split: Mapping[str, int]) -> Iterator[Row]:
    """Yield what an export rests on: part, name, value and number, one row a fact.

    ``counts`` are rows by table, ``split`` how many events went into the table of those that are not asserted, by why.
    """
    yield from _made(origin)
    yield from _covers(whole)
    yield from _label(origin)
    for one in (each for each in origin.left_out if not each.held):
        yield _row("left out", one.what, one.why, one.number)
    for why, number in split.items():
        yield _row("not asserted", "events", why, number)
    for name, number in counts.items():
        yield _row("tables", name, None, number)
    for name, means in READING.items():
        yield _row("how to read it", name, means, None)


def _row(part: str, name: str, value: str | None, number: int | None) -> Row:
    return {"part": part, "name": name, "value": value, "number": number}


def _made(origin: Origin) -> Iterator[Row]:
    yield _row("made", "case", origin.case, None)
    yield _row("made", "written", origin.at, None)
    if not origin.makings:
        yield _row("made", "version", "nothing was read into it; entries and notices alone", None)
    for one in origin.makings[-1:]:
        for name in ("version", "weights", "codebook", "settings"):
            yield _row("made", name, getattr(one, name) or "none: the last of it was entered by a person", None)
    if len(origin.makings) > 1:
        yield _row(
            "made", "earlier makings", "readings by another version, tables or settings", len(origin.makings) - 1
        )


def _covers(whole: Whole) -> Iterator[Row]:
    """Yield how far reports reach, and how many sources of which side and language there are."""
    known = [moment[:10] for one in whole.accounts if (moment := one.known)]
    yield _row("covers", "as of", max(known, default=None) or "no dated report or entry", None)
    yield _row("covers", "first report or entry", min(known, default=None) or "date unknown", None)
    read = [one.article for one in whole.accounts if one.entry is None]
    owners = {(one.owner or one.source or one.id).casefold() for one in read}
    yield _row("covers", "articles", None, len(read))
    yield _row("covers", "independent sources", None, len(owners))
    yield _row("covers", "entries by people", None, len(whole.accounts) - len(read))
    yield _row("covers", "reports without a date", None, sum(1 for one in read if one.published is None))
    for side, number in sorted(Counter(one.side or "no side" for one in read).items()):
        yield _row("covers", "reports by side", side, number)
    for language, number in sorted(Counter(one.language or "unknown" for one in read).items()):
        yield _row("covers", "reports by language", language, number)
    for why, number in Counter(one.room for one in whole.skipped).most_common():
        yield _row("left out", "could not be used", f"{why}; see skipped", number)
    if whole.log:
        yield _row("covers", "notices: last entry", f"{whole.log[-1].id} {whole.log[-1].hash}", len(whole.log))


def _label(origin: Origin) -> Iterator[Row]:
    yield _row("label", "TLP", f"TLP:{origin.tlp.value}: nothing more restrictive is in it", None)
    level = origin.level
    yield _row("label", "redaction", f"{level.id}: {level.means}", origin.replaced)
    if not level.hides:
        yield _row("label", "chain", "of a whole case; detente verify checks it in the case", None)
        return
    yield _row(
        "label", "chain", "cannot be checked over a redacted export: its texts are not those that were sealed", None
    )
    yield _row("label", "hidden", ", ".join(sorted(level.hides)), None)
    yield _row(
        "label",
        "places",
        f"{level.area} instead of the place, points as the middle of a cell of {level.grid:g} degrees",
        None,
    )
    yield _row(
        "label",
        "not protected",
        "published articles stay public, whatever is replaced in quotations of them here; small counts; days; "
        "names that no field of a form holds, or that are spelled with other letters there",
        None,
    )


def page(rows: Sequence[Row]) -> str:
    """Return what an export rests on as a page of Markdown."""
    lines = ["# What these tables rest on", ""]
    for part in dict.fromkeys(row["part"] for row in rows):
        lines += [f"## {str(part).capitalize()}", ""]
        for row in rows:
            if row["part"] == part:
                told = ": ".join(str(row[one]) for one in ("name", "value") if row[one] is not None)
                lines.append(f"- {told}" + (f" ({row['number']})" if row["number"] is not None else ""))
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"
