"""The corpus from the command line: ``python -m corpus check|export|blind|agree [FILE ...]``.

``check`` finds faults and counts, ``export`` writes JSON lines, ``blind`` prints every sixth sentence without its marks
for a second reader, ``agree`` compares ``second/`` with the first reading.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from corpus.agree import agreement
from corpus.check import counts, repeats, twins
from corpus.shelf import ROOT, read

SHARE, ALIKE = 0.05, 0.6
SECOND = 6  # every so manieth sentence, by digest, is read twice


def main() -> int:
    """Run one of the commands; 1 when a file is faulty."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description=__doc__)
    parser.add_argument("command", choices=("check", "export", "blind", "agree"))
    parser.add_argument("files", nargs="*", type=Path, help="default: every file of the train and test splits")
    args = parser.parse_args()
    files = args.files or sorted([*(ROOT / "train").glob("*.txt"), *(ROOT / "test").glob("*.txt")])
    sentences, faults = [], []
    for path in files:
        good, bad = read(path)
        sentences += good
        faults += bad
    if args.command == "export":
        for s in sentences:
            sys.stdout.write(json.dumps(asdict(s), ensure_ascii=False) + "\n")
    elif args.command == "blind":
        print("\n".join(s.text for s in sentences if int(s.id, 16) % SECOND == 0))
    elif args.command == "agree":
        again = [s for path in sorted((ROOT / "second").glob("*.txt")) for s in read(path)[0]]
        for name, (share, n) in agreement(sentences, again).items():
            print(f"{name}: {share:.3f} of {n}")
    else:
        faults += twins(sentences, ALIKE)
        for name, counter in counts(sentences).items():
            order = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
            print(f"{name}: " + ", ".join(f"{key} {n}" for key, n in order))
        for pattern, n in repeats(sentences, SHARE):
            faults.append(f"pattern in {n} of {len(sentences)} sentences: {pattern}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
