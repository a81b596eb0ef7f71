"""What to watch for is data: every commitment type is covered, and a broken line is named."""

import shutil
from pathlib import Path

import pytest

from detente.codebook import Codebook, load
from detente.codebook.actor_tables import FOLDER
from detente.errors import CodebookError
from detente.records import KeepingKind

AGAINST = frozenset(
    {
        KeepingKind.ALLEGED_VIOLATION,
        KeepingKind.REVERSED,
        KeepingKind.WITHDRAWN,
        KeepingKind.ACCESS_DENIED,
        KeepingKind.SILENCE,
    }
)


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def test_every_type_says_what_counts_as_kept_and_what_against_it_and_who_could_confirm_it(book: Codebook) -> None:
    for kind in book.commitments:
        effects = {rule.effect for rule in book.watch.of(kind) if rule.types}
        assert KeepingKind.COMPLIED in effects, kind
        assert effects & AGAINST, kind
        assert book.watch.kinds[kind].verifiers, kind


def test_every_state_of_a_line_that_a_rule_names_is_one_of_the_channels(book: Codebook) -> None:
    known = {f"{line}={state}" for line, state in book.channels.states}
    named = {one for rule in book.watch.rules for one in rule.lines}
    assert named <= known


def test_every_rule_says_in_words_what_to_watch_for(book: Codebook) -> None:
    assert all(rule.means for rule in book.watch.rules)


@pytest.mark.parametrize(
    ("file", "line", "what"),
    [
        ("watch.csv", "cessefire,complied,either,RETREAT,,,x", "commitment type"),
        ("watch.csv", "ceasefire,kept,either,RETREAT,,,x", "effect"),
        ("watch.csv", "ceasefire,complied,somebody,RETREAT,,,x", "doer"),
        ("watch.csv", "ceasefire,complied,either,RETREAT/leave,,,x", "mode"),
        ("watch.csv", "ceasefire,complied,either,,,,x", "a rule that nothing meets"),
        ("bearings.csv", "halt,v,object,suspended,,x", "slot"),
        ("bearings.csv", "halt,v,obj,paused,,x", "effect"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, file: str, line: str, what: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "data")
    with (tmp_path / "data" / file).open("a", encoding="utf-8") as out:
        out.write(line + "\n")
    with pytest.raises(CodebookError, match=what):
        load(folder=tmp_path / "data")
