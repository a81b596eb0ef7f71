"""Makes every weight file: ``python -m training --minilm DIR [--data ../shared/training]``.

Runs one step after the other, each in its own process: splitter, lemmas, parser, refinement, their export; then what
learns from the corpus and needs the parser: event heads, their export, lexicon model, scores.
"""

import argparse
import subprocess
import sys
from pathlib import Path


def main() -> None:
    """Run the steps; the first that fails ends it."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/training"))
    parser.add_argument("--minilm", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    args = parser.parse_args()
    data, minilm = ["--data", str(args.data)], ["--minilm", str(args.minilm)]
    steps = (
        ("splitter", data),
        ("lemmas", data),
        ("parser", [*data, *minilm]),
        ("refine", [*data, *minilm]),
        ("export", minilm),
        ("events", minilm),
        ("export", [*minilm, "--only-events"]),
        ("lexicon", []),
        ("calibrate", []),
    )
    for name, options in steps:
        sys.stdout.write(f"training.{name}\n")
        sys.stdout.flush()
        subprocess.run([sys.executable, "-m", f"training.{name}", *options], check=True)  # noqa: S603 - our own steps


if __name__ == "__main__":
    main()
