"""The directory finds who sends and gets notices: states first, the whole table only for the rest, never the places."""

from pathlib import Path

import pytest

from detente.codebook import Directory, directory


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("PAK", "PAK"),
        ("irn", "IRN"),
        ("Iran", "IRN"),
        ("Islamic Republic of Iran", "IRN"),
        ("Tehran", "IRN"),
        ("Jaish al-Adl", "jaish-al-adl"),
        ("jaish-al-adl", "jaish-al-adl"),
        ("OSCE", "organization-for-security-and-co-operation-in-europe"),
        ("United Nations", "united-nations"),
        ("Border Commission [IGO]", "Border Commission"),
        ("Northern Front [PAK REB]", "Northern Front"),
        ("Ministry of the Interior [PAK GOV]", "PAK"),
        ("Border Commission", None),
        ("Border Commission [XXX]", None),
        ("", None),
    ],
)
def test_a_name_is_a_party_or_body_or_nobody(name: str, party: str | None) -> None:
    assert Directory().find(name) == party


def test_a_state_is_found_without_the_table_of_actors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "load_actors", lambda **_: pytest.fail("the whole table was loaded"))
    desk = Directory()
    assert [desk.find(name) for name in ("PAK", "Iranian", "Kabul")] == ["PAK", "IRN", "AFG"]
    assert desk.name("PAK") == "Pakistan"


def test_names_are_told_and_what_no_table_has_by_its_id() -> None:
    desk = Directory()
    assert desk.name("jaish-al-adl") == "Jaish al-Adl"
    assert desk.name("Border Commission") == "Border Commission"


def test_the_nearest_names_are_one_of_each_that_is_meant() -> None:
    desk = Directory()
    assert desk.nearest("Pakstan")[0] == "Pakistan"
    assert desk.nearest("Irann").count("Iran") == 1
    assert desk.nearest("Qqqqq") == []


def test_a_table_of_ones_own_comes_first(tmp_path: Path) -> None:
    own = tmp_path / "mine.csv"
    own.write_text(
        "kind,id,name,variants,country,sector,office,from,to\n"
        "organisation,border-commission,Border Commission,Joint Commission,IGO,,,,\n",
        encoding="utf-8",
    )
    desk = Directory(own)
    assert desk.find("Joint Commission") == "border-commission"
    assert desk.name("border-commission") == "Border Commission"
