"""Codebook room: the forms of working traffic as data, one TOML file a form, and a person's own over them."""

from dataclasses import dataclass
from datetime import timedelta

from detente.records import Act, Tlp

__all__ = ["ActTerm", "Bearing", "Condition", "Form", "FormField", "FormRule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of a form.

    ``kind`` is text, day, moment, cadence, place, point, party, body, role, person, number, grade, choice, commitment,
    event, notice, url or evidence; ``values`` are the choices. ``many`` takes several values, divided by semicolons.
    ``least`` and ``most`` bound a number. ``sensitive`` is what may have to be coarsened or erased (force, patrol,
    shelter, victim, informant), None for what need not. ``keep`` says of a day or moment that it is one to keep in the
    calendar, and as what (review, occasion or expiry).
    """

    name: str
    kind: str
    means: str
    required: bool = False
    values: tuple[str, ...] = ()
    sensitive: str | None = None
    default: str | None = None
    many: bool = False
    least: float | None = None
    most: float | None = None
    keep: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Where a rule or bearing holds: the field has one of ``values``, is a number of at most ``most``, or is given."""

    field: str
    values: tuple[str, ...] = ()
    most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRule:
    """One rule of a form, and in words what it asks for.

    ``kind`` is lead (``field`` lies at least ``least`` after the sending), window (``field`` lies at most ``most`` and
    at least ``least`` after ``after``), distance (``field`` lies at least ``least_km`` and at most ``most_km`` from
    ``of``, or is a number of kilometres within them), needs (``field`` is required) or recipient (``to`` are among the
    addressees; ``{host}`` is whom that field names). Where a field is asked for, ``sent`` is the moment of sending. It
    holds where every condition of ``when`` does, for notices of ``act``. ``strict`` refuses what breaks it, or adds the
    addressee; else the notice is taken with a warning. An addressee by a rule with ``copy`` is told only: nobody waits
    for its acknowledgement or answer. ``source`` is the practice or text that the rule is taken from.
    """

    kind: str
    means: str
    act: Act = Act.NEW
    field: str | None = None
    after: str | None = None
    least: timedelta | None = None
    most: timedelta | None = None
    of: str | None = None
    least_km: float | None = None
    most_km: float | None = None
    to: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()
    strict: bool = True
    copy: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What a notice on a form says of the account: ``kind`` is change, keeping or nothing; ``values`` are templates.

    A change has line, state, whose, by, sides, certainty and day; a keeping has kind, commitment, type, accused, place,
    weapon, verified_by and day. A value such as ``{status}`` is the field's, ``{sender}``, ``{to}`` and ``{sent}`` (an
    ISO day) are the notice's; one without braces is meant as it stands; one whose field was not given is left out. It
    holds for notices of ``act`` where every condition of ``when`` does.
    """

    kind: str
    values: tuple[tuple[str, str], ...]
    act: Act = Act.NEW
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActTerm:
    """An act of working traffic: ``fields`` are what it asks for on every form, ``words`` says it in one line."""

    act: Act
    means: str
    words: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of working traffic.

    ``reply`` are the fields of a reply on it, ``log`` those of a log row (a form with them is a measure's plan).
    ``acknowledge`` and ``answer`` are the times within which each is expected of the addressees, None for not at all;
    ``four_eyes`` asks for a release by a second person before it is sent; ``acts`` are those that the form allows.
    ``words`` is a template that says the notice in one line; a part in square brackets is left out where a field that
    it names is not given. ``tlp`` is the label of a notice that is given none, ``widest`` the widest that it may have.
    ``source`` is the practice or text that the times are taken from. ``terms`` are the acts, the same for every form.
    """

    id: str
    name: str
    means: str
    words: str
    fields: tuple[FormField, ...]
    reply: tuple[FormField, ...]
    log: tuple[FormField, ...]
    rules: tuple[FormRule, ...]
    tlp: Tlp
    acknowledge: timedelta | None
    answer: timedelta | None
    four_eyes: bool
    acts: frozenset[Act]
    bearings: tuple[Bearing, ...]
    widest: Tlp = Tlp.CLEAR
    source: str | None = None
    terms: tuple[ActTerm, ...] = ()

    def term(self, act: Act) -> ActTerm:
        """Return what is known of an act."""
        return next(one for one in self.terms if one.act is act)

    def asks(self, act: Act) -> tuple[FormField, ...]:
        """Return the fields of a notice of an act, in order; those of a correction stand beside what it corrects."""
        own = {Act.NEW: self.fields, Act.REPLY: self.reply, Act.LOG: self.log}
        return own.get(act, ()) + self.term(act).fields
