"""Commands are sent to Discord when they changed, and only then."""

import discord
import pytest_asyncio
from discord import app_commands
from discord_server.pointing import pointed_at

from bot.sync import sync_commands


class Kept:
    """Where the hash of what was sent last is kept."""

    def __init__(self) -> None:
        self.digest: str | None = None

    async def read(self) -> str | None:
        return self.digest

    async def write(self, digest: str) -> None:
        self.digest = digest


def tree_of(client, description="Greet somebody", option="name"):
    """Return a tree with one command, as a restarted bot would make it."""
    tree = app_commands.CommandTree(client)

    @app_commands.rename(name=option)
    async def greet(interaction: discord.Interaction, name: str) -> None:
        raise NotImplementedError

    tree.add_command(app_commands.Command(name="greet", description=description, callback=greet))
    return tree


@pytest_asyncio.fixture
async def trees(discord_server):
    """Return a function that makes the tree of a bot that has logged in, afresh each time."""
    client = discord.Client(intents=discord.Intents.none())
    with pointed_at(discord_server):
        await client.login(discord_server.token)

        def fresh(**changes):
            client._connection._command_tree = None  # a client has one tree; a restart has another
            return tree_of(client, **changes)

        yield fresh
        await client.close()


def sent(server):
    """Return the descriptions of the commands in each request that sent them."""
    return [[one["description"] for one in call.json] for call in server.calls if call.method == "PUT"]


async def test_commands_are_sent_once_and_not_again_after_a_restart(discord_server, trees):
    kept = Kept()

    assert await sync_commands(trees(), 1, kept.read, kept.write)
    first = kept.digest
    assert not await sync_commands(trees(), 1, kept.read, kept.write)

    assert sent(discord_server) == [["Greet somebody"]]
    assert first is not None
    assert len(first) == 64
    assert kept.digest == first


async def test_they_are_sent_again_when_a_description_or_an_option_changes(discord_server, trees):
    kept = Kept()
    await sync_commands(trees(), 1, kept.read, kept.write)

    assert await sync_commands(trees(description="Say hello"), 1, kept.read, kept.write)
    assert await sync_commands(trees(description="Say hello", option="who"), 1, kept.read, kept.write)
    assert not await sync_commands(trees(description="Say hello", option="who"), 1, kept.read, kept.write)

    assert sent(discord_server) == [["Greet somebody"], ["Say hello"], ["Say hello"]]


async def test_another_application_gets_them_too(discord_server, trees):
    kept = Kept()
    await sync_commands(trees(), 1, kept.read, kept.write)

    assert await sync_commands(trees(), 2, kept.read, kept.write)

    assert len(sent(discord_server)) == 2


async def test_where_discord_refuses_them_nothing_is_kept_and_the_next_start_sends_them(discord_server, trees):
    kept = Kept()

    try:
        await sync_commands(trees(description="x" * 101), 1, kept.read, kept.write)
    except discord.HTTPException as error:
        assert error.code == 50035
    else:
        raise AssertionError("Discord took a description of 101 characters")

    assert kept.digest is None
    assert await sync_commands(trees(), 1, kept.read, kept.write)
