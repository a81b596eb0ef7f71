"""What stands around the prose: headers, datelines, desk marks, the title. Nothing is removed, all is marked."""

import re
from dataclasses import dataclass, field

from detente.reading.config import Config
from detente.reading.dates import MonthDay, Unclear, day_of_dateline, day_written
from detente.reading.names import Cell, Plate, cells_of, is_short_name, plate_of
from detente.reading.rules import FurnitureRule, furniture, table
from detente.records import Span, When

__all__ = ["Surroundings", "surroundings"]

_LINE = re.compile(r"[^\r\n]+")


@dataclass(slots=True)
class Surroundings:
    """What was found around the prose of one text.

    ``kinds`` are the kinds of furniture, in the order found. ``source`` is an outlet that a label names, ``masthead``
    a name that stands above the report, ``state`` a state whose letterhead stands there.
    """

    title: Span | None = None
    furniture: list[Span] = field(default_factory=list)
    published: list[When] = field(default_factory=list)
    updated: list[When] = field(default_factory=list)
    dateline: list[When | MonthDay] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    source: str | None = None
    masthead: str | None = None
    state: str | None = None
    url: str | None = None
    agency: str | None = None
    kinds: list[str] = field(default_factory=list)


def surroundings(text: str, config: Config, *, own_title: bool) -> Surroundings:
    """Return the furniture of a text and what it says; ``own_title`` is False where the title came from elsewhere."""
    found = Surroundings()
    head = _first_lines(text, config)
    prose: list[Span] = []
    for number, line in enumerate(head):
        if _whole_line(text, line, found, config):
            continue
        if not prose and _above(text, line, head[number + 1 :], found, config):
            continue
        if own_title and found.title is None and not prose:
            found.title = _title_of(text, line, head[number + 1 :], found, config)
            if found.title is not None:
                continue
        glued = "dateline" not in found.kinds
        prose.append(_glued_start(text, line, found, config) if glued else line)
    tail = _last_lines(text, head[-1].end if head else 0, config)
    prose += [line for line in tail if not _whole_line(text, line, found, config)]
    if prose:
        _glued_end(text, prose[-1], found, config)
    found.furniture.sort(key=lambda span: span.start)
    return found


def _first_lines(text: str, config: Config) -> list[Span]:
    """Return the first lines with words, without their outer blanks."""
    spans: list[Span] = []
    for match in _LINE.finditer(text):
        span = _trimmed(text, match.start(), match.end())
        if span is not None:
            spans.append(span)
        if len(spans) == config.head_lines:
            break
    return spans


def _last_lines(text: str, after: int, config: Config) -> list[Span]:
    """Return the last lines with words that begin after an offset, in text order."""
    spans: list[Span] = []
    end = len(text)
    while end > after and len(spans) < config.tail_lines:
        start = max(text.rfind("\n", after, end), text.rfind("\r", after, end), after - 1) + 1
        span = _trimmed(text, start, end)
        if span is not None:
            spans.append(span)
        end = start - 1
    return spans[::-1]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if start < end else None


def _whole_line(text: str, line: Span, found: Surroundings, config: Config) -> bool:
    """Return whether the whole line is furniture, and note what it says."""
    if line.end - line.start > config.label_chars * (1 + text.startswith("http", line.start)):
        return _is_long_url(text, line, found)
    words = text[line.start : line.end]
    for rule in furniture("line"):
        match = rule.found(words)
        if match is not None and _note(rule, match, found, config):
            found.furniture.append(line)
            return True
    return False


def _above(text: str, line: Span, after: list[Span], found: Surroundings, config: Config) -> bool:
    """Return whether the line is a masthead, a letterhead or a section, and note whose; a title's suffix is cut off.

    A name that proves nothing by itself counts only where a title is known or follows.
    """
    words = text[line.start : line.end]
    if not after or len(words) > config.label_chars:
        return False
    cells = cells_of(words)
    if len(cells) > 1:
        return _cells(line, cells, found, config, titled=_has_title(text, after, found, config))
    plate = plate_of(words)
    if plate is None or not (plate.sure or _has_title(text, after, found, config)):
        return False
    _note_plate(plate, words, found)
    found.furniture.append(line)
    return True


