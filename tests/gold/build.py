"""Build the texts and the gold records from the files in ``source/``; ``--check`` only compares.

A source file holds one article. ``> `` opens a sentence, ``--`` a paragraph, ``-`` a line. Below a sentence stand its
codings, fields parted by `` | ``:

    E* trigger | TYPE mode+mode | actors > recipients | key=value; key=value     (E* required, E? optional)
    N  trigger | TYPES that must not be coded | modality | bg=years
    C* trigger | commitment type | parties | standing | key=value
    X  trigger                                                                   (no undertaking)
    H* trigger | channel | parties | to

A participant is ``words:COUNTRY/SECTOR``; ``~`` before it means understood, ``?`` may be left out, ``=A,B`` other right
codes, ``!PAK`` a group or people sitting in that state, ``-`` no country. ``words#2`` is the second occurrence.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCORES = {
    "AGREE": (1, 2.5),
    "CONSULT": (1, 2.5),
    "SUPPORT": (1, 5.0),
    "CONCEDE": (1, 4.5),
    "COOPERATE": (2, 9.5),
    "AID": (2, 10.0),
    "RETREAT": (2, 6.5),
    "REQUEST": (3, 0.0),
    "ACCUSE": (3, -3.0),
    "REJECT": (3, -2.0),
    "THREATEN": (3, -3.5),
    "PROTEST": (4, -5.0),
    "SANCTION": (4, -6.0),
    "MOBILIZE": (4, -5.5),
    "COERCE": (4, -7.0),
    "ASSAULT": (4, -9.0),
}
SPOKEN = {"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
CONTENT = {"AGREE": "pledged", "CONCEDE": "pledged", "REQUEST": "urged", "THREATEN": "threatened"}
STATUS = {
    "happened": ("happened", []),
    "ongoing": ("claimed_ongoing", ["happened"]),
    "claimed": ("happened", ["reported_unconfirmed"]),
    "unconfirmed": ("reported_unconfirmed", ["happened"]),
    "hearsay": ("reported_unconfirmed", []),
    "denied": ("denied", []),
}
BASIS = {"i": "in_text", "r": "relative", "f": "inferred", "x": "external"}
PARTICIPANT = re.compile(
    r"^(?P<gap>~)?(?:(?P<text>.+):)?(?P<code>[A-Z]{3}|-)(?:/(?P<sector>[A-Z]{3}))?"
    r"(?:=(?P<accept>[A-Z,-]+))?(?P<optional>\?)?(?:!(?P<located>[A-Z]{3}))?$"
)

Row = dict[str, Any]


class Sentence:
    """One text unit with its place in the article."""

    def __init__(self, doc: str, number: int, text: str, start: int) -> None:
        """Keep the unit and where it starts."""
        self.doc, self.number, self.text, self.start = doc, number, text, start

    def find(self, words: str) -> Row:
        """Return the words with their offsets in the article.

        Raises:
            ValueError: The words do not stand in the sentence.
        """
        words, _, count = words.partition("#")
        at = -1
        for _ in range(int(count or 1)):
            at = self.text.find(words, at + 1)
            if at < 0:
                message = f"{self.doc}.{self.number}: {words!r} does not stand in {self.text!r}"
                raise ValueError(message)
        return {"text": words, "start": self.start + at, "end": self.start + at + len(words)}

    def head(self, record: str, key: str) -> Row:
        """Return the fields every record begins with."""
        return {
            "id": f"{self.doc}-{self.number}-{key}",
            "record": record,
            "doc": f"{self.doc}.txt",
            "sent_key": f"{self.doc}.{self.number}",
            "sentence": self.text,
            "start": self.start,
            "end": self.start + len(self.text),
        }


def options(fields: list[str]) -> dict[str, str]:
    """Read ``key=value; key=value`` (a bare key means yes)."""
    pairs = (part.strip().partition("=") for field in fields for part in field.split(";") if part.strip())
    return {key: value or "yes" for key, _, value in pairs}


def participant(words: str, sentence: Sentence) -> Row:
    """Read one participant.

    Raises:
        ValueError: The words do not follow the form above.
    """
    match = PARTICIPANT.match(words)
    if match is None:
        message = f"{sentence.doc}.{sentence.number}: participant {words!r}"
        raise ValueError(message)
    row: Row = {
        "country": None if match["code"] == "-" else match["code"],
        "sector": match["sector"],
        "name": None,
        "explicit": match["gap"] is None,
    }
    row |= sentence.find(match["text"]) if match["text"] else {"text": None, "start": None, "end": None}
    if match["accept"]:
        row["accept_country"] = [None if code == "-" else code for code in match["accept"].split(",")]
    if match["optional"]:
        row["optional"] = True
    if match["located"]:
        row |= {"nonstate": True, "located_in": match["located"]}
    return row


def side(words: str, sentence: Sentence) -> list[Row]:
    """Read the participants on one side."""
    return [participant(part.strip(), sentence) for part in words.split(" & ") if part.strip()]


def told(kind: str, actor: list[Row], value: str | None) -> Row:
    """Say whose word the event rests on."""
    if value:
        level, _, words = value.partition(":")
        name = "reported" if level == "r" else "attributed"
        source = "source" if level == "a" else "unnamed reports"
        return {"evidentiality": name, "attribution": {"kind": source, "text": words or None}}
    if kind in SPOKEN:
        accept = ["asserted", "attributed"]
        attribution = {"kind": "actor", "text": actor[0]["text"] if actor else None}
        return {"evidentiality": "attributed", "attribution": attribution, "evidentiality_accept": accept}
    return {"evidentiality": "asserted", "attribution": {"kind": "narrator", "text": None}}


def when(value: str | None) -> Row:
    """Read ``2019-02-26/r``."""
    if value is None:
        return {"in_text": None, "value": None, "precision": None, "basis": "none"}
    day, _, basis = value.partition("/")
    precision = "week" if "W" in day else {4: "year", 7: "month"}.get(len(day), "day")
    return {"in_text": None, "value": day, "precision": precision, "basis": BASIS[basis]}


def where(value: str | None, sentence: Sentence) -> Row | None:
    """Read ``words:COUNTRY``."""
    if value is None:
        return None
    words, _, country = value.rpartition(":")
    return sentence.find(words) | {"country": country, "adm1": None, "resolution": None}


def event(sentence: Sentence, key: str, required: bool, fields: list[str]) -> Row:  # noqa: FBT001
    """Read an ``E`` line."""
    trigger, what, who, *rest = fields
    kind, _, modes = what.partition(" ")
    more = options(rest)
    source, _, target = who.partition(">")
    actor, recipient = side(source, sentence), side(target, sentence)
    status, accept = STATUS[more.get("st", "happened")]
    row = sentence.head("event", key) | {"trigger": sentence.find(trigger), "actor": actor, "recipient": recipient}
    row |= {"event_type": kind, "modes": modes.split("+") if modes else [], "contexts": []}
    row |= {"quad": SCORES[kind][0], "plover_score": SCORES[kind][1], "cameo_approx": None, "modality": "happened"}
    row |= {"act_status": status, "content_modality": more.get("cm", CONTENT.get(kind, "realised"))}
    row |= told(kind, actor, more.get("ev"))
    row |= {"date": when(more.get("d")), "place": where(more.get("p"), sentence), "cluster": more.get("cl")}
    row |= {"primary_mention": True, "scoring": "required" if required else "optional", "confidence": "high"}
    row |= {"alternatives": more["alt"].split(",") if "alt" in more else [], "notes": more.get("note", "")}
    if accept:
        row["act_status_accept"] = accept
    if "aff" in more:
        row["affected_state"] = more["aff"]
    if "dom" in more:
        row["dyadic"] = False
    return row


def non_event(sentence: Sentence, key: str, fields: list[str]) -> Row:
    """Read an ``N`` line."""
    trigger, types, modality, *rest = fields
    more = options(rest)
    row = sentence.head("non_event", key) | {"trigger": sentence.find(trigger), "modality": modality}
    row |= {"content_modality": modality, "attribution": {"kind": "narrator", "text": None}, "scoring": "forbidden"}
    row |= {"forbid_happened": types.split(), "notes": ""}
    return row | ({"background_date": more["bg"].split(",")} if "bg" in more else {})


def commitment(sentence: Sentence, key: str, required: bool, fields: list[str]) -> Row:  # noqa: FBT001
    """Read a ``C`` line."""
    trigger, kind, parties, standing, *rest = fields
    more = options(rest)
    row = sentence.head("commitment", key) | {"trigger": sentence.find(trigger), "title": trigger.partition("#")[0]}
    row |= {"parties": parties.split(), "commitment_type": kind, "standing": standing}
    row |= {"deadline_in_text": more.get("due"), "condition_in_text": more.get("if"), "notes": ""}
    row |= {"scoring": "required" if required else "optional"}
    row |= {"alternatives": more["alt"].split(",")} if "alt" in more else {}
    return row | ({"parties_optional": more["may"].split(",")} if "may" in more else {})


def channel(sentence: Sentence, key: str, required: bool, fields: list[str]) -> Row:  # noqa: FBT001
    """Read an ``H`` line."""
    trigger, name, parties, state = fields
    row = sentence.head("channel_status", key) | {"trigger": sentence.find(trigger), "channel": name}
    row |= {"parties": parties.split(), "to": state, "certainty": "happened", "notes": ""}
    return row | {"scoring": "required" if required else "optional"}


def coding(sentence: Sentence, line: str, number: int) -> Row:
    """Read one coding line."""
    mark, _, body = line.partition(" ")
    fields = [field.strip() for field in body.split(" | ")]
    key, required = f"{mark[0]}{number}", mark.endswith("*")
    if mark[0] == "E":
        return event(sentence, key, required, fields)
    if mark[0] == "N":
        return non_event(sentence, key, fields)
    if mark[0] == "C":
        return commitment(sentence, key, required, fields)
    if mark[0] == "H":
        return channel(sentence, key, required, fields)
    trigger = {"trigger": sentence.find(fields[0]), "scoring": "forbidden", "notes": ""}
    return sentence.head("non_commitment", key) | trigger


def article(doc: str, source: str) -> tuple[str, list[Row]]:
    """Return the text of an article and its gold records."""
    text, gap, sentence = "", "", Sentence(doc, -1, "", 0)
    rows: list[Row] = []
    for line in filter(None, (line.strip() for line in source.splitlines())):
        if line in {"-", "--"}:
            gap = "\n" * len(line)
        elif line.startswith("> "):
            text += gap
            sentence = Sentence(doc, sentence.number + 1, line[2:], len(text))
            text, gap = text + sentence.text, " "
        elif not line.startswith("//"):
            rows.append(coding(sentence, line, len(rows)))
    return text + "\n", clustered(doc, rows)


def clustered(doc: str, rows: list[Row]) -> list[Row]:
    """Give every event its cluster and mark the first mention of each."""
    seen: set[str] = set()
    for row in rows:
        if row["record"] == "event":
            row["cluster"] = row["cluster"] or f"{doc.upper()}-{row['id'].rsplit('-', 1)[1]}"
            row["primary_mention"] = row["cluster"] not in seen
            seen.add(row["cluster"])
    return rows


def built() -> dict[Path, str]:
    """Return what every built file must hold."""
    files, lines = {}, []
    for path in sorted((HERE / "source").glob("*.src")):
        text, rows = article(path.stem, path.read_text("utf8"))
        files[HERE / "texts" / f"{path.stem}.txt"] = text
        lines += [json.dumps(row, ensure_ascii=False) for row in rows]
    return files | {HERE / "gold.jsonl": "\n".join(lines) + "\n"}


def main() -> int:
    """Write the files, or with ``--check`` compare them."""
    files = built()
    if "--check" in sys.argv:
        return int(any(not path.exists() or path.read_text("utf8") != text for path, text in files.items()))
    for path, text in files.items():
        path.write_text(text, "utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
