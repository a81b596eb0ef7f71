"""Records made by hand for the tests of the agenda: the books of one dyad, promises, threads and plans."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from detente import codebook
from detente.agenda import Config, Rule
from detente.agenda.dues import dues
from detente.codebook import Form, FormField
from detente.records import (
    Account,
    Act,
    Actor,
    Alert,
    AlertKind,
    Article,
    Basis,
    Books,
    Claim,
    Clock,
    Commitment,
    Due,
    DueDate,
    Envelope,
    Event,
    Evidence,
    EvidenceKind,
    Keeping,
    KeepingKind,
    LogRow,
    Measure,
    Notice,
    Occasion,
    Outcome,
    Precision,
    Standing,
    Status,
    Thread,
    ThreadState,
    Tlp,
    Unit,
    Verification,
    When,
)

WORDS = replace(
    codebook.load_agenda_words(),
    labels={"ceasefire": "ceasefire", "withdrawal": "withdrawal"},
    lasting=frozenset({"ceasefire"}),
    name=lambda one: {"NOR": "Norland", "SOU": "Southmark"}.get(one, one),
)
PAIR = ("NOR", "SOU")
CONFIG = Config(wait=0.0)
NOON = "2031-03-04T12:00+00:00"


def form(name: str, *fields: FormField, **more: object) -> Form:
    """Return a form with no rules."""
    made = codebook.load_forms()["message"]
    return replace(  # type: ignore[misc]
        made,
        id=name,
        name=name.replace("_", " ").capitalize(),
        words=f"{{sender}} sends a {name}",
        fields=fields,
        reply=(),
        log=(),
        rules=(),
        bearings=(),
        **more,
    )


DATED = FormField(name="day", kind="day", means="the day of it", keep="review")
ENDS = FormField(name="valid_until", kind="day", means="until when it holds", keep="expiry")
FORMS = {
    "review_meeting": form("review_meeting", DATED),
    "intelligence_notice": form("intelligence_notice", ENDS, answer=timedelta(days=3)),
    "query": form("query", answer=timedelta(days=2)),
}


def when(text: str, end: str | None = None, precision: Precision = Precision.DAY) -> When:
    """Return a moment, or a stretch of time."""
    return When(start=text, end=end or text, precision=precision, basis=Basis.STATED)


def words(text: str, article: str = "a1") -> Evidence:
    """Return evidence out of an article."""
    return Evidence(kind=EvidenceKind.QUOTE, article=article, start=0, end=len(text), quote=text)


def article(name: str, published: str, source: str = "Gull Courier") -> Account:
    """Return an article in which nothing stands that matters here."""
    made = Article(id=name, text="", source=source, published=when(published))
    return Account(article=made, codings=(), undertakings=(), skipped=())


def promise(  # noqa: PLR0913 - the fields of a promise
    name: str = "C1",
    due: str | None = "2031-03-10",
    *,
    kind: str = "withdrawal",
    standing: Standing = Standing.AGREED,
    met: str | None = None,
    more: Sequence[str] = (),
    **other: object,
) -> Commitment:
    """Return a promise of Norland; ``more`` are due dates that came before the last."""
    dates = [*more, due] if due else []
    made = Commitment(
        id=name,
        type=kind,
        by=(Actor(id="NOR", name="Norland", country="NOR", sector="GOV"),),
        to=(),
        dyad=PAIR,
        words=words("to leave the Gull Bank"),
        standing=standing,
        implementation=0,
        reversed=False,
        verification=Verification.UNVERIFIED,
        announced=when("2031-03-01"),
        effective=None,
        due=tuple(
            DueDate(due=when(one), how="set", announced=None, evidence=words(f"by {one}", "a1")) for one in dates
        ),
        met=when(met) if met else None,
        condition=None,
        claims=(),
        undertakings=(f"u-{name}",),
        keepings=(),
        agreement=None,
        provision=None,
        disputed=None,
        caution=None,
        entered=False,
    )
    return replace(made, **other)  # type: ignore[arg-type]


def notice(form_name: str, *, act: Act = Act.NEW, of: str | None = None, **fields: str) -> Notice:
    """Return a notice from Norland to Southmark."""
    return Notice(
        act=act,
        form=form_name,
        of=of,
        sender="NOR",
        to=("SOU",),
        author="Duty officer",
        at="2031-03-01T09:00+00:00",
        about=(),
        tlp=Tlp.AMBER,
        fields=tuple(fields.items()),
    )


def envelope(number: int, thread: str, held: Notice) -> Envelope:
    """Return an entry of the log."""
    return Envelope(
        number=number, id=f"N{number}", thread=thread, notice=held, seals=(), previous="0" * 64, hash="1" * 64
    )


def thread(name: str, held: Notice, *clocks: Clock, state: ThreadState = ThreadState.OPEN, **more: object) -> Thread:
    """Return a thread with one entry."""
    made = Thread(
        id=name,
        form=held.form,
        notice=held,
        state=state,
        tlp=held.tlp,
        sent=held.at,
        entries=(name,),
        clocks=clocks,
        next=(),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def clock(by: str, what: str = "reply", of: str = "SOU", done: str | None = None) -> Clock:
    """Return a clock of one party."""
    return Clock(what=what, of=(of,), by=by, done=done, late=False)


def row(name: str, by: str, day: str, outcome: Outcome) -> LogRow:
    """Return a row of a log."""
    at = f"{day}T18:00+00:00"
    return LogRow(
        id=name, by=by, day=day, outcome=outcome, at=at, evidence=None, verifier=None, accused=None, words="as seen"
    )


def plan(*days: str, rows: Sequence[LogRow] = (), **more: object) -> Measure:
    """Return a plan of joint patrols."""
    logged = sorted({one.day for one in rows})
    occasions = tuple(
        Occasion(
            day=day,
            planned=day in days,
            rows=tuple(one for one in rows if one.day == day),
            outcome=_outcome([one.outcome for one in rows if one.day == day]),
            verification=Verification.UNVERIFIED,
            reason="as logged",
        )
        for day in logged
    )
    made = Measure(
        id="N4",
        form="joint_patrol_plan",
        dyad=PAIR,
        title="joint patrol",
        commitment=None,
        units=(Unit(side="NOR", role="border guards"), Unit(side="SOU", role="border guards")),
        place="Gull Bank",
        first=days[0] if days else "2031-03-01",
        last=None,
        every=None,
        tlp=Tlp.AMBER,
        withdrawn=False,
        occasions=occasions,
        planned=days,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def _outcome(told: Sequence[Outcome]) -> Outcome:
    return told[0] if len(set(told)) == 1 else Outcome.DISPUTED


def event(name: str = "E1", *, disputed: Sequence[str] = (), claims: Sequence[Claim] = ()) -> Event:
    """Return an event told by one article."""
    return Event(
        id=name,
        type="ASSAULT",
        modes=("firearms",),
        contexts=(),
        sources=(),
        targets=(),
        affected_states=(),
        reciprocal=False,
        status=Status.HAPPENED,
        day=when("2031-03-02"),
        place=None,
        codings=(f"c-{name}",),
        articles=("a1",),
        claims=tuple(claims),
        disputed=tuple(disputed),
        casualties=(),
        owners=("Gull Courier",),
        sides=(),
        verification=Verification.UNVERIFIED,
        caution=None,
        dyads=(PAIR,),
        entered=False,
        background=False,
    )


def claim(field: str, value: str, by: str | None, *, superseded: bool = False) -> Claim:
    """Return one version of a field."""
    return Claim(
        field=field,
        value=value,
        by=by,
        owners=(),
        codings=(),
        verification=Verification.UNVERIFIED,
        superseded=superseded,
    )


def violation(
    kind: KeepingKind = KeepingKind.ALLEGED_VIOLATION, source: str = "E1", by: str | None = "SOU", **more: object
) -> Keeping:
    """Return a violation of C1, laid at Norland's door."""
    made = Keeping(
        id=f"K-{kind}-{source}",
        commitment="C1",
        kind=kind,
        day=when("2031-03-02"),
        by=by,
        evidence=words("shots were fired across the bank"),
        source=source,
        reasons=(),
        accused=("NOR",),
        number=1,
        place="Gull Bank",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def books(**more: object) -> Books:
    """Return the books of the dyad; the article a1 is of 3 March 2031."""
    made = Books(
        dyad=PAIR,
        as_of=None,
        coverage_until="2031-03-03",
        accounts=(article("a1", "2031-03-03"),),
        stories=(),
        events=(),
        links=(),
        judgements=(),
        commitments=(),
        keepings=(),
        relation=None,
        episodes=(),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def due_in(found: Books, as_of: str = NOON, days: int | None = None) -> tuple[Due, ...]:
    """Return what falls due in books."""
    return dues(found, as_of, days, forms=FORMS, words=WORDS)


def rule(*kinds: AlertKind, **more: object) -> Rule:
    """Return a rule for some kinds of alerts, for all without any."""
    made = Rule(name="desk", kinds=kinds or tuple(AlertKind), to=("log",))
    return replace(made, **more)  # type: ignore[arg-type]


def alert(name: str = "1", **more: object) -> Alert:
    """Return an alert of today."""
    made = Alert(
        key=f"violation:alleged:C1:E{name}",
        kind=AlertKind.VIOLATION,
        dyad=PAIR,
        about=("C1", f"E{name}"),
        day=NOON[:10],
        words="Southmark alleges a violation of C1; «überall», so der Sprecher",
        tlp=Tlp.GREEN,
        rests_on=("Gull Courier, 2031-03-03: “shots were fired”",),
    )
    return replace(made, **more)  # type: ignore[arg-type]
