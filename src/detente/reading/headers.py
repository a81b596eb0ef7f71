"""What stands around the prose: headers, datelines, desk marks, the title. Nothing is removed, all is marked."""

import re
from dataclasses import dataclass, field

from detente.reading.config import Config
from detente.reading.dates import MonthDay, Unclear, day_of_dateline, day_written
from detente.reading.rules import FurnitureRule, furniture, table
from detente.records import Span, When

__all__ = ["Surroundings", "surroundings"]

_LINE = re.compile(r"[^\r\n]+")


@dataclass(slots=True)
class Surroundings:
    """What was found around the prose of one text; ``kinds`` are the kinds of furniture, in the order found."""

    title: Span | None = None
    furniture: list[Span] = field(default_factory=list)
    published: list[When] = field(default_factory=list)
    updated: list[When] = field(default_factory=list)
    dateline: list[When | MonthDay] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    source: str | None = None
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
        if own_title and found.title is None and not prose and _is_title(text, line, head[number + 1 :], config):
            found.title = line
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
    """Return the outlet that a match names; a name beside a date counts only if it is that of an agency."""
    if groups.get("source"):
        return (groups["source"] or "").strip()
    name = (groups.get("name") or "").strip()
    return name if name in table("agencies")["names"] else None


def _note_dateline(groups: dict[str, str | None], found: Surroundings, config: Config) -> bool:
    """Write down agency and day of a dateline; return False for a bracket that holds no agency and no place."""
    agency = (groups.get("agency") or "").strip()
    known = agency in table("agencies")["names"]
    if agency and not known and groups.get("place") is None:
        return False
    if known:
        found.agency = found.agency or agency
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
