"""Violations: alleged until somebody who can confirms them, counted once, answered; and what is no violation."""

from dataclasses import replace

import pytest

from detente.records import Books, Keeping, KeepingKind, Standing, Status, Trend

from .made import LEDGER, account, act, books, entered, only, promise, told, when

TRUCE = promise("ceasefire", ["ARM", "AZE"], text="a ceasefire", effective="2024-02-02T18:00")
MADE = account("2024-02-01", TRUCE)
SHELLED = act("ASSAULT/heavy-weapons", ["ARM"], ["AZE"], day="2024-02-03", text="shelled a village")


def breaches(found: Books) -> list[Keeping]:
    return [one for one in found.keepings if one.number is not None]


def test_an_attack_is_an_alleged_violation_with_its_number_day_weapon_and_accused() -> None:
    (found,) = breaches(books(MADE, account("2024-02-04", SHELLED)))
    assert found.day is not None
    assert (found.kind, found.number, found.day.start, found.weapon, found.accused) == (
        KeepingKind.ALLEGED_VIOLATION,
        1,
        "2024-02-03",
        "heavy-weapons",
        ("ARM",),
    )


def test_fire_before_the_hour_from_which_it_holds_is_no_violation() -> None:
    early = replace(SHELLED, day=when("2024-02-02T17:30"))
    late = replace(SHELLED, day=when("2024-02-02T18:30"))
    assert not breaches(books(MADE, account("2024-02-03", early)))
    assert len(breaches(books(MADE, account("2024-02-03", late)))) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("shelled a village before the truce began", 0),
        ("shelled a village, before the hour of the ceasefire", 0),
        ("shelled a village before dawn in spite of the truce", 1),
        ("shelled a village after the ceasefire began", 1),
    ],
)
def test_what_is_told_as_before_the_truce_is_no_violation_on_the_very_day(text: str, count: int) -> None:
    same_day = act("ASSAULT/heavy-weapons", ["ARM"], ["AZE"], day="2024-02-02", text=text)
    assert len(breaches(books(MADE, account("2024-02-03", same_day)))) == count


def test_one_attack_told_by_two_reports_is_one_violation() -> None:
    assert len(breaches(books(MADE, account("2024-02-04", SHELLED), account("2024-02-05", SHELLED)))) == 1


def test_attacks_on_two_days_are_two() -> None:
    later = replace(SHELLED, day=when("2024-02-05"))
    found = breaches(books(MADE, account("2024-02-04", SHELLED), account("2024-02-06", later)))
    assert [one.number for one in found] == [1, 2]


def test_a_charge_beside_the_attack_is_no_second_violation() -> None:
    charge = act("ACCUSE/allege", ["AZE"], ["ARM"], text="accused it of breaking the ceasefire", name="charge")
    broke = told(KeepingKind.ALLEGED_VIOLATION, "ceasefire", ["ARM"], accused=("ARM",))
    assert len(breaches(books(MADE, account("2024-02-04", SHELLED, charge, broke)))) == 1


@pytest.mark.parametrize(
    ("speaker", "kind", "verifier"),
    [
        ("AZE", KeepingKind.ALLEGED_VIOLATION, None),
        ("OSCE", KeepingKind.VERIFIED_VIOLATION, "osce"),
        ("ARM", KeepingKind.VERIFIED_VIOLATION, "ARM"),
    ],
    ids=["the victim alleges", "a monitor confirms", "the accused admits"],
)
def test_who_says_so_makes_it_alleged_or_verified(speaker, kind, verifier) -> None:  # noqa: ANN001
    by = replace(act("ASSAULT", ["ARM"], ["AZE"], said=speaker, day="2024-02-03"), id="said")
    (found,) = breaches(books(MADE, account("2024-02-04", by)))
    assert (found.kind, found.verified_by) == (kind, verifier)


def test_an_alleged_violation_becomes_verified_when_a_monitor_confirms_it() -> None:
    confirmed = act("ASSAULT/heavy-weapons", ["ARM"], ["AZE"], said="OSCE", day="2024-02-03")
    (found,) = breaches(books(MADE, account("2024-02-04", SHELLED), account("2024-02-06", confirmed)))
    assert (found.kind, found.verified_by) == (KeepingKind.VERIFIED_VIOLATION, "osce")


def test_a_denial_by_the_accused_is_its_answer_and_no_second_violation() -> None:
    denied = act("ASSAULT", ["ARM"], said="ARM", status=Status.DENIED, text="denied that it fired", day="2024-02-03")
    (found,) = breaches(books(MADE, account("2024-02-04", SHELLED), account("2024-02-05", denied)))
    assert (found.kind, found.answer) == (KeepingKind.ALLEGED_VIOLATION, "denied that it fired")


def test_armed_men_whom_one_side_does_not_name_are_laid_at_the_others_door() -> None:
    unnamed = act("ASSAULT", ["NOBODY"], ["AZE"], said="AZE", day="2024-02-03")
    (found,) = breaches(books(MADE, account("2024-02-04", unnamed)))
    assert found.accused == ("ARM",)


def test_an_attack_on_somebody_else_is_no_violation() -> None:
    other = act("ASSAULT", ["ARM"], ["GEO"], day="2024-02-03")
    beside = act("CONSULT", ["ARM"], ["AZE"], name="met")
    assert not breaches(books(MADE, account("2024-02-04", other, beside)))


def test_an_attack_without_a_day_counts_only_where_it_names_the_ceasefire() -> None:
    background = replace(SHELLED, day=None)
    named = replace(SHELLED, day=None, sentence=replace(SHELLED.sentence, quote="shelled it in spite of the ceasefire"))
    assert not breaches(books(MADE, account("2024-02-04", background)))
    assert len(breaches(books(MADE, account("2024-02-04", named)))) == 1


def test_a_ceasefire_with_violations_is_in_force_and_kept_in_part() -> None:
    held = act("RETREAT/ceasefire", ["ARM", "AZE"], day="2024-02-03", text="the ceasefire held", name="held")
    found = only(MADE, account("2024-02-04", SHELLED, held))
    assert (found.standing, found.implementation) == (Standing.IN_FORCE, 2)


def test_monitors_who_are_turned_away_are_access_denied() -> None:
    refused = act("REJECT", ["ARM"], ["OSCE"], text="refused the monitors access", day="2024-02-04")
    found = books(MADE, account("2024-02-05", refused, act("CONSULT", ["ARM"], ["AZE"], name="met")))
    assert [one.kind for one in found.keepings] == [KeepingKind.ACCESS_DENIED]


def test_a_person_may_enter_a_violation_as_verified() -> None:
    seen = told(
        KeepingKind.VERIFIED_VIOLATION,
        "ceasefire",
        ["ARM", "AZE"],
        accused=("AZE",),
        day=when("2024-02-03"),
        verified_by="me",
    )
    (found,) = breaches(books(MADE, entered("2024-02-04", seen)))
    assert (found.kind, found.accused, found.verified_by) == (KeepingKind.VERIFIED_VIOLATION, ("AZE",), "me")


def test_violations_are_counted_by_side_and_period_with_the_trend() -> None:
    days = ("2024-02-03", "2024-02-12", "2024-02-13")
    told_of = [account(day, replace(SHELLED, day=when(day))) for day in days]
    found = books(MADE, *told_of)
    counted = LEDGER.violations(found.commitments[0], found.keepings)
    assert [(one.side, one.start, one.alleged, one.verified) for one in counted.counts] == [
        ("ARM", "2024-02-03", 1, 0),
        ("ARM", "2024-02-10", 2, 0),
    ]
    assert counted.trends == (("ARM", Trend.RISING),)
