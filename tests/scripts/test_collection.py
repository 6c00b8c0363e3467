"""`python -m scripts.collection` as a process."""

import json


def test_the_three_figures_are_printed(run, tmp_path):
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text(
        "\n".join(json.dumps({"_id": name, "text": f"{name} grow in the garden"}) for name in ("roses", "beans"))
    )
    (tmp_path / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "beans"}))
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\tbeans\t1\n")

    done = run("collection", tmp_path, "--index", tmp_path / "index")

    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "2 documents, 2 passages, 1 queries; nDCG@10",
        "vectors alone  1.000",
        "BM25 alone     1.000",
        "as shipped     1.000",
    ]
    assert (tmp_path / "index" / "current").is_file()


def test_a_folder_that_is_no_collection_is_refused(run, tmp_path):
    done = run("collection", tmp_path)

    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"{tmp_path / 'corpus.jsonl'} cannot be read")
