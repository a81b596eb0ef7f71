"""Liaison room: days and moments of notices as records tell them."""

import re

from detente.records import Basis, Precision, When

__all__ = ["when"]

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(?::\d{2})?(Z|[+-]\d{2}:\d{2})?)?)?)?")
_PRECISION = (Precision.YEAR, Precision.MONTH, Precision.DAY, Precision.MINUTE)


def when(text: str | None) -> When | None:
    """Return an ISO day or moment as it is known, None for none or for what is none."""
    found = _ISO.fullmatch(text or "")
    if found is None or text is None:
        return None
    depth = sum(one is not None for one in found.groups()[:3])
    return When(start=text, end=text, precision=_PRECISION[depth], basis=Basis.ENTERED, zone=found[4])
