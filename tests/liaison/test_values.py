"""Values of fields: every kind has one spelling that is kept, and refuses what is none with a remedy."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.codebook import FormField
from detente.liaison.values import Values, WrongError, moment, point, written
from tests.liaison.filled import known

VALUES = Values(known())


def field(kind: str, **further: object) -> FormField:
    choices = ("not_done", "done") if kind == "choice" else ()
    return FormField(name="x", kind=kind, means="x", values=choices, **further)  # type: ignore[arg-type] - by hand


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", " two\r\nlines\t", "two\nlines"),
        ("text", "Caf\u0065\u0301", "Caf\u00e9"),
        (
            "text",
            "\u0646\u06cc\u0645\u200c\u0641\u0627\u0635\u0644\u0647",
            "\u0646\u06cc\u0645\u200c\u0641\u0627\u0635\u0644\u0647",
        ),
        ("day", "2024-02-29", "2024-02-29"),
        ("moment", "2024-01-18T04:05Z", "2024-01-18T04:05+00:00"),
        ("moment", "2024-01-18 04:05:00 +0330", "2024-01-18T04:05+03:30"),
        ("moment", "2024-01-18t04:05:06-05:00", "2024-01-18T04:05:06-05:00"),
        ("cadence", "week", "1 week"),
        ("cadence", "Every 2 weeks", "2 weeks"),
        ("cadence", "001 day", "1 day"),
        ("cadence", "2 years", "24 months"),
        ("point", "27.1200, -63.45", "27.12, -63.45"),
        ("point", "27.12S 63.45W", "-27.12, -63.45"),
        ("point", "27; 63", "27, 63"),
        ("point", "-0.0, 0", "0, 0"),
        ("party", "iran", "IRN"),
        ("body", "Joint Commission", "joint-commission"),
        ("number", "007", "7"),
        ("number", "+3.50", "3.5"),
        ("number", "-0", "0"),
        ("number", "1000", "1000"),
        ("grade", "f-6", "F6"),
        ("grade", "a/1", "A1"),
        ("choice", "Not done", "not_done"),
        ("choice", "NOT-DONE", "not_done"),
        ("commitment", "c2", "C2"),
        ("event", "E4", "E4"),
        ("url", "https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("place", "  Panjgur ", "Panjgur"),
        ("role", "border guards", "border guards"),
    ],
)
def test_a_value_is_kept_in_one_spelling_that_reads_as_itself(kind: str, given: str, kept: str) -> None:
    assert VALUES.read(field(kind), given) == kept
    assert VALUES.read(field(kind), kept) == kept


@pytest.mark.parametrize(
    ("kind", "given", "says"),
    [
        ("day", "18 January 2024", "write year-month-day"),
        ("day", "01/02/2024", "write year-month-day"),
        ("day", "2024-1-8", "write year-month-day"),
        ("day", "2023-02-29", "of the calendar"),
        ("day", "0000-01-01", "of the calendar"),
        ("day", "2300-01-01", "from 1900 to 2199"),
        ("day", "\u0662\u0660\u0662\u0664-\u0660\u0661-\u0661\u0668", "is no day"),
        ("moment", "2024-01-18", "day, hour and zone"),
        ("moment", "2024-01-18T04:05", "has no zone; add it, such as 2024-01-18T04:05+05:00"),
        ("moment", "2024-01-18T24:05Z", "of the calendar"),
        ("moment", "2024-01-18T04:05+14:30", "no such zone"),
        ("cadence", "0 weeks", "10 days or 1 month"),
        ("cadence", "weekly", "10 days or 1 month"),
        ("point", "27.12", "no point"),
        ("point", "27,12; 63,45", "no point"),
        ("point", "63.45 E, 27.12 N", "exchanged"),
        ("point", "91, 0", "on no map"),
        ("point", "0, 180.5", "on no map"),
        ("point", "1e3, 2", "no point"),
        ("party", "Atlantis", "in no table of actors"),
        ("party", "Pakistann", "did you mean Pakistan"),
        ("number", "two", "digits only"),
        ("number", "1,200", "digits only"),
        ("number", "1e9", "digits only"),
        ("number", "\u0664", "digits only"),
        ("number", "9" * 16, "digits only"),
        ("grade", "B7", "F6: cannot be judged"),
        ("grade", "2B", "F6: cannot be judged"),
        ("choice", "dome", "did you mean done?"),
        ("choice", "xyz", "use one of: not_done, done"),
        ("commitment", "E4", "a commitment such as C3"),
        ("event", "E9", "the case has no E9"),
        ("notice", "N01", "a notice such as N3"),
        ("url", "example.org", "beginning with https://"),
        ("url", "ftp://example.org", "beginning with https://"),
        ("url", "https://[", "beginning with https://"),
        ("url", "https://example.org/a b", "beginning with https://"),
        ("text", "a\x07b", "U+0007"),
        ("text", "a\u202eb", "U+202E"),
        ("text", "a\ud800b", "U+D800"),
    ],
)
def test_a_value_that_is_none_is_refused_with_a_remedy(kind: str, given: str, says: str) -> None:
    with pytest.raises(WrongError) as caught:
        VALUES.read(field(kind), given)
    assert says in f"{caught.value.what}; {caught.value.remedy}"


def test_a_number_keeps_its_bounds() -> None:
    bounded = field("number", least=1.0, most=6.0)
    assert VALUES.read(bounded, "6") == "6"
    for text, says in (("0.5", "write 1 or more"), ("6.01", "write 6 or less")):
        with pytest.raises(WrongError, match="than") as caught:
            VALUES.read(bounded, text)
        assert caught.value.remedy == says


def test_several_values_are_divided_by_semicolons_or_lines_and_kept_once() -> None:
    assert VALUES.read(field("party", many=True), "Iran; pak;\nIRN;") == "IRN; PAK"


@given(st.datetimes(timezones=st.timezones()).filter(lambda one: 1900 <= one.year < 2200))
def test_a_moment_comes_back_as_it_was_written(at: object) -> None:
    given_at = re.sub(r"\.\d+", "", at.isoformat())  # type: ignore[attr-defined] - a datetime
    if not re.search(r"[+-]\d\d:\d\d$", given_at):
        return  # a zone to the second, of the days before standard time
    kept = written(VALUES.moment(given_at))
    assert moment(kept) == moment(given_at)
    assert VALUES.read(field("moment"), kept) == kept


@given(
    st.decimals(-90, 90, places=6, allow_nan=False, allow_infinity=False),
    st.decimals(-180, 180, places=6, allow_nan=False, allow_infinity=False),
)
def test_a_point_comes_back_as_it_was_written(lat: object, lon: object) -> None:
    kept = VALUES.read(field("point"), f"{lat:f}, {lon:f}")  # type: ignore[str-format] - decimals
    assert point(kept) == (float(lat), float(lon))  # type: ignore[arg-type] - decimals
    assert VALUES.read(field("point"), kept) == kept
