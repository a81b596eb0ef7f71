"""Drafting: a filled-in form becomes a notice in canonical spelling, or all that is wrong with it is told at once."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.liaison import Known, warnings, words
from detente.liaison.config import Config
from detente.records import Act, Notice, Tlp
from tests.liaison.filled import FORMS, LOG, NEW, REPLY, drafted, head, known, refused, tried


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_becomes_a_notice_when_what_it_needs_is_given(form: str) -> None:
    made = drafted(form, NEW[form])
    assert (made.form, made.sender, made.author, made.tlp) == (form, "PAK", "Duty officer", FORMS[form].tlp)
    assert "IRN" in made.to
    assert [name for name, _ in made.fields] == [
        one.name for one in FORMS[form].fields if one.name in NEW[form] or one.default
    ]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_tells_each_missing_field_with_what_it_means(form: str) -> None:
    wrong = refused(form, {})
    for one in FORMS[form].fields:
        if one.required and one.default is None:
            assert wrong[one.name].startswith(f"is missing; give {one.means}")


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_is_answered_with_the_fields_of_its_reply(form: str) -> None:
    first = drafted(form, NEW[form])
    made = drafted(form, REPLY[form], Act.REPLY, {"N1": first}, of="n1", sender="Iran", to=("Pakistan",))
    assert (made.of, made.act, made.sender, made.tlp) == ("N1", Act.REPLY, "IRN", first.tlp)
    assert set(REPLY[form]) <= {name for name, _ in made.fields}


@pytest.mark.parametrize("form", sorted(name for name, one in FORMS.items() if one.log))
def test_every_plan_takes_log_rows(form: str) -> None:
    first = drafted(form, NEW[form])
    made = drafted(form, LOG, Act.LOG, {"N1": first}, of="N1", to=())
    assert made.text("outcome") == "not_done"


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_says_its_notices_in_one_line(form: str) -> None:
    first = drafted(form, NEW[form])
    reply = drafted(form, REPLY[form], Act.REPLY, {"N1": first}, of="N1", sender="Iran", to=("Pakistan",))
    shown = {"PAK": "Pakistan", "IRN": "Iran"}.get
    for one in (first, reply):
        told = words(FORMS[form], one, lambda name: shown(name) or name)
        assert "\n" not in told
        assert not set("[]{}") & set(told)
        assert "(not given)" not in told
        assert "PAK" not in told


def test_a_line_leaves_out_what_is_not_given_and_says_what_is_gone() -> None:
    form = FORMS["incident_notice"]
    notice = drafted(form, NEW["incident_notice"])
    assert words(form, notice) == "PAK tells of an incident on 2024-01-16 at Panjgur: a strike"
    nowhere = replace(notice, fields=tuple(one for one in notice.fields if one[0] != "place"))
    assert words(form, nowhere) == "PAK tells of an incident on 2024-01-16: a strike"
    erased = replace(notice, fields=tuple(one for one in notice.fields if one[0] != "what"))
    assert words(form, erased).endswith(": [erased]")


def test_everything_that_is_wrong_is_told_at_once() -> None:
    wrong = refused(
        "incident_notice",
        {"whta": "x", "day": "2024-02-30", "kind": "strik", "killed": "-2", "hour": "2024-01-16T04:00"},
        sender="Pakistann",
        to=("Nobody",),
        author=" ",
        at="2024-01-17 04:05",
        about=("C9", "E9", "N9", "x"),
        tlp="pink",
    )
    assert set(wrong) == {
        "at", "sender", "to", "author", "about", "tlp", "whta", "what", "day", "hour", "place", "kind", "killed",
    }  # fmt: skip
    assert "did you mean what?" in wrong["whta"]
    assert "did you mean strike?" in wrong["kind"]
    assert "2024-01-17T04:05+05:00" in wrong["at"]
    assert "did you mean Pakistan" in wrong["sender"]


@pytest.mark.parametrize(
    ("of_head", "field", "says"),
    [
        pytest.param({"to": ()}, "to", "nobody is addressed", id="nobody is addressed"),
        pytest.param({"to": ("Pakistan", "Iran")}, "to", "is the sender itself", id="oneself is addressed"),
        pytest.param({"of": "N1"}, "of", "use reply", id="a new notice names an entry that it is about"),
        pytest.param({"about": ("E9",)}, "about", "the case has no E9", id="an event that there is not"),
        pytest.param({"about": ("E0",)}, "about", "is no id", id="an id that can never be"),
        pytest.param({"at": "yesterday"}, "at", "is no moment", id="a moment in words"),
        pytest.param({"at": "2024-01-17"}, "at", "is no moment", id="a day for a moment"),
        pytest.param({"at": "2024-01-17T25:00Z"}, "at", "of the calendar", id="an hour that there is not"),
        pytest.param({"at": "2024-01-17T04:05+23:00"}, "at", "no such zone", id="a zone that there is not"),
        pytest.param({"at": "1717-01-17T04:05Z"}, "at", "lies far off", id="a year long ago"),
        pytest.param({"author": "a\x1b[31m"}, "author", "cannot be shown", id="a sign that steers the terminal"),
        pytest.param({"tlp": "TLP:WHITE"}, "tlp", "use one of: CLEAR", id="a label of TLP 1"),
    ],
)
def test_a_head_that_cannot_be_is_refused(of_head: dict[str, object], field: str, says: str) -> None:
    assert says in refused("message", NEW["message"], **of_head)[field]


def test_what_a_person_writes_comes_out_in_one_spelling() -> None:
    made = drafted(
        "incident_notice",
        {
            "what": "  a  strike ",
            "day": "2024-01-16",
            "hour": "2024-01-16 04:05 z",
            "place": "Panjgur",
            "point": "26.970 N 64.09E",
            "kind": "STRIKE",
            "units": "border guards;\n police; police",
            "killed": "002",
        },
        at="2024-01-17 04:05:30+0500",
        about=("c2", "e4", "C2"),
        tlp="tlp:amber strict",
    )
    assert dict(made.fields) == {
        "what": "a  strike",
        "day": "2024-01-16",
        "hour": "2024-01-16T04:05+00:00",
        "place": "Panjgur",
        "point": "26.97, 64.09",
        "kind": "strike",
        "units": "border guards; police",
        "killed": "2",
    }
    assert (made.at, made.about, made.tlp) == ("2024-01-17T04:05:30+05:00", ("C2", "E4"), Tlp.AMBER_STRICT)


def test_a_label_wider_than_the_form_may_go_is_refused_and_a_narrower_one_taken() -> None:
    assert "use AMBER or a narrower" in refused("intelligence_notice", NEW["intelligence_notice"], tlp="GREEN")["tlp"]
    assert drafted("intelligence_notice", NEW["intelligence_notice"], tlp="RED").tlp is Tlp.RED


def test_an_answer_has_the_label_of_what_it_answers_unless_it_gives_one() -> None:
    first = drafted("query", NEW["query"], tlp="RED")
    answer = drafted("query", REPLY["query"], Act.REPLY, {"N4": first}, of="N4", sender="Iran", to=("Pakistan",))
    assert answer.tlp is Tlp.RED


def test_an_act_that_the_form_does_not_allow_is_refused_with_those_that_it_takes() -> None:
    first = drafted("query", NEW["query"])
    wrong = refused("query", {}, Act.RELEASE, {"N1": first}, of="N1")
    assert "the form query takes no release; it takes: new, reply, ack" in wrong["act"]


@pytest.mark.parametrize(
    ("act", "values"),
    [
        (Act.ACKNOWLEDGE, {}),
        (Act.ACKNOWLEDGE, {"note": "with the duty officer"}),
        (Act.DISPUTE, {"why": "it was another day"}),
        (Act.SETTLE, {"outcome": "agreed", "terms": "it was the 17th"}),
        (Act.WITHDRAW, {"why": "sent by mistake"}),
        (Act.ERASE, {"erased": "persons", "why": "asked for", "authority": "law on data protection"}),
    ],
)
def test_acts_that_every_form_knows_take_their_own_fields(act: Act, values: dict[str, str]) -> None:
    first = drafted("incident_notice", NEW["incident_notice"])
    made = drafted("incident_notice", values, act, {"N1": first}, of="N1", sender="Iran", to=("Pakistan",))
    assert dict(made.fields) == values


def test_a_dispute_says_what_is_contested() -> None:
    first = drafted("incident_notice", NEW["incident_notice"])
    assert "what is contested" in refused("incident_notice", {}, Act.DISPUTE, {"N1": first}, of="N1")["why"]


def test_another_label_is_named_when_a_thread_is_labelled_anew() -> None:
    first = drafted("message", NEW["message"])
    assert "name the new label" in refused("message", {}, Act.RELABEL, {"N1": first}, of="N1")["tlp"]
    assert drafted("message", {}, Act.RELABEL, {"N1": first}, of="N1", tlp="red").tlp is Tlp.RED


@pytest.mark.parametrize(
    ("of", "says"),
    [(None, "name the entry to ack"), ("N9", "the case has no N9"), ("E4", "is no id"), ("N1", "use the form query")],
)
def test_an_act_is_about_an_entry_of_its_form(of: str | None, says: str) -> None:
    wrong = refused("message", {}, Act.ACKNOWLEDGE, {"N1": drafted("query", NEW["query"])}, of=of)
    assert says in wrong["of"]


def test_only_the_entry_is_asked_for_where_none_is_named() -> None:
    assert set(refused("incident_notice", {"killed": "3"}, Act.CORRECT, of="N7")) == {"of"}


class TestCorrections:
    """A correction holds new values only, and is judged with those that it leaves standing."""

    first = drafted("incident_notice", NEW["incident_notice"] | {"killed": "2"})

    def corrected(self, values: dict[str, str]) -> Notice:
        return drafted("incident_notice", values, Act.CORRECT, {"N1": self.first}, of="N1")

    def wrong(self, values: dict[str, str], **before: Notice) -> dict[str, str]:
        return refused(
            "incident_notice", values, Act.CORRECT, {"N1": self.first} | before, of=max(before, default="N1")
        )

    def test_new_values_are_kept_with_the_reason(self) -> None:
        made = self.corrected({"killed": "3", "why": "counted again"})
        assert made.fields == (("killed", "3"), ("why", "counted again"))

    def test_an_empty_value_takes_out_a_field_that_need_not_be_there(self) -> None:
        assert self.corrected({"killed": "", "why": "unknown after all"}).text("killed") == ""
        assert "cannot be taken out" in self.wrong({"place": "", "why": "unknown"})["place"]

    def test_a_reason_and_a_change_are_needed(self) -> None:
        assert "is missing" in self.wrong({"killed": "3"})["why"]
        assert "gives no new value" in self.wrong({"why": "because"})["fields"]
        assert "changes nothing of N1" in self.wrong({"killed": "02", "why": "because"})["fields"]

    def test_what_stands_afterwards_keeps_the_rules(self) -> None:
        assert "lies before" in self.wrong({"day": "2024-01-19", "why": "misread"})["day"]

    def test_an_entry_without_values_of_its_own_is_not_corrected(self) -> None:
        again = self.corrected({"killed": "3", "why": "counted again"})
        assert "correct N1 again" in self.wrong({"killed": "4", "why": "and again"}, N2=again)["of"]

    def test_a_correction_that_accuses_another_side_goes_to_it(self) -> None:
        report = drafted("violation_report", NEW["violation_report"])
        values = {"accused": "Joint Commission", "why": "misread"}
        made = drafted("violation_report", values, Act.CORRECT, {"N1": report}, of="N1")
        assert made.to == ("IRN", "joint-commission")


def test_whom_a_rule_wants_among_the_addressees_is_added() -> None:
    made = drafted("verification_request", NEW["verification_request"])
    assert made.to == ("IRN", "joint-commission")
    alone = drafted("violation_report", NEW["violation_report"], to=())
    assert alone.to == ("IRN",)


def test_limits_are_settings() -> None:
    assert "are too many" in refused("message", {"subject": "a", "words": "x" * 20_001})["words"]
    short = replace(known(), limits=Config(longest=3))
    assert isinstance(short, Known)


@pytest.mark.parametrize(
    ("config", "says"),
    [({"longest": 0}, "longest"), ({"suggestions": 0}, "suggestions"), ({"first_year": 2300}, "first_year")],
)
def test_limits_that_nothing_could_keep_are_refused(config: dict[str, int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Config(**config)  # type: ignore[arg-type] - wrong by intent


TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["2024-01-16", "2024-01-16T04:05Z", "C2", "b2", "1 week", "12", "Iran", "26.9, 64.1", "done", ";"]),
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_typed_becomes_a_notice_or_problems_and_a_notice_drafts_to_itself(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FORMS)))
    form = FORMS[name]
    some = data.draw(st.dictionaries(st.sampled_from([one.name for one in form.fields]), TEXTS, max_size=6))
    found = tried(name, NEW[name] | some)
    if isinstance(found, tuple):
        assert all(one.field and one.what and one.remedy for one in found)
        return
    again = tried(name, dict(found.fields), to=found.to)
    assert again == found
    found.author.encode()  # type: ignore[union-attr] - drafted, so never erased
    words(form, found).encode()
    warnings(found, form, known())


@settings(max_examples=60, deadline=None)
@given(sender=TEXTS, at=TEXTS, author=TEXTS, tlp=TEXTS, about=st.lists(TEXTS, max_size=2))
def test_whatever_stands_in_the_head_is_taken_or_refused(
    sender: str, at: str, author: str, tlp: str, about: list[str]
) -> None:
    found = tried("message", NEW["message"], sender=sender, at=at, author=author, tlp=tlp, about=tuple(about))
    assert isinstance(found, Notice) or all(one.what and one.remedy for one in found)


def test_a_head_by_hand_is_whole() -> None:
    assert head().tlp is None
