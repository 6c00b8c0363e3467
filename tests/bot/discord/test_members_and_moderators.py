"""/help, /sources and /mentor channel."""

import pytest
from discord_server.options import NotPossible

from bot.config import ROOT


async def test_help_lists_the_members_commands_with_examples_to_tap(discord_server, bot):
    club = discord_server
    handle = club.slash(club.alice, "help")
    await handle.final()

    assert "**/ask** " in handle.text
    assert "**/sources** " in handle.text
    assert handle.text.index("**/ask** ") < handle.text.index("**/salary** ") < handle.text.index("**/privacy** ")
    assert "/mentor" not in handle.text
    assert handle.ephemeral
    tapped = club.click(club.alice, handle.message, "Do I need a degree to become an AI engineer?")
    await tapped.final()
    assert "degree" in tapped.text


async def test_sources_names_every_guide_with_its_author(discord_server, bot):
    handle = discord_server.slash(discord_server.alice, "sources")
    await handle.final()

    assert "Six phases in 48 weeks" in handle.text
    assert "-# by Marcus Reid, Atlia Learning · `atlia`" in handle.text
    assert handle.text.count("author not named") == 2


async def test_members_do_not_see_the_moderators_commands(discord_server, bot):
    with pytest.raises(NotPossible, match="does not see"):
        discord_server.slash(discord_server.alice, "mentor", "channel", mode="open")


async def test_a_member_to_whom_the_command_was_shown_is_refused_all_the_same(discord_server, bot):
    club = discord_server
    command = club.commands.find("mentor", 1, club.guild)
    command["default_member_permissions"] = None  # as an admin may set it in the server's settings

    handle = club.slash(club.alice, "mentor", "channel", mode="open")
    await handle.final()

    assert handle.text == "Only moderators can do that: it takes the permission to manage the server."
    asked = club.slash(club.alice, "ask", question="junior pay in the UK")
    await asked.final()
    assert asked.ephemeral


async def test_a_thread_follows_its_channel_until_it_has_a_mode_of_its_own(places):
    modes = {(1, 10): "open", (1, 11): "private"}
    found = places(lambda guild, channel: modes.get((guild, channel)))

    assert found.is_open(1, (12, 10))
    assert not found.is_open(1, (11, 10))


async def test_every_command_is_in_the_readme(discord_server, bot):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    missing = [
        command["name"]
        for command in discord_server.commands.of(None)
        if (f"/{command['name']}" if command["type"] == 1 else command["name"]) not in readme
    ]

    assert missing == []
