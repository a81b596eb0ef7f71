"""Brief room: what was promised and where it stands, what is told of its keeping, and what to watch for."""

from collections.abc import Iterator, Sequence

from detente.brief.acts import act
from detente.brief.measures import carried_out
from detente.brief.names import in_line, joined, moment
from detente.brief.told import Told, first_day
from detente.codebook import WatchRule, party
from detente.records import Commitment, Event, Evidence, EvidenceKind, Keeping, Line, Part, Section, Standing

__all__ = ["CLOSED", "named", "promised", "watch"]

CLOSED = frozenset({Standing.FULFILLED, Standing.LAPSED, Standing.WITHDRAWN, Standing.SUPERSEDED, Standing.TERMINATED})
LATEST = "9999"
SET = "set"


def promised(told: Told) -> Section:
    """Return every promise with its three axes, what is due, and what bears on it: overdue first, then by due date."""
    lines = tuple(_commitment(one, told) for one in sorted(told.books.commitments, key=lambda one: _order(one, told)))
    return Section(
        part=Part.PROMISED,
        title="What was promised, and where it stands",
        lines=lines,
        empty=None if lines else "no undertaking of either side is on record",
    )


def _order(commitment: Commitment, told: Told) -> tuple[bool, int, str, str, int, str]:
    """Return what promises are sorted by: overdue, open and due soon, open, closed."""
    late = told.overdue.get(commitment.id)
    due = commitment.due[-1].due if commitment.due else None
    return (
        commitment.standing in CLOSED,
        -late.days if late else 0,
        (due.end if due else LATEST) if commitment.standing not in CLOSED else "",
        first_day(commitment.announced) or LATEST,
        len(commitment.id),
        commitment.id,
    )


def _commitment(commitment: Commitment, told: Told) -> Line:
    by = told.names.parties(commitment.by) or "somebody not named"
    to = told.names.parties(one for one in commitment.to if party(one) not in {party(own) for own in commitment.by})
    kind = named(commitment.type, told)
    entered = commitment.words.kind is EvidenceKind.ENTERED
    late = told.overdue.get(commitment.id)
    whose = f"{by}{f' to {to}' if to else ''}: {kind}"
    stands = [_axes(commitment, told), *_dates(commitment, told), *([late.words] if late else [])]
    return Line(
        id=commitment.id,
        day=first_day(commitment.announced),
        caution=commitment.disputed or commitment.caution,
        text=whose + (f"; as entered: {told.cut(commitment.words.quote)}" if entered else ""),
        quote=None if entered else told.cut(commitment.words.quote),
        then="; ".join(stands),
        label=commitment.type.replace("_", " "),
        citations=told.citations.of(told.sentence(commitment.words)),
        below=(
            *_claims(commitment, told),
            *_moved(commitment, told),
            *carried_out(commitment, told),
            *_keepings(commitment, told),
        ),
    )


def named(kind: str, told: Told) -> str:
    """Return what a promise of a type is about."""
    return told.book.telling.words["promises"].get(kind) or told.book.watch.kinds[kind].label


def _axes(commitment: Commitment, told: Told) -> str:
    """Return the three axes in words."""
    standing = told.word("standings", commitment.standing.value)
    done = told.word("implementation", str(commitment.implementation))
    undone = ", then reversed" if commitment.reversed else ""
    same = standing == done
    return (
        f"{standing}{'' if same else f', {done}'}{undone}; {told.word('verification', commitment.verification.value)}"
    )


def _dates(commitment: Commitment, told: Told) -> Iterator[str]:
    if commitment.effective:
        yield f"in effect from {moment(commitment.effective)}"
    for one in commitment.due[-1:]:
        how = told.word("due", one.how)
        made = commitment.standing is not Standing.MENTIONED
        would, if_so = ("due", "") if made else ("would be due", ", if it was undertaken")
        yield f"{would} {moment(one.due) or 'on no date any more'}" + (f" ({how})" if how else "") + if_so
    if commitment.met:
        yield f"met {moment(commitment.met)}"
    if commitment.condition:
        words = told.cut(commitment.condition.quote)
        yield f"on condition: {words if commitment.condition.kind is EvidenceKind.ENTERED else f'“{words}”'}"


