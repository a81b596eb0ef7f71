"""Ledger room: what can be set."""

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Thresholds of the ledger.

    ``together``: days within which statements of one type between the same parties may be about one promise.
    ``terms``: how many of its type's usual terms a promise may be old of which two sides have one at a time.
    ``alike``: share of the shorter statement's content words that two statements must have in common where neither
    names the other's due date.
    ``answered``: days within which a denial by the accused side counts as its answer to an alleged violation.
    ``bodies``: codes of organisations that can verify (UN, intergovernmental, European Union, non-governmental).
    ``watchers``: beginnings of words for people who watch and take no side, known to no table.
    ``period``: days of one period in the count of violations.
    ``quiet``: days without an act between the two after which an episode is over.
    ``answer``: days within which one side's act towards the other may answer the other's, where no text says so.
    ``answering``: score of an event from which down an answer to the other side is one of the episode's answers.
    """

    together: int = 90
    terms: int = 3
    alike: float = 0.2
    answered: int = 7
    bodies: tuple[str, ...] = ("UNO", "IGO", "EUR", "NGO")
    watchers: tuple[str, ...] = ("monitor", "observer", "inspector", "verifier")
    period: int = 7
    quiet: int = 30
    answer: int = 14
    answering: float = -2.0
