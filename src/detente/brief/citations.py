"""Brief room: numbers what lines rest on, and says what each is."""

from collections.abc import Iterable, Mapping

from detente.records import Account, Citation, Evidence, EvidenceKind

__all__ = ["Citations", "cited"]


class Citations:
    """The numbered list of a brief's citations; the same words of the same article have one number."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._accounts: Mapping[str, Account] = {one.article.id: one for one in accounts}
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._found: list[Citation] = []

    def of(self, *evidence: Evidence | None) -> tuple[int, ...]:
        """Return the numbers of pieces of evidence, each once, in their order."""
        return tuple(dict.fromkeys(self._number(one) for one in evidence if one))

    def all(self) -> tuple[Citation, ...]:
        """Return every citation that was asked for, by number."""
        return tuple(self._found)

    def _number(self, evidence: Evidence) -> int:
        key = evidence.article, evidence.start, evidence.end
        if key not in self._numbers:
            self._numbers[key] = len(self._found) + 1
            self._found.append(self._citation(evidence, len(self._found) + 1))
        return self._numbers[key]

    def _citation(self, evidence: Evidence, number: int) -> Citation:
        account = self._accounts.get(evidence.article)
        entered = evidence.kind is EvidenceKind.ENTERED
        return Citation(
            number=number,
            article=evidence.article,
            source=_source(account) if account else f"article {evidence.article}",
            words=" ".join(evidence.quote.split()),
            entered=entered,
            url=account.article.url if account else None,
            start=None if entered else evidence.start,
            end=None if entered else evidence.end,
        )


def _source(account: Account) -> str:
    """Return what a citation calls its source: outlet, title and day, or who entered it, when, resting on what."""
    if account.entry:
        entry = account.entry
        return f"entered by {entry.author} on {entry.entered[:16].replace('T', ' ')}, resting on {entry.rests_on}"
    article = account.article
    day = article.published.start[:10] if article.published else "no date"
    parts = (article.source or "source unknown", f"“{article.title}”" if article.title else article.path, day)
    return ", ".join(part for part in parts if part)


def cited(citation: Citation) -> str:
    """Return a citation in one line: its source, and the sentence in quotation marks or what was entered without."""
    words = f"entered: {citation.words}" if citation.entered else f"“{citation.words}”"
    return f"{citation.source}: {words}"
