"""Events made by hand for the tests of levels, between two invented states."""

from detente.records import Actor, Basis, Count, Event, Precision, Status, Verification, When

PAIR = ("NOR", "SYL")


def when(start: str, end: str | None = None) -> When:
    """Return a moment, or a stretch of time, known as exactly as it is written."""
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 8: Precision.WEEK}.get(len(start), Precision.DAY)
    return When(start=start, end=end or start, precision=precision, basis=Basis.STATED)


def side(party: str) -> Actor:
    """Return a state."""
    return Actor(id=party, name=party, country=party, sector="GOV")


def killed(*counts: tuple[str | None, int | None]) -> tuple[Count, ...]:
    """Return how many were killed, each number with whose it is."""
    return tuple(Count(kind="killed", minimum=number, maximum=number, by=by, codings=("c",)) for by, number in counts)


def event(  # noqa: PLR0913 - the fields of an event that levels look at
    name: str,
    kind: str,
    day: When | str | None,
    *,
    counts: tuple[Count, ...] = (),
    status: Status = Status.HAPPENED,
    background: bool = False,
    dyads: tuple[tuple[str, str], ...] = (PAIR,),
    caution: str | None = None,
    disputed: tuple[str, ...] = (),
    source: str = "NOR",
    target: str = "SYL",
    entered: bool = False,
) -> Event:
    """Return an event; ``kind`` is a type with or without modes (ASSAULT/aerial+drone)."""
    type_, _, modes = kind.partition("/")
    return Event(
        id=name,
        type=type_,
        modes=tuple(modes.split("+")) if modes else (),
        contexts=(),
        sources=(side(source),),
        targets=(side(target),),
        affected_states=(),
        reciprocal=False,
        status=status,
        day=when(day) if isinstance(day, str) else day,
        place=None,
        codings=(f"c{name}",),
        articles=("a",),
        claims=(),
        disputed=disputed,
        casualties=counts,
        owners=("o", "p"),
        sides=(),
        verification=Verification.UNVERIFIED,
        caution=caution,
        dyads=dyads,
        entered=entered,
        background=background,
    )
