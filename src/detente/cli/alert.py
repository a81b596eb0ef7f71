"""``detente alert``: what is new for those who asked to be told, handed over by file, mail or webhook, each once."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.exits import EXIT_ALL_READ, EXIT_SKIPPED
from detente.cli.options import SettingsFile, case_file, one_setting
from detente.errors import DetenteError, NoticeError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.agenda import Letter, Rules
    from detente.codebook import AgendaWords
    from detente.flow.agenda import Mail
    from detente.records import Delivery
    from detente.settings import Settings
    from detente.store import Case

__all__ = ["app"]

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_BLANK = Path("alerts.toml")
_DELIVERED = "delivered"
_OPEN = frozenset({"sending", "unclear"})
_ALERT_COLUMNS = ("day", "to", "what")
_SENT_COLUMNS = ("to", "outcome", "what became of it")

RulesFile = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", help="Who is told of what, and how (TOML).", show_default=False),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="As things stood then, by what was known then.", show_default="now"),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be told to whom; hand nothing over.")]
Again = Annotated[
    list[str] | None,
    typer.Option("--again", metavar="KEY", help="Hand over again what was cut off.", show_default=False),
]
Blank = Annotated[bool, typer.Option("--blank", help="Write rules to begin with, to --rules or ./alerts.toml.")]
CaseFile = Annotated[str | None, case_file("The case to look into.")]
Set = Annotated[list[str] | None, one_setting("One setting, such as agenda.tries=2.")]


@app.command()
def alert(
    *,
    rules: RulesFile = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    again: Again = None,
    blank: Blank = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    case: CaseFile = None,
    settings: SettingsFile = None,
    setting: Set = None,
) -> None:
    """Tell those who asked: of violations, overdue replies, what is due soon, the level of conflict, and differences.

    Each alert goes to each target once, whoever runs this and how often. A target that fails is tried some times and
    then in the next run, and stops no other. What was cut off while it was handed over may have arrived: it is listed,
    and sent again only with --again. Secrets are taken from the variables that the rules name.

    \b
    Examples:
      detente alert --blank
      detente alert --rules alerts.toml --dry-run
      detente alert --rules alerts.toml
      detente alert --rules alerts.toml --again level:IRN-PAK:2024-01-16:violent_crisis

    \b
    Exit codes:
      0  everything new was handed over, or nothing was new
      1  something could not be handed over, or it is unclear whether it arrived
      2  wrong use, or rules that cannot be followed; nothing was handed over
    """
    from detente.agenda import blank_rules, load_rules  # noqa: PLC0415 - --help must not wait for the rooms
    from detente.cli import entering  # noqa: PLC0415
    from detente.cli.cases import opened  # noqa: PLC0415
    from detente.cli.notice_views import as_of as moment_of  # noqa: PLC0415
    from detente.cli.read import chosen_settings  # noqa: PLC0415
    from detente.flow import agenda as flow  # noqa: PLC0415

    if blank:
        _write_blank(rules or _BLANK, blank_rules())
        return
    if rules is None:
        raise typer.BadParameter("name a file of rules; detente alert --blank writes one", param_hint="--rules")
    if as_of is not None:
        moment_of(as_of)
    chosen, told = chosen_settings(settings, setting or [], {"case": case}), load_rules(rules)
    with opened(chosen) as (held, desk):
        asked = flow.Asked(now=entering.now(), as_of=as_of)
        mail = flow.mail(held, desk, _named(told, held, chosen, rules), asked, chosen.agenda)
        _check_again(held, mail, again or [])
        words = flow.agenda_words(desk)
        if dry_run:
            _show_letters(held, mail, words, as_json=as_json)
            raise typer.Exit(EXIT_ALL_READ)
        sent = _sent(held, mail, words, chosen, again or [])
    _show_sent(sent, mail, as_json=as_json)
    raise typer.Exit(EXIT_ALL_READ if all(one.outcome == _DELIVERED for one in sent) else EXIT_SKIPPED)


def _write_blank(path: Path, text: str) -> None:
    """Write rules to begin with, never over others.

    Raises:
        DetenteError: there is such a file, or it cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise DetenteError("is there already", where=str(path), remedy="name another file with --rules") from error
    except OSError as error:
        raise DetenteError(
            f"cannot be written ({error.strerror})", where=str(path), remedy="name a file where you can write"
        ) from error
    typer.echo(f"{path}: fill it in, then detente alert --rules {path} --dry-run")


