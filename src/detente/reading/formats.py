"""What kind of file some bytes are: by their content first, by the ending of the name second."""

import csv
import re
from pathlib import PurePath

from detente.reading.config import Config
from detente.reading.rules import table

__all__ = ["kind_of", "known_columns", "named_column", "of_no_use", "suffix_of"]

_PDF = b"%PDF-"
_PARQUET = b"PAR1"
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+)?([a-z][\w:]{0,20})",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<([a-z][a-z0-9]{0,9})[\s>/]", re.IGNORECASE)
_MANY_TAGS = 3


def suffix_of(where: str) -> str:
    """Return the ending of a name in lower case without its dot and without a last ``.gz``."""
    return PurePath(where.lower().removesuffix(".gz")).suffix.lstrip(".")


def of_no_use(data: bytes) -> tuple[str, str] | None:
    """Return what a file of a known foreign kind is and the remedy, None for all others."""
    for row in table("formats")["magic"]:
        digits = row["hex"]
        start = row.get("offset", 0)
        if data[start : start + (len(digits) + 1) // 2].hex().startswith(digits):
            return row["what"], row["remedy"]
    return None


def kind_of(data: bytes, where: str, config: Config) -> str:
    """Return the kind of a file: text, html, pdf, json, csv, parquet or feed."""
    if _PDF in data[:1024]:
        return "pdf"
    if data.startswith(_PARQUET):
        return "parquet"
    head = _readable(data[: config.sniff_bytes]).lstrip("\ufeff")
    suffix = table("formats")["suffixes"].get(suffix_of(where))
    return _markup_kind(head, suffix) or _record_kind(head, suffix, config) or _by_suffix(suffix)


def _readable(head: bytes) -> str:
    """Return the head as text, good enough to know its kind; bytes with zeros in every second place are UTF-16."""
    if head.startswith(_BYTE_ORDER_MARKS[1:]):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    return head.decode("utf-8", errors="replace")


def _markup_kind(head: str, suffix: str | None) -> str | None:
    """Return html or feed where the text opens with their tags."""
    opening = _OPENING.match(head.lstrip())  # the pattern takes the square of many blanks
    if opening is None:
        return None
    tags = table("formats")["tags"]
    name = opening[1].lower()
    if name in tags["feed"]:
        return "feed"
    if name in {"html", "head", "body"} or suffix == "html":
        return "html"
    known = sum(tag.lower() in tags["html"] for tag in _TAG.findall(head[:8192]))
    if name in tags["html"] and known >= _MANY_TAGS:
        return "html"
    return "feed" if head.lstrip().startswith("<?xml") else None


def _record_kind(head: str, suffix: str | None, config: Config) -> str | None:
    """Return json or csv where the text opens like records of articles."""
    stripped = head.lstrip()
    if stripped.startswith(("{", "[{")) or re.match(r"\[\s*\{", stripped):
        return "json"
    if suffix == "csv":
        return "csv"
    line = stripped.partition("\n")[0].strip()
    return "csv" if suffix is None and len(known_columns(line, config)) > 1 else None


def _by_suffix(suffix: str | None) -> str:
    return suffix if suffix in {"json", "csv"} else "text"


def known_columns(line: str, config: Config) -> dict[str, str]:
    """Return the delimiter-separated names of a first line that are names of columns, a text column among them."""
    if len(line) > config.head_chars * 10 or not line:
        return {}
    delimiter = max(",\t;|", key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return {}
    found = {
        field: name for field in table("columns") if field != "lists" and (name := named_column(field, cells, config))
    }
    return found if "text" in found else {}


def named_column(field: str, names: list[str], config: Config) -> str | None:
    """Return the column that holds a field: the one the settings name, else the best-known name among the columns."""
    for wanted, name in config.columns:
        if wanted == field:
            return name if name in names else None
    plain = {re.sub(r"[\s-]+", "_", name.strip().lower()): name for name in reversed(names)}
    return next((plain[name] for name in table("columns")[field] if name in plain), None)
