"""Store room: accounts that were asked for lately, kept in memory; what was read or entered never changes."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from detente.records import Account
from detente.store.material import in_order

__all__ = ["Shelf"]


class Shelf:
    """Keeps so many accounts as fit, those that were not asked for the longest going first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[str, Account] = OrderedDict()
        self._lock = Lock()

    def accounts(self, ids: Iterable[str], read: Callable[[Sequence[str]], list[Account]]) -> list[Account]:
        """Return the accounts that there are of these, in canonical order; ``read`` gives those not at hand."""
        wanted = set(ids)
        with self._lock:
            found = {one: held for one in wanted if (held := self._held.get(one))}
        fresh = {one.article.id: one for one in read(sorted(wanted - set(found)))} if len(found) < len(wanted) else {}
        found |= fresh
        with self._lock:
            for one, account in found.items():
                self._held[one] = account
                self._held.move_to_end(one)
            while len(self._held) > self._size:
                self._held.popitem(last=False)
        return in_order(found.values())
