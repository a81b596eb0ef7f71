"""Fusion room: what belongs together among the accounts of many articles and entries; pure, it keeps nothing."""

from collections.abc import Collection, Mapping, Sequence

from detente.codebook import Codebook
from detente.fusion.build import build
from detente.fusion.config import Config
from detente.fusion.join import join, told
from detente.fusion.keys import keys
from detente.fusion.mention import Mention, mentions
from detente.fusion.order import links
from detente.fusion.owners import sources
from detente.fusion.pairs import candidates, judge
from detente.fusion.rivals import doubted
from detente.fusion.stories import compare, copies, file, stories
from detente.records import Account, Event, Judged, Judgement, Link, Story

__all__ = ["Fusion"]


class Fusion:
    """Judges which codings are one event and which articles one story, and builds both."""

    def __init__(self, config: Config, book: Codebook) -> None:
        self._config = config
        self._book = book

    def article_keys(self, account: Account) -> frozenset[str]:
        """Return the keys of an article; articles that share none are never one story, none for an entry."""
        return file(account, self._book.report_words, self._config.articles, self._config.copies)

    def compare_articles(self, new: Sequence[Account], known: Sequence[Account]) -> list[Judgement]:
        """Return a judgement for each pair of a new article with a new or known one that could be one story or a copy.

        Each score is a function of the two articles alone. Pairs come in the order of their ids.
        """
        return compare(new, known, self._book.report_words, self._config.articles, self._config.copies)

    def stories(self, accounts: Sequence[Account], judgements: Sequence[Judgement]) -> list[Story]:
        """Return the stories of the articles, in the order of their ids; copies are grouped within each."""
        return stories(accounts, judgements, self._config.articles, self._config.copies)

    def event_keys(self, account: Account) -> Mapping[str, frozenset[str]]:
        """Return the keys of each coding; codings that share none are never the same event."""
        return {one.id: keys(one, self._config) for one in self._mentions(account)}

    def compare_events(self, new: Sequence[Account], known: Sequence[Account]) -> list[Judgement]:
        """Return a judgement for each pair of a new coding with a new or known one that could be the same event.

        Each score is a function of the two codings alone. Pairs come in the order of their ids.
        """
        fresh = {one.id: one for account in new for one in self._mentions(account)}
        found = {one.id: one for account in known for one in self._mentions(account)} | fresh
        filed = {name: keys(one, self._config) for name, one in found.items()}
        pairs = candidates({name: filed[name] for name in fresh}, {n: filed[n] for n in found if n not in fresh})
        return judge([(found[left], found[right]) for left, right in pairs], self._config)

    def clusters(
        self, accounts: Sequence[Account], judgements: Sequence[Judgement], codings: Collection[str]
    ) -> list[tuple[str, ...]]:
        """Return the codings of each event, singletons too, each sorted, in the order of their smallest ids."""
        about = [one for one in judgements if one.about is Judged.EVENT]
        return join(codings, about, told(accounts), self._config)

    def events(
        self, accounts: Sequence[Account], judgements: Sequence[Judgement], codings: Collection[str]
    ) -> list[Event]:
        """Return the events that the codings are, each with every version of it, in the order of their ids."""
        owners = sources(accounts, copies(judgements, self._config.copies), self._book)
        found = build(self.clusters(accounts, judgements, codings), accounts, owners, self._book, self._config)
        return doubted(found, (one for one in judgements if one.about is Judged.EVENT), self._config)

    def links(self, accounts: Sequence[Account], events: Sequence[Event]) -> list[Link]:
        """Return the order of events as reports tell it, each with what contradicts it, in the order of ids."""
        return links(accounts, events, self._config.near_days)

    def _mentions(self, account: Account) -> list[Mention]:
        return mentions(account, self._book, self._config.articles)
