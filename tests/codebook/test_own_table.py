"""A user's own table lies over ours: rows are added, corrected and switched off in a file."""

from pathlib import Path

import pytest

from detente.codebook import ActorTable
from detente.codebook.actor_tables import FOLDER, load_actors
from detente.codebook.audit import audit, audit_shipped
from detente.codebook.coverage import coverage, load_spans
from detente.codebook.offices import clashes, load_offices, overlapping
from detente.codebook.own import closed, compose
from detente.codebook.terms import Row
from detente.errors import CodebookError

OLD = "kind,id,name,variants,country,sector,office,from,to\n"
NEW = OLD.strip() + ",confidence,opponents\n"
ON = "2026-06-01"


@pytest.fixture(scope="module")
def ours() -> ActorTable:
    return load_actors()[0]


def laid(file: Path) -> ActorTable:
    return load_actors(actors=file)[0]


def table(folder: Path, *rows: str, header: str = NEW) -> Path:
    file = folder / "mine.csv"
    file.write_text(header + "".join(f"{row}\n" for row in rows), "utf-8")
    return file


def holders(table: ActorTable, country: str, office: str, on: str) -> list[str]:
    return [actor.name for actor in table.holders(country, office, on=on)]


def test_a_term_of_ours_is_ended_and_a_new_holder_added_without_code(tmp_path: Path, ours: ActorTable) -> None:
    old = next(row for row in ours.rows if row.office == "foreign minister" and row.country == "IRN" and not row.end)
    assert holders(ours, "IRN", "foreign minister", ON) == [old.name]
    file = table(
        tmp_path,
        f"person,{old.id},{old.name},,IRN,GOV,foreign minister,{old.start},2026-01,,",
        "person,ada-example,Ada Example,,IRN,GOV,foreign minister,2026-01,,sure,",
    )
    assert holders(laid(file), "IRN", "foreign minister", ON) == ["Ada Example"]


def test_a_person_of_ours_is_switched_off_with_one_line(tmp_path: Path, ours: ActorTable) -> None:
    assert ours.scan(["Sergei", "Lavrov"], on=ON)
    file = table(tmp_path, "person,sergei-lavrov,Sergei Lavrov,,RUS,GOV,,,,wrong,")
    mine = laid(file)
    assert mine.scan(["Sergei", "Lavrov"], on=ON) == ()
    assert holders(mine, "RUS", "foreign minister", ON) == []


def test_one_term_is_switched_off_and_the_others_stay(tmp_path: Path, ours: ActorTable) -> None:
    rows = (row for row in ours.rows if row.id == "wang-yi" and row.office == "foreign minister")
    first = min(rows, key=lambda row: row.start)
    file = table(tmp_path, f"person,wang-yi,Wang Yi,~Wang,CHN,GOV,foreign minister,{first.start},,wrong,")
    mine = laid(file)
    assert holders(mine, "CHN", "foreign minister", "2016-01") == []
    assert holders(mine, "CHN", "foreign minister", "2024-01") == ["Wang Yi"]


def test_a_table_without_the_last_columns_is_read_as_before(tmp_path: Path) -> None:
    file = table(tmp_path, "group,new-front,New Front of Nowhere,NFN,PAK,REB,,,", header=OLD)
    assert laid(file).named("NFN")[0].confidence == ""


def test_a_group_knows_whom_it_fights(tmp_path: Path, ours: ActorTable) -> None:
    assert "PAK" in ours.opponents("tehrik-i-taliban-pakistan")
    assert ours.opponents("nobody") == ()
    file = table(tmp_path, "group,new-front,New Front,,PAK,REB,,,,,PAK|hezbollah")
    assert laid(file).opponents("new-front") == ("PAK", "hezbollah")


def test_a_doubtful_row_lowers_the_score(tmp_path: Path) -> None:
    rows = [
        "person,ada-example,Ada Example,,IRN,GOV,trade minister,2026-01,,likely,",
        "person,bo-example,Bo Sampleton,,IRN,GOV,transport minister,2026-01,,sure,",
    ]
    mine = laid(table(tmp_path, *rows))
    (doubtful,) = mine.scan(["Ada", "Example"], on=ON)
    (certain,) = mine.scan(["Bo", "Sampleton"], on=ON)
    assert doubtful.score < certain.score == 1


@pytest.mark.parametrize(
    ("row", "what", "remedy"),
    [
        pytest.param(
            "person,ada-example,Ada Example,,IRN,GOV,foreign minister,2026-01,,,",
            "two at one time",
            "end the term of",
            id="a second holder of an office that one person holds is pointed out",
        ),
        pytest.param(
            "person,ada-example,Ada Example,,DEU,GOV,prime minister,2026-01,,,",
            "two at one time",
            "end the term of",
            id="so is a second head of government under another title",
        ),
        pytest.param(
            "person,nobody-known,Nobody Known,,IRN,GOV,,,,wrong,",
            "no person 'nobody-known' to switch off",
            "detente actors find",
            id="a row that switches nothing off is pointed out",
        ),
        pytest.param(
            "group,new-front,New Front,,PAK,REB,,,,,PKA",
            "code or id 'PKA'",
            "country code",
            id="an opponent whom nobody knows is pointed out",
        ),
    ],
)
def test_a_row_to_look_at_again_is_named_by_file_line_and_remedy(
    tmp_path: Path, row: str, what: str, remedy: str
) -> None:
    found = audit(table(tmp_path, "# a remark", row))
    assert found.errors == ()
    (warning,) = found.warnings
    assert warning.where == f"{tmp_path / 'mine.csv'}, line 3"
    assert what in warning.what
    assert remedy in warning.remedy


