"""Export a sentence-transformers model to ONNX and prove that the vectors are the same; the only home of torch."""

import json
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import EXPORT_FORMAT, Encoder, EncoderInfo
from index.hashing import checksum
from index.onnx_session import MODEL, optimise
from index.sentence_transformer import load_sentence_transformer
from index.vector import Vectors

MINIMUM_COSINE = 0.9999  # between the export and sentence-transformers, on every probe
_ACTIVATIONS = ("Identity", "Tanh")
_POOLING = ("mean", "cls", "max")

# Short and long, punctuation, figures, other scripts, nothing, and a text past every limit.
PROBES = (
    "How many months until I can work as an AI engineer?",
    "uk junior pay",
    "Mid AI / ML Engineer (2–5 years): base £75K–£100K, in London £95K–£128K.",
    "",
    "Ein Ingenieur für künstliche Intelligenz — 人工智能工程师 🤖",
    "Retrieval-augmented generation joins a search index to a language model. " * 60,
)


class NotExportable(Exception):
    """The model is of a shape that we do not run ourselves, or its export gives other vectors."""


def export(name: str, folder: Path, target: Path, *, digest: str, open_export: Callable[[Path], Encoder]) -> float:
    """Write an export of the model in `folder` into the empty `target`; return the lowest cosine of the proof.

    `open_export` opens the export to prove it. Raises NotExportable.
    """
    model = load_sentence_transformer(folder)
    parts = _parts(model)
    pooling = _pooling(parts["Pooling"])
    with tempfile.TemporaryDirectory() as aside:
        inputs = _write_onnx(parts["Transformer"], Path(aside) / MODEL)
        optimise(Path(aside) / MODEL, target / MODEL)
    model.tokenizer.backend_tokenizer.save(str(target / "tokenizer.json"))
    info = _info(model, name, digest)
    prompts = dict(getattr(model, "prompts", {}) or {})
    passage_prompt = prompts.get("document") or prompts.get("passage") or ""
    manifest: dict[str, Any] = {
        "format": EXPORT_FORMAT,
        "runtime": "onnx",
        "info": {field: getattr(info, field) for field in EncoderInfo.__dataclass_fields__},
        "inputs": inputs,
        "pad_id": model.tokenizer.pad_token_id or 0,
        "pooling": pooling,
        "dense": _write_dense(parts["Dense"], target / "dense.npz"),
        "query_prompt": prompts.get("query") or "",
        "passage_prompt": passage_prompt,
        "files": {file.name: checksum(file) for file in sorted(target.iterdir())},
    }
    _write_json(target / "manifest.json", manifest)
    cosine = lowest_cosine(open_export(target).encode(PROBES), _reference(model, passage_prompt))
    if cosine < MINIMUM_COSINE:
        raise NotExportable(f"its export gives other vectors (cosine {cosine:.6f})")
    manifest["proof"] = {"texts": len(PROBES), "lowest_cosine": round(cosine, 7)}
    _write_json(target / "manifest.json", manifest)
    return cosine


def model_info(name: str, folder: Path, digest: str) -> EncoderInfo:
    """Return what there is to know of a model."""
    return _info(load_sentence_transformer(folder), name, digest)


def lowest_cosine(ours: Vectors, theirs: Vectors) -> float:
    """Return the lowest cosine between the rows of two matrices."""
    products = np.sum(ours * theirs, axis=1)
    lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1)
    return float(np.min(products / np.maximum(lengths, 1e-12)))


def _reference(model: Any, prompt: str) -> Vectors:
    return np.asarray(model.encode([prompt + text for text in PROBES], prompt="", show_progress_bar=False))


def _info(model: Any, name: str, digest: str) -> EncoderInfo:
    return EncoderInfo(
        name=name,
        weights_sha256=digest,
        dimensions=int(model.encode([""], show_progress_bar=False).shape[1]),
        max_tokens=model.max_seq_length or 512,
        multilingual=_is_multilingual(model.tokenizer),
    )


def _parts(model: Any) -> dict[str, Any]:
    parts: dict[str, Any] = {"Transformer": None, "Pooling": None, "Dense": []}
    for module in model:
        kind = type(module).__name__
        if kind == "Dense":
            parts["Dense"].append(module)
        elif kind in ("Transformer", "Pooling") and parts[kind] is None:
            parts[kind] = module
        elif kind != "Normalize":  # we make unit rows anyway
            raise NotExportable(f"a module of type {kind} is not known here")
    if parts["Transformer"] is None or parts["Pooling"] is None:
        raise NotExportable("it is no transformer with pooling")
    if not getattr(model.tokenizer, "is_fast", False):
        raise NotExportable("its tokenizer has no fast version")
    return parts


def _pooling(module: Any) -> str:
    mode = module.get_pooling_mode_str() if hasattr(module, "get_pooling_mode_str") else module.pooling_mode
    modes = [mode] if isinstance(mode, str) else list(mode)
    if len(modes) != 1 or modes[0] not in _POOLING:
        raise NotExportable(f"pooling by {' and '.join(map(str, modes))} is not known here")
    if not getattr(module, "include_prompt", True):
        raise NotExportable("it leaves its prompt out of the pooling")
    return str(modes[0])


def _write_dense(layers: Sequence[Any], path: Path) -> list[str]:
    """Write the dense layers' numbers and return their activations."""
    numbers = {}
    activations = []
    for place, layer in enumerate(layers):
        activation = type(layer.activation_function).__name__
        if activation not in _ACTIVATIONS:
            raise NotExportable(f"a dense layer with {activation} is not known here")
        activations.append(activation)
        numbers[f"weight{place}"] = layer.linear.weight.detach().numpy()
        if layer.linear.bias is not None:
            numbers[f"bias{place}"] = layer.linear.bias.detach().numpy()
    if numbers:
        np.savez(path, **numbers)
    return activations


def _write_onnx(transformer: Any, path: Path) -> list[str]:
    import torch

    sample = transformer.tokenizer("probe", return_tensors="pt")
    inputs = [key for key in ("input_ids", "attention_mask", "token_type_ids") if key in sample]

    class Tokens(torch.nn.Module):
        """The transformer, returning the vector of every token."""

        def __init__(self) -> None:
            super().__init__()
            self.network = transformer.auto_model.eval()

        def forward(self, *values: Any) -> Any:
            return self.network(**dict(zip(inputs, values, strict=True)), return_dict=False)[0]

    axes = {key: {0: "batch", 1: "tokens"} for key in (*inputs, "token_embeddings")}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer warns of branches on shapes that are constant here
        try:
            torch.onnx.export(
                Tokens().eval(),
                tuple(sample[key] for key in inputs),
                str(path),
                input_names=inputs,
                output_names=["token_embeddings"],
                dynamic_axes=axes,
                opset_version=17,
                dynamo=False,
            )
        except Exception as error:  # the exporter has no error class of its own
            raise NotExportable(f"ONNX export failed ({repr(error)[:120]})") from error
    return inputs


def _is_multilingual(tokenizer: Any) -> bool:
    """Tell whether the vocabulary was made for several scripts: then it has pieces longer than letters in each."""
    samples = ("здравствуйте", "私は学生です", "학생입니다", "مرحبا")
    pieces = [piece for sample in samples for piece in tokenizer.tokenize(sample)]
    return len(pieces) < 0.6 * sum(map(len, samples)) and tokenizer.unk_token not in pieces


def _write_json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
