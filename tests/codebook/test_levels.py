"""The rules of levels as data: what is shipped, and what a broken file is told."""

from pathlib import Path

import pytest

from detente.codebook import level_rules
from detente.codebook.actor_tables import FOLDER
from detente.codebook.levels import load_level_rules
from detente.codebook.ontology import load_ontology
from detente.errors import CodebookError
from detente.records import LevelName

SHIPPED = (FOLDER / "levels.toml").read_text(encoding="utf-8")
TYPES = load_ontology(FOLDER).types


def test_every_level_has_a_rule_and_every_rule_a_source() -> None:
    rules = level_rules().rules
    assert {one.level for one in rules} == set(LevelName)
    assert all(one.source and one.means for one in rules)
    assert [list(LevelName).index(one.level) for one in rules] == sorted(
        (list(LevelName).index(one.level) for one in rules), reverse=True
    )


def test_every_act_of_conflict_is_of_a_kind_and_none_of_cooperation_is() -> None:
    kinds = level_rules()
    for one in TYPES.values():
        assert (kinds.kind(one.id, ()) is not None) == one.quad.endswith("conflict"), one.id


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('acts = ["ASSAULT"]', 'acts = ["ASALT"]', "ASALT"),
        ('but = ["ASSAULT/destroy"]', 'but = ["ASSAULT/gently"]', "ASSAULT/gently"),
        ('modes = ["aerial"', 'modes = ["arial"', "arial"),
        ('kinds = ["coercion", "threat"]', 'kinds = ["coercion", "treat"]', "treat"),
        ('level = "dispute"', 'level = "quarrel"', "quarrel"),
        ('level = "dispute"', 'level = "war"', "no rule for dispute"),
        ("days = 180", "days = 0", "days = 0"),
        ("coarsest_days = 31", "", "coarsest_days"),
        ("[heavy]", "[heavy", "is broken"),
        ('"ongoing"', '"going"', "going"),
    ],
)
def test_a_broken_file_is_refused_with_what_is_wrong(tmp_path: Path, before: str, after: str, says: str) -> None:
    assert before in SHIPPED
    path = tmp_path / "levels.toml"
    path.write_text(SHIPPED.replace(before, after), encoding="utf-8")
    with pytest.raises(CodebookError) as refused:
        load_level_rules(path, TYPES)
    assert says in str(refused.value)


def test_the_page_tells_every_rule(root: Path) -> None:
    page = (root / "docs/level.md").read_text(encoding="utf-8")
    assert [one.id for one in level_rules().rules if one.means not in page] == []
