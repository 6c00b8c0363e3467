"""The conversation in the terminal: every command, and what it says when it cannot."""

import pytest

from bot.chat import HELP, Chat
from bot.conversation import Conversations

ROADMAP = "how long does Atlia's roadmap take in weeks?"
UNCOVERED = "best pizza in naples"


@pytest.fixture
def said():
    return []


@pytest.fixture
def chat(mentor, commands, said, monkeypatch):
    monkeypatch.setenv("COLUMNS", "97")  # whatever the terminal is that the tests run in
    return Chat(mentor, Conversations(15, lambda: 0.0), commands, top=3, color=False, say=said.append)


def test_a_question_is_answered_and_more_is_offered(chat, said):
    chat.answer(ROADMAP)

    assert said[0].startswith("1. Atlia Learning > ")
    assert "48 weeks" in said[0]
    assert said[0].count("\n\n3. ") == 1
    assert "\n\n4. " not in said[0]
    assert said[1:] == ["/more for further passages"]


def test_more_goes_on_to_the_end(chat, said):
    chat.answer(ROADMAP)
    said.clear()

    for _ in range(5):
        chat.answer("/more")

    assert [text.split(".")[0] for text in said] == [*map(str, range(4, 13)), *["There is no more that fits"] * 2]
    assert said[-1] == "There is no more that fits."


def test_a_whole_section_is_shown_with_its_file(chat, said):
    chat.answer("phase 2 of the atlia roadmap")
    place = next(
        number for number in (1, 2, 3) if f"\n\n{number}. Atlia Learning" in f"\n\n{said[0]}" and "Phase 2" in said[0]
    )
    said.clear()

    chat.answer(f"/whole {place}")

    assert said[-1] == "From roadmaps/atlia.yaml"
    assert said[0].startswith(f"{place}. Atlia Learning > ")
    assert ">>" not in said[0]


def test_a_passage_from_more_can_be_shown_whole(chat, said):
    chat.answer(ROADMAP)
    chat.answer("/whole 4")
    assert said[-1] == "Name a passage by its number: /whole 1 to /whole 3"

    chat.answer("/more")
    chat.answer("/whole 4")

    assert said[-1].startswith("From ")


@pytest.mark.parametrize("number", ["", "0", "4", "-1", "two", "1 2", "²", "\u0661", "9" * 5_000])
def test_a_passage_that_is_none_is_refused(chat, said, number):
    chat.answer(ROADMAP)
    said.clear()

    chat.answer(f"/whole {number}")

    assert said == ["Name a passage by its number: /whole 1 to /whole 3"]


def test_fewer_passages_than_asked_for_are_no_trouble(garden_mentor, commands, said):
    chat = Chat(garden_mentor, Conversations(15, lambda: 0.0), commands, top=5, color=False, say=said.append)
    chat.answer("when do I prune roses")
    said.clear()

    for line in ("/whole 3", "/more", "/whole 2", "/why"):
        chat.answer(line)

    assert said[0] == "Name a passage by its number: /whole 1 to /whole 2"
    assert said[1] == "There is no more that fits."
    assert said[3] == "From tomato.txt"


def test_what_is_not_covered_has_no_passages_to_page_through(chat, said):
    chat.answer(UNCOVERED)
    assert len(said) == 2
    assert said[0].startswith("The guides don't cover this.")

    chat.answer("/more")
    chat.answer("/whole 1")

    assert said[1:] == [
        "/help shows what else I can do",
        "There is no more that fits.",
        "No passage was shown for the last question.",
    ]


def test_a_question_without_words_is_no_trouble(chat, said):
    for line in ("🚀", "/more", "/whole 1", "/why"):
        chat.answer(line)

    assert said[0].startswith("I find no words to look for in that.")
    assert said[1].endswith("\n/help shows what else I can do")
    assert said[2:] == [
        "There is no more that fits.",
        "No passage was shown for the last question.",
        "confidence 0.000: not_covered",
    ]


def test_why_names_the_evidence_and_the_unknown_words(chat, said):
    chat.answer("what is the capital of Mongolia")
    said.clear()

    chat.answer("/why")

    lines = said[0].split("\n")
    assert lines[0].startswith("confidence 0.")
    assert lines[0].endswith(": not_covered")
    assert any(line.endswith("  question") for line in lines)
    assert "  words that no passage has: mongolia" in lines
    assert len([line for line in lines if " > " in line]) == 3


