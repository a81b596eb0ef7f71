"""Exchange room: the JSON lines that ``detente read --out`` writes, read back as records."""

import dataclasses
import json
import typing
from collections.abc import Iterable, Iterator

from detente.records import Account, Article, Coding, Making, Skipped, Undertaking
from detente.records.plain import built

__all__ = ["results"]

_KINDS: dict[str, type] = {"making": Making, "article": Article, "coding": Coding, "undertaking": Undertaking}
# What no format of another system has a place for.
_PASSED = frozenset({"skipped", "change", "link", "keeping"})
_REMEDY = "write the file anew with detente read ... --out FILE"


def results(lines: Iterable[str | Skipped], where: str) -> Iterator[Making | Account | Skipped]:
    """Yield what made the run and each article with its codings and undertakings; a broken line is skipped.

    ``where`` names the file. What the run itself skipped is not repeated.
    """
    held: Account | None = None
    for number, line in enumerate(lines, 1):
        place = f"{where}, line {number}"
        record = line if isinstance(line, Skipped) else _record(line, place) if line.strip() else None
        if isinstance(record, (Making, Skipped)):
            yield record
        elif isinstance(record, Article):
            if held:
                yield held
            held = Account(article=record, codings=(), undertakings=(), skipped=())
        elif record is not None:
            if held is None:
                yield Skipped(where=place, room="exchange", reason=f"stands before any article; {_REMEDY}")
                continue
            held = _with(held, record)
    if held:
        yield held


def _with(account: Account, record: Coding | Undertaking) -> Account:
    if isinstance(record, Coding):
        return dataclasses.replace(account, codings=(*account.codings, record))
    return dataclasses.replace(account, undertakings=(*account.undertakings, record))


def _record(line: str, place: str) -> Making | Article | Coding | Undertaking | Skipped | None:
    """Read one line; None for one that other systems have no place for."""
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        return Skipped(where=place, room="exchange", reason=f"is no JSON ({error.msg}); {_REMEDY}")
    kind = fields.get("record") if isinstance(fields, dict) else None
    if kind in _PASSED:
        return None
    if kind not in _KINDS:
        return Skipped(where=place, room="exchange", reason=f"is no record of detente read; {_REMEDY}")
    try:
        return typing.cast("Making | Article | Coding | Undertaking", built(_KINDS[kind], fields))
    except (TypeError, ValueError) as error:
        return Skipped(where=place, room="exchange", reason=f"is no whole {kind} record ({error}); {_REMEDY}")
