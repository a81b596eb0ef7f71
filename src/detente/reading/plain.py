"""A plain text file is one report."""

from collections.abc import Iterator

from detente.reading.config import Config
from detente.reading.decode import Decoded, decoded
from detente.reading.raw import File, Raw, skip
from detente.records import Gap, Skipped

__all__ = ["encoding_gaps", "read_text", "text_or_skip"]


def read_text(file: File, config: Config) -> Iterator[Raw | Skipped]:
    """Yield the one report of a text file."""
    found = text_or_skip(file, config)
    if isinstance(found, Skipped):
        yield found
        return
    yield Raw(where=file.where, key=file.data, text=found.text, legacy=not found.certain, gaps=encoding_gaps(found))


def text_or_skip(file: File, config: Config) -> Decoded | Skipped:
    """Return the text of a file, or the line that says that its bytes are none."""
    found = decoded(file.data, config)
    if found is None:
        what = "binary: its bytes are no text in UTF-8, UTF-16 or windows-1252"
        return skip(file.where, what, "give text in UTF-8, HTML, PDF, JSONL, CSV, Parquet or a feed")
    return found


def encoding_gaps(found: Decoded) -> tuple[Gap, ...]:
    """Return the note that an encoding was guessed, nothing where it was certain."""
    if found.certain:
        return ()
    reason = f"the bytes are not UTF-8 and were read as {found.encoding}; save as UTF-8 if letters look wrong"
    return (Gap(field="encoding", reason=reason),)
