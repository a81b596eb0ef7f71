"""What people enter becomes an account: an article that stands for the entry, and records whose evidence is entered."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from detente.codebook import Codebook
from detente.entry import Clerk, Config
from detente.records import (
    Account,
    Article,
    Certainty,
    Commitment,
    EntryKind,
    Evidence,
    EvidenceKind,
    Evidentiality,
    Genre,
    KeepingKind,
    Precision,
    Standing,
    Status,
    Verification,
)

Enter = Callable[..., Account]
TEXT = "The two sides agreed:\n1. They cease fire at once.\n2. Iran opens the border if Pakistan pays the toll."


def evidence(account: Account) -> list[Evidence]:
    """Return some of all evidence of an account."""
    found = [one.sentence for one in account.codings] + [one.words for one in account.undertakings]
    found += [side.evidence for one in account.codings for side in (*one.sources, *one.targets)]
    return found + [one.evidence for one in account.keepings]


def test_an_entry_has_an_article_that_stands_for_it(enter: Enter) -> None:
    account = enter("event", words="Two houses were hit", type="ASSAULT", by="Iran", to="PAK", side="Pakistan")
    entry, article = account.entry, account.article
    assert entry is not None
    assert (article.id, article.text, article.genre) == (entry.id, "Two houses were hit", Genre.ENTRY)
    assert (article.source, article.owner, article.side) == ("A. Rahimi", "A. Rahimi", "PAK")
    assert article.published is not None
    assert article.published.start == "2024-01-27T10:00+05:00"
    assert (entry.author, entry.rests_on, entry.entered) == ("A. Rahimi", "a call", "2024-01-27T10:00+05:00")


def test_all_evidence_is_entered_and_points_into_the_words(enter: Enter) -> None:
    account = enter("event", words="Iran hit Panjgur", type="ASSAULT", by="Iran", to="PAK", place="Panjgur")
    for one in evidence(account):
        assert one.kind is EvidenceKind.ENTERED
        assert one.article == account.article.id
        assert account.article.text[one.start : one.end] == one.quote
    assert account.codings[0].sources[0].evidence.quote == "Iran"


def test_an_event_is_a_coding(enter: Enter) -> None:
    account = enter(
        "event",
        type="assault",
        mode="heavy weapons, aerial",
        context="military",
        by="Iran",
        to="Jaish al-Adl",
        affected="Pakistan",
        day="2024-01-16T18:30+05:00",
        place="Panjgur, PAK",
        killed="2-5",
        injured="3+",
    )
    (coding,) = account.codings
    assert (coding.type, coding.modes, coding.contexts) == ("ASSAULT", ("heavy-weapons", "aerial"), ("military",))
    assert [one.actor.id for one in (*coding.sources, *coding.targets)] == ["IRN", "jaish-al-adl"]
    assert coding.sources[0].actor.sector == "MIL"
    assert coding.affected_states == ("PAK",)
    assert coding.day is not None
    assert (coding.day.start, coding.day.precision) == ("2024-01-16T18:30+05:00", Precision.MINUTE)
    assert coding.place is not None
    assert (coding.place.name, coding.place.country, coding.place.admin1) == ("Panjgur", "PAK", "Balochistan")
    assert [(one.kind, one.minimum, one.maximum) for one in coding.casualties] == [
        ("killed", 2, 5),
        ("injured", 3, None),
    ]
    assert (coding.status, coding.evidentiality) == (Status.HAPPENED, Evidentiality.ASSERTED)


def test_an_event_may_be_named_in_the_fields_words(enter: Enter) -> None:
    assert enter("event", type="met or spoke", by="Iran", to="Pakistan").codings[0].type == "CONSULT"


def test_the_soil_that_was_hit_follows_from_the_place(enter: Enter) -> None:
    account = enter("event", type="ASSAULT", by="Iran", to="Jaish al-Adl", place="Panjgur")
    assert account.codings[0].affected_states == ("PAK",)


def test_the_side_of_the_author_says_so(enter: Enter) -> None:
    account = enter("event", type="ASSAULT", by="Iran", to="Pakistan", side="PAK", killed="2")
    (coding,) = account.codings
    assert coding.evidentiality is Evidentiality.ATTRIBUTED
    assert coding.attribution is not None
    assert coding.attribution.speaker is not None
    assert coding.attribution.speaker.actor.id == "PAK"
    assert coding.casualties[0].by_whom == "PAK"


def test_somebody_else_may_say_so(enter: Enter) -> None:
    account = enter("event", type="ASSAULT", by="Iran", to="Pakistan", side="PAK", said_by="Iran")
    attribution = account.codings[0].attribution
    assert attribution is not None
    assert attribution.speaker is not None
    assert attribution.speaker.actor.id == "IRN"


def test_an_armed_group_may_be_a_side(enter: Enter) -> None:
    account = enter("event", type="ASSAULT", by="Jaish al-Adl", to="Iran", side="jaish-al-adl")
    assert account.article.side == "jaish-al-adl"


def test_an_actor_of_no_table_is_entered_with_its_state_and_sector(enter: Enter) -> None:
    actor = enter("event", type="ASSAULT", by="Northern Border Front [PAK REB]", to="Iran").codings[0].sources[0].actor
    assert (actor.id, actor.name, actor.country, actor.sector) == (None, "Northern Border Front", "PAK", "REB")


def test_a_person_holds_the_office_of_the_day(enter: Enter) -> None:
    account = enter("event", type="CONSULT", by="Jalil Abbas Jilani", to="Iran", day="2024-01-19")
    assert account.codings[0].sources[0].actor.office == "foreign minister"


def test_a_code_wins_over_a_name_that_is_spelt_alike(enter: Enter) -> None:
    assert enter("event", type="CONSULT", by="PAK", to="IRN").codings[0].sources[0].actor.id == "PAK"


def test_a_capital_stands_for_its_state(enter: Enter) -> None:
    actor = enter("event", type="CONSULT", by="Tehran", to="Islamabad").codings[0].sources[0].actor
    assert (actor.id, actor.name, actor.sector) == ("IRN", "Iran", "GOV")


def test_a_place_of_no_table_is_kept_under_its_name(enter: Enter) -> None:
    place = enter("event", type="ASSAULT", by="Iran", to="PAK", place="Qxyville, Pakistan").codings[0].place
    assert place is not None
    assert (place.name, place.country, place.lat) == ("Qxyville", "PAK", None)


def test_coordinates_place_what_no_table_knows(enter: Enter) -> None:
    place = (
        enter("event", type="ASSAULT", by="Iran", to="PAK", place="Qxyville", coordinates="27.1, 63.4").codings[0].place
    )
    assert place is not None
    assert (place.name, place.lat, place.lon) == ("Qxyville", 27.1, 63.4)


def test_a_shared_place_name_is_looked_for_on_the_parties_soil_first(enter: Enter) -> None:
    place = enter("event", type="ASSAULT", by="India", to="Pakistan", place="Hyderabad, PAK").codings[0].place
    assert place is not None
    assert place.country == "PAK"


def test_a_planned_event_may_lie_ahead(enter: Enter) -> None:
    account = enter("event", type="CONSULT", by="Iran", to="Pakistan", day="2024-01-29", status="planned")
    assert account.codings[0].status is Status.PLANNED


def test_a_commitment_is_an_undertaking(enter: Enter) -> None:
    account = enter(
        "commitment",
        words="Both ambassadors return by 26 January",
        type="diplomatic representation",
        by="Pakistan; Iran",
        standing="agreed",
        announced="22 January 2024",
        effective="2024-01-22T06:00+05:00",
        due="2024-01-26",
        condition="if both agree",
    )
    (one,) = account.undertakings
    assert (one.type, one.standing) == ("diplomatic_representation", Standing.AGREED)
    assert [side.actor.id for side in one.by] == ["PAK", "IRN"]
    assert one.announced is not None
    assert one.effective is not None
    assert one.due is not None
    assert (one.announced.start, one.effective.start, one.due.start) == (
        "2024-01-22",
        "2024-01-22T06:00+05:00",
        "2024-01-26",
    )
    assert one.condition is not None
    assert one.condition.quote == "if both agree"
    assert account.article.text[one.condition.start : one.condition.end] == "if both agree"


def test_a_commitment_is_pledged_if_nothing_else_is_said(enter: Enter) -> None:
    account = enter("commitment", words="Iran will hold fire", type="ceasefire", by="Iran")
    assert account.undertakings[0].standing is Standing.PLEDGED


@pytest.fixture
def agreed(book: Codebook) -> Clerk:
    """Return a clerk whose case holds one agreement."""
    text = Article(id="a" * 16, text=TEXT, genre=Genre.STATEMENT)
    return Clerk(book, Config(), texts=lambda name: text if name == text.id else None)


def provision(words: str, **more: str) -> dict[str, str]:
    return {
        "author": "A. Rahimi",
        "rests_on": "the joint statement",
        "type": "ceasefire",
        "by": "Iran; Pakistan",
        "agreement": "a" * 16,
        "provision": "1",
        "words": words,
        **more,
    }


def test_a_provision_quotes_the_agreement(agreed: Clerk) -> None:
    account = agreed.entered(EntryKind.PROVISION, provision("They cease fire at once."), now="2024-01-27")
    assert isinstance(account, Account)
    (one,) = account.undertakings
    assert (one.agreement, one.provision, one.standing) == ("a" * 16, "1", Standing.AGREED)
    assert (one.words.kind, one.words.article) == (EvidenceKind.QUOTE, "a" * 16)
    assert TEXT[one.words.start : one.words.end] == one.words.quote == "They cease fire at once."


def test_the_condition_of_a_provision_is_quoted_too(agreed: Clerk) -> None:
    given = provision("Iran opens the border if Pakistan pays the toll.", condition="if Pakistan pays the toll")
    account = agreed.entered(EntryKind.PROVISION, given, now="2024-01-27")
    assert isinstance(account, Account)
    condition = account.undertakings[0].condition
    assert condition is not None
    assert TEXT[condition.start : condition.end] == condition.quote == "if Pakistan pays the toll"


def test_words_that_do_not_stand_in_the_agreement_are_refused(agreed: Clerk) -> None:
    found = agreed.entered(EntryKind.PROVISION, provision("They stop firing."), now="2024-01-27")
    assert not isinstance(found, Account)
    assert found[0].field == "words"


def test_a_keeping_names_its_commitment_by_type_and_parties(enter: Enter) -> None:
    account = enter("keeping", commitment="ceasefire: Pakistan, Iran", finding="complied", day="2024-01-26", side="PAK")
    (one,) = account.keepings
    assert (one.commitment, one.type, one.parties) == ("", "ceasefire", ("IRN", "PAK"))
    assert (one.kind, one.by) == (KeepingKind.COMPLIED, "PAK")
    assert account.parties == ("IRN", "PAK")
    assert one.source == account.article.id


def promise(number: int) -> Commitment:
    words = Evidence(kind=EvidenceKind.QUOTE, article="a", start=0, end=1, quote="x")
    return Commitment(
        id=f"C{number}",
        type="ceasefire",
        by=(),
        to=(),
        dyad=("IRN", "PAK"),
        words=words,
        standing=Standing.AGREED,
        implementation=0,
        reversed=False,
        verification=Verification.UNVERIFIED,
        announced=None,
        effective=None,
        due=(),
        met=None,
        condition=None,
        claims=(),
        undertakings=(f"u{number}", "v"),
        keepings=(),
        agreement=None,
        provision=None,
        disputed=None,
        caution=None,
        entered=False,
    )


@pytest.mark.parametrize("name", ["C3", "c3"])
def test_a_commitment_of_the_case_is_named_by_an_undertaking_in_it(name: str, book: Codebook) -> None:
    clerk = Clerk(book, promises={"C3": promise(3)}.get)
    given = {"author": "A", "rests_on": "b", "commitment": name, "finding": "silence", "day": "2024-01-26"}
    account = clerk.entered(EntryKind.KEEPING, given, now="2024-01-27")
    assert isinstance(account, Account)
    assert account.keepings[0].commitment == "u3"
    assert account.parties == ("IRN", "PAK")
    assert account.entry is not None
    assert dict(account.entry.fields)["commitment"] == name


def test_a_commitment_that_the_case_has_not_is_refused(book: Codebook) -> None:
    clerk = Clerk(book, promises={"C3": promise(3)}.get)
    given = {"author": "A", "rests_on": "b", "commitment": "C9", "finding": "silence", "day": "2024-01-26"}
    found = clerk.entered(EntryKind.KEEPING, given, now="2024-01-27")
    assert not isinstance(found, Account)
    assert "no commitment C9" in str(found[0])


def test_a_commitments_id_is_kept_where_no_case_is_at_hand(enter: Enter) -> None:
    account = enter("keeping", commitment="C3", finding="silence", day="2024-01-26")
    assert account.keepings[0].commitment == "C3"


def test_an_alleged_violation_keeps_place_weapon_and_answer(enter: Enter) -> None:
    account = enter(
        "keeping",
        commitment="ceasefire: ARM, AZE",
        finding="alleged violation",
        day="2024-01-13",
        by="Armenia",
        accused="Azerbaijan",
        number="2",
        place="Nerkin Hand",
        weapon="mortar",
        answer="denied by the defence ministry",
    )
    (one,) = account.keepings
    assert (one.kind, one.by, one.accused, one.number) == (KeepingKind.ALLEGED_VIOLATION, "ARM", ("AZE",), 2)
    assert (one.place, one.weapon, one.answer) == ("Nerkin Hand", "mortar", "denied by the defence ministry")


def test_a_monitoring_body_speaks_for_itself(enter: Enter) -> None:
    account = enter("keeping", commitment="ceasefire: LBN, ISR", finding="progress", day="2024-01-26", by="UNIFIL")
    (one,) = account.keepings
    assert one.speaker is not None
    assert (one.by, one.speaker.id) == ("un-interim-force-in-lebanon", "un-interim-force-in-lebanon")


def test_a_monitoring_body_may_be_the_side_of_an_author(enter: Enter) -> None:
    account = enter("event", type="ASSAULT", by="RUS", to="UKR", side="OSCE")
    assert account.article.side == "organization-for-security-and-co-operation-in-europe"
    attribution = account.codings[0].attribution
    assert attribution is not None
    assert attribution.speaker is not None
    assert attribution.speaker.actor.name == "Organization for Security and Co-operation in Europe"


def test_an_extension_carries_the_new_due_date(enter: Enter) -> None:
    account = enter(
        "keeping", commitment="withdrawal: ISR, LBN", finding="extended", day="2024-01-26", due="2024-02-18"
    )
    assert account.keepings[0].due is not None
    assert account.keepings[0].due.start == "2024-02-18"


def test_a_relation_is_a_change_of_a_line(enter: Enter) -> None:
    account = enter("relation", line="ambassadors", state="recalled", parties="PAK; IRN", by="PAK", day="2024-01-17")
    (one,) = account.changes
    assert (one.line, one.state, one.certainty) == ("envoys", "recalled", Certainty.HAPPENED)
    assert [side.actor.id for side in (*one.sides, *one.by)] == ["PAK", "IRN", "PAK"]
    assert account.parties == ("PAK", "IRN")


@pytest.mark.parametrize(
    ("given", "whose"),
    [
        ({"state": "recalled", "by": "PAK"}, ("PAK",)),
        ({"state": "expelled", "by": "IRN"}, ("PAK",)),
        ({"state": "barred", "by": "IRN", "whose": "IRN"}, ("IRN",)),
        ({"state": "in_post"}, ()),
    ],
)
def test_whose_envoys_are_meant(given: dict[str, str], whose: tuple[str, ...], enter: Enter) -> None:
    account = enter("relation", line="envoys", parties="PAK; IRN", day="2024-01-17", **given)
    assert account.changes[0].whose == whose


def test_a_line_that_both_share_is_nobodys(enter: Enter) -> None:
    account = enter("relation", line="hotline", state="open", parties="PAK; IRN", by="PAK", day="2024-01-17")
    assert account.changes[0].whose == ()


def test_an_observation_makes_no_event_and_keeps_its_words(enter: Enter) -> None:
    account = enter("observation", words="The crossing is open", parties="Pakistan; Iran", day="2024-01-18")
    made = (account.codings, account.undertakings, account.changes, account.keepings)
    assert made == ((), (), (), ())
    assert account.parties == ("PAK", "IRN")
    assert account.article.text == "The crossing is open"


def test_the_same_entry_at_another_time_is_the_same(enter: Enter) -> None:
    values = {"words": "All quiet", "parties": "PAK; IRN", "day": "2024-01-18"}
    once, again = enter("observation", **values), enter("observation", now="2024-01-28T08:00+05:00", **values)
    assert once.article.id == again.article.id


@pytest.mark.parametrize("change", [{"words": "Noise"}, {"day": "2024-01-19"}, {"author": "B"}, {"side": "PAK"}])
def test_another_entry_is_another(change: dict[str, str], enter: Enter) -> None:
    values = {"words": "All quiet", "parties": "PAK; IRN", "day": "2024-01-18"}
    assert enter("observation", **values).article.id != enter("observation", **{**values, **change}).article.id


def test_an_account_can_be_made_again_from_the_entry_alone(clerk: Clerk, enter: Enter) -> None:
    account = enter("event", type="ASSAULT", by="Iran", to="PAK", day="16.01.2024", place="Panjgur", side="PAK")
    assert account.entry is not None
    assert clerk.account(account.entry) == account


def test_an_entry_that_the_codebook_no_longer_understands_is_skipped(clerk: Clerk, enter: Enter) -> None:
    account = enter("event", type="ASSAULT", by="Iran", to="PAK")
    assert account.entry is not None
    found = clerk.account(replace(account.entry, fields=(("type", "STRIKE"), ("by", "Iran"))))
    assert not isinstance(found, Account)
    assert "STRIKE" in found.reason


def test_an_entry_without_words_says_its_fields_in_one_line(enter: Enter) -> None:
    account = enter("event", type="ASSAULT", by="Iran", to="Jaish al-Adl", day="2024-01-16", place="Panjgur")
    assert account.article.text == "Iran attacked Jaish al-Adl, at Panjgur, on 2024-01-16"
