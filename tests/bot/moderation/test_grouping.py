"""Questions are grouped by what they ask for, as well as was measured, and quickly at any size."""

import random
import time
from pathlib import Path
from statistics import median

import numpy as np
import pytest

from bot.database.gaps import Leader
from bot.mentor import Mentor
from bot.moderation.grouping import SAME, grouped, weight_of
from knowledge.files import read_text, read_yaml

LABELLED = read_yaml(read_text(Path(__file__).with_name("same_question.yaml")))


@pytest.fixture(scope="module")
def described(mentor: Mentor) -> dict[str, Leader]:
    """Return what each labelled question is compared by."""
    retriever = mentor.retriever
    found = {}
    for question in (text for group in LABELLED for text in group):
        vector = retriever.encoder.encode_questions([question])[0]
        stems = {retriever.analyzer.stem(word) for word in retriever.search(question, top=1).unknown_words}
        nearest = float((retriever.data.arrays.questions @ vector).max())
        found[question] = Leader(vector.astype(np.float16).tobytes(), tuple(sorted(stems)), weight_of(nearest))
    return found


def test_nine_of_ten_pairs_that_are_put_together_mean_the_same_in_whatever_order_they_come(described):
    label = {text: number for number, group in enumerate(LABELLED) for text in group}
    together = right = same = 0
    for seed in range(10):
        questions = list(label)
        random.Random(seed).shuffle(questions)
        leaders = grouped([], [described[text] for text in questions])
        for place, text in enumerate(questions):
            for other in range(place):
                joined, alike = leaders[place] == leaders[other], label[text] == label[questions[other]]
                together, right, same = together + joined, right + (joined and alike), same + alike
    assert right / together >= 0.88
    assert right / same >= 0.68


def test_pay_in_another_country_is_another_question(described):
    germany, canada = "germany ai engineer salary", "canada ai engineer salary"
    vectors = [np.frombuffer(described[text].vector, np.float16).astype(np.float32) for text in (germany, canada)]
    assert vectors[0] @ vectors[1] > SAME

    first, second, third = grouped([], [described[text] for text in (germany, canada, "ai engineer pay germany")])

    assert first == third == described[germany]
    assert second == described[canada]


def test_a_question_joins_a_group_that_is_kept(described):
    one = described["how do I use git rebase"]
    kept = Leader(one.vector, one.unknown, one.weight, id=7)

    assert grouped([kept], [described["git rebase explained"]]) == [kept]
    assert grouped([], []) == []


def test_chit_chat_weighs_less_than_what_the_guides_could_hold(described):
    chat = [described[text].weight for group in LABELLED[-2:] for text in group]
    pay = [described[text].weight for group in LABELLED[:3] for text in group]

    assert median(chat) < 0.4
    assert min(pay) > 0.85
    assert weight_of(-1) == weight_of(0.2) == 0.05


def test_two_hundred_questions_find_their_group_among_a_hundred_thousand_in_a_second():
    random_ = np.random.default_rng(0)
    rows = random_.standard_normal((100_000, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    leaders = [Leader(row.tobytes(), (), 1.0, n) for n, row in enumerate(rows.astype(np.float16), start=1)]

    begun = time.process_time()
    found = grouped(leaders, [leaders[n] for n in range(0, 100_000, 500)])
    seconds = time.process_time() - begun

    assert [one.id for one in found] == list(range(1, 100_001, 500))
    assert seconds < 2, f"{seconds:.2f} s"
