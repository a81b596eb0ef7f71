"""Events of other systems: what the lines say, what is refused and why, and that formats lead back to themselves."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.codebook import Codebook
from detente.exchange import Exchange
from detente.exchange.tables import FOLDER, load_tables
from detente.records import DyadicEvent, Party, Skipped, Telling, Typeless

Read = Callable[[str], list[DyadicEvent | Skipped | Typeless]]


@pytest.fixture
def read(exchange: Exchange, tmp_path: Path) -> Read:
    def reader(text: str) -> list[DyadicEvent | Skipped | Typeless]:
        path = tmp_path / "events"
        path.write_text(text, encoding="utf-8")
        return list(exchange.read(path))

    return reader


def one(found: list[DyadicEvent | Skipped | Typeless]) -> DyadicEvent:
    (event,) = found
    assert isinstance(event, DyadicEvent)
    return event


def test_a_line_of_petrarch_is_read(read: Read) -> None:
    event = one(read("20140101\tISRGOV\tPSEREBHMS\t190\t\t17_2\thttp://example.org/1\tAFP\n"))
    assert (event.type, event.modes, event.day, event.cameo) == ("ASSAULT", (), "2014-01-01", "190")
    assert event.source == Party(name=None, country="ISR", sector="GOV", code="ISRGOV")
    assert event.target == Party(name=None, country="PSE", sector="REB", code="PSEREBHMS")
    assert (event.id, event.story.outlet) == ("17_2", "AFP")


def test_a_line_of_phoenix_is_read(read: Read) -> None:
    cells = ["77", "20150203", "2015", "2", "3", "USAGOV", "USA", "GOV", "", "---", "", "", "", "173", "17"]
    event = one(read("\t".join([*cells, "4", "-5.0", "", "1.0", "2.0", "Miami", "Florida", "USA", "9_1", "u", "p"])))
    assert (event.type, event.modes, event.target, event.place) == ("COERCE", ("arrest",), None, "Miami")


@pytest.mark.parametrize("width", [57, 58, 61])
def test_lines_of_every_layout_of_gdelt_are_read(read: Read, width: int) -> None:
    cells = [""] * width
    cells[0:2] = ["501", "20240117"]
    cells[5:7], cells[15] = ["IRNMIL", "IRAN"], "PAK"
    cells[25:27] = ["1", "195"]
    event = one(read("\t".join(cells) + "\n"))
    assert (event.id, event.type, event.modes, event.story.lead) == ("501", "ASSAULT", ("aerial",), True)
    assert event.source == Party(name="IRAN", country="IRN", sector="MIL", code="IRNMIL")


def test_a_side_of_gdelt_with_a_name_only_stays_a_name(exchange: Exchange, read: Read) -> None:
    header = "GLOBALEVENTID\tSQLDATE\tActor1Code\tActor1Name\tActor2Code\tActor2Name\tEventCode\n"
    event = one(read(f"{header}7\t20240117\tIRN\tIRAN\t\tTWO SITES\t190\n"))
    assert event.target == Party(name="TWO SITES", country=None, sector=None)
    line = exchange.line(event, "gdelt")
    assert exchange.line(one(read(line)), "gdelt") == line


def test_a_table_with_column_names_is_read_and_lost_zeros_come_back(read: Read) -> None:
    event = one(read('story_date,source,target,code\n"1990-05-06",USA,SUN,42\n'))
    assert (event.type, event.modes, event.cameo, event.day) == ("CONSULT", ("visit",), "042", "1990-05-06")


def test_a_statement_has_no_type(read: Read) -> None:
    (found,) = read("20140101\tUSA\tCHN\t010\n")
    assert isinstance(found, Typeless)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("2014010\tUSA\tCHN\t040", "'2014010' is no day such as", id="a day cut short"),
        pytest.param("20140230\tUSA\tCHN\t040", "day is out of range|day .* month", id="a day no calendar has"),
        pytest.param("20140101\tUSA\tCHN\t990", "'990' is no CAMEO code", id="a code that is none"),
        pytest.param("20140101\tUSA\tCHN\t", "'' is no CAMEO code", id="no code"),
        pytest.param("20140101\tUSA", "no column target", id="too few columns"),
    ],
)
def test_a_bad_line_is_told_with_its_place_and_the_rest_goes_on(read: Read, line: str, reason: str) -> None:
    good = "20140101\tUSA\tCHN\t040\n"
    first, bad, last = read(f"{good}{line}\n{good}")
    assert isinstance(first, DyadicEvent)
    assert isinstance(last, DyadicEvent)
    assert isinstance(bad, Skipped)
    assert bad.where.endswith("line 2")
    assert re.search(reason, bad.reason)
    assert "mend or delete the line" in bad.reason


def test_a_file_of_no_known_format_and_one_that_is_not_there_are_told(exchange: Exchange, read: Read) -> None:
    (unknown,) = read("once upon a time\n")
    (missing,) = exchange.read(Path("no such file"))
    assert isinstance(unknown, Skipped)
    assert isinstance(missing, Skipped)
    assert "give lines of PETRARCH2" in unknown.reason
    assert "name a file that you can read" in missing.reason


def test_bytes_that_are_no_text_cost_their_line_only(exchange: Exchange, tmp_path: Path) -> None:
    path = tmp_path / "events"
    path.write_bytes(b"20140101\tUSA\tCHN\t040\n20140101\tUSA\tCH\xff\t040\n")
    good, bad = exchange.read(path)
    assert isinstance(good, DyadicEvent)
    assert isinstance(bad, Skipped)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"event_type": "ATTACK"}', "'ATTACK' is no PLOVER type"),
        ('{"event_type": "AID", "event_mode": "drone"}', "AID has no mode 'drone'"),
        ('{"event_type": "AID", "contexts": "military"}', "contexts cannot be 'military'"),
        ('{"event_type": ', "is no JSON"),
    ],
)
def test_a_bad_plover_line_is_told(read: Read, line: str, reason: str) -> None:
    (bad,) = read(line)
    assert isinstance(bad, Skipped)
    assert reason in bad.reason


def test_every_code_of_the_table_is_read_as_what_the_codebook_has(book: Codebook) -> None:
    tables = load_tables(book.types, book.countries)
    codes = [line.split(",")[0] for line in (FOLDER / "cameo.csv").read_text("utf-8").splitlines()[1:]]
    assert len(codes) == 315
    typeless = {code for code in codes if (meaning := tables.meaning(code)) and meaning.type is None}
    assert {code[:2] for code in typeless} == {"01"}
    contexts = {context for code in codes if (meaning := tables.meaning(code)) for context in meaning.contexts}
    assert contexts <= book.contexts.keys()


CODES = [line.split(",")[0] for line in (FOLDER / "cameo.csv").read_text("utf-8").splitlines()[1:]]
SIDES = st.sampled_from(["ISRGOV", "PSEREBHMS", "IGOUNO", "USA", "NGOHRI", "IMGMUSALQ", ""])
WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)


@st.composite
def rows(draw: st.DrawFn) -> list[str]:
    day = draw(st.dates()).strftime("%Y%m%d").rjust(8, "0")
    code = draw(st.sampled_from([one for one in CODES if not one.startswith("01") and len(one) > 2]))
    return [day, draw(SIDES) or "---", draw(SIDES) or "---", code, "", draw(WORDS), "http://x.example", draw(WORDS)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(row=rows())
def test_what_petrarch_wrote_comes_back_as_it_was(exchange: Exchange, read: Read, row: list[str]) -> None:
    line = "\t".join(row) + "\n"
    event = one(read(line))
    assert exchange.line(event, "cameo") == line
    assert one(read(exchange.line(event, "plover"))) == event


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(row=rows())
def test_gdelt_and_plover_lines_lead_back_to_themselves(exchange: Exchange, read: Read, row: list[str]) -> None:
    line = exchange.line(one(read("\t".join(row) + "\n")), "gdelt")
    event = one(read(line))
    assert exchange.line(event, "gdelt") == line
    assert exchange.line(one(read(exchange.line(event, "plover"))), "gdelt") == line


def test_a_full_plover_line_comes_back_whole(exchange: Exchange, read: Read) -> None:
    event = DyadicEvent(
        id="e1",
        type="RETREAT",
        modes=("withdraw", "release"),
        contexts=("military",),
        source=Party(name="Ada", country="PAK", sector="MIL"),
        target=None,
        day="2030-02",
        place="Gull Bank",
        states=("NOR",),
        story=Telling(id="a", outlet="o", url="u", published="2031-01-01", lead=False),
        words="They left.",
        trigger="left",
    )
    line = exchange.line(event, "plover")
    assert one(read(line)) == event
    assert json.loads(line)["event_mode"] == "withdraw"
