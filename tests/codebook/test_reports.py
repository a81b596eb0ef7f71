"""Words of reports and words of order: stems, rarity, and files that are refused."""

from pathlib import Path

import pytest

from detente.codebook.actor_tables import FOLDER
from detente.codebook.order import load_order
from detente.codebook.reports import ReportWords, load_report_words
from detente.errors import CodebookError


@pytest.fixture(scope="module")
def words() -> ReportWords:
    return load_report_words(FOLDER / "reports.toml", FOLDER / "document_words.csv")


def test_words_of_one_stem_meet(words: ReportWords) -> None:
    assert {words.stem(word) for word in ("attack", "Attacks", "attacked", "attacking")} == {"attack"}
    assert words.stem("Les") == "les"


def test_words_and_numbers_are_taken_as_they_are_written(words: ReportWords) -> None:
    assert words.words("Iran's 2,310 men, 5.9 km off Turbat-Kech.") == [
        "Iran", "s", "2,310", "men", "5.9", "km", "off", "Turbat", "Kech",
    ]  # fmt: skip


def test_what_stands_everywhere_is_not_rare_and_what_is_unknown_is_rarest(words: ReportWords) -> None:
    everywhere, common, unknown = (words.rarity(words.stem(word)) for word in ("the", "people", "Qeshm"))
    assert 0 <= everywhere < common < unknown


def test_a_broken_file_is_refused_by_its_name(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    for text in ("[words]\n", "no toml"):
        broken.write_text(text, encoding="utf-8")
        with pytest.raises(CodebookError, match=r"broken\.toml"):
            load_report_words(broken, FOLDER / "document_words.csv")
        with pytest.raises(CodebookError, match=r"broken\.toml"):
            load_order(broken)


def test_a_table_without_the_number_of_documents_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("stem,documents\nattack,3\n", encoding="utf-8")
    with pytest.raises(CodebookError):
        load_report_words(FOLDER / "reports.toml", table)


def test_a_word_of_order_has_one_meaning() -> None:
    rules = load_order(FOLDER / "order.toml")
    assert set(rules.markers.values()) == {"after", "before"}
    assert not rules.after_noun & rules.markers.keys()
    assert not rules.nouns.keys() & rules.times.keys()
    assert set(rules.sequence.values()) == {"after", "before"}
