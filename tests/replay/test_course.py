"""A course is read from its file; whatever is wrong with it is told with file, table, key and remedy."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import CourseError
from detente.replay import load, ready
from tests.replay.made import HEAD, KEPT, PROMISE, STRIKE, WHOLE, write


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(CourseError) as told:
        load(write(folder, text))
    return [str(one) for one in (told.value, *told.value.others)]


def test_values_are_read_as_a_person_would_write_them_in_a_field(tmp_path: Path) -> None:
    text = HEAD + STRIKE + 'killed = 2\nmode = ["drone", "aerial"]\nboth = true\n'
    (entry,) = load(write(tmp_path, text)).entries
    found = dict(entry.fields)
    assert found["killed"] == "2"
    assert found["mode"] == "drone; aerial"
    assert found["both"] == "yes"
    assert found["day"] == "2024-01-16"


def test_an_hour_keeps_its_zone(tmp_path: Path) -> None:
    text = HEAD + STRIKE.replace("2024-01-16", "2024-01-16T04:10:00+05:00")
    (entry,) = load(write(tmp_path, text)).entries
    assert dict(entry.fields)["day"] == "2024-01-16T04:10+05:00"


def test_what_an_entry_rests_on_is_the_course_s_sources_where_it_says_nothing(tmp_path: Path) -> None:
    (entry,) = load(write(tmp_path, HEAD + STRIKE)).entries
    assert dict(entry.fields)["rests_on"] == "made up for this test"


def test_what_an_alternative_adds_rests_on_the_alternative(tmp_path: Path) -> None:
    more = '[[alternative]]\nname = "x"\nmeans = "why"\n' + STRIKE.replace("[[entry]]", "[[alternative.add]]")
    course = load(write(tmp_path, WHOLE + more.replace('"strike"', '"second"')))
    assert dict(course.alternatives[0].adds[0].fields)["rests_on"] == "assumed in the alternative x"


def test_every_ready_course_is_sound_and_has_two_alternatives_or_more() -> None:
    assert {"doklam-2017", "january-2024", "tigray-truce-2022"} <= set(ready())
    for name in ready():
        course = load(name)
        assert len(course.alternatives) >= 2
        assert course.sources
        assert all(dict(one.fields)["rests_on"] for one in course.entries)


WRONG = {
    "an entry without a name": (HEAD + STRIKE.replace('name = "strike"\n', ""), "name is missing", "[[entry]] 1"),
    "a kind that is none": (
        HEAD + STRIKE.replace('"event"', '"evnt"'),
        "kind 'evnt' is no kind",
        "did you mean event?",
    ),
    "a key at the top that is none": ("titel = 1\n" + WHOLE, "titel is no key of this table", "did you mean title?"),
    "a day that is none": ("to = 2024\n" + WHOLE, "to is '2024', no day", "write it as 2024-01-16"),
    "three parties": (WHOLE.replace('["PAK", "IRN"]', '["PAK", "IRN", "AFG"]'), "dyad names 3 parties", "name two"),
    "two entries of one name": (HEAD + STRIKE + STRIKE, "name 'strike' is that of another entry", "a name of its own"),
    "nothing to play": (HEAD, "has nothing to play", "add an [[entry]]"),
    "the days the wrong way round": (
        "from = 2024-02-01\nto = 2024-01-01\n" + WHOLE,
        "from 2024-02-01 lies behind to",
        "put the earlier day first",
    ),
    "an entry without a day": (HEAD + STRIKE.replace("day = 2024-01-16\n", ""), "no day tells when", "give its day as"),
    "a day in words": (
        HEAD + STRIKE.replace("2024-01-16", '"16 January 2024"'),
        "no day tells when it became known ('16 January 2024')",
        "2024-01-16",
    ),
    "a promise that nobody made": (
        HEAD + STRIKE + KEPT.replace('"promise"', '"promiss"'),
        "speaks of 'promiss', and no entry is called so",
        "the names here are: strike, kept",
    ),
    "evidence before the promise": (
        WHOLE.replace("day = 2024-01-26", "day = 2024-01-20"),
        "is known on 2024-01-20, before 'promise'",
        "move 'kept' behind it",
    ),
    "a list of tables where a text belongs": (HEAD + STRIKE + "place = {}\n", "place is a table", "write text"),
    "no sources": ("title = 1\n" + STRIKE, "sources is missing", "say once what the entries rest on"),
}


@pytest.mark.parametrize(("text", "what", "remedy"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_with_its_place_and_remedy(tmp_path: Path, text: str, what: str, remedy: str) -> None:
    told = "\n".join(faults(tmp_path, text))
    assert what in told
    assert remedy in told
    assert "course.toml" in told


ALTERNATIVES = {
    "no name": ('means = "x"\ntake_out = "kept"\n', "name is missing"),
    "no words": ('name = "x"\ntake_out = "kept"\n', "means is missing"),
    "nothing varied": ('name = "x"\nmeans = "y"\n', "varies nothing"),
    "a name that is none": ('name = "x"\nmeans = "y"\ntake_out = "kpt"\n', "did you mean kept?"),
    "a promise without its evidence": (
        'name = "x"\nmeans = "y"\ntake_out = "promise"\n',
        "rests on 'promise', which is taken out; take out 'kept' too",
    ),
    "a cause without what follows on it": (
        'name = "x"\nmeans = "y"\ntake_out = "strike"\n',
        "[[entry]] promise: rests on 'strike', which is taken out",
    ),
    "a promise moved behind its evidence": (
        'name = "x"\nmeans = "y"\n[[alternative.move]]\nentry = "promise"\nby = 10\n',
        "move 'kept' behind it",
    ),
    "a move by nothing": ('name = "x"\nmeans = "y"\n[[alternative.move]]\nentry = "kept"\n', "write by = 7"),
    "a move by both": (
        'name = "x"\nmeans = "y"\n[[alternative.move]]\nentry = "kept"\nby = 1\nto = 2024-02-01\n',
        "one of them is needed, not both",
    ),
    "a move out of the calendar": (
        'name = "x"\nmeans = "y"\n[[alternative.move]]\nentry = "kept"\nby = 9999999\n',
        "leads to no day of the calendar",
    ),
    "a half day": ('name = "x"\nmeans = "y"\n[[alternative.move]]\nentry = "kept"\nby = 0.5\n', "no whole number"),
    "taken out and moved": (
        'name = "x"\nmeans = "y"\ntake_out = "kept"\n[[alternative.move]]\nentry = "kept"\nby = 1\n',
        "'kept' is taken out as well",
    ),
    "an addition under a name that is taken": (
        'name = "x"\nmeans = "y"\n[[alternative.add]]\nname = "kept"\nkind = "observation"\nday = 2024-01-20\n',
        "name 'kept' is that of an entry that is still there",
    ),
    "a change of nothing": ('name = "x"\nmeans = "y"\n[[alternative.change]]\nentry = "kept"\n', "no other value here"),
}


@pytest.mark.parametrize(("text", "told"), ALTERNATIVES.values(), ids=ALTERNATIVES.keys())
def test_an_alternative_that_cannot_be_played_is_refused_when_the_file_is_read(
    tmp_path: Path, text: str, told: str
) -> None:
    assert told in "\n".join(faults(tmp_path, f"{WHOLE}[[alternative]]\n{text}"))


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = "nothing = 1\n" + HEAD + STRIKE.replace('"event"', '"evnt"') + PROMISE.replace('name = "promise"\n', "")
    assert len(faults(tmp_path, text)) == 3


def test_a_file_that_is_no_toml_names_the_line(tmp_path: Path) -> None:
    assert "is no TOML" in faults(tmp_path, "title = \n")[0]


def test_a_name_that_is_neither_file_nor_ready_course_names_the_nearest() -> None:
    with pytest.raises(CourseError, match=r"did you mean january-2024\?"):
        load("january-2042")


VALUES = st.one_of(
    st.text(max_size=12),
    st.integers(-5, 5),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.lists(st.text(max_size=5), max_size=3),
    st.just({}),
    st.just([{}]),
    st.just([[{}]]),
)
KEYS = st.sampled_from(
    ["title", "sources", "dyad", "from", "to", "case", "author", "name", "kind", "day", "follows", "by", "entry", "x"]
)
TABLES = st.dictionaries(KEYS, VALUES, max_size=6)
STEPS = st.fixed_dictionaries(
    {},
    optional={
        "name": VALUES,
        "means": VALUES,
        "take_out": VALUES,
        **{name: st.lists(TABLES, max_size=2) for name in ("move", "change", "add", "notice")},
    },
)


@given(
    top=TABLES,
    entries=st.lists(TABLES, max_size=3),
    notices=st.lists(TABLES, max_size=2),
    alternatives=st.lists(STEPS, max_size=2),
)
def test_whatever_a_file_holds_it_is_read_or_refused_with_its_place(
    top: dict[str, object], entries: list[object], notices: list[object], alternatives: list[object]
) -> None:
    tree = {**top, "entry": entries, "notice": notices, "alternative": alternatives}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("detente.replay.course._tree", lambda *_: tree)
        try:
            load("january-2024")
        except CourseError as error:
            for one in (error, *error.others):
                assert one.what
                assert one.remedy
                assert "january-2024" in one.where


def test_marks_that_no_document_may_hold_are_blanks(tmp_path: Path) -> None:
    text = HEAD + STRIKE + 'words = "one\\u001b[31m two"\n'
    (entry,) = load(write(tmp_path, text)).entries
    assert dict(entry.fields)["words"] == "one [31m two"
