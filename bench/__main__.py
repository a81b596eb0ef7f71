"""Run one benchmark task with the product's own code: ``python -m bench TASK [options]``."""

import importlib
import sys

TASKS = {
    "attribution": "bench.attribution",
    "commitments": "bench.commitments",
    "coref": "bench.coref",
    "coref-gum": "bench.coref_gum",
    "corpus": "bench.corpus",
    "engine": "bench.engine",
    "errors": "bench.errors",
    "factuality": "bench.factuality",
    "gold": "bench.gold",
    "growth": "bench.growth",
    "parse": "bench.parse",
    "places": "bench.places",
    "plv": "bench.plv",
    "quad": "bench.quad",
    "roles": "bench.roles",
    "similar": "bench.similar",
    "speed": "bench.speed",
    "stories": "bench.stories",
    "timeline": "bench.timeline",
    "who": "bench.who",
    "timex": "bench.timex",
}


def main(argv: list[str]) -> int:
    """Hand the options to the task."""
    if not argv or argv[0] not in TASKS:
        sys.stderr.write(f"usage: python -m bench TASK [options], TASK one of {', '.join(TASKS)}\n")
        return 2
    run = importlib.import_module(TASKS[argv[0]]).main
    return int(run(argv[1:]) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
