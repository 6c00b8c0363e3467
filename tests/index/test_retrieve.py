"""Questions about bread, and the passages that come back."""

from dataclasses import replace

import numpy as np
import pytest

from index.asked import Asked
from index.build import build
from index.data import Data
from index.fusion import PLAIN, Weights
from index.reading import Query
from index.retrieve import Retriever
from knowledge.load import load


def ids(found):
    return [hit.passage.id for hit in found.hits]


@pytest.mark.parametrize(
    ("question", "best", "sentence"),
    [
        (
            "how often must I feed the starter?",
            "baker/sourdough-starter",
            "Feed the starter every day with equal weights of flour and water.",
        ),
        ("how long should I knead", "baker/kneading", "Knead the dough for ten minutes until it is smooth."),
        ("which flour makes a soft crumb", "mill/protein", "Cake flour has eight percent and makes a soft crumb."),
        ("where do I keep wholemeal flour", "mill/storing-flour", None),
        ("cooker heat for the loaf", "baker/oven-temperature", "Heat the oven to 240 degrees for half an hour."),
    ],
)
def test_the_best_passage_comes_first_with_its_source_and_the_sentence_that_answers(
    retriever, question, best, sentence
):
    found = retriever.search(question)
    hit = found.hits[0]

    assert hit.passage.id == best
    assert (
        hit.passage.source == hit.passage.document.removeprefix("articles/").removesuffix(".md") == best.split("/")[0]
    )
    assert hit.score > max(one.score for one in found.hits[1:])
    (span,) = hit.highlights
    assert sentence is None or hit.passage.text[slice(*span)] == sentence


def test_a_question_that_moderators_wrote_finds_its_section_with_certainty(retriever):
    found = retriever.search("why is my starter not bubbling")

    assert ids(found)[0] == "baker/sourdough-starter"
    assert found.evidence.question == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("top", [1, 2, 3, 7, 100])
def test_no_more_come_back_than_wanted_and_none_twice(retriever, top):
    found = ids(retriever.search("flour and water", top=top))

    assert len(found) == len(set(found)) == min(top, 7)


def test_no_two_passages_are_of_one_section(bread, edited, encoder, tmp_path):
    long = " ".join(f"Feed the sourdough starter for the {number}th time with flour and water." for number in range(80))
    build(
        bread(edited("articles/baker.md", "Knead the dough", f"{long} Knead the dough")),
        encoder,
        tmp_path,
        previous=None,
    )
    retriever = Retriever(Data(tmp_path), encoder)
    found = retriever.search("how do I feed my sourdough starter with flour", top=7)

    assert len(retriever.data) > 10
    assert len({hit.passage.section for hit in found.hits}) == len(found.hits) == 7
    assert "baker/kneading" in [hit.passage.section for hit in found.hits]


def test_a_source_narrows_to_one_guide(retriever):
    question = "how often must I feed the starter?"

    assert {hit.passage.source for hit in retriever.search(question, source="mill", top=7).hits} == {"mill"}
    assert ids(retriever.search(question, source="baker", top=1)) == ["baker/sourdough-starter"]
    assert ids(retriever.search(question, source="nobody")) == []


def test_a_guide_that_is_named_comes_first(retriever):
    assert retriever.search("what about a starter of flour, miller?", top=7).hits[0].passage.source == "mill"
    assert retriever.search("what about a starter of flour, friend?", top=7).hits[0].passage.source == "baker"
    assert retriever.search("what about the miller's starter of flour?", top=7).hits[0].passage.source == "mill"


@pytest.mark.parametrize(
    ("typed", "read_as", "best"),
    [
        ("how long must I kneed teh duogh", "how long must I knead the dough", "baker/kneading"),
        ("wholemael flour", "wholemeal flour", "mill/storing-flour"),
        ("protien/flour?", "protein/flour?", "mill/protein"),
        ("Oven-temprature", "Oven-temperature", "baker/oven-temperature"),
    ],
)
def test_slips_are_read_as_what_was_meant(retriever, typed, read_as, best):
    found = retriever.search(typed)

    assert ids(found)[0] == best
    assert found.read_as.lower() in (read_as.lower(), read_as.lower().rstrip("?"))
    assert found.evidence.mended > 0


