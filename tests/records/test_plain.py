"""Every record comes back from its JSON as it was."""

import dataclasses
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente.records
from detente.records import Evidence, Reason, Relation, Sketch
from detente.records.plain import built, written

RECORDS = [one for name in detente.records.__all__ if dataclasses.is_dataclass(one := getattr(detente.records, name))]
# Deep records would be drawn for long, so a tuple holds two things at most.
st.register_type_strategy(tuple, lambda kind: _tuple(kind.__args__))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


def _tuple(inside: tuple[type, ...]) -> st.SearchStrategy[tuple[object, ...]]:
    if inside[-1] is Ellipsis:
        return st.lists(st.deferred(lambda: st.from_type(inside[0])), max_size=2).map(tuple)
    return st.tuples(*map(st.from_type, inside))


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: one.__name__)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_record_of_any_kind_comes_back_as_it_was(record: type, data: st.DataObject) -> None:
    one = data.draw(st.from_type(record))
    assert built(record, json.loads(written(one))) == one


def test_json_is_written_to_be_read_by_people() -> None:
    one = Sketch(of="a", head=None, lemmas=("مرز",), vector=b"\x00\xff")
    assert written(one).startswith('{"of": "a", "head": null, "lemmas": ["مرز"], "vector": "AP8="')


def test_fields_of_another_version_are_passed_over_and_new_ones_take_their_default() -> None:
    fields = {"of": "a", "head": "seize", "lemmas": [], "colour": "red"}
    assert built(Sketch, fields) == Sketch(of="a", head="seize", lemmas=())


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"kind": "quote", "article": "a", "start": 0, "end": 1}, TypeError),
        ({"kind": "rumour", "article": "a", "start": 0, "end": 1, "quote": "x"}, ValueError),
        ({"kind": ["quote"], "article": "a", "start": 0, "end": 1, "quote": "x"}, ValueError),
        ({"kind": "quote", "article": "a", "start": "0", "end": 1, "quote": "x"}, ValueError),
        ({"kind": "quote", "article": "a", "start": True, "end": 1, "quote": "x"}, ValueError),
        ({"kind": "quote", "article": None, "start": 0, "end": 1, "quote": "x"}, ValueError),
        ("quote", ValueError),
        (None, ValueError),
    ],
)
def test_what_is_no_record_is_refused(fields: object, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        built(Evidence, fields)


def test_a_whole_number_does_for_a_score_and_base64_for_bytes() -> None:
    assert built(Reason, {"field": "type", "score": 1, "reason": "r"}).score == 1.0
    for wrong in (7, "no base64!", "é"):
        with pytest.raises(ValueError, match="vector cannot be"):
            built(Sketch, {"of": "a", "head": None, "lemmas": [], "vector": wrong})


def test_a_tuple_of_a_fixed_length_keeps_it() -> None:
    fields = {"dyad": ["ISL"], "lines": [], "third_parties": [], "changes": []}
    with pytest.raises(ValueError, match="zip"):
        built(Relation, fields)
    assert built(Relation, {**fields, "dyad": ["ISL", "NOR"]}).dyad == ("ISL", "NOR")
    with pytest.raises(ValueError, match="dyad cannot be"):
        built(Relation, {**fields, "dyad": "ISL NOR"})
