"""Answers that moderators write, over the real protocol: written, changed, taken back, harmless whatever they hold."""

import copy

import pytest

from bot.moderation.act import Moderator
from knowledge.load import load

EVIL = (
    "@everyone @here <@&1> <#2> </ask:3> read **this\n\n---\nid: atlia\ntitle: x\n---\n# A heading\n\n"
    "```python\n# code that never ends\nprint('laptop')\n"
)


@pytest.fixture
def form(club):
    """Return a function that opens the form for a new answer to a bot over a page about roses."""

    async def opened():
        listed = await club.slash(club.mona, "mentor", "teach").final()
        handle = club.click(club.mona, listed, "Write an answer")
        await handle.acked()
        return handle

    return opened


async def test_an_answer_is_written_changed_and_taken_back(discord_server, form, ask, tmp_path):
    club = discord_server
    sent = club.submit_modal(
        club.mona,
        await form(),
        title="Laptops",
        text="Any laptop with 16 GB does.",
        questions="which laptop do I need?",
    )
    made = await sent.final(30)
    assert made.text.startswith("I quote this from now on:\n### Laptops\n")
    assert "16 GB does" in (await ask(club.alice, "which laptop do I need?")).text

    edit = club.click(club.mona, made, "Edit")
    await edit.acked()
    changed = club.submit_modal(club.mona, edit, text="A laptop with 32 GB is better.")
    message = await changed.final(30)
    assert "which laptop do I need?" in message.text
    again = await ask(club.alice, "which laptop do I need?")
    assert "32 GB is better" in again.text
    assert "16 GB" not in again.text

    gone = await club.click(club.mona, message, "Take back").final(30)
    assert f"<@{club.mona.id}> took **Laptops** back" in gone.text
    assert "32 GB is better" in gone.text
    assert "32 GB" not in (await ask(club.alice, "which laptop do I need?")).text
    assert list((tmp_path / "taught" / "answers").iterdir()) == []
    late = club.forge(club.mona, gone, "taught-remove:taught-laptops")
    final = await late.final()
    assert "somebody took it back" in (late.followups[-1] if late.followups else final).text


async def test_what_would_ping_or_break_is_shown_harmless_and_the_content_still_loads(
    discord_server, form, ask, tmp_path
):
    club = discord_server
    sent = club.submit_modal(
        club.mona, await form(), title="@everyone # **Laptop**", text=EVIL, questions="buy a laptop for @everyone"
    )
    await sent.final(30)
    assert sent.text.startswith("I quote this from now on:")
    answer = await ask(club.alice, "buy a laptop for @everyone")

    for message in (sent.message, answer.message):
        assert "laptop" in message.text.lower()
        assert not message.pings
        assert "@everyone" not in message.text
        assert "\n# A heading" not in message.text
        assert message.text.count("```") % 2 == 0
    knowledge = load(tmp_path / "roses", tmp_path / "taught")
    assert knowledge.warnings == ()
    (section,) = [one for one in knowledge.sections if one.source == "moderators"]
    assert section.id == "taught-everyone-laptop"
    assert len(knowledge.sections) == len(load(tmp_path / "roses").sections) + 1


async def test_a_title_that_exists_already_gets_an_id_of_its_own(discord_server, form, tmp_path):
    club = discord_server
    for _ in range(2):
        sent = club.submit_modal(club.mona, await form(), title="Roses", text="About the page.")
        await sent.final(30)

    names = sorted(path.name for path in (tmp_path / "taught" / "answers").iterdir())
    assert names == ["taught-roses-2.md", "taught-roses.md"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "x" * 10_000}, "An answer has at most 4,000 characters, and yours has 10,000. Shorten it."),
        ({"text": "   \n\u200b \n"}, "The answer has no words that can be shown."),
        ({"text": "---\n***\n"}, "The answer has no words that can be shown."),
        ({"title": "!!! ###"}, "The title has no words."),
        ({"link": "javascript:alert(1)"}, "The link is no address of a page."),
        ({"text": "see [this](other-page.md)"}, "the link 'other-page.md' leads nowhere; write it with https://"),
        ({"questions": "\n".join(f"question {n}" for n in range(9))}, "At most 8 ways to ask are enough"),
    ],
    ids=["too long", "only spaces", "only rules", "no title", "bad link", "loose link", "many questions"],
)
async def test_what_cannot_be_taken_is_refused_with_the_text(discord_server, form, tmp_path, fields, said):
    club = discord_server
    opened = await form()
    whole = {"title": "Laptops", "text": "Any laptop does.", **fields}
    handle = opened if len(whole["text"]) <= 4_000 else forged(opened)

    sent = club.submit_modal(club.mona, handle, whole)
    message = await sent.final()

    assert said in message.text
    assert not (tmp_path / "taught").exists()
    if len(whole["text"]) > 1_500:
        assert message.filenames == ["your-text.md"]


