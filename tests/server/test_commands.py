"""Commands as people use them: options, subcommands, autocomplete, menus, and what Discord's client would not allow."""

import discord
import pytest
from discord_server.options import NotPossible


async def test_a_command_is_answered_with_its_options(discord_server, bot):
    handle = discord_server.slash(discord_server.alice, "greet", name="Ada", times=2)

    assert await handle.acked() < 1
    assert handle.text == "Hello Ada Hello Ada"
    assert not handle.ephemeral
    assert handle.message.author.id == str(bot.user.id)
    assert handle.message.json["interaction_metadata"]["user"]["id"] == discord_server.alice.id


async def test_options_of_all_kinds_reach_the_bot(discord_server, bot, png):
    club = discord_server
    options = {"to": club.bob, "where": club.questions, "role": club.moderators, "scan": ("old.png", png)}
    # `where` is an option here, so the command is used in the default channel.
    handle = club.slash(club.alice, "recipe", "give", options=options)

    await handle.acked()

    assert handle.text == f"Bob questions Moderator old.png {len(png)}"


async def test_a_deferred_answer_is_filled_by_the_first_follow_up(discord_server, bot):
    handle = discord_server.slash(discord_server.alice, "bake", private=True)

    await handle.acked()
    assert handle.loading
    message = await handle.final()
    await handle.until(lambda seen: seen.followups)

    assert message is handle.original
    assert message.text == "baked"
    assert not handle.loading
    assert handle.ephemeral
    assert [followup.text for followup in handle.followups] == ["and sliced"]
    assert handle.followups[0].ephemeral


async def test_autocomplete_offers_what_fits(discord_server, bot):
    handle = discord_server.autocomplete(discord_server.alice, "greet", name="a")

    await handle.acked()
    assert [choice["value"] for choice in handle.choices] == ["Ada", "Alan", "Grace"]

    handle = discord_server.autocomplete(discord_server.alice, "greet", name="al")
    await handle.acked()
    assert handle.choices == [{"name": "Alan", "value": "Alan"}]


async def test_the_menu_of_a_message_shows_its_text_without_any_intent(discord_server, connect, baker):
    await connect(baker(intents=discord.Intents(guilds=True)))
    said = discord_server.say(discord_server.bob, discord_server.general, "rye")

    handle = discord_server.context_menu(discord_server.alice, "Taste", said.message)

    await handle.acked()
    assert handle.text == "tastes of rye"


async def test_the_menu_of_a_person_knows_the_person(discord_server, bot):
    handle = discord_server.context_menu(discord_server.alice, "Who", discord_server.bob)

    await handle.acked()
    assert handle.text == "Bob"


async def test_commands_work_in_direct_messages(discord_server, bot):
    direct = discord_server.world.direct(discord_server.alice)

    handle = discord_server.slash(discord_server.alice, "greet", name="Ada", where=direct)

    await handle.acked()
    assert handle.message.channel is direct
    assert handle.text == "Hello Ada"


async def test_a_command_of_a_guild_is_there_in_that_guild_only(discord_server, bot):
    club = discord_server
    other = club.world.channel(club.world.guild("Other"), "there")
    club.world.join(other.guild, club.alice)
    bot.tree.clear_commands(guild=None)

    @bot.tree.command(description="Only here", guild=discord.Object(int(club.guild.id)))
    async def here(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("here")

    await bot.tree.sync()
    await bot.tree.sync(guild=discord.Object(int(club.guild.id)))
    handle = club.slash(club.alice, "here")

    await handle.acked()
    assert handle.text == "here"
    with pytest.raises(NotPossible, match="no command here"):
        club.slash(club.alice, "here", where=other)


async def test_a_command_keeps_its_id_when_it_is_registered_again(discord_server, bot):
    before = {command["name"]: command["id"] for command in discord_server.commands.of(None)}

    await bot.tree.sync()

    assert {command["name"]: command["id"] for command in discord_server.commands.of(None)} == before
    assert discord_server.commands.writes == 2


@pytest.mark.parametrize(
    ("name", "options", "why"),
    [
        ("nothing", {}, "no command nothing"),
        ("greet", {}, "Required options are missing: name"),
        ("greet", {"name": "Ada", "tims": 2}, "no option tims"),
        ("greet", {"name": "Ada", "times": 4}, "too big for the option times"),
        ("greet", {"name": 3}, "3 does not fit the option name"),
        ("greet", {"name": ""}, "The option name is empty"),
        ("bake", {"private": 1}, "1 does not fit the option private"),
        ("recipe", {}, "needs a subcommand"),
    ],
)
async def test_what_the_client_would_not_send_is_not_sent(discord_server, bot, name, options, why):
    with pytest.raises(NotPossible, match=why):
        discord_server.slash(discord_server.alice, name, **options)


async def test_only_who_has_the_permission_sees_a_command(discord_server, bot):
    handle = discord_server.slash(discord_server.mona, "close")

    await handle.acked()
    assert handle.text == "closed"
    with pytest.raises(NotPossible, match="Alice does not see the command close"):
        discord_server.slash(discord_server.alice, "close")
