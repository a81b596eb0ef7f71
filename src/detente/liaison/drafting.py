"""Liaison room: makes a notice of what a person filled in, or tells everything that is wrong with it at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from detente.codebook import Form, FormField, FormRule
from detente.liaison.rules import Facts, broken, recipients
from detente.liaison.values import Known, Values, WrongError, blank, moment, parts, written
from detente.records import Act, Notice, Problem, Tlp

__all__ = ["Head", "draft", "warnings"]

# Entries that hold values of their own, and can be put right.
CORRECTABLE = frozenset({Act.NEW, Act.REPLY, Act.LOG, Act.DISPUTE, Act.SETTLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Who tells whom, as it was given: names or ids of parties and bodies, and ids that the notice refers to.

    ``author`` is the person, ``at`` the moment with its zone, ``tlp`` the label, None for the form's own or that of the
    entry ``of`` which it is about, None in a new notice.
    """

    sender: str
    to: tuple[str, ...]
    author: str
    at: str
    about: tuple[str, ...] = ()
    tlp: str | None = None
    of: str | None = None


def draft(form: Form, act: Act, given: Mapping[str, str], *, head: Head, known: Known) -> Notice | tuple[Problem, ...]:
    """Return the notice, with every value in its canonical spelling, or all that is wrong with what was given.

    A correction holds new values only; an empty one takes a field out that need not be there. Whom a strict rule of
    the form wants among the addressees is added.
    """
    if act not in form.acts:
        acts = ", ".join(one.value for one in Act if one in form.acts)
        return (Problem(field="act", what=f"the form {form.id} takes no {act.value}", remedy=f"it takes: {acts}"),)
    desk = _Desk(form, act, head, known)
    notice = desk.notice(given)
    return tuple(desk.problems) or notice


def warnings(notice: Notice, form: Form, known: Known) -> tuple[Problem, ...]:
    """Return what rules that are not strict find wrong with a notice, and whom they miss among the addressees."""
    before = known.notice(notice.of) if notice.of else None
    found = list(_broken(notice, form, known, before, strict=False))
    act, values = _judged(notice, before)
    for rule in _rules(form, act, strict=False):
        for name in recipients(rule, values, lambda name: known.party(name) or name):
            if name not in (*notice.to, notice.sender):
                what = f"{name} is no addressee ({rule.means})"
                found += [Problem(field="to", what=what, remedy=f"add {name}")]
    return tuple(found)


