"""Writes the generated part of docs/cli.md, records.md, settings.md, actors.md and entering.md.

python docs/reference.py            write them
python docs/reference.py --check    change nothing; exit 1 if one of them is out of date
"""

import dataclasses
import enum
import os
import subprocess
import sys
import types
import typing
from collections.abc import Iterator
from pathlib import Path

from detente import records, settings
from detente.cli import COMMANDS
from detente.cli.actor_files import years
from detente.codebook.actor_tables import FOLDER, load_actors
from detente.codebook.coverage import coverage, load_spans
from detente.codebook.offices import DUTIES, load_offices
from detente.entry import Field
from detente.entry import fields as entry_fields

DOCS = Path(__file__).resolve().parent
MARK = "<!-- generated -->\n"
# What a line of --out can be; the other records stand inside these.
LINES = {
    "making": records.Making,
    "article": records.Article,
    "coding": records.Coding,
    "undertaking": records.Undertaking,
    "change": records.Change,
    "link": records.Link,
    "keeping": records.Keeping,
    "skipped": records.Skipped,
}
# Commands that have commands of their own.
GROUPS = {
    "judge": ("same", "different", "undo", "list"),
    "add": ("event", "commitment", "keeping", "relation", "observation"),
    "agreement": ("propose",),
    "series": ("import", "show", "list", "template"),
}
JSON_NAMES = {str: "string", int: "integer", float: "number", bool: "true or false", type(None): "null", Path: "path"}


def commands() -> str:
    """Return the help of every command, as it is at 80 columns."""
    parts = []
    words_of = [
        (),
        *(words for name in COMMANDS for words in ((name,), *((name, sub) for sub in GROUPS.get(name, ())))),
    ]
    for words in words_of:
        name = " ".join(("detente", *words))
        shown = subprocess.run(  # noqa: S603 - our own command
            [Path(sys.executable).with_name("detente"), *words, "--help"],
            check=True,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"},
        ).stdout
        parts.append(f"## {name}\n\n```\n{shown.rstrip()}\n```\n")
    return "\n".join(parts)


def record_tables() -> str:
    """Return a table of fields for each record that can stand in a line, then for those inside."""
    inner = [
        found
        for name in sorted(records.__all__)
        if (found := getattr(records, name)) not in (*LINES.values(), records.Account) and reached(found)
    ]
    parts = [table(f"`{kind}`", record) for kind, record in LINES.items()]
    parts += [table(found.__name__, found) for found in inner if dataclasses.is_dataclass(found)]
    parts += [values(found) for found in inner if issubclass(found, enum.Enum)]
    return "\n".join(parts)


def reached(record: type) -> bool:
    """Tell whether a record or list of values can stand inside a line."""
    seen: set[object] = set()
    waiting: list[object] = list(LINES.values())
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        waiting += typing.get_args(one)
        if dataclasses.is_dataclass(one):
            waiting += typing.get_type_hints(one).values()
    return record in seen


def table(name: str, record: type) -> str:
    """Return a record's documentation and fields."""
    hints = typing.get_type_hints(record)
    rows = "\n".join(f"| `{field.name}` | {kind(hints[field.name])} |" for field in dataclasses.fields(record))
    return f"## {name}\n\n{documentation(record)}\n\n| field | type |\n|---|---|\n{rows}\n"


def values(members: type[enum.Enum]) -> str:
    """Return a closed list's documentation and members."""
    listed = ", ".join(f"`{member.value}`" for member in members)
    return f"## {members.__name__}\n\n{documentation(members)}\n\n{listed}\n"


def documentation(thing: type) -> str:
    """Return a docstring as paragraphs of one line each."""
    paragraphs = (thing.__doc__ or "").replace("``", "`").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def kind(hint: object) -> str:
    """Return a type in words of JSON."""
    if isinstance(hint, types.UnionType):
        return " or ".join(kind(one) for one in typing.get_args(hint))
    if typing.get_origin(hint) is tuple:
        inside = [one for one in typing.get_args(hint) if one is not Ellipsis]
        return f"list of {kind(inside[0])}" if len(inside) == 1 else "[" + ", ".join(map(kind, inside)) + "]"
    return JSON_NAMES.get(hint, getattr(hint, "__name__", str(hint)))  # type: ignore[call-overload, no-any-return]


