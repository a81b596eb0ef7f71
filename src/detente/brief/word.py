"""Brief room: a brief as a Word document (docx)."""

import io
from collections.abc import Callable

from docx import Document
from docx.document import Document as Written
from docx.shared import Pt

from detente.brief import head
from detente.brief.citations import cited
from detente.records import Brief, Citation, Line

__all__ = ["word"]

STYLES = ("List Bullet", "List Bullet 2", "List Bullet 3")


def word(brief: Brief, party: Callable[[str], str]) -> bytes:
    """Return a brief as the bytes of a docx file; ``party`` names a side."""
    document = Document()
    document.core_properties.title = head.title(brief.head)
    document.styles["Normal"].font.size = Pt(10.5)
    document.add_heading(head.title(brief.head), 0)
    for name, words in head.lines(brief.head, party):
        fact = document.add_paragraph()
        fact.add_run(f"{name}: ").bold = True
        fact.add_run(words)
    for section in brief.sections:
        document.add_heading(section.title, 1)
        if section.empty:
            document.add_paragraph().add_run(section.empty).italic = True
        for line in section.lines:
            _line(document, line, 0)
    document.add_heading(head.NOTE, 1)
    document.add_paragraph(brief.judgement or "none was given", style="Intense Quote")
    document.add_heading("Sources", 1)
    for citation in brief.citations:
        document.add_paragraph(_citation(citation))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _line(document: Written, line: Line, level: int) -> None:
    told = document.add_paragraph(style=STYLES[min(level, len(STYLES) - 1)])
    if line.day:
        told.add_run(f"{line.day}  ").bold = True
    if line.caution:
        told.add_run(f"{line.caution}: ").italic = True
    told.add_run(f"{line.text}: “{line.quote}”" if line.quote else line.text)
    told.add_run(f"; {line.then}" if line.then else "")
    marks = [f" [{line.label}]" if line.label else "", f" ({line.id})" if line.id else ""]
    small = told.add_run("".join(marks))
    small.font.size = Pt(8)
    told.add_run("".join(f" [{number}]" for number in line.citations))
    for one in line.below:
        _line(document, one, level + 1)


def _citation(citation: Citation) -> str:
    return f"[{citation.number}] {cited(citation)}" + (f" {citation.url}" if citation.url else "")
