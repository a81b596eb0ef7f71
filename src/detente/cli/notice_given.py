"""What a person gives for a notice: by flags, in a TOML file or on standard input; flags win over the file."""

import datetime as dt
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from detente.errors import NoticeError

if TYPE_CHECKING:
    from detente.codebook import Form, FormField

__all__ = ["Paper", "blank", "pairs", "paper"]

# What stands above the fields of a notice in a file, by the flag that gives the same.
_HEAD = ("form", "from", "to", "author", "at", "about", "tlp")
_LISTS = frozenset({"to", "about"})
_TABLE = "fields"
_MOST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A notice as a file holds it: what stands above its fields, and the fields; ``where`` names the file."""

    where: str
    head: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


def pairs(given: Sequence[str], param: str) -> dict[str, str]:
    """Return NAME=VALUE pairs; what is given several times for one name is divided by semicolons."""
    found: dict[str, str] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise typer.BadParameter(f"{one!r} is not NAME=VALUE", param_hint=param)
        name = name.strip()
        found[name] = f"{found[name]}; {value.strip()}" if name in found else value.strip()
    return found


def paper(file: Path | None, *, stdin: bool) -> Paper:
    """Return the notice of a file or of standard input, an empty one for neither.

    Raises:
        NoticeError: it cannot be read, is no TOML, or holds what no notice has.
    """
    if file is not None and stdin:
        raise typer.BadParameter(
            "a notice comes from a file or from standard input, not from both", param_hint="--stdin"
        )
    if file is None and not stdin:
        return Paper(where="")
    where = "standard input" if file is None else str(file)
    table = _table(_text(file, where), where)
    fields = table.pop(_TABLE, {})
    if not isinstance(fields, dict):
        raise NoticeError("fields is no table", where=where, remedy="write the fields under a line [fields]")
    if unknown := [name for name in table if name not in _HEAD]:
        remedy = f"above [fields] use {', '.join(_HEAD)}; the form's own fields stand under [fields]"
        raise NoticeError(f"{unknown[0]} is nothing that stands above the fields", where=where, remedy=remedy)
    return Paper(
        where=where,
        head={
            name: text for name, value in table.items() if name not in _LISTS and (text := _word(name, value, where))
        },
        lists={name: tuple(_words(name, value, where)) for name, value in table.items() if name in _LISTS},
        fields={name: text for name, value in fields.items() if (text := "; ".join(_words(name, value, where)))},
    )


def _text(file: Path | None, where: str) -> str:
    try:
        content = sys.stdin.buffer.read(_MOST + 1) if file is None else _content(file)
    except OSError as error:
        remedy = "name a TOML file that you can read; detente notice forms FORM --blank FILE writes one"
        raise NoticeError(f"cannot be read ({error.strerror})", where=where, remedy=remedy) from error
    if len(content) > _MOST:
        raise NoticeError(
            f"is longer than {_MOST:,} bytes", where=where, remedy="a notice is a short text; name its file"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoticeError("is not in UTF-8", where=where, remedy="save it as UTF-8") from error


def _content(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_MOST + 1)


def _table(text: str, where: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of too many digits, and brackets without end
        remedy = 'mend that line; values stand in quotes: day = "2024-01-16"'
        raise NoticeError(f"is no TOML: {error}", where=where, remedy=remedy) from error


def _words(name: str, value: object, where: str) -> Iterator[str]:
    """Yield the values of a list, or the one value."""
    for one in value if isinstance(value, list) else [value]:
        if text := _word(name, one, where):
            yield text


def _word(name: str, value: object, where: str) -> str:
    """Return a value as a person would type it; dates and numbers may stand without quotes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value).strip()
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    raise NoticeError(f"{name} is neither text nor a list of texts", where=where, remedy=f'write {name} = "..."')


def blank(form: "Form") -> str:
    """Return an empty notice on a form as TOML, each field under what it means."""
    lines = [
        f"# {form.name}: {form.means}",
        "# Fill in what stands between the quotes; a line left empty counts as not given.",
        "# Then: detente notice new --file THIS_FILE --dry-run",
        "",
        f'form = "{form.id}"',
        'from = ""    # who sends it, such as PAK; else the setting side',
        'to = [""]    # to whom, such as ["IRN"]',
        'author = ""  # the person; else the setting author',
        'at = ""      # when it was sent, with zone (2024-01-16T09:30+05:00); else now',
        "about = []   # what it refers to: notices (N3), events (E4), commitments (C2)",
        f'tlp = "{form.tlp.value}"',
        "",
        "[fields]",
    ]
    for one in form.fields:
        lines += ["", f"# {_asked(one)}", f"{one.name} = {json.dumps(one.default or '', ensure_ascii=False)}"]
    return "\n".join(lines) + "\n"


def _asked(one: "FormField") -> str:
    """Return in a line what a field asks for."""
    told = [one.means, "needed" if one.required else "", f"one of {', '.join(one.values)}" if one.values else one.kind]
    told.append("several, divided by ;" if one.many else "")
    return "; ".join(part for part in told if part)
