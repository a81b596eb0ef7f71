"""The shipped tables are whole, and a broken line is refused by file, line and remedy."""

import csv
import shutil
from pathlib import Path

import pytest

from detente.codebook import Codebook, load
from detente.codebook.actor_tables import FOLDER
from detente.codebook.audit import audit
from detente.errors import CodebookError

HEADER = "kind,id,name,variants,country,sector,office,from,to\n"

STATES = (
    "AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA "
    "CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH "
    "FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA "
    "JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX "
    "MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG "
    "POL PRK PRT PRY PSE QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR "
    "TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA UKR URY USA UZB VAT VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE TWN "
    "XKX ESH SUN YUG CSK DDR"
)


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def test_every_state_is_there_and_nearly_every_one_has_a_demonym(book: Codebook) -> None:
    assert not set(STATES.split()) - book.countries
    named = {row.id for row in book.actors.rows if row.kind == "demonym"}
    assert len(set(STATES.split()) - named) <= 3


def test_there_are_the_sixteen_types_with_the_settled_scores(book: Codebook) -> None:
    assert len(book.types) == 16
    assert book.types["ACCUSE"].score == -3
    assert book.types["SANCTION"].quad == "material_conflict"
    assert book.score("ASSAULT", ("heavy-weapons",)) == -9.5
    assert book.score("PROTEST", ("vandalize",)) == -5
    assert len(book.commitments) == 30


def test_the_tables_have_the_breadth_that_is_promised(book: Codebook) -> None:
    rows = book.actors.rows
    assert sum(row.kind == "group" for row in rows) >= 250
    dated = [row for row in rows if row.kind == "person" and row.office and row.start]
    assert len(dated) >= 1200
    assert len({row.country for row in dated}) >= 90


def test_no_id_names_two_kinds_of_things(book: Codebook) -> None:
    kinds: dict[str, set[str]] = {}
    for row in book.actors.rows:
        family = "country" if row.kind in {"country", "demonym", "capital"} else row.kind
        kinds.setdefault(row.id, set()).add(family)
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}


def test_a_country_spelling_is_shared_only_by_the_koreas_and_the_congos(book: Codebook) -> None:
    owners: dict[str, set[str]] = {}
    for row in book.actors.rows:
        if row.kind in {"country", "demonym", "capital"}:
            for spelling in row.spellings():
                owners.setdefault(spelling.casefold(), set()).add(row.id)
    assert {name for name, found in owners.items() if len(found) > 1} == {"congo", "congolese", "korea"}


def test_the_machine_made_tables_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.csv")) < 4_000_000
    assert sum(path.stat().st_size for path in FOLDER.glob("*.npz")) < 17_000_000


