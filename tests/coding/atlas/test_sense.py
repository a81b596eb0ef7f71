"""Telling apart places that share a name, on rows written by hand."""

from collections.abc import Sequence

import pytest

from detente.codebook import PlaceKind, PlaceRow
from detente.coding.atlas import AtlasConfig, Spot, key_of
from detente.coding.atlas.links import links
from detente.coding.atlas.sense import senses

CONFIG = AtlasConfig()
JOINING = frozenset({"in", "of", "the", "province", "s"})


def town(name: str, country: str, admin1: str, point: tuple[float, float], population: int) -> PlaceRow:
    """Make a row of a town."""
    return PlaceRow(
        name=name,
        country=country,
        kind=PlaceKind.CITY,
        admin1=admin1,
        lat=point[0],
        lon=point[1],
        population=population,
    )


def area(name: str, country: str, kind: PlaceKind) -> PlaceRow:
    """Make a row of a state or of a first-level division."""
    return PlaceRow(name=name, country=country, kind=kind, lat=0.0, lon=0.0, population=5_000_000)


BIG = town("Ford", "AAA", "North", (10.0, 10.0), 2_000_000)
SMALL = town("Ford", "BBB", "South", (-30.0, 100.0), 20_000)
NEIGHBOUR = town("Mill", "BBB", "South", (-30.2, 100.1), 15_000)
ROWS = {
    "Ford": (BIG, SMALL),
    "Mill": (NEIGHBOUR,),
    "South": (area("South", "BBB", PlaceKind.DIVISION1),),
    "Beland": (area("Beland", "BBB", PlaceKind.COUNTRY),),
    "Aland": (area("Aland", "AAA", PlaceKind.COUNTRY),),
    "Nowhere": (),
}


def spots(text: str) -> list[Spot]:
    """Return the spots of a text whose words the rows know."""
    found = []
    at = 0
    for word in text.split():
        name = word.strip(",.()").removesuffix("'s")
        start = text.index(name, at)
        at = start + len(name)
        if name in ROWS:
            found.append(Spot(start=start, end=start + len(name), key=key_of(name), rows=ROWS[name]))
    return found


def meant(text: str) -> list[str | None]:
    """Return the country of the place that each name of a text means."""
    names = spots(text)
    found = senses(names, list(links(names, text, JOINING, CONFIG)), CONFIG)
    return [sense.row.country if sense is not None else None for sense in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("They met in Ford.", ["AAA"], id="A name alone means the biggest place"),
        pytest.param("They met in Ford, South.", ["BBB", "BBB"], id="A division behind a comma decides"),
        pytest.param("They met in Ford (Beland).", ["BBB", "BBB"], id="A state in brackets decides"),
        pytest.param("They met in Ford in the South.", ["BBB", "BBB"], id="A state tied by a word decides"),
        pytest.param("They met in South's Ford.", ["BBB", "BBB"], id="A division that owns a town decides"),
        pytest.param("Ford and Mill held talks.", ["BBB", "BBB"], id="A neighbour in the text decides"),
        pytest.param("Envoys of Aland went to Ford.", ["AAA", "AAA"], id="The state of the actors decides"),
        pytest.param("Nowhere is near Ford.", [None, "AAA"], id="A name without rows has no sense"),
        pytest.param("", [], id="A text without names has no senses"),
    ],
)
def test_a_name_means(text: str, wanted: Sequence[str | None]) -> None:
    assert meant(text) == wanted


def test_all_mentions_of_a_name_mean_the_same_place() -> None:
    assert meant("Ford was quiet. In Ford, South, shops opened. Ford slept.") == ["BBB", "BBB", "BBB", "BBB"]


def test_the_probabilities_of_a_name_sum_to_one_and_fall() -> None:
    (sense,) = senses(spots("They met in Ford."), [], CONFIG)
    assert sense is not None
    shares = [share for _, share in sense.ranked]
    assert sum(shares) == pytest.approx(1.0, abs=1e-5)
    assert shares == sorted(shares, reverse=True)


def test_a_town_and_the_county_around_it_are_one_place() -> None:
    county = PlaceRow(name="Ford County", country="AAA", kind=PlaceKind.DIVISION2, admin1="North", lat=10.1, lon=10.1)
    spot = Spot(start=0, end=4, key="ford", rows=(BIG, county, SMALL))
    (sense,) = senses([spot], [], CONFIG)
    assert sense is not None
    assert [row.kind for row, _ in sense.ranked] == [PlaceKind.CITY, PlaceKind.CITY]


def test_a_division_as_big_as_a_state_speaks_less_for_its_far_towns() -> None:
    north, south = (town(name, "BBB", "South", (lat, 100.0), 20_000) for name, lat in (("Ford", 0.0), ("Mill", 40.0)))
    near = town("Mill", "BBB", "South", (6.0, 100.0), 20_000)
    found = []
    for other in (near, south):
        names = [
            Spot(start=0, end=4, key="ford", rows=(BIG, north)),
            Spot(start=5, end=9, key="mill", rows=(other,)),
        ]
        sense = senses(names, [], CONFIG)[0]
        assert sense is not None
        found.append(next(share for row, share in sense.ranked if row is north))
    assert found[0] > found[1]
