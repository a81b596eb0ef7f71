"""Every place of a name is found, short forms only as they are written, and a user's file mends a wrong row."""

import math
from pathlib import Path

import pytest

from detente.codebook import Codebook, PlaceKind, PlaceRow, load
from detente.codebook.actor_tables import FOLDER
from detente.codebook.gazetteer import Gazetteer, digest, fold, load_gazetteer, pack_sorted
from detente.errors import CodebookError

HEADER = "name,variants,country,admin1,kind,lat,lon,population,doubtful\n"


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def first(book: Codebook, phrase: str) -> tuple[str | None, str, str | None]:
    row = book.places.candidates(phrase)[0]
    return row.country, row.kind.value, row.admin1


def table(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "places.csv"
    file.write_text(HEADER + "\n".join(lines) + "\n", "utf-8")
    return file


@pytest.mark.parametrize(
    ("phrase", "country", "kind", "admin1"),
    [
        ("Panjgur", "PAK", "city", "Balochistan"),
        ("KECH DISTRICT", "PAK", "division2", "Balochistan"),
        ("the province of Balochistan", "PAK", "division1", None),
        ("Sistan-Baluchestan", "IRN", "division1", None),
        ("Idlib governorate", "SYR", "division1", None),
        ("Hennepin County", "USA", "division2", "Minnesota"),
        ("Fort Worth", "USA", "city", "Texas"),
        ("Ft. Worth", "USA", "city", "Texas"),
        ("northern Iraq", "IRQ", "region", None),
        ("eastern Syria", "SYR", "country", None),
        ("Iranian", "IRN", "demonym", None),
        ("Ohioans", "USA", "demonym", None),
        ("W.Va.", "USA", "division1", None),
        ("S.C.", "USA", "division1", None),
        ("B.C.", "CAN", "division1", None),
        ("Durand Line", "PAK/AFG", "line", None),
        ("Strait of Hormuz", "IRN/OMN", "water", None),
        ("Persian Gulf", None, "water", None),
        ("Middle East", None, "region", None),
        ("Natanz", "IRN", "city", "Isfahan"),
        ("Fordow", "IRN", "facility", None),
        ("Europe", None, "continent", None),
        ("Torkham border crossing", "PAK/AFG", "facility", None),
        ("Iran's", "IRN", "country", None),
    ],
)
def test_a_phrase_gives_the_place_that_news_mean_first(
    book: Codebook, phrase: str, country: str | None, kind: str, admin1: str | None
) -> None:
    assert first(book, phrase)[:2] == (country, kind)
    assert admin1 is None or first(book, phrase)[2] == admin1


@pytest.mark.parametrize("phrase", ["sc", "bc", "w va", "calif", "Calif", "mo", "Nowhere-at-all", ""])
def test_short_forms_count_only_as_they_are_written(book: Codebook, phrase: str) -> None:
    assert all(row.kind is not PlaceKind.DIVISION1 for row in book.places.candidates(phrase))


def test_of_the_words_around_a_name_the_longest_is_taken_off_first(book: Codebook) -> None:
    assert book.places.candidates("North Eastern Nigeria") == book.places.candidates("northern Nigeria")


def test_every_short_form_and_people_leads_to_a_place_with_a_point(book: Codebook) -> None:
    for name in ("abbreviations.csv", "demonyms.csv"):
        for line in (FOLDER / name).read_text("utf-8").splitlines()[1:]:
            spelling, place, country, _ = line.split(",")
            found = [row for row in book.places.candidates(spelling) if row.country == country]
            assert found, (spelling, place)
            assert found[0].lat is not None


def test_every_hand_written_place_has_a_point(book: Codebook) -> None:
    for name in ("areas.csv", "landmarks.csv"):
        for line in (FOLDER / name).read_text("utf-8").splitlines()[1:]:
            rows = [row for row in book.places.candidates(line.split(",")[0]) if row.own]
            assert rows, line
            assert all(row.lat is not None for row in rows), line


def test_all_places_of_a_name_are_given_with_their_divisions(book: Codebook) -> None:
    found = {row.admin1 for row in book.places.candidates("Springfield") if row.country == "USA"}
    assert {"Illinois", "Missouri", "Massachusetts"} <= found
    assert {row.country for row in book.places.candidates("Hyderabad")} >= {"IND", "PAK"}


def test_the_seat_of_a_government_is_a_capital(book: Codebook) -> None:
    capitals = {row.country for row in book.places.candidates("Washington") if row.kind is PlaceKind.CAPITAL}
    assert capitals == {"USA"}
    (row,) = [row for row in book.places.candidates("Tehran") if row.kind is PlaceKind.CAPITAL]
    assert math.dist((row.lat or 0, row.lon or 0), (35.69, 51.42)) < 0.1


@pytest.mark.parametrize("name", ["Reading", "Mobile", "Nice", "Split", "Of", "Police", "Chad Smith"])
def test_an_ordinary_word_is_marked_as_doubtful(book: Codebook, name: str) -> None:
    assert all(row.doubtful or row.alias or row.own for row in book.places.candidates(name))


def test_a_well_known_name_is_not_doubtful(book: Codebook) -> None:
    assert not book.places.candidates("Karachi")[0].doubtful
    assert not book.places.candidates("Zahedan")[0].doubtful


def spans(book: Codebook, sentence: str) -> list[tuple[str, str | None]]:
    words = sentence.split()
    return [(" ".join(words[hit.start : hit.end]), hit.places[0].country) for hit in book.places.find(words)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("in the Gulf of Aden and Aden", [("Gulf of Aden", None), ("Aden", "YEM")]),
        ("at al - Tanf near the border", [("al - Tanf", "SYR")]),
        ("in Charleston , W. Va. , on Friday", [("Charleston", "USA"), ("W. Va.", "USA")]),
        ("in Columbia , S.C .", [("Columbia", "USA"), ("S.C .", "USA")]),
        ("St. Louis and Saint Louis", [("St. Louis", "USA"), ("Saint Louis", "USA")]),
        ("the Afghan-Pakistani border", [("Afghan-Pakistani", "AFG")]),
        ("along the Line of Control", [("Line of Control", "IND/PAK")]),
        ("reading on the mobile police", []),
        ("Kech , Turbat", [("Kech", "PAK"), ("Turbat", "PAK")]),
    ],
)
def test_the_longest_name_with_a_capital_is_found(
    book: Codebook, sentence: str, expected: list[tuple[str, str | None]]
) -> None:
    assert spans(book, sentence) == expected