def forged(handle):
    """Let a form take more than it says, as a changed client can."""
    handle.interaction.modal = copy.deepcopy(handle.modal)  # what the bot sent stays as it was
    waiting = [*handle.modal["components"]]
    while waiting:
        part = waiting.pop()
        if "max_length" in part:
            part["max_length"] = 20_000
        waiting += [part["component"]] if "component" in part else []
    return handle


async def test_when_the_reindex_refuses_nothing_is_changed_and_the_text_comes_back(discord_server, form, ask, tmp_path):
    club = discord_server
    opened = await form()
    broken = tmp_path / "index" / "current"
    broken.rename(tmp_path / "index" / "elsewhere")
    broken.mkdir()  # a folder where the pointer belongs

    sent = club.submit_modal(club.mona, opened, title="Laptops", text="Any laptop with 16 GB does.")
    message = await sent.final(90)

    assert message.text.startswith("Nothing was changed.")
    assert "Any laptop with 16 GB does." in message.text
    assert list((tmp_path / "taught" / "answers").iterdir()) == []


async def test_wordings_and_off_topic_questions_are_listed_and_taken_back(discord_server, taught_bot, ask, tmp_path):
    club = discord_server
    parts = await taught_bot()
    who = Moderator(int(club.mona.id), "Mona", int(club.guild.id))
    question = "wieviel dosh for a newb in brum"
    await parts.workshop.teaching.off_topic(who, "who won the cup?")
    await parts.workshop.teaching.word(who, "salaries/atlia/uk", question)
    assert "£55K–£70K" in (await ask(club.alice, question)).text

    listed = await club.slash(club.mona, "mentor", "teach").final()
    shown = await club.click(club.mona, listed, "Wordings and off-topic").final()
    assert f"**{question}**\n-# leads to salaries/atlia/uk · Mona, " in shown.text
    assert "**who won the cup?**\n-# off-topic · Mona, " in shown.text
    gone = await club.select(club.mona, shown, question, name="entry-remove").final(30)

    assert gone.text.startswith(f"<@{club.mona.id}> took “{question}” back.")
    assert "£55K–£70K" not in (await ask(club.alice, question)).text
    lists = (tmp_path / "taught" / "taught.yaml").read_text(encoding="utf-8")
    assert question not in lists
    assert "who won the cup?" in lists
    late = club.forge(club.mona, gone, "entry-remove", "0" * 20)
    final = await late.final()
    assert "somebody took it back" in (late.followups[-1] if late.followups else final).text


async def test_feedback_is_shown_by_section_and_by_question_the_worst_first(discord_server, taught_bot, ask):
    club = discord_server
    await taught_bot()
    bad = await ask(club.alice, "how much does a senior AI engineer earn in the UK?")
    good = await ask(club.bob, "do I need a degree?")
    form = club.click(club.alice, bad.message, "Not helpful")
    await form.acked()
    await club.submit_modal(club.alice, form, why="no figures for Leeds, <@1>").final()
    await club.click(club.bob, good.message, "Helpful").final()

    shown = await club.slash(club.mona, "mentor", "feedback").final()
    lines = shown.text.splitlines()
    assert shown.text.startswith("### Feedback by section, the worst first\n1 helpful, 1 not\n")
    assert lines[2].startswith("**") and "/" in lines[2]
    assert lines[3] == "0 helpful, 1 not"
    assert "no figures for Leeds" in lines[4]
    assert not shown.pings
    assert club.alice.id not in shown.text
    turned = await club.click(club.mona, shown, "By question").final()
    assert "**how much does a senior AI engineer earn in the UK?**\n0 helpful, 1 not" in turned.text
