"""An answer as a card: only what stands in the passages, under their sources, and what can be done next."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer_card import (
    AMBER,
    GREEN,
    GREY,
    Shown,
    answer_card,
    excerpt,
    pages_of,
    section_card,
    source_line,
)
from bot.card import Divider, Row, Select, Style, Text
from bot.confidence import Status
from bot.discord_text import discord_text
from bot.fit import fitted
from bot.mentor import Answer
from index.records import Hit, Passage, Sentence
from knowledge.markdown import plain

QUESTIONS = (
    "how much does a senior AI engineer earn in the UK?",
    "do I need a degree",
    "what projects should a beginner build",
    "how long until I am an AI engineer",
    "which certifications are worth it",
    "what is RAG",
    "AWS or Azure?",
)


def shown(status, hits=(), *, id="k3v9", confidence=0.9, reason="", read_as="", authors=None, nearby=()):
    answer = Answer("How much?", status, confidence, tuple(hits), reason, read_as)
    return Shown(answer, id, 7, authors or {}, nearby)


def texts(card):
    return [block.markdown for block in card.blocks if isinstance(block, Text)]


def buttons(card):
    return [button for block in card.blocks if isinstance(block, Row) for button in block.buttons]


def pressed(card):
    return [(button.label, button.action) for button in buttons(card)]


def selects(card):
    return [block for block in card.blocks if isinstance(block, Select)]


def words(text):
    return re.findall(r"[^\W_]+", text)


def test_an_answer_shows_the_question_the_passage_under_its_source_and_how_sure_it_is(hit):
    card = answer_card(shown(Status.ANSWERED, [hit("One. Two is best. Three.", (5, 17))]))

    assert texts(card) == [
        "-# How much?",
        "**1. Ann Author > Pay > Seniors**\n> One. __**Two is best.**__ Three.",
        "-# Fairly sure (90%)",
    ]
    assert card.colour == GREEN


def test_the_question_is_left_out_where_it_stands_above_already(hit):
    card = answer_card(shown(Status.ANSWERED, [hit("One.")]), question=False)

    assert texts(card)[0].startswith("**1. Ann Author")


def test_the_question_is_shown_on_one_line_without_markup_or_mentions_and_not_endlessly(hit):
    answer = Answer("**hi** <@1> @everyone " + "x" * 900, Status.ANSWERED, 0.9, (hit("One."),))

    (first, *_) = texts(answer_card(Shown(answer, "k3v9", 7, {})))

    assert first.startswith("-# \\*\\*hi\\*\\* \\<@1> @\u200beveryone xxx")
    assert len(first) < 330
    assert first.endswith("…")


def test_how_the_question_was_read_is_said_on_the_first_page_only(hit):
    answer = shown(Status.ANSWERED, [hit(f"Passage {n}.") for n in range(4)], read_as="How much money?")

    assert "-# Read as: How much money?" in texts(answer_card(answer))
    assert "-# Read as: How much money?" not in texts(answer_card(answer, 2))


def test_the_author_stands_below_the_source_where_one_is_known(hit):
    passages = [hit("One.", source="a"), hit("Two.", source="b")]

    (_, first, second, _) = texts(answer_card(shown(Status.ANSWERED, passages, authors={"a": "Marcus *Reid*"})))

    assert first == "**1. Ann Author > Pay > Seniors**\n-# by Marcus \\*Reid\\*\n> One."
    assert second == "**2. Ann Author > Pay > Seniors**\n> Two."


def test_what_is_only_related_says_so_first_and_in_amber(hit):
    reason = "The guides don't answer this directly; the closest I have:"

    card = answer_card(shown(Status.RELATED, [hit("One.")], reason=reason, confidence=0.5))

    assert texts(card)[1] == f"**{reason}**"
    assert texts(card)[-1] == "-# Not sure that this answers it (50%)"
    assert card.colour == AMBER


def test_nothing_is_ever_said_to_be_quite_sure(hit):
    assert texts(answer_card(shown(Status.ANSWERED, [hit("One.")], confidence=0.9999)))[-1] == "-# Very sure (99%)"


def test_different_guides_are_said_to_be_such(hit):
    card = answer_card(shown(Status.ANSWERED, [hit("One.", source="a"), hit("Two.", source="b")], confidence=0.98))

    assert texts(card)[-1] == "-# Very sure (98%) · from different guides, which may not agree"


def test_what_is_not_covered_is_said_kindly_and_shows_no_passage_but_questions_that_are_answered(hit):
    reason = "The guides don't cover this. They never mention “bakery”."

    card = answer_card(
        shown(Status.NOT_COVERED, [hit("Secret.")], reason=reason, nearby=("What is pay?", "What is work?"))
    )

    assert texts(card) == ["-# How much?", reason, "These I can answer:"]
    assert pressed(card) == [
        ("What is pay?", "suggestion:1"),
        ("What is work?", "suggestion:2"),
        ("Send to the moderators", "answer-moderators:k3v9"),
        ("Delete", "answer-delete:7"),
    ]
    assert card.colour == GREY
    assert selects(card) == []


def test_where_nothing_is_nearby_nothing_is_offered():
    card = answer_card(shown(Status.NOT_COVERED, reason="No."))

    assert texts(card) == ["-# How much?", "No."]
    assert [label for label, _ in pressed(card)] == ["Send to the moderators", "Delete"]


def test_an_answer_that_could_not_be_kept_has_only_the_button_that_needs_nothing(hit):
    assert pressed(answer_card(shown(Status.ANSWERED, [hit("One.")], id=""))) == [("Delete", "answer-delete:7")]
    assert selects(answer_card(shown(Status.ANSWERED, [hit("One.")], id=""))) == []
    assert pressed(answer_card(shown(Status.NOT_COVERED, id="")))[-1] == ("Delete", "answer-delete:7")


def test_the_buttons_turn_pages_judge_and_delete(hit):
    answer = shown(Status.ANSWERED, [hit(f"Passage {number}.") for number in range(1, 8)])
    judge = [
        ("Helpful", "answer-helpful:k3v9"),
        ("Not helpful", "answer-unhelpful:k3v9"),
        ("Delete", "answer-delete:7"),
    ]
    back, more = "answer-page:k3v9:1:7", "answer-page:k3v9:2:7"

    assert pages_of(answer.answer) == 3
    assert pressed(answer_card(answer, 1)) == [("More passages", more), *judge]
    assert pressed(answer_card(answer, 2)) == [("Back", back), ("More passages", "answer-page:k3v9:3:7"), *judge]
    assert pressed(answer_card(answer, 3)) == [("Back", more), *judge]
    assert [button.style for button in buttons(answer_card(answer, 1))] == [
        Style.PRIMARY,
        Style.SUCCESS,
        Style.SECONDARY,
        Style.SECONDARY,
    ]


def test_passages_are_numbered_through_the_pages_with_lines_between_them(hit):
    answer = shown(Status.ANSWERED, [hit(f"Passage {number}.") for number in range(1, 6)])

    second = answer_card(answer, 2)

    assert [text.split("\n")[-1] for text in texts(second)[1:-1]] == ["> Passage 4.", "> Passage 5."]
    assert [text.split(".")[0] for text in texts(second)[1:-1]] == ["**4", "**5"]
    assert sum(isinstance(block, Divider) for block in second.blocks) == 1


def test_the_sections_of_a_page_can_be_chosen_by_the_numbers_of_their_passages(hit):
    answer = shown(Status.ANSWERED, [hit(f"Passage {n}.", path=("Pay", f"Level {n}")) for n in range(1, 6)])

    (select,) = selects(answer_card(answer, 2))

    assert select.action == "answer-whole:k3v9"
    assert [(option.label, option.value) for option in select.options] == [("4. Level 4", "4"), ("5. Level 5", "5")]


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (3, 1), (4, 2), (6, 2), (12, 4)])
def test_three_passages_make_a_page(hit, count, pages):
    assert pages_of(Answer("q", Status.ANSWERED, 0.9, tuple(hit("x") for _ in range(count)))) == pages


def test_a_source_is_named_once_without_markup_and_the_title_where_nobody_is_credited(hit):
    assert source_line(hit("x", path=("Pay", "Pay")).passage) == "Ann Author > Pay"
    assert source_line(hit("x", attribution="").passage) == "The guide > Pay > Seniors"
    assert source_line(hit("x", path=("*Pay* @everyone",)).passage) == "Ann Author > \\*Pay\\* @\u200beveryone"


def plain_words(written):
    """Return what people read of Discord's Markdown: without escapes and addresses."""
    return re.sub(r"[\u200b\\]", "", re.sub(r"\(https?://[^)]*\)", "", written))


