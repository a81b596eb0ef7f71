"""Coding, channels: how far a change has come, by the words above it."""

from detente.codebook import Channels
from detente.coding.context import Setting
from detente.coding.slots import infinitive
from detente.coding.tree import Tree
from detente.records import Certainty, Evidentiality, Status

__all__ = ["discussed", "firmness", "refused"]

VOICED = frozenset({"say", "implicative", "condemn", "claim", "accuse", "seem"})
UNTRUE = frozenset({"suppose", "fear"})
# What is refused, prevented or given up is as good as negated.
REVERSING = frozenset({"refuse", "prevent", "fail", "stop"})
# What the status of a change without an operator says of it; a supposed one is none.
UNDONE = {
    Status.DENIED: Certainty.DENIED,
    Status.HYPOTHETICAL: None,
    Status.RECOMMENDED: Certainty.URGED,
    Status.PLANNED: Certainty.DECIDED,
}


def firmness(channels: Channels, tree: Tree, at: int, setting: Setting) -> Certainty | None:
    """Return how far a change has come, None where it is only supposed or was only tried."""
    if discussed(channels, tree, at):
        return Certainty.DISCUSSED
    operator = next((one for one in setting.operators if one[0] not in VOICED | REVERSING), None)
    if operator is not None and (not setting.closed or tree.lemma(operator[1]) in channels.trying):
        return governed(channels, tree, operator)
    if refused(setting):
        return told(setting)
    if supposed(channels, tree, at, said=setting.said):
        return None
    if infinitive(tree, at) and setting.status is None:  # to exchange envoys: headlines tell what is to come
        return Certainty.DECIDED
    return UNDONE[setting.status] if setting.status in UNDONE else told(setting)


def told(setting: Setting) -> Certainty:
    """Return how firm a change is that is told as done: in the report's own voice, or on somebody's word."""
    plain = setting.evidentiality is Evidentiality.ASSERTED and setting.status is not Status.UNCONFIRMED
    return Certainty.HAPPENED if plain else Certainty.ASSERTED


def refused(setting: Setting) -> bool:
    """Whether the nearest word above a change refuses, prevents or gives it up."""
    nearest = next((name for name, _ in setting.operators if name not in VOICED), None)
    return nearest in REVERSING and not setting.closed


def supposed(channels: Channels, tree: Tree, at: int, *, said: bool) -> bool:
    """Whether a change is only the subject of what it would do (RESTORING ties WOULD help), or would be done itself."""
    steps = [(child, head) for child, head in tree.path(at) if tree.relation(child) in {"csubj", "nsubj"}]
    steps = [(child, head) for child, head in steps if child == at]
    if any(tree.form(kid) in channels.negating for _, head in steps for kid in tree.children(head, "advmod")):
        return True
    heads = [head for _, head in steps] + ([] if said else [at])
    return any(tree.form(kid) in channels.supposing for head in heads for kid in tree.children(head, "aux"))


def governed(channels: Channels, tree: Tree, operator: tuple[str, int]) -> Certainty | None:
    """Return what the nearest operator makes of a change."""
    name, at = operator
    if name in UNTRUE or tree.lemma(at) in channels.trying:
        return None
    found = channels.certainty.get(name, Certainty.DISCUSSED)
    offered = {tree.lemma(at), tree.form(at)} & channels.offering
    return Certainty.OFFERED if offered and found is Certainty.PLEDGED else found


def discussed(channels: Channels, tree: Tree, at: int) -> bool:
    """Whether a word stands for what was talked about: discussed the RETURN, talks on the RESUMPTION of flights."""
    for child, head in tree.path(at):
        named = tree.lemma(head) in channels.discussing
        below = tree.relation(child) in {"obj", "xcomp", "ccomp"} or tree.exact(child) == "nsubj:pass"
        if tree.is_verb(child) and not (named and below):
            return False
        behind = {marker.split()[0] for marker in tree.markers(child)} & channels.behind
        listed = below and any(tree.lemma(kid) in channels.agenda for kid in tree.children(head, "obl"))
        if (named and (below or behind)) or listed or about(channels, tree, child, behind):
            return True
    return False


def about(channels: Channels, tree: Tree, child: int, behind: set[str]) -> bool:
    """Whether a word hangs on a contact as its topic (talks ON the resumption)."""
    words = channels.means["talks"] | channels.means["dialogue"] | channels.means["call"] | channels.means["meeting"]
    return tree.relation(child) == "nmod" and tree.lemma(tree.head(child)) in words and bool(behind - {"of"})
