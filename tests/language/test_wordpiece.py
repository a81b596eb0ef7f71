"""Words are cut as the encoder's published tokeniser cuts them."""

import pytest

from detente.language.wordpiece import CLS, SEP, WordPiece, case_class

VOCABULARY = [*["x"] * 100, "[UNK]", "[CLS]", "[SEP]", "straf", "##ing", "##e", "iran", "-", "'", "s", "zurich", "a"]
PIECES = WordPiece(VOCABULARY)
ID = {piece: number for number, piece in enumerate(VOCABULARY)}


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Strafing", ["straf", "##ing"]),
        ("IRAN", ["iran"]),
        ("Zürich", ["zurich"]),
        ("Iran-s", ["iran", "-", "s"]),
        ("'s", ["'", "s"]),
        ("qqq", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
        ("a" * 101, ["[UNK]"]),
        ("\x00a", ["a"]),
    ],
)
def test_a_word_becomes_its_pieces(word: str, pieces: list[str]) -> None:
    assert PIECES.pieces(word) == tuple(ID[p] for p in pieces)


def test_a_sentence_has_its_marks_and_the_first_piece_of_every_word() -> None:
    ids, cases, first = PIECES.encode(["Strafing", "Iran"], 512)
    assert ids.tolist() == [CLS, ID["straf"], ID["##ing"], ID["iran"], SEP]
    assert cases.tolist() == [4, 1, 1, 1, 4]
    assert first.tolist() == [0, 1, 3]


@pytest.mark.parametrize(("word", "expected"), [("war", 0), ("War", 1), ("UN", 2), ("McKay", 3), ("2024", 4), ("A", 2)])
def test_case_is_one_of_five_classes(word: str, expected: int) -> None:
    assert case_class(word) == expected
