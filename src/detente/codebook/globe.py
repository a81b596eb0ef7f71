"""Codebook room: how far apart two points on the globe lie."""

from math import asin, cos, radians, sin, sqrt

__all__ = ["kilometres"]

_EARTH = 6371.0  # the mean radius in kilometres


def kilometres(one: tuple[float | None, float | None], other: tuple[float | None, float | None]) -> float | None:
    """Return the way over the globe between two points, by the haversine formula.

    Args:
        one: latitude and longitude in degrees, None where they are unknown.
        other: the same of the other point.

    Returns:
        kilometres along the great circle, None where a point is not known.
    """
    if one[0] is None or one[1] is None or other[0] is None or other[1] is None:
        return None
    lat, lon = radians(other[0] - one[0]) / 2, radians(other[1] - one[1]) / 2
    arc = sin(lat) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(lon) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, arc)))