@pytest.mark.parametrize("command", ["/more", "/whole 1", "/why"])
def test_commands_that_go_on_need_a_question_first(chat, said, command):
    chat.answer(command)

    assert said == ["Ask something first."]


def test_a_follow_up_is_understood(chat, said):
    chat.answer("what does a junior AI engineer earn in the UK?")
    chat.answer("and in London?")

    assert any(
        "(read as: what does a junior AI engineer earn" in text and "and in London?)" in text for text in said[1:]
    )


def test_one_guide_can_be_asked(chat, said):
    chat.answer("/ask zen how do I become an AI engineer")

    heads = [line for line in said[0].split("\n") if line[:3] in ("1. ", "2. ", "3. ")]
    assert len(heads) == 3
    assert all("Zen" in head for head in heads)


def test_ask_without_a_guide_asks_all_of_them(chat, said):
    chat.answer(f"/ask {ROADMAP}")
    chat.answer("/ask")

    assert "48 weeks" in said[0]
    assert said[-1] == "Write the question after /ask, or a guide and the question: /ask zen how long does it take"


def test_the_guides_are_listed(chat, said):
    chat.answer("/sources")

    assert [
        name for name in ("atlia", "aiu", "zen", "step-by-step", "career-path") if f" · {name}\n" not in said[0]
    ] == []


def test_help_names_every_command(chat, commands, said):
    chat.answer("/help")
    chat.answer("/nonsense with words")

    assert said[0] == f"{HELP}\n\n{commands.help()}"
    listed = said[1].removeprefix("There is no command /nonsense. Commands: ").split(", ")
    own = ["/ask", "/more", "/whole", "/why", "/help"]
    others = [
        "/roadmap",
        "/phase",
        "/plan",
        "/remind",
        "/salary",
        "/skills",
        "/projects",
        "/certifications",
        "/sources",
        "/privacy",
    ]
    assert listed == [*own, *others, "/quit"]
    assert [command for command in listed if command not in said[0]] == []


def test_help_tells_one_command(chat, said):
    chat.answer("/help salary")
    chat.answer("/help salry")

    assert said == [
        "/salary COUNTRY [LEVEL] [CITY] [SOURCE] [notes:…]\n"
        "    pay as each guide gives it: /salary uk senior; with notes:yes what it says of the figures",
        "There is no command /salry; did you mean 'salary'?",
    ]


def test_help_tells_the_commands_that_only_a_terminal_has(chat, said):
    chat.answer("/help more")
    chat.answer("/help /ASK")

    assert said == [
        "/more           the next passages for the last question",
        "/ask GUIDE …    ask only one guide, by the name that /sources shows",
    ]


def test_the_commands_of_discord_are_understood(chat, said):
    chat.answer("/salary britain senior city:London")
    chat.answer("/PHASE current")
    chat.answer("/roadmap strt")

    assert "£125K–£170K" in said[0]
    assert "£100K–£135K" not in said[0]
    assert said[1:] == [
        "You are on no roadmap yet: look at them with /roadmap list, then use /roadmap start.",
        "After /roadmap comes list, show, compare, start or leave; did you mean 'start'?",
    ]


def test_an_unknown_command_cannot_steer_the_terminal(chat, said):
    chat.answer("/\x1b[2J" + "x" * 1_000_000)

    assert said[0].startswith("There is no command /[2Jxxx")
    assert len(said[0]) < 300


def test_lines_are_answered_until_somebody_quits(chat, said):
    chat.run(["", "   ", f"  {ROADMAP}  \n", "/quit\n", UNCOVERED])

    assert len(said) == 2
    assert "48 weeks" in said[0]


def test_each_conversation_is_its_own(mentor, commands, said):
    for _ in range(2):
        chat = Chat(mentor, Conversations(15, lambda: 0.0), commands, top=3, color=False, say=said.append)
        chat.answer("and in London?")

    half = len(said) // 2
    assert said[:half] == said[half:]


def test_a_greeting_gets_a_friendly_word_and_questions_to_ask_and_is_no_context(chat, said):
    chat.answer("hello!")

    assert said == [
        "Hello! Ask me about becoming an AI engineer: skills, timelines, projects or pay.",
        "  How much does a senior AI engineer earn in the UK?\n"
        "  Do I need a degree to become an AI engineer?\n"
        "  Which projects should a beginner build?\n"
        "/help shows what else I can do",
    ]
    chat.answer("do I need a degree?")
    assert "(read as" not in said[2]