def sentences(text, *parts):
    """Return where parts of a text stand in it."""
    found, place = [], 0
    for part in parts:
        start = text.index(part, place)
        place = start + len(part)
        found.append(Sentence(start, place, part))
    return tuple(found)


def test_a_long_passage_is_cut_to_the_sentences_around_the_best_one(hit):
    text = "Aaaa aa. Bbbb bb. Cccc cc. Dddd dd. Eeee ee."
    parts = sentences(text, *re.findall(r"\w+ \w+\.", text))
    best = (parts[2].start, parts[2].end)

    cut, marked = excerpt(hit(text, best, sentences=parts), 20)

    assert cut == "Cccc cc. Dddd dd. …"
    assert cut[slice(*marked)] == "Cccc cc."
    assert excerpt(hit(text, best, sentences=parts), 8)[0] == "Cccc cc. …"
    assert excerpt(hit(text, best, sentences=parts), 44) == (text, best)
    assert excerpt(hit(text, sentences=parts), 20) == ("Aaaa aa. Bbbb bb. …", None)


def test_an_item_keeps_its_bullet_and_a_row_its_header(hit):
    items = "- one one\n- two two\n- six six"
    parts = sentences(items, "one one", "two two", "six six")
    cut, marked = excerpt(hit(items, (parts[1].start, parts[1].end), sentences=parts), 8)
    assert cut == "- two two …"
    assert cut[slice(*marked)] == "two two"

    table = "| Level | Pay |\n|--|--|\n| Junior | 1 |\n| Senior | 2 |\n| Lead | 3 |"
    parts = sentences(table, "| Junior | 1 |", "| Senior | 2 |", "| Lead | 3 |")
    card = answer_card(shown(Status.ANSWERED, [hit("x"), hit(table, (parts[1].start, parts[1].end), sentences=parts)]))
    assert "- __**Senior**__: Pay: __**2**__" in texts(card)[2]
    cut, marked = excerpt(hit(table, (parts[1].start, parts[1].end), sentences=parts), 16)
    assert cut == "| Level | Pay |\n|--|--|\n| Senior | 2 |\n\n…"
    assert cut[slice(*marked)] == "| Senior | 2 |"


