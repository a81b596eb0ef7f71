"""Entry room: the rows of a spreadsheet become accounts; every bad one is told with its place."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from detente.entry.account import Clerk
from detente.entry.problems import one_of
from detente.entry.sheets import KIND, Row, SheetError, rows
from detente.records import Account, EntryKind, Problem, Skipped

__all__ = ["accounts"]


def accounts(
    path: Path, clerk: Clerk, *, now: str, defaults: Mapping[str, str] | None = None
) -> Iterator[Account | Skipped]:
    """Yield the account of each row of an .xlsx or CSV file, or a line for each cell that is wrong.

    ``now`` is when it is entered (ISO 8601 with zone), where a row gives no moment of its own; ``defaults`` are values
    by field for rows that leave them empty. A row that repeats another is told with ``same_as``.
    """
    seen: dict[str, str] = {}
    left = clerk.config.max_problems
    try:
        for row in rows(path, clerk.config):
            found = _entered(row, clerk, now, defaults or {})
            if isinstance(found, Account):
                yield _once(found, row.where, seen)
                continue
            for one in found:
                left -= 1
                yield Skipped(where=f"{row.where}, column {one.field}", room="entry", reason=str(one))
            if left <= 0:
                reason = "reading stopped here, so much is wrong; mend what is told and import again"
                yield Skipped(where=row.where, room="entry", reason=reason)
                return
    except SheetError as error:
        yield Skipped(where=error.where or str(path), room="entry", reason=f"{error.what}; {error.remedy}")


def _entered(row: Row, clerk: Clerk, now: str, defaults: Mapping[str, str]) -> Account | tuple[Problem, ...]:
    """Return the account of a row, or what is wrong with it."""
    faults = tuple(Problem(field=field, what=what, remedy=remedy) for field, what, remedy in row.faults)
    kinds = [kind.value for kind in EntryKind]
    kind = (row.kind or "").strip().lower()
    if kind not in kinds:
        what = f"{row.kind!r} is no kind of entry" if row.kind else "is empty"
        return (*faults, Problem(field=KIND, what=what, remedy=one_of(kinds, kind, clerk.config)))
    found = clerk.entered(EntryKind(kind), {**defaults, **row.cells}, now=now)
    if not faults:
        return found
    bad = {one.field for one in faults}
    others = () if isinstance(found, Account) else tuple(one for one in found if one.field not in bad)
    return (*faults, *others)


def _once(account: Account, where: str, seen: dict[str, str]) -> Account | Skipped:
    """Return an account the first time, and a line that tells of the first for every repetition."""
    first = seen.setdefault(account.article.id, where)
    if first == where:
        return account
    return Skipped(where=where, room="entry", reason=f"the same entry as {first}; it counts once", same_as=first)
