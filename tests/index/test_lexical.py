"""Keyword search."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical import K1, B, Lexical, write_lexical

DOCUMENTS = [
    "rye bread bread oven".split(),
    "oven hot".split(),
    [],
    "rye".split(),
    "oven oven oven bread salt water".split(),
]


def bm25(documents, query):
    """Score every document in plain Python: Lucene's BM25."""
    mean = sum(map(len, documents)) / len(documents)
    scores = []
    for terms in documents:
        counts = Counter(terms)
        score = 0.0
        for term in query:
            frequency = sum(term in other for other in documents)
            idf = math.log(1 + (len(documents) - frequency + 0.5) / (frequency + 0.5))
            score += idf * counts[term] / (counts[term] + K1 * (1 - B + B * len(terms) / mean)) if counts[term] else 0.0
        scores.append(score)
    return scores


@pytest.fixture
def lexical(tmp_path):
    write_lexical(tmp_path, DOCUMENTS)
    return Lexical(tmp_path, len(DOCUMENTS))


@pytest.mark.parametrize(
    "query", ["bread", "rye bread", "oven oven", "salt water oven bread rye hot", "bread bread rye"]
)
def test_shares_are_bm25_by_hand_over_what_a_passage_full_of_every_term_would_get(lexical, query):
    terms = query.split()
    full = sum(lexical.idf(term) for term in terms)

    assert lexical.shares(terms) * full == pytest.approx(bm25(DOCUMENTS, terms), abs=1e-5)


def test_keywords_are_bm25_by_hand_with_each_part_once_more_times_its_rarity(lexical):
    parts = [np.array(bm25(DOCUMENTS, [term])) * lexical.idf(term) for term in ("bread", "oven")]

    assert lexical.keywords(["bread", "oven", "yeast"]) == pytest.approx(sum(parts), abs=1e-5)
    assert lexical.keywords(["yeast"]).tolist() == [0.0] * 5


def test_a_keyword_that_is_asked_for_four_times_counts_twice(lexical):
    assert lexical.keywords(["oven"] * 4) == pytest.approx(2 * lexical.keywords(["oven"]))
    assert lexical.keywords(["oven", "bread", "oven", "oven", "oven"]) == pytest.approx(
        lexical.keywords(["bread"]) + 2 * lexical.keywords(["oven"])
    )


def test_a_weighted_term_counts_as_much_as_its_weight_says(lexical):
    parts = 0.5 * np.array(bm25(DOCUMENTS, ["bread"])) + 3 * np.array(bm25(DOCUMENTS, ["oven"]))

    assert lexical.weighted({"bread": 0.5, "oven": 3.0, "yeast": 9.0}) == pytest.approx(parts, abs=1e-5)
    assert lexical.weighted({}).tolist() == [0.0] * 5


def test_words_that_no_passage_has_count_as_the_rarest_and_lower_the_share(lexical):
    full = lexical.idf("bread") + lexical.idf("yeast")

    assert lexical.idf("yeast") == pytest.approx(math.log(1 + 5.5 / 0.5))
    assert lexical.shares(["bread", "yeast"]) * full == pytest.approx(bm25(DOCUMENTS, ["bread"]), abs=1e-5)


def test_it_knows_in_how_many_passages_a_term_stands(lexical):
    assert [lexical.frequency(term) for term in ("oven", "bread", "rye", "salt", "yeast")] == [3, 2, 2, 1, 0]
    assert "salt" in lexical
    assert "yeast" not in lexical
    assert lexical.idf("salt") > lexical.idf("rye") > lexical.idf("oven") > 0


@pytest.mark.parametrize("terms", [[], ["yeast"], ["yeast", "yeast"], [""]])
def test_without_a_known_term_every_share_is_zero(lexical, terms):
    assert lexical.shares(terms).tolist() == [0.0] * 5


@pytest.mark.parametrize("documents", [[[]], [[], []], [["one"]]])
def test_passages_of_stop_words_only_or_a_single_one_can_be_indexed(tmp_path, documents):
    write_lexical(tmp_path, documents)
    lexical = Lexical(tmp_path, len(documents))

    assert lexical.shares(["one"]).shape == (len(documents),)
    assert (lexical.shares(["one"])[0] > 0) == (documents == [["one"]])


def test_the_same_terms_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_lexical(tmp_path / name, DOCUMENTS)

    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == sorted(path.name for path in (tmp_path / "two").iterdir())
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)


WORDS = st.lists(st.sampled_from("abcdefg"), max_size=12)


@settings(max_examples=40, deadline=None)
@given(documents=st.lists(WORDS, min_size=1, max_size=12), query=WORDS)
def test_shares_are_bm25_and_between_0_and_1(tmp_path_factory, documents, query):
    folder = tmp_path_factory.mktemp("lexical")
    write_lexical(folder, documents)
    lexical = Lexical(folder, len(documents))
    shares = lexical.shares(query)
    full = sum(lexical.idf(term) for term in query)

    assert shares.dtype == np.float32
    assert ((shares >= 0) & (shares <= 1)).all()
    assert shares * full == pytest.approx(bm25(documents, query), abs=1e-5)
