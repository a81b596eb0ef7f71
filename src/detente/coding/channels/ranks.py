"""Coding, channels: which line a contact used, by its form and the rank of those who took part."""

from collections.abc import Iterable, Sequence

from detente.codebook import Channels, party
from detente.coding.channels.spots import Spot
from detente.coding.document import Document
from detente.coding.draft import Draft
from detente.coding.named import Named
from detente.coding.slots import objects
from detente.coding.tree import Tree

__all__ = ["contact_form", "contact_line", "phrase_rank"]

MILITARY = frozenset({"MIL"})


def contact_line(channels: Channels, form: str, sides: Sequence[Named], phrase: str | None = None) -> str | None:
    """Return the line of a contact of some form between some sides; ``phrase`` is the rank that its words tell."""
    table = channels.contacts.get(form)
    if table is None:
        return None
    rank = phrase or lowest(channels, sides)
    return table.get(rank or "any") or table["any"]


def lowest(channels: Channels, sides: Sequence[Named]) -> str | None:
    """Return the lower of the two sides' ranks: whom a minister sees below his rank makes it a talk of that rank.

    Of several on one side the highest counts.
    """
    order = list(channels.ranks)
    ranks: dict[str | None, list[str]] = {}
    for named in sides:
        rank = rank_of(channels, named)
        if rank is not None:
            ranks.setdefault(party(named.actor), []).append(rank)
    return max((min(found, key=order.index) for found in ranks.values()), key=order.index, default=None)


def rank_of(channels: Channels, named: Named) -> str | None:
    """Return somebody's rank by his office, else by the words of his title, None for a bare state."""
    tree, words = named.tree, range(named.start, named.end)
    lowered = any(tree.lemma(word) in channels.lowering for word in words)
    if lowered:
        return "officials"
    office = named.actor.office
    if office is not None:
        found = next((rank for rank, names in channels.ranks.items() if office in names), None)
        if found is not None:
            return found
    told = rank_of_words(channels, tree, words)
    if told is None and named.actor.sector in MILITARY:
        return "military"
    return told


def rank_of_words(channels: Channels, tree: Tree, words: Iterable[int]) -> str | None:
    """Return the rank that words name, the longest name first."""
    spots = list(words)
    lemmas = [tree.lemma(word) for word in spots]
    text = f" {' '.join(lemmas)} "
    best: tuple[int, str] | None = None
    for rank, names in channels.ranks.items():
        for name in names:
            if f" {name} " in text and (best is None or len(name) > best[0]):
                best = (len(name), rank)
    return None if best is None else best[1]


def phrase_rank(channels: Channels, spot: Spot) -> str | None:
    """Return the rank that the words of a contact tell: foreign ministers' talks, a meeting of generals, a summit."""
    tree, at = spot.tree, spot.at
    of = [kid for kid in tree.children(at, "nmod") if {"of", "between"} & set(tree.markers(kid))]
    words = [word for word in tree.phrase(at) if word <= at]
    return rank_of_words(channels, tree, words) or rank_of_words(
        channels, tree, (w for kid in of for w in tree.phrase(kid))
    )


def contact_form(doc: Document, draft: Draft, channels: Channels) -> str:
    """Return the form of a contact that was coded: by its mode, then by the nouns it carries, then by its verb."""
    if "phone" in draft.modes:
        return "call"
    tree, head = draft.tree, draft.act.head
    things = objects(doc, tree, head) if tree.is_verb(head) else []
    over = [kid for kid in tree.children(head, "obl") if {"by", "over", "via", "in", "on"} & set(tree.markers(kid))]
    for word in (*(one for one in (*things, *over) if tree.is_noun(one)), head, *draft_others(draft)):
        names = {tree.lemma(word), tree.form(word), tree.whole(word)} if isinstance(word, int) else {word}
        form = next((form for form, words in channels.means.items() if names & words), None)
        if form is not None:
            return "delegation" if "visit" in draft.modes and form in {"talks", "contact"} else form
    return "delegation" if "visit" in draft.modes else "talks"


def draft_others(draft: Draft) -> tuple[str, ...]:
    """Return the particles of an act's rule."""
    return draft.act.rule.others
