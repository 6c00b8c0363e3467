"""Test collections: read, written as pages, and measured."""

import json
import math

import pytest

from bot.measuring.collection import NotACollection, measured, ndcg, read_collection, write_pages
from index.build import build
from index.data import Data
from index.retrieve import Retriever
from knowledge.load import load

DOCUMENTS = [
    {"_id": "bees", "title": "Wintering bees", "text": "A hive eats its honey slowly while it is cold outside."},
    {"_id": "tea", "title": "", "text": "Green leaves are steamed, black ones are left to oxidise."},
    {"_id": "x7", "title": "Error QX-7731", "text": "The pump has no water. Fill the tank."},
    {"_id": "title", "title": "How do I sharpen a chisel?", "text": ""},
]
QUERIES = [
    {"_id": 1, "text": "what do the insects live on when nothing blooms"},
    {"_id": 2, "text": "qx-7731"},
    {"_id": 3, "text": "sharpening chisels"},
    {"_id": 4, "text": "nobody judged this"},
]
JUDGED = "query-id\tcorpus-id\tscore\n1\tbees\t2\n1\ttea\t0\n2\tx7\t1\n3\ttitle\t1\n3\tgone\t1\n"


@pytest.fixture
def written(tmp_path):
    def write(documents=DOCUMENTS, queries=QUERIES, judged=JUDGED):
        (tmp_path / "qrels").mkdir(exist_ok=True)
        for name, rows in (("corpus.jsonl", documents), ("queries.jsonl", queries)):
            (tmp_path / name).write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        (tmp_path / "qrels" / "test.tsv").write_text(judged, encoding="utf-8")
        return tmp_path

    return write


def test_only_what_is_judged_relevant_and_is_there_counts(written):
    collection = read_collection(written())

    assert collection.judged == {"1": {"bees": 2.0}, "2": {"x7": 1.0}, "3": {"title": 1.0}}
    assert collection.queries["4"] == "nobody judged this"
    assert collection.documents["tea"] == ("", "Green leaves are steamed, black ones are left to oxidise.")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"documents": [{"_id": "a"}]}, "corpus.jsonl, line 1: write an object with _id and text"),
        ({"queries": [QUERIES[0], ["no object"]]}, "queries.jsonl, line 2: write an object with _id and text"),
        ({"judged": "1\tbees\t1\n1\tbees\n"}, "qrels/test.tsv, line 2: write query, document and grade"),
        ({"judged": "9\tbees\t1\n"}, "judges no document of its own relevant to a query of its own"),
    ],
)
def test_what_is_wrong_is_named_with_its_file_and_line(written, given, message):
    with pytest.raises(NotACollection) as caught:
        read_collection(written(**given))

    assert message in str(caught.value)


def test_a_folder_without_the_files_is_no_collection(tmp_path):
    with pytest.raises(NotACollection, match=r"corpus\.jsonl cannot be read"):
        read_collection(tmp_path)


def test_the_gain_falls_with_the_place_and_nothing_past_the_tenth_counts():
    judged = {"a": 2.0, "b": 1.0}

    assert ndcg(["a", "b"], judged) == 1.0
    assert ndcg(["b", "c", "a"], judged) == pytest.approx((1 + 2 / 2) / (2 + 1 / math.log2(3)))
    assert ndcg([*"0123456789", "a"], judged) == 0.0
    assert ndcg([], judged) == 0.0


def test_each_signal_misses_what_the_other_finds_and_together_they_find_all(written, encoder, tmp_path):
    collection = read_collection(written())
    ids = write_pages(collection, tmp_path / "pages")
    (tmp_path / "version").mkdir()
    build(load(tmp_path / "pages"), encoder, tmp_path / "version", previous=None)

    figures = measured(collection, ids, Retriever(Data(tmp_path / "version"), encoder))

    assert (tmp_path / "pages" / "0000000.md").read_text() == (
        "# Wintering bees\n\nA hive eats its honey slowly while it is cold outside.\n"
    )
    assert list(figures) == ["vectors alone", "BM25 alone", "as shipped"]
    assert figures["as shipped"] == 1.0
    assert figures["BM25 alone"] < 1.0
