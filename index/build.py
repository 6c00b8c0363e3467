"""Knowledge + encoder → a new version of the index; what did not change is not encoded again."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.chunk import MAX_CHARACTERS, passages
from index.data import FORMAT, Arrays, Data, Manifest, write_data, write_manifest
from index.encoder import Encoder, Spans
from index.lexical import write_lexical
from index.records import Passage
from index.scope import scope_of
from index.tokens import Analyzer, words_of
from index.vector import Vectors
from index.vectors import write_graph
from knowledge.errors import ContentError, Problem
from knowledge.load import Knowledge

Progress = Callable[[int, int], None]  # texts done, texts to do


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
    section_of = [number for number, pieces in enumerate(cut) for _ in pieces]
    asked = [(question, number) for number, section in enumerate(knowledge.sections) for question in section.questions]
    examples = [question for _, question in knowledge.out_of_scope]
    headings = list(dict.fromkeys(passage.own_heading for passage in rows if passage.own_heading))
    sources = list(dict.fromkeys(passage.source for passage in rows))
    source_rows = {source: row for row, source in enumerate(sources)}
    heading_rows = {heading: row for row, heading in enumerate(headings)}

    work = _Work(encoder, previous, progress)
    work.plan(rows, headings=headings, questions=[question for question, _ in asked], examples=examples)
    vectors, sentences = work.passages(rows)
    questions = work.texts("questions", [question for question, _ in asked])
    outside = work.texts("examples", examples)
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


class _Work:
    """Encodes what is new and takes the rest from the version before."""

    def __init__(self, encoder: Encoder, previous: Data | None, progress: Progress | None) -> None:
        self._encoder = encoder
        self._previous = previous
        self._progress = progress
        self._known_passages: dict[str, int] = {}
        self._known_texts: dict[tuple[str, str], int] = {}
        self.encoded = self.reused = self._total = 0
        if previous is not None:
            self._known_passages = {_key(previous.passage(row)): row for row in range(len(previous))}
            for kind in ("headings", "questions", "examples"):
                self._known_texts |= {(kind, text): row for row, text in enumerate(previous.texts[kind])}

    def plan(self, rows: Sequence[Passage], **texts: Sequence[str]) -> None:
        """Count what is to be encoded, for the progress bar."""
        self._total = sum(_key(passage) not in self._known_passages for passage in rows)
        self._total += sum((kind, text) not in self._known_texts for kind, found in texts.items() for text in found)

    def _done(self, count: int) -> None:
        self.encoded += count
        if self._progress:
            self._progress(self.encoded, self._total)

    def passages(self, rows: Sequence[Passage]) -> tuple[Vectors, list[Vectors]]:
        """Return the vectors of passages and of their sentences."""
        vectors = np.empty((len(rows), self._encoder.info.dimensions), np.float32)
        sentences: list[Vectors] = [vectors[:0]] * len(rows)
        new = []
        for row, passage in enumerate(rows):
            known = self._known_passages.get(_key(passage))
            if known is None or self._previous is None:
                new.append(row)
            else:
                vectors[row] = self._previous.arrays.passages[known]
                sentences[row] = self._previous.sentence_vectors(known)
        texts = [(rows[row].encoded, _spans(rows[row])) for row in new]
        found, parts = self._encoder.encode_with_spans(texts, self._done)
        for row, vector, part in zip(new, found, parts, strict=True):
            vectors[row] = vector
            sentences[row] = part
        self.reused += len(rows) - len(new)
        return vectors, sentences

    def texts(self, kind: str, texts: Sequence[str]) -> Vectors:
        """Return the vectors of headings, questions or examples."""
        vectors = np.empty((len(texts), self._encoder.info.dimensions), np.float32)
        new = []
        for row, text in enumerate(texts):
            known = self._known_texts.get((kind, text))
            if known is None or self._previous is None:
                new.append(row)
            else:
                vectors[row] = getattr(self._previous.arrays, kind)[known]
        if new:
            encode = self._encoder.encode if kind == "headings" else self._encoder.encode_questions
            vectors[new] = encode([texts[row] for row in new], self._done)
        self.reused += len(texts) - len(new)
        return vectors


def _spans(passage: Passage) -> Spans:
    """Return where each sentence stands in what the encoder reads."""
    spans = []
    start = len(passage.heading) + 1 if passage.heading else 0
    for sentence in passage.sentences:
        spans.append((start, start + len(sentence.words)))
        start += len(sentence.words) + 1
    return spans


def _key(passage: Passage) -> str:
    return "\n".join((passage.heading, *(sentence.words for sentence in passage.sentences)))


def _difference(
    rows: Sequence[Passage], previous: Data | None
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    def texts(found: Sequence[Passage]) -> dict[str, str]:
        sections: dict[str, str] = {}
        for passage in found:
            sections[passage.section] = sections.get(passage.section, "") + "\n" + _key(passage)
        return sections

    new = texts(rows)
    old = texts([previous.passage(row) for row in range(len(previous))]) if previous else {}
    added = tuple(section for section in new if section not in old)
    changed = tuple(section for section in new if section in old and new[section] != old[section])
    return added, changed, tuple(section for section in old if section not in new)
