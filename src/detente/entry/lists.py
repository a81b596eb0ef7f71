"""Entry room: the values that a field may have, from the codebook's closed lists and the records' enumerations."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from detente.codebook import Codebook
from detente.entry.config import Config
from detente.entry.problems import WrongError, one_of
from detente.records import Certainty, KeepingKind

__all__ = ["allowed", "choice"]


_LISTS: dict[str, Callable[[Codebook], Iterable[str]]] = {
    "type": lambda book: book.types,
    "mode": lambda book: (mode.id for kind in book.types.values() for mode in kind.modes),
    "context": lambda book: book.contexts,
    "status": lambda book: book.statuses,
    "commitment_type": lambda book: book.commitments,
    "standing": lambda book: book.standings,
    "line": lambda book: book.channels.lines,
    "state": lambda book: (name for _, name in book.channels.states),
    "keeping": lambda _: KeepingKind,
    "certainty": lambda _: Certainty,
    "yes": lambda _: ("yes", "no"),
}


def allowed(reads: str, book: Codebook) -> tuple[str, ...]:
    """Return the values that a field of a sort may have, none where it is free."""
    return tuple(dict.fromkeys(_LISTS[reads](book))) if reads in _LISTS else ()


def choice(given: str, known: Sequence[str], labels: Mapping[str, str], config: Config) -> str:
    """Return the member of a closed list that is meant: case, blanks, hyphens and underscores make no difference.

    ``labels`` are further names of members.

    Raises:
        WrongError: it is none of them; the nearest are named.
    """
    names = {_plain(name): name for name in known}
    names |= {_plain(label): name for label, name in labels.items() if _plain(label) not in names}
    found = names.get(_plain(given))
    if found is None:
        raise WrongError(f"{given!r} is not known here", one_of(known, given, config))
    return found


def _plain(name: str) -> str:
    return name.casefold().replace("_", " ").replace("-", " ").strip()
