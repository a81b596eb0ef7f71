"""Exchange room: points that must not be told, and how they are found in a text however exactly they are written."""

import math
import re

__all__ = ["Points"]

# 27.3701, 62.3344 / 27.3701N 62.3344E
PAIR = re.compile(
    r"(?<![\w.])(?P<lat>[+-]?\d{1,2}\.\d+)(?P<between>\s*°?\s*[NSns]?\s*[,;/ ]\s*)"
    r"(?P<lon>[+-]?\d{1,3}\.\d+)(?![\d]|\.\d)"
)
# 27°22'N, 27° 22' 12" N
DEGREES = re.compile(
    r"(?P<whole>\d{1,3})\s*°\s*(?P<minutes>\d{1,2}(?:\.\d+)?)\s*['\u2032\u2019]"
    r"(?:\s*(?P<seconds>\d{1,2}(?:\.\d+)?)\s*[\"\u2033\u201d])?\s*(?P<way>[NSEWnsew])\b"
)
# A number as exact as this is a coordinate and no other figure.
EXACT = re.compile(r"(?<![\w.])[+-]?\d{1,3}\.\d{3,}(?![\d]|\.\d)")
CLOSE = 0.02  # degrees within which a point is the same place: two kilometres


class Points:
    """Hidden points, and the grid whose cells are told instead.

    Cells begin at whole multiples of the grid, so that those of a grid that is a multiple of another are made of whole
    cells of that one: a point that is told on both is known no better than on the finer.
    """

    def __init__(self, grid: float) -> None:
        """Take the width of a cell in degrees."""
        self._grid = grid
        self._points: set[tuple[float, float]] = set()

    def __len__(self) -> int:
        """Return how many points are hidden."""
        return len(self._points)

    def add(self, lat: float, lon: float) -> None:
        """Hide a point."""
        self._points.add((lat, lon))

    def take(self, words: str) -> str | None:
        """Hide the point that some words give and return its cell; None where they give none."""
        found = PAIR.search(words)
        if found is not None:
            lat, lon = float(found["lat"]), float(found["lon"])
            if re.search("[Ss]", found["between"]):
                lat = -lat
            if re.match(r"\s*°?\s*[Ww]\b", words[found.end() :]):
                lon = -lon
        else:
            read = {one["way"].upper() in "NS": _signed(one) for one in DEGREES.finditer(words)}
            if len(read) < 2:  # noqa: PLR2004 - a latitude and a longitude
                return None
            lat, lon = read[True], read[False]
        self.add(lat, lon)
        return f"{self.cell(lat):g}, {self.cell(lon):g}"

    def cell(self, degrees: float) -> float:
        """Return the middle of the cell of the grid that degrees lie in."""
        return round((math.floor(degrees / self._grid + 1e-9) + 0.5) * self._grid, 6)

    def hold(self, lat: float, lon: float) -> bool:
        """Tell whether a point is one that is hidden."""
        return any(abs(lat - one) < CLOSE and abs(lon - other) < CLOSE for one, other in self._points)

    def coarse(self, words: str) -> str:
        """Return words in which no hidden point stands: as a pair, in degrees and minutes, or half of it alone."""
        if not self._points:
            return words
        words = PAIR.sub(self._pair, words)
        words = DEGREES.sub(self._degrees, words)
        return EXACT.sub(self._exact, words)

    def _pair(self, found: re.Match[str]) -> str:
        lat, lon = float(found["lat"]), float(found["lon"])
        cells = {(abs(self.cell(a)), abs(self.cell(b))) for a, b in self._points}
        if (abs(self.cell(lat)), abs(self.cell(lon))) not in cells:
            return found[0]
        return f"{self.cell(lat):g}{found['between']}{self.cell(lon):g}"

    def _degrees(self, found: re.Match[str]) -> str:
        value, north = _signed(found), found["way"].upper() in "NS"
        if self.cell(value) not in {self.cell(point[not north]) for point in self._points}:
            return found[0]
        return f"{abs(self.cell(value)):g}°{found['way']}"

    def _exact(self, found: re.Match[str]) -> str:
        value = float(found[0])
        hidden = any(
            abs(abs(value) - abs(one)) < 10 ** -len(found[0].partition(".")[2]) for p in self._points for one in p
        )
        return f"{self.cell(value):g}" if hidden else found[0]


def _signed(found: re.Match[str]) -> float:
    """Return degrees, minutes and seconds as degrees, below 0 for south and west."""
    value = float(found["whole"]) + float(found["minutes"]) / 60 + float(found["seconds"] or 0) / 3600
    return -value if found["way"].upper() in "SW" else value
