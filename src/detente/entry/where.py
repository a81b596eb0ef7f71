"""Entry room: which place a name in an entry is, by the place tables, its country and the parties' soil."""

from collections.abc import Collection
from dataclasses import replace

from detente.codebook import Codebook, PlaceRow
from detente.entry.config import Config
from detente.entry.problems import WrongError
from detente.entry.who import Actors
from detente.records import Evidence, Place, PlaceCandidate

__all__ = ["Places"]

_DEGREES = (90.0, 180.0)


class Places:
    """Finds places by name."""

    def __init__(self, book: Codebook, actors: Actors, config: Config) -> None:
        self._book = book
        self._actors = actors
        self._config = config

    def find(self, text: str, soils: Collection[str], evidence: Evidence) -> Place:
        """Return the place of ``NAME`` or ``NAME, COUNTRY``; ``soils`` are the states where it is looked for first.

        Raises:
            WrongError: the country is none, or the name is that of places in several countries.
        """
        rows = self._book.places.candidates(text)
        name, comma, behind = text.rpartition(",")
        country = None
        if comma and not rows:
            country = self._actors.state(behind.strip())
            rows = tuple(row for row in self._book.places.candidates(name.strip()) if country in row.countries)
        if not rows:
            told = name.strip() if comma else text
            return Place(name=told, country=country, evidence=evidence, reason="entered; in no table of places")
        return self._place(text, rows, soils, evidence)

    def point(self, text: str) -> tuple[float, float]:
        """Return latitude and longitude.

        Raises:
            WrongError: the text holds none.
        """
        parts = [part for part in text.replace(";", ",").split(",") if part.strip()]
        try:
            lat, lon = map(float, parts)
        except ValueError as error:
            raise WrongError(f"{text!r} is no point", "write latitude and longitude as 27.12, 63.45") from error
        if not (abs(lat) <= _DEGREES[0] and abs(lon) <= _DEGREES[1]):
            raise WrongError(f"{text!r} lies on no map", "write latitude -90 to 90, then longitude -180 to 180")
        return lat, lon

    def at(self, point: tuple[float, float], place: Place | None, evidence: Evidence) -> Place:
        """Return a place at a point."""
        lat, lon = point
        if place is None:
            place = Place(name=f"{lat}, {lon}", country=None, evidence=evidence, reason="entered as a point")
        return replace(place, lat=lat, lon=lon)

    def _place(self, text: str, rows: tuple[PlaceRow, ...], soils: Collection[str], evidence: Evidence) -> Place:
        near = tuple(row for row in rows if set(row.countries) & set(soils))
        chosen = near or rows
        best = chosen[0]
        rival = next((row for row in chosen if row.countries != best.countries), None)
        if rival is not None and not near and not self._dominates(best, rival):
            several = list(dict.fromkeys(row.country for row in rows if row.country))[: self._config.suggestions]
            choices = " or ".join(f"{text}, {code}" for code in several)
            raise WrongError(f"{text!r} is a place in several countries", f"write {choices}")
        others = tuple(_candidate(row) for row in rows if row != best)[: self._config.suggestions]
        return Place(
            name=best.name,
            country=best.country,
            evidence=evidence,
            kind=best.kind.value,
            admin1=best.admin1,
            lat=best.lat,
            lon=best.lon,
            score=1.0 if len(rows) == 1 else None,
            reason="entered; on the soil of a party" if near and len(rows) > 1 else "entered",
            candidates=others,
        )

    def _dominates(self, best: PlaceRow, rival: PlaceRow) -> bool:
        """Whether a place is so much bigger than the next of its name that nobody means the other."""
        return best.own or (best.population or 0) >= self._config.dominance * max(rival.population or 0, 1)


def _candidate(row: PlaceRow) -> PlaceCandidate:
    return PlaceCandidate(
        name=row.name, country=row.country, admin1=row.admin1, kind=row.kind.value, lat=row.lat, lon=row.lon, score=0.0
    )
