"""Writes the shipped files from a trained checkpoint: ``python -m training.export --minilm DIR``.

``parser.onnx`` (int8; vocabulary and label lists inside), ``vectors.onnx`` (the untuned encoder, int8), with
``--only-events`` instead ``events.onnx`` (the event heads' encoder, int8), and
``manifest.json`` with version and SHA-256 of every weight file.
"""

import argparse
import hashlib
import json
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.events import Events
from training.network import Encoder, Parser, load_encoder

# Small heads whose scores are compared with a floor stay in float32: it costs no size and no time worth naming.
EXACT = (
    "/act",
    "/mode",
    "/status",
    "/evidentiality",
    "/undertaking",
    "/names",
    "/predicate",
    "/factuality",
    "/upos",
    "/encoder/positions",
    "/encoder/cases",
)
# The layer of the untuned encoder whose vectors of single words tell best what a word means where it stands.
WORDS = "/encoder/layers.3/norm2/LayerNormalization_output_0"
FORMAT = 1  # raised when the run time must read the files differently


class SentenceVector(nn.Module):
    """The untuned encoder with mean pooling: similar sentences get near vectors of length 1."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder(cased=False)

    def forward(self, pieces: Tensor) -> Tensor:
        """Return [batch, hidden] for piece ids [batch, pieces]."""
        x = self.encoder(pieces)
        mask = (pieces != 0).to(x.dtype)[..., None]
        mean = (x * mask).sum(1) / mask.sum(1)
        return mean / mean.norm(dim=-1, keepdim=True)


def export(model: nn.Module, inputs: dict[str, Tensor], outputs: list[str], path: Path, *, quantise: bool) -> None:
    """Write ``model`` as one ONNX file with free batch and length axes."""
    axes = {name: {0: "batch", 1: f"{name}_length"} for name in inputs}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model.eval(),
            tuple(inputs.values()),
            str(plain),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=axes | {o: {0: f"{o}_0"} for o in outputs},
            opset_version=17,
            dynamo=False,
        )
        if not quantise:
            path.write_bytes(plain.read_bytes())
            return
        quantize_dynamic(
            plain,
            path,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=[n.name for n in onnx.load(plain).graph.node if n.name.startswith(EXACT)],
            extra_options={"MatMulConstBOnly": True},
        )


def add_metadata(path: Path, entries: dict[str, str]) -> None:
    """Write key-value pairs into an ONNX file."""
    model = onnx.load(path)
    for key, value in entries.items():
        model.metadata_props.add(key=key, value=value)
    onnx.save(model, path)


def add_output(path: Path, inside: str, name: str) -> None:
    """Let an ONNX file also give what one of its layers makes."""
    model = onnx.load(path)
    place = next(i for i, node in enumerate(model.graph.node) if inside in node.output)
    model.graph.node.insert(place + 1, onnx.helper.make_node("Identity", [inside], [name], name=f"/{name}"))
    shape = ["batch", "pieces_length", 384]
    model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape))
    onnx.save(model, path)


def main() -> None:
    """Export the parser and the sentence vectors and write the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, default=Path("training/trial/parser.pt"))
    parser.add_argument("--events", type=Path, default=Path("training/trial/events.pt"))
    parser.add_argument("--only-events", action="store_true", help="export the event heads and nothing else")
    parser.add_argument("--out", type=Path, default=Path("src/detente/language/weights"))
    parser.add_argument("--plain", action="store_true", help="leave out int8, to measure what it costs")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    if args.only_events:
        export_events(args)
        write_manifest(args.out)
        return
    saved = torch.load(args.checkpoint, weights_only=True)
    meta = json.loads(saved["meta"])
    model = Parser.restore(meta["labels"], saved["weights"])
    ids = torch.tensor([[101, 2000, 2001, 102], [101, 2002, 102, 0]])
    inputs = {
        "pieces": ids,
        "cases": torch.zeros_like(ids),
        "first": torch.tensor([[0, 1, 2], [0, 1, 0]]),
        "given": torch.ones(2, 2),
    }
    outputs = [
        "upos",
        "xpos",
        "features",
        "names",
        "arcs",
        "likely",
        "relations",
        "predicate",
        "factuality",
        "chosen",
        "roles",
    ]
    export(model, inputs, [*outputs, "role_scores"], args.out / "parser.onnx", quantise=not args.plain)
    add_metadata(
        args.out / "parser.onnx",
        {
            "vocabulary": (args.minilm / "vocab.txt").read_text("utf8"),
            "labels": json.dumps(meta["labels"]),
            "settings": json.dumps(meta["settings"]),
            "data": json.dumps(meta["data"]),
        },
    )
    vectors = SentenceVector()
    load_encoder(vectors.encoder, args.minilm / "model.safetensors")
    export(vectors, {"pieces": ids}, ["vectors"], args.out / "vectors.onnx", quantise=not args.plain)
    add_output(args.out / "vectors.onnx", WORDS, "words")
    write_manifest(args.out)


def export_events(args: argparse.Namespace) -> None:
    """Write ``events.onnx`` from the checkpoint of the event heads."""
    saved = torch.load(args.events, weights_only=True)
    meta = json.loads(saved["meta"])
    model = Events(meta["labels"])
    model.load_state_dict(saved["weights"])
    ids = torch.tensor([[101, 2000, 2001, 102], [101, 2002, 102, 0]])
    first = torch.tensor([[0, 1, 2], [0, 1, 0]])
    inputs = {"pieces": ids, "cases": torch.zeros_like(ids), "first": first, "given": torch.ones(2, 2)}
    outputs = ["chosen", "types", "modes", "statuses", "evidentialities", "undertakings", "roles"]
    export(model, inputs, outputs, args.out / "events.onnx", quantise=not args.plain)
    told = {name: json.dumps(meta[name]) for name in ("labels", "settings", "sentences", "data")}
    add_metadata(args.out / "events.onnx", told)


def write_manifest(folder: Path) -> None:
    """Write the digest of every weight file of ``folder``: run again after the splitter or the lemmas changed."""
    files = sorted(p for p in folder.iterdir() if p.suffix in {".onnx", ".npz", ".csv"})
    digests = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    (folder / "manifest.json").write_text(json.dumps({"format": FORMAT, "sha256": digests}, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
