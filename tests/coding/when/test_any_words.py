"""Whatever words stand together: nothing raises, expressions stand in order, what is missing has its reason."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.codebook.actor_tables import FOLDER
from detente.codebook.times import load_times
from detente.coding.tree import Tree
from detente.coding.when import Times
from detente.records import Sentence, Token

WORDS = load_times(FOLDER / "times.toml")
SPELT = sorted(
    {word for words in WORDS.words.values() for phrase in words for word in phrase.split()}
    | {word for phrase in (*WORDS.refs, *WORDS.feasts) for word in phrase}
    | {*WORDS.days, *WORDS.hours, *WORDS.sets, *WORDS.zones, *WORDS.cardinals, *WORDS.scales, *WORDS.ordinals}
)
FIGURES = ["0", "00", "1", "16", "31", "99", "1/2", "9/11", "25:61", "24:00", "0400", "1998", "9999", "'98", "1990s"]
FIGURES += ["2024-02-30", "02/30/2020", "1,000", "2.5", "32nd", "Q3", "FY08", "mid-1990s", "999999999", "-", "the"]


def tree(words: list[str], *, joined: bool) -> Tree:
    """Make a flat tree of words."""
    tokens, start = [], 0
    for place, word in enumerate(words):
        tokens.append(
            Token(
                start=start,
                end=start + len(word),
                text=word,
                lemma=word.lower(),
                upos="X",
                xpos="NN",
                features="",
                head=place - 1,
                relation="dep" if place else "root",
            )
        )
        start += len(word) + (not joined)
    return Tree(0, Sentence(start=0, end=start, tokens=tuple(tokens), predicates=(), names=()))


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(st.sampled_from(SPELT + FIGURES) | st.sampled_from(SPELT).map(str.title), min_size=1, max_size=9),
    published=st.sampled_from([date(2024, 2, 29), date(1, 1, 3), None]),
    joined=st.booleans(),
)
def test_any_words_are_read_without_a_fault(words: list[str], published: date | None, *, joined: bool) -> None:
    (found,) = Times(WORDS, published).read([tree(words, joined=joined)])
    assert [one.start for one in found] == sorted({one.start for one in found})
    assert all(one.start < one.end <= len(words) for one in found)
    assert all((one.reason is None) == (one.value is not None and one.when is not None) for one in found)
