"""Acts in the formats of other systems, what they must not hold in a second file, and what both rest on in a third."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from detente.cli.exits import EXIT_ALL_READ, EXIT_SKIPPED, EXIT_UNUSABLE

if TYPE_CHECKING:
    from detente.cli.export_tables import Limits
    from detente.exchange import Exchange, Redaction
    from detente.records import Account, Making, Skipped
    from detente.settings import Settings
    from detente.store import Case

__all__ = ["Files", "write_events"]

ABOUT = ".about.md"
LIMITS = (
    "- each line is one report's mention of an act and no finding; the format has no place for who says so, for how it"
    " was verified, or for what other reports say"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Where acts go, what is kept back, and whether a first line names the columns."""

    out: Path
    rest: Path
    header: bool

    @property
    def about(self) -> Path:
        """Where it is said what they rest on."""
        return self.out.with_name(self.out.name + ABOUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What is written: accounts of results or of a case; of a case the acts whose doer reports disagree on."""

    found: "Iterable[Making | Account | Skipped]"
    disputed: frozenset[str] = frozenset()
    redacted: "Redaction | None" = None


@dataclass
class _Count:
    """What came of the acts: how many stand as how many lines, and what was kept back for which reason."""

    acts: int = 0
    lines: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    skipped: int = 0
    articles: int = 0
    makings: "list[Making]" = field(default_factory=list)


def write_events(results: list[Path], settings: "Settings", form: str, files: Files, allowed: "Limits") -> None:
    """Write acts in the format of another system, and what it must not hold into a second file."""
    from detente.cli import jsonl  # noqa: PLC0415 - --help must not wait for the rooms
    from detente.codebook import load  # noqa: PLC0415
    from detente.exchange import open_exchange  # noqa: PLC0415

    exchange = open_exchange(load(config=settings.codebook), settings.exchange)
    count = _Count()
    with ExitStack() as opened:
        sources = [_Source(found=exchange.results(path)) for path in results] or [_of_case(opened, settings, allowed)]
        hidden = any(one.redacted for one in sources)
        file = opened.enter_context(jsonl.replacing(files.out))
        kept = None if hidden else opened.enter_context(jsonl.replacing(files.rest))
        if files.header:
            file.write(_header(form))
        for source in sources:
            for line in _export(source, form, exchange, file, count):
                if kept:
                    kept.write(line)
        if _exit_code(count) == EXIT_UNUSABLE:
            raise typer.Exit(EXIT_UNUSABLE)  # here, so that what the files held before stays
        opened.enter_context(jsonl.replacing(files.about)).write(_about(count, files, settings, allowed))
    _tell(count, files, hidden=hidden)
    raise typer.Exit(_exit_code(count))


def _of_case(opened: ExitStack, settings: "Settings", allowed: "Limits") -> _Source:
    """Return what a case holds as a file of results does, with the acts whose doer reports disagree on."""
    from detente.cli import cases  # noqa: PLC0415
    from detente.cli.export_tables import redaction_of  # noqa: PLC0415

    case, desk = opened.enter_context(cases.opened(settings))
    disputed = (name for one in case.events() if "sources" in one.disputed for name in one.codings)
    redacted = redaction_of(case, desk, settings, allowed.level)
    return _Source(found=_held(case), disputed=frozenset(disputed), redacted=redacted if redacted.level.hides else None)


def _held(case: "Case") -> "Iterator[Making | Account]":
    yield from case.makings()[-1:]
    yield from case.accounts()


def _header(form: str) -> str:
    """Return the line that names the columns, nothing for lines of JSON, which name theirs themselves."""
    from detente.exchange import FORMATS as KNOWN  # noqa: PLC0415

    columns = KNOWN[form].columns
    return "\t".join(columns) + "\n" if columns else ""


def _export(source: _Source, form: str, exchange: "Exchange", file: TextIO, count: _Count) -> Iterator[str]:
    """Write the events of a file of results; yield the lines of what they must not hold."""
    from detente.cli import jsonl  # noqa: PLC0415
    from detente.cli.account import show_skipped  # noqa: PLC0415
    from detente.records import Account, Making  # noqa: PLC0415

    for one in source.found:
        if isinstance(one, Making):
            count.makings.append(one)
            yield jsonl.line("making", one)
        elif isinstance(one, Account):
            count.articles += 1
            yield from _events(one, source, form, exchange, file, count)
        else:
            show_skipped((one,))
            count.skipped += 1


def _events(  # noqa: PLR0917 - what is written, how, whereto, and the count of it
    account: "Account", source: _Source, form: str, exchange: "Exchange", file: TextIO, count: _Count
) -> Iterator[str]:
    """Write an account's events; yield what is kept back as lines, its article in front."""
    from detente.cli import jsonl  # noqa: PLC0415
    from detente.records import Withheld  # noqa: PLC0415

    found = list(exchange.events(account, form, disputed=source.disputed))
    back = [one for one in found if isinstance(one, Withheld)]
    for one in found:
        if not isinstance(one, Withheld):
            file.write(exchange.line(source.redacted.record(one) if source.redacted else one, form))
            count.lines += 1
    count.acts += len(account.codings) - len(back)
    count.kept.update(one.reason for one in back)
    if back:
        yield jsonl.line("article", account.article)
    for one in back:
        yield jsonl.line("coding", one.coding, article=account.article.id)


def _tell(count: _Count, files: Files, *, hidden: bool) -> None:
    """Say how many acts went where."""
    typer.echo(f"{files.out}: {count.acts} acts told as happened, {count.lines} lines")
    where = "not written, since full records cannot be redacted" if hidden else str(files.rest)
    typer.echo(f"{where}: {count.kept.total()} acts kept back" + (f" ({_why(count)})" if count.kept else ""))
    typer.echo(f"{files.about}: what they rest on")


def _why(count: _Count) -> str:
    return ", ".join(f"{number} {reason}" for reason, number in count.kept.most_common())


def _about(count: _Count, files: Files, settings: "Settings", allowed: "Limits") -> str:
    """Return what the lines rest on, as a page of Markdown."""
    made = count.makings[-1] if count.makings else None
    config = settings.exchange
    lines = [
        f"# What {files.out.name} rests on",
        "",
        f"- made by: Detente {made.version}, codebook {made.codebook}, weights {made.weights}"
        if made
        else "- made by: unknown",
        f"- from: {count.articles} articles and entries",
        f"- holds: {count.acts} mentions: {', '.join(config.statuses)}; {', '.join(config.evidentialities)}",
        LIMITS,
        f"- kept back: {count.kept.total()}" + (f" ({_why(count)})" if count.kept else ""),
        f"- redaction: {allowed.level}; notices of working traffic are no events and are not in it",
    ]
    return "\n".join(lines) + "\n"


def _exit_code(count: _Count) -> int:
    if not count.acts and not count.kept and count.skipped:
        return EXIT_UNUSABLE
    return EXIT_SKIPPED if count.skipped else EXIT_ALL_READ
