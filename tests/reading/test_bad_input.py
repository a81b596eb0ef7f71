"""Input that cannot be used: one clear line each (what, remedy), never an exception, never a wait."""

import gzip
import io
import json
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reading import Config, read
from detente.records import Article, Skipped

from .conftest import PROSE, Reading, Shaped, pdf_of

Refusal = Callable[..., Skipped]
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<rss><channel><item><title>&b;</title></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("content", "name", "what", "remedy"),
    [
        pytest.param(b"", "a.txt", "empty", "fill it", id="an empty file"),
        pytest.param(b" \n\t\r\n ", "a.txt", "empty", "fill it", id="a file of blanks"),
        pytest.param(b"\xef\xbb\xbf", "a.txt", "no words", "give the text", id="nothing but a byte order mark"),
        pytest.param(b"\xfe\xff", "a.json", "no article", "fill it", id="JSON of nothing but a mark"),
        pytest.param(b"12 34 -- 56", "a.txt", "no words", "give the text", id="numbers alone"),
        pytest.param(bytes(range(256)) * 40, "a.txt", "binary", "give text", id="binary bytes"),
        pytest.param(b"PK\x03\x04" + bytes(90), "a.docx", "zip archive", "save", id="an office document"),
        pytest.param("From: <Saved by X>\r\nMIME-Version: 1.0\r\n", "a.mhtml", "web archive", "save", id="MHTML"),
        pytest.param("%!PS-Adobe-3.0\n", "a.ps", "PostScript", "save", id="a PostScript document"),
        pytest.param("[1]", "a.json", "no object", "JSON object", id="JSON that is no object"),
        pytest.param('{"text": ' + "9" * 5000 + "}", "a.jsonl", "no JSON", "JSON object", id="a number without end"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(90), "a.txt", "PNG", "text recognition", id="a picture"),
        pytest.param(pdf_of(), "a.pdf", "no text layer", "run OCR", id="a PDF without text"),
        pytest.param(b"%PDF-1.4\nbroken", "a.pdf", "damaged", "again", id="a broken PDF"),
        pytest.param(b"PAR1 broken PAR1", "a.parquet", "damaged", "again", id="a broken Parquet file"),
        pytest.param(gzip.compress(b"x" * 300_000)[:-40], "a.txt.gz", "breaks off", "copy", id="a cut gzip file"),
        pytest.param(b"<html><body></body></html>", "a.html", "no article text", "save", id="a page without text"),
        pytest.param("<div>" * 100_000, "a.html", "no article text", "save", id="HTML nested too deep"),
        pytest.param(LAUGHS, "a.xml", "entities", "without", id="an XML entity bomb"),
        pytest.param("<rss>" + "<a>" * 100_000, "a.rss", "no RSS or Atom", "give", id="XML nested too deep"),
        pytest.param("[" * 200_000, "a.json", "nested too deep", "JSON object", id="JSON nested too deep"),
        pytest.param('{"text": 3}', "a.jsonl", "holds no text", "fill it", id="a text that is a number"),
        pytest.param('{"x": "y"}', "a.json", "no column of text (columns: x)", "text=NAME", id="no column of text"),
        pytest.param("[]", "a.json", "is empty", "give", id="a list without articles"),
        pytest.param("title,date\n", "a.csv", "no rows", "give", id="a table without rows"),
        pytest.param("Президент заявил, что войска перешли реку. " * 3, "a.txt", "Russian", "translate", id="Russian"),
        pytest.param(
            "El ejército anunció el martes que sus fuerzas cruzaron el río y que se quedarán allí. " * 3,
            "a.txt", "Spanish", "translate", id="a Spanish text",
        ),
        pytest.param(
            ("Президент заявил в среду, что войска перешли границу. " * 9).encode("cp1251"),
            "a.txt", "not UTF-8", "save it as UTF-8", id="a Russian text in an old encoding",
        ),
    ],
)  # fmt: skip
def test_it_is_told_in_one_line(refusal: Refusal, content: bytes | str, name: str, what: str, remedy: str) -> None:
    found = refusal(content, name)
    assert what in found.reason
    assert remedy in found.reason
    assert "\n" not in found.reason
    assert found.where.startswith(str(Path(found.where).parent))


def test_a_file_of_fifty_megabytes_is_told_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.write(PROSE.encode())
        stream.truncate(50_000_000)
    (found,) = read([str(path)])
    assert isinstance(found, Skipped)
    assert "longer than the 20,000,000 bytes" in found.reason
    assert "raise the setting reading.max_bytes" in found.reason


