"""Fusion room: what each feature of a pair says to a person, where it speaks for one event and where against it."""

from collections.abc import Mapping

__all__ = ["SAYS"]

SAYS: Mapping[str, tuple[str, str]] = {
    "article": ("the articles are about one thing", "the articles are about different things"),
    "day": ("the same day", "different days"),
    "lag": ("reported at one time", "reported weeks apart"),
    "fresh": ("told as news at one time", "not told as news at one time"),
    "stale": ("both are news", "the one is news, the other is older"),
    "place": ("the same place", "different places"),
    "soil": ("on the soil of the same state", "on the soil of different states"),
    "word": ("the words that name the acts are alike", "the words that name the acts differ"),
    "around": ("the clauses have words in common", "the clauses have no words in common"),
    "strange": ("the clauses have words in common", "the clauses have nothing in common"),
    "common": ("a rare word names the acts", "a common word names the acts"),
    "sentence": ("told in two sentences", "told in one sentence, as two acts mostly are"),
    "clause": ("told in two sentences", "two coded acts of one sentence"),
    "toll": ("the one tells the losses of the other", "neither tells the losses of the other"),
    "kind": ("acts of one type", "acts of different classes"),
    "manner": ("done in the same way", "done in different ways"),
    "status": ("both told of the act", "one tells of the act, the other of a plan or demand"),
    "sources": ("the same party acts", "different parties act"),
    "targets": ("the same party is acted upon", "different parties are acted upon"),
    "doer": ("the same party does it", "deeds of different parties"),
    "voice": ("the same party speaks", "words of different parties"),
    "person": ("the same person speaks", "words of different persons"),
    "talk": ("told in two articles", "two acts of words in one article"),
    "far": ("told close together", "told far apart in the article"),
    "lead": ("one stands in the lead of the article", "neither stands in the lead of the article"),
    "abroad": ("in the same state", "in two different states"),
    "spot": ("the same place in one scene", "different places in one scene"),
}