def test_every_bad_row_of_a_table_is_named_not_the_first_only(tmp_path: Path) -> None:
    rows = [
        "person,x,X Y,,PKA,GOV,minister,,,,",
        "group,g,Some Group,,PAK,REB,,,,,",
        "person,x",
        "person,y,Y Z,,PAK,GOV,minister,,,certain,",
    ]
    found = audit(table(tmp_path, *rows))
    assert found.rows == 1
    assert [error.where.rpartition(", ")[2] for error in found.errors] == ["line 2", "line 4", "line 5"]
    assert "unknown confidence 'certain'" in found.errors[2].what


def test_the_shipped_tables_have_no_two_holders_at_one_time_and_no_stranger() -> None:
    found = audit_shipped()
    assert found.errors == ()
    assert [str(warning) for warning in found.warnings] == []


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        pytest.param(("2010-01", "2012-05"), ("2012-05", ""), False, id="the month of a change is no clash"),
        pytest.param(("2010-01", "2012"), ("2012-05", ""), False, id="nor is the year, where no month is known"),
        pytest.param(("2010-01", "2012-06"), ("2012-05", ""), True, id="a month shared is a clash"),
        pytest.param(("2010-01", ""), ("2012-05", "2013-01"), True, id="an open term shares all that follows"),
        pytest.param(("2012-05", "2013-01"), ("2010-01", "2011-01"), False, id="the order does not matter"),
    ],
)
def test_terms_that_share_time(first: tuple[str, str], second: tuple[str, str], *, shared: bool) -> None:
    one, other = (Row("person", name, name, "", "PAK", "GOV", "president", *term) for name, term in
                  (("a", first), ("b", second)))  # fmt: skip
    assert overlapping(one, other) is shared
    assert bool(list(clashes([one, other], load_offices(FOLDER / "offices.csv")))) is shared


def test_rivals_whom_few_states_recognise_are_no_clash() -> None:
    row = Row("person", "a", "A", "", "LBY", "GOV", "prime minister", "2021-03", "")
    rival = row._replace(id="b", sector="PRE")
    assert not list(clashes([row, rival], load_offices(FOLDER / "offices.csv")))


def test_a_row_is_made_of_the_fields_that_a_person_gives(ours: ActorTable) -> None:
    fields = {"name": "Ada Example", "country": "IRN", "office": "foreign minister", "from": "2026-01"}
    row = compose(fields, ours.rows, where="here")
    assert (row.kind, row.id, row.sector, row.start) == ("person", "ada-example", "GOV", "2026-01")
    (ended,) = closed(row, ours.rows, load_offices(FOLDER / "offices.csv"))
    assert (ended.office, ended.end) == ("foreign minister", "2026-01")


def test_a_known_name_gets_the_id_it_has(ours: ActorTable) -> None:
    fields = {"name": "Hussein Amirabdollahian", "country": "IRN", "office": "president", "from": "2026-01"}
    known = next(row.id for row in ours.rows if row.name == "Hossein Amir-Abdollahian")
    row = compose({**fields, "name": "Hossein Amirabdollahian"}, ours.rows, where="here")
    assert row.id == known


@pytest.mark.parametrize(
    ("fields", "what"),
    [({"nam": "X"}, "unknown field 'nam'"), ({"name": "X"}, "no kind"), ({"kind": "group"}, "no name")],
)
def test_a_row_that_lacks_something_is_refused(fields: dict[str, str], what: str) -> None:
    with pytest.raises(CodebookError, match=what) as caught:
        compose(fields, (), where="here")
    assert caught.value.where == "here"


def test_nine_in_ten_months_of_the_four_offices_are_known(ours: ActorTable) -> None:
    spans = load_spans(FOLDER / "coverage.toml")
    found = list(coverage(ours.rows, load_offices(FOLDER / "offices.csv"), spans))
    assert len({one.country for one in found}) == 197
    assert sum(one.months for one in found) / sum(one.asked for one in found) >= 0.9


def test_a_year_counts_as_known_if_half_of_it_is() -> None:
    spans = load_spans(FOLDER / "coverage.toml")
    row = Row("person", "a", "A", "", "PAK", "GOV", "president", "2010-07", "2012-05")
    found = next(one for one in coverage([row], load_offices(FOLDER / "offices.csv"), spans) if one.country == "PAK")
    assert (found.duty, found.years, found.months) == ("head of state", (2010, 2011), 23)
