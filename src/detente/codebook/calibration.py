"""Codebook room: how sure a field is, given what the votes on it add up to: a monotone table fitted on the corpus."""

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from detente.codebook.rows import read_rows

__all__ = ["Calibration", "load_calibration"]

COLUMNS = ("field", "raw", "share")


@dataclass(frozen=True, slots=True)
class Calibration:
    """For each field the points (raw score, share that was right) of a rising line."""

    points: dict[str, tuple[tuple[float, float], ...]]

    def sure(self, field: str, raw: float) -> float:
        """Return the share of such fields that was right: on the line between the points, the raw score without one."""
        points = self.points.get(field)
        if not points:
            return raw
        at = bisect_left(points, (raw, 0.0))
        if at == 0:
            return points[0][1]
        if at == len(points):
            return points[-1][1]
        (x0, y0), (x1, y1) = points[at - 1 : at + 1]
        return y0 + (y1 - y0) * (raw - x0) / max(x1 - x0, 1e-9)


def load_calibration(path: Path) -> Calibration:
    """Return the table of a file.

    Raises:
        CodebookError: a line is broken.
    """
    points: dict[str, list[tuple[float, float]]] = {}
    for line, (field, raw, share) in read_rows(path, COLUMNS):
        try:
            points.setdefault(field, []).append((float(raw), float(share)))
        except ValueError:
            raise line.error(f"{raw!r} or {share!r} is no number", "write numbers from 0 to 1") from None
    return Calibration({field: tuple(sorted(rows)) for field, rows in points.items()})
