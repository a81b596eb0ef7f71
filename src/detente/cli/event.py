"""``detente event``: one event with every mention, every version, and why its reports were joined."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import SettingsFile, case_file
from detente.errors import DetenteError
from detente.records import Judged

if TYPE_CHECKING:
    from detente.flow import Desk
    from detente.records import Claim, Event
    from detente.store import Case

__all__ = ["app"]

DOER = "sources"
COUNTED = ("report", "independent source")

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Name = Annotated[str, typer.Argument(metavar="ID", help="The id of an event, such as E4.", show_default=False)]
CaseFile = Annotated[str | None, case_file("The case it is in.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the record as JSON.")]


@app.command()
def event(name: Name, *, case: CaseFile = None, as_json: AsJson = False, settings: SettingsFile = None) -> None:
    """Show one event: what it rests on, its mentions with their sentences, what each side says, what is unknown.

    Where reports disagree on who did it nobody is named as the doer; every version stands with who says so. An id that
    went into another event after a merge shows that one.

    \b
    Examples:
      detente event E4
      detente event E4 --json
    """
    from detente.cli.cases import opened  # noqa: PLC0415
    from detente.cli.read import chosen_settings  # noqa: PLC0415

    chosen = chosen_settings(settings, [], {"case": case})
    with opened(chosen) as (held, desk):
        found = held.events(ids=[name.upper()])
        if not found:
            raise DetenteError("is no event of this case", where=name, remedy="detente brief shows their ids")
        page = Page(found[0], held, desk)
        if as_json:
            page.json()
        else:
            page.show()


class Page:
    """One event as a view of it may tell it: nobody is named as its doer where reports disagree on who."""

    def __init__(self, found: "Event", case: "Case", desk: "Desk") -> None:
        """Look up what the event rests on, and what it leaves open."""
        from detente.codebook import load_refusals, unread  # noqa: PLC0415 - --help must not wait for the rooms

        self.found, self.case, self.desk = found, case, desk
        self.words = load_refusals()
        self.unread = unread(case.skipped())
        self.shown = replace(found, sources=()) if DOER in found.disputed else found

    def json(self) -> None:
        """Print the record, with what it leaves open and what it rests on."""
        from detente.records.plain import written  # noqa: PLC0415 - as above

        told = json.loads(written(self.shown)) | {
            "sources_claimed": [
                self.claim(one) for one in self.found.claims if one.field == DOER and self.differs(DOER)
            ],
            "independent_sources": len(self.found.owners),
            "unknown": list(self.open()),
            "made_by": self.making(),
        }
        typer.echo(json.dumps(told, ensure_ascii=False))

    def show(self) -> None:
        """Print the event: its line, what it rests on, its mentions, what is said, what is open, why it is one."""
        from rich.console import Console  # noqa: PLC0415 - as above
        from rich.text import Text  # noqa: PLC0415

        from detente.brief import told_event  # noqa: PLC0415

        console = Console(highlight=False, emoji=False, markup=False)
        console.print(Text(f"{self.found.id}: {told_event(self.shown, self.desk.book)}", style="bold underline"))
        console.print(Text(self.rests()))
        for head, sentence in self.mentions():
            console.print(Text(head, style="cyan"))
            console.print(Text(sentence))
        for title, lines in (
            ("What is said", self.claims()),
            ("What is unknown, and what would settle it", self.open()),
            ("Why they were joined", self.reasons()),
            ("Made by", (self.making(),)),
        ):
            told = list(lines)
            if told:
                console.print(Text(title, style="bold"))
            for line in told:
                console.print(Text(f"  {line}"))

    def rests(self) -> str:
        """Return how many reports of how many sources it rests on, and who stands behind it."""
        found, words = self.found, self.desk.book.telling
        many = len(found.articles), len(found.owners)
        reports, sources = (f"{n} {name}{'' if n == 1 else 's'}" for n, name in zip(many, COUNTED, strict=True))
        entered = "; a person entered it or a part of it" if found.entered else ""
        return f"rests on {reports} of {sources}; {words.word('verification', found.verification.value)}{entered}"

    def mentions(self) -> Iterator[tuple[str, str]]:
        """Yield each mention: where it stands and with which status, and its sentence."""
        codings = {
            coding.id: (account, coding)
            for account in self.case.accounts(self.case.articles_of(self.found.codings))
            for coding in account.codings
        }
        for number, name in enumerate(self.found.codings, 1):
            account, coding = codings[name]
            article = account.article
            who = (
                f"entered by {account.entry.author}" if account.entry else article.source or article.path or article.id
            )
            day = article.published.start[:10] if article.published else self.words["day"].says
            head = f"{self.found.id}.{number}  {day}  {who}: {coding.type} {coding.status.value}"
            yield head, " ".join(coding.sentence.quote.split())

    def claims(self) -> Iterator[str]:
        """Yield each version of each field, and who says so."""
        for one in self.found.claims:
            yield f"{one.field} ({'differs' if self.differs(one.field) else 'agreed'}): {self.claim(one)}"

    def claim(self, one: "Claim") -> str:
        """Return a version with who says so: a party, or sources in their own voice."""
        names = self.desk.book.actors
        who = (names.country_name(one.by) or one.by) if one.by else f"reports ({', '.join(one.owners)})"
        return f"{who}: {one.value}" + ("; since put right" if one.superseded else "")

    def differs(self, field: str) -> bool:
        """Whether reports differ on a field."""
        return field in self.found.disputed

    def open(self) -> Iterator[str]:
        """Yield what reports leave open, each with what would settle it."""
        from detente.codebook import open_questions  # noqa: PLC0415 - as above

        found = self.found
        for name in open_questions(found, forceful=found.type in self.desk.book.telling.force):
            yield self.words[name].told()
        if len(found.owners) == 1 and not found.entered:
            languages = ", ".join(f"{number} {name}" for name, number in self.unread.items())
            name = "unread_language" if languages else "one_source"
            yield self.words[name].told(who=self.source(), languages=languages)

    def source(self) -> str:
        """Return what the only source is called."""
        accounts = self.case.accounts(self.found.articles)
        article = accounts[0].article
        return article.source or article.path or article.id

    def reasons(self) -> Iterator[str]:
        """Yield why pairs of mentions were joined."""
        numbers = {name: number for number, name in enumerate(self.found.codings, 1)}
        for one in self.case.judgements(Judged.EVENT, self.found.codings):
            if one.left in numbers and one.right in numbers:
                reasons = "; ".join(reason.reason for reason in one.reasons)
                pair = f"{self.found.id}.{numbers[one.left]} and {self.found.id}.{numbers[one.right]}"
                yield f"{pair}: {one.score:.2f} by {one.by}: {reasons}"

    def making(self) -> str:
        """Return the version and codebook of the last reading."""
        makings = self.case.makings()
        if not makings:
            return "nothing was read; it was entered"
        return f"Detente {makings[-1].version}, codebook {makings[-1].codebook[:8]}"
