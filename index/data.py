"""The files of one version: written in one go, opened with every byte checked."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import EncoderInfo
from index.errors import IndexUnavailable
from index.hashing import file_hash
from index.records import Passage, Sentence
from index.vector import Vectors
from index.versions import REPAIR
from index.words import Words
from knowledge.counted import counted

FORMAT = 6  # raised whenever the same content gives other files
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version is made of, and the checksums that prove it whole."""

    format: int
    version: str
    content_sha256: str
    encoder: EncoderInfo
    counts: dict[str, int]
    settings: dict[str, Any]  # what else answers depend on: synonyms, names of sources
    files: dict[str, str]  # SHA-256 of each file

    @property
    def size(self) -> str:
        """Return "28 documents, 1,875 sentences": how much is in it."""
        return ", ".join(counted(number, name.removesuffix("s"), name) for name, number in self.counts.items())


@dataclass(frozen=True, slots=True)
class Arrays:
    """The numbers of a version. Rows of `passages` go with the passages, in their order."""

    passages: Vectors  # (passages, dimensions), unit rows
    sentences: NDArray[
        np.float16
    ]  # (sentences, dimensions), unit rows; half precision, they only rank within a passage
    sentence_starts: NDArray[np.int64]  # (passages + 1,): sentences of passage i are rows [i] to [i + 1]
    headings: Vectors  # (headings, dimensions), unit rows; each heading once
    sources: NDArray[np.int32]  # (passages,): number of the guide that each passage is from
    heading_of: NDArray[np.int32]  # (passages,): row of the passage's own heading, -1 where it has none
    questions: Vectors  # (questions, dimensions), unit rows
    question_sections: NDArray[np.int32]  # (questions,): number of the section that each question asks for
    sections: NDArray[np.int32]  # (passages,): number of the section that each passage is of
    examples: Vectors  # (examples, dimensions): questions that are out of scope
    scope: Vectors  # (dimensions + 1,): weights and bias that tell questions for the guides from the examples
    lengths: NDArray[np.int32]  # (passages,): characters of each passage without markup
    # Sketches of words (see index/words.py), of passages and of questions: those of text i are rows [i] to [i + 1] of
    # the starts. None at all in a folder without questions, in a large one, or where the encoder does not tell them.
    words: Words
    word_starts: NDArray[np.int64]  # (passages + 1,)
    question_words: Words
    question_word_starts: NDArray[np.int64]  # (questions + 1,)


_ARRAYS = tuple(Arrays.__dataclass_fields__)


def write_data(folder: Path, passages: Sequence[Passage], arrays: Arrays, texts: Mapping[str, Sequence[str]]) -> None:
    """Write passages, arrays and the lists of texts that go with them (questions, examples, section ids)."""
    starts = [0]
    with (folder / "passages.jsonl").open("wb") as stream:
        for passage in passages:
            line = json.dumps(_as_json(passage), ensure_ascii=False).encode() + b"\n"
            stream.write(line)
            starts.append(starts[-1] + len(line))
    np.save(folder / "passage_starts.npy", np.array(starts, np.int64))
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", getattr(arrays, name))
    (folder / "texts.json").write_text(json.dumps(texts, ensure_ascii=False, indent=0), encoding="utf-8")


