"""Building a version: the same content, the same bytes; only what changed is encoded."""

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from bot.config import ROOT
from index.build import build, content_hash
from index.data import Data
from index.retrieve import Retriever
from index.words import no_words
from knowledge.errors import ContentError
from knowledge.load import load

BUILD = """
import sys
from pathlib import Path
from index.build import build
from index.encoders import prepared
from knowledge.load import load

content, folder, encoders = map(Path, sys.argv[1:])
folder.mkdir()
build(load(content), prepared("all-MiniLM-L6-v2", encoders, print), folder, previous=None)
"""


def files_of(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def assert_same_files(one, other):
    ours, theirs = files_of(one), files_of(other)
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_content_gives_the_same_bytes_in_another_folder_and_process(
    built, bread_files, encoders, tmp_path, seed
):
    content = tmp_path / f"content-{seed}"
    for name, text in bread_files.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    arguments = [sys.executable, "-c", BUILD, str(content), str(tmp_path / "there"), str(encoders)]
    subprocess.run(arguments, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)

    assert_same_files(tmp_path / "there", built)


def test_one_changed_paragraph_encodes_one_passage_and_gives_what_a_build_from_nothing_gives(
    bread, edited, built, build_into
):
    knowledge = bread(edited("articles/baker.md", "for ten minutes until", "for twelve minutes until"))
    step, report = build_into("step", knowledge, previous=built)
    fresh, whole = build_into("fresh", knowledge)

    assert (report.added, report.changed, report.removed) == ((), ("baker/kneading",), ())
    assert report.encoded == 1
    assert report.encoded + report.reused == whole.encoded
    assert (whole.reused, whole.added) == (0, tuple(section.id for section in knowledge.sections))
    assert_same_files(step, fresh)
    assert report.manifest.version != Data(built).manifest.version


def test_the_same_content_encodes_nothing(bread, built, build_into):
    folder, report = build_into("again", bread(), previous=built)

    assert (report.added, report.changed, report.removed, report.encoded) == ((), (), (), 0)
    assert_same_files(folder, built)


def test_a_new_question_encodes_that_question_alone(bread, edited, built, build_into):
    changes = edited("articles/baker.md", "    - why is my starter not bubbling\n", "    - my starter is flat\n")
    step, report = build_into("step", bread(changes), previous=built)

    assert report.encoded == 1
    assert_same_files(step, build_into("fresh", bread(changes))[0])


def test_a_removed_section_is_told_and_gone(bread, edited, built, encoder, build_into):
    changes = edited("articles/baker.md", "## Kneading", "<!--")
    text = changes["articles/baker.md"].replace("## Proofing in London", "-->\n\n## Proofing in London")
    step, report = build_into("step", bread({"articles/baker.md": text}), previous=built)

    assert (report.added, report.removed) == ((), ("baker/kneading",))
    found = Retriever(Data(step), encoder).search("how do I knead the dough until it is smooth", top=10)
    assert "baker/kneading" not in [hit.passage.id for hit in found.hits]


def test_a_renamed_section_is_told_as_removed_and_added(bread, edited, built, build_into):
    changes = edited("articles/mill.md", "## Storing flour", "## Keeping flour")
    golden = edited("golden/bread.yaml", "mill/storing-flour", "mill/keeping-flour")
    _, report = build_into("step", bread(changes | golden), previous=built)

    assert (report.added, report.changed, report.removed) == (("mill/keeping-flour",), (), ("mill/storing-flour",))


def test_sections_in_another_order_are_not_encoded_again(bread, bread_files, built, build_into):
    head, protein, storing = bread_files["articles/mill.md"].split("## ")
    page = f"{head}## {storing}\n## {protein}"
    step, report = build_into("step", bread({"articles/mill.md": page}), previous=built)

    assert (report.added, report.changed, report.removed, report.encoded) == ((), (), (), 0)
    assert Data(step).passage(5).id == "mill/storing-flour"


def test_the_first_question_of_a_folder_encodes_all_once_more_for_its_words(bread, bread_files, build_into):
    page = bread_files["articles/baker.md"]
    without = page[: page.index("questions:")] + page[page.index("---\n\n#") :]
    plain, _ = build_into("plain", bread({"articles/baker.md": without}))
    step, report = build_into("step", bread(), previous=plain)

    assert not Data(plain).has_words
    assert (report.reused, report.changed) == (0, ())
    assert_same_files(step, build_into("fresh", bread())[0])


def test_the_last_question_taken_away_leaves_no_words(bread, bread_files, built, build_into):
    page = bread_files["articles/baker.md"]
    changes = {"articles/baker.md": page[: page.index("questions:")] + page[page.index("---\n\n#") :]}
    step, report = build_into("step", bread(changes), previous=built)

    assert (Data(built).has_words, Data(step).has_words) == (True, False)
    assert report.encoded == 0
    assert_same_files(step, build_into("fresh", bread(changes))[0])


def test_an_encoder_that_tells_no_words_lends_its_vectors_as_before(bread, tmp_path, encoder):
    class Silent:
        """The real encoder, that keeps its words to itself."""

        info = encoder.info
        tells_words = False
        encode = staticmethod(encoder.encode)
        encode_questions = staticmethod(encoder.encode_questions)
        count_tokens = staticmethod(encoder.count_tokens)

        def encode_with_parts(self, texts, progress=None, *, questions=False, words=False):
            parts = encoder.encode_with_parts(texts, progress, questions=questions)
            return parts._replace(words=[no_words() for _ in texts])

    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    build(bread(), Silent(), first, previous=None)
    report = build(bread(), Silent(), second, previous=Data(first))

    assert not Data(first).has_words
    assert report.encoded == 0
    found = Retriever(Data(second), encoder).search("how often must I feed the starter?")
    assert found.hits[0].passage.id == "baker/sourdough-starter"


def test_vectors_of_other_weights_are_not_used_again(bread, built, tmp_path, encoder):
    previous = Data(built)
    previous.manifest = replace(
        previous.manifest, encoder=replace(previous.manifest.encoder, weights_sha256="another model")
    )
    report = build(bread(), encoder, tmp_path, previous=previous)

    assert report.reused == 0
    assert_same_files(tmp_path, built)


def test_progress_counts_every_text_once(bread, tmp_path, encoder):
    steps = []
    report = build(bread(), encoder, tmp_path, previous=None, progress=lambda done, total: steps.append((done, total)))

    assert steps == sorted(set(steps))
    assert {total for _, total in steps} == {report.encoded}
    assert steps[-1] == (report.encoded, report.encoded)


def test_vectors_are_those_of_the_encoder(bread, built, encoder):
    data = Data(built)

    for row in range(len(data)):
        assert (data.arrays.passages[row] == encoder.encode([data.passage(row).encoded])[0]).all()
    assert (data.arrays.questions == encoder.encode_questions(data.texts["questions"])).all()
    assert np.linalg.norm(data.sentence_vectors(0), axis=1) == pytest.approx(np.ones(3), abs=2e-3)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("articles/baker.md", "ten minutes until", "two minutes until"),
        ("articles/baker.md", "why is my starter not bubbling", "is my starter dead"),
        ("articles/baker.md", "title: Baking bread at home", "title: Baking bread"),
        ("synonyms.yaml", "[oven, cooker]", "[oven, stove]"),
        ("synonyms.yaml", "[london, madrid]", "[london]"),
        ("out_of_scope.yaml", "France", "Spain"),
        ("sources.yaml", "Anna Crust", "Anna Crumb"),
        ("sources.yaml", "names: [Miller]", "names: [Mill]"),
    ],
)
def test_every_change_that_answers_depend_on_changes_the_hash(bread, edited, name, old, new):
    assert content_hash(bread(edited(name, old, new))) != content_hash(bread()) == content_hash(bread())


def test_a_section_without_words_but_with_questions_does_no_harm(bread, edited, build_into, encoder):
    text = "\n## Empty\n\n---\n"
    page = edited("articles/mill.md", "source: mill\n---", 'source: mill\nquestions: {empty: ["What is empty?"]}\n---')
    page["articles/mill.md"] += text
    folder, report = build_into("step", bread(page))

    assert report.manifest.counts["sections"] == 8
    assert report.manifest.counts["passages"] == 7
    found = Retriever(Data(folder), encoder).search("What is empty?")
    assert len(found.hits) == 3


def test_content_without_any_words_is_refused_with_words(tmp_path, encoder):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "page.md").write_text("# Title\n\n<!-- to be written -->\n")
    (tmp_path / "folder").mkdir()

    with pytest.raises(ContentError, match="words"):
        build(load(tmp_path / "content"), encoder, tmp_path / "folder", previous=None)
