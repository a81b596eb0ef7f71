"""The tables of a case in a folder: what is asserted apart, up to a label, redacted, and what it rests on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.exchange import LeftOut, Origin, Redaction, Whole
    from detente.flow import Desk
    from detente.records import Tlp
    from detente.settings import Settings
    from detente.store import Case

__all__ = ["ABOUT", "Limits", "level_of", "limits", "redaction_of", "write_tables"]

ABOUT = "README.md"
NAMED = 3  # files that a warning names


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What may leave the case: up to which label, and redacted to which level."""

    tlp: "Tlp"
    level: str


def limits(settings: "Settings", tlp: str | None, redact: str) -> Limits:
    """Return the limits of an export.

    Raises:
        typer.BadParameter: there is no such label or level.
    """
    from detente.records import Tlp  # noqa: PLC0415 - --help must not wait for the rooms

    label = Tlp.named(tlp or settings.exchange.tlp)
    if label is None:
        raise typer.BadParameter(f"{tlp!r} is no label; use {', '.join(Tlp)}", param_hint="--tlp")
    return Limits(tlp=label, level=level_of(redact))


def level_of(redact: str) -> str:
    """Return the level of redaction that is asked for.

    Raises:
        typer.BadParameter: there is no such level.
    """
    from detente.codebook import load_redaction  # noqa: PLC0415 - as above

    levels = load_redaction().levels
    if redact.lower() not in levels:
        raise typer.BadParameter(f"{redact!r} is no level; use {', '.join(levels)}", param_hint="--redact")
    return redact.lower()


def redaction_of(case: "Case", desk: "Desk", settings: "Settings", level: str) -> "Redaction":
    """Return what redacts anything of a case to a level."""
    from detente.codebook import load_forms, load_redaction  # noqa: PLC0415 - as above
    from detente.exchange import redaction  # noqa: PLC0415
    from detente.records import Judged  # noqa: PLC0415

    rules = load_redaction()
    if not rules.levels[level].hides:
        return redaction(rules.levels[level], rules, desk.book, forms={}, log=())
    return redaction(
        rules.levels[level],
        rules,
        desk.book,
        forms=load_forms(settings.forms),
        log=case.log(),
        accounts=case.accounts(),
        judgements=[one for about in Judged for one in case.judgements(about)],
    )


def write_tables(settings: "Settings", form: str, folder: Path, allowed: Limits) -> None:
    """Write every table of a case into a folder, and say how much went where and what was left out."""
    from detente.cli.cases import opened  # noqa: PLC0415 - as above
    from detente.cli.entering import now  # noqa: PLC0415
    from detente.codebook import load_redaction  # noqa: PLC0415
    from detente.exchange import Origin, within  # noqa: PLC0415

    at = now()
    with opened(settings, every=True) as (case, desk):
        found, left_out = within(_whole(case, desk, settings, at, allowed.tlp), allowed.tlp, settings.side)
        redacted = redaction_of(case, desk, settings, allowed.level)
        origin = Origin(
            case=case.where,
            at=at,
            makings=case.makings(),
            tlp=allowed.tlp,
            level=load_redaction().levels[allowed.level],
            replaced=redacted.replaced,
            left_out=left_out,
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(found, folder, form, settings, redacted, origin)
    except OSError as error:
        what, remedy = f"cannot be written ({error.strerror})", "name a folder that you can write to"
        raise DetenteError(what, where=str(folder), remedy=remedy) from error


def _whole(case: "Case", desk: "Desk", settings: "Settings", at: str, tlp: "Tlp") -> "Whole":
    """Gather what a case tells."""
    from detente import liaison  # noqa: PLC0415 - as above
    from detente.codebook import load_forms  # noqa: PLC0415
    from detente.exchange import Whole  # noqa: PLC0415
    from detente.flow import agenda, books  # noqa: PLC0415
    from detente.records import Judged  # noqa: PLC0415

    forms = load_forms(settings.forms)
    log = case.log()
    held = [books(case, desk, one.dyad, most=tlp, side=settings.side, today=at) for one in case.dyads()]
    dues = {due.key: due for one in held for due in agenda.dues_of(one, desk, at)}
    return Whole(
        book=desk.book,
        accounts=case.accounts(),
        events=case.events(),
        stories=case.stories(),
        books=held,
        judgements=[one for about in Judged for one in case.judgements(about)],
        skipped=case.skipped(),
        log=log,
        threads=liaison.threads(log, forms, at),
        measures=liaison.measures(log, forms, at),
        series=case.series(),
        levels=[one.level for one in held if one.level],
        dues=list(dues.values()),
        forms=forms,
    )


def _write(  # noqa: PLR0917 - what, where, how, and what it rests on
    found: "Whole", folder: Path, form: str, settings: "Settings", redacted: "Redaction", origin: "Origin"
) -> None:
    """Write the tables, last the one that says what they rest on."""
    from detente.exchange import about, columns_of, page, reasons, rows, table_names, write_table  # noqa: PLC0415

    counts: dict[str, int] = {}
    for table in table_names():
        if table != "about":
            told = rows(table, found, settings.exchange, redacted)
            counts[table] = write_table(folder / f"{table}.{form}", told, columns_of(table), form)
            typer.echo(f"{folder / table}.{form}: {counts[table]} rows")
    split = Counter(reasons(found, settings.exchange).values())
    facts = [redacted.row(row) for row in about(found, origin, counts, split)]
    write_table(folder / f"about.{form}", facts, columns_of("about"), form)
    (folder / ABOUT).write_text(page(facts), encoding="utf-8")
    _tell(folder, split, len(found.events), origin.left_out)
    if origin.level.hides:
        _warn(folder, {ABOUT, *(f"{table}.{form}" for table in table_names())})


def _tell(folder: Path, split: Mapping[str, int], events: int, left_out: "Sequence[LeftOut]") -> None:
    """Say how many events went into which table and why, and what was left out."""
    away = sum(split.values())
    why = ", ".join(f"{number} {name}" for name, number in sorted(split.items(), key=lambda one: (-one[1], one[0])))
    typer.echo(
        f"{events - away} events told as having happened, {away} in events_not_asserted" + (f" ({why})" if why else "")
    )
    for one in left_out:
        typer.echo(f"left out: {one.what}: {one.number} ({one.why})")
    typer.echo(f"{folder / ABOUT}: what these tables rest on")


def _warn(folder: Path, written: set[str]) -> None:
    """Say which files of the folder are of another export: whoever hands the folder on would hand them on too."""
    others = sorted(one.name for one in folder.iterdir() if one.name not in written)
    if others:
        named = ", ".join(others[:NAMED]) + (f" and {len(others) - NAMED} more" if len(others) > NAMED else "")
        typer.echo(f"detente: {folder} holds files that this export did not redact: {named}", err=True)