def _note_plate(plate: Plate, words: str, found: Surroundings) -> None:
    """Write down whose name stands above; of several the first that is more than a state's counts."""
    found.kinds.append(plate.kind)
    if plate.kind == "state":
        found.state = found.state or words
    elif plate.kind != "section":
        found.masthead = found.masthead or words


def _has_title(text: str, after: list[Span], found: Surroundings, config: Config) -> bool:
    """Return whether the title is known or the next line that is no furniture is set apart as one."""
    if found.title is not None:
        return True
    for number, line in enumerate(after):
        words = text[line.start : line.end]
        if _is_header(words, config) or plate_of(words) is not None:
            continue
        return _is_title(text, line, after[number + 1 :], config)
    return False


def _is_header(words: str, config: Config) -> bool:
    """Return whether a whole line is furniture by a rule of its own, without noting what it says."""
    return len(words) <= config.label_chars and _whole_line(
        words, Span(start=0, end=len(words)), Surroundings(), config
    )


def _cells(line: Span, cells: list[Cell], found: Surroundings, config: Config, *, titled: bool) -> bool:
    """Return whether a line of several parts is furniture: outlet, place, date, page, section in any order."""
    said = [_said(cell, config) for cell in cells]
    plates = [plate_of(cell.words) if one is None else None for cell, one in zip(cells, said, strict=True)]
    others = [cell for cell, one, plate in zip(cells, said, plates, strict=True) if one is None and plate is None]
    dated = any(one.published or one.updated for one in said if one is not None)
    if not any(plates) and not (dated and titled):
        return False
    first = next((cell.start for cell, plate in zip(cells, plates, strict=True) if plate), 0)
    for cell in others:
        may_be_title = " " in cell.words and cell.start < first and not titled
        if not dated or may_be_title or not is_short_name(cell.words):
            return False
    for one in filter(None, said):
        _take_over(one, found)
    for plate, cell in zip(plates, cells, strict=True):
        if plate is not None:
            _note_plate(plate, cell.words, found)
    found.furniture.append(line)
    return True


def _said(cell: Cell, config: Config) -> Surroundings | None:
    """Return what a part says that is a header by itself (a date, a section, a page), None for another."""
    said = Surroundings()
    if cell.is_page or _whole_line(cell.words, Span(start=0, end=len(cell.words)), said, config):
        return said
    return None


def _take_over(said: Surroundings, found: Surroundings) -> None:
    """Write down what one part of a line says."""
    found.published += said.published
    found.updated += said.updated
    found.unclear += said.unclear
    found.kinds += said.kinds
    found.url = found.url or said.url
    found.source = found.source or said.source


def _title_of(text: str, line: Span, after: list[Span], found: Surroundings, config: Config) -> Span | None:
    """Return the title that a line is, without an outlet's name behind a bar or dash; None for another line.

    What follows the title is noted. Behind a dash an authority or agency may be the speaker, so it stays.
    """
    if not _is_title(text, line, after, config):
        return None
    words = text[line.start : line.end]
    *before, last = cells_of(words)
    plate = plate_of(last.words) if before and " " in words[: before[-1].end] else None
    barred = plate is not None and plate.kind == "agency" and "|" in words[before[-1].end : last.start]
    if plate is None or not (barred or (plate.sure and plate.kind == "outlet")):
        return line
    _note_plate(plate, last.words, found)
    end = line.start + before[-1].end
    suffix = _trimmed(text, end, line.end)
    found.furniture += [suffix] if suffix else []
    return Span(start=line.start, end=end)


def _is_long_url(text: str, line: Span, found: Surroundings) -> bool:
    """Return whether a line that is too long for a header is one address, and note it."""
    words = text[line.start : min(line.end, line.start + 2000)]
    if not words.startswith(("http://", "https://")) or any(sign.isspace() for sign in words):
        return False
    found.url = found.url or words
    found.furniture.append(line)
    found.kinds.append("url")
    return True


