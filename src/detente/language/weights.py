"""Language room: opens the weight files after checking their digests and format."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from detente.errors import EngineError

__all__ = ["FORMAT", "check", "cores", "session"]

FORMAT = 1
REMEDY = "install the package again, or make the weights with python -m training"


def check(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every weight file of ``folder`` after comparing each with the manifest.

    Raises:
        EngineError: the manifest or a file is missing, altered, or of another format.
    """
    manifest = _manifest(folder / "manifest.json")
    if manifest.get("format") != FORMAT:
        what = f"the weights have format {manifest.get('format')}, this version reads format {FORMAT}"
        raise EngineError(what, where=str(folder), remedy=REMEDY)
    digests: dict[str, str] = manifest["sha256"]
    for name, expected in digests.items():
        path = folder / name
        if not path.is_file():
            raise EngineError("the weight file is missing", where=str(path), remedy=REMEDY)
        with path.open("rb") as handle:
            if hashlib.file_digest(handle, "sha256").hexdigest() != expected:
                raise EngineError("the weight file was altered: its digest is wrong", where=str(path), remedy=REMEDY)
    return digests


def _manifest(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf8"))
    except FileNotFoundError as error:
        raise EngineError("there are no weights here", where=str(path.parent), remedy=REMEDY) from error
    except ValueError as error:
        raise EngineError("the manifest is not JSON", where=str(path), remedy=REMEDY) from error
    if not isinstance(found, dict) or not isinstance(found.get("sha256"), dict):
        raise EngineError("the manifest names no digests", where=str(path), remedy=REMEDY)
    return found


def cores() -> int:
    """Return how many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def session(path: Path, threads: int) -> Any:  # noqa: ANN401 - onnxruntime ships no types
    """Return an inference session on the CPU, the same numbers on every run."""
    import onnxruntime  # noqa: PLC0415 - half a second that commands without the engine do not pay

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
