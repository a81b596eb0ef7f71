"""Which reports are one event: ``python -m bench similar [--part a|b|c] [--errors]``.

Reads the reports of this folder through the whole product and counts pairs of reports; see the README beside it.
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import combinations
from pathlib import Path

from bench.fused import Fused, fuse, read
from detente.records import Account, Coding

__all__ = ["Marked", "Scores", "acts", "load", "main", "scores"]

FOLDER = Path(__file__).parent
PARTS = ("a", "b", "c")
LOOKED_AT = frozenset({"a", "b"})  # part c stays the check
_MARK = re.compile(r"\[([a-z]+-\d+): ([^\]]+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One report: its text without marks, the event that its main act is, and where the words stand that name it."""

    id: str
    published: str
    source: str
    text: str
    event: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Pairs of reports that are rightly joined, wrongly joined and wrongly kept apart; acts coded of all."""

    right: int
    wrong: int
    missed: int
    coded: int
    reports: int

    @property
    def precision(self) -> float:
        """Return the share of joined pairs that are one event."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Return the share of the pairs of one event that are joined."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def load(part: str) -> list[Marked]:
    """Return the reports of a part.

    Raises:
        ValueError: a report without exactly one mark.
    """
    blocks = (FOLDER / f"reports_{part}.txt").read_text("utf-8").strip().split("\n\n")
    return [_marked(block) for block in blocks]


def _marked(block: str) -> Marked:
    head, _, text = block.strip().partition("\n")
    name, published, source = (part.strip() for part in head.lstrip("# ").split("|"))
    found = _MARK.findall(text)
    if len(found) != 1:
        message = f"{name}: {len(found)} marks where one is due"
        raise ValueError(message)
    mark = next(_MARK.finditer(text))
    plain = text[: mark.start()] + mark[2] + text[mark.end() :]
    end = mark.start() + len(mark[2])
    return Marked(id=name, published=published, source=source, text=plain, event=mark[1], start=mark.start(), end=end)


def accounts_of(reports: Sequence[Marked]) -> list[Account]:
    """Read the reports as rows of a table and code them."""
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "reports.jsonl"
        lines = ({"text": one.text, "published": one.published, "source": one.source} for one in reports)
        rows.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        return [one for one in read([str(rows)]) if isinstance(one, Account)]


def acts(reports: Iterable[Marked], accounts: Iterable[Account]) -> dict[str, Coding]:
    """Return the coding of each report's main act, where it was coded."""
    held = {account.article.text: account for account in accounts}
    found = {one.id: _act(one, held[one.text]) for one in reports if one.text in held}
    return {name: coding for name, coding in found.items() if coding is not None}


def _act(report: Marked, account: Account) -> Coding | None:
    """Return the coding whose trigger shares most with the marked words, the first of equals."""
    shares = [(min(one.trigger.end, report.end) - max(one.trigger.start, report.start), one) for one in account.codings]
    best = max((share for share, _ in shares), default=0)
    return next((one for share, one in shares if share == best), None) if best > 0 else None


def scores(reports: Sequence[Marked], found: Mapping[str, Coding], event_of: Mapping[str, str]) -> Scores:
    """Count pairs of reports; one whose act was not coded stands alone."""
    told = {name: event_of[coding.id] for name, coding in found.items()}
    right = wrong = missed = 0
    for one, other in combinations(reports, 2):
        same = one.event == other.event
        joined = one.id in told and told[one.id] == told.get(other.id)
        right += same and joined
        wrong += joined and not same
        missed += same and not joined
    return Scores(right=right, wrong=wrong, missed=missed, coded=len(found), reports=len(reports))


def errors(reports: Sequence[Marked], found: Mapping[str, Coding], fused: Fused) -> Iterable[str]:
    """Yield a line for each pair that is wrong, and for each act that was not coded."""
    event_of, scored = fused.event_of(), {(one.left, one.right): one for one in fused.judgements}
    for one in reports:
        if one.id not in found:
            yield f"not coded {one.id} [{one.event}: {one.text[one.start : one.end]}]"
    for one, other in combinations([one for one in reports if one.id in found], 2):
        left, right = found[one.id], found[other.id]
        joined = event_of[left.id] == event_of[right.id]
        if joined != (one.event == other.event):
            judgement = scored.get((min(left.id, right.id), max(left.id, right.id)))
            score = f"{judgement.score:.2f}" if judgement else "no pair"
            yield f"{'joined' if joined else 'apart'} {one.id} {other.id} [{one.event}, {other.event}] {score}"


def main(argv: list[str] | None = None) -> int:
    """Measure the parts asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench similar", description=__doc__)
    parser.add_argument("--part", choices=PARTS, help="one part alone")
    parser.add_argument("--errors", action="store_true", help="print wrong pairs of the parts that may be looked at")
    args = parser.parse_args(argv)
    results = [_measured(part, errors_too=args.errors) for part in ([args.part] if args.part else PARTS)]
    _tell("all", _added(results))
    return 0


def _measured(part: str, *, errors_too: bool) -> Scores:
    """Measure one part and print it."""
    reports = load(part)
    accounts = accounts_of(reports)
    fused, found = fuse(accounts), acts(reports, accounts)
    result = scores(reports, found, fused.event_of())
    _tell(f"part {part}, {len({one.event for one in reports})} events", result)
    if errors_too and part in LOOKED_AT:
        sys.stdout.writelines(f"  {line}\n" for line in errors(reports, found, fused))
    return result


def _added(results: Sequence[Scores]) -> Scores:
    """Return the pairs of several parts as one."""
    return Scores(**{one.name: sum(getattr(result, one.name) for result in results) for one in fields(Scores)})


def _tell(what: str, result: Scores) -> None:
    sys.stdout.write(
        f"{what}: pairs F1 {result.f1:.3f} (precision {result.precision:.3f}, recall {result.recall:.3f}), "
        f"{result.coded} of {result.reports} acts coded\n"
    )
