"""Coding room: sets right what a small parser often gets wrong, before the trees are read; offsets stay as they are."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from detente.records import Sentence, Token

__all__ = ["mended"]

Classes = dict[str, frozenset[str]]
Tokens = list[Token]
FINITE = frozenset({"VBD", "VBZ", "VBP"})
PRONOUNS = frozenset({"it", "they", "he", "she"})
TWICE = frozenset({"nsubj", "nsubj:pass", "obj", "obl"})


def mended(sentence: Sentence, classes: Classes) -> Sentence:
    """Return a sentence whose tree is mended."""
    tokens = list(sentence.tokens)
    for step in STEPS:
        step(tokens, classes)
    return replace(sentence, tokens=tuple(tokens))


def hang(tokens: Tokens, at: int, head: int, relation: str) -> None:
    """Hang a word on another."""
    tokens[at] = replace(tokens[at], head=head, relation=relation)


def kids(tokens: Tokens, at: int, *relations: str) -> Iterator[int]:
    """Yield the words that hang on another in one of the relations, subtypes included."""
    for kid, token in enumerate(tokens):
        if token.head == at and token.relation.partition(":")[0] in relations:
            yield kid


def has(tokens: Tokens, at: int, *relations: str) -> bool:
    """Whether a word has a child in one of the relations."""
    return next(kids(tokens, at, *relations), None) is not None


def one_root(tokens: Tokens, _: Classes) -> None:
    """Make an insertion of a second root that hangs on a word (they will answer, the minister WARNED)."""
    for at, token in enumerate(tokens):
        if token.relation == "root" and token.head >= 0:
            hang(tokens, at, token.head, "parataxis")


def pair_in_front(tokens: Tokens, _: Classes) -> None:
    """Hang both parts of a pair on the noun behind it, not on the verb (ARMENIA-AZERBAIJAN talks resumed)."""
    for at in range(len(tokens) - 3):
        first, hyphen, noun = tokens[at], tokens[at + 1], tokens[at + 3]
        joined = hyphen.text == "-" and first.end == hyphen.start and tokens[at + 2].start == hyphen.end
        subjects = first.relation == noun.relation == "nsubj" and first.head == noun.head
        if joined and subjects and tokens[at + 2].head == at:
            hang(tokens, at + 2, at + 3, "compound")
            hang(tokens, at, at + 3, "compound")


def lift_speech(tokens: Tokens, classes: Classes) -> None:
    """Join a second speech act to the first, not to its content: denied that it had sent troops and ACCUSED X."""
    for at, token in enumerate(tokens):
        inner = token.head
        if token.relation == "conj" and inner >= 0 and past_behind(tokens, inner, at):
            hang(tokens, at, tokens[inner].head, "conj")
            continue
        if token.relation == "conj" and inner >= 0 and subjunctive(tokens, inner) and finite(tokens, at):
            hang(tokens, at, tokens[inner].head, "conj")
            continue
        if token.relation != "conj" or inner < 0 or has(tokens, at, "nsubj", "aux") or token.xpos == "VB":
            continue
        outer = tokens[inner].head
        if tokens[inner].relation != "ccomp" or outer < 0 or tokens[outer].upos != "VERB" or outer > inner:
            continue
        pronoun = any(tokens[kid].text.lower() in PRONOUNS for kid in kids(tokens, inner, "nsubj"))
        willed = tokens[inner].xpos in {"VB", "VBN"} and token.xpos == "VBD" and has(tokens, inner, "aux")
        if willed or (pronoun and token.lemma.lower() in classes["wording"]):
            hang(tokens, at, outer, "conj")


def past_behind(tokens: Tokens, inner: int, at: int) -> bool:
    """Whether a past tense is joined to an infinitive, and so to the verb above (vowed to fight and PROPOSED talks)."""
    meant = tokens[inner].relation == "xcomp" and tokens[inner].xpos == "VB" and tokens[inner].head < inner
    return meant and tokens[at].xpos == "VBD" and tokens[tokens[inner].head].xpos == "VBD"


def subjunctive(tokens: Tokens, at: int) -> bool:
    """Whether a clause tells what is demanded: that X PULL its army back."""
    told = tokens[at].relation == "ccomp" and tokens[at].xpos == "VB" and tokens[at].head >= 0
    return told and has(tokens, at, "nsubj") and not has(tokens, at, "aux")


def finite(tokens: Tokens, at: int) -> bool:
    """Whether a verb has its own subject and tense."""
    helped = tokens[at].xpos == "VBN" and has(tokens, at, "aux")
    return has(tokens, at, "nsubj") and (tokens[at].xpos in FINITE or helped)


def bid(tokens: Tokens, classes: Classes) -> None:
    """Hang what somebody is told to do on the telling verb: ordered the mission TO LEAVE."""
    for at, token in enumerate(tokens):
        thing = token.head
        if token.relation != "acl" or thing < 0 or not tokens[thing].relation.startswith("obj"):
            continue
        verb = tokens[thing].head
        told = any(tokens[kid].text.lower() == "to" for kid in kids(tokens, at, "mark"))
        if told and tokens[verb].lemma.lower() in classes["bidding"] and tokens[thing].lemma not in classes["saying"]:
            hang(tokens, at, verb, "xcomp")


def name_calling(tokens: Tokens, classes: Classes) -> None:
    """Make a predicate of the noun behind the object of a naming verb: called the attack BARBARISM."""
    for at, token in enumerate(tokens):
        thing = token.head
        if token.relation not in {"nmod", "appos", "compound", "obl"} or thing < 0 or at <= thing:
            continue
        behind = at > thing and not has(tokens, at, "case")
        verb = tokens[thing].head
        if behind and tokens[thing].relation == "obj" and tokens[verb].lemma.lower() in classes["naming"]:
            hang(tokens, at, verb, "xcomp")


def headline(tokens: Tokens, _: Classes) -> None:
    """Give a headline its subject: TURKEY shells Syrian villages."""
    root = next((at for at, token in enumerate(tokens) if token.head < 0), None)
    things = [] if root is None else [kid for kid in kids(tokens, root, "nsubj") if kid > root]
    if root is None or not things:
        return
    for at in range(root):
        if tokens[at].head > root and tokens[at].relation == "compound":
            tokens[root] = replace(tokens[root], upos="VERB", xpos="VBZ")
            hang(tokens, things[0], root, "obj")
            hang(tokens, at, root, "nsubj")


def postposed(tokens: Tokens, _: Classes) -> None:
    """Make a verb of the adjective behind the head of a sentence without a verb: government forces ADVANCED on."""
    root = next((at for at, token in enumerate(tokens) if token.head < 0), None)
    if root is None or tokens[root].upos not in {"NOUN", "PROPN"}:
        return
    verb = next((kid for kid in kids(tokens, root, "amod", "acl") if kid > root and hidden(tokens, kid)), None)
    if verb is None:
        return
    tokens[verb] = replace(tokens[verb], head=-1, relation="root", upos="VERB", xpos="VBD")
    hang(tokens, root, verb, "nsubj")
    for kid in list(kids(tokens, verb, "obl")):
        if tokens[kid].relation == "obl" and not has(tokens, kid, "case"):
            hang(tokens, kid, verb, "obj")
    for kid in list(kids(tokens, root, "obl", "obj", "punct", "advcl", "xcomp", "conj", "parataxis")):
        if kid > verb:
            hang(tokens, kid, verb, tokens[kid].relation)


def hidden(tokens: Tokens, at: int) -> bool:
    """Whether a participle behind a noun is the verb of the sentence: an adjective there, or one with an object."""
    if tokens[at].xpos not in {"VBN", "VBD"} or has(tokens, at, "mark"):
        return False
    things = [kid for kid in kids(tokens, at, "obj", "obl") if tokens[kid].relation in {"obj", "obl"}]
    named = tokens[tokens[at].head]
    if named.upos == "PROPN" and named.head < 0 and not any(agent(tokens, kid) for kid in kids(tokens, at, "obl")):
        return True
    return tokens[at].relation == "amod" or any(not has(tokens, kid, "case") for kid in things)


def agent(tokens: Tokens, at: int) -> bool:
    """Whether a word stands behind "by"."""
    return any(tokens[kid].text.lower() == "by" for kid in kids(tokens, at, "case"))


def active(tokens: Tokens, _: Classes) -> None:
    """Take a subject for the doer where the verb has an object and no auxiliary: Libya HANDED OVER two suspects."""
    for at, token in enumerate(tokens):
        verb = token.head
        if token.relation != "nsubj:pass" or verb < at:
            continue
        helped = any(tokens[kid].relation == "aux:pass" for kid in kids(tokens, verb, "aux"))
        told = token.upos == "PROPN" and tokens[-1].text == "." and tokens[verb].relation == "root"
        told = told and not any(agent(tokens, kid) for kid in kids(tokens, verb, "obl"))
        if not helped and (told or has(tokens, verb, "obj") or tokens[verb].xpos in FINITE):
            hang(tokens, at, verb, "nsubj")
            tokens[verb] = replace(tokens[verb], xpos="VBD" if tokens[verb].xpos == "VBN" else tokens[verb].xpos)


def second_verb(tokens: Tokens, classes: Classes) -> None:
    """Make a verb of a participle behind "and" that was taken for an adjective (condemned X and SUSPENDED aid)."""
    for at, token in enumerate(tokens):
        thing = token.head
        if token.relation != "amod" or thing <= at or token.lemma.lower() not in classes["acting"]:
            continue
        behind = at > 0 and tokens[at - 1].text.lower() == "and" and tokens[thing].relation == "conj"
        root = next((word for word, other in enumerate(tokens) if other.head < 0), at)
        if not behind or tokens[root].xpos != "VBD" or root > at:
            continue
        tokens[at] = replace(token, upos="VERB", xpos="VBD", head=root, relation="conj")
        hang(tokens, thing, at, "obj")
        hang(tokens, at - 1, at, "cc")


def title_before_name(tokens: Tokens, _: Classes) -> None:
    """Hang a title on the name right behind it that was made a second subject (Crown PRINCE Mohammed met X)."""
    for at in range(len(tokens) - 1):
        title, named = tokens[at], tokens[at + 1]
        twice = title.head == named.head >= 0 and title.relation == named.relation
        if twice and title.relation in TWICE and named.upos == "PROPN" and title.upos in {"PROPN", "NOUN"}:
            hang(tokens, at, at + 1, "nmod:desc")


def joined_aside(tokens: Tokens, _: Classes) -> None:
    """Join an apposition behind "and" as what it is, the second of two (the diplomat and Foreign MINISTER Zarif)."""
    for at, token in enumerate(tokens):
        if token.relation == "appos" and any(token.head < kid < at for kid in kids(tokens, at, "cc")):
            hang(tokens, at, token.head, "conj")


def by_doing(tokens: Tokens, classes: Classes) -> None:
    """Make a verb of the participle between "by" and a thing that is fought over (replied by SHELLING border posts)."""
    for at, token in enumerate(tokens):
        thing = token.head
        if token.relation != "amod" or token.xpos != "VBG" or thing <= at or tokens[at - 1].text.lower() != "by":
            continue
        verb = tokens[thing].head
        if verb < 0 or tokens[verb].upos != "VERB" or tokens[thing].lemma.lower() not in classes["target"]:
            continue
        tokens[at] = replace(token, upos="VERB", head=verb, relation="advcl")
        hang(tokens, thing, at, "obj")
        hang(tokens, at - 1, at, "mark")


def base_verb(tokens: Tokens, _: Classes) -> None:
    """Make a verb of a bare noun that is joined to an infinitive (would withdraw and APOLOGISE to them)."""
    for at, token in enumerate(tokens):
        verb = token.head
        if token.relation != "conj" or token.xpos != "NN" or verb < 0 or tokens[verb].xpos != "VB":
            continue
        joined = tokens[at - 1].text.lower() in {"and", "or"}
        if joined and not has(tokens, at, "det", "amod", "nmod", "compound", "case", "nummod"):
            tokens[at] = replace(token, upos="VERB", xpos="VB")


STEPS: tuple[Callable[[Tokens, Classes], None], ...] = (
    one_root,
    title_before_name,
    joined_aside,
    pair_in_front,
    headline,
    postposed,
    active,
    lift_speech,
    bid,
    name_calling,
    second_verb,
    by_doing,
    base_verb,
)
