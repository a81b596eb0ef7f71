"""Codebook room: checks that the parts of a form fit each other: templates, rules, bearings, clocks and logs."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from detente.codebook.channels import LINE_COLUMNS, STATE_COLUMNS
from detente.codebook.form_tables import Table
from detente.codebook.forms import Bearing, Condition, Form, FormField, FormRule
from detente.codebook.rows import read_rows
from detente.records import Act, Certainty, KeepingKind, Outcome

__all__ = ["HEAD", "check_form"]

DATA = Path(__file__).parent / "data"
HEAD = frozenset({"sender", "to", "sent"})  # names of a notice's head that a template may use
# Names that a form's own fields may not have: those of the head, of the author's seal, and of corrections and erasures.
RESERVED = HEAD | {"why", "of", "tlp", "author", "fields", "act", "at", "about", "erased", "authority"}
DATES = frozenset({"day", "moment"})
SIDES = frozenset({"party", "body"})
_NAMED = re.compile(r"{([^{}]*)}")
_KEYS = {
    "change": frozenset({"line", "state", "whose", "by", "sides", "day", "certainty"}),
    "keeping": frozenset(
        {"kind", "commitment", "type", "accused", "place", "weapon", "verified_by", "day", "by"},
    ),
    "nothing": frozenset[str](),
}
_NEEDED = {"change": ("line", "state"), "keeping": ("kind",), "nothing": ()}
# What a rule of a kind must give, and what else it may; kind, means, act, when, strict and source are for all.
_RULES = {
    "lead": (("field", "least"), ()),
    "window": (("field", "after"), ("least", "most")),
    "distance": (("field",), ("of", "least_km", "most_km")),
    "needs": (("field",), ()),
    "recipient": (("to",), ("copy",)),
}
_RULE_KEYS = ("field", "after", "least", "most", "of", "least_km", "most_km", "to", "copy")
_LIMITS = ("least", "most", "least_km", "most_km")
# What a plan's log must hold for its occasions to be counted.
_PLAN = {"first": "day"}
_LOG = {"day": "day", "outcome": "choice"}


def check_form(form: Form, file: Table) -> None:
    """Refuse a form whose parts do not fit.

    Raises:
        CodebookError: a template or rule names no field, a bearing no line, state or kind, or a clock no act.
    """
    for key, fields in (("field", form.fields), ("reply", form.reply), ("log", form.log)):
        for one, table in zip(fields, file.each(key), strict=True):
            if one.name in RESERVED:
                raise table.error(f"{one.name} is a name of the notice's head", "give the field another name", "name")
    if not form.fields:
        raise file.error("it has no field", "add one with [[field]], name, kind and means", "field")
    _words(form, file)
    _clocks(form, file)
    _plan(form, file)
    for rule, table in zip(form.rules, file.each("rule"), strict=True):
        _rule(rule, _by_name(form, rule.act), table)
    for bearing, table in zip(form.bearings, file.each("bearing"), strict=True):
        _bearing(bearing, _by_name(form, bearing.act), table)


def _by_name(form: Form, act: Act) -> dict[str, FormField]:
    """Return the fields of an act's notices by name."""
    return {one.name: one for one in form.asks(act)}


def _words(form: Form, file: Table) -> None:
    """Check the template that says a notice in one line."""
    if form.words.count("[") != form.words.count("]") or form.words.count("{") != form.words.count("}"):
        raise file.error("words has a bracket that is not closed", "close every [ and {", "words")
    known = {one.name for one in form.fields} | HEAD
    for name in _NAMED.findall(form.words):
        _known(name, known, file, "words")


def _known(name: str, known: Iterable[str], table: Table, key: str) -> None:
    known = sorted(known)
    if name not in known:
        raise table.error(f"{key} names {name!r}, which is no field here", f"use one of: {', '.join(known)}", key)


def _clocks(form: Form, file: Table) -> None:
    """Check that whatever is waited for can come, and that what the form allows has its fields."""
    for key, length, act in (
        ("acknowledge", form.acknowledge, Act.ACKNOWLEDGE),
        ("answer", form.answer, Act.REPLY),
    ):
        if length is not None and not length:
            raise file.error(f"{key} is no time at all", "give a time above 0, or take the key out", key)
        if length is not None and act not in form.acts:
            remedy = "add [[reply]] fields" if act is Act.REPLY and not form.reply else f'add "{act.value}" to acts'
            raise file.error(f"{key} waits for an act that the form does not allow", remedy, key)
    for act, fields in ((Act.REPLY, form.reply), (Act.LOG, form.log)):
        if act in form.acts and not fields:
            raise file.error(
                f"acts allows {act.value}, but no field is asked for", f"add [[{act.value}]] fields", "acts"
            )
        if fields and act not in form.acts:
            raise file.error(f"[[{act.value}]] has fields, but acts does not allow it", f'add "{act.value}"', act.value)
    if Act.RELEASE in form.acts and not form.four_eyes:
        raise file.error("acts allows release without four_eyes", "write four_eyes = true, or take release out", "acts")
    if form.tlp.rank < form.widest.rank:
        remedy = "narrow tlp, or name a wider label in widest"
        raise file.error(f"tlp {form.tlp.value} is wider than widest {form.widest.value}", remedy, "tlp")