def _named(rules: "Rules", case: "Case", settings: "Settings", where: Path) -> "Rules":
    """Return rules whose parties and dyads are named by their ids.

    Raises:
        SettingsError: a rule names a party that nobody knows.
    """
    from detente.flow.traffic import open_registry  # noqa: PLC0415 - as above
    from detente.flow.viewing import dyad_of, party_of  # noqa: PLC0415

    registry = open_registry(settings)
    found = []
    for one in rules.rules:
        try:
            party = party_of(case, registry, one.party, "for") if one.party else None
            dyads = tuple("-".join(dyad_of(case, registry, name)) for name in one.dyads)
        except NoticeError as error:
            raise SettingsError(error.what, where=f"{where}, rule {one.name}", remedy=error.remedy) from error
        found.append(replace(one, party=party, dyads=dyads))
    return replace(rules, rules=tuple(found))


def _check_again(case: "Case", mail: "Mail", again: "Sequence[str]") -> None:
    """Refuse to hand over again what is no alert, or was not cut off.

    Raises:
        DetenteError: one of the keys is none, or nothing of it is open.
    """
    for key in again:
        if key not in mail.keys:
            raise DetenteError(f"{key} is no alert of these rules", where="--again", remedy="--dry-run lists them")
        if not _OPEN & set(case.deliveries([key]).values()):
            raise DetenteError(
                f"nothing of {key} was cut off", where="--again", remedy="leave it out: what failed is tried by itself"
            )


def _sent(
    case: "Case", mail: "Mail", words: "AgendaWords", settings: "Settings", again: "Sequence[str]"
) -> "list[Delivery]":
    """Hand over what is new; the clock, the waiting and the environment are those of this process."""
    from detente.agenda import Post, deliver  # noqa: PLC0415 - as above

    post = Post(
        record=case,
        environment=os.environ,
        now=lambda: datetime.now().astimezone(),
        sleep=time.sleep,
        words=words,
        config=settings.agenda,
    )
    with _broken_lines_told():
        return list(deliver(mail.letters, post, again))


@contextmanager
def _broken_lines_told() -> Iterator[None]:
    """Let a server that hangs up be an error that can be told: a closed pipe ends this process elsewhere."""
    if not hasattr(signal, "SIGPIPE"):
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)


def _show_letters(case: "Case", mail: "Mail", words: "AgendaWords", *, as_json: bool) -> None:
    """Show what would be handed over."""
    from detente.cli.tables import show_json, show_lines, show_table  # noqa: PLC0415 - as above

    done = case.deliveries(one.alert.key for one in mail.letters)
    waiting = [one for one in mail.letters if _waits(one, done.get((one.alert.key, one.channel)))]
    if as_json:
        rows = [{"channel": one.channel, "alert": asdict(one.alert)} for one in waiting]
        show_json({"letters": rows})
        return
    if waiting:
        title = "What would be told (nothing was handed over)"
        show_table(title, _ALERT_COLUMNS, [_letter(one, words) for one in waiting])
    else:
        show_lines("Nothing new to tell.")
    _tell_rest(mail)


def _waits(letter: "Letter", state: str | None) -> bool:
    return letter.news if state is None else state != _DELIVERED


def _letter(letter: "Letter", words: "AgendaWords") -> tuple[str, str, str]:
    """Return the row of one letter: when, to whom, and what with what it rests on."""
    from detente.cli.wording import one_line  # noqa: PLC0415 - as above

    held = letter.alert
    kind = words.words["alert_kind"][held.kind]
    rests = [f"rests on {one_line(row)}" for row in held.rests_on]
    head = f"{'-'.join(held.dyad)}, {kind}: {one_line(held.words)}"
    return held.day, letter.channel, "\n".join((head, *rests, f"TLP:{held.tlp.value}, {held.key}"))


def _show_sent(sent: "Sequence[Delivery]", mail: "Mail", *, as_json: bool) -> None:
    """Show what became of everything that was to be handed over."""
    from detente.cli.tables import show_json, show_lines, show_table  # noqa: PLC0415 - as above

    if as_json:
        show_json({"deliveries": [asdict(one) for one in sent]})
        return
    if not sent:
        show_lines("Nothing new to tell.")
    else:
        rows = [(one.channel, one.outcome, f"{one.key}: {one.words}") for one in sent]
        counted = Counter(one.outcome for one in sent)
        show_table(", ".join(f"{count} {name}" for name, count in sorted(counted.items())), _SENT_COLUMNS, rows)
    _tell_rest(mail)


def _tell_rest(mail: "Mail") -> None:
    """Say for which rules a label keeps something back, and which dyads the case knows nothing about."""
    for name in mail.left_out:
        typer.echo(f"rule {name}: notices of a more restrictive label than it lets out (most) are left out", err=True)
    for name in mail.missing:
        typer.echo(f"the case holds nothing between {name}, which a rule names", err=True)
