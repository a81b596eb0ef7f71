"""Coding room: what an attribution is: source, cue and content of what somebody says, thinks or wants."""

from dataclasses import dataclass, field

from detente.codebook.sayings import Cue
from detente.coding.quotation import Quotation
from detente.coding.tree import Tree

__all__ = ["SPOKEN", "Draft", "Piece", "Saying"]

# What kinds of saying are said aloud.
SPOKEN = frozenset({"say", "claim", "admit", "deny", "predict", "warn", "promise", "ask", "praise", "blame"})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Piece:
    """Words ``[start, end)`` of a sentence."""

    sentence: int
    start: int
    end: int

    def holds(self, sentence: int, at: int) -> bool:
        """Whether a word is among them."""
        return self.sentence == sentence and self.start <= at < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One attribution: the cue that reports, the source whose words or thoughts they are, and what is reported.

    ``head`` is the word of the cue that governs, ``speaker`` the head of the source, None where nobody is named.
    ``within`` is the place, in the article's sayings, of the saying whose content holds this one, None outside any.
    ``direct`` is true where the content is quoted word for word, ``cited`` where "according to" vouches for it, and
    ``unheard`` where the cue itself stands in a quotation that nobody in the text is said to utter.
    """

    sentence: int
    head: int
    kind: str
    speaker: int | None
    cue: tuple[Piece, ...]
    source: tuple[Piece, ...]
    content: tuple[Piece, ...]
    direct: bool = False
    unheard: bool = False
    cited: bool = False
    within: int | None = None


@dataclass(slots=True, kw_only=True)
class Draft:
    """A saying in the making: sets of words of its sentence, and the quotations that belong to it.

    ``named`` are the words of the source where they are no phrase of the tree; ``further`` are the sentences that are
    content as a whole.
    """

    tree: Tree
    head: int
    cue: Cue
    words: set[int]
    speaker: int | None
    content: set[int]
    quoted: list[Quotation] = field(default_factory=list)
    named: tuple[int, ...] = ()
    further: tuple[int, ...] = ()
