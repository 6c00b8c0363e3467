"""Measure the ranking on a test collection with judged queries, beside what each signal does alone."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.reading import cleaned
from index.retrieve import Retriever
from index.vector import Vectors

DEPTH = 10  # documents that count
_PASSAGES = 50  # looked at for so many documents: a long one may take several of the first places

Judged = Mapping[str, float]  # how relevant a document is, by its id; a document that is not there is not


class NotACollection(Exception):
    """A folder is no collection in the BEIR layout; the message names the file."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, queries, and which document answers which query."""

    documents: Mapping[str, tuple[str, str]]  # title and text by id
    queries: Mapping[str, str]
    judged: Mapping[str, Judged]  # by the query's id


def read_collection(folder: Path) -> Collection:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv`; raises NotACollection."""
    documents = {
        str(row["_id"]): (" ".join((row.get("title") or "").split()), row["text"])
        for row in _rows(folder / "corpus.jsonl")
    }
    queries = {str(row["_id"]): row["text"] for row in _rows(folder / "queries.jsonl")}
    judged: dict[str, dict[str, float]] = {}
    for number, line in enumerate(_lines(folder / "qrels" / "test.tsv"), start=1):
        try:
            query, document, grade = line.split("\t")
            if float(grade) > 0 and query in queries and document in documents:
                judged.setdefault(query, {})[document] = float(grade)
        except ValueError as error:
            if number > 1:  # the first line may name the columns
                raise NotACollection(f"qrels/test.tsv, line {number}: write query, document and grade") from error
    if not judged:
        raise NotACollection(f"{folder} judges no document of its own relevant to a query of its own")
    return Collection(documents, queries, judged)


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise NotACollection(f"{path} cannot be read as text in UTF-8") from error


def _rows(path: Path) -> Iterator[dict[str, str]]:
    for number, line in enumerate(_lines(path), start=1):
        try:
            row = json.loads(line)
            row["_id"], row["text"]
        except (ValueError, TypeError, KeyError) as error:
            raise NotACollection(f"{path.name}, line {number}: write an object with _id and text") from error
        yield row


def write_pages(collection: Collection, folder: Path) -> list[str]:
    """Write every document as a page of Markdown; return the ids, document n being in `{n:07}.md`."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (title, text) in enumerate(collection.documents.values()):
        page = f"# {title}\n\n{text}\n" if title else f"{text}\n"
        (folder / f"{number:07}.md").write_text(page, encoding="utf-8")
    return list(collection.documents)


def measured(collection: Collection, ids: Sequence[str], retriever: Retriever) -> dict[str, float]:
    """Return nDCG@10 of the passages' vectors alone, of BM25 alone, and of the ranking as it is shipped."""
    names = [retriever.data.passage(row).document for row in range(len(retriever.data))]

    def best(scores: Vectors) -> list[str]:
        order = np.argsort(-scores, kind="stable")[:_PASSAGES]
        return _documents((names[row] for row in order if scores[row] > 0), ids)

    found: dict[str, list[float]] = {}
    for number, judged in collection.judged.items():
        query = collection.queries[number]
        text = cleaned(query)
        hits = retriever.search(query, top=_PASSAGES).hits
        ranked = {
            "vectors alone": best(retriever.data.arrays.passages @ retriever.encoder.encode_questions([text])[0]),
            "BM25 alone": best(retriever.lexical.shares(retriever.analyzer.terms(text))),
            "as shipped": _documents((hit.passage.document for hit in hits), ids),
        }
        for name, documents in ranked.items():
            found.setdefault(name, []).append(ndcg(documents, judged))
    return {name: sum(values) / len(values) for name, values in found.items()}


def _documents(names: Iterable[str], ids: Sequence[str]) -> list[str]:
    """Return the ids of the documents that passages are of, each once, where it first appears."""
    return [ids[int(name.removesuffix(".md"))] for name in dict.fromkeys(names)][:DEPTH]


def ndcg(found: Sequence[str], judged: Judged) -> float:
    """Return the normalised discounted cumulative gain of the first ten, 0 to 1; the gain is the grade."""
    best = sorted(judged.values(), reverse=True)[:DEPTH]
    return _gain([judged.get(document, 0.0) for document in found[:DEPTH]]) / _gain(best)


def _gain(grades: Sequence[float]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades))
