"""Brief room: a brief as Markdown."""

import re
from collections.abc import Callable, Iterator

from detente.brief import head
from detente.brief.citations import cited
from detente.records import Brief, Citation, Line

__all__ = ["markdown"]

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


def markdown(brief: Brief, party: Callable[[str], str]) -> str:
    """Return a brief as Markdown; ``party`` names a side."""
    return "\n".join(_lines(brief, party)) + "\n"


def _lines(brief: Brief, party: Callable[[str], str]) -> Iterator[str]:
    yield f"# {_plain(head.title(brief.head))}"
    yield ""
    for name, words in head.lines(brief.head, party):
        yield f"- **{name}**: {_plain(words)}"
    for section in brief.sections:
        yield ""
        yield f"## {_plain(section.title)}"
        yield ""
        if section.empty:
            yield f"*{_plain(section.empty)}*"
        for line in section.lines:
            yield from _line(line, "")
    yield ""
    yield f"## {head.NOTE}"
    yield ""
    yield f"> {_plain(brief.judgement)}" if brief.judgement else "> *none was given*"
    yield ""
    yield "## Sources"
    yield ""
    for citation in brief.citations:
        yield f"{citation.number}. {_citation(citation)}"


def _line(line: Line, indent: str) -> Iterator[str]:
    parts = [f"**{_plain(line.day)}**" if line.day else "", f"*{_plain(line.caution)}:*" if line.caution else ""]
    quoted = f"“{_plain(line.quote)}”" if line.quote else ""
    parts += [
        _plain(line.text) + (":" if quoted else ";" if line.then else ""),
        quoted + (";" if quoted and line.then else ""),
        _plain(line.then or ""),
        f"`{line.label}`" if line.label else "",
        f"({line.id})" if line.id else "",
    ]
    parts.append("".join(f"[{number}]" for number in line.citations))
    yield f"{indent}- " + " ".join(part for part in parts if part)
    for one in line.below:
        yield from _line(one, indent + "  ")


def _citation(citation: Citation) -> str:
    return _plain(cited(citation)) + (f" <{citation.url}>" if citation.url else "")


def _plain(text: str) -> str:
    """Return text in which no character is taken for a mark."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
