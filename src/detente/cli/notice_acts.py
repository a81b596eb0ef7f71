"""What the commands that enter something into the log share: their flags, and the way from them into the case."""

import inspect
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from detente.cli.exits import EXIT_UNUSABLE
from detente.cli.options import SettingsFile, case_file, one_setting
from detente.errors import NoticeError
from detente.records import Act, Notice, Problem

if TYPE_CHECKING:
    from detente.cli.notice_given import Paper
    from detente.flow.traffic import Given, Registry
    from detente.settings import Settings
    from detente.store import Case

__all__ = [
    "CODES",
    "FORM",
    "About",
    "AsJson",
    "AsOf",
    "At",
    "Author",
    "Call",
    "CaseFile",
    "DryRun",
    "Fields",
    "File",
    "Flags",
    "For",
    "From",
    "Label",
    "Set",
    "Stdin",
    "To",
    "chosen_settings",
    "command",
    "needed",
    "refuse",
    "run",
]

CaseFile = Annotated[str | None, case_file("The case whose log it goes into.")]
Set = Annotated[list[str] | None, one_setting("One setting, such as forms=our_forms.")]
From = Annotated[str | None, typer.Option("--from", metavar="PARTY", help="Who sends it.", show_default="setting side")]
To = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="PARTY", help="To whom; may be repeated.", show_default="everyone in the thread"),
]
Author = Annotated[
    str | None, typer.Option("--author", metavar="NAME", help="The person.", show_default="setting author")
]
About = Annotated[
    list[str] | None,
    typer.Option("--about", metavar="ID", help="What it refers to: N3, E4, C2; may be repeated.", show_default=False),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field", "-f", metavar="NAME=VALUE", help="A field of the form; may be repeated.", show_default=False
    ),
]
File = Annotated[
    Path | None, typer.Option("--file", "-F", metavar="FILE", help="A TOML file with the notice.", show_default=False)
]
Stdin = Annotated[bool, typer.Option("--stdin", help="Read the TOML from standard input.")]
Label = Annotated[
    str | None,
    typer.Option(
        "--tlp",
        metavar="CLEAR|GREEN|AMBER|AMBER+STRICT|RED",
        help="Who may see it (TLP 2.0).",
        show_default="that of the form or the thread",
    ),
]
At = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="MOMENT", help="When it was sent, such as 2024-01-16T09:30+05:00.", show_default="now"
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check it and show it; enter nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the records as JSON.")]
For = Annotated[
    str | None,
    typer.Option(
        "--for", metavar="PARTY", help="Show what this party may see, and count the rest.", show_default=False
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY|MOMENT", help="As it stood then.", show_default="now"),
]
CODES = """Exit codes:
  0  entered (or, with --dry-run, it could be)
  2  wrong use, or the form or the thread does not allow it; nothing was entered"""

# The flags of everything that enters something, by the name of the parameter, in the order in which --help has them.
COMMON: dict[str, tuple[Any, Any]] = {
    "sender": (From, None),
    "to": (To, None),
    "author": (Author, None),
    "about": (About, None),
    "fields": (Fields, None),
    "file": (File, None),
    "stdin": (Stdin, False),
    "tlp": (Label, None),
    "at": (At, None),
    "dry_run": (DryRun, False),
    "as_json": (AsJson, False),
    "case": (CaseFile, None),
    "settings": (SettingsFile, None),
    "setting": (Set, None),
}
FORM = frozenset({"fields", "file", "stdin"})  # those by which the fields of a form are given
# The flag of what a problem is about; everything else is a field of the form.
FLAGS = {"sender": "--from", "to": "--to", "author": "--author", "at": "--at", "about": "--about", "tlp": "--tlp"}
FLAGS |= {"of": "ID", "act": "ID", "fields": "--field"}
_NEEDED = inspect.Parameter.empty
WHOSE = {
    "from": (
        "nobody is named as sender",
        "give --from PARTY, or say once for all whom you speak for: side = PARTY in detente.toml, or DETENTE_SIDE",
    ),
    "author": (
        "nobody is named as author",
        "give --author NAME, or say once for all who you are: author = NAME in detente.toml, or DETENTE_AUTHOR",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """What a call of the command line gives for an entry; ``own`` are the fields that have a flag of their own."""

    name: str | None = None
    form: str | None = None
    sender: str | None = None
    to: list[str] | None = None
    author: str | None = None
    about: list[str] | None = None
    fields: list[str] | None = None
    file: Path | None = None
    stdin: bool = False
    tlp: str | None = None
    at: str | None = None
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Call:
    """Into which case, under which settings, and whether at all."""

    case: str | None
    settings: Path | None
    setting: list[str] | None
    dry_run: bool = field(kw_only=True, default=False)
    as_json: bool = field(kw_only=True, default=False)


def command(
    act: Act,
    told: str,
    argument: tuple[str, Any],
    *,
    own: Mapping[str, Any] | None = None,
    without: Collection[str] = (),
    planned: bool = False,
) -> Any:  # noqa: ANN401 - typer reads the signature that is set here
    """Return the command that enters an act: its argument, a flag for each field of its own, then those that all have.

    Args:
        act: what is entered.
        told: the help, with examples and exit codes.
        argument: the parameter's name and type: ``form``, which a file may give instead, or ``name``.
        own: fields that have a flag of their own, with its type.
        without: parameters of ``COMMON`` that it does not have.
        planned: whether the form must have a log.
    """
    own = own or {}

    def enter(**given: Any) -> None:  # noqa: ANN401 - as above
        pairs = [f"{name}={value}" for name in own for value in _several(given.pop(name))]
        given["fields"] = [*pairs, *(given.pop("fields", None) or [])]
        call = Call(
            given.pop("case"),
            given.pop("settings"),
            given.pop("setting"),
            dry_run=given.pop("dry_run"),
            as_json=given.pop("as_json"),
        )
        run(act, Flags(**given, own=frozenset(own)), call, planned=planned)

    taken: dict[str, tuple[Any, Any]] = {argument[0]: (argument[1], None if argument[0] == "form" else _NEEDED)}
    taken |= {name: (option, None) for name, option in own.items()}
    taken |= {name: flag for name, flag in COMMON.items() if name not in without}
    keyword = inspect.Parameter.KEYWORD_ONLY
    enter.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, keyword, default=default, annotation=sort) for name, (sort, default) in taken.items()]
    )
    enter.__annotations__ = {name: sort for name, (sort, _) in taken.items()}
    enter.__doc__ = told
    return enter


