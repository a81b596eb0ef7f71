"""Replay room: what was told of some days is moved by a number of days; words and promised days stay as they are."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from detente.records import Account, When

__all__ = ["account_shifted", "day_of", "days_between", "moved"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day_of(text: str) -> str | None:
    """Return the last ISO day that a value names, None where it names none: the day on which a stretch was over."""
    found = _DAY.findall(text)
    return found[-1] if found else None


def days_between(earlier: str, later: str) -> int:
    """Return how many days lie between two ISO days or moments."""
    return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days


def moved(text: str, days: int) -> str:
    """Return a value with every ISO day in it moved.

    Raises:
        OverflowError: there is no such day.
    """

    def later(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) + timedelta(days=days)).isoformat()

    return _DAY.sub(later, text)


def account_shifted(account: Account, days: int, also: Collection[str], news: int) -> Account:
    """Return a report as if its news had happened, and it had been published, some days later.

    Its news is what it dates on its day or up to ``news`` days before. What it tells of earlier days stays, as does
    what lies ahead of it and what is due, unless ``also`` names due or effective.
    """
    published = account.article.published

    def later(when: When | None) -> When | None:
        return None if when is None else replace(when, start=moved(when.start, days), end=moved(when.end, days))

    def told(when: When | None) -> When | None:
        if when is None or published is None or not (day := day_of(when.end)):
            return when
        return later(when) if 0 <= days_between(day, published.start) <= news else when

    def kept(when: When | None, field: str) -> When | None:
        return later(when) if field in also else when

    return replace(
        account,
        article=replace(account.article, published=later(published)),
        codings=tuple(replace(one, day=told(one.day)) for one in account.codings),
        changes=tuple(replace(one, day=told(one.day)) for one in account.changes),
        keepings=tuple(replace(one, day=told(one.day), due=kept(one.due, "due")) for one in account.keepings),
        undertakings=tuple(
            replace(
                one,
                announced=told(one.announced),
                due=kept(one.due, "due"),
                effective=kept(one.effective, "effective"),
            )
            for one in account.undertakings
        ),
    )
