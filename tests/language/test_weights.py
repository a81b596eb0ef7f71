"""Weights are used only when they are whole, unaltered and of the right format."""

import json
from pathlib import Path

import pytest

from detente.errors import EngineError
from detente.language.config import Config
from detente.language.weights import FORMAT, check

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"  # of b"test"


def _folder(tmp_path: Path, **changes: object) -> Path:
    manifest = {"format": FORMAT, "sha256": {"a.onnx": DIGEST}} | changes
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), "utf8")
    (tmp_path / "a.onnx").write_bytes(b"test")
    return tmp_path


def test_whole_weights_are_taken(tmp_path: Path) -> None:
    assert check(_folder(tmp_path)) == {"a.onnx": DIGEST}


def test_an_altered_file_is_refused_by_name(tmp_path: Path) -> None:
    (_folder(tmp_path) / "a.onnx").write_bytes(b"tesu")
    with pytest.raises(EngineError, match=r"a\.onnx: the weight file was altered"):
        check(tmp_path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    (_folder(tmp_path) / "a.onnx").unlink()
    with pytest.raises(EngineError, match=r"a\.onnx: the weight file is missing; install"):
        check(tmp_path)


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="format 99, this version reads format"):
        check(_folder(tmp_path, format=99))


def test_an_empty_folder_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="there are no weights here; install the package again"):
        check(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", "{}"])
def test_a_broken_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text, "utf8")
    with pytest.raises(EngineError, match=r"manifest|format"):
        check(tmp_path)


def test_the_shipped_weights_are_whole_and_within_their_size() -> None:
    folder = Config().weights
    assert {"parser.onnx", "vectors.onnx", "split.npz"} <= check(folder).keys()
    assert (folder / "parser.onnx").stat().st_size <= 30_000_000
    assert (folder / "vectors.onnx").stat().st_size <= 23_000_000
    assert (folder / "MODEL_CARD.md").is_file()
