"""Acts as events: which are let through, who does it to whom, and the lines of each format."""

import dataclasses
import json
from collections.abc import Callable

import pytest

from detente.codebook import Codebook
from detente.exchange import FORMATS, Config, Exchange, open_exchange
from detente.exchange.tables import load_tables
from detente.records import (
    Account,
    Actor,
    Coding,
    DyadicEvent,
    Evidence,
    EvidenceKind,
    Evidentiality,
    Participant,
    Party,
    Precision,
    Status,
    Telling,
    When,
    Withheld,
)

Coder = Callable[..., Coding]
Accountant = Callable[..., Account]


def found(exchange: Exchange, account: Account, form: str = "cameo") -> list[DyadicEvent | Withheld]:
    return list(exchange.events(account, form))


def event_lines(exchange: Exchange, account: Account, form: str) -> list[str]:
    return [exchange.line(one, form) for one in exchange.events(account, form) if isinstance(one, DyadicEvent)]


def party(name: str, country: str | None, sector: str | None) -> Participant:
    words = Evidence(kind=EvidenceKind.QUOTE, article="a1", start=0, end=5, quote="Gulls")
    return Participant(
        actor=Actor(id=name, name=name, country=country, sector=sector), evidence=words, score=1.0, reason="named"
    )


@pytest.fixture
def told(exchange: Exchange, account: Accountant, coding: Coder) -> Callable[..., DyadicEvent | Withheld]:
    """Return what makes a coding with these fields an event for a format with a date column."""

    def make(published: str | None = "2031-03-05", **fields: object) -> DyadicEvent | Withheld:
        (made,) = found(exchange, account(coding(**fields), published=published))
        return made

    return make


@pytest.mark.parametrize(
    ("status", "evidentiality", "kept_back"),
    [
        pytest.param("happened", "asserted", None, id="what the writer says happened is let through"),
        pytest.param("happened", "attributed", None, id="what a named speaker says happened is let through"),
        pytest.param("ongoing", "asserted", None, id="what goes on is let through"),
        pytest.param("happened", "reported", "reported", id="hearsay is kept back"),
        *(
            pytest.param(one, "asserted", one, id=f"what is {one} is kept back")
            for one in ("unconfirmed", "denied", "planned", "hypothetical", "recommended")
        ),
    ],
)
def test_only_what_is_told_as_happened_is_let_through(
    told: Callable[..., DyadicEvent | Withheld], status: str, evidentiality: str, kept_back: str | None
) -> None:
    made = told(status=Status(status), evidentiality=Evidentiality(evidentiality))
    assert (made.reason if isinstance(made, Withheld) else None) == kept_back


def test_a_setting_widens_what_is_let_through(book: Codebook, account: Accountant, coding: Coder) -> None:
    open_to_plans = open_exchange(book, Config(statuses=("planned",)))
    (made,) = found(open_to_plans, account(coding(status=Status.PLANNED)))
    assert isinstance(made, DyadicEvent)
    with pytest.raises(ValueError, match="'plannd' is none of happened"):
        Config(statuses=("plannd",))


def day(start: str, precision: Precision) -> When:
    return When(start=start, end=start, precision=precision, basis="stated")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "published", "expected"),
    [
        pytest.param(day("2031-03-04", Precision.DAY), "2031-03-05", "2031-03-04", id="the day of the act"),
        pytest.param(day("2031-03-04T05:00", Precision.HOUR), None, "2031-03-04", id="an hour gives its day"),
        pytest.param(None, "2031-03-05", "2031-03-05", id="without a day that of publishing"),
        pytest.param(day("2030", Precision.YEAR), "2031-03-05", "without an exact day", id="a year is no day"),
        pytest.param(day("2031-W09", Precision.WEEK), "2031-03-05", "without an exact day", id="a week is no day"),
        pytest.param(None, None, "without any day", id="nothing gives a day"),
    ],
)
def test_formats_with_a_date_column_get_exact_days_only(
    told: Callable[..., DyadicEvent | Withheld], given: When | None, published: str | None, expected: str
) -> None:
    made = told(day=given, published=published)
    assert (made.reason if isinstance(made, Withheld) else made.day) == expected


