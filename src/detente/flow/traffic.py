"""Flow: working traffic, the only place that knows the order in which a notice goes into the log of a case.

::

    forms, what a person gives ─draft→ Notice ─allow→ ─seal→ Envelope ─append→ log; its dyads touched
    log ─threads→ Threads      log ─check→ the first entry that does not hold      log ─erase→ log with a tombstone

Nothing here needs the language engine or, as long as no rule measures a distance, the places.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, partial
from itertools import combinations
from typing import TYPE_CHECKING

from detente import codebook, liaison
from detente.codebook import Directory, Form
from detente.errors import NoticeError, meant
from detente.records import Act, Envelope, Notice, Problem, Thread
from detente.settings import Settings

if TYPE_CHECKING:
    from detente.codebook import PlaceTable
    from detente.store import Case

__all__ = [
    "Dyad",
    "Entered",
    "Given",
    "Registry",
    "drafted",
    "dyads",
    "entered",
    "entry_of",
    "finder",
    "open_registry",
    "salt",
    "send",
    "too_late",
    "tried",
]

SALT_BYTES = 16  # 128 bits: nobody finds an erased value by trying words against its seal
Dyad = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """What takes notices in: the forms, and who and where names are."""

    forms: Mapping[str, Form]
    directory: Directory
    limits: liaison.Config
    point: Callable[[str], tuple[float, float] | None]

    def form(self, name: str) -> Form:
        """Return a form by its id.

        Raises:
            NoticeError: there is none of that id.
        """
        key = name.strip().lower().replace(" ", "_").replace("-", "_")
        if key not in self.forms:
            remedy = meant(key, self.forms, "detente notice forms lists them")
            raise NoticeError("is no form", where=name, remedy=remedy)
        return self.forms[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person gives for an entry of the log, as it was written.

    ``form`` is needed for a new notice, ``of`` for everything else. An empty ``to`` of what is about an earlier entry
    stands for everyone else in its thread, and ``tlp`` None for the label of the form or the thread.
    """

    act: Act
    form: str | None = None
    of: str | None = None
    sender: str
    to: tuple[str, ...] = ()
    author: str
    at: str
    about: tuple[str, ...] = ()
    tlp: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """An entry as it stands in the log, its thread after it, and what the rules of its form warn of."""

    envelope: Envelope
    form: Form
    thread: Thread
    warnings: tuple[Problem, ...]


def open_registry(settings: Settings) -> Registry:
    """Load the forms with a person's own; the tables of actors and places only once they are asked.

    Raises:
        CodebookError: a form or table that breaks its format.
    """
    return Registry(
        forms=codebook.load_forms(settings.forms),
        directory=Directory(settings.actors),
        limits=settings.liaison,
        point=partial(_point, cache(partial(open_places, settings)), settings.entry.dominance),
    )


def open_places(settings: Settings) -> "PlaceTable":
    """Load the places, which only rules that measure a distance between two names need."""
    return codebook.load(actors=settings.actors, places=settings.places, config=settings.codebook).places


def _point(places: "Callable[[], PlaceTable]", dominance: float, text: str) -> tuple[float, float] | None:
    """Return latitude and longitude of a place, None where no table has it or it can be several."""
    name, comma, country = text.rpartition(",")
    rows = places().candidates(text)
    if comma and not rows:
        rows = tuple(row for row in places().candidates(name.strip()) if country.strip().upper() in row.countries)
    if not rows or rows[0].lat is None or rows[0].lon is None:
        return None
    rival = next((row for row in rows if row.countries != rows[0].countries), None)
    if rival and not rows[0].own and (rows[0].population or 0) < dominance * max(rival.population or 0, 1):
        return None
    return rows[0].lat, rows[0].lon


def drafted(case: "Case | None", registry: Registry, given: Given, *, now: str) -> Notice | tuple[Problem, ...]:
    """Draft what a person gives as a notice, or say all that is wrong with it; ``case`` is None before there is one.

    Raises:
        NoticeError: there is no such form, or no such entry to do something about.
    """
    head, form = _head(case, registry, given)
    found = liaison.draft(form, given.act, given.fields, head=head, known=_known(case, registry))
    if isinstance(found, Notice):
        return tuple(too_late(found.at, now)) or found
    return (*too_late(given.at, now), *found)


def entered(case: "Case", registry: Registry, notice: Notice, *, now: str | None = None) -> Entered:
    """Append a notice to the log, if what came before in its thread allows it.

    Its thread is told as of ``now``, else of the notice's own moment: who enters last week's traffic in order is not
    told after each line that everything is overdue.

    Raises:
        NoticeError: the state of the thread, its label or the four eyes forbid it.
    """
    form = registry.form(notice.form)
    thread = entry_of(case, notice.of).thread if notice.of else None

    def build(number: int, previous: str, before: Sequence[Envelope]) -> Envelope:
        liaison.allow(before, notice, form)
        return liaison.seal(notice, number=number, previous=previous, thread=thread, salts=salt)

    touched = dyads(case, form, notice)
    made = case.append(build, thread=thread, dyads=lambda _: touched)
    (after,) = liaison.threads(case.log(thread=made.thread), registry.forms, now or notice.at)
    warned = liaison.warnings(notice, form, _known(case, registry))
    return Entered(envelope=made, form=form, thread=after, warnings=tuple(warned))


