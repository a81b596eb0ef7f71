"""A brief on the terminal: its head, its parts line by line, and what each line rests on."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from detente.brief import cited, names_of
from detente.codebook import Codebook
from detente.records import Brief, Line

__all__ = ["show"]

NARROWEST = 20
STEP = 2


def show(brief: Brief, book: Codebook) -> None:
    """Print a brief on standard output."""
    console = Console(highlight=False, emoji=False, markup=False)
    facts = names_of(brief, book)
    console.print(Text(facts.title, style="bold underline"))
    for name, words in facts.head:
        _beside(console, Text(words), f"{name}: ", style="dim")
    for section in brief.sections:
        console.print()
        console.print(Text(section.title, style="bold underline"))
        if section.empty:
            _beside(console, Text(section.empty, style="italic"), "  ")
        for line in section.lines:
            _line(console, line, 0)
    console.print()
    console.print(Text(facts.note, style="bold underline"))
    _beside(console, Text(brief.judgement or "none was given"), "  ")
    console.print()
    console.print(Text("Sources", style="bold underline"))
    for citation in brief.citations:
        _beside(console, Text(cited(citation)), f"[{citation.number}] ")


def _line(console: Console, line: Line, level: int) -> None:
    mark = " " * (STEP * level) + "- "
    _beside(console, Text.assemble(*_parts(line)), mark)
    for one in line.below:
        _line(console, one, level + 1)


def _parts(line: Line) -> Iterator[tuple[str, str]]:
    if line.day:
        yield f"{line.day}  ", "green"
    if line.caution:
        yield f"{line.caution}: ", "yellow"
    yield line.text, ""
    if line.quote:
        yield f": “{line.quote}”", "italic"
    if line.then:
        yield f"; {line.then}", ""
    if line.label:
        yield f" [{line.label}]", "cyan"
    if line.id:
        yield f" {line.id}", "bold"
    yield "".join(f" [{number}]" for number in line.citations), "dim"


def _beside(console: Console, text: Text, first: str, *, style: str = "") -> None:
    """Print text wrapped to the right of what stands before it."""
    margin = min(len(first), console.width // 2)
    width = max(console.width - margin, NARROWEST)
    for number, part in enumerate(text.wrap(console, width, overflow="fold")):
        part.rstrip()
        before = Text(first if number == 0 else " " * margin, style=style)
        console.print(before.append_text(part), soft_wrap=True)
