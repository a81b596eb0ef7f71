"""Small files for the reading room, made by code, and a way to read them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.reading import Config, read
from detente.records import Article, Skipped

PROSE = (
    "The army of the northern state said on Tuesday that its forces had crossed the river and would stay there. "
    "The ministry of the southern state called it a breach of the truce and recalled its envoy from the capital."
)

Reading = Callable[..., list[Article | Skipped]]
Shaped = Callable[..., Article]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Return a function that writes bytes or text into a file and reads it."""

    def given(content: bytes | str, name: str = "report.txt", config: Config | None = None) -> list[Article | Skipped]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read([str(path)], config=config or Config()))

    return given


@pytest.fixture
def article(reading: Reading) -> Shaped:
    """Return a function that reads one file of exactly one article."""

    def given(content: bytes | str, name: str = "report.txt", config: Config | None = None) -> Article:
        (found,) = reading(content, name, config)
        assert isinstance(found, Article), found
        return found

    return given


@pytest.fixture
def refusal(reading: Reading) -> Callable[..., Skipped]:
    """Return a function that reads one file of which nothing can be used."""

    def given(content: bytes | str, name: str = "report.txt", config: Config | None = None) -> Skipped:
        (found,) = reading(content, name, config)
        assert isinstance(found, Skipped), found
        return found

    return given


def pdf_of(*lines: str) -> bytes:
    """Return a PDF of one page with these lines, written by hand; without lines it has no text layer."""
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td {shown} ET".encode("latin-1") if lines else b"0 0 10 10 re f"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >>>>>>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
