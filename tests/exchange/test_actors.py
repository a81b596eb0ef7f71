"""Actor dictionaries of PETRARCH as rows of the actor table."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.codebook import load
from detente.exchange import ACTOR_COLUMNS, ActorRow, Exchange
from detente.records import Skipped

Convert = Callable[..., tuple[list[ActorRow], list[Skipped]]]


@pytest.fixture
def convert(exchange: Exchange, tmp_path: Path) -> Convert:
    def converter(text: str, *, until: str = "", missing: bool = False) -> tuple[list[ActorRow], list[Skipped]]:
        path = tmp_path / "dictionary.txt"
        path.write_text(text, encoding="utf-8")
        found = list(exchange.actors([path], until=until, missing=missing))
        return [one for one in found if isinstance(one, ActorRow)], [one for one in found if isinstance(one, Skipped)]

    return converter


def test_dated_roles_become_rows_of_one_person(convert: Convert) -> None:
    rows, skipped = convert(
        "# a remark\n"
        "EGON_INVENTED_  # from nowhere\n"
        "+PRESIDENT_INVENTED_\n"
        "\t[AUTELI 600101-700101]\n"
        "\t[AUTGOV 19700102-751231] [AUTGOV >800101]\n"
        "\t[AUTELI]\n"
    )
    assert skipped == []
    assert {(row.kind, row.id, row.name, row.variants) for row in rows} == {
        ("person", "egon-invented-aut", "Egon Invented", "President Invented")
    }
    assert [(row.country, row.sector, row.start, row.end) for row in rows] == [
        ("AUT", "ELI", "1960-01-01", "1970-01-01"),
        ("AUT", "GOV", "1970-01-02", "1975-12-31"),
        ("AUT", "GOV", "1980-01-01", ""),
        ("AUT", "ELI", "", ""),
    ]


@pytest.mark.parametrize(
    ("code", "kind", "country", "sector"),
    [
        ("NGAREB", "group", "NGA", "REB"),
        ("IMGMUSALQ", "group", "IMG", "REB"),
        ("AFGMIL", "body", "AFG", "MIL"),
        ("USAGOVLEG", "body", "USA", "LEG"),
        ("USAGOVMIL", "body", "USA", "GOV"),
        ("IGOUNO", "organisation", "UNO", ""),
        ("IGOEUREEC", "organisation", "EUR", ""),
        ("NGOHRI", "organisation", "NGO", "SOC"),
        ("MNCUSA", "organisation", "MNC", ""),
        ("KSVGOV >080217", "person", "XKX", "GOV"),
        ("NOR", "country", "NOR", ""),
    ],
)
def test_the_code_says_kind_country_and_sector(
    convert: Convert, code: str, kind: str, country: str, sector: str
) -> None:
    (row,) = convert(f"WHOLLY_INVENTED_NAME_ [{code}]\n")[0]
    assert (row.kind, row.country, row.sector) == (kind, country, sector)


def test_names_are_written_as_texts_write_them(convert: Convert) -> None:
    (row,) = convert("FRONT_OF_THE_NORTH_(FOTN)_ [PAKREB]\n+FN_\n+O'NEILL'S_MEN\n+FRONT_OF_THE_NORTH_(GREECE)\n")[0]
    assert row.name == "Front of the North"
    assert row.variants.split("|") == ["FOTN", "FN", "O'Neill's Men"]


def test_names_of_a_state_that_our_tables_have_are_left_out(convert: Convert) -> None:
    rows, skipped = convert("AFGHANISTAN_ [AFG]\n+KABUL_\n+HERAT_\n+AFGJANISTAN_\n")
    assert [(row.kind, row.name, row.variants) for row in rows] == [("country", "Afgjanistan", "")]
    assert skipped == []


def test_a_name_of_ours_keeps_its_id_and_its_spellings(convert: Convert) -> None:
    (row,) = convert("HAQQANI_NETWORK [AFGREB]\n+BOKOS_INVENTED_\n")[0]
    assert row.id == "haqqani-network"
    assert "Bokos Invented" in row.variants.split("|")
    assert "Haqqanis" in row.variants.split("|")


def test_a_term_left_open_ends_where_ours_ends_or_on_the_day_given(convert: Convert) -> None:
    text = "HAMID_KARZAI_\n\t[AFGGOV >011222]\nEGON_INVENTED_\n\t[AUTGOV >100501]\n"
    assert [row.end for row in convert(text)[0]] == ["2014-09", ""]
    assert [row.end for row in convert(text, until="2017-06")[0]] == ["2014-09", "2017-06"]


def test_only_what_our_table_lacks_can_be_asked_for(convert: Convert) -> None:
    rows, _ = convert("HAMID_KARZAI_\n\t[AFGGOV >011222]\nEGON_INVENTED_\n\t[AUTGOV >100501]\n", missing=True)
    assert [row.name for row in rows] == ["Egon Invented"]


def test_the_same_name_twice_with_the_same_code_is_one_row(convert: Convert) -> None:
    rows, skipped = convert("THE_INVENTED_LOT_ [NGAREB]\nTHE_INVENTED_LOT_ [NGAREB]\n+INVENTED_ONES_\n")
    assert [row.variants for row in rows] == ["Invented Ones"]
    assert skipped == []


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        pytest.param("A_NAME_\n\t[USAGOV 9008223-911221]\n", 2, "9008223 is no date", id="seven digits"),
        pytest.param("A_NAME_\n\t[USAGOV 910231-911221]\n", 2, "no day of the calendar", id="31 February"),
        pytest.param("A_NAME_\n\t[USAGOV 20121207-20120802]\n", 2, "is later than", id="backwards"),
        pytest.param("A_NAME_\n\t[USAGOV 19820101]\n", 2, "is no code with dates", id="a date alone"),
        pytest.param("A_NAME_ [USAGOV\n", 1, "is no code with dates", id="a bracket left open"),
        pytest.param("A_NAME_ [WEU]\n", 1, "no country or role", id="a region"),
        pytest.param("A_NAME_ [---]\n", 1, "nobody", id="nobody"),
        pytest.param("A_NAME_ [~AGR]\n", 1, "agent nouns", id="an agent noun"),
        pytest.param("A_NAME_\n", 1, "has no code", id="no code at all"),
        pytest.param("\t[USAGOV]\n", 1, "before any name", id="a code before any name"),
        pytest.param("A_NAME_ [ELI 600101-700101]\n", 1, "names no country", id="a person of no country"),
        pytest.param("A_NAME_ [USAGOV]\nA_NAME_ [USAMIL]\n", 2, "the first one counts", id="two roles at once"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line_and_the_rest_goes_on(
    convert: Convert, text: str, line: int, reason: str
) -> None:
    rows, (bad,) = convert(text + "GOOD_INVENTED_ [NORGOV 100101-110101]\n")
    assert "Good Invented" in [row.name for row in rows]
    assert bad.where.endswith(f"line {line}")
    assert reason in bad.reason


def test_a_dictionary_that_is_not_there_is_told(exchange: Exchange) -> None:
    (bad,) = exchange.actors([Path("no such file")])
    assert isinstance(bad, Skipped)
    assert "name a file that you can read" in bad.reason


def test_a_whole_dictionary_loads_as_a_table_of_ones_own(exchange: Exchange, shared: Path, tmp_path: Path) -> None:
    found = list(exchange.actors([shared / "codebook" / "phoenix" / "Phoenix.Countries.actors.txt"]))
    rows = [one for one in found if isinstance(one, ActorRow)]
    assert len(rows) > 28_000
    assert len(found) - len(rows) < 100
    mine = tmp_path / "mine.csv"
    with mine.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([ACTOR_COLUMNS, *rows])
    book = load(actors=mine)
    (shah,) = (one.actor for one in book.actors.scan(["Mohammad", "Zahir", "Shah"], on="1950-01-01"))
    assert (shah.country, shah.sector) == ("AFG", "GOV")
    assert book.actors.country_name("AFG") == "Afghanistan"
