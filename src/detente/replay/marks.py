"""Replay room: what is marked on a day of a lane, each kind with a shape of its own, so that colour is never needed."""

from detente.records import Mark
from detente.replay.drawing import Sheet
from detente.replay.words import WORDS

__all__ = ["put_mark"]

_R = 5.0


def put_mark(sheet: Sheet, mark: Mark, x: float, y: float) -> None:
    """Put a mark on the sheet with its middle at a point."""
    group = sheet.group("mark")
    sheet.told(group, f"{mark.day} {WORDS['marks'].get(mark.what, mark.what)}: {mark.words}".strip())
    match mark.what:
        case "due":
            sheet.put("path", d=_path((x, y - _R - 1), (x + _R, y), (x, y + _R + 1), (x - _R, y)), cls="due")
        case "used" | "done":
            sheet.put("circle", cx=x, cy=y, r=_R - 0.5, cls="used")
        case "alleged" | "verified":
            sheet.put(
                "path", d=_path((x, y - _R), (x + _R, y + _R - 1), (x - _R, y + _R - 1)), cls=f"breach {mark.what}"
            )
        case "force":
            sheet.put("path", d=f"M{x:.1f} {y - 6:.1f}v12M{x - 5:.1f} {y - 3.5:.1f}l10 7m0 -7l-10 7", cls="force")
        case "not_done":
            sheet.put("path", d=f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8", cls="cross")
        case _:
            sheet.put("circle", cx=x, cy=y, r=_R - 0.5, cls="outcome hollow")
            if mark.what == "disputed":
                sheet.put("path", d=f"M{x:.1f} {y - 4.5:.1f}a4.5 4.5 0 0 1 0 9z", cls="outcome")
    sheet.end()


def _path(*points: tuple[float, float]) -> str:
    """Return a closed path through points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "z"
