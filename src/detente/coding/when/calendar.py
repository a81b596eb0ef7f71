"""Cells of the calendar and how to move among them: days, weeks, months, seasons, quarters, years, decades."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

__all__ = ["Cell", "Grain", "cell_of", "day_cell", "decade_cell", "easter", "feast_day", "month_cell", "moved"]
__all__ += [
    "century_cell",
    "half_cell",
    "quarter_cell",
    "season_cell",
    "valid",
    "week_cell",
    "weekend_cell",
    "year_cell",
]

WEEK, YEAR_MONTHS, SEASON_MONTHS, HALF_MONTHS = 7, 12, 3, 6
SATURDAY = 5
# First month of a season of the northern half of the world; a winter begins in December of its year.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


class Grain(IntEnum):
    """How large a cell is, largest first."""

    CENTURY = 0
    DECADE = 1
    YEAR = 2
    HALF = 3
    QUARTER = 4
    SEASON = 5
    MONTH = 6
    WEEK = 7
    DAYS = 8
    DAY = 9


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the calendar: its TIMEX3 value, its size, its first and last day (None before the year 1)."""

    value: str
    grain: Grain
    first: date | None
    last: date | None


def valid(year: int, month: int, day: int) -> date | None:
    """Return the day of a calendar date, None if there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_cell(day: date) -> Cell:
    """Return a day."""
    return Cell(day.isoformat(), Grain.DAY, day, day)


def week_cell(day: date) -> Cell:
    """Return the ISO week of a day."""
    first = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Cell(f"{year}-W{week:02d}", Grain.WEEK, first, first + timedelta(days=WEEK - 1))


def weekend_cell(day: date) -> Cell:
    """Return the weekend of the ISO week of a day."""
    first = day - timedelta(days=day.weekday() - SATURDAY)
    return Cell(f"{week_cell(day).value}-WE", Grain.DAYS, first, first + timedelta(days=1))


def _months(year: int, month: int, many: int) -> tuple[date, date]:
    """Return the first and last day of so many months from one on."""
    last_year, last_month = year + (month + many - 2) // YEAR_MONTHS, (month + many - 2) % YEAR_MONTHS + 1
    return date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def month_cell(year: int, month: int) -> Cell:
    """Return a month."""
    return Cell(f"{year:04d}-{month:02d}", Grain.MONTH, *_months(year, month, 1))


def quarter_cell(year: int, quarter: int) -> Cell:
    """Return a quarter of the calendar year."""
    return Cell(f"{year:04d}-Q{quarter}", Grain.QUARTER, *_months(year, SEASON_MONTHS * quarter - 2, SEASON_MONTHS))


def half_cell(year: int, half: int) -> Cell:
    """Return a half of the calendar year."""
    return Cell(f"{year:04d}-H{half}", Grain.HALF, *_months(year, HALF_MONTHS * half - 5, HALF_MONTHS))


def season_cell(year: int, season: str) -> Cell:
    """Return a season; the winter of a year begins in its December."""
    return Cell(f"{year:04d}-{season}", Grain.SEASON, *_months(year, SEASONS[season], SEASON_MONTHS))


def year_cell(year: int) -> Cell:
    """Return a year; one before Christ has no days."""
    if year < 1:
        return Cell(f"BC{-year:04d}", Grain.YEAR, None, None)
    return Cell(f"{year:04d}", Grain.YEAR, date(year, 1, 1), date(year, 12, 31))


def decade_cell(decade: int) -> Cell:
    """Return a decade by its first three figures."""
    return Cell(f"{decade:03d}X", Grain.DECADE, date(decade * 10, 1, 1), date(decade * 10 + 9, 12, 31))


def century_cell(century: int) -> Cell:
    """Return a century by its number: the 20th is 1901 to 2000."""
    if century < 0:
        return Cell(f"BC{-century - 1:02d}XX", Grain.CENTURY, None, None)
    return Cell(f"{century - 1:02d}XX", Grain.CENTURY, date(century * 100 - 99, 1, 1), date(century * 100, 12, 31))


def cell_of(unit: str, day: date) -> Cell:
    """Return the cell of a unit that a day lies in."""
    if unit == "CE":
        return century_cell((day.year + 99) // 100)
    if unit == "DE":
        return decade_cell(day.year // 10)
    if unit == "Y":
        return year_cell(day.year)
    if unit == "Q":
        return quarter_cell(day.year, (day.month + 2) // SEASON_MONTHS)
    if unit == "M":
        return month_cell(day.year, day.month)
    return week_cell(day) if unit == "W" else day_cell(day)


def moved(day: date, amount: int, unit: str) -> date | None:
    """Return a day moved by a number of units, the last day of a month where the target is shorter.

    None where it leaves the calendar.
    """
    try:
        if unit in {"D", "W"}:
            return day + timedelta(days=amount * (WEEK if unit == "W" else 1))
        months = amount * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}.get(unit, 0)
        year, month = divmod(day.year * YEAR_MONTHS + day.month - 1 + months, YEAR_MONTHS)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (the anonymous Gregorian algorithm, Nature 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    skipped, leap = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - moon + 15) % 30
    weekday = (32 + 2 * leap + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def feast_day(rule: str, year: int) -> Cell | None:
    """Return the day of a feast in a year by the rule of the codebook, None where the year has none.

    A feast of the Islamic year is one of three days: states see the moon a day before or after the tabular calendar.
    """
    if rule.startswith("easter"):
        return day_cell(easter(year) + timedelta(days=int(rule[6:])))
    if rule.startswith("hijri"):
        return _islamic(int(rule[6:8]), int(rule[9:11]), year)
    if len(rule) == 5:  # noqa: PLR2004 - month and day
        found = valid(year, int(rule[:2]), int(rule[3:]))
        return None if found is None else day_cell(found)
    return _nth_weekday(rule, year)


def _nth_weekday(rule: str, year: int) -> Cell:
    """Return a day such as 11-4-thu, 05--1-mon (the last one), 11-1-mon+1."""
    month, rest = int(rule[:2]), rule[3:]
    base, _, more = rest.partition("+")
    number, name = base.rsplit("-", 1)
    weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(name)
    first, last = _months(year, month, 1)
    if int(number) > 0:
        day = first + timedelta(days=(weekday - first.weekday()) % WEEK + WEEK * (int(number) - 1))
    else:
        day = last - timedelta(days=(last.weekday() - weekday) % WEEK)
    return day_cell(day + timedelta(days=int(more or 0)))


# The tabular Islamic calendar (civil epoch, 16 July 622 Julian = 19 July 622 Gregorian).
HIJRI_EPOCH = date(622, 7, 19).toordinal()


def _islamic(month: int, day: int, year: int) -> Cell | None:
    """Return the three days around a day of the Islamic year that falls into a Gregorian year, the first if two do."""
    guess = int((year - 622) * 33 / 32)
    for hijri in (guess - 1, guess, guess + 1, guess + 2):
        days = (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + 29 * (month - 1) + month // 2 + day - 1
        found = date.fromordinal(HIJRI_EPOCH + days) if HIJRI_EPOCH + days > 0 else None
        if found is not None and found.year == year:
            one = timedelta(days=1)
            return Cell(f"{found.year:04d}-{found.month:02d}", Grain.DAYS, found - one, found + one)
    return None
