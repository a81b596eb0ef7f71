"""Coding, channels: the contacts that were coded as acts: who met, called, wrote to or visited whom."""

from collections.abc import Iterator, Sequence

from detente.codebook import Channels, party
from detente.coding.channels.deeds import CLOSING, around, candidates, fits
from detente.coding.channels.firmness import firmness, refused
from detente.coding.channels.found import Found
from detente.coding.channels.parties import Ends, side
from detente.coding.channels.ranks import contact_form, contact_line, rank_of
from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.named import Named
from detente.coding.slots import subjects
from detente.records import Certainty, Coding, Status

__all__ = ["contacts"]

TOLD = frozenset({Status.HAPPENED, Status.ONGOING, Status.UNCONFIRMED})
DONE = frozenset({Certainty.HAPPENED, Certainty.ASSERTED})


def contacts(doc: Document, draft: Draft, coding: Coding) -> Iterator[Found]:
    """Yield the lines that a coded contact used: one for each pair where one saw or called several."""
    channels = doc.book.channels
    certainty = certainty_of(channels, draft)
    if certainty is None:
        return
    form, ended = contact_form(doc, draft, channels), ending(doc, draft)
    for sides in groups(doc, draft, form):
        line = contact_line(channels, form, sides) or ""
        effects = ended or ["refuse" if refused(draft.setting) else "use"]
        term = next((channels.effects[line, one] for one in effects if (line, one) in channels.effects), None)
        if term is not None:
            yield Found(
                tree=draft.tree,
                term=term,
                certainty=certainty,
                ends=Ends(sides=one_each(sides), by=doers(doc, draft, sides), owner=(), reason="sides of the act"),
                evidence=coding.trigger,
                setting=draft.setting,
                coding=coding,
                day=coding.day,
                reason=f"{form} of these ranks",
            )


def ending(doc: Document, draft: Draft) -> list[str]:
    """Return how a contact that a noun names was ended, empty where it was not (BROKE OFF security coordination)."""
    tree, at, channels = draft.tree, draft.act.head, doc.book.channels
    if not tree.is_noun(at):
        return []
    return [
        act.effect
        for word, slot in around(doc, tree, at, channels)
        for act in candidates(channels, tree, word)
        if slot in (act.slots or ("",)) and act.effect in CLOSING and fits(tree, word, act)
    ]


def certainty_of(channels: Channels, draft: Draft) -> Certainty | None:
    """Return how far a contact has come: told as done, or what the words above it make of it; None for none."""
    if draft.type != "CONSULT":
        ahead = draft.operator == "will" and draft.act.type == "CONSULT"  # said that they will meet
        return Certainty.DECIDED if ahead else None
    if draft.status is Status.HYPOTHETICAL and refused(draft.setting):
        return firmness(channels, draft.tree, draft.act.head, draft.setting)
    if draft.status is Status.PLANNED:
        aim = draft.tree.relation(draft.act.place) in {"acl", "advcl"} and not draft.setting.operators
        return None if aim else firmness(channels, draft.tree, draft.act.head, draft.setting)
    if draft.status in TOLD:
        found = firmness(channels, draft.tree, draft.act.head, draft.setting)
        return found if found in DONE else Certainty.HAPPENED
    return None


def groups(doc: Document, draft: Draft, form: str) -> Iterator[list[Named]]:
    """Yield the sides of a contact; one who called or saw several others had a contact with each of them.

    Nobody is a side who only hosts, and a visit is one where somebody of rank travels.
    """
    channels, tree = doc.book.channels, draft.tree
    sides = [one for one in (*draft.sides.sources, *draft.sides.targets) if side(one, channels)]
    if tree.lemma(draft.act.head) in channels.hosting:
        sides = [one for one in draft.sides.targets if one in sides]
    if form == "delegation" and not any(rank_of(channels, one) for one in draft.sides.sources):
        return
    heads = subjects(doc, tree, draft.act.place)
    doing = {party(one.actor) for one in sides if one.tree is tree and one.head in heads}
    others = {party(one.actor) for one in sides} - doing
    if len(doing) == 1 and len(others) > 1:
        for other in sorted(map(str, others)):
            yield [one for one in sides if party(one.actor) in {*doing, other}]
    elif len(doing | others) > 1:
        yield sides


def one_each(sides: Sequence[Named]) -> tuple[Named, ...]:
    """Return the first of each party, in order of the parties."""
    found: dict[str, Named] = {}
    for one in sides:
        found.setdefault(str(party(one.actor)), one)
    return tuple(found[key] for key in sorted(found))


def doers(doc: Document, draft: Draft, sides: Sequence[Named]) -> tuple[Named, ...]:
    """Return who made or refused a contact, empty where both did."""
    if not refused(draft.setting):
        return tuple(one for one in draft.sides.sources if one in sides) if draft.sides.targets else ()
    heads = subjects(doc, draft.tree, draft.act.place)
    found = tuple(one for one in sides if one.tree is draft.tree and one.head in heads)
    return found if len(found) < len(sides) else ()