def test_a_users_file_adds_a_place_and_comes_first(tmp_path: Path) -> None:
    mine = load(places=table(tmp_path, "Hidden Valley,Wadi Example|Hidden Vale,IRN,Kerman,region,29.5,57.5,,"))
    for name in ("Hidden Valley", "wadi example"):
        row = mine.places.candidates(name)[0]
        assert (row.country, row.admin1, row.lat, row.lon, row.own) == ("IRN", "Kerman", 29.5, 57.5, True)
    assert mine.places.lookup("Hidden Vale") is not None


def test_a_users_row_takes_the_place_of_ours_with_its_name_country_and_kind(tmp_path: Path, book: Codebook) -> None:
    ours = [row for row in book.places.candidates("Zahedan") if row.kind is PlaceKind.CITY and row.country == "IRN"]
    mine = load(places=table(tmp_path, "Zahedan,,IRN,,city,29.6,60.9,600000,"))
    (row,) = [row for row in mine.places.candidates("Zahedan") if row.kind is PlaceKind.CITY and row.country == "IRN"]
    assert ours
    assert (row.lat, row.population) == (29.6, 600000)


def test_a_users_row_of_kind_none_takes_a_name_out(tmp_path: Path, book: Codebook) -> None:
    mine = load(
        places=table(tmp_path, "Zahedan,,IRN,,none,,,,", "Springfield,,USA,Ohio,none,,,,", "Quetta,,,,none,,,,")
    )
    assert book.places.lookup("Quetta") is not None
    assert mine.places.lookup("Quetta") is None
    assert mine.places.candidates("Quetta") == ()
    assert all(row.country != "IRN" for row in mine.places.candidates("Zahedan"))
    states = {row.admin1 for row in mine.places.candidates("Springfield")}
    assert "Ohio" not in states
    assert "Illinois" in states


def test_a_users_row_without_a_point_prefers_one_of_ours(tmp_path: Path, book: Codebook) -> None:
    mine = load(places=table(tmp_path, "Springfield,,USA,Ohio,city,,,,"))
    ours = next(row for row in book.places.candidates("Springfield") if row.admin1 == "Ohio")
    row = mine.places.candidates("Springfield")[0]
    assert (row.admin1, row.lat, row.own) == ("Ohio", ours.lat, True)


