"""Brief room: numbers what lines rest on, and says what each is."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from detente.brief.names import in_line
from detente.records import (
    Account,
    Citation,
    Entry,
    Envelope,
    Evidence,
    EvidenceKind,
    Notice,
    Series,
    Thread,
    ThreadState,
    Tlp,
)

__all__ = ["Citations", "cited", "noticed"]

Party = Callable[[str], str]
ERASED = "author erased"


class Citations:
    """The numbered list of a brief's citations; the same words of the same article have one number.

    ``notices`` are the entries of working traffic in words, by id; ``party`` names who sent one.
    """

    def __init__(
        self,
        accounts: Iterable[Account],
        threads: Iterable[Thread] = (),
        notices: Mapping[str, str] | None = None,
        party: Party = str,
    ) -> None:
        sent = [one for one in threads if one.state is not ThreadState.HELD]
        self._accounts: Mapping[str, Account] = {one.article.id: one for one in accounts}
        self._sent: Mapping[str, Envelope] = {one.id: one for thread in sent for one in thread.log}
        self._labels: Mapping[str, Tlp] = {one.id: thread.tlp for thread in sent for one in thread.log}
        self._notices, self._party = notices or {}, party
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._found: list[Citation] = []

    def of(self, *evidence: Evidence | None) -> tuple[int, ...]:
        """Return the numbers of pieces of evidence, each once, in their order."""
        return tuple(dict.fromkeys(self._number(one) for one in evidence if one))

    def of_notices(self, *names: str) -> tuple[int, ...]:
        """Return the numbers of entries of working traffic by their ids; those that are not told are left out."""
        return self.of(*(_whole(one, self.words(one)) for one in names if one in self._sent))

    def of_series(self, series: Series) -> tuple[int, ...]:
        """Return the number of a series of figures."""
        key = series.id, 0, 0
        if key not in self._numbers:
            self._take(key, _series(series, len(self._found) + 1))
        return (self._numbers[key],)

    def words(self, name: str) -> str:
        """Return an entry of working traffic in one line."""
        told = self._notices.get(name)
        if told is None:
            fields = self._sent[name].notice.fields
            told = "; ".join(f"{field.replace('_', ' ')}: {text}" for field, text in fields)
        return in_line(told)

    def all(self) -> tuple[Citation, ...]:
        """Return every citation that was asked for, by number."""
        return tuple(self._found)

    def _number(self, evidence: Evidence) -> int:
        key = evidence.article, evidence.start, evidence.end
        if evidence.article in self._sent:
            key = evidence.article, 0, 0  # a notice is cited as a whole
        if key not in self._numbers:
            self._take(key, self._citation(evidence, len(self._found) + 1))
        return self._numbers[key]

    def _take(self, key: tuple[str, int, int], citation: Citation) -> None:
        self._numbers[key] = citation.number
        self._found.append(citation)

    def _citation(self, evidence: Evidence, number: int) -> Citation:
        account = self._accounts.get(evidence.article)
        entered = evidence.kind is EvidenceKind.ENTERED
        return Citation(
            number=number,
            article=evidence.article,
            source=self._source(evidence.article, account),
            words=self.words(evidence.article) if evidence.article in self._sent else " ".join(evidence.quote.split()),
            entered=entered,
            url=account.article.url if account else None,
            start=None if entered else evidence.start,
            end=None if entered else evidence.end,
            tlp=self._labels.get(evidence.article),
        )

    def _source(self, name: str, account: Account | None) -> str:
        """Return how a source is cited: outlet, title and day; who sent the notice or entered it, and when."""
        if name in self._sent:
            return _sent(name, self._sent[name].notice, self._party)
        if account is None:
            return f"article {name}"
        return noticed(account.entry, self._party) or _source(account)


def noticed(entry: Entry | None, party: Party) -> str | None:
    """Return what a notice that an entry stands for is called, with who sent it and when; None for any other entry."""
    if entry is None or entry.notice is None:
        return None
    return _called(entry.notice, party(entry.side or ""), entry.author, entry.entered)


def cited(citation: Citation) -> str:
    """Return a citation in one line: its source, and the sentence in quotation marks or what was entered without."""
    if not citation.entered:
        return f"{citation.source}: “{citation.words}”"
    return f"{citation.source}: {citation.words}" if citation.tlp else f"{citation.source}: entered: {citation.words}"


def _sent(name: str, notice: Notice, party: Party) -> str:
    return _called(name, party(notice.sender), notice.author or ERASED, notice.at)


def _called(name: str, sender: str, author: str, at: str) -> str:
    day = date.fromisoformat(at[:10])
    return f"notice {name}, {sender}, {in_line(author)}, {day.day} {day:%B %Y}"


def _whole(name: str, words: str) -> Evidence:
    return Evidence(kind=EvidenceKind.ENTERED, article=name, start=0, end=len(words), quote=words)


def _series(series: Series, number: int) -> Citation:
    """Return the citation of figures: their source as it was given, and who brought them into the case."""
    told = f"{series.source}, brought in by {series.author} on {series.known[:10]}"
    flow = f" ({series.flow})" if series.flow else ""
    words = f"{series.indicator.replace('_', ' ')}{flow}, {series.unit}, {len(series.points)} figures"
    return Citation(number=number, article=series.id, source=told, words=words, entered=True)


def _source(account: Account) -> str:
    """Return what a citation calls its source: outlet, title and day, or who entered it, when, resting on what."""
    if account.entry:
        entry = account.entry
        return f"entered by {entry.author} on {entry.entered[:16].replace('T', ' ')}, resting on {entry.rests_on}"
    article = account.article
    day = article.published.start[:10] if article.published else "no date"
    parts = (article.source or "source unknown", f"“{article.title}”" if article.title else article.path, day)
    return ", ".join(part for part in parts if part)