def _claims(commitment: Commitment, told: Told) -> Iterator[Line]:
    """Yield what each party says of how firmly it was undertaken, where they do not say the same."""
    claims = [one for one in commitment.claims if one.by]
    if len({one.by for one in claims}) > 1 and len({one.standing for one in claims}) > 1:
        for one in claims:
            whose = "" if one.own else " of the other's promise"
            text = f"{told.names.party(one.by or '')} says{whose}: {told.word('standings', one.standing.value)}"
            yield Line(day=first_day(one.day), text=text, citations=told.citations.of(told.sentence(one.evidence)))


def _moved(commitment: Commitment, told: Told) -> Iterator[Line]:
    """Yield the history of a due date that was moved."""
    if len(commitment.due) > 1:
        steps = (f"{moment(one.due) or 'none'} ({told.word('due', one.how) or SET})" for one in commitment.due)
        evidence = (told.sentence(one.evidence) for one in commitment.due)
        yield Line(text=f"due dates: {', then '.join(steps)}", citations=told.citations.of(*evidence))


def _keepings(commitment: Commitment, told: Told) -> Iterator[Line]:
    """Yield what reports say of the keeping: violations and changes one by one, all else one line a kind."""
    held = [one for one in told.books.keepings if one.commitment == commitment.id]
    each = [one for one in held if one.kind in told.book.telling.told_each]
    for one in sorted(each, key=lambda one: (one.number or 0, first_day(one.day) or LATEST, one.id)):
        yield _keeping(one, told)
    for kind in dict.fromkeys(one.kind for one in held if one not in each):
        yield _kind([one for one in held if one.kind is kind], told)


def _keeping(keeping: Keeping, told: Told) -> Line:
    """Return one report on a promise with all that it tells."""
    what = told.word("keepings", keeping.kind.value) + (f" no. {keeping.number}" if keeping.number else "")
    parts = [what + (f" by {joined(map(told.names.party, keeping.accused))}" if keeping.accused else "")]
    parts += [in_line(part) for part in (keeping.place, keeping.weapon) if part]
    parts += [f"says {told.names.party(keeping.by)}"] if keeping.by else []
    parts += [f"verified by {told.names.party(keeping.verified_by)}"] if keeping.verified_by else []
    parts += [f"now due {moment(keeping.due)}"] if keeping.due else []
    entered = keeping.evidence.kind is EvidenceKind.ENTERED
    answer = told.cut(keeping.answer) if keeping.answer else ""
    parts += [f"answer: {answer if entered else f'“{answer}”'}"] if answer else []
    return Line(
        id=keeping.id,
        day=first_day(keeping.day),
        text=", ".join(parts),
        citations=told.best([told.sentence(keeping.evidence)]),
    )


def _kind(keepings: Sequence[Keeping], told: Told) -> Line:
    """Return all findings of one kind as one line, with who says so and the best of what they rest on."""
    told_first = sorted(keepings, key=lambda one: (first_day(one.day) or LATEST, one.by is None, one.id))
    voices = list(dict.fromkeys(told.names.party(one.by) for one in told_first if one.by))
    voices += ["the reports in their own voice"] if any(one.by is None for one in told_first) else []
    many = f"{len(keepings)} reports" if len(keepings) > 1 else "1 report"
    checked = list(dict.fromkeys(told.names.party(one.verified_by) for one in told_first if one.verified_by))
    text = f"{told.word('keepings', keepings[0].kind.value)}: {many}, so {'say' if len(voices) > 1 else 'says'} "
    text += joined(voices) + (f", verified by {joined(checked)}" if checked else "")
    return Line(
        id=told_first[0].id if len(keepings) == 1 else None,
        day=first_day(told_first[0].day),
        text=text.replace("so says the reports", "so say the reports"),
        citations=told.best(told.sentence(one.evidence) for one in told_first),
    )


