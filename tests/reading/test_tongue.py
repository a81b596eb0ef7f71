"""The language is told where it can be told, and a short text is not mistaken for a foreign one."""

import pytest

from detente.reading import Config
from detente.reading.tongue import language_of

from .conftest import PROSE, Shaped


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(PROSE, "en", id="English"),
        pytest.param(PROSE.upper(), "en", id="English in capitals"),
        pytest.param("Iran hits Pakistan", None, id="three words are too few"),
        pytest.param("Islamabad recalls envoy after strikes", None, id="a headline is too short"),
        pytest.param("Troops leave as truce holds in the north", "en", id="a headline with its small words"),
        pytest.param(
            "Die Armee des Nordens teilte am Dienstag mit, dass ihre Truppen den Fluss überquert haben und dort "
            "bleiben werden, bis der Gegner den Waffenstillstand einhält und seine Gesandten zurückkehren.",
            "de", id="German",
        ),
        pytest.param(
            "Het leger van het noorden zei dinsdag dat zijn troepen de rivier waren overgestoken en daar zouden "
            "blijven. Het ministerie van het zuiden noemde dat een schending van het bestand.", "nl", id="Dutch",
        ),
        pytest.param("اعلنت الوزارة ان القوات عبرت النهر", "ar", id="a few words of another script"),
    ],
)  # fmt: skip
def test_the_language_of_a_text(text: str, language: str | None) -> None:
    assert language_of(text, Config())[0] == language


def test_a_text_too_short_to_tell_is_read_with_a_gap(article: Shaped) -> None:
    found = article("Iran hits Pakistan")
    assert found.language is None
    assert any(gap.field == "language" and "too short" in gap.reason for gap in found.gaps)