@settings(deadline=None)
@given(st.lists(st.integers(2, 60), min_size=1, max_size=15), st.data())
def test_an_excerpt_is_no_longer_than_its_room_and_always_holds_the_best_sentence_where_that_fits(lengths, data):
    parts = [chr(97 + number % 26) * (length - 1) + "." for number, length in enumerate(lengths)]
    text = " ".join(parts)
    held = sentences(text, *parts)
    best = data.draw(st.sampled_from(held))
    room = data.draw(st.integers(1, 400))
    passage = Passage("p", "p", "d", "s", "T", (), text, "", held)

    cut, marked = excerpt(Hit(passage, 0.5, ((best.start, best.end),)), room)

    assert marked is not None
    assert cut[slice(*marked)] == text[best.start : best.end]
    after = cut.endswith(" …")
    inside = cut.removesuffix(" …")
    start = best.start - marked[0]
    assert inside == text[start : start + len(inside)]
    assert len(inside) <= max(room, best.end - best.start)
    assert start in [sentence.start for sentence in held]
    assert after == (start + len(inside) < len(text))


def test_every_passage_of_the_guides_can_be_cut_to_its_last_sentence_and_still_reads_well(mentor):
    data = mentor.retriever.data
    for passage in map(data.passage, range(len(data))):
        best = passage.sentences[-1]
        cut, span = excerpt(Hit(passage, 0.5, ((best.start, best.end),)), 420)

        written = discord_text(cut, span)
        assert cut[slice(*span)] == passage.text[best.start : best.end]
        assert "\\|" not in written, passage.id
        assert "__" in written or "```" in written, passage.id
        assert set(words(plain_words(written))) <= set(words(passage.text)), passage.id


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_word_shown_stands_in_the_passage_and_the_best_sentence_is_marked(mentor, question):
    answer = mentor.ask(question, top=12)
    assert answer.status is not Status.NOT_COVERED
    made = Shown(answer, "k3v9", 7, {})

    for page in range(1, pages_of(answer) + 1):
        card = answer_card(made, page)
        said = [text for text in texts(card) if re.match(r"\*\*\d+\. ", text)]
        hits = answer.hits[3 * (page - 1) : 3 * page]
        assert fitted(card) == card
        assert len(said) == len(hits)
        for text, hit in zip(said, hits, strict=True):
            body = plain_words("\n".join(text.split("\n")[1:]))
            assert set(words(body)) <= set(words(hit.passage.text))
            assert "__" in text
            assert not re.search(r"^> \\\|", text, re.MULTILINE)
            start, end = hit.highlights[0]
            first = words(plain(hit.passage.text[start:end]))[:1]
            assert first[0] in body


