"""Taught answers are written whole, read back as they were, and undone without losing what others wrote."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.files import Unreadable
from knowledge.overlay import Example, Lists
from knowledge.pages import read_page
from knowledge.taught import Taught, TaughtAnswer

DAY = date(2026, 11, 27)
RYE = TaughtAnswer("taught-rye", "Rye bread", "Rye needs sourdough.", ("how do i bake rye",), "Mona (moderator)", DAY)
ODD = ("?", "true", "1", "- x", "a: b", "#", "'\"", "@everyone", "[x](y)", "`c", "é 日本", "\\", "{a}", "%d", "* *")

BLOCKS = ("# a", "---", "===", "```", "~~~", "> q", "| a | b |", "|---|---|", "<!--", "    x", "1. b", "- # c", "")


@pytest.fixture
def taught(tmp_path):
    """Return an empty folder of taught answers."""
    return Taught(tmp_path / "taught")


def test_an_answer_is_read_back_as_it_was_written(taught):
    whole = replace(RYE, url="https://bread.example/rye", questions=("a", "b: c"))

    taught.put(whole)

    assert taught.answers() == [whole]
    assert taught.answer("taught-rye") == whole
    assert taught.answer("taught-other") is None


@pytest.mark.parametrize("odd", ODD)
def test_odd_titles_questions_and_names_are_kept_to_the_letter(taught, odd):
    whole = replace(RYE, title=odd, questions=(odd,), by=odd)

    taught.put(whole)

    assert taught.answers() == [whole]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("# One\n\nwords\n\n### Three\n\nmore", "**One**\n\n\nwords\n\n\n**Three**\n\n\nmore"),
        ("Title\n===\nwords", "**Title**\n\nwords"),
        ("---\nid: baker\n---\nwords", "**id: baker**\n\nwords"),
        ("```\n# code\n---\n", "```\n# code\n---"),
        ("- # in a list\n", "- # in a list"),
        ("# *a* _b_ [c](d)", "**a b c**"),
    ],
    ids=["headings", "underlined", "a head", "open fence", "in a list", "markup"],
)
def test_headings_rules_and_heads_leave_one_section(taught, text, read):
    taught.put(replace(RYE, text=text))

    assert taught.answers()[0].text.replace("\n\n\n", "\n\n").split() == read.split()


@settings(max_examples=150, deadline=None)
@given(
    title=st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30),
    text=st.lists(st.sampled_from([*ODD, *BLOCKS])),
)
def test_whatever_is_written_is_one_section_or_is_refused(title, text):
    answer = replace(RYE, title=title, text="\n".join(text))
    try:
        said = answer.page()
    except Unreadable:
        return
    page = read_page(said, "taught-rye.md", strict=True)
    assert page.problems == ()
    assert [(one.id, one.source, one.title) for one in page.sections] == [("taught-rye", "moderators", title)]
    assert page.sections[0].questions == RYE.questions


def test_undoing_a_change_brings_the_answer_before_back(taught):
    taught.put(RYE)

    taught.put(replace(RYE, text="Something else."))()
    assert taught.answers() == [RYE]
    taught.remove(RYE.id)()
    assert taught.answers() == [RYE]
    taught.put(replace(RYE, id="taught-new"))()
    assert taught.answers() == [RYE]


def test_undoing_an_entry_leaves_what_others_added_since(taught):
    def add(question):
        entry = Example(question=question, by="m", at=DAY)
        return taught.change(lambda lists: Lists(out_of_scope=(*lists.out_of_scope, entry)))

    add("first")
    undo = add("second")
    add("third")

    undo()

    assert [one.question for one in taught.lists().out_of_scope] == ["first", "third"]


def test_undoing_a_removal_brings_the_entry_back(taught):
    one, two, three = (Example(question=text, by="m", at=DAY) for text in ("one", "two", "three"))
    taught.change(lambda _: Lists(out_of_scope=(one, two)))
    undo = taught.change(lambda _: Lists(out_of_scope=(two,)))
    taught.change(lambda lists: Lists(out_of_scope=(*lists.out_of_scope, three)))

    undo()

    assert set(taught.lists().out_of_scope) == {one, two, three}


def test_ids_are_free_and_safe(taught):
    taught.put(RYE)

    assert taught.free_id("Rye!", lambda id: id == "taught-rye-2") == "taught-rye-3"
    assert taught.free_id("日本 ???", lambda id: False) == "taught-answer"
    assert len(taught.free_id("word " * 50, lambda id: False)) <= 60
    for id in ("../x", "taught-../x", "taught-", "", "baker"):
        with pytest.raises(Unreadable, match="is no id"):
            taught.remove(id)


def test_nothing_is_left_behind_beside_the_files(taught):
    taught.put(RYE)
    taught.change(lambda lists: lists)

    names = sorted(path.relative_to(taught.folder).as_posix() for path in taught.folder.rglob("*") if path.is_file())
    assert names == [".lock", "answers/taught-rye.md", "taught.yaml"]
