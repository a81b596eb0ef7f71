"""Courses and replays made by hand for the tests of the replay room."""

from pathlib import Path

from detente.records import Lane, LaneKind, Mark, Playing, Replay, Stay, Step, Tone
from detente.records.replay import Fate
from detente.replay import differences

HEAD = 'title = "A course"\nsources = "made up for this test"\ndyad = ["PAK", "IRN"]\n'
STRIKE = (
    '[[entry]]\nname = "strike"\nkind = "event"\ntype = "ASSAULT"\nby = "Iran"\nto = "Pakistan"\nday = 2024-01-16\n'
)
PROMISE = (
    '[[entry]]\nname = "promise"\nkind = "commitment"\nwords = "Both return"\ntype = "diplomatic_representation"\n'
    'by = ["Pakistan", "Iran"]\nstanding = "agreed"\nannounced = 2024-01-22\ndue = 2024-01-26\nfollows = "strike"\n'
)
KEPT = (
    '[[entry]]\nname = "kept"\nkind = "keeping"\nwords = "Both are back"\ncommitment = "promise"\n'
    'finding = "complied"\nday = 2024-01-26\n'
)
WHOLE = HEAD + STRIKE + PROMISE + KEPT


def write(folder: Path, text: str) -> str:
    """Write a course and return its place."""
    path = folder / "course.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def stay(first: int, last: int, words: str, tone: Tone = Tone.CALM) -> Stay:
    """Return a stay in January 2024."""
    return Stay(first=f"2024-01-{first:02}", last=f"2024-01-{last:02}", words=words, tone=tone, because=())


def lane(key: str, *stays: Stay, kind: LaneKind = LaneKind.LINE, of: tuple[str, ...] = ()) -> Lane:
    """Return a lane."""
    mark = Mark(day="2024-01-03", what="due", words="set")
    return Lane(key=key, kind=kind, label=key, words="", of=of, stays=stays, marks=(mark,))


def replay(*lanes: Lane, alternative: str | None = None, days: int = 9) -> Replay:
    """Return a replay of the first days of January 2024."""
    step = Step(name="strike", day="2024-01-02", kind="event", words="A <strike>", rests_on="", fate=Fate.KEPT)
    return Replay(
        name=alternative or "the course as it stands",
        course="A course & more",
        where="course.toml",
        alternative=alternative,
        means="means",
        sources="sources",
        dyad=("IRN", "PAK"),
        parties=("Iran", "Pakistan"),
        first="2024-01-01",
        last=f"2024-01-{days:02}",
        steps=(step,),
        lanes=lanes,
        undated=(),
    )


def playing(one: Replay, other: Replay | None = None) -> Playing:
    """Return two replays beside each other."""
    return Playing(one=one, other=other, differences=differences(one, other) if other else ())