def test_megabytes_of_line_breaks_are_told_at_once(refusal: Refusal) -> None:
    start = time.process_time()
    assert "empty" in refusal("\n" * 3_000_000).reason
    assert time.process_time() - start < 2


def test_a_gzip_bomb_is_told_without_being_unpacked_whole(refusal: Refusal) -> None:
    bomb = gzip.compress(bytes(60_000_000), compresslevel=9)
    assert "longer than" in refusal(bomb, "a.txt.gz").reason


def test_a_gzip_file_in_a_gzip_file_is_not_unpacked_again(refusal: Refusal) -> None:
    assert "binary" in refusal(gzip.compress(gzip.compress(PROSE.encode())), "a.txt.gz").reason


def test_of_json_lines_with_a_bad_line_seven_the_others_are_read(reading: Reading) -> None:
    lines = [json.dumps({"text": f"Report {number}. {PROSE}"}) for number in range(1, 11)]
    lines[6] = '{"text": "cut off'
    found = reading("\n".join(lines), "a.jsonl")
    assert sum(isinstance(item, Article) for item in found) == 9
    (bad,) = (item for item in found if isinstance(item, Skipped))
    assert bad.where.endswith("a.jsonl:7")
    assert "no JSON" in bad.reason


@pytest.mark.parametrize(
    ("make", "what"),
    [
        pytest.param(lambda _path: None, "no such file", id="a missing path"),
        pytest.param(lambda path: path.symlink_to(path.with_name("gone")), "leads nowhere", id="a broken link"),
        pytest.param(lambda path: path.symlink_to(path), "back to itself", id="a link to itself"),
        pytest.param(os.mkfifo, "no regular file", id="a named pipe"),
        pytest.param(lambda path: path.symlink_to("/dev/zero"), "no regular file", id="a device without end"),
    ],
)
def test_a_path_that_cannot_be_read_is_told(tmp_path: Path, make: Callable[[Path], object], what: str) -> None:
    path = tmp_path / "a.txt"
    make(path)
    (found,) = read([str(path)])
    assert isinstance(found, Skipped)
    assert what in found.reason


def test_a_socket_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("s.txt")
        (found,) = read(["s.txt"])
    assert isinstance(found, Skipped)


@pytest.mark.parametrize("name", ["a.txt", "folder/a.txt"])
def test_a_file_without_permission_is_told_or_read_by_the_superuser(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(PROSE)
    closed = path if name == "a.txt" else path.parent
    closed.chmod(0)
    try:
        (found,) = read([str(tmp_path)])
    finally:
        closed.chmod(0o700)
    superuser = os.geteuid() == 0
    assert isinstance(found, Article if superuser else Skipped)


def test_a_link_to_a_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (found,) = read([str(tmp_path)])
    assert isinstance(found, Skipped)
    assert "not followed" in found.reason


def test_a_link_to_itself_in_a_folder_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.lnk").symlink_to(tmp_path / "a.lnk")
    (tmp_path / "b.txt").write_text(PROSE)
    told, found = read([str(tmp_path)])
    assert isinstance(told, Skipped)
    assert "back to itself" in told.reason
    assert isinstance(found, Article)


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / ".hidden.txt").write_text(PROSE)
    (found,) = read([str(tmp_path)])
    assert isinstance(found, Skipped)
    assert "no file to read" in found.reason


def test_a_path_given_twice_is_read_once_and_is_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE)
    given_path = str(path)
    found, again = read([given_path, given_path])
    assert isinstance(found, Article)
    assert isinstance(again, Skipped)
    assert (again.same_as, again.reason) == (given_path, "given twice; it was read once")


def test_standard_input_is_told_when_empty_and_read_once() -> None:
    empty, again = read(["-", "-"], stdin=io.BytesIO(b""))
    assert isinstance(empty, Skipped)
    assert "standard input is empty" in empty.reason
    assert isinstance(again, Skipped)
    assert again.same_as == "-"


@pytest.mark.parametrize("name", [b"new\nline.txt", b"escape\x1b[31m.txt", b"latin\xff.txt"])
@pytest.mark.parametrize("content", ["", PROSE])
def test_a_name_that_cannot_be_printed_is_escaped(tmp_path: Path, name: bytes, content: str) -> None:
    path = os.fsencode(tmp_path) + b"/" + name
    Path(os.fsdecode(path)).write_text(content)
    (found,) = read([str(tmp_path)])
    where = found.where if isinstance(found, Skipped) else found.path
    assert where is not None
    assert where.isprintable()
    assert where.encode("utf-8")


