"""Records as JSON objects and back: faithful for every record, whatever its fields.

Enums stand by their value, tuples as lists, bytes in base64. Fields that a record has not are passed over, and a field
with a default may be missing, so that records may grow.
"""

import base64
import dataclasses
import enum
import json
import types
import typing
from collections.abc import Callable, Hashable
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

__all__ = ["built", "written"]

_Record = TypeVar("_Record")
_Maker = Callable[[object, str], object]


def written(record: object) -> str:
    """Return a record as one line of JSON; letters beyond ASCII stay readable."""
    return _ENCODER.encode(record)


def built(record: type[_Record], fields: object) -> _Record:
    """Make a record from its JSON object; fields that the record has not are passed over.

    Raises:
        TypeError: a field is missing.
        ValueError: a field has another type.
    """
    return typing.cast("_Record", _maker(typing.cast("Hashable", record))(fields, record.__name__))


def _object(value: object) -> object:
    """Return what JSON has no word for: a record as its fields, bytes in base64."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if not dataclasses.is_dataclass(value):
        raise TypeError(f"{type(value).__name__} is no part of a record")
    names, values = _fields(typing.cast("Hashable", type(value)))
    return dict(zip(names, values(value), strict=True))


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_object)


@cache
def _fields(record: Any) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:  # noqa: ANN401 - any record
    """Return a record's field names and what takes their values out of it."""
    names = tuple(one.name for one in dataclasses.fields(record))
    if len(names) > 1:
        return names, attrgetter(*names)
    return names, lambda value: tuple(getattr(value, name) for name in names)


@cache
def _maker(hint: Hashable) -> _Maker:
    """Return what makes a JSON value into the type that its field has; made once for each type, since it runs often."""
    if isinstance(hint, types.UnionType):
        return _optional(_maker(next(one for one in typing.get_args(hint) if one is not types.NoneType)))
    if typing.get_origin(hint) is tuple:
        return _tuple(typing.get_args(hint))
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _record(hint)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return _member(hint)
    if hint is bytes:
        return _bytes
    return _scalar(typing.cast("type", hint))


def _optional(inside: _Maker) -> _Maker:
    def make(value: object, name: str) -> object:
        return None if value is None else inside(value, name)

    return make


def _record(record: type) -> _Maker:
    makers: dict[str, _Maker] = {}

    def make(value: object, _: str) -> object:
        if not makers:  # not before it is needed, since a record may hold records of its own kind
            hints = typing.get_type_hints(record)
            makers.update({one.name: _maker(hints[one.name]) for one in dataclasses.fields(record)})
        if not isinstance(value, dict):
            raise ValueError(f"{value!r} is no {record.__name__}")  # noqa: TRY004 - wrong content, not wrong use
        return record(**{name: makers[name](part, name) for name, part in value.items() if name in makers})

    return make


def _member(kind: type[enum.Enum]) -> _Maker:
    members = {one.value: one for one in kind}

    def make(value: object, _: str) -> object:
        found = members.get(value) if isinstance(value, str) else None
        return kind(value) if found is None else found

    return make


def _scalar(kind: type) -> _Maker:
    def make(value: object, name: str) -> object:
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise ValueError(f"{name} cannot be {value!r}")

    return make


def _bytes(value: object, name: str) -> object:
    try:
        return base64.b64decode(typing.cast("str", value), validate=True)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} cannot be {value!r}") from error


def _tuple(inside: tuple[object, ...]) -> _Maker:
    makers = [_maker(one) for one in inside if one is not Ellipsis]
    alike = makers[0] if inside[-1] is Ellipsis else None

    def make(value: object, name: str) -> object:
        if not isinstance(value, list):
            raise ValueError(f"{name} cannot be {value!r}")  # noqa: TRY004 - wrong content, not wrong use
        if alike:
            return tuple([alike(one, name) for one in value])
        return tuple([one(part, name) for one, part in zip(makers, value, strict=True)])

    return make
