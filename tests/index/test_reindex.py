"""Changed content into the index: when there is nothing to do, when it is refused, when it is damaged."""

import subprocess
import sys
from dataclasses import replace

import pytest

from bot.config import ROOT
from index.data import Data
from index.errors import IndexUnavailable
from index.open import open_retriever
from index.reindex import FLOOR, Gate, finds, reindex
from index.versions import Versions
from knowledge.records import GoldenQuestion

MODEL = "all-MiniLM-L6-v2"

NOTHING_TO_DO = """
import sys
from pathlib import Path
from index.reindex import reindex
from index.versions import Versions
from knowledge.load import load

content, index, encoders = map(Path, sys.argv[1:])
outcome = reindex(load(content), Versions(index), encoders, "all-MiniLM-L6-v2", say=print)
assert outcome.report is None and outcome.gate is None and not outcome.published
heavy = {"torch", "onnxruntime", "tokenizers", "transformers", "sentence_transformers"} & set(sys.modules)
print(outcome.version, sorted(heavy))
"""


@pytest.fixture
def versions(tmp_path):
    return Versions(tmp_path / "index")


@pytest.fixture
def run(versions, encoders):
    """Return a function that reindexes knowledge, and the list of what was said."""
    said = []

    def reindexed(knowledge, name=MODEL):
        return reindex(knowledge, versions, encoders, name, say=said.append)

    reindexed.said = said
    return reindexed


def test_a_first_reindex_publishes_everything(run, bread, versions, encoders, encoder):
    outcome = run(bread())

    assert outcome.published
    assert outcome.version == outcome.report.manifest.version == versions.pointer()
    assert (outcome.gate.found, outcome.gate.asked, outcome.gate.lost, outcome.gate.missed) == (3, 3, (), ())
    assert len(outcome.report.added) == 7
    assert run.said == []
    found = open_retriever(versions, MODEL, encoders, running=encoder).search("how often do I feed the starter")
    assert found.hits[0].passage.id == "baker/sourdough-starter"


def test_with_nothing_to_do_neither_torch_nor_onnxruntime_is_imported(
    run, bread_files, bread, versions, encoders, tmp_path
):
    version = run(bread()).version
    for name, text in bread_files.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    stamp = versions.stamp()

    arguments = [sys.executable, "-c", NOTHING_TO_DO, str(tmp_path / "content"), str(versions.folder), str(encoders)]
    done = subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True, text=True, timeout=60)

    assert done.stdout == f"{version} []\n"
    assert versions.stamp() == stamp


def test_a_change_that_loses_a_golden_question_is_refused_and_the_old_version_serves_on(
    run, bread, edited, versions, encoder
):
    first = run(bread())
    stamp = versions.stamp()
    knowledge = bread()
    worse = tuple(
        replace(section, text="Nothing here yet.", title="Page", path=("Later",), questions=())
        if section.id == "mill/protein"
        else section
        for section in knowledge.sections
    )
    golden = (*knowledge.golden, GoldenQuestion(question="who won the world cup", sections=("mill/protein",)))
    outcome = run(replace(knowledge, sections=worse, golden=golden))

    assert not outcome.published
    assert outcome.gate.lost == ("how much protein has cake flour",)
    assert outcome.gate.missed[0] == "how much protein has cake flour"
    assert versions.pointer() == first.version
    assert versions.stamp() == stamp
    assert [entry.name for entry in versions.folder.iterdir() if entry.name.startswith(".b")] == []
    assert Data(versions.current()).manifest.version == first.version


def test_a_first_index_that_finds_too_few_golden_questions_is_not_let_in(run, bread, versions):
    knowledge = bread()
    golden = tuple(GoldenQuestion(question=f"{name} football", sections=("elsewhere",)) for name in "abcd")
    outcome = run(replace(knowledge, golden=golden + knowledge.golden[:1]))

    assert not outcome.published
    assert (outcome.gate.found, outcome.gate.asked, outcome.gate.lost) == (1, 5, ())
    assert versions.pointer() == ""


@pytest.mark.parametrize(
    ("found", "asked", "lost", "is_open"),
    [(0, 0, (), True), (8, 10, (), True), (7, 10, (), False), (9, 10, ("a",), False), (10, 10, (), True)],
)
def test_the_gate_opens_when_nothing_is_lost_and_enough_is_found(found, asked, lost, is_open):
    assert FLOOR == 0.8
    assert Gate(found, asked, lost, lost).open is is_open


def test_a_golden_question_may_lean_on_the_one_before(retriever):
    places = ("baker/proofing-in-madrid",)

    assert finds(retriever, GoldenQuestion(question="how long does dough rise in Madrid", sections=places))
    assert finds(
        retriever,
        GoldenQuestion(
            question="and in Madrid?", context=("How long does the dough rise in London?",), sections=places
        ),
    )
    assert not finds(retriever, GoldenQuestion(question="how much protein", sections=("baker/gone",)))


@pytest.mark.parametrize("damage", ["cut", "flipped", "missing", "version gone", "pointer", "format"])
def test_a_damaged_index_is_built_anew_and_says_why(run, bread, versions, encoders, encoder, damage):
    first = run(bread())
    folder = versions.current()
    passages = folder / "passages.jsonl"
    said = f"The index in {folder} is damaged: passages.jsonl is not as it was written: building it anew."
    if damage == "cut":
        passages.write_bytes(passages.read_bytes()[:-9])
    elif damage == "flipped":
        passages.write_bytes(passages.read_bytes().replace(b"starter", b"startes"))
    elif damage == "missing":
        passages.unlink()
        said = f"The index in {folder} is incomplete: passages.jsonl is missing: building it anew."
    elif damage == "version gone":
        folder.rename(versions.folder / "elsewhere")
        said = f"The index in {versions.folder} is incomplete: version '{first.version}' is gone: building it anew."
    elif damage == "pointer":
        (versions.folder / "current").unlink()
        said = ""
    else:
        (folder / "manifest.json").write_text('{"format": 0}')
        said = None

    outcome = run(bread())

    assert outcome.published
    assert outcome.version == first.version
    assert said is None or run.said == ([said] if said else [])
    assert outcome.report.reused == 0
    found = open_retriever(versions, MODEL, encoders, running=encoder).search("how often do I feed the starter")
    assert found.hits[0].passage.id == "baker/sourdough-starter"


def test_after_a_rollback_the_same_content_is_taken_in_again(run, bread, edited, versions):
    first = run(bread())
    second = run(bread(edited("articles/mill.md", "a year", "two years")))
    assert versions.rollback() == first.version
    assert run(bread()).report is None

    again = run(bread(edited("articles/mill.md", "a year", "two years")))
    assert again.version == second.version == versions.pointer()
    assert versions.previous() == first.version


def test_while_another_reindex_runs_this_one_is_refused(run, bread, versions):
    with versions.lock(), pytest.raises(IndexUnavailable) as error:
        run(bread())

    assert str(error.value) == f"Another reindex of {versions.folder} is running. Wait until it is done."