def test_plover_lines_keep_a_day_that_is_not_exact(exchange: Exchange, account: Accountant, coding: Coder) -> None:
    (line,) = event_lines(exchange, account(coding(day=day("2030", Precision.YEAR))), "plover")
    assert json.loads(line)["event_date"] == "2030"


def test_each_pair_of_sides_is_one_event(exchange: Exchange, account: Accountant, coding: Coder) -> None:
    several = coding(sources=(party("A", "ISL", None), party("B", "NOR", None)), targets=(party("C", "PAK", None),))
    made = event_lines(exchange, account(several), "cameo")
    assert [line.split("\t")[1:3] for line in made] == [["ISL", "PAK"], ["NOR", "PAK"]]
    assert [line.split("\t")[5] for line in made] == ["c1-1", "c1-2"]


def test_what_both_sides_do_is_one_event_in_each_direction(
    exchange: Exchange, account: Accountant, coding: Coder
) -> None:
    meeting = coding(
        type="CONSULT",
        modes=(),
        sources=(party("A", "ISL", None), party("B", "NOR", None)),
        targets=(),
        reciprocal=True,
    )
    made = event_lines(exchange, account(meeting), "cameo")
    assert [line.split("\t")[1:4] for line in made] == [["ISL", "NOR", "040"], ["NOR", "ISL", "040"]]


def test_a_line_of_petrarch_has_its_columns(exchange: Exchange, account: Accountant, coding: Coder) -> None:
    (line,) = event_lines(exchange, account(coding()), "cameo")
    assert line == "20310304\tISLMIL\tNORGOV\t171\t\tc1\t\tGull Courier\n"
    (nobody,) = event_lines(exchange, account(coding(sources=())), "cameo")
    assert nobody.split("\t")[1] == "---"


