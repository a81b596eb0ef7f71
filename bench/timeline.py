"""Which days matter in a collection: ``python -m bench timeline --input ROWS --out PRED``.

No language engine runs: words are what blanks and marks separate, and the room of times finds the expressions in them.
A day gains by the articles that name it, most by those that look back far, and by the sentences that are told of it.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bench.sentences import Row, answer, options
from detente import codebook
from detente.coding.tree import Tree
from detente.coding.when import Kind, Times
from detente.records import Sentence, Token

__all__ = ["Config", "Tally", "main", "ranked"]

WORD = re.compile(r"\d+(?:[:./-]\d+)+|\d+(?:st|nd|rd|th|s)?|[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*\.?|\S")
LONG = re.compile(r"[^\W\d_]{3,}")
DAY = 10
ENDINGS = ("s", "es", "ed", "d", "ing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Weights of the parts of a day's score; each counts by the logarithm of its size, so that none drowns the rest.

    ``articles``: how many articles name the day. ``lasting``: the same, an article that looks back farther counting
    more, by the logarithm of the days since. ``told``: the sentences given as told of the day; one counts by its
    length, ``full`` characters and more being 1, and ``deed`` more where it names an act of the codebook. ``common``:
    the sentences told of it that share ``shared`` words with others told of it, words that are rare in the topic (in
    less than ``rare`` of its sentences). ``echoed``: the sentences told of later days that name it, those that look
    back farther counting more.
    """

    articles: float = 1.0
    lasting: float = 1.5
    told: float = 0.5
    common: float = 0.1
    echoed: float = 0.1
    full: int = 200
    deed: float = 0.5
    shared: int = 3
    rare: float = 0.1


@dataclass(slots=True)
class Tally:
    """What was counted for the days of a topic."""

    articles: Counter[date] = field(default_factory=Counter)
    lasting: defaultdict[date, float] = field(default_factory=lambda: defaultdict(float))
    echoed: defaultdict[date, float] = field(default_factory=lambda: defaultdict(float))
    told: defaultdict[date, list[str]] = field(default_factory=lambda: defaultdict(list))

    def article(self, published: date, days: Iterable[date]) -> None:
        """Count the days that an article names."""
        for day in set(days):
            self.articles[day] += 1
            self.lasting[day] += back(published, day)

    def sentence(self, told: date, text: str, days: Iterable[date]) -> None:
        """Count a sentence told of a day, and the earlier days it names."""
        self.told[told].append(text)
        for day in set(days):
            self.echoed[day] += back(told, day)


def back(here: date, day: date) -> float:
    """Return how far a day lies back, by the logarithm of the days; 0 for the day itself and those ahead."""
    return math.log2(1 + max((here - day).days, 0))


def ranked(tally: Tally, deed: Callable[[str], bool], config: Config) -> list[date]:
    """Return the days of a topic, the one that matters most first."""
    told = {day: sum(_weight(text, deed, config) for text in texts) for day, texts in tally.told.items()}
    parts: tuple[tuple[float, Mapping[date, float]], ...] = (
        (config.articles, tally.articles),
        (config.lasting, tally.lasting),
        (config.told, told),
        (config.common, _common(tally.told, config)),
        (config.echoed, tally.echoed),
    )
    score: defaultdict[date, float] = defaultdict(float)
    for weight, sizes in parts:
        for day, size in sizes.items():
            score[day] += weight * math.log1p(size)
    return sorted(score, key=lambda day: (-score[day], day))


def _weight(text: str, deed: Callable[[str], bool], config: Config) -> float:
    """Return how much a sentence counts."""
    return min(len(text), config.full) / config.full + config.deed * any(map(deed, LONG.findall(text.lower())))


def _common(told: Mapping[date, list[str]], config: Config) -> dict[date, float]:
    """Count the sentences of each day that tell the same as others of it: they share words rare in the topic."""
    sets = {day: [frozenset(LONG.findall(text.lower())) for text in texts] for day, texts in told.items()}
    spread = Counter(word for rows in sets.values() for words in rows for word in words)
    most = config.rare * sum(map(len, sets.values()))
    found: dict[date, float] = {}
    for day, rows in sets.items():
        here = Counter(word for words in rows for word in words if spread[word] < most)
        found[day] = sum(1 for words in rows if sum(1 for word in words if here[word] > 1) >= config.shared)
    return found


# -- the days that a text names


def named(text: str, published: date, book: codebook.Codebook, likely: re.Pattern[str]) -> Iterator[date]:
    """Yield the days that a text names, as often as it names them."""
    times = Times(book.times, published)
    for line in text.splitlines():
        if likely.search(line):
            for one in times.find(Tree(0, bare(line))):
                if one.kind in {Kind.DATE, Kind.TIME} and one.when is not None and len(one.when.start) >= DAY:
                    yield date.fromisoformat(one.when.start[:DAY])


def bare(line: str) -> Sentence:
    """Return a sentence of words alone, without grammar."""
    tokens = tuple(
        Token(
            start=found.start(),
            end=found.end(),
            text=found[0],
            lemma=found[0].lower(),
            upos="X",
            xpos="",
            features="",
            head=-1,
            relation="root",
        )
        for found in WORD.finditer(line)
    )
    return Sentence(start=0, end=len(line), tokens=tokens, predicates=(), names=())


def likely_words(book: codebook.Codebook) -> re.Pattern[str]:
    """Return a pattern of the words without which a line names no day."""
    words = {*book.times.weekdays, *book.times.months, *book.times.days, *book.times.units}
    names = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\d|\b(?:{names})", re.IGNORECASE)


def deeds(book: codebook.Codebook) -> Callable[[str], bool]:
    """Return a test for the forms of words that name an act in the codebook."""
    stems = {head.removesuffix("e") for head in book.rules.heads}

    def names(word: str) -> bool:
        return word.removesuffix("e") in stems or any(
            word.endswith(ending) and word.removesuffix(ending).removesuffix("e") in stems for ending in ENDINGS
        )

    return names


def tallies(rows: Iterable[Row], book: codebook.Codebook) -> dict[str, Tally]:
    """Return what the rows of each topic tell."""
    found: defaultdict[str, Tally] = defaultdict(Tally)
    likely = likely_words(book)
    for row in rows:
        day = date.fromisoformat(row["date"])
        days = named(row["text"], day, book, likely)
        if row["kind"] == "article":
            found[row["topic"]].article(day, days)
        else:
            found[row["topic"]].sentence(day, row["text"], days)
    return found


def predict(rows: list[Row]) -> Iterator[Row]:
    """Yield the ranked days of each topic."""
    book, config = codebook.load(), Config()
    deed = deeds(book)
    for topic, tally in sorted(tallies(rows, book).items()):
        yield {"topic": topic, "dates": [day.isoformat() for day in ranked(tally, deed, config)]}


def main(argv: Sequence[str] | None = None) -> int:
    """Rank the days of every topic."""
    return answer(options("timeline", __doc__).parse_args(argv), predict)
