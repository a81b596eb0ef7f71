"""The tree of errors: every one says what went wrong, where, and the remedy.

::

    DetenteError
    ├── ReadingError        bytes that cannot become articles
    ├── CodebookError       a rule file that is broken (names file, line, remedy)
    ├── EngineError         weights that are missing, altered or of another version
    ├── SettingsError       a setting that cannot be used
    └── StoreError          a case that cannot be opened, read or written

Wrong use by a programmer is ``ValueError`` or ``RuntimeError``, not one of these.
"""

__all__ = ["CodebookError", "DetenteError", "EngineError", "ReadingError", "SettingsError", "StoreError"]


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
