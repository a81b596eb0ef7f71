"""Code a folder of texts: ``python -m bench gold --texts DIR --out PRED.jsonl``.

Writes one line for each event, undertaking and change of a channel; offsets are those of the files given.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from detente.flow import accounts, open_rooms
from detente.records import Account, Article, Coding, Evidence, Participant, Skipped, Undertaking, When
from detente.settings import Settings

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


def event(doc: str, article: Article, coding: Coding) -> dict[str, object]:
    """Return the row of a coding."""
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


def channels(doc: str, article: Article, coding: Coding) -> Iterator[dict[str, object]]:
    """Yield the change of a channel that a coding tells."""
    sides = sorted({one.actor.country for one in (*coding.sources, *coding.targets) if one.actor.country})
    state = CHANNEL.get((coding.type, coding.modes[:1]))
    if state is not None and len(sides) > 1:
        channel, to = state
        yield {
            "record": "channel_status",
            "doc": doc,
            **span(article, coding.trigger),
            "channel": channel,
            "parties": sides,
            "to": to,
        }


CHANNEL: dict[tuple[str, tuple[str, ...]], tuple[str, str]] = {
    ("SANCTION", ("withdraw",)): ("ambassador_level", "ambassadors_recalled"),
    ("CONSULT", ("phone",)): ("foreign_minister_phone", "used"),
    ("CONSULT", ()): ("diplomatic_talks", "used"),
    ("CONSULT", ("visit",)): ("diplomatic_delegation", "used"),
    ("REJECT", ("meet",)): ("peace_talks", "refused"),
}


def rows(account: Account) -> Iterator[dict[str, object]]:
    """Yield the rows of one article."""
    article = account.article
    doc = Path(article.path or article.id).name
    for coding in account.codings:
        yield event(doc, article, coding)
        yield from channels(doc, article, coding)
    for undertaking in account.undertakings:
        yield commitment(doc, article, undertaking)


def main(argv: list[str] | None = None) -> int:
    """Code every text of a folder."""
    parser = argparse.ArgumentParser(prog="python -m bench gold", description=__doc__)
    parser.add_argument("--texts", type=Path, required=True, help="a folder of text files")
    parser.add_argument("--out", type=Path, required=True, help="where the predictions go")
    args = parser.parse_args(argv)
    rooms = open_rooms(Settings())
    paths = [str(path) for path in sorted(args.texts.glob("*.txt"))]
    with args.out.open("w", encoding="utf-8") as out:
        for found in accounts(paths, rooms, batch=Settings().flow.batch):
            if isinstance(found, Skipped):
                sys.stderr.write(f"{found.where}: {found.reason}\n")
                continue
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(found))
    return 0
