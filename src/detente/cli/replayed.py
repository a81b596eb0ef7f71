"""A replay on the terminal and in files; the word illustration stands on everything."""

import csv
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli.jsonl import replace_bytes
from detente.cli.tables import show_json, show_lines, show_table
from detente.cli.wording import one_line
from detente.records import Fate, LaneKind, Playing, Replay, Stay
from detente.replay import WORDS, load, ready

if TYPE_CHECKING:
    from detente.replay import Config

__all__ = ["put_out", "show_ready"]


def show_ready(config: "Config") -> None:
    """Print the courses that come with Detente, with their alternatives."""
    rows = []
    for name in ready():
        course = load(name, config)
        rows.append((name, course.title, "\n".join(one.name for one in course.alternatives)))
    show_table(f"Ready courses ({WORDS['mark']})", ("name", "what is played", "alternatives"), rows)


def put_out(found: Playing, *, svg: Path | None, html: Path | None, as_json: bool, as_csv: bool) -> None:
    """Print a replay, or two with their differences, and write the files that were asked for."""
    from detente.replay import page, picture  # noqa: PLC0415 - only where they are needed

    written = []
    for path, draw in ((svg, picture), (html, page)):
        if path is not None:
            replace_bytes(path, draw(found).encode())
            written.append(f"{path} ({WORDS['mark']})")
    if as_json:
        show_json({"illustration": WORDS["notice"], **asdict(found)})
    elif as_csv:
        _show_csv(found)
    else:
        _show(found)
        if written:
            show_lines("Written: " + ", ".join(written))


def _show(found: Playing) -> None:
    """Print a replay: what became known and what changed by it, how it ends, and what differs from another."""
    one, other = found.one, found.other
    show_lines(WORDS["notice"])
    if other is None:
        show_lines(*filter(None, [one.means]))
        _show_days(one)
        _show_end(one)
    else:
        show_lines(*(f"{each.name}: {each.means}" for each in (one, other) if each.means))
        _show_varied(found)
        _show_differences(found)
    for replay in filter(None, (one, other)):
        if replay.undated:
            show_lines(f"Left out of {replay.name}, since they bear no date: {', '.join(replay.undated)}.")


def _title(replay: Replay, words: str) -> str:
    """Return a heading that says what it is: an illustration, of what, and which part of it."""
    return f"{WORDS['mark'].capitalize()}: {' and '.join(replay.parties)}, {replay.name}: {words}"


def _show_days(replay: Replay) -> None:
    """Print what became known day by day, and what changed in the account."""
    known: dict[str, list[str]] = {}
    for step in replay.steps:
        if step.day is not None and step.fate is not Fate.TAKEN_OUT:
            mark = f" ({WORDS['fates'][step.fate.value]})" if step.fate is not Fate.KEPT else ""
            known.setdefault(step.day, []).append(one_line(step.words) + mark)
    changed: dict[str, list[str]] = {}
    for lane in replay.lanes:
        for before, stay in zip((None, *lane.stays), lane.stays, strict=False):
            was = f" (before: {before.words})" if before is not None and lane.kind is not LaneKind.ACTS else ""
            changed.setdefault(stay.first, []).append(one_line(f"{lane.label}: {stay.words}{was}"))
    none = WORDS["words"]
    rows = [
        (day, "\n".join(known.get(day, [none["time"]])), "\n".join(changed.get(day, [none["nothing"]])))
        for day in sorted({*known, *changed})
        if replay.first <= day <= replay.last
    ]
    show_table(_title(replay, "day by day"), ("day", "what became known", "what changed in the account"), rows)


def _show_end(replay: Replay) -> None:
    """Print how everything stands on the last day."""
    rows = [
        (WORDS["kinds"][lane.kind.value], one_line(lane.label), stay.first, one_line(stay.words))
        for lane in replay.lanes
        if (stay := lane.on(replay.last)) is not None
    ]
    show_table(_title(replay, f"as of {replay.last}"), ("", "what", "since", "how it stands"), rows)


def _show_varied(found: Playing) -> None:
    """Print what one of the two has that the other has not, or has on another day."""
    rows = [
        (
            replay.name,
            WORDS["fates"][step.fate.value],
            step.before or "",
            step.day or "",
            one_line(step.words),
        )
        for replay in (found.one, found.other)
        if replay is not None
        for step in replay.steps
        if step.fate is not Fate.KEPT
    ]
    if rows:
        show_table(f"{WORDS['mark'].capitalize()}: what is varied", ("in", "how", "was", "is", "entry"), rows)


def _show_differences(found: Playing) -> None:
    """Print on which days what stands otherwise."""
    one, other = found.one, found.other
    if other is None:
        return
    rows = [
        (
            WORDS["kinds"][each.kind.value],
            one_line(each.label),
            span(each.first, each.last),
            _words(each.one),
            _words(each.other),
        )
        for each in found.differences
    ]
    title = f"{WORDS['mark'].capitalize()}: {' and '.join(one.parties)}: how {other.name} differs from {one.name}"
    if rows:
        show_table(title, ("", "what", "days", one.name, other.name), rows)
    else:
        show_lines(f"{title}: in nothing.")


def _words(stay: Stay | None) -> str:
    """Return how something stands."""
    return one_line(stay.words) if stay is not None else WORDS["words"]["none"]


def span(first: str, last: str) -> str:
    """Return a stretch of days."""
    return first if first == last else f"{first} to {last}"


def _show_csv(found: Playing) -> None:
    """Print a row for each stretch of days on which something stands as it does; the first column says what it is."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(
        (
            WORDS["mark"],
            "course",
            "replay",
            "dyad",
            "kind",
            "what",
            "first",
            "last",
            "state",
            "tone",
            "because",
            "differs",
        )
    )
    writer.writerows(row for replay in (found.one, found.other) if replay is not None for row in _rows(replay, found))


def _rows(replay: Replay, found: Playing) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one replay."""
    for lane in replay.lanes:
        keys = {lane.key} if lane.kind is not LaneKind.COMMITMENT else {lane.key, *lane.of}
        spans = [(one.first, one.last) for one in found.differences if one.key in keys]
        for stay in lane.stays:
            differs = any(first <= stay.last and stay.first <= last for first, last in spans)
            yield (
                WORDS["notice"],
                replay.course,
                replay.name,
                "-".join(replay.dyad),
                lane.kind.value,
                lane.label,
                stay.first,
                stay.last,
                stay.words,
                stay.tone.value,
                "; ".join(stay.because),
                "yes" if differs else "no" if found.other else "",
            )
