"""Liaison room: says a notice in one line, by the template of its form or act."""

import re
from collections.abc import Callable, Mapping

from detente.codebook import Form, FormField
from detente.liaison.values import parts
from detente.records import Act, Notice

__all__ = ["words"]

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_NAMED = re.compile(r"{([^{}]*)}")
_DAY = len("2024-01-18")
MISSING, ERASED = "(not given)", "[erased]"


def words(form: Form, notice: Notice, names: Callable[[str], str] | None = None) -> str:
    """Return a notice in one line.

    ``names`` says how the id of a party or body is shown. A part in square brackets is left out where a value that it
    names is not there; elsewhere such a value is told to be missing: one that the form needs was erased.
    """
    named = names or str
    values = _values(form, notice, named)
    gone = {one.name: ERASED for one in form.asks(notice.act) if one.required}
    template = form.words if notice.act is Act.NEW else form.term(notice.act).words
    line = _OPTIONAL.sub(lambda found: found[1] if set(_NAMED.findall(found[1])) <= set(values) else "", template)
    return " ".join(_NAMED.sub(lambda found: values.get(found[1], gone.get(found[1], MISSING)), line).split())


def _values(form: Form, notice: Notice, named: Callable[[str], str]) -> Mapping[str, str]:
    """Return what a template may name, as it is shown."""
    fields = {one.name: one for act in Act for one in form.asks(act)}
    shown = {name: _shown(fields.get(name), text, named) for name, text in notice.fields if text}
    head = {
        "sender": named(notice.sender),
        "to": ", ".join(map(named, notice.to)),
        "sent": notice.at[:_DAY],
        "of": notice.of or "",
        "tlp": notice.tlp.value,
        "fields": "; ".join(f"{name.replace('_', ' ')}: {text}" for name, text in shown.items()),
    }
    return shown | {name: text for name, text in head.items() if text}


def _shown(field: FormField | None, text: str, named: Callable[[str], str]) -> str:
    """Return a value for people: names for ids, choices as words, several values divided by commas."""
    if field is None:
        return text
    show = {"party": named, "body": named, "choice": _spaced}.get(field.kind, str)
    return ", ".join(map(show, parts(text))) if field.many else show(text)


def _spaced(text: str) -> str:
    return text.replace("_", " ")
