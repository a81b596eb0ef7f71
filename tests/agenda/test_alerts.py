"""Alerts: what is new, told once, with what it rests on; and nobody is named as the culprit where reports differ."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from detente.agenda.alerts import alerts
from detente.agenda.letters import letters
from detente.agenda.rules import FileTarget, MailTarget, Rule
from detente.records import (
    Alert,
    AlertKind,
    Books,
    KeepingKind,
    Level,
    LevelName,
    LineState,
    Link,
    LinkKind,
    Outcome,
    Relation,
    Standing,
    StandingClaim,
    Tlp,
)

from .made import (
    CONFIG,
    FORMS,
    NOON,
    PAIR,
    WORDS,
    alert,
    article,
    books,
    claim,
    clock,
    due_in,
    event,
    notice,
    plan,
    promise,
    row,
    rule,
    thread,
    violation,
    words,
)


def told(found: Books, *, asked: Rule | None = None, before: Level | None = None, as_of: str = NOON) -> Sequence[Alert]:
    return alerts(found, due_in(found, as_of), before, asked or rule(), as_of, forms=FORMS, words=WORDS, config=CONFIG)


def only(found: Books, **more: object) -> Alert:
    known = told(found, **more)  # type: ignore[arg-type]
    assert len(known) == 1, [one.words for one in known]
    return known[0]


def level(name: LevelName | None, since: str | None = "2031-03-02") -> Level:
    return Level(dyad=PAIR, day="2031-03-04", name=name, since=since, events=("E1",), reason="two acts of force")


PROMISED = promise(due=None)


# Violations


def test_an_alleged_violation_says_who_alleges_it_and_that_nobody_verified_it() -> None:
    found = only(books(commitments=(PROMISED,), keepings=(violation(),)))
    assert found.words == (
        "Southmark alleges a violation of C1 (withdrawal) on 2031-03-02 at Gull Bank; "
        "the other side's answer: none on record; verified by nobody"
    )
    assert found.rests_on == ("Gull Courier, 2031-03-03: “shots were fired across the bank”",)
    assert (found.day, found.about, found.tlp) == ("2031-03-03", ("C1", "E1"), Tlp.CLEAR)


def test_a_violation_that_only_the_reports_tell_of_names_no_side() -> None:
    found = only(books(commitments=(PROMISED,), keepings=(violation(by=None),)))
    assert found.words.startswith("reports allege a violation")
    assert "Norland" not in found.words


def test_a_verified_violation_names_the_verifier_and_at_whose_door_it_is_laid() -> None:
    held = violation(KeepingKind.VERIFIED_VIOLATION, verified_by="the Gull Bank Commission")
    found = only(books(commitments=(PROMISED,), keepings=(held,)))
    assert found.words == (
        "a violation of C1 (withdrawal) on 2031-03-02 at Gull Bank, laid at the door of Norland, "
        "verified by the Gull Bank Commission"
    )


def test_a_violation_called_verified_by_nobody_says_so() -> None:
    found = only(books(commitments=(PROMISED,), keepings=(violation(KeepingKind.VERIFIED_VIOLATION),)))
    assert "by whom it does not say" in found.words
    assert "Norland" not in found.words


@pytest.mark.parametrize(
    "more",
    [
        {"keepings": (violation(answer="it was not us"),)},
        {"keepings": (violation(), violation(id="K2", accused=("SOU",)))},
        {"keepings": (violation(),), "events": (event(disputed=["sources"]),)},
        {"keepings": (violation(),), "commitments": (replace(PROMISED, disputed="disputed"),)},
        {"keepings": (violation(KeepingKind.VERIFIED_VIOLATION, verified_by="OSC", answer="no"),)},
    ],
    ids=["it is denied", "two doors", "the event differs", "the promise is disputed", "verified and denied"],
)
def test_where_reports_disagree_nobody_is_named(more: dict[str, object]) -> None:
    found = told(books(**{"commitments": (PROMISED,), **more}), asked=rule(AlertKind.VIOLATION))
    assert [one.words for one in found] == [
        "reports disagree on a violation of C1 (withdrawal) on 2031-03-02 at Gull Bank; who did it is open"
    ]


def test_several_reports_of_one_violation_are_one_alert_and_a_verified_one_is_another() -> None:
    twice = (violation(), violation(id="K2", evidence=words("a second report")))
    assert len(told(books(commitments=(PROMISED,), keepings=twice))) == 1
    both = (violation(), violation(KeepingKind.VERIFIED_VIOLATION, verified_by="OSC"))
    keys = [one.key for one in told(books(commitments=(PROMISED,), keepings=both))]
    assert keys == ["violation:alleged:C1:E1", "violation:verified:C1:E1"]


def test_a_violation_told_in_a_notice_has_its_label() -> None:
    held = violation(evidence=words("on the form", "N1"))
    red = thread("N1", replace(notice("query"), tlp=Tlp.RED), tlp=Tlp.RED)
    assert only(books(commitments=(PROMISED,), keepings=(held,), threads=(red,))).tlp is Tlp.RED


# What falls due


def test_an_overdue_reply_says_of_whom_and_since_when_and_a_held_notice_is_none() -> None:
    late = thread("N1", notice("query"), clock("2031-03-03T09:00+00:00"))
    held = thread("N2", notice("query"), clock("2031-03-01T09:00+00:00", "release", "NOR"))
    found = only(books(threads=(late, held)))
    assert found.words == (
        "reply to N1, Query from Norland: expected from Southmark by 2031-03-03 09:00+00:00, overdue by 1 day"
    )
    assert found.rests_on[0].startswith("N1 (Query from Norland, Duty officer")


def test_what_is_due_tomorrow_or_today_is_told_and_a_moved_date_anew() -> None:
    def keys(due: str, as_of: str) -> list[str]:
        return [one.key for one in told(books(commitments=(promise(due=due),)), as_of=as_of)]

    first = ["due_tomorrow:promise:C1:2031-03-10"]
    assert keys("2031-03-10", "2031-03-08") == []
    assert keys("2031-03-10", "2031-03-09") == keys("2031-03-10", "2031-03-10") == first
    assert keys("2031-03-11", "2031-03-10") == ["due_tomorrow:promise:C1:2031-03-11"]
    assert keys("2031-03-10", "2031-03-11") == []


def test_a_rule_may_look_further_ahead_than_to_morrow() -> None:
    held = books(commitments=(promise(due="2031-03-10"),))
    assert len(told(held, asked=rule(ahead=6))) == 1
    assert len(told(held, asked=rule(ahead=5))) == 0


# The level of conflict


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (LevelName.DISPUTE, "rose from dispute to violent crisis on 2031-03-02"),
        (LevelName.WAR, "fell from war to violent crisis on 2031-03-02"),
        (None, "is violent crisis since 2031-03-02; nothing in reach says what it was before"),
    ],
)
def test_a_change_of_level_says_from_what_to_what_and_why(before: LevelName | None, words: str) -> None:
    held = books(level=level(LevelName.VIOLENT_CRISIS), events=(event(),))
    found = only(held, before=level(before, None), asked=rule(AlertKind.LEVEL))
    assert words in found.words
    assert found.words.endswith("two acts of force")
    assert found.rests_on == ("E1: 1 report from 1 independent source",)


@pytest.mark.parametrize("now", [None, LevelName.DISPUTE])
def test_an_unknown_level_and_one_that_stayed_are_not_told(now: LevelName | None) -> None:
    held = books(level=level(now))
    assert told(held, before=level(LevelName.DISPUTE)) == ()


def test_the_lowest_level_is_no_news_where_nothing_was_known_before() -> None:
    assert told(books(level=level(LevelName.DISPUTE))) == ()


# Differences


def test_versions_of_an_event_stand_beside_each_other_with_who_says_each() -> None:
    claims = [
        claim("killed", "2", "NOR"),
        claim("killed", "9", "SOU"),
        claim("killed", "7", None),
        claim("killed", "4", None, superseded=True),
        claim("modes", "firearms", None),
    ]
    found = only(books(events=(event(disputed=["modes", "killed"], claims=claims),)))
    assert found.words.endswith("disagree on how many were killed: Norland says 2, Southmark says 9, reports say 7")
    assert found.key == "contradiction:E1:killed"
    assert found.rests_on == ("E1: 1 report from 1 independent source",)


def test_who_did_it_is_told_in_every_version_and_decided_in_none() -> None:
    claims = [claim("sources", "NOR", "SOU"), claim("sources", "SOU", "NOR")]
    found = only(books(events=(event(disputed=["sources"], claims=claims),)))
    assert found.words.endswith("disagree on who did it: Southmark says Norland, Norland says Southmark")


def test_an_order_that_reports_contradict_is_told_with_the_words_of_both() -> None:
    link = Link(
        kind=LinkKind.AFTER,
        later="E2",
        earlier="E1",
        evidence=words("after the shots"),
        reason="said so",
        contradicted=(words("before the shots", "a2"),),
    )
    held = books(links=(link,), events=(event(),), accounts=(article("a1", "2031-03-03"), article("a2", "2031-03-04")))
    found = only(held)
    assert found.words.startswith("reports disagree on which came first, E2 or E1 (")
    assert found.rests_on == (
        "Gull Courier, 2031-03-03: “after the shots”",
        "Gull Courier, 2031-03-04: “before the shots”",
    )


def said(by: str, standing: Standing, *, own: bool) -> StandingClaim:
    return StandingClaim(by=by, standing=standing, own=own, day=None, evidence=words(f"{by} says"))


def test_a_promise_of_which_the_sides_say_different_things_is_told_with_both() -> None:
    claims = (said("SOU", Standing.AGREED, own=False), said("NOR", Standing.DISCUSSED, own=True))
    found = only(books(commitments=(replace(PROMISED, claims=claims),)))
    assert found.words.endswith("Southmark says agreed; Norland says discussed")
    agreed = (said("SOU", Standing.DISCUSSED, own=False), said("NOR", Standing.AGREED, own=True))
    assert told(books(commitments=(replace(PROMISED, claims=agreed),))) == ()


def test_a_promise_that_one_side_denies_is_told_as_disputed() -> None:
    found = only(books(commitments=(replace(PROMISED, disputed="disputed, text not public"),)))
    assert "C1 (withdrawal) is disputed, text not public" in found.words


def test_logs_that_differ_are_told_side_by_side() -> None:
    rows = [row("N6", "NOR", "2031-03-02", Outcome.DONE), row("N7", "SOU", "2031-03-02", Outcome.NOT_DONE)]
    found = only(books(measures=(plan("2031-03-02", rows=rows),)))
    assert (
        found.words == "the logs of joint patrol (N4) on 2031-03-02 differ: Norland says done; Southmark says not done"
    )
    assert found.about == ("N4", "N6", "N7")
    assert found.tlp is Tlp.AMBER


def test_a_line_on_which_reports_differ_is_told() -> None:
    line = LineState(
        line="envoys", side="NOR", state="recalled", since=None, change="x", evidence=words("recalled"), disputed=True
    )
    held = Relation(dyad=PAIR, lines=(line,), third_parties=(), changes=())
    found = only(books(relation=held))
    assert found.words == "reports disagree on how envoys of Norland stand"


def test_many_words_that_disagree_are_cited_in_part_and_counted() -> None:
    link = Link(
        kind=LinkKind.AFTER,
        later="E2",
        earlier="E1",
        evidence=words("after"),
        reason="said so",
        contradicted=tuple(words(f"report {number}") for number in range(9)),
    )
    assert len(only(books(links=(link,))).rests_on) == CONFIG.cited + 1
    assert only(books(links=(link,))).rests_on[-1] == "and 5 more"


# Which rule, which target


def test_a_rule_asks_for_kinds_and_dyads_in_either_order() -> None:
    held = books(commitments=(PROMISED,), keepings=(violation(),))
    assert told(held, asked=rule(AlertKind.LEVEL)) == ()
    assert told(held, asked=rule(dyads=("NOR-OST",))) == ()
    assert len(told(held, asked=rule(dyads=("SOU-NOR",)))) == 1


TARGETS = {
    "log": FileTarget(name="log", file=Path("alerts.jsonl")),
    "mail": MailTarget(name="mail", smtp="localhost", sender="a@b.example", to=("c@d.example", "e@f.example")),
}


def sent(one: Alert, **more: object) -> list[tuple[str, bool]]:
    asked = rule(**{"to": ("log", "mail"), **more})  # type: ignore[arg-type]
    return [(letter.channel, letter.news) for letter in letters(asked, [one], TARGETS, NOON, CONFIG)]


def test_every_address_is_a_channel_of_its_own() -> None:
    assert sent(alert()) == [("log", True), ("mail/c@d.example", True), ("mail/e@f.example", True)]


@pytest.mark.parametrize(
    ("label", "limits", "goes"),
    [
        (Tlp.AMBER, {}, True),
        (Tlp.AMBER_STRICT, {}, False),
        (Tlp.RED, {"most": Tlp.RED}, True),
        (Tlp.CLEAR, {"least": Tlp.AMBER}, False),
    ],
)
def test_a_label_outside_the_rule_goes_nowhere(label: Tlp, limits: dict[str, object], *, goes: bool) -> None:
    assert bool(sent(alert(tlp=label), **limits)) == goes


def test_old_news_is_none_but_what_falls_due_lies_ahead() -> None:
    assert sent(alert(day="2031-02-25"), to=("log",)) == [("log", True)]
    assert sent(alert(day="2031-02-24"), to=("log",)) == [("log", False)]
    assert sent(alert(day="2031-02-24"), to=("log",), within=30) == [("log", True)]
    assert sent(alert(day="2031-03-05", kind=AlertKind.DUE_TOMORROW), to=("log",)) == [("log", True)]