def tried(case: "Case | None", registry: Registry, notice: Notice) -> tuple[Problem, ...]:
    """Return what the rules of its form warn of, for a notice that could be appended now; nothing is written.

    Raises:
        NoticeError: what came before forbids it.
    """
    form = registry.form(notice.form)
    before = case.log(thread=entry_of(case, notice.of).thread) if case and notice.of else []
    liaison.allow(before, notice, form)
    return tuple(liaison.warnings(notice, form, _known(case, registry)))


def send(case: "Case", registry: Registry, given: Given, *, now: str) -> Entered | tuple[Problem, ...]:
    """Draft what a person gives and append it; or say all that is wrong with it, and write nothing.

    Raises:
        NoticeError: there is no such form or entry, or what came before forbids it.
    """
    found = drafted(case, registry, given, now=now)
    return entered(case, registry, found) if isinstance(found, Notice) else found


def dyads(case: "Case", form: Form, notice: Notice) -> tuple[Dyad, ...]:
    """Return the dyads that a notice is about: of those who send and get it, whom it names, and its commitments."""
    kinds = {one.name: one.kind for one in form.asks(notice.act)}
    values = [(kinds.get(name), part.strip()) for name, text in notice.fields for part in text.split(";")]
    named = {text for kind, text in values if kind == "party"}
    promises = {text for kind, text in values if kind == "commitment"} | {one for one in notice.about if one[0] == "C"}
    pairs = combinations(sorted({notice.sender, *notice.to, *named} - {""}), 2)
    known = case.commitments(ids=sorted(promises - {""})) if promises else []
    return tuple(dict.fromkeys((*pairs, *(one.dyad for one in known))))


def _head(case: "Case | None", registry: Registry, given: Given) -> tuple[liaison.Head, Form]:
    """Return who does it to whom, and the form; an act about an earlier entry takes what is missing from its thread."""
    head = liaison.Head(
        sender=given.sender, to=given.to, author=given.author, at=given.at, about=given.about, tlp=given.tlp
    )
    if given.act is Act.NEW:
        return head, registry.form(given.form or "")
    entry = entry_of(case, given.of or "")
    before = case.log(thread=entry.thread) if case else []
    (thread,) = liaison.threads(before, registry.forms, before[-1].notice.at)
    label = None if given.act is Act.RELABEL else thread.tlp.value
    to = given.to or _others(before, finder(case, registry.directory)(given.sender))
    return replace(head, of=entry.id, to=to, tlp=given.tlp or label), registry.form(entry.notice.form)


def _others(before: Sequence[Envelope], sender: str | None) -> tuple[str, ...]:
    """Return everyone in a thread but the one who sends now, so that nobody in it is left out."""
    inside = [name for one in before for name in (one.notice.sender, *one.notice.to)]
    return tuple(name for name in dict.fromkeys(inside) if name != sender)


def entry_of(case: "Case | None", name: str) -> Envelope:
    """Return an entry of the log by its id."""
    found = next((one for one in (case.log() if case else ()) if one.id == name.strip().upper()), None)
    if found is None:
        raise NoticeError("is no entry of this case", where=name, remedy="detente notice list shows their ids")
    return found


def _known(case: "Case | None", registry: Registry) -> liaison.Known:
    """Return the look-ups of a draft."""

    @cache
    def standing() -> Mapping[str, Notice]:
        return _standing(case.log() if case else (), registry.forms)

    return liaison.Known(
        party=finder(case, registry.directory),
        near=registry.directory.nearest,
        event=lambda name: case is not None and case.resolve(name) is not None,
        commitment=lambda name: case is not None and case.resolve(name) is not None,
        notice=lambda name: standing().get(name),
        point=registry.point,
        limits=registry.limits,
    )


def finder(case: "Case | None", directory: Directory) -> Callable[[str], str | None]:
    """Return what finds parties: by the tables, else those of no table that took part before, by the id they got."""
    found: dict[str, str] = {}

    @cache
    def inside() -> Mapping[str, str]:
        names = [name for one in (case.log() if case else ()) for name in (one.notice.sender, *one.notice.to)]
        return {name.casefold(): name for name in names}

    def find(name: str) -> str | None:
        key = name.strip().casefold()
        known = directory.find(name) or found.get(key) or inside().get(key)
        if known is not None:
            found[known.casefold()] = known
        return known

    return find


def _standing(log: Sequence[Envelope], forms: Mapping[str, Form]) -> Mapping[str, Notice]:
    """Return what stands of each entry after its corrections; an empty value takes a field out."""
    found: dict[str, Notice] = {}
    for one in log:
        found[one.id] = notice = one.notice
        base = found.get(notice.of or "")
        if notice.act is Act.CORRECT and base is not None:
            own = {each.name for each in forms[notice.form].term(Act.CORRECT).fields} if notice.form in forms else ()
            found[notice.of or ""] = base.corrected(one, own)
    return found


def too_late(at: str, now: str) -> Iterator[Problem]:
    """Yield what is wrong with a moment that lies ahead; whether it is one at all, the draft says."""
    try:
        ahead = datetime.fromisoformat(at) > datetime.fromisoformat(now)
    except (ValueError, TypeError):
        return
    if ahead:
        yield Problem(field="at", what=f"{at} lies ahead", remedy=f"give the moment it was sent, at most {now}")


def salt() -> str:
    """Return a new secret for the seal of one value."""
    return secrets.token_hex(SALT_BYTES)
