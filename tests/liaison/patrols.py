"""Logs of a joint patrol between two invented parties, made row by row; whoever else logs is a third party."""

from collections.abc import Sequence

from detente.codebook import load_forms
from detente.liaison import NOTHING, measures, seal
from detente.records import Act, Envelope, Measure, Notice, Tlp

__all__ = ["FORMS", "HOUR", "PLAN", "Patrols"]

FORMS = load_forms()
HOUR = "T18:00+05:00"
PLAN = {
    "title": "Joint patrols, sector north",
    "place": "Taftan",
    "first": "2024-02-03",
    "last": "2024-02-17",
    "every": "1 week",
    "own_unit": "border guards",
    "other_unit": "frontier corps",
    "commitment": "C1",
}
SENT = "2024-01-30T09:00+05:00"


class Patrols:
    """A log with one plan, N1, of Pakistan to Iran."""

    def __init__(self, form: str = "joint_patrol_plan", at: str = SENT, tlp: Tlp = Tlp.AMBER, **given: str) -> None:
        """Send the plan; ``given`` are fields that differ, an empty one is left out."""
        self.entries: list[Envelope] = []
        self.form, self.tlp = form, tlp
        fields = {name: text for name, text in {**PLAN, **given}.items() if text}
        self.add(Act.NEW, "PAK", at, fields, to=("IRN",))

    def add(  # noqa: PLR0913 - the parts of a notice
        self,
        act: Act,
        by: str,
        at: str,
        fields: dict[str, str],
        *,
        of: str | None = None,
        to: Sequence[str] = (),
        about: Sequence[str] = (),
    ) -> Envelope:
        """Add an entry as it is given."""
        notice = Notice(
            act=act,
            form=self.form,
            of=of,
            sender=by,
            to=tuple(to),
            author="duty officer",
            at=at,
            about=tuple(about),
            tlp=self.tlp,
            fields=tuple(fields.items()),
        )
        previous = self.entries[-1].hash if self.entries else NOTHING
        number = len(self.entries) + 1
        thread = self.entries[0].id if self.entries else None
        self.entries.append(seal(notice, number=number, previous=previous, thread=thread, salts=lambda: "0" * 32))
        return self.entries[-1]

    def log(self, by: str, day: str, outcome: str, at: str | None = None, **more: str) -> Envelope:
        """Add a log row, in the evening of its day unless told otherwise."""
        fields = {"day": day, "outcome": outcome, **more}
        return self.add(Act.LOG, by, at or day + HOUR, fields, of="N1")

    def measure(self, until: str = "2024-03-01") -> Measure:
        """Return the measure as of a day."""
        (found,) = measures(self.entries, FORMS, until)
        return found
