"""The forms of working traffic are data: the shipped ones hold together, one's own are added, broken ones are named."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.codebook import Form, load_forms
from detente.codebook.form_files import DATA, FIELD_KINDS, FORM_KEYS, SENSITIVE, load_acts
from detente.errors import CodebookError
from detente.records import Act, Tlp

FORMS = load_forms()
SHIPPED = sorted((DATA / "forms").glob("*.toml"))
NEEDED = {
    "incident_notice", "query", "envoy_status", "talks", "joint_patrol_plan", "measure_plan", "intelligence_notice",
    "pre_notification", "visit", "verification_request", "verification_report", "violation_report", "review_meeting",
    "message",
}  # fmt: skip

OWN = """\
id = "water_release"
name = "Water release"
means = "A dam opens its gates: the side downstream is told beforehand"
words = "{sender} releases {amount} m3/s at {dam} from {start}[ until {end}]"
tlp = "GREEN"
acknowledge = "30min"

[[field]]
name = "dam"
kind = "place"
required = true
means = "the dam"

[[field]]
name = "amount"
kind = "number"
required = true
least = 0
means = "how much, in cubic metres a second"

[[field]]
name = "start"
kind = "moment"
required = true
keep = "occasion"
means = "from when"

[[field]]
name = "end"
kind = "moment"
means = "until when"

[[rule]]
kind = "lead"
field = "start"
least = "6h"
means = "the side downstream has six hours"

