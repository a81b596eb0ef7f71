"""No change may make the parts of coding worse: the sentence tasks and our own corpus stay above their floors."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf8"))
TASKS = sorted({(line["task"], line.get("mode", "")) for line in FLOORS["part"]})


def measured(shared: Path, task: str, mode: str, folder: Path, root: Path) -> dict[str, Any]:
    """Run a task with the product and score it; attribution on its small dev part only."""
    data = shared / "bench" / task
    if task == "attribution":
        data = small(data, folder)
    out = folder / "predictions.jsonl"
    chosen = ["--mode", mode] if mode else []
    given = data / ("input_e2e.jsonl" if mode == "e2e" else "input.jsonl")
    run = [sys.executable, "-m", "bench", task, *chosen, "--input", str(given), "--out", str(out)]
    subprocess.run(run, check=True, cwd=root, env={"PYTHONPATH": f"{root}:{root / 'src'}", "PATH": ""})
    score = [sys.executable, str(shared / "bench" / task / "score.py"), str(out), "--json", "--data", str(data)]
    done = subprocess.run([*score, *chosen], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def small(data: Path, folder: Path) -> Path:
    """Cut the dev part out of the attribution task."""
    rows = [json.loads(line) for line in (data / "input.jsonl").read_text("utf8").splitlines()]
    kept = {row["id"] for row in rows if row["part"] == "dev"}
    for name in ("input.jsonl", "gold.jsonl"):
        lines = (data / name).read_text("utf8").splitlines()
        chosen = [line for line in lines if json.loads(line)["id"] in kept]
        (folder / name).write_text("\n".join(chosen) + "\n", "utf8")
    return folder


@pytest.mark.parametrize(("task", "mode"), TASKS)
def test_a_part_of_coding_stays_above_its_floors(
    task: str, mode: str, shared: Path, tmp_path: Path, root: Path
) -> None:
    figures = measured(shared, task, mode, tmp_path, root)
    for line in (line for line in FLOORS["part"] if (line["task"], line.get("mode", "")) == (task, mode)):
        value = figures[line["row"]][line["figure"]]
        kept = value <= line["ceiling"] if "ceiling" in line else value >= line["floor"]
        assert kept, f"{task}: {line['row']} {line['figure']} is {value}"


def test_who_is_meant_is_resolved_above_its_floor(shared: Path, root: Path) -> None:
    run = [sys.executable, "-m", "bench", "who", "--input", str(shared / "bench" / "roles" / "input.jsonl")]
    env = {"PYTHONPATH": f"{root}:{root / 'src'}", "PATH": ""}
    done = subprocess.run(run, check=True, cwd=root, env=env, capture_output=True, text=True)
    assert json.loads(done.stdout)["right"] >= FLOORS["who"]["right"]


def test_our_own_corpus_stays_above_its_floors(tmp_path: Path, root: Path) -> None:
    run = [sys.executable, "-m", "bench", "corpus", "--json", "--cache", str(tmp_path)]
    env = {"PYTHONPATH": f"{root}:{root / 'src'}", "PATH": ""}
    done = subprocess.run(run, check=True, cwd=root, env=env, capture_output=True, text=True)
    figures = json.loads(done.stdout)
    for name, limits in FLOORS["corpus"].items():
        value = figures[name]
        kept = value <= limits["ceiling"] if "ceiling" in limits else value >= limits["floor"]
        assert kept, f"{name} is {value}"


def test_similar_events_stay_apart_and_one_event_together(root: Path) -> None:
    run = [sys.executable, "-m", "bench", "similar"]
    env = {"PYTHONPATH": f"{root}:{root / 'src'}", "PATH": ""}
    done = subprocess.run(run, check=True, cwd=root, env=env, capture_output=True, text=True)
    measured = re.findall(r"^(?:part )?(\w+)[^:]*: pairs F1 ([\d.]+)", done.stdout, re.MULTILINE)
    assert {name for name, _ in measured} >= set(FLOORS["similar"])
    low = {name: value for name, value in measured if float(value) < FLOORS["similar"].get(name, 0)}
    assert low == {}
