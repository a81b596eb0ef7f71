"""Store room: accounts that were asked for lately, kept in memory until some article is read again."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from detente.records import Account
from detente.store.material import in_order

__all__ = ["Shelf"]


class Shelf:
    """Keeps so many accounts as fit, those that were not asked for the longest going first.

    Each is kept with the number of the last write that replaced readings: after the next one it is not asked for again.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[tuple[int, str], Account] = OrderedDict()
        self._lock = Lock()

    def accounts(
        self, ids: Iterable[str], read: Callable[[Sequence[str]], list[Account]], replaced: int = 0
    ) -> list[Account]:
        """Return the accounts that there are of these, in canonical order; ``read`` gives those not at hand."""
        wanted = set(ids)
        with self._lock:
            found = {one: held for one in wanted if (held := self._held.get((replaced, one)))}
        fresh = {one.article.id: one for one in read(sorted(wanted - set(found)))} if len(found) < len(wanted) else {}
        found |= fresh
        with self._lock:
            for one, account in found.items():
                self._held[replaced, one] = account
                self._held.move_to_end((replaced, one))
            while len(self._held) > self._size:
                self._held.popitem(last=False)
        return in_order(found.values())
