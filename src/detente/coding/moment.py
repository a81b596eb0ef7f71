"""Coding room: the day of an act, by simple safe rules; a day that the text does not give is never made up."""

from collections.abc import Iterable
from datetime import date

from detente.coding.dates import ISO, Calendar
from detente.coding.document import Document
from detente.coding.tree import Tree
from detente.records import When

__all__ = ["Moments"]

FULL = 10
PAST = frozenset({"VBD", "VBN"})


class Moments:
    """Finds expressions of time in the sentences of an article and the word that each belongs to."""

    def __init__(self, doc: Document) -> None:
        """Read the publishing day, if it is known to the day."""
        self.doc = doc
        self.calendar = Calendar(doc.cues, published(doc))
        self.calendar_ahead = Calendar(doc.cues, published(doc), ahead=True)
        self._found: dict[tuple[int, bool], list[tuple[int, When]]] = {}

    def of(
        self, tree: Tree, words: tuple[int, ...], *, future: bool = False, acts: frozenset[int] = frozenset()
    ) -> When | None:
        """Return the moment that belongs to one of the words of an act, None where none does.

        With ``future`` a day without a year, or a weekday, lies ahead of the publishing day. ``acts`` are the words of
        the sentence that name acts: a moment behind another one may be that one's (condemned the raid on Monday).
        """
        found = [
            (at, when)
            for at, when in self._expressions(tree, future=future)
            if not self._doubtful(tree, at, words, acts)
        ]
        for at, when in found:
            if self._governor(tree, at) in words:
                return when
        verbs = [word for word in words if tree.is_verb(word)]
        for at, when in found:
            if not self._of_noun(tree, at) and tree.clause(at) in verbs:
                return when
        return None

    def due(self, tree: Tree, words: Iterable[int]) -> When | None:
        """Return the first moment ahead that stands among the words of a promise, None where there is none.

        A moment of something that is over (the accord signed on Monday) is none of the promise.
        """
        inside = set(words)
        for at, when in self._expressions(tree, future=True):
            if at in inside and tree.tokens[tree.clause(at)].xpos not in PAST:
                return when
        return None

    @staticmethod
    def _doubtful(tree: Tree, at: int, words: tuple[int, ...], acts: frozenset[int]) -> bool:
        """Whether another noun of an act stands between the act and the moment."""
        others = [act for act in acts if act not in words and tree.is_noun(act)]
        return any(min(words) < other < at for other in others)

    def _of_noun(self, tree: Tree, at: int) -> bool:
        """Whether a time expression modifies a noun that is an object or stands behind a preposition."""
        if not tree.markers(at) and tree.upos(at) == "PROPN":
            return False
        governor = self._governor(tree, at)
        return tree.is_noun(governor) and tree.relation(governor) in {"obj", "obl", "nmod"} and governor < at

    def _expressions(self, tree: Tree, *, future: bool) -> list[tuple[int, When]]:
        key = tree.number, future
        if key not in self._found:
            self._found[key] = self._read(tree, self.calendar_ahead if future else self.calendar)
        return self._found[key]

    def _read(self, tree: Tree, calendar: Calendar) -> list[tuple[int, When]]:
        forms = [token.text for token in tree.tokens]
        found: list[tuple[int, When]] = []
        at = 0
        while at < len(forms):
            moment = calendar.read(forms, at)
            if moment is None and forms[at][:1].isdigit() and self._bound(tree, forms, at):
                moment = calendar.year(forms, at)
            if moment is not None:
                end = min(at + moment.size, len(tree))
                words = self.doc.words(tree, at, end).quote
                found.append(
                    (
                        at,
                        When(
                            start=moment.value,
                            end=moment.value,
                            precision=moment.precision,
                            basis=moment.basis,
                            words=words,
                        ),
                    )
                )
            at += 1 if moment is None else moment.size
        return found

    @staticmethod
    def _bound(tree: Tree, forms: list[str], at: int) -> bool:
        """Whether a bare year dates something: the 2005 deal, in 1990."""
        return tree.relation(at) in {"nummod", "compound", "amod"} or (at > 0 and forms[at - 1].lower() == "in")

    def _governor(self, tree: Tree, at: int) -> int:
        """Return the verb or act noun that a time expression modifies."""
        while tree.head(at) >= 0:
            relation, head = tree.relation(at), tree.head(at)
            if tree.is_verb(head) and relation in {"obl", "advmod", "nmod", "nsubj", "obj"}:
                return head
            if relation in {"nummod", "compound", "amod"} and tree.is_noun(head):
                return head
            if relation == "nmod" and tree.is_noun(head) and tree.exact(at) != "nmod:poss":
                return head
            at = head
        return at


def published(doc: Document) -> date | None:
    """Return the publishing day, None where it is unknown or vaguer than a day."""
    if doc.day is None or not ISO.match(doc.day[:FULL]):
        return None
    return date.fromisoformat(doc.day[:FULL])
