"""Replay room: what is wrong with a course, gathered and told at once, each with its place and remedy."""

import difflib
from collections.abc import Iterable

from detente.errors import CourseError

__all__ = ["Faults", "near"]


class Faults:
    """What is wrong with a course, in the order in which it was found."""

    def __init__(self) -> None:
        self.found: list[CourseError] = []

    def add(self, what: str, *, where: str, remedy: str) -> None:
        """Note a fault."""
        self.found.append(CourseError(what, where=where, remedy=remedy))

    def tell(self) -> None:
        """Raise what was found, nothing where all is well.

        Raises:
            CourseError: the first fault, with the others in it.
        """
        if self.found:
            first, *others = self.found
            first.others = tuple(others)
            raise first


def near(given: str, known: Iterable[str], least: float, otherwise: str) -> str:
    """Return the remedy for a name that is none: those that were probably meant, else what is said otherwise."""
    names = list(known)
    plain = {name.casefold(): name for name in names}
    found = [plain[one] for one in difflib.get_close_matches(given.casefold(), plain, n=3, cutoff=least)]
    return f"did you mean {' or '.join(found)}?" if found else f"{otherwise}: {', '.join(names) or 'none'}"