def test_a_follow_up_is_read_with_the_question_before(retriever):
    context = ["How long does the dough need to rise in London?"]
    found = retriever.search("and in Madrid?", context=context)

    assert found.read_as.split() == "How long does the dough need to rise? and in Madrid?".split()
    assert ids(found)[0] == "baker/proofing-in-madrid"
    assert ids(retriever.search("and in LDN?", context=["How long does dough rise in Madrid?"]))[0] == (
        "baker/proofing-in-london"
    )


def test_a_question_that_stands_alone_does_not_look_back(retriever):
    question = "how many percent protein has cake flour"

    assert retriever.search(question, context=["How do I feed a sourdough starter?"]) == retriever.search(question)


def test_words_that_no_passage_has_are_told_as_they_were_typed(retriever):
    found = retriever.search("Should I sell cryptocurrencies for flour?")

    assert found.unknown_words == {"sell", "cryptocurrencies"}
    assert retriever.knows_word("flour")
    assert not retriever.knows_word("sell")


WEIRD = {
    "empty": "",
    "space": " \t\n ",
    "one letter": "a",
    "one figure": "7",
    "4,000 letters": "x" * 4_000,
    "4,000 characters": "flour and water " * 250,
    "emoji": "🍞🥖👩🏽‍🍳",
    "stop words": "what is it that they should have been",
    "zero width": "\u200b\u200d\ufeff\u2060",
    "zero width within": "fl\u200bour",
    "right to left": "كيف أخبز الخبز؟ \u202eflour\u202c",
    "NUL": "flour\x00and\x00water",
    "SQL": "'; DROP TABLE passages; --",
    "surrogate": "flour \ud83c water",
    "private use": "\ue000\uf8ff",
    "markup": "**flour** <script>alert(1)</script> [a](b) `c`",
    "JSON": '{"question": [1, 2]}',
    "regular expression": "(((((a+)+)+)+)+$ .* [^",
    "combining": "e" + "\u0301" * 500,
    "special tokens": "[CLS] [SEP] [PAD] [MASK] ##ing",
}


@pytest.mark.parametrize("question", WEIRD.values(), ids=WEIRD.keys())
def test_whatever_is_asked_the_nearest_passages_come_back_and_numbers_are_sane(retriever, question):
    found = retriever.search(question, context=[question, question])

    assert len(found.hits) == 3
    assert np.isfinite([hit.score for hit in found.hits]).all()
    assert np.isfinite(found.evidence.numbers()).all()
    assert 0 <= found.evidence.held <= 1
    assert 0 <= found.evidence.known <= 1
    assert 0 <= found.evidence.mended <= 1
    for hit in found.hits:
        assert all(0 <= start < end <= len(hit.passage.text) for start, end in hit.highlights)
    assert retriever.search(question, context=[question, question]) == found


def test_a_word_that_moderators_listed_is_no_slip_though_no_passage_has_it(bread, bread_files, build_into, encoder):
    asked = "how long must a kned be kneaded"
    plain = Retriever(Data(build_into("plain", bread())[0]), encoder)
    assert plain.search(asked).read_as == "how long must a knead be kneaded"

    listed = bread_files["synonyms.yaml"].replace("synonyms:\n", "synonyms:\n  - words: [dough, kned]\n")
    found = Retriever(Data(build_into("listed", bread({"synonyms.yaml": listed}))[0]), encoder).search(asked)

    assert (found.read_as, found.evidence.mended) == (asked, 0)
    assert "kned" not in found.unknown_words
    assert ids(found)[0] == "baker/kneading"


def test_several_queries_find_what_each_finds_alone(retriever):
    queries = [
        Query("how do I feed a starter"),
        Query("and in Madrid?", ("How long does dough rise in London?",)),
        Query("salray of a baker", top=1),
        Query("flour and water", source="mill", top=7),
        Query("how do I feed a starter"),
        Query(""),
    ]
    found = retriever.search_many(queries)

    assert found == [
        retriever.search(query.text, context=query.context, top=query.top, source=query.source) for query in queries
    ]
    assert [len(one.hits) for one in found] == [3, 3, 1, 2, 3, 3]
    assert ids(found[1])[0] == "baker/proofing-in-madrid"
    assert retriever.search_many([]) == []


