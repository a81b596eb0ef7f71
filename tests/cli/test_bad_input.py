"""detente read on bad input: the real reading room behind the command line, the language engine left out."""

import gzip
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from detente import reading
from detente.flow import Rooms
from detente.records import Article, Coded, Explanation, Parse, Skipped
from detente.settings import Settings

from .conftest import MAKING, TEXT, caller, parse

Detente = Callable[..., int]

BAD: dict[str, tuple[bytes, str]] = {
    # name of the file, its content, what is told
    "binary.dat": (bytes(range(256)) * 40, "binary"),
    "bomb.txt.gz": (gzip.compress(bytes(21_000_000)), "longer than the 20,000,000 bytes"),
    "broken.html": (b"<htm<<<p <p ><><", "no article text"),
    "cut.pdf": (b"%PDF-1.4\nbroken", "damaged"),
    "deep.html": (b"<div>" * 50_000, "nested too deep"),
    "deep.json": (b"[" * 100_000, "nested too deep"),
    "deep.xml": (b"<rss>" + b"<a>" * 50_000, "no RSS or Atom feed"),
    "empty.txt": (b"", "empty"),
    "entities.xml": (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>', "declares entities"),
    "office.docx": (b"PK\x03\x04" + bytes(90), "office document"),
    "spanish.txt": ("El ejército anunció el martes que sus fuerzas cruzaron el río. ".encode() * 5, "Spanish"),
}


@pytest.fixture
def detente(monkeypatch: pytest.MonkeyPatch) -> Detente:
    """Return the command line as a function of its words that gives the exit code; it reads and codes nothing."""

    def open_rooms(settings: Settings) -> Rooms:
        def read(paths: Iterable[str]) -> Iterator[Article | Skipped]:
            return reading.read(paths, config=settings.reading, stdin=sys.stdin.buffer)

        def code(parse: Parse, article: Article) -> Coded:
            del parse, article
            return Coded(codings=(), undertakings=(), skipped=())

        names: dict[str, str] = {}

        def unexplained(parse: Parse, article: Article, number: int) -> Explanation:
            raise NotImplementedError

        return Rooms(
            read=read,
            parse=parse,
            code=code,
            sketch=lambda coded: [() for _ in coded],
            explain=unexplained,
            country_name=names.get,
            making=MAKING,
        )

    return caller(monkeypatch, open_rooms)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder with one good report and every bad input in it."""
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "gone.lnk").symlink_to("nowhere")
    (tmp_path / "loop.lnk").symlink_to("loop.lnk")
    os.mkfifo(tmp_path / "pipe")
    lines = ['{"text": "cut off' if line == 7 else f'{{"text": "{line}. {TEXT}"}}' for line in range(1, 11)]
    (tmp_path / "rows.jsonl").write_text("\n".join(line.replace("\n", " ") for line in lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_each_is_one_line_and_the_rest_is_read(detente: Detente, capsys: pytest.CaptureFixture[str]) -> None:
    assert detente("read", ".", "missing.txt", "no*.match", "--quiet") == 1
    told = capsys.readouterr().err.splitlines()
    expected = {f"./{name}": what for name, (_, what) in BAD.items()} | {
        "./gone.lnk": "leads nowhere", "./loop.lnk": "back to itself", "./pipe": "no regular file",
        "./rows.jsonl:7": "no JSON", "missing.txt": "no such file", "no*.match": "no file matches",
    }  # fmt: skip
    assert len(told) == len(expected)
    for where, what in expected.items():
        (line,) = (one for one in told if one.startswith((f"detente: {where}: ", f"detente: {where}:1: ")))
        assert what in line
        assert "; " in line, "a remedy is told"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("paths", "code"),
    [
        pytest.param(["good.txt"], 0, id="a good one"),
        pytest.param(["good.txt", "empty.txt"], 1, id="a good one and a bad one"),
        pytest.param(["empty.txt", "good.txt"], 1, id="a bad one and a good one"),
        pytest.param(["good.txt", "good.txt"], 0, id="the same one twice"),
        pytest.param(["rows.jsonl"], 1, id="rows of which one is bad"),
        pytest.param(["empty.txt", "missing.txt"], 2, id="nothing but bad ones"),
    ],
)
def test_the_exit_code_says_whether_anything_was_skipped(detente: Detente, paths: list[str], code: int) -> None:
    assert detente("read", *paths, "--quiet") == code


def test_a_folder_without_files_is_told_and_is_a_failure(
    detente: Detente, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert detente("read", str(tmp_path)) == 2
    assert "no file to read in this folder" in " ".join(capsys.readouterr().out.split())


def test_a_name_and_a_text_with_half_letters_are_written_as_records(detente: Detente, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jsonl")).write_text(
        '{"text": "\\ud800 ' + TEXT.replace("\n", " ") + '", "title": "x \\udfff"}\n{"x": "\\udfff"}', encoding="utf-8"
    )
    assert detente("read", str(tmp_path), "--quiet", "--out", str(tmp_path / ".out")) == 1
    assert (tmp_path / ".out").read_text(encoding="utf-8").count("\n") == 3


def test_records_for_a_folder_that_is_missing_are_refused_before_anything_is_read(
    detente: Detente, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert detente("read", "no*.match", "--out", str(tmp_path / "gone" / "x.jsonl")) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "cannot be written" in told
    assert "no file matches" not in told
