"""Promises: to which two parties they belong, which statements are one promise, how its three axes move."""

from dataclasses import replace

import pytest

from detente.records import (
    Genre,
    Judged,
    Judgement,
    KeepingKind,
    Standing,
    Status,
    Verification,
)

from .made import LEDGER, PAIR, account, act, books, entered, kinds, only, promise, told, when

SOON = "2024-02-01"
LEAVE = promise("withdrawal", ["ARM"], ["AZE"], text="to withdraw its forces from Kalbajar", due="2024-02-10")
LEFT = act("RETREAT/withdraw", ["ARM"], text="Armenia withdrew all its forces from Kalbajar", day="2024-02-08")
TRUCE = promise("ceasefire", ["ARM", "AZE"], text="a ceasefire", effective="2024-02-02T18:00")
FIRE = act("ASSAULT/heavy-weapons", ["ARM"], ["AZE"], day="2024-02-03", text="shells fell")


# -- dyads


@pytest.mark.parametrize(
    ("given", "pair"),
    [
        (promise("withdrawal", ["ARM"], ["AZE"]), ("ARM", "AZE")),
        (promise("dialogue", ["ARM", "AZE"]), ("ARM", "AZE")),
        (promise("third_party_facilitation", ["RUS"], ["ARM", "AZE"]), ("ARM", "AZE")),
        (promise("investigation", ["GEO"]), ("GEO",)),
        (promise("withdrawal", ["REBELS"], ["AZE"]), ("AZE", "the-rebels")),
    ],
    ids=[
        "by one to the other",
        "by both",
        "a third party's offer to two",
        "of one alone",
        "of a group in its own state",
    ],
)
def test_a_promise_belongs_to_one_dyad(given, pair) -> None:  # noqa: ANN001
    assert pair in LEDGER.dyads(account(SOON, given))


def test_the_counterpart_of_a_promise_to_nobody_is_whom_the_side_is_met_with_most() -> None:
    acts = [
        act("CONSULT", ["ARM"], ["AZE"], name="one"),
        act("CONSULT", ["ARM"], ["AZE"], name="two"),
        act("CONSULT", ["ARM"], ["GEO"], name="three"),
    ]
    assert only(account(SOON, *acts, promise("withdrawal", ["ARM"]))).dyad == PAIR


def test_an_offer_of_good_offices_without_addressees_is_for_the_two_that_the_article_is_about() -> None:
    met = act("ASSAULT", ["ARM"], ["AZE"], text="they fought")
    assert only(account(SOON, met, promise("third_party_facilitation", ["CHE"]))).dyad == PAIR


# -- which statements are one promise


