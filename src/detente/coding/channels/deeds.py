"""Coding, channels: what the words around the name of a line say is done to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.codebook import ChannelAct, Channels
from detente.coding.acts import PARTICLE
from detente.coding.channels.spots import Spot
from detente.coding.document import Document
from detente.coding.slots import infinitive, light_verb
from detente.coding.tree import Tree

__all__ = ["CLOSING", "Deed", "around", "candidates", "deeds", "fits"]

MODIFYING = frozenset({"compound", "nmod:poss", "amod"})
CLOSING = frozenset({"close", "suspend", "restrict", "reduce", "bar", "cancel", "recall", "withdraw", "refuse"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A word that does something to a line; ``place`` is the verb that carries it, ``turned`` its effect if undone."""

    spot: Spot
    act: ChannelAct
    at: int
    place: int
    turned: str | None = None


def deeds(doc: Document, spot: Spot, channels: Channels) -> Iterator[Deed]:
    """Yield what is done to a line, the closest words first."""
    tree = spot.tree
    for at, slot in around(doc, tree, spot.at, channels):
        for act in candidates(channels, tree, at):
            if slot not in (act.slots or ("",)) or not fits(tree, at, act) or (spot.name.strict and not act.lines):
                continue
            if offered(tree, spot.at, at, channels) and act.effect != "refuse":
                continue
            carrier = light_verb(doc, tree, at) if act.pos == "n" else None
            place = at if carrier is None else carrier
            yield Deed(spot=spot, act=act, at=at, place=place, turned=undone(tree, at, act, channels))


def offered(tree: Tree, at: int, act: int, channels: Channels) -> bool:
    """Whether a line stands behind a noun of what was only proposed, to which an act is done (an OFFER of talks)."""
    head = tree.head(tree.first(at))
    return tree.relation(tree.first(at)) == "nmod" and head != act and tree.lemma(head) in channels.offers


def candidates(channels: Channels, tree: Tree, at: int) -> list[ChannelAct]:
    """Return the acts that a word may be: by its part of speech, an adjective by its form too."""
    part = tree.part(at)
    found = list(channels.acts.get((part, tree.form(at) if part == "a" else tree.whole(at)), ()))
    if part == "a" or tree.relation(at) in {"amod", "acl", "xcomp", "root", "ccomp", "conj", "advcl"}:
        found += [act for act in channels.acts.get(("a", tree.form(at)), ()) if act not in found]
    return found


def fits(tree: Tree, at: int, act: ChannelAct) -> bool:
    """Whether the particles of an act stand by its word (cut OFF, call HOME)."""
    near = {
        word for kid in tree.kids[at] if tree.relation(kid) in PARTICLE for word in (tree.lemma(kid), tree.form(kid))
    }
    near |= {word for kid in tree.kids[at] for marker in tree.markers(kid) for word in marker.split()}
    return all(word in near for word in act.others)


def around(doc: Document, tree: Tree, at: int, channels: Channels) -> Iterator[tuple[int, str]]:
    """Yield the words that a noun depends on, or that modify it, with the place that it fills."""
    kids = [kid for kid in tree.children(at, "amod", "acl", "advmod") if not infinitive(tree, kid)]
    yield from ((kid, "") for kid in kids if present(channels, tree.form(kid)))
    top = tree.first(at)
    if tree.head(top) >= 0:
        yield from above(tree, top)
        yield from held(doc, tree, top, channels)
    for kid in kids:
        yield kid, ""
        if tree.is_verb(kid):
            yield kid, "obj" if tree.passive(kid) or tree.exact(kid) != "acl:relcl" else "subj"


def present(channels: Channels, form: str) -> bool:
    """Whether an adjective says that a line is there (EXISTING channels), whatever else is told of it."""
    return any(act.effect == "keep" for act in channels.acts.get(("a", form), ()))


def above(tree: Tree, top: int) -> Iterator[tuple[int, str]]:
    """Yield the word that a noun depends on, with the place that the noun fills there."""
    head, exact, relation = tree.head(top), tree.exact(top), tree.relation(top)
    if relation in {"obj", "iobj", "nsubj", "xcomp"}:
        yield head, "subj" if exact == "nsubj" else "obj"
        if exact == "nsubj:pass" and tree.child(head, "aux:pass") is None:  # the truce largely held
            yield head, "subj"
        yield from secondary(tree, head, top)
        if relation == "obj":  # let the ambassadors resume their posts
            yield from ((kid, "subj") for kid in tree.children(head, "xcomp") if tree.is_verb(kid))
    elif exact in MODIFYING and not tree.is_verb(head):
        yield head, "of"
    elif relation in {"obl", "nmod", "advcl"}:
        yield from ((head, word) for marker in tree.markers(top) for word in marker.split())
    if relation == "nsubj":
        yield head, ""
    if relation == "compound" and tree.relation(head) == "xcomp":  # declared the ambassador persona non grata
        yield tree.head(head), "obj"


def held(doc: Document, tree: Tree, top: int, channels: Channels) -> Iterator[tuple[int, str]]:
    """Yield what is done to a noun that only holds the line (suspended the WORK of its embassy)."""
    head = tree.head(top)
    holding = doc.cues["nouns", "containers"] | channels.containers | channels.offers
    if tree.relation(top) == "nmod" and tree.lemma(head) in holding:
        yield from around(doc, tree, head, channels)


def secondary(tree: Tree, head: int, top: int) -> Iterator[tuple[int, str]]:
    """Yield what a verb says the line is: kept the border CLOSED, remains OPEN."""
    for kid in tree.children(head, "xcomp", "obj", "advmod", "ccomp"):
        if tree.upos(kid) in {"ADJ", "VERB", "ADV"} and kid != top:
            yield kid, ""


def undone(tree: Tree, at: int, act: ChannelAct, channels: Channels) -> str | None:
    """Return the effect where a verb undoes the act that a noun names: lifted the BAN on flights."""
    if act.pos != "n" or act.effect not in CLOSING:
        return None
    top = tree.first(at)
    head = tree.head(top)
    below = tree.relation(top) == "obj" or tree.exact(top) == "nsubj:pass"
    return "restore" if below and tree.lemma(head) in channels.reversal else None