def write_manifest(
    folder: Path, *, content: str, encoder: EncoderInfo, counts: dict[str, int], settings: dict[str, Any]
) -> Manifest:
    """Write the manifest, last, over everything that stands in the folder; the version is named by what it holds."""
    files = {file.name: file_hash(file) for file in sorted(folder.iterdir()) if file.name != MANIFEST}
    manifest = Manifest(FORMAT, "", content, encoder, counts, settings, files)
    manifest = replace(manifest, version=_name(manifest))
    text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Read a manifest; raises IndexUnavailable when it is missing, damaged or of another format."""
    try:
        value = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if value["format"] != FORMAT:
            raise IndexUnavailable(
                f"The index in {folder} has format {value['format']}, this program reads {FORMAT}. {REPAIR}"
            )
        value["encoder"] = EncoderInfo(**value["encoder"])
        manifest = Manifest(**value)
        if manifest.version != _name(manifest):
            raise ValueError("its name does not go with what it says")
        return manifest
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IndexUnavailable(f"The manifest in {folder} is damaged. {REPAIR}") from error


def _name(manifest: Manifest) -> str:
    """Name a version by a hash of all that its manifest says, so that no letter of it can change unnoticed."""
    said = json.dumps(asdict(replace(manifest, version="")), sort_keys=True)
    return "v-" + hashlib.sha256(said.encode()).hexdigest()[:16]


def check_files(folder: Path, manifest: Manifest) -> None:
    """Raise IndexUnavailable unless every file is there, whole and unchanged."""
    for name, expected in manifest.files.items():
        file = folder / name
        if not file.is_file():
            raise IndexUnavailable(f"The index in {folder} is incomplete: {name} is missing. {REPAIR}")
        if file_hash(file) != expected:
            raise IndexUnavailable(f"The index in {folder} is damaged: {name} is not as it was written. {REPAIR}")


class Data:
    """A version, open for reading. Vectors and passages stay on the disk until they are needed."""

    def __init__(self, folder: Path) -> None:
        """Open a version; raises IndexUnavailable, with the command that repairs it, when it is not whole."""
        self.manifest = read_manifest(folder)
        self.folder = folder
        try:
            check_files(folder, self.manifest)
            # Plain views of mapped files: numpy's own memmap class makes every small access slow.
            self.arrays = Arrays(
                **{name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _ARRAYS}
            )
            self._starts = np.load(folder / "passage_starts.npy")
            self._passages = np.memmap(folder / "passages.jsonl", np.uint8, "r")
            self.texts: dict[str, list[str]] = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise IndexUnavailable(f"The index in {folder} cannot be opened ({error}). {REPAIR}") from error

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._starts) - 1

    @property
    def has_words(self) -> bool:
        """Tell whether the words of passages and questions are kept."""
        return len(self.arrays.words) > 0

    def words(self, row: int) -> Words:
        """Return the sketches of a passage's words."""
        return self.arrays.words[self.arrays.word_starts[row] : self.arrays.word_starts[row + 1]]

    def question_words(self, row: int) -> Words:
        """Return the sketches of a question's words."""
        starts = self.arrays.question_word_starts
        return self.arrays.question_words[starts[row] : starts[row + 1]]

    def passage(self, row: int) -> Passage:
        """Read one passage."""
        value = json.loads(bytes(self._passages[self._starts[row] : self._starts[row + 1]]))
        value["path"] = tuple(value["path"])
        value["sentences"] = tuple(Sentence(*sentence) for sentence in value["sentences"])
        return Passage(**value)

    def section(self, section_id: str) -> list[Passage]:
        """Read every passage of a section, in order; none for a section that this version does not have."""
        sections = self.texts["sections"]
        if section_id not in sections:
            return []
        rows = np.flatnonzero(self.arrays.sections == sections.index(section_id))
        return [self.passage(int(row)) for row in rows]

    def passage_named(self, passage_id: str) -> Passage | None:
        """Read a passage by its id; None for one that this version does not have, or for an id of two."""
        # "pay~2" is the second piece of the section "pay", or the first one of a section that is itself called so.
        sections = dict.fromkeys((passage_id, passage_id.rpartition("~")[0]))
        found = [passage for name in sections for passage in self.section(name) if passage.id == passage_id]
        return found[0] if len(found) == 1 else None

    def sentence_vectors(self, row: int) -> Vectors:
        """Return the vectors of a passage's sentences, shape (sentences, dimensions)."""
        first, last = self.arrays.sentence_starts[row : row + 2]
        return self.arrays.sentences[first:last].astype(np.float32)


def _as_json(passage: Passage) -> dict[str, Any]:
    value = {name: getattr(passage, name) for name in Passage.__dataclass_fields__}
    value["sentences"] = [(sentence.start, sentence.end, sentence.words) for sentence in passage.sentences]
    return value