[[rule]]
kind = "window"
field = "end"
after = "start"
least = "0h"
means = "it ends after it begins"
"""


def test_every_form_that_the_work_needs_is_shipped_under_its_own_name() -> None:
    assert set(FORMS) == NEEDED
    assert {path.stem for path in SHIPPED} == NEEDED


def test_every_act_is_known_to_every_form_with_what_it_asks_for() -> None:
    assert [one.act for one in load_acts()] == list(Act)
    for form in FORMS.values():
        assert {Act.NEW, Act.CORRECT, Act.WITHDRAW, Act.RELABEL, Act.ERASE} <= form.acts
        assert form.asks(Act.NEW) == form.fields
        assert [one.name for one in form.asks(Act.ERASE)] == ["erased", "why", "authority"]


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_a_shipped_form_says_what_it_is_where_its_times_come_from_and_can_be_disputed(form: Form) -> None:
    assert form.source
    assert form.means.endswith(tuple("abcdefghijklmnopqrstuvwxyz"))
    assert {Act.ACKNOWLEDGE, Act.DISPUTE, Act.SETTLE, Act.REPLY} <= form.acts
    assert all(rule.means for rule in form.rules)
    assert all(rule.source or not rule.least for rule in form.rules if not rule.strict and rule.kind == "lead")


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_whatever_could_endanger_somebody_is_marked_for_coarsening(form: Form) -> None:
    fields = (*form.fields, *form.reply, *form.log)
    assert all(one.sensitive for one in fields if one.kind in {"person", "point"})
    assert {one.sensitive for one in fields} <= {None, *SENSITIVE}


def test_what_is_secret_or_accuses_waits_for_a_second_person() -> None:
    assert {name for name, form in FORMS.items() if form.four_eyes} == {"intelligence_notice", "violation_report"}
    assert all((Act.RELEASE in form.acts) is form.four_eyes for form in FORMS.values())
    assert FORMS["intelligence_notice"].tlp is Tlp.AMBER_STRICT
    assert FORMS["intelligence_notice"].widest is Tlp.AMBER
    assert [one.kind for one in FORMS["intelligence_notice"].bearings] == ["nothing"]


def test_plans_are_the_forms_with_a_log() -> None:
    assert {name for name, form in FORMS.items() if form.log} == {"joint_patrol_plan", "measure_plan"}


def test_the_shipped_forms_are_read_once() -> None:
    assert load_forms() is FORMS


def test_a_form_of_ones_own_is_added_without_code(tmp_path: Path) -> None:
    (tmp_path / "water.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / ".hidden.toml").write_text("no TOML", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no form", encoding="utf-8")
    found = load_forms(tmp_path)
    assert set(found) == {*NEEDED, "water_release"}
    assert found["water_release"].acts == frozenset(Act) - {Act.REPLY, Act.RELEASE, Act.LOG}
    assert found["message"] is FORMS["message"]
    assert "water_release" not in load_forms()


def test_a_form_of_ones_own_takes_the_place_of_the_shipped_one_of_its_id(tmp_path: Path) -> None:
    text = (DATA / "forms" / "query.toml").read_text(encoding="utf-8")
    (tmp_path / "ours.toml").write_text(text.replace('answer = "48h"', 'answer = "24h"', 1), encoding="utf-8")
    found = load_forms(tmp_path)["query"]
    assert found.answer is not None
    assert found.answer.total_seconds() == 24 * 3600
    assert load_forms()["query"].answer != found.answer


def one(**given: str) -> str:
    """Return the own form with the value of some top keys replaced; None takes a key out."""
    text = OWN
    for key, value in given.items():
        text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text, count=1)
    return text


HEADLESS = OWN.split("[[field]]", maxsplit=1)[0]
PLAN = '\n[[log]]\nname = "day"\nkind = "day"\nrequired = true\nmeans = "x"\n'
RULE = '\n[[rule]]\nmeans = "x"\n'
BEARING = '\n[[bearing]]\nkind = "change"\nvalues = '


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("id = ", ", line 1: is no TOML", id="no TOML"),
        pytest.param("", "line 1: id is missing", id="an empty file"),
        pytest.param(OWN.replace('tlp = "GREEN"\n', ""), "tlp is missing", id="no label"),
        pytest.param(one(id='"Water"'), "line 1: id 'Water' is no name", id="an id with a capital"),
        pytest.param(one(name='""'), "line 2: name is no text", id="an empty name"),
        pytest.param(one(name="7"), "line 2: name is no text", id="a number for a text"),
        pytest.param("colour = 1\n" + OWN, "line 1: unknown key 'colour'", id="an unknown key"),
        pytest.param(OWN.replace("acknowledge", "acknowlege"), "did you mean acknowledge?", id="a slip in a key"),
        pytest.param(one(tlp='"WHITE"'), "line 5: unknown tlp 'WHITE'", id="a label that there is not"),
        pytest.param(one(acknowledge='"3 weeks"'), "line 6: acknowledge '3 weeks' is no length", id="weeks"),
        pytest.param(one(acknowledge='"0h"'), "no time at all", id="a clock that has run out at once"),
        pytest.param(one(acknowledge='"30min"\nanswer = "3d"'), "line 7: answer waits for an act", id="no reply"),
        pytest.param(one(tlp='"GREEN"\nwidest = "AMBER"'), "GREEN is wider than widest AMBER", id="labels crossed"),
        pytest.param(one(tlp='"GREEN"\nfour_eyes = "yes"'), "neither true nor false", id="yes for true"),
        pytest.param(one(tlp='"GREEN"\nacts = ["answer"]'), "unknown acts 'answer'", id="an unknown act"),
        pytest.param(one(tlp='"GREEN"\nacts = ["new", "new"]'), "names 'new' twice", id="an act twice"),
        pytest.param(one(tlp='"GREEN"\nacts = ["release", "ack"]'), "release without four_eyes", id="no four eyes"),
        pytest.param(one(tlp='"GREEN"\nacts = ["reply", "ack"]'), "allows reply, but no field", id="no reply fields"),
        pytest.param(one(tlp='"GREEN"\nacts = []'), "acknowledge waits for an act", id="nobody may acknowledge"),
        pytest.param(one(words='"{sender} opens {gate}"'), "words names 'gate'", id="a template without its field"),
        pytest.param(one(words='"[{dam}"'), "bracket that is not closed", id="a bracket that is not closed"),
        pytest.param(HEADLESS, "field is missing", id="no fields"),
        pytest.param(HEADLESS + "field = []\n", "it has no field", id="an empty list of fields"),
        pytest.param(HEADLESS + "field = 3\n", "no list of tables", id="a number for the fields"),
        pytest.param(OWN.replace('name = "dam"', 'name = "end"'), "the field end stands here twice", id="a name twice"),
        pytest.param(
            OWN.replace('"dam"', '"author"'), "author is a name of the notice's head", id="a name of the head"
        ),
        pytest.param(OWN.replace('"number"', '"integer"'), "line 16: unknown kind 'integer'", id="an unknown kind"),
        pytest.param(OWN.replace('"number"', '"choice"'), "a choice without values", id="a choice without values"),
        pytest.param(one(required='true\nvalues = ["x"]'), "values for a field of kind place", id="values for a place"),
        pytest.param(one(required='true\nkeep = "review"'), "keep for a field of kind place", id="a place to keep"),
        pytest.param(one(keep='"birthday"'), "unknown keep 'birthday'", id="an unknown date to keep"),
        pytest.param(one(least='"0"'), "least is no number", id="a number in quotes"),
        pytest.param(one(least="nan"), "least is no number", id="a bound that is no number"),
        pytest.param(one(required='true\nsensitive = "very"'), "unknown sensitive 'very'", id="an unknown sensitivity"),
        pytest.param(one(required='true\ndefault = "x"'), "default for a field of kind place", id="a default place"),
        pytest.param(OWN.replace('kind = "lead"', 'kind = "delay"'), "unknown kind 'delay'", id="an unknown rule"),
        pytest.param(OWN.replace('field = "start"', 'field = "begin"'), "field names 'begin'", id="a rule on no field"),
        pytest.param(OWN.replace('field = "start"', 'field = "dam"'), "is of kind place", id="a lead time of a place"),
        pytest.param(OWN.replace('least = "6h"\n', ""), "a rule of kind lead needs least", id="a lead of no length"),
        pytest.param(OWN.replace('least = "0h"\n', ""), "without a limit; add least or most", id="a window of no size"),
        pytest.param(
            OWN.replace('least = "0h"', 'least = "2h"\nmost = "1h"'), "more than the most", id="limits crossed"
        ),
        pytest.param(OWN.replace('least = "0h"', 'least = "0h"\nto = ["x"]'), "to means nothing", id="a surplus key"),
        pytest.param(
            OWN + RULE + 'kind = "distance"\nfield = "dam"\nmost_km = 3\n', "kind place", id="how far is what"
        ),
        pytest.param(OWN + RULE + 'kind = "recipient"\nto = ["{dam}"]\n', "to names 'dam'", id="a place is told"),
        pytest.param(
            OWN + RULE + 'kind = "needs"\nfield = "end"\nwhen = { x = "y" }\n', "when names 'x'", id="no when"
        ),
        pytest.param(
            OWN + RULE + 'kind = "needs"\nfield = "end"\nwhen = { dam = 3 }\n',
            "which is no number",
            id="a place at most",
        ),
        pytest.param(
            OWN + RULE + 'kind = "needs"\nfield = "end"\nwhen = { dam = false }\n', "is no condition", id="when not"
        ),
        pytest.param(OWN + RULE + 'kind = "needs"\nfield = "end"\nact = "ack"\n', "unknown act 'ack'", id="of no act"),
        pytest.param(
            OWN + RULE + 'kind = "needs"\nfield = "end"\nact = "reply"\n', "field names 'end'", id="of another"
        ),
        pytest.param(OWN + BEARING + '{ line = "x", state = "y" }\n', "'x' has no state 'y'", id="a line that is none"),
        pytest.param(
            OWN + BEARING + '{ line = "talks", state = "{dam}" }\n', "no state '{dam}'", id="a place for a state"
        ),
        pytest.param(OWN + BEARING + '{ line = "talks" }\n', "needs state", id="a line without its state"),
        pytest.param(
            OWN + BEARING + '{ line = "talks", weapon = "x" }\n', "weapon means nothing", id="a surplus value"
        ),
        pytest.param(OWN + BEARING + '{ line = "talks", state = 3 }\n', "state is no text", id="a number for a state"),
        pytest.param(
            OWN + '\n[[bearing]]\nkind = "keeping"\nvalues = { kind = "kept" }\n',
            "unknown kind 'kept'",
            id="no keeping",
        ),
        pytest.param(OWN + '\n[[bearing]]\nkind = "event"\n', "unknown kind 'event'", id="a bearing on events"),
        pytest.param(OWN + PLAN, "a form with a log needs the field first", id="a plan without days"),
        pytest.param(
            OWN.replace('"start"', '"first"').replace("{start}", "{first}").replace('"moment"', '"day"') + PLAN,
            "needs the log outcome",
            id="a log without outcomes",
        ),
        pytest.param(OWN.encode("utf-16").decode("latin-1"), "no text; save the file as", id="another encoding"),
    ],
)
def test_a_broken_form_is_named_with_file_line_and_remedy(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "water.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_forms(tmp_path)
    assert says in str(caught.value).replace('"', "'") or says in str(caught.value)
    assert caught.value.where.startswith(str(path))
    assert caught.value.remedy


def test_the_line_of_an_error_is_that_of_the_key(tmp_path: Path) -> None:
    path = tmp_path / "water.toml"
    path.write_text(OWN.replace('keep = "occasion"', 'keep = "ocasion"'), encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_forms(tmp_path)
    line = next(number for number, text in enumerate(path.read_text().splitlines(), 1) if "ocasion" in text)
    assert caught.value.where == f"{path}, line {line}"
    assert "did you mean occasion?" in caught.value.remedy


def test_a_log_may_only_tell_outcomes_that_are_counted(tmp_path: Path) -> None:
    text = (DATA / "forms" / "joint_patrol_plan.toml").read_text(encoding="utf-8")
    (tmp_path / "plan.toml").write_text(text.replace('"not_observable"', '"fog"'), encoding="utf-8")
    with pytest.raises(CodebookError, match="means nothing in a log"):
        load_forms(tmp_path)


def test_a_state_that_only_some_of_the_lines_of_a_choice_have_is_refused(tmp_path: Path) -> None:
    text = (DATA / "forms" / "talks.toml").read_text(encoding="utf-8")
    (tmp_path / "talks.toml").write_text(text.replace('state = "open"', 'state = "used"'), encoding="utf-8")
    with pytest.raises(CodebookError, match="'hotline' has no state 'used'"):
        load_forms(tmp_path)


def test_a_folder_that_is_none_is_empty_or_holds_an_id_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="is no folder"):
        load_forms(tmp_path / "none")
    with pytest.raises(CodebookError, match="holds no form"):
        load_forms(tmp_path)
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(OWN, encoding="utf-8")
    with pytest.raises(CodebookError, match=r"has the id water_release of a\.toml"):
        load_forms(tmp_path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CodebookError, match="is not UTF-8"):
        load_forms(tmp_path)


SCRAPS = st.one_of(
    st.sampled_from(['""', "[]", "3", "-1.5", "true", '["x"]', '"{x}"', '"day"', '{ x = "y" }', '"3d"', "2024-01-16"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_form_with_a_line_lost_or_changed_is_a_form_or_a_clear_error(tmp_path: Path, data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(SHIPPED)).read_text(encoding="utf-8").splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    scrap = data.draw(st.none() | SCRAPS)
    key = lines[at].partition("=")[0]
    lines[at : at + 1] = [] if scrap is None else [f"{key}= {scrap}" if "=" in lines[at] else scrap]
    path = tmp_path / "form.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        found = load_forms(tmp_path)
    except CodebookError as error:
        told = error
    else:
        assert all(isinstance(one, Form) for one in found.values())
        return
    assert told.what
    assert told.remedy
    assert told.where.startswith(str(path))


def page(root: Path) -> str:
    return (root / "docs" / "forms.md").read_text(encoding="utf-8")


def test_the_page_names_every_form_field_key_and_kind(root: Path) -> None:
    text = page(root)
    for form in FORMS.values():
        section = text.partition(f"\n## {form.name}\n")[2].partition("\n## ")[0]
        assert form.means in section, form.id
        for field in (*form.fields, *form.reply, *form.log):
            assert f"| `{field.name}` |" in section, (form.id, field.name)
            assert field.means in section
        for rule in form.rules:
            assert rule.means in section
    for key in (*FORM_KEYS, *FIELD_KINDS, *SENSITIVE):
        assert f"`{key}`" in text, key


def test_the_example_of_the_page_is_a_form(root: Path, tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", page(root), re.DOTALL)
    whole = [one for one in blocks if "[[field]]" in one]
    assert whole
    for number, text in enumerate(whole):
        tomllib.loads(text)
        (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
    assert len(load_forms(tmp_path)) > len(FORMS)


def test_the_tables_of_the_page_are_those_of_the_forms(root: Path) -> None:
    script = [sys.executable, str(root / "docs" / "form_tables.py"), "--check"]
    found = subprocess.run(script, check=False, capture_output=True, encoding="utf-8", cwd=root)
    assert found.returncode == 0, found.stderr
