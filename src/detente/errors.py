"""The tree of errors: every one says what went wrong, where, and the remedy.

::

    DetenteError
    ├── ReadingError        bytes that cannot become articles
    ├── CodebookError       a rule file that is broken (names file, line, remedy)
    ├── EngineError         weights that are missing, altered or of another version
    ├── SettingsError       a setting that cannot be used
    ├── StoreError          a case that cannot be opened, read or written
    ├── NoticeError         a notice that its form, or what came before it, does not allow
    ├── CourseError         a course of events that cannot be played
    └── DeliveryError       an alert that could not be handed over

Wrong use by a programmer is ``ValueError`` or ``RuntimeError``, not one of these.
"""

import difflib
from collections.abc import Iterable

__all__ = [
    "CodebookError",
    "CourseError",
    "DeliveryError",
    "DetenteError",
    "EngineError",
    "NoticeError",
    "ReadingError",
    "SettingsError",
    "StoreError",
    "meant",
]


def meant(given: str, known: Iterable[str], otherwise: str, *, most: int = 1) -> str:
    """Return the remedy for a name that is none: ``most`` of the known ones spelt most alike, else what is given."""
    near = difflib.get_close_matches(given, list(known), n=most)
    return f"did you mean {' or '.join(near)}?" if near else otherwise


class DetenteError(Exception):
    """Anything Detente refuses, told as what, where and remedy.

    ``str(error)`` is one line that joins the three.
    """

    def __init__(self, what: str, *, where: str, remedy: str) -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """Return the one line a person sees."""
        return f"{self.where}: {self.what}; {self.remedy}"


class ReadingError(DetenteError):
    """Bytes that cannot become articles."""


class CodebookError(DetenteError):
    """A codebook or table file that breaks a rule of its format."""


class EngineError(DetenteError):
    """Weights that are missing, altered or of another version."""


class SettingsError(DetenteError):
    """A setting that cannot be used."""


class StoreError(DetenteError):
    """A case that cannot be opened, read or written."""


class NoticeError(DetenteError):
    """A notice that its form, or what came before it, does not allow."""


class DeliveryError(DetenteError):
    """An alert that could not be handed over."""


class CourseError(DetenteError):
    """A course of events that cannot be played; ``others`` are what else is wrong with it."""

    others: "tuple[CourseError, ...]" = ()
