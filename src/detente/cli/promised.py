"""The ledger on the terminal: a table of promises, and one promise with its history and evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from detente.brief import noticed
from detente.cli.logs import show_measures, tally
from detente.cli.tables import show_json, show_lines, show_table
from detente.cli.wording import moment, one_line
from detente.codebook import party
from detente.records import (
    Actor,
    Books,
    Commitment,
    Evidence,
    EvidenceKind,
    Keeping,
    KeepingKind,
    Measure,
    Overdue,
    Standing,
)

if TYPE_CHECKING:
    from detente.flow import Desk

__all__ = ["Page"]

LONGEST = 90
DONE = ("nothing done", "begun", "done in part", "done")
CLOSED = frozenset({Standing.FULFILLED, Standing.LAPSED, Standing.WITHDRAWN, Standing.SUPERSEDED, Standing.TERMINATED})


class Page:
    """The words of one account of promises; ``today`` is the day as of which something is overdue."""

    def __init__(self, found: Books, desk: "Desk", today: str) -> None:
        """Index sources and keepings."""
        self.found, self.ledger, self.book, self.today = found, desk.ledger, desk.book, today
        self.sources = {one.article.id: one for one in found.accounts}
        self.keepings = {one.id: one for one in found.keepings}

    def table(self) -> None:
        """Print every promise of the dyad, those still open first."""
        title = "What was promised between " + " and ".join(self.party(one) for one in self.found.dyad)
        title += f", as of {self.today[:10]}"
        if not self.found.commitments:
            show_lines(title, "No report or entry tells of a promise between them.")
        held = sorted(self.found.commitments, key=lambda one: (one.standing in CLOSED, self.announced(one), one.id))
        columns = ("id", "by", "where it stands", "promise")
        if held:
            show_table(title, columns, [self.row(one) for one in held])
        known = {one.id for one in held}
        show_measures([one for one in self.found.measures if one.commitment not in known], self.party)

    def row(self, one: Commitment) -> tuple[str, ...]:
        """Return the row of a promise: whose, its three axes and its date, its words and what to watch for."""
        axes = (self.standing(one), self.done(one), field(one.verification.value), self.due(one))
        ahead = self.next(one)
        return (
            one.id,
            self.names(one.by).replace(" and ", "\n"),
            "\n".join(axes),
            "\n".join((self.promise(one), *self.logs(one), *([f"watch for: {ahead}"] if ahead else []))),
        )

    def promise(self, one: Commitment) -> str:
        """Return a promise in its words; what it rests on comes first where that is little."""
        words = one_line(one.words.quote)
        words = words[:LONGEST] + ("…" if len(words) > LONGEST else "")
        told = f"{self.book.watch.kinds[one.type].label}: " + (
            words if one.words.kind is EvidenceKind.ENTERED else f"“{words}”"
        )
        first = "; ".join(filter(None, (one.caution, one.disputed)))
        return f"{first}: {told}" if first else told

    def measures(self, one: Commitment) -> list[Measure]:
        """Return the measures that carry out a promise."""
        return [held for held in self.found.measures if held.commitment == one.id]

    def logs(self, one: Commitment) -> Iterator[str]:
        """Yield how far the measures that carry out a promise have come."""
        for held in self.measures(one):
            yield f"log of {held.id}: {tally(held)}"

    def standing(self, one: Commitment) -> str:
        """Return how firmly it was undertaken, with its condition."""
        return field(one.standing.value) + (", on a condition" if one.condition else "")

    def done(self, one: Commitment) -> str:
        """Return how far it was carried out."""
        told = DONE[one.implementation] + (", then reversed" if one.reversed else "")
        return f"{told} on {moment(one.met)}" if one.met and not one.reversed else told

    def due(self, one: Commitment) -> str:
        """Return when it is due or from when it holds, in words; what is past its day says so."""
        late = self.overdue(one)
        if late is not None:
            return late.words
        parts = [f"holds from {moment(one.effective)}"] if one.effective else []
        last = one.due[-1] if one.due else None
        if last is not None and last.due is not None:
            moved = f" ({field(last.how)})" if len(one.due) > 1 else ""
            made = one.standing is not Standing.MENTIONED
            would, if_so = ("due", "") if made else ("would be due", ", if it was undertaken")
            parts.append(f"{would} {last.due.end.replace('T', ' ')}{moved}{if_so}")
        return "; ".join(parts) or "no day given"

    def next(self, one: Commitment) -> str:
        """Return the next thing to watch for: that it is kept, of what is closed that it is undone."""
        if one.standing in CLOSED - {Standing.FULFILLED}:
            return ""
        rules = [rule for rule in self.ledger.watch(one) if rule.types]
        if one.standing is Standing.FULFILLED:
            return next((rule.means for rule in rules if rule.effect is KeepingKind.REVERSED), "")
        wanted = KeepingKind.ALLEGED_VIOLATION if one.standing is Standing.IN_FORCE else KeepingKind.COMPLIED
        near = [rule for rule in rules if rule.effect is wanted]
        return next((rule.means for rule in (*near, *rules)), "")

    # -- one promise

    def one(self, one: Commitment) -> None:
        """Print one promise with who says what of it, its dates, the reports on it and what to watch for."""
        show_lines(f"{one.id}: {self.promise(one)}", f"  by {self.names(one.by)}" + self.towards(one))
        show_lines(f"  {self.standing(one)}; {self.done(one)}; {field(one.verification.value)}; {self.due(one)}")
        if one.condition:
            show_lines(f"  condition: “{one_line(one.condition.quote)}”")
        if one.announced:
            show_lines(f"  announced {moment(one.announced)}")
        show_table("Who says what of it", ("who", "standing", "day", "words"), list(self.claims(one)))
        if one.due:
            rows = [
                (field(due.how), moment(due.due) if due.due else "none", self.cited(due.evidence)) for due in one.due
            ]
            show_table("Due dates", ("how", "due", "rests on"), rows)
        told = [self.keepings[name] for name in one.keepings if name in self.keepings]
        if told:
            show_table(
                "Reports on it", ("day", "what", "who says so", "rests on"), [self.report(kept) for kept in told]
            )
        show_measures(self.measures(one), self.party)
        self.violations(one)
        ahead = [(field(rule.effect.value), rule.means) for rule in self.ledger.watch(one) if rule.types]
        show_table("What to watch for", ("would mean", "a report that"), list(dict.fromkeys(ahead)))
        show_lines(f"Who could confirm it: {self.book.watch.kinds[one.type].verifiers}.")

    def towards(self, one: Commitment) -> str:
        """Return to whom it was promised."""
        return f" to {self.names(one.to)}" if one.to else ""

    def claims(self, one: Commitment) -> Iterator[tuple[str, str, str, str]]:
        """Yield the parallel rows of who says how firmly it was undertaken."""
        for claim in one.claims:
            who = self.party(claim.by) if claim.by else self.voice(claim.evidence)
            day = moment(claim.day) if claim.day else "day unknown"
            yield (
                who,
                field(claim.standing.value) + ("" if claim.own else " (claimed)"),
                day,
                self.cited(claim.evidence),
            )

    def report(self, kept: Keeping) -> tuple[str, str, str, str]:
        """Return the row of one report on a promise."""
        what = field(kept.kind.value)
        if kept.number is not None:
            by = " and ".join(self.party(one) for one in kept.accused)
            where = "".join(f", {one_line(part)}" for part in (kept.place, kept.weapon) if part)
            what = f"{what} no. {kept.number} by {by}{where}"
        if kept.verified_by:
            what += f"; confirmed by {kept.verified_by}"
        if kept.answer:
            answer = one_line(kept.answer)[:LONGEST]
            what += f"; answer: {answer}" if kept.evidence.kind is EvidenceKind.ENTERED else f"; answer: “{answer}”"
        day = moment(kept.day) if kept.day else "day unknown"
        return day, what, self.party(kept.by) if kept.by else self.voice(kept.evidence), self.cited(kept.evidence)

    def violations(self, one: Commitment) -> None:
        """Print how many violations each side is said to have committed, where there are any."""
        found = self.ledger.violations(one, self.found.keepings)
        if not found.counts:
            return
        trends = dict(found.trends)
        rows = [
            (
                self.party(row.side),
                f"{row.start} to {row.end}" if row.start else "day unknown",
                str(row.alleged),
                str(row.verified),
                trends[row.side].value if row.side in trends else "",
            )
            for row in found.counts
        ]
        show_table("Violations", ("side", "period", "alleged", "verified", "trend"), rows)

    def voice(self, evidence: Evidence) -> str:
        """Return who says what no party says: the reports themselves, or the person who entered it."""
        account = self.sources.get(evidence.article)
        return account.entry.author if account is not None and account.entry is not None else "the reports"

    def cited(self, evidence: Evidence) -> str:
        """Return the words that something rests on, with their source; what was entered is no quotation."""
        words = one_line(evidence.quote)
        words = words[:LONGEST] + ("…" if len(words) > LONGEST else "")
        account = self.sources.get(evidence.article)
        if account is not None and account.entry is not None:
            return f"{words} ({noticed(account.entry, self.party) or f'entered by {account.entry.author}'})"
        article = account.article if account else None
        source = one_line(article.source or article.path or article.id[:12]) if article else "a report"
        return f"“{words}” ({source})"

    # -- words

    def announced(self, one: Commitment) -> str:
        """Return when it was announced, for sorting."""
        return one.announced.start if one.announced else ""

    def names(self, actors: Sequence[Actor]) -> str:
        """Return whose promise it is."""
        return " and ".join(dict.fromkeys(self.party(party(one)) if party(one) else one.name for one in actors))

    def party(self, name: str | None) -> str:
        """Return what a party is called."""
        return "" if name is None else self.book.actors.called(name)

    def overdue(self, one: Commitment) -> Overdue | None:
        """Return by how much it is past its day."""
        from detente.flow import coverage  # noqa: PLC0415

        return self.ledger.overdue(one, self.found.keepings, self.today, coverage(self.found))

    def json(self, chosen: Sequence[Commitment], basis: str) -> None:
        """Print promises with their keepings, logs and what is overdue, and what all of it rests on, as JSON."""
        rows = []
        for one in chosen:
            late = self.overdue(one)
            rows.append(
                {
                    **asdict(one),
                    "overdue": asdict(late) if late else None,
                    "violations": asdict(self.ledger.violations(one, self.found.keepings)),
                    "history": [asdict(self.keepings[name]) for name in one.keepings if name in self.keepings],
                    "measures": [asdict(held) for held in self.measures(one)],
                }
            )
        known = {one.id for one in self.found.commitments}
        others = [asdict(held) for held in self.found.measures if held.commitment not in known]
        show_json(
            {"dyad": self.found.dyad, "as_of": self.today, "commitments": rows, "measures": others, "rests_on": basis}
        )


def field(name: str) -> str:
    """Return a name of the records in words."""
    return name.replace("_", " ")