def _several(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def chosen_settings(call: Call) -> "Settings":
    """Return the settings of a call."""
    from detente.cli.read import chosen_settings as chosen  # noqa: PLC0415 - --help must not wait for the rooms

    return chosen(call.settings, call.setting or [], {"case": call.case})


def run(act: Act, flags: Flags, call: Call, *, planned: bool = False) -> None:
    """Enter what was given into the log and say what stands there now, or say all that is wrong with it.

    ``planned`` asks for a form with a log.
    """
    from detente.cli import entering, notice_given, notice_told  # noqa: PLC0415 - as above
    from detente.cli.cases import open_case  # noqa: PLC0415
    from detente.flow.traffic import drafted, entered, open_registry, tried  # noqa: PLC0415

    settings = chosen_settings(call)
    sheet = notice_given.paper(flags.file, stdin=flags.stdin)
    now = entering.now()
    given = _given(act, flags, sheet, settings, now)
    registry = open_registry(settings)
    if planned:
        _check_plan(registry, given)
    with ExitStack() as stack:
        case = _held(stack, settings)
        found = drafted(case, registry, given, now=now)
        if not isinstance(found, Notice):
            refuse(found, sheet, flags.own)
        if call.dry_run:
            notice_told.tried(found, tried(case, registry, found), registry, as_json=call.as_json)
            return
        case = case or stack.enter_context(open_case(settings, create=True))
        done = entered(case, registry, found)
    notice_told.entered(done, registry, case.where, as_json=call.as_json)


def _held(stack: ExitStack, settings: "Settings") -> "Case | None":
    """Return the case, None where there is no file yet; one in a database is made, since nothing tells it is not."""
    from detente.cli.cases import open_case  # noqa: PLC0415 - as above
    from detente.cli.entering import is_there  # noqa: PLC0415

    if not is_there(settings.case):
        return None
    return stack.enter_context(open_case(settings, create="://" in settings.case))


def _check_plan(registry: "Registry", given: "Given") -> None:
    """Refuse a plan on a form that has no log."""
    if not registry.form(given.form or "").log:
        plans = ", ".join(one.id for one in registry.forms.values() if one.log)
        raise NoticeError("has no log, so it is no plan", where=given.form or "", remedy=f"use one of: {plans}")


def refuse(problems: Sequence[Problem], sheet: "Paper", own: Collection[str] = ()) -> NoReturn:
    """Say all that is wrong, each with the flag or the line of the file that it is about, and end.

    ``own`` are the fields that have a flag of their own.
    """
    from detente.cli.wording import in_line  # noqa: PLC0415 - --help must not wait for the rooms

    for one in [one for one in problems if one.field == "act"] or problems:
        where = FLAGS.get(one.field) or (f"--{one.field}" if one.field in own else f"--field {one.field}")
        if one.field in sheet.fields or _heading(one.field) in {*sheet.head, *sheet.lists}:
            where = f"{sheet.where}, {_heading(one.field)}"
        sys.stderr.write(in_line(f"detente: {where}: {one}") + "\n")
    raise typer.Exit(EXIT_UNUSABLE)


def _heading(name: str) -> str:
    """Return what a part of the head is called in a file."""
    return "from" if name == "sender" else name


def _given(act: Act, flags: Flags, sheet: "Paper", settings: "Settings", now: str) -> "Given":
    """Put together what flags, the file and the settings give; the first of them that says something wins."""
    from detente.cli.notice_given import pairs  # noqa: PLC0415 - --help must not wait for the rooms
    from detente.flow.traffic import Given  # noqa: PLC0415

    form = flags.form or sheet.head.get("form")
    if act is Act.NEW and not form:
        remedy = "name one: detente notice new FORM; detente notice forms lists them"
        raise NoticeError("no form is named", where="FORM", remedy=remedy)
    return Given(
        act=act,
        form=form,
        of=flags.name,
        sender=needed("from", flags.sender or sheet.head.get("from") or settings.side),
        to=tuple(flags.to or sheet.lists.get("to", ())),
        author=needed("author", flags.author or sheet.head.get("author") or settings.author),
        at=flags.at or sheet.head.get("at") or now,
        about=tuple(flags.about or sheet.lists.get("about", ())),
        tlp=flags.tlp or sheet.head.get("tlp"),
        fields={**sheet.fields, **pairs(flags.fields or [], "--field")},
    )


def needed(name: str, given: str | None) -> str:
    """Return what was given.

    Raises:
        NoticeError: nobody was named.
    """
    if not given:
        raise NoticeError(WHOSE[name][0], where=f"--{name}", remedy=WHOSE[name][1])
    return given
