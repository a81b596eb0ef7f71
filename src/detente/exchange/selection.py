"""Exchange room: what of a case may be handed on under a label; what is left out is counted, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from detente.exchange.whole import Whole
from detente.records import Books, ThreadState, Tlp

__all__ = ["LeftOut", "within"]

HELD = "held until a second person releases it"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many of what were left out of an export, and why.

    ``held`` is true of notices that wait for a second person: that there are any is their sender's alone to know, and
    nothing that is handed on may tell it.
    """

    what: str
    number: int
    why: str
    held: bool = False


def within(whole: Whole, most: Tlp, side: str | None) -> tuple[Whole, tuple[LeftOut, ...]]:
    """Return what of a case may be told to those who may see notices up to a label, and what was left out.

    A thread counts by its label after merging. One that is held is seen by its sender alone; ``side`` is the party for
    which the export is made. Nothing that rests on a notice that is left out stays: no measure, no finding on a
    promise, no state of a line.
    """
    why = {
        one.id: _reason(one.tlp, held=_is_held(one.state, one.notice.sender, side), most=most) for one in whole.threads
    }
    gone = {name: reason for name, reason in why.items() if reason}
    away = {one.id for one in whole.log if one.thread in gone} | gone.keys()
    kept = replace(
        whole,
        accounts=[one for one in whole.accounts if one.article.id not in away],
        books=[_books(one, away) for one in whole.books],
        log=[one for one in whole.log if one.id not in away],
        threads=[one for one in whole.threads if one.id not in gone],
        measures=[one for one in whole.measures if one.id not in gone and one.tlp.rank <= most.rank],
        dues=[one for one in whole.dues if one.about not in away and one.tlp.rank <= most.rank],
    )
    return kept, tuple(_counted(whole, gone))


def _is_held(state: ThreadState, sender: str, side: str | None) -> bool:
    return state is ThreadState.HELD and sender != side


def _reason(label: Tlp, *, held: bool, most: Tlp) -> str | None:
    if held:
        return HELD
    return f"TLP:{label.value}" if label.rank > most.rank else None


def _books(found: Books, away: set[str]) -> Books:
    """Return books without what rests on notices that are left out."""
    relation = found.relation
    if relation:
        relation = replace(
            relation,
            lines=tuple(one for one in relation.lines if one.evidence.article not in away),
            third_parties=tuple(one for one in relation.third_parties if one.evidence.article not in away),
        )
    return replace(
        found,
        keepings=tuple(one for one in found.keepings if one.evidence.article not in away),
        relation=relation,
    )


def _counted(whole: Whole, gone: Mapping[str, str]) -> Sequence[LeftOut]:
    """Return what was left out by reason; of what belongs to threads, those that are left out by their label alone."""
    found = [
        LeftOut(what="threads of notices", number=number, why=why, held=why == HELD)
        for why, number in sorted(Counter(gone.values()).items())
    ]
    labelled = {name for name, why in gone.items() if why != HELD}
    entries = [one.id for one in whole.log if one.thread in labelled]
    for what, number in (
        ("entries of the log", len(entries)),
        ("measures", sum(1 for one in whole.measures if one.id in labelled)),
        ("dates to keep", sum(1 for one in whole.dues if one.about in {*entries, *labelled})),
    ):
        if number:
            found.append(LeftOut(what=what, number=number, why="belong to threads that are left out"))
    return found
