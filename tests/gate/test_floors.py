"""No change may make Detente worse: what the benches measure stays above the floors of ``floors.toml``.

A floor stands a little below what was measured. Lowering one is a change of that file with its reason beside it.
"""

import hashlib
import importlib.util
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bench import engine as bench_engine
from bench import gold as bench_gold

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf8"))
SETS = {
    "seeds": ("gold/seed_gold.jsonl", "gold/texts"),
    "dev": ("gold/dev_gold.jsonl", "gold/texts"),
}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _figures(result: dict[str, Any]) -> Iterator[tuple[str, float]]:
    events, commitments = result["events"], result["commitments"]
    yield "recall", events["recall"]
    yield "precision", events["precision"]
    yield "type_f1", events["f1"]
    yield "dyadic_f1", events["full_dyadic"]["f1"]
    for name, field in events["fields_on_matched"].items():
        yield name, field["accuracy"]
    yield "invented_days", events["invented_dates"]
    yield "forbidden", events["forbidden_violations"]
    yield "pairs", events["clustering_links"]["pairs"]["f1"]
    yield "pairs_over_documents", events["clustering_links"]["pairs_over_documents"]["f1"]
    yield "commitments_f1", commitments["f1"]
    yield "commitments_recall", commitments["recall"]
    yield "commitments_precision", commitments["precision"]
    yield "commitments_forbidden", commitments["forbidden_violations"]
    yield "channels_recall", result["channels"]["recall"]


def _score(scorer: ModuleType, gold: Path, texts: Path, tmp_path: Path) -> dict[str, float]:
    out = tmp_path / "predictions.jsonl"
    assert bench_gold.main(["--texts", str(texts), "--out", str(out)]) == 0
    result, _, problems = scorer.evaluate(scorer.read_jsonl(gold), scorer.read_jsonl(out), scorer.load_texts(texts))
    assert problems == []
    return dict(_figures(result))


def _check(figures: dict[str, float], floors: dict[str, float]) -> None:
    ceilings = {"forbidden", "invented_days", "commitments_forbidden"}
    for name, floor in floors.items():
        kept = figures[name] <= floor if name in ceilings else figures[name] >= floor
        assert kept, f"{name} is {figures[name]}, the floor is {floor}"


@pytest.mark.parametrize("name", sorted(SETS))
def test_coding_stays_above_its_floors_on_articles_coded_by_others(name: str, shared: Path, tmp_path: Path) -> None:
    gold, texts = (shared / part for part in SETS[name])
    assert _digest(gold) == FLOORS["data"][name], "the data is not that of the floors: measure again"
    _check(_score(_scorer(shared), gold, texts, tmp_path), FLOORS["gold"][name])


def test_coding_stays_above_its_floors_on_our_own_articles(shared: Path, root: Path, tmp_path: Path) -> None:
    own = root / "tests" / "gold"
    assert _digest(own / "gold.jsonl") == FLOORS["data"]["own"], "the data is not that of the floors: measure again"
    _check(_score(_scorer(shared), own / "gold.jsonl", own / "texts", tmp_path), FLOORS["gold"]["own"])


def test_the_engine_stays_above_its_floors(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    groups = ["trees", "roles", "names", "factuality", "tokens"]
    assert bench_engine.main(["--data", str(shared / "training"), "--json", "--only", *groups]) == 0
    measured = {(row["data"], row["figure"]): row["value"] for row in json.loads(capsys.readouterr().out)}
    for line in FLOORS["engine"]:
        value = measured[line["data"], line["figure"]]
        assert value >= line["floor"], f"{line['data']} {line['figure']} is {value}, the floor is {line['floor']}"