@pytest.mark.parametrize(
    ("line", "what", "remedy"),
    [
        ("person,x,X Y,,PAK,GOVT,minister,,", "unknown sector 'GOVT'", "use one of"),
        ("persn,x,X Y,,PAK,GOV,minister,,", "unknown kind 'persn'", "use one of"),
        ("person,x,X Y,,PKA,GOV,minister,,", "unknown country 'PKA'", "alpha-3"),
        ("person,x,X Y,,PAK,GOV,minister,2024-13,", "bad date '2024-13'", "YYYY-MM"),
        ("person,x,X Y,,PAK,GOV,minister,2023-02-29,", "bad date '2023-02-29'", "YYYY-MM"),
        ("person,x,X Y,,PAK,GOV,minister,2024-01,2023-12", "later than", "exchange"),
        ("person,,X Y,,PAK,GOV,minister,,", "no id", "give the row"),
        ("person,x,X Y,,,GOV,minister,,", "without a country", "alpha-3"),
        ("person,x,X Y,PAK,GOV,minister,,", "8 fields instead of 9", "every column"),
    ],
)
def test_a_broken_line_of_a_users_table_names_file_line_and_remedy(
    tmp_path: Path, line: str, what: str, remedy: str
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(HEADER + "group,g,Some Group,,PAK,REB,,,\n" + line + "\n", "utf-8")
    with pytest.raises(CodebookError) as caught:
        load(actors=file)
    assert caught.value.where == f"{file}, line 3"
    assert what in caught.value.what
    assert remedy in caught.value.remedy


def test_a_row_given_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(HEADER + "group,g,Some Group,,PAK,REB,,,\n" * 2, "utf-8")
    with pytest.raises(CodebookError, match="duplicate of line 2"):
        load(actors=file)


def test_a_table_with_unknown_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("kind,id,label\n", "utf-8")
    with pytest.raises(CodebookError, match=r"line 1: unknown columns kind,id,label; the header must be kind,id,name"):
        audit(file)


def test_a_missing_or_undecodable_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="cannot be read"):
        audit(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes(HEADER.encode() + "group,g,Séléka,,CAF,REB,,,\n".encode("latin-1"))
    with pytest.raises(CodebookError, match="is not UTF-8"):
        audit(tmp_path / "latin.csv")


@pytest.mark.parametrize(
    ("file", "line", "what"),
    [
        ("modes.csv", "ASAULT,aerial,-9,x", "unknown type 'ASAULT'"),
        ("modes.csv", "ASSAULT,aerial,-9,x", "duplicate id 'ASSAULT/aerial'"),
        ("modes.csv", "ASSAULT,new,much,x", "score 'much' is no number"),
        ("types.csv", "NEW,verbal,1,no,x,x", "unknown quad 'verbal'"),
        ("types.csv", "NEW,verbal_conflict,1,maybe,x,x", "unknown target_required 'maybe'"),
        ("statuses.csv", "maybe,x", "maybe missing or unknown"),
        ("sectors.csv", "GOV,x", "duplicate id 'GOV'"),
        ("countries.csv", "ZZ,Nowhere,,,,,,,", "'ZZ' is no country code"),
        ("countries.csv", "nowhere,Nowhere,,,,ZZZ,,,", "unknown country 'ZZZ'"),
        ("agents.csv", "trooper,troopers,MLI,", "unknown sector 'MLI'"),
        ("areas.csv", "Nowhere,,PAK/ZZZ,,area,,,,", "unknown country 'PAK/ZZZ'"),
        ("places.csv", "Nowhere,PAK,city,many", "population 'many' is no number"),
    ],
)
def test_a_typo_in_a_rule_file_names_it(tmp_path: Path, file: str, line: str, what: str) -> None:
    folder = tmp_path / "data"
    shutil.copytree(FOLDER, folder)
    path = folder / file
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, line, ""]), "utf-8")
    with pytest.raises(CodebookError) as caught:
        load(folder=folder)
    assert what in caught.value.what
    assert file in caught.value.where
    if file != "statuses.csv":
        assert caught.value.where.endswith(f"line {len(lines) + 1}")


def test_a_users_table_adds_replaces_and_comes_first(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    rows = [
        "group,new-front,New Front of Nowhere,NFN,PAK,REB,,,",
        "person,jalil-abbas-jilani,Jalil Abbas Jilani,,PAK,GOV,foreign minister,2023-08,2023-09",
        "place,hideout,Hidden Valley,,IRN,,,,",
        "# a remark, with a comma",
    ]
    file.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    assert audit(file).rows == 3
    book = load(actors=file)
    (match,) = book.actors.scan(["the", "NFN", "attacked"])
    assert (match.actor.id, match.actor.country, match.actor.sector) == ("new-front", "PAK", "REB")
    assert book.actors.holders("PAK", "foreign minister", on="2024-01-18") == ()
    place = book.places.lookup("Hidden Valley")
    assert place is not None
    assert place.country == "IRN"


def test_the_tables_are_plain_csv_that_a_spreadsheet_opens() -> None:
    for path in FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert len({len(row) for row in csv.reader(file) if row and not row[0].startswith("#")}) == 1, path.name
