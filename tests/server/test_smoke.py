import discord
from discord import app_commands


async def test_smoke(discord_server, connect):
    client = discord.Client(intents=discord.Intents.default(), guild_ready_timeout=0.05)
    tree = app_commands.CommandTree(client)

    @tree.command(description="x")
    async def hello(interaction: discord.Interaction, name: str):
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send(f"Hello {name}")

    @client.event
    async def setup_hook():
        await tree.sync()

    client.setup_hook = setup_hook
    await connect(client)
    h = discord_server.slash(discord_server.alice, "hello", name="Bob")
    await h.acked()
    m = await h.final()
    assert m.text == "Hello Bob" and m.ephemeral
