"""The commands of Discord in the terminal: each does what its button says, and helps with what is wrong."""

import json
import subprocess
import sys

import pytest

from bot.card import Row, Select, Text
from bot.command_table import TABLE
from bot.commands import Commands, Own
from bot.config import ROOT
from bot.database.learners import Learners
from bot.database.open import open_database
from bot.database.reminders import Reminders
from bot.facts.service import Facts
from bot.learning.service import Learning
from bot.privacy_card import Stored
from bot.refused import Refused


def words(card):
    return "\n".join(block.markdown for block in card.blocks if isinstance(block, Text))


def typed(card):
    """Return everything that a card says can be typed."""
    found = [button.typed for block in card.blocks if isinstance(block, Row) for button in block.buttons]
    return [text for text in (*found, *(block.typed for block in card.blocks if isinstance(block, Select))) if text]


def refusal(call):
    with pytest.raises(Refused) as refused:
        call()
    return str(refused.value)


def test_a_roadmap_is_started_followed_and_left(commands, clock):
    shown = commands.run("/roadmap start zen date:1 dec hours:10 zone:New York")
    assert "Nothing is stored yet." in words(shown)
    (confirm,) = typed(shown)
    commands.run(confirm)
    clock.goes_on(5)

    assert words(commands.run("/phase current")).startswith("## Stage 1: Python fundamentals and core math")
    assert words(commands.run("/phase done step:1,3")).startswith("2 steps ticked.")
    assert words(commands.run("/phase undo")).startswith("Taken back:\n- Python fundamentals\n")
    assert "▶ **Stage 1" in words(commands.run("/phase list"))
    assert words(commands.run("/plan hours 20")).startswith("Planned anew for 20 hours a week.")
    assert words(commands.run("/plan pause")).startswith("Paused from today.")
    assert words(commands.run("/plan resume zen")).startswith("You go on from today")
    (leave,) = typed(commands.run("/roadmap leave"))
    commands.run(leave)
    assert refusal(lambda: commands.run("/plan")).startswith("You are on no roadmap yet")


def test_what_buttons_say_can_be_typed_is_understood(commands):
    commands.run("/roadmap start atlia hours:10 zone:UTC confirm:yes")
    cards = [
        commands.run(line)
        for line in (
            "/roadmap show atlia",
            "/phase current",
            "/plan",
            "/phase list",
            "/projects",
            "/skills",
            "/certifications",
            "/salary us",
        )
    ]

    lines = {line for card in cards for line in typed(card) if not line.startswith("/ask ")}
    assert len(lines) >= 12
    for line in sorted(lines - {"/plan resume atlia", "/phase undo"}):
        assert commands.run(line).blocks, line


