"""Codebook room: outlets with their owner and side, so that two of one owner count as one source."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from detente.codebook.actors import ActorTable
from detente.codebook.parties import party
from detente.codebook.rows import choice, read_rows

__all__ = ["Outlet", "Outlets", "load_outlets"]

COLUMNS = ("name", "variants", "domains", "owner", "side", "kind")
KINDS = frozenset({"state", "public", "party", "private"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet: who owns it, which party it belongs to (a state's code or a group's id), and how it is run."""

    name: str
    owner: str | None
    side: str | None
    kind: str | None


class Outlets:
    """Finds an outlet by its name or by the address of an article."""

    def __init__(self, by_name: dict[str, Outlet], by_domain: dict[str, Outlet], actors: ActorTable) -> None:
        self._by_name = by_name
        self._by_domain = by_domain
        self._actors = actors

    def of(self, source: str | None, url: str | None) -> Outlet | None:
        """Return the outlet of an article, None where neither name nor address is known.

        An outlet that no table knows belongs to the party that its own name names: an authority in its letterhead
        ("Ministry of Foreign Affairs, Islamabad"), a capital or people in the masthead of a paper.
        """
        host = (urlsplit(url).hostname or "" if url else "") or (source or "").lower()
        parts = host.split(".")
        for at in range(len(parts) - 1):
            if found := self._by_domain.get(".".join(parts[at:])):
                return found
        if source is None:
            return None
        return self._by_name.get(_key(source)) or self._named(source)

    def _named(self, source: str) -> Outlet | None:
        """Return an outlet whose name names one party and no other."""
        words = source.title().split() if source.isupper() else source.split()
        found = {party(match.actor) for match in self._actors.scan([word.strip(",.;:()") for word in words])}
        sides = {one for one in found if one}
        return Outlet(name=source, owner=None, side=sides.pop(), kind=None) if len(sides) == 1 else None


def _key(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


def load_outlets(path: Path, actors: ActorTable) -> Outlets:
    """Load the outlets.

    Raises:
        CodebookError: A row is of no known kind, or names an outlet twice.
    """
    by_name: dict[str, Outlet] = {}
    by_domain: dict[str, Outlet] = {}
    for line, (name, variants, domains, owner, side, kind) in read_rows(path, COLUMNS):
        choice(line, "kind", kind, KINDS)
        one = Outlet(name=name, owner=owner or None, side=side or None, kind=kind)
        for spelling in (name, *filter(None, variants.split("|"))):
            if by_name.setdefault(_key(spelling), one) is not one:
                raise line.error(f"{spelling!r} stands twice", "give it to one outlet, or write it with its country")
        by_domain.update(dict.fromkeys(filter(None, domains.split("|")), one))
    return Outlets(by_name, by_domain, actors)