def _plan(form: Form, file: Table) -> None:
    """Check that a measure's plan has days, and that its log tells the occasion and what became of it."""
    if not form.log:
        return
    for what, fields, needed in (("field", form.fields, _PLAN), ("log", form.log, _LOG)):
        kinds = {one.name: one.kind for one in fields if one.required}
        for name, kind in needed.items():
            if kinds.get(name) != kind:
                remedy = f"add [[{what}]] with name = {name!r}, kind = {kind!r} and required = true".replace("'", '"')
                raise file.error(f"a form with a log needs the {what} {name}", remedy, "log")
    outcomes = next(one.values for one in form.log if one.name == "outcome")
    if wrong := set(outcomes) - set(Outcome):
        remedy = f"use of: {', '.join(Outcome)}"
        raise file.error(f"outcome has a value that means nothing in a log ({min(wrong)})", remedy, "log")


def _rule(rule: FormRule, fields: Mapping[str, FormField], table: Table) -> None:
    """Check that a rule gives what its kind asks for, and names fields of a kind that it can be about."""
    needed, further = _RULES[rule.kind]
    given = [key for key in _RULE_KEYS if table.has(key)]
    if missing := next((key for key in needed if key not in given), None):
        raise table.error(f"a rule of kind {rule.kind} needs {missing}", f"add {missing} = ...", "kind")
    if surplus := next((key for key in given if key not in (*needed, *further)), None):
        raise table.error(f"{surplus} means nothing in a rule of kind {rule.kind}", "take it out", surplus)
    limits = " or ".join(key for key in further if key in _LIMITS)
    if limits and not any(key in given for key in _LIMITS):
        raise table.error(f"a rule of kind {rule.kind} without a limit", f"add {limits}", "kind")
    for low, high, key in ((rule.least, rule.most, "least"), (rule.least_km, rule.most_km, "least_km")):
        if low is not None and high is not None and low > high:  # type: ignore[operator]
            raise table.error(f"{key} is more than the most", "exchange the two, or mend one", key)
    for key, name in (("field", rule.field), ("after", rule.after), ("of", rule.of)):
        if name is not None:
            _fit(rule, key, name, fields, table)
    for name in _templates(rule.to):
        _known(name, [one.name for one in fields.values() if one.kind in SIDES], table, "to")
    _conditions(rule.when, fields, table)


def _fit(rule: FormRule, key: str, name: str, fields: Mapping[str, FormField], table: Table) -> None:
    """Check that a field of a rule is there, and of a kind that the rule can be about."""
    dated = rule.kind in {"lead", "window"}
    _known(name, [*fields, *(["sent"] if rule.kind == "window" else [])], table, key)
    if name == "sent" or rule.kind == "needs":
        return
    kinds = DATES if dated else {"place", "point"} if rule.of else {"number"}
    if fields[name].kind not in kinds or fields[name].many:
        remedy = f"name a field of kind {' or '.join(sorted(kinds))} with one value"
        raise table.error(f"{key} {name!r} is of kind {fields[name].kind}", remedy, key)


def _conditions(conditions: Iterable[Condition], fields: Mapping[str, FormField], table: Table) -> None:
    for one in conditions:
        _known(one.field, fields, table, "when")
        field = fields[one.field]
        if (one.most is not None) and field.kind != "number":
            raise table.error(f"when compares {one.field}, which is no number", "name its values instead", "when")
        if one.values and field.kind == "choice":
            for value in one.values:
                if value not in field.values:
                    remedy = f"use one of: {', '.join(field.values)}"
                    raise table.error(f"when {one.field} = {value!r} can never be", remedy, "when")


def _bearing(bearing: Bearing, fields: Mapping[str, FormField], table: Table) -> None:
    """Check that a bearing names a line and state that there are, or a kind of keeping."""
    values = dict(bearing.values)
    for key in values:
        if key not in _KEYS[bearing.kind]:
            known = ", ".join(sorted(_KEYS[bearing.kind])) or "none"
            raise table.error(
                f"{key} means nothing in a bearing of kind {bearing.kind}", f"its keys: {known}", "values"
            )
    if missing := next((key for key in _NEEDED[bearing.kind] if key not in values), None):
        raise table.error(f"a bearing of kind {bearing.kind} needs {missing}", f'add {missing} = "..."', "values")
    for name in _templates(values.values()):
        _known(name, {*fields, *HEAD}, table, "values")
    _conditions(bearing.when, fields, table)
    held = {key: set(_possible(value, fields, bearing.when)) for key, value in values.items()}
    if bearing.kind == "change":
        states = {(line, state) for line in held["line"] for state in held["state"]}
        if wrong := sorted(states - _states()):
            remedy = "take ids of channels.csv and channel_states.csv (docs/relation.md)"
            raise table.error(f"the line {wrong[0][0]!r} has no state {wrong[0][1]!r}", remedy, "values")
    members: tuple[tuple[str, tuple[str, ...]], ...] = (("kind", tuple(KeepingKind)), ("certainty", tuple(Certainty)))
    for key, allowed in members:
        if wrong_value := sorted(held.get(key, set()) - set(allowed)):
            remedy = f"use one of: {', '.join(allowed)}"
            raise table.error(f"unknown {key} {wrong_value[0]!r}", remedy, "values")


def _possible(value: str, fields: Mapping[str, FormField], when: Iterable[Condition]) -> Iterator[str]:
    """Yield what a template can become: itself without braces, the values of a choice where conditions allow them."""
    names = _NAMED.findall(value)
    if not names:
        yield value
        return
    held = {one.field: one.values for one in when if one.values}
    yield from held.get(names[0]) or (fields[names[0]].values if names[0] in fields else ()) or (value,)


def _templates(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _NAMED.findall(text)


@cache
def _states() -> frozenset[tuple[str, str]]:
    """Return every line with every state that it can have."""
    lines = {row[0] for _, row in read_rows(DATA / "channels.csv", LINE_COLUMNS)}
    return frozenset(
        (row[0], row[1]) for _, row in read_rows(DATA / "channel_states.csv", STATE_COLUMNS) if row[0] in lines
    )
