"""The bench on whom phrases name: its labels hold together, and its figures count what they say."""

import pytest

from bench import who
from detente import codebook
from detente.codebook.actor_tables import FOLDER
from detente.codebook.ontology import load_ontology

LEAST = 400


def label(countries: str, sectors: str = "") -> who.Label:
    """Make a label of the sets that "|" divides."""
    return who.Label(id="x", role="source", start=0, end=1, countries=who.split(countries), sectors=who.split(sectors))


def answer(wanted: str, found: str) -> who.Answer:
    """Make an answer to a label."""
    return who.Answer(label=label(wanted), countries=who.split(found), sectors=frozenset())


@pytest.mark.parametrize(
    ("wanted", "found", "outcome"),
    [
        ("IRN", "IRN", "right"),
        ("IRN|PAK", "PAK|IRN", "right"),
        ("IRN|PAK", "IRN", "wrong"),
        ("IRN", "PAK", "wrong"),
        ("IRN", "", "unknown"),
        ("", "", "none"),
        ("", "PAK", "given"),
    ],
)
def test_an_answer_is_right_wrong_or_unknown(wanted: str, found: str, outcome: str) -> None:
    assert answer(wanted, found).outcome == outcome


def test_the_shares_are_of_the_labels_with_a_country() -> None:
    found = who.figures([answer("IRN", "IRN"), answer("IRN", ""), answer("", "PAK")])
    assert (found["marked"], found["right"], found["unknown"], found["given"]) == (2, 0.5, 0.5, 1)


def test_the_labels_are_enough_and_use_the_codebooks_codes(book: codebook.Codebook) -> None:
    labels = who.labels(who.LABELS)
    sectors = set(load_ontology(FOLDER).sectors)
    assert len([one for one in labels if one.countries]) >= LEAST
    for one in labels:
        assert one.start < one.end
        assert one.countries <= book.countries
        assert one.sectors <= sectors
        assert one.role in {"source", "target"}


@pytest.fixture(scope="module")
def book() -> codebook.Codebook:
    """Return the shipped codebook."""
    return codebook.load()
