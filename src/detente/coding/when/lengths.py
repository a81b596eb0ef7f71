"""Lengths of time as TIMEX3 writes them: P3Y, PT1M30S, PXD."""

from detente.coding.when.meaning import Length

__all__ = ["period"]

# How many of the next smaller unit a unit has, for the part behind the point (two and a half years).
PARTS = {
    "Y": (12, "M"),
    "M": (30, "D"),
    "W": (7, "D"),
    "D": (24, "TH"),
    "TH": (60, "TM"),
    "TM": (60, "TS"),
}
# Units that ISO 8601 has no letter for.
MULTIPLES = {"DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y"), "Q": (3, "M")}


def period(length: Length) -> str:
    """Return a length as TIMEX3 writes it, X for what is vague."""
    day, time = "", ""
    for amount, unit in length.amounts:
        for figures, letter in _plain(amount, unit):
            if letter.startswith("T"):
                time += f"{figures}{letter[1]}"
            else:
                day += f"{figures}{letter}"
    return f"P{day}" + (f"T{time}" if time else "")


def _plain(amount: float | None, unit: str) -> list[tuple[str, str]]:
    """Return figures and letters: quarters as months, decades as years, the half of a year as months."""
    if amount is None:
        return [("X", unit)]
    if unit in MULTIPLES:
        size, unit = MULTIPLES[unit]
        amount *= size
    whole = int(amount)
    rest = amount - whole
    if not rest or unit not in PARTS:
        return [(f"{amount:g}" if rest else str(whole), unit)]
    size, smaller = PARTS[unit]
    lesser = (str(round(rest * size)), smaller)
    return [(str(whole), unit), lesser] if whole else [lesser]
