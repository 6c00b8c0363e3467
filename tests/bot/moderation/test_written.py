"""What a form holds is checked, and refused with what to change."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderation.act import Moderator
from bot.moderation.gap_card import given_back
from bot.moderation.written import checked_answer, checked_question, one_line
from bot.refused import Refused
from knowledge.load import load
from knowledge.taught import Taught

DAY = date(2026, 11, 27)


def checked(name="Mona", **fields):
    given_ = {"title": "Rye", "text": "Rye needs acid.", **fields}
    return checked_answer(Moderator(1, name, 7), DAY, lambda title: "taught-x", **given_)


@pytest.mark.parametrize(
    ("link", "taken"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("", True),
        ("example.org", False),
        ("https://localhost", False),
        ("https://exa mple.org", False),
        ("https://example.org/<@1>", False),
        ("javascript:alert(1)", False),
        ("https://[", False),
        ("https://example.org/" + "x" * 500, False),
    ],
)
def test_a_link_is_the_whole_address_of_a_page(link, taken):
    if taken:
        assert checked(link=link).url == (link or None)
    else:
        with pytest.raises(Refused, match="The link is no address"):
            checked(link=link)


def test_what_cannot_be_seen_is_taken_out():
    answer = checked("Mo\u202ena\n", title=" Rye\u0000\n bread ", text="\u200bRye\r\nneeds\x1b acid.\ud800")

    assert (answer.title, answer.text, answer.by) == ("Rye bread", "Rye\nneeds acid.", "Mona (moderator)")
    assert checked("\u200b").by == "A moderator (moderator)"
    assert one_line("a\u2028b") == "a b"


def test_questions_are_one_a_line_each_once():
    assert checked(questions="a b?\n\n  a   b?\nc\n").questions == ("a b?", "c")
    with pytest.raises(Refused, match="at most 300 characters"):
        checked(questions="x" * 301)
    with pytest.raises(Refused, match="needs words"):
        checked_question("???")


@given(title=st.text(max_size=40), text=st.text(max_size=200), question=st.text(max_size=50), name=st.text(max_size=80))
def test_whatever_is_written_is_refused_in_words_or_loads(tmp_path_factory, title, text, question, name):
    try:
        answer = checked(name, title=title, text=text, questions=question)
    except Refused as error:
        assert str(error)
        return
    folder = tmp_path_factory.mktemp("taught")
    plain = tmp_path_factory.mktemp("plain")
    (plain / "a.md").write_text("words")
    Taught(folder).put(answer)
    knowledge = load(plain, folder)
    assert knowledge.warnings == ()
    assert knowledge.sections[-1].title == answer.title


def test_a_long_text_comes_back_as_a_file_and_a_short_one_in_the_message():
    long = given_back("Sorry.", "x" * 2_000)
    short = given_back("Sorry.", "*x*")

    assert long.blocks[-1].content == b"x" * 2_000
    assert short.blocks[-1].markdown == "Nothing of yours is lost. You wrote:\n> \\*x\\*"
    assert len(given_back("Sorry.", "  ").blocks) == 1
