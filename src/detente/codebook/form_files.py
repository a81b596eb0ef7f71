"""Codebook room: reads the forms of working traffic from their TOML files, the shipped ones and a person's own."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from detente.codebook.form_checks import check_form
from detente.codebook.form_tables import BEYOND, Table, opened
from detente.codebook.forms import ActTerm, Bearing, Condition, Form, FormField, FormRule
from detente.errors import CodebookError
from detente.records import Act, Tlp

__all__ = ["FIELD_KINDS", "KEEPS", "RULE_KINDS", "SENSITIVE", "load_acts", "load_forms"]

DATA = Path(__file__).parent / "data"
FIELD_KINDS = (
    "text", "day", "moment", "cadence", "place", "point", "party", "body", "role", "person", "number", "grade",
    "choice", "commitment", "event", "notice", "url", "evidence",
)  # fmt: skip
RULE_KINDS = ("lead", "window", "distance", "needs", "recipient")
DEFAULTS = ("choice", "role", "text")  # kinds of fields that may have a value of their own
BEARING_KINDS = ("change", "keeping", "nothing")
SENSITIVE = ("force", "patrol", "shelter", "victim", "informant")
KEEPS = ("review", "occasion", "expiry")
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
FORM_KEYS = (
    "id", "name", "means", "words", "tlp", "widest", "acknowledge", "answer", "four_eyes", "acts", "source",
    "field", "reply", "log", "rule", "bearing",
)  # fmt: skip
FIELD_KEYS = (
    "name", "kind", "means", "required", "values", "sensitive", "default", "many", "least", "most", "keep",
)  # fmt: skip
RULE_KEYS = (
    "kind", "means", "act", "field", "after", "least", "most", "of", "least_km", "most_km", "to", "when", "strict",
    "copy", "source",
)  # fmt: skip
# What no form may forbid: a notice can be put right, taken back, labelled anew and, by law, erased.
ALWAYS = frozenset({Act.NEW, Act.CORRECT, Act.WITHDRAW, Act.RELABEL, Act.ERASE})


def load_forms(own: Path | None = None) -> Mapping[str, Form]:
    """Return the forms by id: the shipped ones, and those of a folder of one's own over and beside them.

    Raises:
        CodebookError: the folder cannot be read, or a form breaks a rule of its format.
    """
    return _shipped() if own is None else dict(sorted({**_shipped(), **_folder(own)}.items()))


@cache
def load_acts() -> tuple[ActTerm, ...]:
    """Return what is known of every act.

    Raises:
        CodebookError: the file breaks a rule of its format.
    """
    file = opened(DATA / "notice_acts.toml")
    acts = [act.value for act in Act]
    file.keys(acts, acts)
    return tuple(_act(file.one(act), Act(act)) for act in acts)


@cache
def _shipped() -> Mapping[str, Form]:
    return _folder(DATA / "forms")


def _folder(folder: Path) -> dict[str, Form]:
    """Return the forms of a folder by id."""
    if not folder.is_dir():
        raise CodebookError("is no folder", where=str(folder), remedy="name the folder that your forms lie in")
    found: dict[str, tuple[Form, Path]] = {}
    for path in sorted(one for one in folder.glob("*.toml") if not one.name.startswith(".")):
        form = _form(opened(path))
        if form.id in found:
            remedy = "give one of them another id"
            raise CodebookError(f"has the id {form.id} of {found[form.id][1].name}", where=str(path), remedy=remedy)
        found[form.id] = (form, path)
    if not found:
        raise CodebookError("holds no form", where=str(folder), remedy="put a file such as my_form.toml there")
    return {name: form for name, (form, _) in sorted(found.items())}


def _act(table: Table, act: Act) -> ActTerm:
    table.keys(("means", "words", "field"), ("means", "words"))
    return ActTerm(
        act=act,
        means=table.text("means") or "",
        words=table.text("words") or "",
        fields=_fields(table.each("field")),
    )


def _form(file: Table) -> Form:
    """Read a form and check that its parts fit each other."""
    file.keys(FORM_KEYS, ("id", "name", "means", "words", "tlp", "field"))
    form = Form(
        id=_name(file, "id"),
        name=file.text("name") or "",
        means=file.text("means") or "",
        words=file.text("words") or "",
        fields=_fields(file.each("field")),
        reply=_fields(file.each("reply")),
        log=_fields(file.each("log")),
        rules=tuple(_rule(one) for one in file.each("rule")),
        tlp=Tlp(file.of("tlp", list(Tlp)) or Tlp.AMBER),
        acknowledge=file.duration("acknowledge"),
        answer=file.duration("answer"),
        four_eyes=file.flag("four_eyes"),
        acts=_acts(file),
        bearings=tuple(_bearing(one) for one in file.each("bearing")),
        widest=Tlp(file.of("widest", list(Tlp)) or Tlp.CLEAR),
        source=file.text("source"),
        terms=load_acts(),
    )
    check_form(form, file)
    return form


def _name(table: Table, key: str) -> str:
    text = table.text(key) or ""
    if not NAME.fullmatch(text):
        remedy = "write small letters, digits and underscores, beginning with a letter, 40 at most"
        raise table.error(f"{key} {text!r} is no name", remedy, key)
    return text


def _acts(file: Table) -> frozenset[Act]:
    """Return the acts that a form allows: those it lists, else all that its parts give a meaning to."""
    fitting = {Act.ACKNOWLEDGE, Act.DISPUTE, Act.SETTLE}
    fitting |= {Act.REPLY} if file.has("reply") else set()
    fitting |= {Act.LOG} if file.has("log") else set()
    listed = {Act(one) for one in file.all_of("acts", [act.value for act in Act])} if file.has("acts") else fitting
    return frozenset(listed | ALWAYS | ({Act.RELEASE} if file.flag("four_eyes") else set()))


def _fields(tables: list[Table]) -> tuple[FormField, ...]:
    found: dict[str, FormField] = {}
    for table in tables:
        one = _field(table)
        if one.name in found:
            raise table.error(f"the field {one.name} stands here twice", "give it another name", "name")
        found[one.name] = one
    return tuple(found.values())


def _field(table: Table) -> FormField:
    table.keys(FIELD_KEYS, ("name", "kind", "means"))
    kind = table.of("kind", FIELD_KINDS) or ""
    values = table.texts("values")
    if (kind == "choice") != bool(values):
        what = "a choice without values" if kind == "choice" else f"values for a field of kind {kind}"
        raise table.error(what, 'give kind = "choice" its values = ["...", "..."], and no other kind any', "values")
    for key, kinds in (("keep", ("day", "moment")), ("least", ("number",)), ("most", ("number",))):
        if table.has(key) and kind not in kinds:
            raise table.error(f"{key} for a field of kind {kind}", f"it is for {' and '.join(kinds)} only", key)
    default = table.text("default")
    if default is not None and kind not in DEFAULTS:
        raise table.error(f"default for a field of kind {kind}", f"it is for {', '.join(DEFAULTS)} only", "default")
    if default is not None and values and default not in values:
        raise table.error(
            f"default {default!r} is no value of the choice", f"use one of: {', '.join(values)}", "default"
        )
    return FormField(
        name=_name(table, "name"),
        kind=kind,
        means=table.text("means") or "",
        required=table.flag("required"),
        values=values,
        sensitive=table.of("sensitive", SENSITIVE),
        default=default,
        many=table.flag("many"),
        least=table.number("least"),
        most=table.number("most"),
        keep=table.of("keep", KEEPS),
    )


def _rule(table: Table) -> FormRule:
    table.keys(RULE_KEYS, ("kind", "means"))
    return FormRule(
        kind=table.of("kind", RULE_KINDS) or "",
        means=table.text("means") or "",
        act=Act(table.of("act", [act.value for act in (Act.NEW, Act.REPLY, Act.LOG)]) or Act.NEW),
        field=table.text("field"),
        after=table.text("after"),
        least=table.duration("least"),
        most=table.duration("most"),
        of=table.text("of"),
        least_km=table.number("least_km"),
        most_km=table.number("most_km"),
        to=table.texts("to"),
        when=tuple(_conditions(table)),
        strict=table.flag("strict", default=True),
        copy=table.flag("copy"),
        source=table.text("source"),
    )


def _conditions(table: Table) -> Iterator[Condition]:
    """Yield the conditions of a rule or bearing: a value, several of them, a number at most, or true for any."""
    for field, value in table.inside("when").items():
        if value is True:
            yield Condition(field=field)
        elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < BEYOND:
            yield Condition(field=field, most=float(value))
        elif isinstance(value, str) and value:
            yield Condition(field=field, values=(value,))
        elif isinstance(value, list) and value and all(isinstance(one, str) and one for one in value):
            yield Condition(field=field, values=tuple(value))
        else:
            remedy = f'write when = {{ {field} = "value" }}, ["one", "other"], 10 (at most) or true (is given)'
            raise table.error(f"when {field} = {value!r} is no condition", remedy, "when")


def _bearing(table: Table) -> Bearing:
    table.keys(("kind", "values", "act", "when"), ("kind",))
    values = table.inside("values")
    if wrong := next((key for key, value in values.items() if not isinstance(value, str) or not value), None):
        raise table.error(f"the value of {wrong} is no text", f'write {wrong} = "{{field}}"', "values")
    return Bearing(
        kind=table.of("kind", BEARING_KINDS) or "",
        values=tuple((key, str(value)) for key, value in values.items()),
        act=Act(table.of("act", [act.value for act in (Act.NEW, Act.REPLY)]) or Act.NEW),
        when=tuple(_conditions(table)),
    )
