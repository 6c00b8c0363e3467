"""Knowledge + encoder → a new version of the index; what did not change is not encoded again."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.chunk import MAX_CHARACTERS, passages
from index.data import FORMAT, Arrays, Data, Manifest, write_data, write_manifest
from index.encoder import Encoder
from index.lexical import write_lexical
from index.records import Passage
from index.scope import scope_of
from index.tokens import Analyzer, words_of
from index.vectors import write_graph
from index.words import MOST, joined
from index.work import Progress, Work, key_of
from knowledge.errors import ContentError, Problem
from knowledge.load import Knowledge


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    manifest: Manifest
    added: tuple[str, ...]  # ids of sections
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    encoded: int  # passages and questions that had to be encoded
    reused: int


def content_hash(knowledge: Knowledge) -> str:
    """Return the SHA-256 of everything that an index is made of but the encoder."""
    digest = hashlib.sha256(f"{FORMAT} {MAX_CHARACTERS}".encode())
    for section in knowledge.sections:
        digest.update(repr(asdict(section)).encode())
    digest.update(repr((knowledge.synonyms, knowledge.out_of_scope, knowledge.sources)).encode())
    # Records too: another id of a step changes no text, but whoever serves has to read them again.
    digest.update(repr(knowledge.records).encode())
    return digest.hexdigest()


def build(
    knowledge: Knowledge, encoder: Encoder, folder: Path, *, previous: Data | None, progress: Progress | None = None
) -> Report:
    """Write a version into an empty folder. `previous` lends the vectors of texts that it has already.

    Raises ContentError when no section has any words.
    """
    if previous is not None and previous.manifest.encoder.weights_sha256 != encoder.info.weights_sha256:
        previous = None  # vectors of another model mean nothing here
    cut = [passages(section, encoder.count_tokens, encoder.info.max_tokens) for section in knowledge.sections]
    rows = [passage for pieces in cut for passage in pieces]
    if not rows:
        message = "has no words that can be shown, nor has any other page; write some"
        raise ContentError([Problem(section.document, message) for section in knowledge.sections[:1]])
    worded = any(section.questions for section in knowledge.sections) and len(rows) <= MOST and encoder.tells_words
    # A version without words has the vectors of the texts, but not those of their words: all is encoded once more.
    lender = None if worded and previous is not None and not previous.has_words else previous
    section_of = [number for number, pieces in enumerate(cut) for _ in pieces]
    asked = [(question, number) for number, section in enumerate(knowledge.sections) for question in section.questions]
    examples = [question for _, question in knowledge.out_of_scope]
    headings = list(dict.fromkeys(passage.own_heading for passage in rows if passage.own_heading))
    sources = list(dict.fromkeys(passage.source for passage in rows))
    source_rows = {source: row for row, source in enumerate(sources)}
    heading_rows = {heading: row for row, heading in enumerate(headings)}

    work = Work(encoder, lender, progress, worded=worded)
    work.plan(rows, headings=headings, questions=[question for question, _ in asked], examples=examples)
    vectors, sentences, words = work.passages(rows)
    questions, question_words = work.questions([question for question, _ in asked])
    outside = work.texts("examples", examples)
    kept, starts = joined(words)
    question_kept, question_starts = joined(question_words)
    arrays = Arrays(
        passages=vectors,
        sentences=np.concatenate(sentences).astype(np.float16),
        sentence_starts=np.cumsum([0, *(len(part) for part in sentences)], dtype=np.int64),
        headings=work.texts("headings", headings),
        heading_of=np.array([heading_rows.get(passage.own_heading, -1) for passage in rows], np.int32),
        questions=questions,
        question_sections=np.array([number for _, number in asked], np.int32),
        sections=np.array(section_of, np.int32),
        sources=np.array([source_rows[passage.source] for passage in rows], np.int32),
        examples=outside,
        scope=scope_of(questions, outside),
        lengths=np.array([len(passage.words) for passage in rows], np.int32),
        words=kept,
        word_starts=starts,
        question_words=question_kept,
        question_word_starts=question_starts,
    )
    texts = {
        "headings": headings,
        "sources": sources,
        "questions": [question for question, _ in asked],
        "examples": examples,
        "example_kinds": [kind for kind, _ in knowledge.out_of_scope],
        "sections": [section.id for section in knowledge.sections],
        "words": _words(rows, [question for question, _ in asked]),
    }
    write_data(folder, rows, arrays, texts)
    analyzer = Analyzer(group.words for group in knowledge.synonyms.synonyms)
    write_lexical(folder, _terms(analyzer, knowledge, rows, section_of))
    write_graph(folder, vectors)
    manifest = write_manifest(
        folder,
        content=content_hash(knowledge),
        encoder=encoder.info,
        counts={
            "documents": len({passage.document for passage in rows}),
            "sections": len(knowledge.sections),
            "passages": len(rows),
            "sentences": len(arrays.sentences),
            "questions": len(asked),
        },
        settings=_settings(knowledge),
    )
    added, changed, removed = _difference(rows, previous)
    return Report(manifest, added, changed, removed, work.encoded, work.reused)


def _settings(knowledge: Knowledge) -> dict[str, Any]:
    return {
        "synonyms": [list(group.words) for group in knowledge.synonyms.synonyms],
        "kinds": {kind: list(words) for kind, words in knowledge.synonyms.kinds.items()},
        "sources": {source.id: [source.title, source.attribution, *source.names] for source in knowledge.sources},
    }


def _terms(
    analyzer: Analyzer, knowledge: Knowledge, rows: Sequence[Passage], section_of: Sequence[int]
) -> list[list[str]]:
    """Return the terms of each passage: its heading twice, its words, and those of the questions for its section."""
    asked = [analyzer.terms(" . ".join(section.questions)) for section in knowledge.sections]
    return [
        analyzer.terms(f"{passage.heading} . {passage.heading} . {passage.words}") + asked[number]
        for passage, number in zip(rows, section_of, strict=True)
    ]


def _words(rows: Sequence[Passage], questions: Sequence[str]) -> list[str]:
    """Return every word that members may have meant, the most frequent first: what misspelt words are compared with."""
    counts = Counter(word for passage in rows for word in words_of(f"{passage.heading} {passage.words}"))
    counts.update(word for question in questions for word in words_of(question))
    return sorted((word for word in counts if word.isalpha()), key=lambda word: (-counts[word], word))


def _difference(
    rows: Sequence[Passage], previous: Data | None
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    def texts(found: Sequence[Passage]) -> dict[str, str]:
        sections: dict[str, str] = {}
        for passage in found:
            sections[passage.section] = sections.get(passage.section, "") + "\n" + key_of(passage)
        return sections

    new = texts(rows)
    old = texts([previous.passage(row) for row in range(len(previous))]) if previous else {}
    added = tuple(section for section in new if section not in old)
    changed = tuple(section for section in new if section in old and new[section] != old[section])
    return added, changed, tuple(section for section in old if section not in new)
