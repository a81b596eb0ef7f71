"""Code a folder of texts: ``python -m bench gold --texts DIR --out PRED.jsonl``.

Writes one line for each event, undertaking and change of a channel; offsets are those of the files given. Mentions of
one event, as fusion joins them over all texts of the folder, share their ``event_id``.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.fused import fuse, read
from detente.records import Account, Article, Change, Coding, Evidence, Participant, Skipped, Undertaking, When

__all__ = ["main", "rows"]

# Commitment types that the benchmark does not know.
UNKNOWN = frozenset(
    {
        "sanctions_relief",
        "non_support_of_armed_groups",
        "monitoring_and_access",
        "arms_limits",
        "border_demarcation",
        "refugee_return",
        "power_sharing_or_ddr",
    }
)
STANDING = {"decided": "reported_decision", "fulfilled": "closed", "lapsed": "closed", "terminated": "closed"}


def span(article: Article, evidence: Evidence) -> dict[str, int]:
    """Return the offsets of evidence in the file."""
    return {"start": article.given(evidence.start), "end": article.given(evidence.end - 1) + 1}


def person(participant: Participant) -> dict[str, str | None]:
    """Return a participant as the benchmark writes one."""
    return {
        "country": participant.actor.country,
        "sector": participant.actor.sector,
        "text": participant.evidence.quote,
    }


def stated(day: When | None) -> str | None:
    """Return a date as the benchmark writes one; a stretch of days is cut to the month or year that holds it."""
    if day is None or day.start == day.end:
        return None if day is None else day.start
    months, years = (day.start[:7], day.end[:7]), (day.start[:4], day.end[:4])
    return next((first for first, last in (months, years) if first == last), None)


def event(doc: str, article: Article, coding: Coding, event_id: str) -> dict[str, object]:
    """Return the row of a coding, a mention of the event with that id."""
    return {
        "record": "event",
        "doc": doc,
        **span(article, coding.trigger),
        "type": coding.type,
        "modes": list(coding.modes),
        "actor": [person(one) for one in coding.sources],
        "recipient": [person(one) for one in coding.targets],
        "status": coding.status.value,
        "evidentiality": coding.evidentiality.value,
        "date": stated(coding.day),
        "place_country": coding.place.country if coding.place else None,
        "affected_state": list(coding.affected_states),
        "event_id": event_id,
    }


def commitment(doc: str, article: Article, undertaking: Undertaking) -> dict[str, object]:
    """Return the row of an undertaking."""
    parties = sorted({one.actor.country for one in undertaking.by if one.actor.country})
    standing = undertaking.standing.value
    return {
        "record": "commitment",
        "doc": doc,
        **span(article, undertaking.words),
        "type": "other" if undertaking.type in UNKNOWN else undertaking.type,
        "parties": parties,
        "standing": STANDING.get(standing, standing),
    }


def channel(doc: str, article: Article, change: Change) -> dict[str, object]:
    """Return the row of a change of a line between two sides, as its state stands after it."""
    return {
        "record": "channel_status",
        "doc": doc,
        **span(article, change.evidence),
        "channel": CHANNEL.get(change.line, change.line),
        "parties": sorted({one.actor.country for one in change.sides if one.actor.country}),
        "to": STATE.get((change.line, change.state), change.state),
    }


# What the benchmark calls lines and states that Detente names otherwise.
CHANNEL = {
    "envoys": "ambassador_level",
    "foreign_ministers_call": "foreign_minister_phone",
    "foreign_ministers_meeting": "foreign_minister_meeting",
    "leaders_call": "leader_talk",
    "leaders_letter": "leader_letter",
    "leaders_meeting": "leader_summit",
    "leaders_consultation": "leader_consultation",
    "officials_call": "senior_official_call",
    "talks": "diplomatic_talks",
    "delegation": "diplomatic_delegation",
    "deconfliction_notice": "deconfliction_notification",
    "complaint": "un_security_council_complaint",
    "ceasefire": "ceasefire_arrangement",
    "communication_channels": "political_military_channels",
}
STATE = {("envoys", "recalled"): "ambassadors_recalled", ("talks", "broken_off"): "suspended"}


def rows(account: Account, event_of: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """Yield the rows of one article; ``event_of`` is the event of each coding."""
    article = account.article
    doc = Path(article.path or article.id).name
    for coding in account.codings:
        yield event(doc, article, coding, event_of[coding.id])
    for undertaking in account.undertakings:
        yield commitment(doc, article, undertaking)
    for change in account.changes:
        yield channel(doc, article, change)


def main(argv: list[str] | None = None) -> int:
    """Code every text of a folder."""
    parser = argparse.ArgumentParser(prog="python -m bench gold", description=__doc__)
    parser.add_argument("--texts", type=Path, required=True, help="a folder of text files")
    parser.add_argument("--out", type=Path, required=True, help="where the predictions go")
    args = parser.parse_args(argv)
    found = read([str(path) for path in sorted(args.texts.glob("*.txt"))])
    sys.stderr.writelines(f"{one.where}: {one.reason}\n" for one in found if isinstance(one, Skipped))
    accounts = [one for one in found if isinstance(one, Account)]
    event_of = fuse(accounts).event_of()
    with args.out.open("w", encoding="utf-8") as out:
        for account in accounts:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(account, event_of))
    return 0