def test_the_files_of_a_plan_are_written_where_somebody_says(commands, tmp_path):
    commands.run("/roadmap start atlia hours:10 zone:UTC confirm:yes")

    said = words(commands.run(f"/plan save {tmp_path / 'my plan'}"))

    folder = tmp_path / "my plan"
    assert said == f"Saved plan.png and atlia-plan.ics in {folder}."
    assert (folder / "plan.png").read_bytes().startswith(b"\x89PNG")
    assert (folder / "atlia-plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    (tmp_path / "file").write_text("in the way")
    assert "can't be written" in refusal(lambda: commands.run(f"/plan save {tmp_path / 'file'}"))


def test_a_plan_without_dates_has_no_files(commands, tmp_path):
    commands.run("/roadmap start career-path hours:10 zone:UTC confirm:yes")

    assert refusal(lambda: commands.run(f"/plan save {tmp_path / 'files'}")).startswith("This plan has no dates")
    assert not (tmp_path / "files").exists()


def test_a_terminal_says_that_it_cannot_remind(commands):
    assert refusal(lambda: commands.run("/remind on monday 18:00")) == (
        "A terminal can't send reminders: set them in Discord with /remind on."
    )
    assert words(commands.run("/remind show")).startswith("You have no reminder.")
    assert refusal(lambda: commands.run("/remind off")) == "You have no reminder."


def test_facts_are_asked_by_place_or_name(commands):
    assert words(commands.run("/salary uk senior")).startswith("## Senior pay in the United Kingdom")
    assert words(commands.run("/SALARY level:senior country:United Kingdom")).startswith("## Senior pay in the United")
    assert words(commands.run("/salary united kingdom senior")).startswith("## Senior pay in the United Kingdom")
    assert words(commands.run("/salary the states")).startswith("## AI engineer pay in the United States")
    assert "“german" in refusal(lambda: commands.run("/salary german senior"))
    assert words(commands.run("/skills machine learning")).startswith("## Skills: machine learning")
    assert words(commands.run("/projects skill:fastapi")).startswith("## Projects with fastapi")
    assert words(commands.run("/certifications")).startswith("## Certificates")
    assert words(commands.run("/certifications azure")).startswith("## Certificates\n**Azure AI Engineer Associate")
    assert words(commands.run("/salary us notes:yes")).startswith("### About the figures for the United States")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/roadmap", "After /roadmap comes list, show, compare, start or leave."),
        ("/roadmap shw", "After /roadmap comes list, show, compare, start or leave; did you mean 'show'?"),
        ("/phase", "After /phase comes current, list, show, done or undo."),
        ("/salary", "“country” is missing; write /salary COUNTRY [LEVEL] [CITY] [SOURCE] [notes:…]."),
        ("/salry", "There is no command /salry; did you mean '/salary'?"),
        ("/projects page:x", "“x” is no page; write a number."),
        ("/", "There is no command /."),
    ],
)
def test_what_is_wrong_is_explained(commands, line, said):
    assert refusal(lambda: commands.run(line)) == said


def test_without_a_database_all_goes_on_but_roadmaps_of_ones_own(facts, learning):
    commands = Commands(facts, learning, None)

    assert refusal(lambda: commands.run("/phase current")).startswith("Roadmaps of your own need the database")
    assert words(commands.run("/roadmap compare atlia zen")).startswith("## Atlia Learning and Zen van Riel")
    assert words(commands.run("/salary us")).startswith("## AI engineer pay in the United States")


def test_every_command_has_help(commands):
    assert [command.name for command in TABLE if command.usage not in commands.help()] == []
    assert commands.help("/phase").count("\n    ") == 5
    assert refusal(lambda: commands.help("phse")) == "There is no command /phse; did you mean 'phase'?"


@pytest.fixture
def own(learning, tmp_path):
    """Return typed commands with a database of their own."""
    database = open_database(f"sqlite:///{tmp_path / 'mentor.sqlite3'}", None)
    mine = Learning(learning._knowledge, Learners(database), Reminders(database), learning._now)
    yield Commands(Facts(learning._knowledge), mine, lambda: Own(mine, Stored(database, 90)))
    database.close()


def test_what_is_kept_of_the_terminals_learner_is_shown_written_out_and_deleted(own, tmp_path):
    own.run("/roadmap start atlia hours:8 zone:Europe/London confirm:yes")
    own.run("/phase done 1")

    assert "- 1 roadmap you are on" in words(own.run("/privacy show"))
    own.run(f"/privacy export {tmp_path}")
    assert json.loads((tmp_path / "my-data.json").read_text(encoding="utf-8"))["ticks"][0]["item"] == "python"
    assert "It cannot be undone." in words(own.run("/privacy delete"))
    assert words(own.run("/privacy delete confirm:yes")).startswith("Deleted:")
    assert words(own.run("/privacy show")).startswith("I keep nothing of you.")


def test_a_database_that_cannot_be_opened_is_said_and_all_else_goes_on(facts, learning):
    def fails():
        raise Refused("The database is away.")

    commands = Commands(facts, learning, fails)

    assert refusal(lambda: commands.run("/phase current")) == "The database is away."
    assert words(commands.run("/salary us")).startswith("## AI engineer pay in the United States")


def test_a_conversation_that_needs_no_database_loads_none():
    heavy = "{'sqlalchemy', 'alembic', 'discord', 'matplotlib'}"
    loaded = f"import sys, scripts.chat; print(sorted({heavy} & {{*sys.modules}}))"

    done = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