class _Desk:
    """One draft; ``problems`` gathers what is wrong."""

    def __init__(self, form: Form, act: Act, head: Head, known: Known) -> None:
        self.form = form
        self.act = act
        self.head = head
        self.known = known
        self.values = Values(known)
        self.problems: list[Problem] = []
        self.before = self._before()
        self.fields = self._fields()

    def notice(self, given: Mapping[str, str]) -> Notice:
        """Return the notice; it is of use only where no problem was found."""
        head = self.head
        at = self._tried("at", head.at, lambda text: written(self.values.moment(text)))
        notice = Notice(
            act=self.act,
            form=self.form.id,
            of=self.before[0] if self.before else None,
            sender=self._tried("sender", head.sender, self.values.party),
            to=self._each("to", head.to, self.values.party),
            author=self._author(),
            at=at,
            about=self._each("about", head.about, lambda text: self.values.reference(text, "NEC")),
            tlp=self._label(),
            fields=tuple(self._read(given)) if self.act is Act.NEW or self.before else (),  # else of what, is unknown
        )
        notice = self._addressed(notice)
        if at:
            self._judge(notice)
        return notice

    def _judge(self, notice: Notice) -> None:
        """Note what strict rules find, but of values that are wrong already."""
        wrong = {one.field for one in self.problems}
        found = _broken(notice, self.form, self.known, self._base(), strict=True)
        self.problems.extend([one for one in found if one.field not in wrong])

    def _before(self) -> tuple[str, Notice] | None:
        """Return the entry that the act is about."""
        if self.act is Act.NEW:
            if self.head.of:
                self._wrong("of", "a new notice is about no earlier entry", "name it in about, or use reply")
            return None
        if not self.head.of:
            self._wrong("of", "is missing", f"name the entry to {self.act.value}, such as N3")
            return None
        name = self._tried("of", self.head.of, lambda text: self.values.reference(text, "N"))
        found = self.known.notice(name) if name else None
        if found is None:
            return None
        if found.form != self.form.id:
            self._wrong("of", f"{name} is on the form {found.form}, not {self.form.id}", f"use the form {found.form}")
        if self.act is Act.CORRECT and found.act not in CORRECTABLE:
            remedy = f"correct {found.of} again" if found.of else "name an entry with values"
            self._wrong("of", f"{name} ({found.act.value}) has no values to correct", remedy)
        return name, found

    def _base(self) -> Notice | None:
        return self.before[1] if self.before else None

    def _fields(self) -> dict[str, FormField]:
        """Return the fields that the act may fill in."""
        fields = {one.name: one for one in self.form.asks(self.act)}
        base = self._base()
        if self.act is Act.CORRECT and base is not None:
            former = {one.name: one for one in self.form.asks(base.act) if one.name not in fields}
            return former | fields
        return fields

    def _read(self, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the values in the form's order; what is unknown, missing or wrong becomes a problem."""
        for name in given:
            if name not in self.fields:
                self._wrong(name, "is no field of this form", self.values.nearest(name, self.fields))
        own = {one.name for one in self.form.asks(self.act)}
        found = {name: self._value(field, given.get(name), new=name in own) for name, field in self.fields.items()}
        if self.act is Act.CORRECT and self.before and not self.problems:
            self._changes({name: text for name, text in found.items() if name not in own and text is not None})
        yield from ((name, text) for name, text in found.items() if text is not None)

    def _value(self, field: FormField, given: str | None, *, new: bool) -> str | None:
        """Return a value, None for one that is not there; in a correction an empty one takes the field out."""
        text = "" if blank(given or "") else (given or "").strip()
        if text and not (field.many and not parts(text)):
            return self._tried(field.name, text, lambda one: self.values.read(field, one))
        if not new:
            if given is not None and field.required:
                self._wrong(field.name, "has to be there and cannot be taken out", f"give {field.means}")
            return None if given is None else ""
        if field.default is not None:
            return field.default
        if field.required:
            self._wrong(field.name, "is missing", f"give {field.means}{_choices(field)}")
        return None

    def _changes(self, new: Mapping[str, str]) -> None:
        """Refuse a correction that changes nothing."""
        name, base = self.before or ("", None)
        if base is not None and all((base.text(field) or "") == text for field, text in new.items()):
            what = f"changes nothing of {name}" if new else "gives no new value"
            self._wrong("fields", what, "give at least one field its new value")

    def _author(self) -> str:
        if blank(self.head.author):
            self._wrong("author", "is missing", "name the person who writes it")
            return ""
        return self._tried("author", self.head.author, self.values.line)

    def _label(self) -> Tlp:
        """Return the TLP label: the one given, else that of the entry it is about, else the form's."""
        base = self._base()
        if not self.head.tlp:
            if self.act is Act.RELABEL:
                self._wrong("tlp", "is missing", f"name the new label: {', '.join(Tlp)}")
            return base.tlp if base else self.form.tlp
        label = Tlp.named(self.head.tlp)
        if label is None:
            self._wrong("tlp", f"{self.head.tlp!r} is no label", f"use one of: {', '.join(Tlp)}")
            return self.form.tlp
        if label.rank < self.form.widest.rank:
            what = f"TLP:{label} is wider than the form {self.form.id} may go"
            self._wrong("tlp", what, f"use {self.form.widest.value} or a narrower label")
        return label

    def _addressed(self, notice: Notice) -> Notice:
        """Return the notice with the addressees that rules add; one to nobody or to oneself is a problem."""
        to = list(notice.to)
        act, values = _judged(notice, self._base())
        for rule in _rules(self.form, act, strict=True):
            found = recipients(rule, values, lambda name: self._tried("to", name, self.values.party))
            to += [party for party in dict.fromkeys(found) if party not in (*to, notice.sender)]
        if notice.sender and notice.sender in to:
            self._wrong("to", f"{notice.sender} is the sender itself", "name the other side only")
        if self.act is Act.NEW and not to:
            self._wrong("to", "nobody is addressed", "name the other side, or a body")
        return replace(notice, to=tuple(to))

    def _tried(self, field: str, text: str, reader: Callable[[str], str]) -> str:
        """Return what a reader makes of a text; what it refuses becomes a problem."""
        try:
            return reader(text.strip())
        except WrongError as wrong:
            self._wrong(field, wrong.what, wrong.remedy)
            return ""

    def _each(self, field: str, texts: Iterable[str], reader: Callable[[str], str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._tried(field, text, reader) for text in texts))

    def _wrong(self, field: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(field=field, what=what, remedy=remedy))


def _rules(form: Form, act: Act, *, strict: bool) -> Iterator[FormRule]:
    return (rule for rule in form.rules if rule.act is act and rule.strict is strict)


def _judged(notice: Notice, before: Notice | None) -> tuple[Act, dict[str, str]]:
    """Return what rules are to judge: a notice's act and values, of a correction those that it leaves standing."""
    if notice.act is Act.CORRECT and before is not None:
        return before.act, dict(before.fields) | dict(notice.fields)
    return notice.act, dict(notice.fields)


def _broken(notice: Notice, form: Form, known: Known, before: Notice | None, *, strict: bool) -> Iterator[Problem]:
    """Yield what the rules find; a correction is judged with the values that it leaves standing."""
    act, values = _judged(notice, before)
    new = {name for name, _ in notice.fields}
    at = before.at if act is not notice.act and before is not None else notice.at
    fields = {one.name: one for one in form.asks(act)}
    facts = Facts(values=values, fields=fields, sent=moment(at), place=known.point)
    for rule in _rules(form, act, strict=strict):
        if notice.act is Act.CORRECT and rule.kind == "lead":  # a day that is changed is told from now on
            judged = replace(facts, sent=moment(notice.at)) if rule.field in new else None
        else:
            judged = facts
        problem = broken(rule, judged) if judged else None
        if problem is not None:
            yield problem


def _choices(field: FormField) -> str:
    return f" ({', '.join(field.values)})" if field.values else ""