def setting_tables() -> str:
    """Return a table of settings for each room."""
    hints = typing.get_type_hints(settings.Settings)
    rooms = {name: hint for name, hint in hints.items() if dataclasses.is_dataclass(hint)}
    plain = [(name, hint) for name, hint in hints.items() if name not in rooms]
    parts = ["## Of the run\n\n" + rows("", settings.Settings(), plain)]
    for name, config in rooms.items():
        parts += section(name, config, getattr(settings.Settings(), name))
    return "\n".join(parts)


def section(name: str, config: type, default: object) -> Iterator[str]:
    """Yield the table of a room's settings, then those of the records inside it."""
    hints = typing.get_type_hints(config)
    fields = [(one, hint) for one, hint in hints.items() if not dataclasses.is_dataclass(hint)]
    yield f"## [{name}]\n\n{documentation(config)}\n\n" + rows(f"{name}.", default, fields)
    for one, hint in hints.items():
        if dataclasses.is_dataclass(hint):
            yield from section(f"{name}.{one}", hint, getattr(default, one))


def rows(prefix: str, default: object, fields: list[tuple[str, object]]) -> str:
    """Return a table of settings."""
    lines = "".join(f"| `{prefix}{name}` | {kind(hint)} | {shown(getattr(default, name))} |\n" for name, hint in fields)
    return "| setting | type | default |\n|---|---|---|\n" + lines


def shown(value: object) -> str:
    """Return a default as it would be written."""
    if value is None or value == ():
        return "none"
    if isinstance(value, Path):
        return "what is shipped"
    written = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"`{written.lower() if isinstance(value, bool) else written}`"


def coverage_table() -> str:
    """Return which offices the table of actors knows in which years, and how much of the whole that is."""
    spans = load_spans(FOLDER / "coverage.toml")
    found = list(coverage(load_actors()[0].rows, load_offices(FOLDER / "offices.csv"), spans))
    shares = "".join(
        f"| {duty} | {100 * sum(one.months for one in known) / sum(one.asked for one in known):.1f} % |\n"
        for duty in DUTIES
        for known in [[one for one in found if one.duty == duty]]
    )
    lines = [
        f"| {found[at].country} | " + " | ".join(years(one) for one in found[at : at + len(DUTIES)]) + " |\n"
        for at in range(0, len(found), len(DUTIES))
    ]
    head = f"| state | {' | '.join(DUTIES)} |\n|---|{'---|' * len(DUTIES)}\n"
    asked = f"Months known of those from {spans.first} to {spans.known_until}:\n\n| office | share |\n|---|---|\n"
    return asked + shares + "\n" + head + "".join(lines)


def entry_tables() -> str:
    """Return the fields of each kind of entry, then those that every entry has."""
    parts = []
    for one in records.EntryKind:
        own = [field for field in entry_fields(one) if not field.common or field.name == "words"]
        parts.append(f"## {one.value.capitalize()}s\n\n{field_table(own)}")
    common = [field for field in entry_fields(records.EntryKind.EVENT) if field.common and field.name != "words"]
    return "\n".join([*parts, f"## In every entry\n\n{field_table(common)}"])


def field_table(found: list[Field]) -> str:
    """Return a table of fields: their column, whether they are needed, and what they hold."""
    lines = "".join(
        f"| `{field.name}` | {'yes' if field.need else ''} "
        f"| {field.help}{'; several, divided by ;' if field.many else ''} | {field.example} |\n"
        for field in found
    )
    return "| field | needed | what it holds | example |\n|---|---|---|---|\n" + lines


def pages() -> Iterator[tuple[Path, str]]:
    """Yield each page with what it should hold."""
    for name, made in (
        ("cli.md", commands()),
        ("records.md", record_tables()),
        ("settings.md", setting_tables()),
        ("actors.md", coverage_table()),
        ("entering.md", entry_tables()),
    ):
        page = DOCS / name
        yield page, page.read_text(encoding="utf-8").partition(MARK)[0] + MARK + "\n" + made


def main() -> int:
    """Write the pages, or compare them; return the exit code."""
    old = [(page, text) for page, text in pages() if page.read_text(encoding="utf-8") != text]
    for page, text in old:
        sys.stderr.write(f"{page.name} is out of date; python docs/reference.py writes it\n")
        if "--check" not in sys.argv:
            page.write_text(text, encoding="utf-8")
    return 1 if old and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