# -- what to watch for


def watch(told: Told) -> Section:
    """Return for each open promise what would count as what, what touches it, and who could confirm it."""
    kept = [one for one in told.books.commitments if one.standing not in CLOSED]
    lines = tuple(_watched(one, told) for one in sorted(kept, key=lambda one: _order(one, told)))
    empty = None if lines else "no promise is open"
    return Section(part=Part.WATCH, title="What to watch for", lines=lines, empty=empty)


def _watched(commitment: Commitment, told: Told) -> Line:
    kind = told.book.watch.kinds[commitment.type]
    rules = [one for one in told.book.watch.of(commitment.type) if one.types]
    due = moment(commitment.due[-1].due) if commitment.due else None
    return Line(
        id=commitment.id,
        text=f"{told.names.parties(commitment.by) or 'somebody'}: {named(commitment.type, told)}"
        + (f", due {due}" if due else ""),
        quote=None if commitment.words.kind is EvidenceKind.ENTERED else told.cut(commitment.words.quote),
        citations=(),
        below=(
            *_touching(commitment, rules, told),
            *_effects(rules, told),
            Line(text=f"could be confirmed by {kind.verifiers}", citations=()),
        ),
    )


def _effects(rules: Sequence[WatchRule], told: Told) -> Iterator[Line]:
    """Yield what would count as what, one line an effect."""
    for effect in dict.fromkeys(one.effect for one in rules):
        means = dict.fromkeys(one.means for one in rules if one.effect is effect)
        yield Line(text=f"{told.word('keepings', effect.value)} if: {'; '.join(means)}", citations=())


def _touching(commitment: Commitment, rules: Sequence[WatchRule], told: Told) -> Iterator[Line]:
    """Yield the events since it was made that a rule speaks of and that were not weighed as its keeping."""
    held = [one for one in told.books.keepings if one.commitment == commitment.id]
    weighed: set[object] = {one.source for one in held}
    weighed |= {_at(told.sentence(one.evidence)) for one in held}
    made = first_day(commitment.effective) or first_day(commitment.announced) or LATEST
    for event in told.sorted(when=lambda one: (first_day(one.day) or "") > made and not weighed & _marks(one, told)):
        rule = next((one for one in rules if _touches(one, event, commitment, told)), None)
        if rule:
            effect = told.word("keepings", rule.effect.value)
            text = f"{event.id} may bear on it ({effect}, not weighed as such): {act(event, told)}"
            yield Line(day=told.day(event), text=text, citations=told.cited_event(event))


def _marks(event: Event, told: Told) -> frozenset[object]:
    """Return by what an event would be known to have been weighed: its codings and their sentences."""
    return frozenset((*event.codings, *(_at(one.sentence) for one in told.ranked(event))))


def _at(evidence: Evidence) -> tuple[str, int]:
    return evidence.article, evidence.start


def _touches(rule: WatchRule, event: Event, commitment: Commitment, told: Told) -> bool:
    """Whether an event is what a rule speaks of: its act, its words, its doer."""
    acts = {event.type, *(f"{event.type}/{mode}" for mode in event.modes)}
    return bool(acts & rule.acts) and _does(rule.doer, event, commitment, told) and _has_words(rule, event, told)


def _does(doer: str, event: Event, commitment: Commitment, told: Told) -> bool:
    doers = {party(one) for one in event.sources}
    promisers = {party(one) for one in commitment.by}
    dyad = set(told.books.dyad)
    others = {one for one in dyad if one not in promisers}
    by: dict[str, set[str | None]] = {"promiser": promisers, "other": {*others}, "either": {*dyad}, "anyone": doers}
    return bool(doers & by[doer] if doer in by else doers - dyad)


def _has_words(rule: WatchRule, event: Event, told: Told) -> bool:
    clauses = [one.evidence.quote.lower().split() for one in told.ranked(event)]
    return not rule.words or any(
        all(any(word.startswith(begun) for word in clause) for begun in group)
        for clause in clauses
        for group in rule.words
    )
