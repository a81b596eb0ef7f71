"""``detente measure list`` and ``show``: plans with what each side logged of them, side by side."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from detente.cli.notice_told import moment, plain
from detente.cli.notice_views import tell_hidden
from detente.cli.tables import show_json, show_lines, show_table
from detente.cli.wording import one_line
from detente.errors import NoticeError
from detente.records import LogRow, Measure, Occasion, Outcome

if TYPE_CHECKING:
    from detente.flow.traffic import Registry
    from detente.flow.viewing import Plans

__all__ = ["show_list", "show_one"]

_AHEAD = 4
Names = Callable[[str], str]
COLUMNS = ("id", "between", "promise", "days", "logged", "title")


def show_list(found: "Plans", registry: "Registry", *, as_json: bool) -> None:
    """Print the plans."""
    if as_json:
        show_json({"measures": [plain(one) for one in found.measures], "hidden": found.hidden})
        return
    title = f"Measures, as of {moment(found.as_of)}"
    if found.measures:
        show_table(title, COLUMNS, [_row(one) for one in found.measures], whole=2)
    else:
        show_lines(f"{title}: none")
    tell_hidden(registry, found.hidden, "measure", found.viewer)


def show_one(found: "Plans", registry: "Registry", name: str, *, as_json: bool) -> None:
    """Print one plan with its log.

    Raises:
        NoticeError: it is no plan, or may not be seen.
    """
    one = next((each for each in found.measures if each.id == name.strip().upper()), None)
    if one is None:
        shown = f" that is shown to {registry.directory.name(found.viewer)}" if found.viewer else ""
        raise NoticeError(f"is no plan{shown}", where=name, remedy="detente measure list shows those there are")
    if as_json:
        show_json(plain(one))
        return
    name_of = registry.directory.name
    show_lines(*_head(one, name_of))
    sides = one.dyad
    others = any(each.others(sides) for each in one.occasions)
    columns = ("day", *map(name_of, sides), *(("others",) if others else ()), "what follows")
    if one.occasions:
        rows = [_occasion(each, sides, name_of, others=others) for each in one.occasions]
        show_table(f"Occasions until {found.as_of[:10]}", columns, rows, whole=1)
    else:
        show_lines("No occasion yet.")
    ahead = [day for day in one.planned if day > found.as_of[:10]]
    more = f" and {len(ahead) - _AHEAD} more" if len(ahead) > _AHEAD else ""
    show_lines(f"Ahead: {', '.join(ahead[:_AHEAD]) or 'nothing'}{more}.")


def _row(one: Measure) -> tuple[str, ...]:
    days = f"{one.first} to {one.last or 'no end'}{f', every {one.every}' if one.every else ''}"
    if one.last is None and one.every is None:
        days = one.first
    title = f"{one.title}{' (withdrawn)' if one.withdrawn else ''}"
    return one.id, "-".join(one.dyad), one.commitment or "", days, counted(one), title


def counted(one: Measure) -> str:
    """Return how many occasions came out how, those that nobody logged last."""
    found = Counter(each.outcome for each in one.occasions)
    told = [f"{found[each]} {each.value.replace('_', ' ')}" for each in Outcome if found[each]]
    if found[None]:
        told.append(f"{found[None]} not logged")
    return ", ".join(told) or "no occasion yet"


def _head(one: Measure, name_of: Names) -> Iterator[str]:
    """Yield what the plan is."""
    yield f"{one.id}  {one.title}, TLP:{one.tlp.value}{', withdrawn' if one.withdrawn else ''}"
    units = "; ".join(f"{name_of(each.side)}: {each.role}" for each in one.units)
    days = _row(one)[3]
    yield "; ".join(part for part in (one.form.replace("_", " "), one.place or "", days, units) if part)
    yield f"Carries out {one.commitment}." if one.commitment else "It names no promise that it carries out."
    yield f"Logged: {counted(one)}."


def _occasion(one: Occasion, sides: tuple[str, ...], name_of: Names, *, others: bool) -> tuple[str, ...]:
    """Return the row of an occasion: what each side logged, and what follows by which rule."""
    told = [_logged(one.of(side), name_of) for side in sides]
    if others:
        told.append("\n".join(f"{name_of(each.by)}: {_logged(each, name_of)}" for each in one.others(sides)))
    outcome = one.outcome.value.replace("_", " ") if one.outcome else "unknown"
    day = one.day if one.planned else f"{one.day} (not planned)"
    return day, *told, f"{outcome}, {one.verification.value.replace('_', ' ')}: {one.reason}"


def _logged(row: LogRow | None, name_of: Names) -> str:
    """Return a log row in a cell."""
    if row is None:
        return "silent"
    told = [
        f"{row.outcome.value.replace('_', ' ')} ({row.id})",
        one_line(row.words),
        f"evidence: {one_line(row.evidence)}" if row.evidence else "",
        f"names {name_of(row.verifier)} as verifier" if row.verifier else "",
        f"laid at the door of {name_of(row.accused)}" if row.accused else "",
    ]
    return "; ".join(part for part in told if part)
