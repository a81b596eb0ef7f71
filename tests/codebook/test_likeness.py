"""Names that are spelt alike, and what states are called: one behaviour a row."""

from pathlib import Path

import pytest

from detente.codebook.actor_tables import FOLDER
from detente.codebook.epithets import load_epithets
from detente.codebook.likeness import Likeness, load_spelling
from detente.codebook.terms import Row
from detente.errors import CodebookError

SPELLING = load_spelling(FOLDER / "spellings.toml")
SAME = [
    ("Hossein Amir-Abdollahian", "Hussein Amirabdollahian"),
    ("Hossein Amir-Abdollahian", "Hosein Amir Abdullahian"),
    ("Sergei Lavrov", "Sergey Lawrow"),
    ("Muammar Gaddafi", "Muamar Ghadafi"),
    ("Abdel Fattah al-Sisi", "Abdel-Fattah El Sissi"),
    ("Mohammed bin Salman", "Muhammad Ben Salman"),
    ("Nicolás Maduro", "Nicolas Maduro"),
]
OTHER = [("Hassan Rouhani", "Hossein Rouhani"), ("Ali Khamenei", "Ali Kamal"), ("Omar Bashir", "Basher Omar")]


def person(name: str, office: str = "president") -> Row:
    """Make a row of a person in office."""
    return Row("person", name.lower(), name, "", "IRN", "GOV", office, "2020", "")


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_a_name_are_one(one: str, other: str) -> None:
    assert SPELLING.skeleton(one) == SPELLING.skeleton(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_names_are_two(one: str, other: str) -> None:
    assert SPELLING.skeleton(one) != SPELLING.skeleton(other)


def test_a_person_is_found_by_full_name_and_by_surname() -> None:
    likeness = Likeness([person("Hossein Amir-Abdollahian")], SPELLING)
    assert likeness.full("Hussein Amirabdollahian") == ("Hossein Amir-Abdollahian",)
    assert likeness.surname("Amirabdollahian") == ("Amir-Abdollahian",)


def test_somebody_without_an_office_is_not_known_by_likeness() -> None:
    assert Likeness([person("Hossein Amir-Abdollahian", office="")], SPELLING).full("Hussein Amirabdollahian") == ()


def test_a_short_name_says_too_little() -> None:
    assert Likeness([person("Wu Yi")], SPELLING).full("Wu I") == ()


def test_an_epithet_lists_its_states_in_order(tmp_path: Path) -> None:
    path = tmp_path / "epithets.csv"
    path.write_text("phrase,countries,sector,alone\nkingdom,SAU|JOR,,\njewish state,ISR,,yes\n", encoding="utf-8")
    found = load_epithets(path, frozenset({"SAU", "JOR", "ISR"}), frozenset({"GOV"}))
    assert found["kingdom"].countries == ("SAU", "JOR")
    assert not found["kingdom"].alone
    assert found["jewish state"].alone


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("kingdom,XXX,,", "unknown country"),
        ("Kingdom,SAU,,", "in capitals"),
        ("kingdom,SAU,KING,", "unknown sector"),
        ("kingdom,SAU,,perhaps", "unknown alone"),
    ],
)
def test_a_broken_epithet_is_refused_by_line(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "epithets.csv"
    path.write_text(f"phrase,countries,sector,alone\n{line}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=words):
        load_epithets(path, frozenset({"SAU"}), frozenset({"GOV"}))


def test_a_broken_table_of_spellings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "spellings.toml"
    path.write_text("[names]\nloose = 3\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="spellings"):
        load_spelling(path)