def test_a_section_is_shown_whole_and_in_order_over_its_pages(hit):
    passages = [hit(f"Passage {number}. " + "word " * 200, url="https://a.example").passage for number in range(1, 6)]

    cards = [section_card(passages, "Ann", "answer-section:k3v9:1", page) for page in range(1, 4)]

    found = [text.split(".")[0] for card in cards for text in texts(card)[1:-1]]
    assert found == [f"Passage {number}" for number in range(1, 6)]
    assert [texts(card)[0] for card in cards] == ["**Ann Author > Pay > Seniors**\n-# by Ann"] * 3
    assert texts(cards[1])[-1] == "-# page 2 of 3 · <https://a.example>"
    assert pressed(cards[0]) == [("Next", "answer-section:k3v9:1:2")]
    assert pressed(cards[1]) == [("Back", "answer-section:k3v9:1:1"), ("Next", "answer-section:k3v9:1:3")]
    assert pressed(cards[2]) == [("Back", "answer-section:k3v9:1:2")]


@pytest.mark.parametrize(("asked", "shown_page"), [(-3, 1), (0, 1), (1, 1), (99, 3)])
def test_a_page_that_is_not_there_is_the_nearest_one(hit, asked, shown_page):
    passages = [hit("word " * 200).passage for _ in range(5)]

    assert f"page {shown_page} of 3" in texts(section_card(passages, "", "a", asked))[-1]


def test_a_short_section_has_one_page_and_no_buttons(hit):
    card = section_card([hit("One.").passage], "", "answer-section:k3v9:1")

    assert texts(card) == ["**Ann Author > Pay > Seniors**", "One."]
    assert buttons(card) == []
    plain_file = section_card([hit("One.", attribution="").passage], {}, "answer-section:k3v9:1")
    assert texts(plain_file)[1:] == ["One.", "-# from articles/guide.md"]


@pytest.mark.parametrize("question", QUESTIONS[:3])
def test_real_sections_are_shown_with_every_word_within_the_limits(mentor, question):
    passage = mentor.ask(question).hits[0].passage
    passages = mentor.retriever.data.section(passage.section)
    pages = [section_card(passages, "", "answer-section:k3v9:1", page) for page in range(1, 9)]

    assert all(fitted(card) == card for card in pages)
    said = {word for card in pages for text in texts(card)[1:] for word in words(text.replace("\u200b", ""))}
    written = {word for one in passages for sentence in one.sentences for word in words(sentence.words)}
    assert written - said == set()