def test_the_same_question_gives_the_same_answer_whatever_was_asked_before(built, encoder, retriever):
    fresh = Retriever(Data(built), encoder)
    questions = ["how do I bake a loaf", "salray", "flour", "and in Madrid?"]

    assert [fresh.search(question) for question in questions] == [
        retriever.search(question) for question in questions[::-1]
    ][::-1]


def test_one_page_of_one_word_can_be_asked(tmp_path, encoder):
    from knowledge.load import load

    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.txt").write_text("Flour")
    (tmp_path / "index").mkdir()
    build(load(tmp_path / "content"), encoder, tmp_path / "index", previous=None)
    found = Retriever(Data(tmp_path / "index"), encoder).search("what about flour?")

    assert [(hit.passage.id, hit.passage.source, hit.passage.text) for hit in found.hits] == [("a", "a", "Flour")]


def test_past_600_passages_the_candidates_of_every_signal_are_ranked(tmp_path, encoder):
    from knowledge.load import load

    (tmp_path / "content").mkdir()
    pages = [f"## Room {number}\n\nThe key of room {number} hangs on hook {number * 7}." for number in range(700)]
    pages.append("## Bread\n\nKeep flour dry in a tin.")
    (tmp_path / "content" / "hotel.md").write_text("# Hotel\n\n" + "\n\n".join(pages))
    (tmp_path / "index").mkdir()
    build(load(tmp_path / "content"), encoder, tmp_path / "index", previous=None)
    retriever = Retriever(Data(tmp_path / "index"), encoder)

    assert ids(retriever.search("how do I keep flour dry"))[0] == "hotel/bread"
    assert ids(retriever.search("where is the key of room 321"))[0] == "hotel/room-321"
    vector = encoder.encode_questions(["where is the key of room 321"])[0]
    asked = Asked(retriever.data.arrays.questions, retriever.data.arrays.question_sections, np.arange(701)).near(vector)
    assert 300 <= len(retriever.signals(vector, ["key"], asked).rows) < len(retriever.data)


def test_a_folder_without_questions_is_ranked_by_weights_of_its_own(retriever, encoder, build_into, tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.md").write_text("# Pumps\n\nA pump that makes a noise has no water. Fill the tank and start it again.")
    (pages / "b.md").write_text("# Codes\n\nThe display shows E4417 while the valve is shut.")
    folder, _ = build_into("plain", load(pages))
    plain = Retriever(Data(folder), encoder)

    assert (plain.weights, retriever.weights) == (PLAIN, Weights())
    assert [hit.passage.document for hit in plain.search("my pump says e4417").hits] == ["b.md", "a.md"]
    assert plain.search("it is loud when I turn it on").hits[0].passage.document == "a.md"


def test_in_a_folder_without_questions_a_passage_gains_by_the_words_of_the_best_one(encoder, build_into, tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "code.md").write_text("E4417 on the display: the impeller of the Zwick valve is seized.")
    (pages / "cure.md").write_text("A seized impeller comes loose once you warm the Zwick.")
    (pages / "bread.md").write_text("Keep flour in a tin.")
    for number in range(3):
        (pages / f"display{number}.md").write_text(f"The display turns dark at {number} in the morning.")
    data = Data(build_into("plain", load(pages))[0])

    def found(borrowed):
        weights = replace(PLAIN, borrowed=borrowed, neighbours=0.0)
        hits = Retriever(data, encoder, weights).search("display says E4417", top=6).hits
        return {hit.passage.document: hit.score for hit in hits}

    without, shipped = found(0.0), found(PLAIN.borrowed)
    assert next(iter(without)) == next(iter(shipped)) == "code.md"
    assert (
        shipped["cure.md"] > without["cure.md"] + 0.01
    )  # it shares three words with the best one, none with the question
    assert shipped["bread.md"] == without["bread.md"]
