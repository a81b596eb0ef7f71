"""A PDF is one report: the text layer of its pages, with the lines of a paragraph joined."""

from collections.abc import Iterator
from typing import Any

from detente.reading.config import Config
from detente.reading.raw import File, Raw, skip
from detente.reading.rules import table
from detente.records import Skipped

__all__ = ["flowing", "read_pdf"]

_WIDE = 0.75  # a line that is shorter than this part of the longest one may end a paragraph
_NARROW = 0.5  # one that is shorter than this part always does
_HYPHENS = ("\ufffe", "\u00ad", "\x02")


def read_pdf(file: File, config: Config) -> Iterator[Raw | Skipped]:
    """Yield the one report of a PDF."""
    import pypdfium2  # noqa: PLC0415 - loads a library, and few readings have PDF

    try:
        document = pypdfium2.PdfDocument(file.data)
    except (pypdfium2.PdfiumError, ValueError) as problem:
        locked = "password" in str(problem).lower()
        what = "the PDF is locked by a password" if locked else "the PDF is damaged"
        yield skip(file.where, what, "save an open copy" if locked else "fetch or export it again")
        return
    try:
        yield _report(file, document, config)
    finally:
        document.close()


def _report(file: File, document: Any, config: Config) -> Raw | Skipped:  # noqa: ANN401 - the library is untyped
    count = len(document)
    if count > config.max_pages:
        return skip(file.where, f"a PDF of {count:,} pages", "cut it or raise max_pages in the settings")
    text = "\n\n".join(filter(None, (flowing(words) for words in _pages(document, count))))
    if not text.strip():
        return skip(file.where, "the PDF has no text layer", "run OCR on it (text recognition) and read the result")
    if len(text) > config.max_bytes:
        return skip(file.where, f"the PDF holds {len(text):,} characters", "cut it into articles")
    return Raw(where=file.where, key=file.data, text=text)


def _pages(document: Any, count: int) -> Iterator[str]:  # noqa: ANN401 - as above
    import pypdfium2  # noqa: PLC0415 - as above

    for number in range(count):
        try:
            page = document[number]
            words = page.get_textpage()
            yield words.get_text_range()
            words.close()
            page.close()
        except pypdfium2.PdfiumError:
            yield ""


def flowing(page: str) -> str:
    """Return a page's text with lines joined that the page's width broke, words joined that a hyphen broke.

    A line ends a paragraph where it is blank, or short and closed by a stop; a line before a capital letter that is
    short and open (a heading) stays alone too.
    """
    lines = [" ".join(line.split()) for line in page.replace("\r\n", "\n").split("\n")]
    width = max(map(len, lines), default=0)
    pieces: list[str] = []
    for number, line in enumerate(lines):
        follows = lines[number + 1] if number + 1 < len(lines) else ""
        if line.endswith(_HYPHENS):
            pieces.append(line[:-1])
        elif not line or not follows or _ends(line, follows, width):
            pieces.append(line + "\n")
        else:
            pieces.append(line + " ")
    flowed = [line.strip() for line in "".join(pieces).split("\n")]
    return "\n".join(line for line in flowed if line)


def _ends(line: str, follows: str, width: int) -> bool:
    if len(line) >= width * _WIDE:
        return False
    if len(line) < width * _NARROW:
        return True
    signs = table("furniture")["signs"]
    return line.endswith(tuple(signs["stops"])) or follows[:1].isupper() or follows[:1] in signs["begins"]