@pytest.mark.parametrize(
    ("line", "what", "remedy"),
    [
        ("Nowhere,,PKA,,city,1,1,,", "unknown country 'PKA'", "alpha-3"),
        ("Nowhere,,PAK,,town,1,1,,", "unknown kind 'town'", "use one of"),
        ("Nowhere,,PAK,,city,1,,,", "needs both", "leave both empty"),
        ("Nowhere,,PAK,,city,91,1,,", "lat 91 is no degree", "up to 90"),
        ("Nowhere,,PAK,,city,north,1,,", "lat 'north' is no number", "number"),
        ("Nowhere,,PAK,,city,1,1,many,", "population 'many' is no number", "digits"),
        ("Nowhere,,PAK,,city,1,1,,perhaps", "unknown doubtful 'perhaps'", "use one of"),
        (",,PAK,,city,1,1,,", "no name", "name"),
        ("Nowhere,PAK,city", "3 fields instead of 9", "every column"),
        ("Nowhere,,PAK,,city,nan,1,,", "lat nan is no degree", "up to 90"),
        ("...,,PAK,,city,1,1,,", "has no letter or digit", "name"),
        ("SOMEWHERE,,PAK,,city,31,71,,", "duplicate of line 2", "admin1"),
        (f"{'a' * 200_000},,PAK,,city,1,1,,", "is no CSV", "quote"),
    ],
)
def test_a_broken_line_of_a_users_places_names_file_line_and_remedy(
    tmp_path: Path, line: str, what: str, remedy: str
) -> None:
    file = table(tmp_path, "Somewhere,,PAK,,city,30,70,,", line)
    with pytest.raises(CodebookError) as caught:
        load(places=file)
    assert caught.value.where == f"{file}, line 3"
    assert what in caught.value.what
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ("", "the file is empty", HEADER.strip()),
        (HEADER.replace(",", ";"), "unknown columns", "divide the fields by commas"),
        (HEADER.replace(",", "\t"), "unknown columns", "divide the fields by commas"),
        ("name,lat,lon\n", "unknown columns", HEADER.strip()),
        (f"{HEADER}Some\0where,,PAK,,city,1,1,,\n", "no text", "UTF-8"),
    ],
)
def test_a_file_that_is_no_table_of_places_is_refused(tmp_path: Path, text: str, what: str, remedy: str) -> None:
    file = tmp_path / "places.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(CodebookError) as caught:
        load(places=file)
    assert str(file) in caught.value.where
    assert what in caught.value.what
    assert remedy in caught.value.remedy


def test_two_places_of_a_name_in_two_divisions_are_no_duplicates(tmp_path: Path) -> None:
    rows = ("Twinville,,USA,Ohio,city,40,-82,,", "Twinville,,USA,Texas,city,31,-99,,")
    found = load(places=table(tmp_path, *rows)).places.candidates("Twinville")
    assert {row.admin1 for row in found} == {"Ohio", "Texas"}


def test_the_gazetteer_has_the_breadth_that_is_promised(book: Codebook) -> None:
    gazetteer = load_gazetteer(FOLDER / "places.npz")
    kinds = [gazetteer.kind(row) for row in range(len(gazetteer))]
    assert kinds.count(PlaceKind.CITY) >= 170_000
    assert kinds.count(PlaceKind.CAPITAL) >= 200
    assert kinds.count(PlaceKind.DIVISION1) >= 3_500
    counties = sum(k is PlaceKind.DIVISION2 and gazetteer.country(row) == "USA" for row, k in enumerate(kinds))
    assert counties >= 3_100
    assert (FOLDER / "places.npz").stat().st_size < 15_000_000
    assert len(book.places) > len(gazetteer)


def test_a_packed_gazetteer_gives_back_what_was_put_in() -> None:
    keys = sorted({digest(name): name for name in ("alpha", "beta", "gamma delta")}.items())
    gazetteer = load_gazetteer(FOLDER / "places.npz")
    assert isinstance(gazetteer, Gazetteer)
    planes = pack_sorted(key for key, _ in keys)
    assert planes.shape == (8, 3)
    assert gazetteer.entries("no such place at all") == ()
    assert gazetteer.longest("zzzzqqq") == 0


def test_names_fold_their_saints_and_forts() -> None:
    same = {"st": "saint", "ft": "fort"}
    assert fold("St. Petersburg", same) == fold("Saint-Petersburg", same) == "saint petersburg"
    assert fold("FT. WORTH", same) == "fort worth"


def test_a_place_tells_its_countries() -> None:
    assert PlaceRow(name="Durand Line", country="PAK/AFG", kind=PlaceKind.LINE).countries == ("PAK", "AFG")
    assert PlaceRow(name="Baltic Sea", country=None, kind=PlaceKind.WATER).countries == ()
