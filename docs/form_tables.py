"""Writes the generated part of docs/forms.md: every form with its fields, times and rules.

python docs/form_tables.py            write it
python docs/form_tables.py --check    change nothing; exit 1 if it is out of date
"""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from detente.codebook import Bearing, Condition, Form, FormField, FormRule, load_forms
from detente.liaison import told
from detente.records import Act

PAGE = Path(__file__).resolve().parent / "forms.md"
MARK = "<!-- generated -->\n"


def tables() -> str:
    """Return a section for each form, then one for the acts that every form knows."""
    forms = load_forms().values()
    return "\n".join([*map(section, forms), acts(next(iter(forms)))])


def section(form: Form) -> str:
    """Return what a form asks for."""
    parts = [f"## {form.name}\n", f"`{form.id}`: {form.means}.\n", facts(form)]
    for title, fields in (("", form.fields), ("A reply:", form.reply), ("A log row:", form.log)):
        parts += [f"{title}\n"] if fields and title else []
        parts += [table(fields)] if fields else []
    if form.rules:
        parts.append("Rules:\n\n" + "".join(f"- {rule}\n" for rule in map(ruled, form.rules)))
    if form.bearings:
        parts.append("What it says of the account:\n\n" + "".join(f"- {one}\n" for one in map(bearing, form.bearings)))
    return "\n".join(parts)


def facts(form: Form) -> str:
    """Return a form's label, clocks and acts."""
    rows = [
        ("label unless another is given", f"TLP:{form.tlp.value}"),
        ("widest label", f"TLP:{form.widest.value}"),
        ("acknowledged within", length(form.acknowledge)),
        ("answered within", length(form.answer)),
        ("released by a second person", "yes" if form.four_eyes else "no"),
        ("acts", ", ".join(act.value for act in Act if act in form.acts)),
        ("source of its times", form.source or "none given"),
    ]
    return "| | |\n|---|---|\n" + "".join(f"| {name} | {value} |\n" for name, value in rows)


def length(time: timedelta | None) -> str:
    """Return a time in words."""
    return told(time) if time else "not waited for"


def table(fields: tuple[FormField, ...]) -> str:
    """Return a table of fields."""
    head = "| field | kind | needed | what it holds |\n|---|---|---|---|\n"
    return head + "".join(
        f"| `{one.name}` | {kind(one)} | {'yes' if one.required else ''} | {one.means}{further(one)} |\n"
        for one in fields
    )


def kind(field: FormField) -> str:
    """Return what a field takes."""
    return field.kind + (", several" if field.many else "")


def further(field: FormField) -> str:
    """Return what else is to be known of a field."""
    parts = [f"one of {', '.join(f'`{value}`' for value in field.values)}"] if field.values else []
    parts += [f"`{field.default}` unless given"] if field.default else []
    parts += [f"from {field.least:g}"] if field.least is not None else []
    parts += [f"sensitive: {field.sensitive}"] if field.sensitive else []
    parts += [f"in the calendar as {field.keep}"] if field.keep else []
    return "".join(f"; {part}" for part in parts)


def ruled(rule: FormRule) -> str:
    """Return a rule in words."""
    act = {Act.REPLY: "in a reply, ", Act.LOG: "in a log row, "}.get(rule.act, "")
    source = f" ({rule.source})" if rule.source else ""
    kept = "refused otherwise" if rule.strict else "a warning otherwise"
    if rule.kind == "recipient":
        kept = "added to the addressees" if rule.strict else "a warning where they are not addressed"
        kept += ", and nobody waits for their answer" if rule.copy else ""
    return f"{act}{rule.means}{where(rule.when)}{source}; {kept}"


def where(conditions: tuple[Condition, ...]) -> str:
    """Return the conditions of a rule or bearing in words."""
    parts = []
    for one in conditions:
        if one.most is not None:
            parts.append(f"`{one.field}` is at most {one.most:g}")
        else:
            parts.append(f"`{one.field}` is {' or '.join(one.values) if one.values else 'given'}")
    return f" where {' and '.join(parts)}" if parts else ""


def bearing(one: Bearing) -> str:
    """Return a bearing in words."""
    if one.kind == "nothing":
        return "nothing, whatever it holds"
    values = ", ".join(f"{name} `{value}`" for name, value in one.values)
    act = "a reply" if one.act is Act.REPLY else "a notice"
    return f"{act}{where(one.when)}: a {one.kind} with {values}"


def acts(form: Form) -> str:
    """Return what every form knows of acts."""
    parts = ["## Acts that every form knows\n"]
    for term in form.terms:
        parts.append(f"`{term.act.value}` {term.means}.\n")
        parts += [table(term.fields)] if term.fields else []
    return "\n".join(parts)


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the page with what it should hold."""
    yield PAGE, PAGE.read_text(encoding="utf-8").partition(MARK)[0] + MARK + "\n" + tables()


def main() -> int:
    """Write the page, or compare it; return the exit code."""
    old = [(page, text) for page, text in pages() if page.read_text(encoding="utf-8") != text]
    for page, text in old:
        sys.stderr.write(f"{page.name} is out of date; python docs/form_tables.py writes it\n")
        if "--check" not in sys.argv:
            page.write_text(text, encoding="utf-8")
    return 1 if old and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
