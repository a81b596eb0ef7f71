"""Coding room, order: makes the records of the order of acts, each pair once."""

from collections.abc import Sequence

from detente.coding.acts import Lexicon
from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.order.acts import Acts, Told
from detente.coding.order.bonds import Bond, bonds
from detente.coding.order.config import Config
from detente.records import Coding, Link, LinkKind, Precision, Status

__all__ = ["links"]


def links(
    doc: Document, lexicon: Lexicon, coded: Sequence[tuple[Draft, Coding]], config: Config | None = None
) -> tuple[Link, ...]:
    """Return what an article says of the order of its coded acts, in text order; an answer before mere order."""
    acts = Acts(doc, lexicon, coded, config or Config())
    found: dict[tuple[str, str], Link] = {}
    for tree in doc.trees:
        for bond in bonds(acts, tree):
            if _holds(bond):
                link = _link(doc, bond)
                pair = link.later, link.earlier
                if pair not in found or found[pair].kind is LinkKind.AFTER:
                    found[pair] = link
    return tuple(sorted(found.values(), key=lambda one: (one.evidence.start, one.later, one.earlier)))


def _holds(bond: Bond) -> bool:
    """Whether both acts took place, and no day that the article gives them says otherwise."""
    later = bond.later.happened or (bond.caused and bond.later.coding.status is Status.PLANNED)
    return later and bond.earlier.happened and not _dated_otherwise(bond.later, bond.earlier)


def _dated_otherwise(later: Told, earlier: Told) -> bool:
    """Whether the article itself dates the later act to a day before the earlier."""
    first, second = later.coding.day, earlier.coding.day
    if first is None or second is None or {first.precision, second.precision} != {Precision.DAY}:
        return False
    return first.end < second.start


def _link(doc: Document, bond: Bond) -> Link:
    """Make the record; what came of one's own act is no answer to it."""
    evidence = doc.words(bond.tree, bond.start, bond.end)
    own = bond.caused and bond.later.sources and bond.later.sources <= bond.earlier.sources
    kind = LinkKind.AFTER if own else bond.kind
    said = "answers" if kind is LinkKind.RESPONDS_TO else "came after"
    later, earlier = bond.later.coding.trigger.quote, bond.earlier.coding.trigger.quote
    reason = f"{evidence.quote!r} says that {later!r} {said} {earlier!r}"
    return Link(kind=kind, later=bond.later.coding.id, earlier=bond.earlier.coding.id, evidence=evidence, reason=reason)
