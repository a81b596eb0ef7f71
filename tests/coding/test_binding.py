"""Which statements of a text bind the side that speaks."""

import pytest

from detente import codebook, language
from detente.coding.binding import Statement, bindings, speaking_side
from detente.coding.tree import Tree

OURS = "The Norwegian Government will open two consulates in the north."


def statement(engine: language.Engine, text: str, *, item: bool = False) -> Statement:
    words = [[text[a:b] for a, b in sentence] for sentence in engine.splitter.split(text)]
    trees = tuple(Tree(number, one) for number, one in enumerate(engine.parse_words(words)))
    return Statement(trees=trees, text=text, item=item, inside=item)


def told(engine: language.Engine, book: codebook.Codebook, *texts: str, items: int = 0) -> list[bool]:
    """Whether each text binds; the last ``items`` are items of a list."""
    first = len(texts) - items
    statements = [statement(engine, text, item=number >= first) for number, text in enumerate(texts)]
    return [reason is not None for reason in bindings(statements, book.rules.cues)]


@pytest.mark.parametrize(
    ("text", "binds"),
    [
        pytest.param("We will send forty engineers to the dam.", True, id="What we will do binds"),
        pytest.param("The Norwegian Government is committed to the ceasefire.", True, id="To be committed binds"),
        pytest.param(
            "That is why the Norwegian Government will join it.", True, id="What 'that is why' introduces binds"
        ),
        pytest.param("We are investing $40 million in the port.", True, id="A sum of money given binds"),
        pytest.param("Two hospitals will be rebuilt by the spring.", True, id="What will be done binds"),
        pytest.param("We opened two consulates last year.", False, id="What is done binds no more"),
        pytest.param("Sweden will veto the plan on Monday.", False, id="What another state will do does not bind"),
        pytest.param("You will hear more about this tonight.", False, id="What the reader will do does not bind"),
        pytest.param("Only Norway will keep the strait open.", False, id="A boast does not bind"),
        pytest.param("The winter will be long.", False, id="What will be so does not bind"),
    ],
)
def test_a_statement_binds_its_side_or_not(
    engine: language.Engine, book: codebook.Codebook, text: str, *, binds: bool
) -> None:
    assert told(engine, book, OURS, OURS, text)[2] is binds


def test_a_text_speaks_for_the_side_whose_deeds_it_announces(engine: language.Engine, book: codebook.Codebook) -> None:
    texts = (OURS, "A Norwegian Government will fund the survey.", "Sweden opened a consulate.")
    side = speaking_side([statement(engine, text) for text in texts], book.rules.cues)
    assert "norwegian" in side
    assert "sweden" not in side


def test_items_of_a_list_of_deeds_bind(engine: language.Engine, book: codebook.Codebook) -> None:
    found = told(engine, book, OURS, "Our plan includes:", "Training coast guards.", "$3 million for radar.", items=2)
    assert found[2:] == [True, True]


def test_items_of_another_list_do_not_bind(engine: language.Engine, book: codebook.Codebook) -> None:
    assert told(engine, book, "The guests were:", "Training coast guards.", items=1) == [False, False]


def test_a_text_without_words_binds_nobody(book: codebook.Codebook) -> None:
    assert bindings([Statement(trees=(), text="-")], book.rules.cues) == [None]
