"""Agenda room: days and moments of what falls due, and how many days lie between; no clock."""

from datetime import UTC, date, datetime, time, timedelta

from detente.codebook import covered

__all__ = ["at", "day_of", "days_until", "earlier", "is_moment", "kept_date"]

_DAY = len("2024-01-16")


def is_moment(text: str) -> bool:
    """Whether an ISO 8601 text is a moment with its zone, and no day."""
    return len(text) > _DAY and datetime.fromisoformat(text).tzinfo is not None


def day_of(text: str) -> date:
    """Return the day of an ISO 8601 day or moment, as it is written."""
    return date.fromisoformat(text[:_DAY])


def at(text: str) -> datetime:
    """Return the moment at which something is over: its moment, of a day the end of it in UTC."""
    if is_moment(text):
        return datetime.fromisoformat(text)
    return datetime.combine(day_of(text), time.max, UTC)


def days_until(when: str, as_of: str) -> int:
    """Return the days from one day or moment to another, by the calendar of the other's zone; below 0 once it is past.

    A moment that is past by hours is overdue by a day already; of a day as of which something is asked, all is over.
    """
    if not is_moment(when):
        return (day_of(when) - day_of(as_of)).days
    due = datetime.fromisoformat(when)
    if is_moment(as_of):
        now = datetime.fromisoformat(as_of).astimezone(due.tzinfo)
        days = (due.date() - now.date()).days
        return min(days, -1) if due < now else days
    return (due.date() - day_of(as_of)).days


def kept_date(text: str) -> str | None:
    """Return a date at any precision as the day or moment with zone by which it is over; None where none is known."""
    if _is_exact(text):
        return text
    found = covered(text)
    return found[1].isoformat() if found else None


def _is_exact(text: str) -> bool:
    """Whether a text of any form is a moment with its zone; a part of a day (2024-01-16TMO) is none."""
    try:
        return is_moment(text)
    except ValueError:
        return False


def earlier(day: str, days: int) -> str:
    """Return the ISO day that lies some days before another, the first of all where none lies there."""
    found = day_of(day)
    return (found - min(timedelta(days=days), found - date.min)).isoformat()
