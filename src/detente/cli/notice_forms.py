"""``detente notice forms``: the forms there are, what one asks for, and an empty one to fill in."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli.notice_given import blank
from detente.cli.notice_told import plain
from detente.cli.read import chosen_settings
from detente.cli.tables import show_json, show_lines, show_table
from detente.errors import NoticeError
from detente.flow.traffic import open_registry
from detente.liaison import told

if TYPE_CHECKING:
    from detente.codebook import Form, FormField, FormRule

__all__ = ["show"]


def show(
    name: str | None, empty: Path | None, settings: Path | None, setting: list[str] | None, *, as_json: bool
) -> None:
    """Print the forms or one of them, or write an empty notice on it."""
    registry = open_registry(chosen_settings(settings, setting or [], {}))
    if name is None:
        if empty is not None:
            raise NoticeError("no form is named", where="--blank", remedy="detente notice forms FORM --blank FILE")
        _list(list(registry.forms.values()), as_json=as_json)
        return
    form = registry.form(name)
    if empty is not None:
        _write(form, empty)
    elif as_json:
        show_json(_object(form))
    else:
        show_lines(*_told(form))
        _fields("It asks for", form.fields)
        _fields("A reply asks for", form.reply)
        _fields("A row of its log asks for", form.log)
        _rules(form)


def _list(forms: "list[Form]", *, as_json: bool) -> None:
    if as_json:
        show_json([_object(one) for one in forms])
        return
    rows = [
        (one.id, one.tlp.value, _length(one.acknowledge), _length(one.answer), _released(one), one.name)
        for one in forms
    ]
    show_table("Forms of working traffic", ("form", "label", "ack", "reply", "release", "name"), rows, whole=5)
    show_lines("detente notice forms FORM shows what one asks for; --blank FILE writes an empty one to fill in.")


def _write(form: "Form", file: Path) -> None:
    """Write an empty notice; a file that is there is left alone."""
    text = blank(form)
    if str(file) == "-":
        sys.stdout.write(text)
        return
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError as error:
        raise NoticeError("is there already", where=str(file), remedy="name another file") from error
    except OSError as error:
        raise NoticeError(
            f"cannot be written ({error.strerror})", where=str(file), remedy="name a file in a folder that is there"
        ) from error
    show_lines(f"{file}: fill it in, then run detente notice new --file {file}")


def _told(form: "Form") -> Iterator[str]:
    """Yield what holds for a form as a whole."""
    yield f"{form.id}: {form.name}"
    yield form.means + "."
    yield f"Label: TLP:{form.tlp.value}{'' if form.widest.rank == 0 else f', TLP:{form.widest.value} at the widest'}."
    acknowledge, answer = (_within(one) or "not asked for" for one in (form.acknowledge, form.answer))
    yield f"Acknowledgement: {acknowledge}. Reply: {answer}."
    if form.four_eyes:
        yield "Four eyes: it is held until a second person of the sender releases it."
    if form.source:
        yield f"Rests on: {form.source}."
    yield f"May follow: {', '.join(sorted(act.value for act in form.acts if act.value != 'new'))}."


def _fields(title: str, fields: "tuple[FormField, ...]") -> None:
    if fields:
        rows = [(one.name, "needed" if one.required else "", _kind(one), one.means) for one in fields]
        show_table(title, ("field", "", "value", "what it holds"), rows, whole=1)


def _kind(one: "FormField") -> str:
    """Return what sort of value a field takes, and what it may give away."""
    told = " | ".join(one.values) if one.values else one.kind
    several = "; several" if one.many else ""
    return f"{told}{several}{f'; sensitive: {one.sensitive}' if one.sensitive else ''}"


def _rules(form: "Form") -> None:
    if form.rules:
        rows = [
            (
                one.act.value,
                _does(one),
                one.means + (f" ({one.source})" if one.source else ""),
            )
            for one in form.rules
        ]
        show_table("Its rules", ("act", "", "what is asked for"), rows)


def _does(rule: "FormRule") -> str:
    """Return what a rule does with a notice that it finds something wrong with."""
    if not rule.strict:
        return "warns"
    return "adds" if rule.kind == "recipient" else "refuses"


def _within(length: timedelta | None) -> str:
    return f"within {told(length)}" if length is not None else ""


def _released(form: "Form") -> str:
    return "four eyes" if form.four_eyes else "at once"


def _length(length: timedelta | None) -> str:
    return told(length) if length is not None else ""


def _object(form: "Form") -> dict[str, object]:
    """Return a form as JSON; times are in words."""
    fields = {kind: [plain(one) for one in getattr(form, kind)] for kind in ("fields", "reply", "log")}
    return {
        "id": form.id,
        "name": form.name,
        "means": form.means,
        "label": form.tlp.value,
        "acknowledge": _within(form.acknowledge),
        "answer": _within(form.answer),
        "four_eyes": form.four_eyes,
        "acts": sorted(act.value for act in form.acts),
        **fields,
        "rules": [{"act": one.act.value, "refuses": one.strict, "means": one.means} for one in form.rules],
    }
