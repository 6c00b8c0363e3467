"""The best passages, word by word."""

import math

import numpy as np
import pytest

from index.data import Data
from index.fusion import Weights
from index.retrieve import Retriever
from index.word_search import WordSearch
from index.words import found, no_words
from knowledge.load import load


def asked(encoder, question):
    """Return the sketches of a question's words."""
    return encoder.encode_with_parts([(question, ())], questions=True, words=True).words[0]


def row_of(data, section):
    """Return the row of a section's only passage."""
    return [data.passage(row).section for row in range(len(data))].index(section)


def test_a_passage_answers_with_its_own_words_and_those_of_its_sections_questions(built, encoder):
    data = Data(built)
    words = asked(encoder, "why is my starter not bubbling")
    row = row_of(data, "baker/sourdough-starter")

    matched = WordSearch(data).match(words, np.arange(len(data)), np.zeros(len(data), np.float32))

    assert matched.scores.argmax() == row
    assert matched.best == matched.scores[row] == pytest.approx(1, abs=0.02)
    assert found(words, [[data.words(row)]])[0] < 0.9  # the words are those of a question, not of the passage
    written = [data.question_words(number) for number in range(2)]
    assert found(words, [[data.words(row), *written]])[0] == matched.best


def test_a_section_without_questions_answers_with_its_own_words(built, encoder):
    data = Data(built)
    words = asked(encoder, "how much protein has cake flour")
    row = row_of(data, "mill/protein")

    matched = WordSearch(data).match(words, np.arange(len(data)), np.zeros(len(data), np.float32))

    assert matched.scores[row] == found(words, [[data.words(row)]])[0] == matched.best


def test_only_the_best_candidates_are_looked_at_and_the_others_get_the_least_of_them(bread, build_into, encoder):
    rooms = "\n\n".join(f"## Room {number}\n\nThe key of room {number} hangs on a hook." for number in range(40))
    page = f"---\nid: hotel\ntitle: Hotel\nsource: mill\n---\n\n# Hotel\n\n{rooms}\n"
    data = Data(build_into("hotel", bread({"articles/hotel.md": page}))[0])
    rows = np.arange(10, 40)

    scores = WordSearch(data).match(asked(encoder, "key of room 37"), rows, -rows.astype(np.float32)).scores

    assert len(set(scores[20:].tolist())) == 1
    assert scores[20] == scores[:20].min() < scores.max()


@pytest.mark.parametrize("lacking", ["question", "index"])
def test_where_there_are_no_words_nothing_is_said_for_or_against(built, encoder, build_into, tmp_path, lacking):
    folder = built
    if lacking == "index":
        (tmp_path / "pages").mkdir()
        (tmp_path / "pages" / "a.md").write_text("# Pumps\n\nA pump that makes a noise has no water.")
        folder, _ = build_into("plain", load(tmp_path / "pages"))
    words = no_words() if lacking == "question" else asked(encoder, "my pump is loud")

    matched = WordSearch(Data(folder)).match(words, np.arange(1), np.ones(1, np.float32))

    assert matched.scores.tolist() == [0]
    assert math.isnan(matched.best) if lacking == "index" else matched.best == 0


def test_words_lift_the_passage_that_holds_each_of_them(built, encoder):
    data = Data(built)
    with_words, without = Retriever(data, encoder), Retriever(data, encoder, Weights(words=0))

    def lead(retriever):
        first, second = retriever.search("when is the loaf done and how hot must it be").hits[:2]
        assert first.passage.section == "baker/oven-temperature"
        return first.score - second.score

    assert lead(with_words) > lead(without)