def test_two_reports_of_a_promise_are_one_commitment() -> None:
    found = only(account("2024-02-01", LEAVE), account("2024-02-03", LEAVE))
    assert len(found.undertakings) == 2


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (replace(LEAVE, type="ceasefire"), "another type"),
        (promise("withdrawal", ["ARM"], ["AZE"], text="to withdraw its forces from Lachin", name="q"), "another place"),
        (promise("withdrawal", ["AZE"], ["ARM"], text="to withdraw its forces", name="q"), "the other side's own"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_promise_is_another_commitment(other, why) -> None:  # noqa: ANN001
    assert len(books(account("2024-02-01", LEAVE), account("2024-02-02", other)).commitments) == 2, why


def test_what_both_sides_promise_about_one_ceasefire_is_one_commitment() -> None:
    one = promise("ceasefire", ["ARM"], ["AZE"], standing=Standing.PLEDGED)
    other = promise("ceasefire", ["AZE"], ["ARM"], standing=Standing.PLEDGED)
    assert {actor.id for actor in only(account("2024-02-01", one), account("2024-02-02", other)).by} == {"ARM", "AZE"}


def test_a_promise_made_again_after_it_was_kept_is_a_new_one() -> None:
    again = act("AGREE", ["ARM"], ["AZE"], day="2024-03-20", name="agreed")
    later = account("2024-03-20", again, promise("withdrawal", ["ARM"], ["AZE"], text="to withdraw", coding="agreed"))
    assert len(books(account("2024-02-01", LEAVE), account("2024-02-09", LEFT), later).commitments) == 2


@pytest.mark.parametrize(("same", "count"), [(True, 1), (False, 2)])
def test_a_persons_judgement_on_two_statements_wins(same, count) -> None:  # noqa: ANN001
    other = promise("withdrawal", ["ARM"], ["AZE"], text="to withdraw its forces" + (" from Lachin" if same else ""))
    left, right = sorted(["article-2024-02-01:p", "article-2024-02-02:p"])
    judged = Judgement(
        about=Judged.COMMITMENT, left=left, right=right, same=same, score=1.0, reasons=(), by="R. Reviewer", at=SOON
    )
    found = books(account("2024-02-01", LEAVE), account("2024-02-02", other), judgements=[judged])
    assert len(found.commitments) == count


# -- standing


def test_what_one_side_says_the_other_promised_stays_that_sides_claim() -> None:
    claimed = act("AGREE", ["ARM"], ["AZE"], said="AZE", name="said")
    found = only(account(SOON, claimed, replace(LEAVE, coding="said")))
    assert (found.standing, found.claims[0].by, found.claims[0].own) == (Standing.MENTIONED, "AZE", False)
    assert found.claims[0].standing is Standing.AGREED
    assert found.caution == "claimed by Azerbaijan alone"


def test_both_sides_claims_are_parallel_rows() -> None:
    mine = act("AGREE", ["ARM"], ["AZE"], said="ARM", name="mine")
    yours = act("AGREE", ["ARM"], ["AZE"], said="AZE", name="yours")
    found = only(
        account("2024-02-01", mine, replace(LEAVE, coding="mine")),
        account("2024-02-02", yours, replace(LEAVE, coding="yours")),
    )
    assert [(one.by, one.own) for one in found.claims] == [("ARM", True), ("AZE", False)]


def test_a_decision_that_one_editorial_claims_is_that_editorials_claim() -> None:
    patrols = promise("joint_border_patrol", ["ARM", "AZE"], standing=Standing.DECIDED)
    found = only(account(SOON, patrols, genre=Genre.EDITORIAL))
    assert (found.standing, found.implementation, found.verification, found.caution) == (
        Standing.MENTIONED,
        0,
        Verification.UNVERIFIED,
        "claimed by one editorial",
    )


def test_the_firmest_own_statement_holds_and_gives_the_day() -> None:
    talked = replace(LEAVE, standing=Standing.DISCUSSED)
    found = only(account("2024-02-01", talked), account("2024-02-03", LEAVE))
    assert found.announced is not None
    assert (found.standing, found.announced.start) == (Standing.AGREED, "2024-02-03")


def test_one_who_is_said_to_have_promised_and_denies_it_makes_it_disputed() -> None:
    denial = act("AGREE", ["ARM"], said="ARM", status=Status.DENIED, text="denied that it agreed to withdraw")
    secret = told(KeepingKind.UNPUBLISHED, None)
    found = only(account("2024-02-01", LEAVE, secret), account("2024-02-02", denial, LEAVE))
    assert (found.standing, found.disputed) == (Standing.MENTIONED, "disputed, text not public")


def test_a_ceasefire_is_in_force_from_its_hour() -> None:
    assert only(account("2024-02-01", TRUCE)).standing is Standing.AGREED
    later = account("2024-02-05", act("CONSULT", ["ARM"], ["AZE"], text="they met"))
    assert only(account("2024-02-01", TRUCE), later).standing is Standing.IN_FORCE


# -- what became of it


@pytest.mark.parametrize(
    ("kind", "standing"),
    [
        (KeepingKind.SUSPENDED, Standing.SUSPENDED),
        (KeepingKind.WITHDRAWN, Standing.WITHDRAWN),
        (KeepingKind.LAPSED, Standing.LAPSED),
        (KeepingKind.COMPLIED, Standing.FULFILLED),
    ],
)
def test_words_on_what_became_of_a_promise_move_its_standing(kind, standing) -> None:  # noqa: ANN001
    later = account("2024-02-05", told(kind, "withdrawal", ["ARM"]))
    assert only(account("2024-02-01", LEAVE), later).standing is standing


def test_what_is_taken_up_again_stands_as_before() -> None:
    halted = account("2024-02-05", told(KeepingKind.SUSPENDED, "withdrawal", ["ARM"]))
    resumed = account("2024-02-07", told(KeepingKind.RESUMED, "withdrawal", ["ARM"]))
    assert only(account("2024-02-01", LEAVE), halted, resumed).standing is Standing.AGREED


def test_a_deed_done_and_undone_is_reversed() -> None:
    relief = promise("sanctions_relief", ["ARM"], ["AZE"], text="to lift its sanctions")
    done = act("CONCEDE", ["ARM"], ["AZE"], day="2024-02-03", text="lifted its sanctions", name="lifted")
    undone = act("SANCTION/discontinue", ["ARM"], ["AZE"], day="2024-03-03", text="sanctions are back", name="back")
    found = only(account("2024-02-01", relief), account("2024-02-04", done), account("2024-03-04", undone))
    assert (found.implementation, found.reversed, found.standing) == (3, True, Standing.TERMINATED)


# -- implementation and verification


def test_nothing_is_done_without_a_report_that_says_so() -> None:
    found = only(account("2024-02-01", LEAVE), account("2024-03-01", act("CONSULT", ["ARM"], ["AZE"])))
    assert (found.implementation, found.met, found.standing) == (0, None, Standing.AGREED)


def test_a_deed_told_of_a_day_before_the_promise_is_none_of_it() -> None:
    assert only(account("2024-02-20", LEAVE), account("2024-02-21", LEFT)).implementation == 0


def test_an_act_without_a_day_in_the_report_of_the_promise_is_none_of_it() -> None:
    assert only(account("2024-02-01", LEAVE, replace(LEFT, day=None))).implementation == 0


def test_fewer_than_were_promised_is_in_part() -> None:
    free = promise("prisoner_release", ["ARM"], ["AZE"], text="to free 40 prisoners")
    freed = act("RETREAT/release", ["ARM"], day="2024-02-03", text="freed 20 prisoners")
    assert only(account("2024-02-01", free), account("2024-02-04", freed)).implementation == 2


def test_what_each_side_owes_is_done_in_part_by_one_of_them() -> None:
    envoys = promise("diplomatic_representation", ["ARM", "AZE"], text="that the ambassadors return")
    back = act("SUPPORT", ["ARM"], ["AZE"], day="2024-02-03", text="its ambassador returned", name="one")
    other = act("SUPPORT", ["AZE"], ["ARM"], day="2024-02-04", text="its ambassador returned", name="two")
    first = account("2024-02-04", back)
    assert only(account("2024-02-01", envoys), first).implementation == 2
    assert only(account("2024-02-01", envoys), first, account("2024-02-05", other)).standing is Standing.FULFILLED


@pytest.mark.parametrize(
    ("speaker", "verification"),
    [
        (None, Verification.UNVERIFIED),
        ("ARM", Verification.SELF_REPORTED),
        ("AZE", Verification.COUNTERPART_CONFIRMED),
        ("OSCE", Verification.THIRD_PARTY_VERIFIED),
    ],
)
def test_who_says_that_it_was_done_verifies_it(speaker, verification) -> None:  # noqa: ANN001
    done = act("RETREAT/withdraw", ["ARM"], day="2024-02-08", said=speaker, text="all its forces left Kalbajar")
    assert only(account("2024-02-01", LEAVE), account("2024-02-09", done)).verification is verification


# -- what people enter, and what was known when


def test_a_ledger_of_entries_alone() -> None:
    given = entered("2024-02-01", LEAVE)
    kept = entered("2024-02-11", told(KeepingKind.COMPLIED, None, ["ARM"], commitment="entry-2024-02-01:p"))
    found = only(given, kept)
    assert (found.entered, found.standing, found.caution) == (True, Standing.FULFILLED, None)


def test_two_provisions_of_one_agreement_are_two_commitments() -> None:
    first = replace(promise("dialogue", ["ARM", "AZE"]), agreement="paper", provision="1")
    second = replace(first, id="q", provision="2")
    found = books(entered("2024-02-01", first, second)).commitments
    assert [(one.agreement, one.provision) for one in found] == [("paper", "1"), ("paper", "2")]


def test_the_ledger_of_an_earlier_day_knows_nothing_of_later_reports() -> None:
    early, late = account("2024-02-01", LEAVE), account("2024-02-09", LEFT)
    assert only(early, late).standing is Standing.FULFILLED
    assert only(early, late, as_of="2024-02-05").standing is Standing.AGREED


def test_the_order_in_which_reports_come_changes_nothing() -> None:
    told_of = [account("2024-02-01", TRUCE), account("2024-02-04", FIRE), account("2024-02-06", LEAVE)]
    assert books(*told_of).commitments == books(*reversed(told_of)).commitments


def test_words_without_a_type_mean_the_promise_that_the_article_spoke_of_last() -> None:
    moved = told(KeepingKind.EXTENDED, None, due=when("2024-03-01"))
    found = books(
        account("2024-02-01", LEAVE), account("2024-02-01", TRUCE, name="b"), account("2024-02-05", LEAVE, moved)
    )
    assert {one.type: len(one.due) for one in found.commitments} == {"withdrawal": 2, "ceasefire": 0}
    assert kinds(found) == ["extended"]
