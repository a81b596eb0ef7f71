"""Names, offices, agent nouns and places are found in the words of a sentence."""

import pytest

from detente.codebook import Codebook, Kind, load
from detente.codebook.phrases import pieces

IN_2024 = "2024-01-18"


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def found(book: Codebook, sentence: str, on: str | None = IN_2024) -> list[tuple[str, str | None, str]]:
    words = sentence.split()
    matches = book.actors.scan(words, on=on)
    return [(" ".join(words[m.start : m.end]), m.actor.country, m.kind.value) for m in matches]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("South Sudan accused Sudan", [("South Sudan", "SSD", "country"), ("Sudan", "SDN", "country")]),
        ("the Republic of Korea agreed", [("Republic of Korea", "KOR", "country")]),
        (
            "the U.S. and the US and the UK",
            [("U.S.", "USA", "country"), ("US", "USA", "country"), ("UK", "GBR", "country")],
        ),
        ("tell us who is it", []),
        ("Côte d\u2019Ivoire", [("Côte d\u2019Ivoire", "CIV", "country")]),
        ("the Ivory Coast", [("Ivory Coast", "CIV", "country")]),
        ("Burma and the Soviet Union", [("Burma", "MMR", "country"), ("Soviet Union", "SUN", "country")]),
        ("the Kremlin and the White House", [("Kremlin", "RUS", "capital"), ("White House", "USA", "capital")]),
        (
            "Tel Aviv , Islamabad , Brussels",
            [("Tel Aviv", "ISR", "capital"), ("Islamabad", "PAK", "capital"), ("Brussels", "EUR", "organisation")],
        ),
        ("Emirati and Afghan", [("Emirati", "ARE", "demonym"), ("Afghan", "AFG", "demonym")]),
        ("Bosnian Serb villagers", [("Bosnian Serb", "BIH", "demonym"), ("villagers", None, "agent")]),
        ("Nagorno - Karabakh", [("Nagorno - Karabakh", "AZE", "country")]),
        ("Nagorno-Karabakh", [("Nagorno-Karabakh", "AZE", "country")]),
        ("Jaish ul-Adl", [("Jaish ul-Adl", "IRN", "group")]),
        ("the UN Security Council", [("UN Security Council", "UNO", "organisation")]),
        ("the IRGC and the ISI", [("IRGC", "IRN", "body"), ("ISI", "PAK", "body")]),
        ("in the South , Sudan fell", [("Sudan", "SDN", "country")]),
        ("King Hussein , not Saddam Hussein", [("King Hussein", "JOR", "person"), ("Saddam Hussein", "IRQ", "person")]),
        ("Pakistan 's border guards", [("Pakistan", "PAK", "country"), ("border guards", None, "agent")]),
        ("the pakistan of lower case", []),
    ],
)
def test_the_longest_name_wins_at_word_boundaries(
    book: Codebook, sentence: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert found(book, sentence) == expected


def test_separatists_carry_the_state_they_fight_in(book: Codebook) -> None:
    (match,) = book.actors.scan(["South", "Ossetian"])
    assert (match.actor.country, match.actor.sector) == ("GEO", "REB")


@pytest.mark.parametrize("words", ["Hossein Amir - Abdollahian", "Hossein Amir-Abdollahian", "Hossein Amirabdollahian"])
def test_a_name_is_found_however_the_tokeniser_cuts_its_hyphens(book: Codebook, words: str) -> None:
    (match,) = book.actors.scan(words.split(), on=IN_2024)
    assert match.actor.office == "foreign minister"
    assert match.actor.office_from == "2021-08"
    assert match.end == len(words.split())


def test_the_holder_changes_with_the_date(book: Codebook) -> None:
    assert [a.name for a in book.actors.holders("PAK", "foreign minister", on=IN_2024)] == ["Jalil Abbas Jilani"]
    assert [a.name for a in book.actors.holders("USA", "president", on="2003-03-20")] == ["George W. Bush"]
    assert [a.name for a in book.actors.holders("SUN", "foreign minister", on="1988")] == ["Eduard Shevardnadze"]
    assert len(book.actors.holders("PAK", "prime minister", on=None)) > 5


def test_one_name_of_two_persons_is_decided_by_the_date(book: Codebook) -> None:
    words = ["George", "Bush"]
    assert book.actors.scan(words, on="1990-08-15")[0].actor.id == "george-h-w-bush"
    assert book.actors.scan(words, on="2003-03-20")[0].actor.id == "george-w-bush"


def test_a_former_holder_is_of_the_elite_and_has_no_office(book: Codebook) -> None:
    (match,) = book.actors.scan(["Mohammad", "Javad", "Zarif"], on=IN_2024)
    assert (match.actor.country, match.actor.sector, match.actor.office) == ("IRN", "ELI", None)
    assert match.score < 1


def test_a_surname_counts_behind_the_title_of_its_holder(book: Codebook) -> None:
    words = ["Pakistani", "Foreign", "Minister", "Jilani", "and", "Jilani"]
    people = [m for m in book.actors.scan(words, on=IN_2024) if m.kind is Kind.PERSON]
    assert [(m.start, m.actor.name) for m in people] == [(3, "Jalil Abbas Jilani")]


def test_a_title_of_another_country_gives_no_holder(book: Codebook) -> None:
    words = ["Indian", "Foreign", "Minister", "Jilani"]
    assert [m.kind for m in book.actors.scan(words, on=IN_2024)] == [Kind.DEMONYM, Kind.AGENT]


def test_surname_candidates_put_those_in_office_first(book: Codebook) -> None:
    assert book.actors.surname("Bush", on="1990-08-15")[0].id == "george-h-w-bush"
    assert book.actors.surname(["Amir", "-", "Abdollahian"], on=IN_2024)[0].office == "foreign minister"
    assert book.actors.surname("Nobody-at-all", on=None) == ()


def test_a_group_that_came_to_power_changes_its_sector(book: Codebook) -> None:
    assert book.actors.scan(["Taliban"], on="2009-05-01")[0].actor.sector == "REB"
    assert book.actors.scan(["Taliban"], on=IN_2024)[0].actor.sector == "GOV"


def test_a_shared_spelling_tells_how_many_actors_it_may_mean(book: Codebook) -> None:
    (match,) = book.actors.scan(["Congo"])
    assert match.candidates == 2
    assert {match.actor.country, *(actor.country for actor in match.others)} == {"COD", "COG"}
    assert match.score < 1


@pytest.mark.parametrize(
    ("phrase", "sector", "office", "plural"),
    [
        ("troops", "MIL", None, True),
        ("army", "MIL", None, True),
        ("soldier", "MIL", None, False),
        ("Foreign Ministers", "GOV", "foreign minister", True),
        ("gunmen", "REB", None, True),
        ("police", "COP", None, True),
        ("refugee", "REF", None, False),
        ("journalist", "JRN", None, False),
        ("villagers", "CVL", None, True),
    ],
)
def test_agent_nouns_know_their_sector_office_and_number(
    book: Codebook, phrase: str, sector: str, office: str | None, *, plural: bool
) -> None:
    (match,) = book.actors.scan(phrase.split())
    assert (match.kind, match.actor.sector, match.actor.office) == (Kind.AGENT, sector, office)
    assert match.plural is plural
    noun = book.actors.agent(phrase)
    assert noun is not None
    assert noun.sector == sector


def test_a_surname_that_only_one_person_made_known_needs_no_title(book: Codebook) -> None:
    assert book.actors.scan(["Gorbachev"], on="1990-08-15")[0].actor.country == "SUN"


def test_an_unknown_agent_is_none(book: Codebook) -> None:
    assert book.actors.agent("teapot") is None


@pytest.mark.parametrize(
    ("sentence", "name", "countries"),
    [
        ("in Sistan - Baluchestan province", "Sistan-Baluchestan", ("IRN",)),
        ("Sistan and Baluchestan", "Sistan and Baluchestan", ("IRN",)),
        ("across Balochistan", "Balochistan", ("PAK",)),
        ("along the Line of Control", "Line of Control", ("IND", "PAK")),
        ("in Khyber Pakhtunkhwa", "Khyber Pakhtunkhwa", ("PAK",)),
        ("in the Gaza Strip", "Gaza Strip", ("PSE",)),
        ("near Rawalpindi", "Rawalpindi", ("PAK",)),
        ("in Helmand", "Helmand", ("AFG",)),
        ("in Yokohama", "Yokohama", ("JPN",)),
        ("in Jonglei", "Jonglei", ("SSD",)),
    ],
)
def test_a_place_knows_its_state(book: Codebook, sentence: str, name: str, countries: tuple[str, ...]) -> None:
    (match,) = book.places.scan(sentence.split())
    assert (match.name, match.countries) == (name, countries)


def test_a_place_name_of_several_states_lists_them(book: Codebook) -> None:
    match = book.places.lookup("Hyderabad")
    assert match is not None
    assert (match.country, match.others) == ("IND", ("PAK",))
    assert match.score < 1


def test_pieces_fold_case_accents_points_and_joining_marks() -> None:
    assert pieces("U.S.") == ("us",)
    assert pieces("Séléka") == ("seleka",)
    assert pieces("N'Djamena") == pieces("N\u2019Djamena") == ("n", "djamena")
    assert pieces(",") == ()
