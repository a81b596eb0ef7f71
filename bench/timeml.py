"""The conventions of TimeBank for what TIMEX3 leaves open; they say nothing about time, so the product has none."""

import re

from detente.coding.when import Expression

__all__ = ["conventional"]

ZONE = re.compile(r"(T\d\d:\d\d)[+-]\d\d:\d\d$")
# A decade and a century are cut where they are known (199, 19), without the X of a place left open.
OPEN = re.compile(r"^(\d{3}X|\d\dXX)$")


def conventional(one: Expression) -> tuple[str, str | None]:
    """Return type and value of an expression as TimeBank writes them: without zones, decades and centuries cut."""
    value = one.value
    if value is None:
        return one.kind.value, None
    if OPEN.match(value):
        return one.kind.value, value.rstrip("X")
    return one.kind.value, ZONE.sub(r"\1", value)
