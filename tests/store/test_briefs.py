"""The last brief about a dyad is remembered."""

from types import SimpleNamespace

from detente.store.case import Case


def test_the_last_brief_about_a_dyad_is_remembered(case: Case, make: SimpleNamespace) -> None:
    assert case.last_brief(make.dyad) is None
    first = make.brief("Iceland seized two boats.", at="2024-01-20T12:00:00+01:00")
    second = make.brief("The boats are back.", "Nothing else.", at="2024-01-19T12:00:00+01:00", as_of="2024-01-18")
    case.remember_brief(first)
    case.remember_brief(second)
    assert case.last_brief(make.dyad) == second
    assert case.last_brief(("DNK", "SWE")) is None
