"""The files of a version: every byte is checked when it is opened."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

from index.data import FORMAT, Data, read_manifest
from index.errors import IndexUnavailable
from index.open import open_data, open_retriever
from index.retrieve import Retriever
from index.versions import Versions

REPAIR = "Run: python -m scripts.reindex"
MODEL = "all-MiniLM-L6-v2"


@pytest.fixture
def index(built, tmp_path):
    """Return versions of which one serves, to be damaged."""
    versions = Versions(tmp_path / "index")
    publish(built, versions)
    return versions


def publish(built, versions):
    """Let a copy of a version serve."""
    with versions.lock(), versions.beside() as folder:
        shutil.copytree(built, folder, dirs_exist_ok=True)
        versions.publish(folder, read_manifest(folder).version)


def test_what_was_written_is_read(built, bread):
    data = Data(built)
    knowledge = bread()

    assert len(data) == len(knowledge.sections) == data.manifest.counts["passages"] == 7
    assert [data.passage(row).id for row in range(7)] == [section.id for section in knowledge.sections]
    first = data.passage(0)
    assert (first.source, first.document, first.path) == ("baker", "articles/baker.md", ("Sourdough starter",))
    assert first.heading == "Baking bread at home > Sourdough starter"
    assert (
        first.text[first.sentences[1].start : first.sentences[1].end] == "A healthy starter doubles within six hours."
    )
    assert (first.attribution, first.url) == ("Anna Crust", "https://bread.example/guide")
    assert data.sentence_vectors(0).shape == (3, 384)
    assert data.texts["questions"][2] == "How hot must the oven be for a loaf?"
    assert data.arrays.question_sections.tolist() == [0, 0, 4]
    assert data.texts["examples"] == ["What is the capital of France?"]
    assert data.manifest.settings["sources"] == {
        "baker": ["The baker's guide", "Anna Crust", "Crust guide"],
        "mill": ["The miller's guide", "Stone Mill Press", "Miller"],
    }
    assert np.linalg.norm(data.arrays.passages, axis=1) == pytest.approx(np.ones(7), abs=1e-6)
    assert data.manifest.counts == {"documents": 2, "sections": 7, "passages": 7, "sentences": 15, "questions": 3}
    assert replace(data.manifest, counts={"documents": 1, "words": 1_234}).size == "1 document, 1,234 words"


def test_a_missing_index_is_refused(tmp_path, encoders):
    with pytest.raises(IndexUnavailable) as error:
        open_retriever(Versions(tmp_path / "none"), MODEL, encoders)

    assert str(error.value) == f"There is no index in {tmp_path / 'none'}. {REPAIR}"


def test_an_index_of_another_model_is_refused(index, encoders):
    with pytest.raises(IndexUnavailable) as error:
        open_retriever(index, "/models/other", encoders)

    assert str(error.value) == (
        f"The index in {index.folder} was made with the encoder {MODEL}, but MENTOR_ENCODER is /models/other. {REPAIR}"
    )


def test_an_index_whose_encoder_is_not_exported_is_refused(index, tmp_path):
    with pytest.raises(IndexUnavailable) as error:
        open_retriever(index, MODEL, tmp_path / "encoders")

    assert str(error.value) == f"The encoder 53aa51172d14… is not ready in {tmp_path / 'encoders'}. {REPAIR}"


def test_an_index_is_opened_with_its_encoder_or_with_one_that_runs(index, encoders, encoder):
    assert open_data(index, MODEL).manifest == open_retriever(index, MODEL, encoders).data.manifest
    assert open_retriever(index, MODEL, encoders, running=encoder).encoder is encoder


def test_every_single_file_with_one_changed_bit_is_refused(index):
    folder = index.current()
    files = sorted(file for file in folder.iterdir())
    assert len(files) > 10
    for file in files:
        whole = file.read_bytes()
        for place in {0, len(whole) // 3, len(whole) // 2, len(whole) - 2}:
            file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            with pytest.raises(IndexUnavailable) as error:
                Data(folder)
            if file.name == "manifest.json":
                assert str(error.value).endswith(REPAIR)
            else:
                said = f"The index in {folder} is damaged: {file.name} is not as it was written. {REPAIR}"
                assert str(error.value) == said
        file.write_bytes(whole)
    assert len(Data(folder)) == 7


def test_no_letter_or_digit_of_the_manifest_can_change_unnoticed(index):
    folder = index.current()
    whole = (folder / "manifest.json").read_bytes()
    unnoticed = []
    for place, byte in enumerate(whole):
        if chr(byte).isalnum() and place % 5 == 0:
            (folder / "manifest.json").write_bytes(whole[:place] + bytes([byte ^ 1]) + whole[place + 1 :])
            try:
                read_manifest(folder)
            except IndexUnavailable as error:
                assert str(error).endswith(REPAIR)
            else:
                unnoticed.append(whole[max(0, place - 20) : place + 20])

    assert unnoticed == []


def test_every_truncated_or_missing_file_is_refused(index):
    folder = index.current()
    for file in sorted(folder.iterdir()):
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(IndexUnavailable, match=REPAIR):
            Data(folder)
        file.unlink()
        with pytest.raises(IndexUnavailable) as error:
            Data(folder)
        if file.name == "manifest.json":
            assert str(error.value) == f"The manifest in {folder} is damaged. {REPAIR}"
        else:
            assert str(error.value) == f"The index in {folder} is incomplete: {file.name} is missing. {REPAIR}"
        file.write_bytes(whole)


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", "7", '{"format": 1}', "\ud800", "[" * 5000])
def test_any_other_manifest_is_refused(index, content):
    folder = index.current()
    (folder / "manifest.json").write_bytes(content.encode("utf-8", "surrogatepass"))

    with pytest.raises(IndexUnavailable, match=REPAIR):
        Data(folder)


def test_an_index_of_another_format_is_refused(index):
    folder = index.current()
    value = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**value, "format": FORMAT + 1}))

    with pytest.raises(IndexUnavailable) as error:
        Data(folder)

    assert str(error.value) == (f"The index in {folder} has format {FORMAT + 1}, this program reads {FORMAT}. {REPAIR}")


def test_every_passage_is_found_by_its_id_and_one_that_is_not_there_is_none(built):
    data = Data(built)
    passages = [data.passage(row) for row in range(len(data))]

    assert [data.passage_named(passage.id) for passage in passages] == passages
    assert data.passage_named("baker/kneading~9") is None
    assert data.passage_named("") is None


def test_a_version_that_is_swept_away_while_it_is_opened_is_no_fault_when_another_serves_since(index, built, encoders):
    tries = []

    def make(data, encoder):
        tries.append(data)
        if len(tries) == 1:
            publish(built, index)
            raise FileNotFoundError("swept away")
        return Retriever(data, encoder)

    assert open_retriever(index, MODEL, encoders, make=make).data is tries[1]


def test_what_cannot_be_opened_while_the_same_version_serves_is_a_fault(index, encoders):
    def make(data, encoder):
        raise FileNotFoundError("gone")

    with pytest.raises(IndexUnavailable, match=r"cannot be opened \(gone\)\. Run: python -m scripts\.reindex"):
        open_retriever(index, MODEL, encoders, make=make)