def test_half_a_letter_in_a_row_does_not_reach_the_records(reading: Reading) -> None:
    (found,) = reading('{"text": "A \\ud800 letter. ' + PROSE + '", "title": "x \\udfff\\u0007"}', "a.jsonl")
    assert isinstance(found, Article)
    assert f"{found.text}{found.title}".encode()


@pytest.mark.parametrize(("path", "what"), [("", "no path"), ("a\0b", "no path"), ("none*.txt", "no file matches")])
def test_words_that_are_no_path_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, what: str) -> None:
    monkeypatch.chdir(tmp_path)
    (found,) = read([path])
    assert isinstance(found, Skipped)
    assert what in found.reason


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        pytest.param("utf-8", None, id="UTF-8"),
        pytest.param("utf-8-sig", None, id="UTF-8 with a mark"),
        pytest.param("utf-16", None, id="UTF-16 with a mark"),
        pytest.param("utf-32", None, id="UTF-32 with a mark"),
        pytest.param("utf-16-le", "utf-16-le", id="UTF-16 without a mark"),
        pytest.param("utf-16-be", "utf-16-be", id="UTF-16 the other way round"),
        pytest.param("cp1252", "windows-1252", id="the old western encoding"),
    ],
)
def test_other_encodings_are_read_and_a_guess_is_noted(article: Shaped, encoding: str, note: str | None) -> None:
    text = f"{PROSE} “We will stay,” the general\u2019s café said."
    found = article(text.encode(encoding))
    assert found.text == text
    notes = [gap.reason for gap in found.gaps if gap.field == "encoding"]
    assert len(notes) == (note is not None)
    assert note is None or note in notes[0]


def test_zero_bytes_in_a_text_are_taken_out_and_offsets_still_lead_back(article: Shaped) -> None:
    given_text = PROSE.replace("river", "ri\0ver")
    found = article(given_text)
    assert found.text == PROSE
    assert given_text[found.given(PROSE.index("truce")) :].startswith("truce")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(PROSE + " ", id="sentences"),
        pytest.param("A", id="one letter"),
        pytest.param("By A and ", id="a byline that does not end"),
        pytest.param("date 2024-01-1", id="dates that are none"),
        pytest.param("(", id="brackets"),
        pytest.param("\u2018\u2019", id="quotes"),
        pytest.param("&amp;", id="entities"),
        pytest.param("â€™ ", id="broken letters"),
        pytest.param("\x00", id="zero bytes between letters"),
        pytest.param("ЖЖ ", id="another script"),
    ],
)
def test_one_very_long_line_takes_seconds_at_most(tmp_path: Path, line: str) -> None:
    path = tmp_path / "long.txt"
    path.write_text(PROSE + " " + line * (400_000 // len(line)), encoding="utf-8")
    start = time.process_time()
    (found,) = read([str(path)])
    assert time.process_time() - start < 4
    assert isinstance(found, Article | Skipped)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.json", "a.csv", "a.rss", "a.pdf", "-"]))
def test_no_bytes_raise_anything(data: bytes, name: str) -> None:
    found = list(_read_bytes(data, name))
    assert found
    assert all(isinstance(item, Article | Skipped) for item in found)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["a.txt", "a.html", "a.json", "a.csv", "a.rss"]))
def test_no_text_raises_anything_and_every_span_lies_in_the_text(words: str, name: str) -> None:
    prefix = {"a.html": "<html><body><p>", "a.rss": "<rss><item><title>", "a.csv": "text,title\n"}.get(name, "")
    for item in _read_bytes((prefix + words).encode("utf-8", "surrogatepass"), name):
        if isinstance(item, Article):
            assert all(0 <= span.start < span.end <= len(item.text) for span in item.furniture)
            assert all(one.end <= other.start for one, other in zip(item.furniture, item.furniture[1:], strict=False))


def _read_bytes(data: bytes, name: str) -> list[Article | Skipped]:
    """Read bytes as if they stood in a file of that name, without a file."""
    from detente.reading.front import _reports  # noqa: PLC0415 - the only way to give a name without a disk
    from detente.reading.raw import File  # noqa: PLC0415

    if name == "-":
        return list(read(["-"], stdin=io.BytesIO(data)))
    return list(_reports(File(where=name, data=data), Config()))
