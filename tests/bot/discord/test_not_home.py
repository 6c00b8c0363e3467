"""Another server than home: the index is neither changed nor measured from there, by commands or by buttons."""

import pytest

from bot.moderation.home import NOT_HOME
from tests.bot.discord.roses import ASKED

BUTTONS = ("reindex-cancel", "reindex-publish:v-0", "reindex-leave", "rollback:a:b", "evaluate-cancel")


@pytest.fixture(params=["named", "none named, in two servers"])
async def other(request, discord_server, rose_bot, rose_settings):
    """Return a channel of a second server in which Mona is a moderator; home is the first one, or none."""
    club = discord_server
    guild = club.world.guild("Other", owner=club.mona)
    channel = club.world.channel(guild, "there")
    homes = (int(club.guild.id),) if request.param == "named" else ()
    await rose_bot(rose_settings.model_copy(update={"home_guilds": homes}))
    return channel


@pytest.mark.parametrize("command", ["reindex", "rollback", "evaluate"])
async def test_a_command_is_refused_with_the_setting_that_decides(discord_server, other, versions, command):
    club, stamp = discord_server, versions.stamp()

    handle = club.slash(club.mona, "mentor", command, where=other)
    await handle.final()

    assert handle.text == NOT_HOME
    assert "MENTOR_HOME_GUILDS" in handle.text
    assert handle.ephemeral
    assert versions.stamp() == stamp


@pytest.mark.parametrize("button", BUTTONS)
async def test_a_button_is_refused_too(discord_server, other, versions, button):
    club, stamp = discord_server, versions.stamp()
    asked = club.slash(club.mona, "ask", question=ASKED, where=other)
    await asked.final()

    forged = club.forge(club.mona, asked.message, button)
    await forged.final()

    assert (forged.followups or [forged.message])[-1].text == NOT_HOME
    assert versions.stamp() == stamp


async def test_at_home_it_is_allowed_while_the_bot_is_elsewhere_too(discord_server, rose_bot, rose_settings):
    club = discord_server
    club.world.guild("Other")
    await rose_bot(rose_settings.model_copy(update={"home_guilds": (int(club.guild.id),)}))

    handle = club.slash(club.mona, "mentor", "rollback")
    await handle.final()

    assert handle.text == "There is no earlier version to go back to."
