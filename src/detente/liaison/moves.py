"""Liaison room: the state machine of a thread, as one table that is all there is to it.

``MOVES`` says for every act about the first entry of a thread, or about a later one, in which states it is possible
and which state it leads to; ``ABOUT`` which entries an act may be about, ``BY`` whose hand it takes.
"""

from enum import StrEnum

from detente.records import Act, ThreadState

__all__ = ["ABOUT", "BY", "MOVES", "VOIDS", "By", "led"]

_H, _O, _K, _A, _D, _S, _W = ThreadState
__ = None  # not possible


class By(StrEnum):
    """Whose hand an act takes."""

    SENDER = "the sender of {of}"
    ADDRESSEE = "an addressee of {of}"
    PARTY = "a party of the thread"
    SETTLER = "who raised the dispute, or a third party that is named in the thread"
    ANYONE = "anyone"


# Held: written, and waits for a second person. A correction of the first entry opens the thread again, since what was
# acknowledged and answered is no longer what stands; a disputed or settled thread stays so. A thread stays disputed
# until none of its disputes is left, whatever is written in it; a settled one stays settled unless something later than
# the settlement, or the settlement itself, is disputed. Withdrawn is the end: what is left is to label and to erase.
#
# act, and whether it is about the first entry     held open ackn. answ. disp. settl. withdr.
_GRID: tuple[tuple[Act, bool, tuple[ThreadState | None, ...]], ...] = (
    (Act.RELEASE, True,     (_O, __, __, __, __, __, __)),
    (Act.ACKNOWLEDGE, True, (__, _K, _K, _A, _D, _S, __)),
    (Act.ACKNOWLEDGE, False, (__, _O, _K, _A, _D, _S, __)),
    (Act.REPLY, True,       (__, _A, _A, _A, _D, _S, __)),
    (Act.REPLY, False,      (__, _O, _K, _A, _D, _S, __)),
    (Act.DISPUTE, True,     (__, _D, _D, _D, _D, _D, __)),
    (Act.DISPUTE, False,    (__, _D, _D, _D, _D, _D, __)),
    (Act.SETTLE, True,      (__, __, __, __, _S, __, __)),
    (Act.SETTLE, False,     (__, __, __, __, _S, __, __)),
    (Act.CORRECT, True,     (_H, _O, _O, _O, _D, _S, __)),
    (Act.CORRECT, False,    (__, _O, _K, _A, _D, _S, __)),
    (Act.WITHDRAW, True,    (_W, _W, _W, _W, _W, _W, __)),
    (Act.WITHDRAW, False,   (__, _O, _K, _A, _D, _S, __)),
    (Act.LOG, True,         (__, _O, _K, _A, _D, _S, __)),
    (Act.RELABEL, True,     (_H, _O, _K, _A, _D, _S, _W)),
    (Act.RELABEL, False,    (_H, _O, _K, _A, _D, _S, _W)),
    (Act.ERASE, True,       (_H, _O, _K, _A, _D, _S, _W)),
    (Act.ERASE, False,      (_H, _O, _K, _A, _D, _S, _W)),
)  # fmt: skip
MOVES = {(act, first): dict(zip(ThreadState, row, strict=True)) for act, first, row in _GRID}

# What is about a correction is about what it corrects, except that it is the correction that is acknowledged.
ABOUT: dict[Act, frozenset[Act]] = {
    Act.NEW: frozenset(),
    Act.RELEASE: frozenset({Act.NEW}),
    Act.ACKNOWLEDGE: frozenset({Act.NEW, Act.REPLY, Act.DISPUTE, Act.SETTLE, Act.LOG}),
    Act.REPLY: frozenset({Act.NEW, Act.REPLY, Act.DISPUTE, Act.SETTLE, Act.LOG}),
    Act.DISPUTE: frozenset({Act.NEW, Act.REPLY, Act.SETTLE, Act.LOG}),
    Act.SETTLE: frozenset({Act.NEW, Act.REPLY, Act.DISPUTE, Act.SETTLE, Act.LOG}),
    Act.CORRECT: frozenset({Act.NEW, Act.REPLY, Act.DISPUTE, Act.LOG}),
    Act.WITHDRAW: frozenset({Act.NEW, Act.REPLY, Act.DISPUTE, Act.LOG}),
    Act.LOG: frozenset({Act.NEW}),
    Act.RELABEL: frozenset({Act.NEW, Act.REPLY, Act.DISPUTE, Act.SETTLE, Act.LOG}),
    Act.ERASE: frozenset(Act) - {Act.ERASE},
}
BY: dict[Act, By] = {
    Act.NEW: By.ANYONE,
    Act.RELEASE: By.SENDER,
    Act.ACKNOWLEDGE: By.ADDRESSEE,
    Act.REPLY: By.ADDRESSEE,
    Act.DISPUTE: By.ADDRESSEE,
    Act.SETTLE: By.SETTLER,
    Act.CORRECT: By.SENDER,
    Act.WITHDRAW: By.SENDER,
    Act.LOG: By.PARTY,
    Act.RELABEL: By.PARTY,
    Act.ERASE: By.ANYONE,
}
VOIDS = frozenset({Act.REPLY, Act.DISPUTE, Act.LOG})  # withdrawn, the thread stands as if it had never been


def led(act: Act, state: ThreadState, *, first: bool) -> ThreadState | None:
    """Return the state that an act leads to, None where it is not possible."""
    return MOVES.get((act, first), {}).get(state)
