"""Middle points of the divisions in TopoJSON files: counties and states of the USA, first-level divisions of others."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Shape", "read_shapes"]

Point = tuple[float, float]


class Shape(NamedTuple):
    """A named outline's identifier, name and middle (lat, lon)."""

    id: str
    name: str
    lat: float
    lon: float


def _arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Undo the quantisation: every arc as a list of (lon, lat)."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        found.append(points)
    return found


def _middle(ring: list[Point]) -> tuple[float, float, float]:
    """Return the area of a ring and its centroid (shoelace formula), x and y weighted with the area."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return area / 2, x / 6, y / 6


def _rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """Yield the outer rings of a shape, as arc numbers."""
    parts = geometry.get("arcs", [])
    for polygon in [parts] if geometry["type"] == "Polygon" else parts:
        yield polygon[0]


def _centroid(geometry: dict[str, Any], arcs: list[list[Point]]) -> tuple[float, float] | None:
    """Return (lat, lon) of the largest outline of a shape."""
    best = (0.0, 0.0, 0.0)
    for ring in _rings(geometry):
        points = [point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]
        area, x, y = _middle(points) if points else best
        sign = 1 if area > 0 else -1  # rings run either way round
        best = max(best, (sign * area, sign * x, sign * y))
    return (best[2] / best[0], best[1] / best[0]) if best[0] else None


def read_shapes(path: Path, layer: str) -> Iterator[Shape]:
    """Yield the named shapes of one layer."""
    topology = json.loads(path.read_text("utf-8"))
    arcs = _arcs(topology)
    for geometry in topology["objects"][layer]["geometries"]:
        name = geometry.get("properties", {}).get("name")
        point = _centroid(geometry, arcs) if name and geometry["type"] else None
        if point is not None:
            yield Shape(str(geometry.get("id", "")), name, *point)