def _note(rule: FurnitureRule, match: re.Match[str], found: Surroundings, config: Config) -> bool:
    """Write down what a match says; return False where it turns out to say nothing."""
    groups = match.groupdict()
    if rule.kind in {"date", "updated"}:
        when = day_written(groups["date"], config)
        if isinstance(when, Unclear):
            found.unclear.append(when.reason)
        else:
            (found.published if rule.kind == "date" else found.updated).append(when)
    if rule.kind == "dateline" and not _note_dateline(groups, found, config):
        return False
    found.url = found.url or groups.get("url")
    found.source = found.source or _outlet(groups)
    found.kinds.append(rule.kind)
    return True


def _outlet(groups: dict[str, str | None]) -> str | None:
    """Return the outlet that a match names; a name beside a date counts only if it has the form of one."""
    if groups.get("source"):
        return (groups["source"] or "").strip()
    name = (groups.get("name") or "").strip()
    plate = plate_of(name)
    return name if plate is not None and plate.kind in {"outlet", "agency"} else None


def _note_dateline(groups: dict[str, str | None], found: Surroundings, config: Config) -> bool:
    """Write down agency and day of a dateline; return False for a bracket that holds no agency and no place."""
    agency = (groups.get("agency") or "").strip()
    known = agency in table("agencies")["names"]
    if agency and not known and groups.get("place") is None:
        return False
    if known:
        found.agency = found.agency or agency
    elif agency and (found.masthead or "").lower().startswith(agency.lower()):
        found.kinds.append("agency")  # only agencies sign the place line with their own name
    if groups.get("date"):
        day = day_of_dateline(groups["date"] or "", config)
        if isinstance(day, Unclear):
            found.unclear.append(day.reason)
        else:
            found.dateline.append(day)
    return True


def _is_title(text: str, line: Span, after: list[Span], config: Config) -> bool:
    """Return whether the line is set apart as a title: short, no final stop, and what follows begins anew."""
    signs, last, words = table("furniture")["signs"], text[line.end - 1], text[line.start : line.end]
    if " " not in words or not any(sign.isalpha() for sign in words):
        return False
    if (
        not after
        or line.end - line.start > config.title_chars
        or last in signs["open"]
        or words.endswith(tuple(signs["closed"]))
    ):
        return False
    if _is_blank_between(text, line.end, after[0].start):
        return True
    follows = text[after[0].start]
    return not follows.islower() and not _is_wrapped(text, [line, *after])


def _is_blank_between(text: str, start: int, end: int) -> bool:
    return len(re.findall(r"\r\n|\n|\r", text[start:end])) > 1


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Return whether the text is cut into lines of one width: the next line goes on in the middle of a sentence."""
    going_on = sum(text[line.start].islower() for line in lines[1:])
    return going_on * 3 > len(lines)


def _glued_start(text: str, line: Span, found: Surroundings, config: Config) -> Span:
    """Mark headers and a dateline that are glued to the first sentence; return what is left of the line."""
    moved = True
    while moved and line.start < line.end:
        moved = False
        window = text[line.start : min(line.end, line.start + config.head_chars)]
        for rule in furniture("start"):
            match = rule.found(window)
            if match is None or not _note(rule, match, found, config):
                continue
            end = line.start + len(match[0].rstrip())
            found.furniture.append(Span(start=line.start, end=end))
            left = _trimmed(text, end, line.end)
            line, moved = left or Span(start=line.end, end=line.end), rule.kind != "dateline"
            break
    return line


def _glued_end(text: str, line: Span, found: Surroundings, config: Config) -> None:
    """Mark desk marks that are glued to the last sentence."""
    end, moved = line.end, True
    while moved and end > line.start:
        moved = False
        start = max(line.start, end - config.tail_chars)
        for rule in furniture("end"):
            match = rule.found(text[start:end])
            if match is None or start + match.start() <= line.start or not _note(rule, match, found, config):
                continue
            found.furniture.append(Span(start=start + match.start(), end=end))
            left = _trimmed(text, line.start, start + match.start())
            end, moved = (left.end if left else line.start), True
            break
