"""Coding, channels: how far a change has come, by the words above it."""

from detente.codebook import Channels
from detente.coding.context import Setting
from detente.coding.tree import Tree
from detente.records import Certainty, Evidentiality, Status

__all__ = ["discussed", "firmness", "reversed_"]

VOICED = frozenset({"say", "implicative", "condemn", "claim", "accuse", "seem"})
UNTRUE = frozenset({"suppose", "fear"})
# What is refused, prevented or given up is as good as negated.
REVERSING = frozenset({"refuse", "prevent", "fail", "stop"})


def firmness(channels: Channels, tree: Tree, at: int, setting: Setting) -> Certainty | None:
    """Return how far a change has come, None where it is only supposed."""
    if discussed(channels, tree, at):
        return Certainty.DISCUSSED
    operator = next((one for one in setting.operators if one[0] not in VOICED | REVERSING), None)
    if operator is not None and not setting.closed:
        return governed(channels, tree, operator)
    if reversed_(setting):
        plain = setting.evidentiality is Evidentiality.ASSERTED
        return Certainty.HAPPENED if plain else Certainty.ASSERTED
    if supposed(channels, tree, at):
        return None
    if setting.status is Status.DENIED:
        return Certainty.DENIED
    if setting.status is Status.HYPOTHETICAL:
        return None
    if setting.status is Status.RECOMMENDED:
        return Certainty.URGED
    if setting.status is Status.PLANNED:
        return Certainty.DECIDED
    plain = setting.evidentiality is Evidentiality.ASSERTED and setting.status is not Status.UNCONFIRMED
    return Certainty.HAPPENED if plain else Certainty.ASSERTED


def reversed_(setting: Setting) -> bool:
    """Whether the nearest word above a change refuses, prevents or gives it up."""
    nearest = next((name for name, _ in setting.operators if name not in VOICED), None)
    return nearest in REVERSING and not setting.closed


def supposed(channels: Channels, tree: Tree, at: int) -> bool:
    """Whether a change is only the subject of what it would do (RESTORING ties WOULD help)."""
    return any(
        tree.relation(child) in {"csubj", "nsubj"}
        and any(tree.form(kid) in channels.supposing for kid in tree.children(head, "aux"))
        for child, head in tree.path(at)
    )


def governed(channels: Channels, tree: Tree, operator: tuple[str, int]) -> Certainty | None:
    """Return what the nearest operator makes of a change."""
    name, at = operator
    if name in UNTRUE:
        return None
    found = channels.certainty.get(name, Certainty.DISCUSSED)
    offered = {tree.lemma(at), tree.form(at)} & channels.offering
    return Certainty.OFFERED if offered and found is Certainty.PLEDGED else found


def discussed(channels: Channels, tree: Tree, at: int) -> bool:
    """Whether a word stands for what was talked about: discussed the RETURN, talks on the RESUMPTION of flights."""
    for child, head in tree.path(at):
        if tree.is_verb(child):
            return False
        named = tree.lemma(head) in channels.discussing
        below = tree.relation(child) == "obj" or tree.exact(child) == "nsubj:pass"
        behind = {marker.split()[0] for marker in tree.markers(child)} & channels.behind
        if named and (below or behind):
            return True
        forms = {"talks", "call", "meeting"}
        contact = any(tree.lemma(head) in channels.means[form] for form in forms)
        if contact and behind - {"of"} and tree.relation(child) == "nmod":
            return True
    return False


