"""Coding, channels: finds the words of a sentence that name a line between two sides."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.codebook import ChannelName, Channels
from detente.coding.tree import Tree

__all__ = ["Spot", "spots"]


BODY = "joint_commission"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A noun that names a line, or the form of a contact; ``body`` is the word of the body in which sides sit."""

    tree: Tree
    at: int
    name: ChannelName
    body: int | None = None


def spots(tree: Tree, channels: Channels) -> Iterator[Spot]:
    """Yield the words of a sentence that name a line, each by its longest name, or by each line of that name."""
    taken: set[int] = set()
    for at in range(len(tree)):
        names = channels.names.get(tree.whole(at)) or channels.names.get(tree.lemma(at), ())
        if not names or tree.upos(at) not in {"NOUN", "PROPN"} or not tree.last_part(at) or at in taken:
            continue
        around = {form for word in tree.phrase(at) if word != at for form in (tree.lemma(word), tree.form(word))}
        fitting = [name for name in names if set(name.others) <= around]
        if not fitting or inside(tree, at, channels) or emptied(tree, at):
            continue
        for found in (name for name in fitting if len(name.others) == len(fitting[0].others)):
            if found.names in channels.asking and asks(tree, at, channels):
                continue
            name, body = bodily(tree, at, channels) or (found, at)
            yield Spot(tree=tree, at=at, name=name, body=body if name.names == BODY else None)


def inside(tree: Tree, at: int, channels: Channels) -> bool:
    """Whether a word stands inside the longer name of a line (EMBASSY talks, the BORDER commission)."""
    if tree.relation(at) not in {"compound", "amod", "flat", "nmod"} or tree.head(at) < at:
        return False
    head = tree.head(at)
    names = channels.names.get(tree.lemma(head), ())
    return any({tree.lemma(at), tree.form(at)} & set(name.others) for name in names)


def asks(tree: Tree, at: int, channels: Channels) -> bool:
    """Whether a noun asks for something (a CALL FOR a truce)."""
    return any(channels.wanted & set(tree.markers(kid)) for kid in tree.children(at, "nmod", "obl"))


def emptied(tree: Tree, at: int) -> bool:
    """Whether a line is told not to be there (have NO hotline)."""
    return any(tree.form(kid) in {"no", "without"} for kid in tree.children(at, "det", "case"))


def bodily(tree: Tree, at: int, channels: Channels) -> tuple[ChannelName, int] | None:
    """Return the standing body whose meetings or contacts a noun tells (meetings OF THE COMMISSION): name and word."""
    held = [kid for kid in tree.children(at, "nmod") if {"of", "in", "within"} & set(tree.markers(kid))]
    if any(tree.form(kid) == "its" for kid in tree.children(at, "nmod:poss")):  # the commission ... its meetings
        held += [word for word in range(at) if tree.is_noun(word)]
    for kid in held:
        around = {form for word in tree.phrase(kid) for form in (tree.lemma(word), tree.form(word))}
        names = (name for name in channels.names.get(tree.lemma(kid), ()) if name.names == BODY)
        found = next((name for name in names if set(name.others) <= around), None)
        if found is not None:
            return found, kid
    return None
