"""Forms filled in rightly, and look-ups made by hand, for tests of drafting."""

from collections.abc import Mapping

from detente.codebook import Form, load_forms
from detente.liaison import Head, Known, draft
from detente.records import Act, Notice, Problem

PARTIES = {"pakistan": "PAK", "pak": "PAK", "iran": "IRN", "irn": "IRN", "joint commission": "joint-commission"}
PARTIES |= {one: one for one in PARTIES.values()}
PLACES = {"Panjgur": (26.97, 64.09), "Saravan": (27.37, 62.33)}
AT = "2024-01-17T04:05+05:00"
FORMS = load_forms()

# What every form needs at least, by form and act.
NEW: dict[str, dict[str, str]] = {
    "envoy_status": {"whose": "Pakistan", "status": "recalled", "day": "2024-01-17"},
    "incident_notice": {"what": "a strike", "day": "2024-01-16", "place": "Panjgur", "kind": "strike"},
    "intelligence_notice": {"claim": "a group gathers", "grade": "b2", "valid_until": "2024-01-30"},
    "joint_patrol_plan": {
        "title": "patrols of the western sector",
        "place": "Panjgur",
        "first": "2024-02-01",
        "own_unit": "border guards",
        "other_unit": "border regiment",
    },
    "measure_plan": {
        "title": "exchange of lists",
        "sort": "list exchange",
        "first": "2024-02-01",
        "own_unit": "liaison office",
        "other_unit": "consulate",
    },
    "message": {"subject": "the line", "words": "the line is open again"},
    "pre_notification": {"activity": "exercise", "what": "a winter exercise", "first": "2024-04-01"},
    "query": {"question": "did anybody fire?"},
    "review_meeting": {"day": "2024-02-10", "level": "officials", "agenda": "the patrols"},
    "talks": {"with": "Iran", "channel": "foreign ministers call", "day": "2024-01-17"},
    "verification_report": {
        "verifier": "Joint Commission",
        "finding": "complied",
        "day": "2024-01-16",
        "words": "all quiet",
        "method": "patrol; inspection",
        "evidence": "record 12",
    },
    "verification_request": {"verifier": "Joint Commission", "question": "are the posts empty?"},
    "violation_report": {
        "what": "firing over the line",
        "accused": "Iran",
        "commitment": "C2",
        "day": "2024-01-16",
        "place": "Panjgur",
        "evidence": "log of the post",
    },
    "visit": {
        "visitors": "foreign minister; director general",
        "host": "Iran",
        "level": "foreign ministers",
        "purpose": "to talk",
        "first": "2024-01-29",
    },
}
REPLY: dict[str, dict[str, str]] = {
    "envoy_status": {"agreement": "noted"},
    "incident_notice": {"finding": "confirmed", "words": "so it was"},
    "intelligence_notice": {"action": "acted on", "action_taken": "a patrol was sent", "feedback": "not checked"},
    "joint_patrol_plan": {"answer": "agreed"},
    "measure_plan": {"answer": "agreed"},
    "message": {"words": "thank you"},
    "pre_notification": {"answer": "noted"},
    "query": {"answer": "answered", "words": "nobody did"},
    "review_meeting": {"answer": "accepted"},
    "talks": {"reading": "same"},
    "verification_report": {"answer": "accepted"},
    "verification_request": {"answer": "accepted"},
    "violation_report": {"answer": "denied", "words": "nobody fired"},
    "visit": {"answer": "welcome"},
}
LOG = {"day": "2024-01-10", "outcome": "not done", "words": "nobody came"}


def known(**notices: Notice) -> Known:
    """Return look-ups that know two states, a body, two places, C1 to C3, E1 to E4 and the notices that are given."""
    return Known(
        party=lambda name: PARTIES.get(name.lower()),
        near=lambda name: [one.title() for one in PARTIES if one[0] == name[:1].lower()],
        event=lambda name: name in {"E1", "E2", "E3", "E4"},
        commitment=lambda name: name in {"C1", "C2", "C3"},
        notice=notices.get,
        point=PLACES.get,
    )


def head(**given: object) -> Head:
    """Return a head from Pakistan to Iran, with what is given in place of it."""
    usual: dict[str, object] = {"sender": "Pakistan", "to": ("Iran",), "author": "Duty officer", "at": AT}
    return Head(**(usual | given))  # type: ignore[arg-type] - made by hand


def tried(
    form: str | Form,
    values: Mapping[str, str],
    act: Act = Act.NEW,
    before: Mapping[str, Notice] | None = None,
    **of_head: object,
) -> Notice | tuple[Problem, ...]:
    """Return what becomes of a draft."""
    made = FORMS[form] if isinstance(form, str) else form
    return draft(made, act, values, head=head(**of_head), known=known(**before or {}))


def drafted(
    form: str | Form,
    values: Mapping[str, str],
    act: Act = Act.NEW,
    before: Mapping[str, Notice] | None = None,
    **of_head: object,
) -> Notice:
    """Return a notice; what is wrong with it fails the test."""
    found = tried(form, values, act, before, **of_head)
    assert isinstance(found, Notice), "\n".join(f"{one.field}: {one}" for one in found)
    return found


def refused(
    form: str | Form,
    values: Mapping[str, str],
    act: Act = Act.NEW,
    before: Mapping[str, Notice] | None = None,
    **of_head: object,
) -> dict[str, str]:
    """Return what is wrong by field, the first of each; a notice fails the test."""
    found = tried(form, values, act, before, **of_head)
    assert isinstance(found, tuple), found
    return {one.field: str(one) for one in reversed(found)}
