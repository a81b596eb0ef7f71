"""Exchange room: the JSON lines that ``detente read --out`` writes, read back as records."""

import dataclasses
import enum
import json
import types
import typing
from collections.abc import Hashable, Iterable, Iterator
from functools import cache
from typing import TypeVar

from detente.records import Account, Article, Coding, Making, Skipped, Undertaking

__all__ = ["results"]

_Record = TypeVar("_Record")
_KINDS: dict[str, type] = {"making": Making, "article": Article, "coding": Coding, "undertaking": Undertaking}
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
    """Read one line; None for a line that says what the run skipped."""
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        return Skipped(where=place, room="exchange", reason=f"is no JSON ({error.msg}); {_REMEDY}")
    kind = fields.get("record") if isinstance(fields, dict) else None
    if kind == "skipped":
        return None
    if kind not in _KINDS:
        return Skipped(where=place, room="exchange", reason=f"is no record of detente read; {_REMEDY}")
    try:
        return typing.cast("Making | Article | Coding | Undertaking", _built(_KINDS[kind], fields))
    except (TypeError, ValueError) as error:
        return Skipped(where=place, room="exchange", reason=f"is no whole {kind} record ({error}); {_REMEDY}")


@cache
def _hints(record: Hashable) -> dict[str, object]:
    return typing.get_type_hints(record)


def _built(record: type[_Record], fields: object) -> _Record:
    """Make a record from its JSON object; fields that the record has not are passed over.

    Raises:
        TypeError: a field is missing.
        ValueError: a field has another type.
    """
    if not isinstance(fields, dict):
        raise ValueError(f"{fields!r} is no {record.__name__}")  # noqa: TRY004 - wrong content, not wrong use
    hints = _hints(typing.cast("Hashable", record))
    return record(**{name: _value(hints[name], value, name) for name, value in fields.items() if name in hints})


def _value(hint: object, value: object, name: str) -> object:
    """Return a JSON value as the type that its field has."""
    if isinstance(hint, types.UnionType):
        if value is None:
            return None
        hint = next(one for one in typing.get_args(hint) if one is not type(None))
    if typing.get_origin(hint) is tuple:
        return _tuple(typing.get_args(hint), value, name)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _built(hint, value)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint(value)
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise ValueError(f"{name} cannot be {value!r}")
    return value


def _tuple(inside: tuple[object, ...], value: object, name: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{name} cannot be {value!r}")  # noqa: TRY004 - wrong content, not wrong use
    if inside[-1] is Ellipsis:
        return tuple(_value(inside[0], one, name) for one in value)
    return tuple(_value(one, part, name) for one, part in zip(inside, value, strict=True))
