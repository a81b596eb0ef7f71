"""Until when somebody looked at two parties: reports and entries count, a promise that was entered does not."""

from dataclasses import replace

import pytest

from detente.flow import coverage
from detente.ledger.moments import moment
from detente.records import Account, Books, Entry, EntryKind


def entered(account: Account, kind: EntryKind) -> Account:
    """Return an account of something that was entered in 2026."""
    entry = Entry(id="e", kind=kind, author="A", entered="2026-05-01T10:00Z", rests_on="text", words="w", fields=())
    return replace(account, entry=entry)


def books(*accounts: Account) -> Books:
    """Return books of nothing but accounts."""
    empty = dict.fromkeys(("stories", "events", "links", "judgements", "commitments", "keepings", "episodes"), ())
    return Books(dyad=("IRN", "PAK"), as_of=None, coverage_until=None, accounts=accounts, relation=None, **empty)


@pytest.mark.parametrize("kind", [EntryKind.COMMITMENT, EntryKind.PROVISION])
def test_a_promise_entered_later_is_no_look_at_whether_it_was_kept(coded: list[Account], kind: EntryKind) -> None:
    dated = next(one for one in coded if one.article.published)
    assert dated.article.published
    assert coverage(books(dated, entered(dated, kind))) == dated.article.published.start[:10]
    assert coverage(books(entered(dated, kind))) is None


def test_an_observation_that_was_entered_covers_its_day(coded: list[Account]) -> None:
    assert coverage(books(entered(coded[0], EntryKind.OBSERVATION))) == "2026-05-01"


@pytest.mark.parametrize("text", ["9999-12-31", "9999-12-31T23:59"])
def test_the_last_day_of_the_calendar_has_an_end(text: str) -> None:
    found = moment(text)
    assert found is not None
    assert found.last.isoformat() == "9999-12-31T23:59:59"