def test_a_line_of_gdelt_has_its_columns(exchange: Exchange, account: Accountant, coding: Coder) -> None:
    (line,) = event_lines(exchange, account(coding()), "gdelt")
    columns = FORMATS["gdelt"].columns
    assert columns is not None
    assert len(columns) == 61
    row = dict(zip(columns, line.rstrip("\n").split("\t"), strict=True))
    expected = {
        "SQLDATE": "20310304", "MonthYear": "203103", "Year": "2031", "FractionDate": "2031.2575",
        "Actor1Code": "ISLMIL", "Actor1Name": "ICELAND", "Actor1CountryCode": "ISL", "Actor1Type1Code": "MIL",
        "Actor2Code": "NORGOV", "IsRootEvent": "1", "EventCode": "171", "EventBaseCode": "171",
        "EventRootCode": "17", "QuadClass": "4", "GoldsteinScale": "-9.2", "ActionGeo_FullName": "Gull Bank",
        "DATEADDED": "20310305", "SOURCEURL": "Gull Courier", "AvgTone": "",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert row["GLOBALEVENTID"].isdecimal()


def test_a_plover_line_says_everything_an_event_holds(exchange: Exchange, account: Accountant, coding: Coder) -> None:
    (line,) = event_lines(exchange, account(coding()), "plover")
    row = json.loads(line)
    assert (row["event_type"], row["event_mode"], row["quad_code"], row["intensity"]) == ("COERCE", "seize", 4, -7.0)
    assert (row["actor_country"], row["actor_sector"], row["recipient_country"]) == ("ISL", "MIL", "NOR")
    assert (row["sentence"], row["affected_states"]) == ("The navy of Iceland seized two boats.", ["NOR"])


def test_the_first_paragraph_is_the_lead(exchange: Exchange, account: Accountant, coding: Coder) -> None:
    text = account().article.text
    start = text.index("Envoys")
    later = Evidence(kind=EvidenceKind.QUOTE, article="a1", start=start, end=len(text), quote=text[start:])
    made = found(exchange, account(coding(), coding(sentence=later)))
    assert [one.story.lead for one in made if isinstance(one, DyadicEvent)] == [True, False]


@pytest.mark.parametrize(
    ("country", "sector", "code"),
    [
        ("ISR", "GOV", "ISRGOV"), ("PSE", "REB", "PSEREB"), ("UNO", None, "IGOUNO"), ("EUR", None, "IGOEUREEC"),
        ("IGO", "MIL", "IGOMIL"), ("XKX", "GOV", "KSVGOV"), ("PAK", "JRN", "PAKMED"), ("PAK", "MED", "PAKHLH"),
        (None, "CVL", "CVL"), ("IMG", "REB", "IMGREB"), ("IRN", None, "IRN"), ("NGO", None, "NGO"),
    ],
)  # fmt: skip
def test_actor_codes_are_built_and_read_back(
    book: Codebook, country: str | None, sector: str | None, code: str
) -> None:
    tables = load_tables(book.types, book.countries)
    assert tables.actor_code(Party(name=None, country=country, sector=sector)) == code
    back = tables.party(code)
    assert back is not None
    assert (back.country, back.sector) == (country, sector)


def an_event(
    kind: str, *modes: str, trigger: str = "", contexts: tuple[str, ...] = (), sector: str = "GOV"
) -> DyadicEvent:
    return DyadicEvent(
        id="e",
        type=kind,
        modes=modes,
        contexts=contexts,
        source=Party(name=None, country="PAK", sector=sector),
        target=None,
        day="2031-03-04",
        story=Telling(),
        trigger=trigger,
    )


@pytest.mark.parametrize(
    ("event", "code"),
    [
        pytest.param(an_event("REQUEST", "yield", trigger="called on"), "025", id="a call is an appeal"),
        pytest.param(an_event("REQUEST", "yield", trigger="Demanded"), "105", id="a demand is a demand"),
        pytest.param(an_event("AGREE", contexts=("economic",)), "0311", id="the context chooses among codes"),
        pytest.param(an_event("ASSAULT", "explosives", sector="REB"), "183", id="a rebel's bomb is root 18"),
        pytest.param(an_event("ASSAULT", "explosives", sector="MIL"), "190", id="an army's bomb is root 19"),
        pytest.param(an_event("ASSAULT", "drone"), "1952", id="a drone"),
        pytest.param(an_event("SANCTION", "withdraw", trigger="recalled"), "161", id="an envoy called home"),
        pytest.param(dataclasses.replace(an_event("CONSULT"), cameo="0431"), "043", id="a code once read is kept"),
    ],
)
def test_the_most_special_line_gives_the_code(book: Codebook, event: DyadicEvent, code: str) -> None:
    assert load_tables(book.types, book.countries).cameo(event).code == code


# What comes back as another mode, or none, of its type; docs/exchange.md lists them too.
WITHOUT_A_CODE = {
    ("ACCUSE", ()), ("ASSAULT", ("crowd-control",)), ("ASSAULT", ("explosives",)), ("ASSAULT", ("primitive",)),
    ("COERCE", ("cyber",)), ("COERCE", ("misinformation",)), ("COERCE", ("withhold",)), ("CONSULT", ("multilateral",)),
    ("MOBILIZE", ("militia",)), ("MOBILIZE", ("weapons",)), ("PROTEST", ("boycott",)), ("PROTEST", ("vandalize",)),
    ("RETREAT", ("resign",)), ("SANCTION", ("expel",)), ("THREATEN", ("arrest",)),
}  # fmt: skip


def test_every_type_and_mode_has_a_code_that_leads_back_to_it(book: Codebook) -> None:
    tables = load_tables(book.types, book.countries)
    cases = [(kind.id, (mode.id,)) for kind in book.types.values() for mode in kind.modes]
    cases += [(kind, ()) for kind in book.types]
    back = {(kind, modes): tables.cameo(an_event(kind, *modes)) for kind, modes in cases}
    other_type = [case for case, meaning in back.items() if meaning.type != case[0]]
    other_mode = {case for case, meaning in back.items() if (meaning.mode,) != (case[1] or (None,))}
    assert other_type == [("RETREAT", ("resign",))]
    assert other_mode == WITHOUT_A_CODE


def test_an_act_whose_doer_is_disputed_is_withheld_from_every_format(
    exchange: Exchange, account: Accountant, coding: Coder
) -> None:
    told = account(coding(), coding(id="c2"))
    for form in FORMATS:
        found = list(exchange.events(told, form, disputed=frozenset({"c1"})))
        assert [one.reason for one in found if isinstance(one, Withheld)] == ["reports disagree on who"]
        assert {one.id for one in found if not isinstance(one, Withheld)} == {"c2"}
