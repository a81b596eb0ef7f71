"""A case of one promise and the traffic about it, entered as people would; shared by tests of flow and brief."""

from collections.abc import Mapping, Sequence

from detente.entry import Clerk
from detente.flow import Desk, enter, settle, write_up
from detente.flow.traffic import Entered, Given, Registry, send
from detente.records import Account, Act, EntryKind, Making
from detente.store.case import Case

__all__ = ["NOW", "PAIR", "Walk", "promise"]

PAIR = ("IRN", "PAK")
NOW = "2024-03-20T12:00:00+00:00"


def promise(desk: Desk, kind: str, words: str, announced: str) -> Account:
    """Return the account of a promise of both sides that an analyst entered."""
    fields = {
        "type": kind,
        "by": "Pakistan; Iran",
        "words": words,
        "standing": "agreed",
        "announced": announced,
        "author": "A. Analyst",
        "rests_on": "joint statement",
        "entered": f"{announced}T12:00:00+00:00",
    }
    found = Clerk(desk.book).entered(EntryKind.COMMITMENT, fields, now=NOW)
    assert isinstance(found, Account)
    return found


class Walk:
    """A case into which things are entered one after the other."""

    def __init__(self, case: Case, desk: Desk, registry: Registry, making: Making) -> None:
        """Take an open case."""
        self.case, self.desk, self.registry, self.making = case, desk, registry, making

    def enter(self, *found: Account) -> None:
        """Enter accounts and bring the case up to date."""
        enter(self.case, found, self.making, self.desk)
        for _ in (*settle(self.case, self.desk), *write_up(self.case, self.desk)):
            pass

    def give(  # noqa: PLR0913 - the parts of a notice
        self,
        act: str,
        sender: str,
        at: str,
        fields: Mapping[str, str] | None = None,
        *,
        of: str | None = None,
        form: str | None = None,
        to: Sequence[str] = (),
        tlp: str | None = None,
        author: str = "duty officer",
    ) -> str:
        """Send a notice and return its id."""
        given = Given(
            act=Act(act),
            form=form,
            of=of,
            sender=sender,
            to=tuple(to),
            author=author,
            at=at,
            tlp=tlp,
            fields=fields or {},
        )
        found = send(self.case, self.registry, given, now=NOW)
        assert isinstance(found, Entered), [f"{one.field}: {one}" for one in found if not isinstance(found, Entered)]
        return found.envelope.id

    def plan(self, commitment: str | None = None) -> str:
        """Send the plan of three patrols, a week apart, to the other side."""
        fields = {
            "title": "Joint patrols, sector north",
            "place": "Taftan",
            "first": "2024-02-03",
            "last": "2024-02-17",
            "every": "1 week",
            "own_unit": "frontier corps",
            "other_unit": "border guards",
        }
        told = fields | ({"commitment": commitment} if commitment else {})
        return self.give("new", "PAK", "2024-01-30T09:00+05:00", told, form="joint_patrol_plan", to=("IRN",))

    def log(self, plan: str, by: str, day: str, outcome: str, **more: str) -> str:
        """Log an occasion in its evening."""
        fields = {
            "day": day,
            "outcome": outcome,
            "words": f"{outcome} as {by} has it",
            "evidence": "own record",
            **more,
        }
        return self.give("log", by, f"{day}T18:{10 if by == 'PAK' else 50}+05:00", fields, of=plan)

    def patrols(self, commitment: str | None) -> str:
        """Plan three patrols and log them: done by both, contradicted, and one that could not be observed."""
        plan = self.plan(commitment)
        self.log(plan, "PAK", "2024-02-03", "done")
        self.log(plan, "IRN", "2024-02-03", "done")
        self.log(plan, "PAK", "2024-02-10", "not_done", accused="IRN")
        self.log(plan, "IRN", "2024-02-10", "done")
        self.log(plan, "IRN", "2024-02-17", "not_observable")
        return plan

    def recall(self, tlp: str | None = None) -> str:
        """Tell that one's ambassador was recalled."""
        fields = {"whose": "PAK", "role": "ambassador", "status": "recalled", "day": "2024-01-17"}
        return self.give("new", "PAK", "2024-01-17T15:00+05:00", fields, form="envoy_status", to=("IRN",), tlp=tlp)
