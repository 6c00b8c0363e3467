"""A small bot of these tests' own, on the real discord.py, that uses everything our local Discord offers."""

import asyncio
import io
import re

import discord
import pytest
import pytest_asyncio
from discord import app_commands, ui
from discord_server.pointing import pointed_at

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000010802000000"
    "7b40e8dd0000000f49444154789c63f8cfc0c0c0f01f000803010045f4d2680000000049454e44ae426082"
)


class Loaf(ui.DynamicItem[ui.Button], template=r"loaf:(?P<number>\d+)"):
    """A button whose state is in its custom id, so that it works after a restart."""

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label=f"Loaf {number}", custom_id=f"loaf:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, interaction, item, match: re.Match[str]):
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"loaf number {self.number}", ephemeral=True)


class Why(ui.Modal, title="What was wrong?"):
    reason = ui.Label(text="Reason", component=ui.TextInput(custom_id="reason", min_length=3, max_length=100))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"because {self.reason.component.value}", ephemeral=True)


class Shop(ui.LayoutView):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Container(ui.TextDisplay("# Bread"), ui.TextDisplay("warm"), accent_colour=0xAA5500))
        self.add_item(ui.MediaGallery(discord.MediaGalleryItem("attachment://loaf.png", description="A loaf")))
        row = ui.ActionRow(Loaf(7))
        for label, answer in (("More", self.more), ("Wrong", self.wrong), ("Later", self.later)):
            button = ui.Button(label=label, custom_id=f"shop:{label}")
            button.callback = answer
            row.add_item(button)
        row.add_item(ui.Button(label="Sold out", custom_id="shop:out", disabled=True))
        self.add_item(row)
        self.choice = ui.Select(custom_id="shop:flour", options=[discord.SelectOption(label=x) for x in ("rye", "oat")])
        self.choice.callback = self.chosen
        self.add_item(ui.ActionRow(self.choice))

    async def more(self, interaction: discord.Interaction) -> None:
        changed = ui.LayoutView()
        changed.add_item(ui.TextDisplay("cold"))
        await interaction.response.edit_message(view=changed, attachments=[])

    async def wrong(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Why())

    async def later(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.followup.send("later, to you alone", ephemeral=True)

    async def chosen(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{self.choice.values[0]} flour")


class Baker(discord.Client):
    """`errors` are what Discord refused; `heard` are the messages that came in, as the bot could read them."""

    def __init__(self, **more) -> None:
        intents = more.pop("intents", discord.Intents.default())
        super().__init__(intents=intents, guild_ready_timeout=0.05, **more)
        self.tree = app_commands.CommandTree(self)
        self.errors: list[discord.HTTPException] = []
        self.heard: list[str] = []
        self.resumed = 0
        _add_commands(self)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Loaf)
        self.add_view(Shop())
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing; discord.py waits five seconds before a second IDENTIFY."""

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            self.heard.append(message.content)
        if self.user in message.mentions:
            await message.reply("you called", mention_author=False)

    async def on_resumed(self) -> None:
        self.resumed += 1


def _add_commands(bot: Baker) -> None:  # noqa: C901 - a list, not a decision
    tree = bot.tree

    @tree.command(description="Greet somebody")
    async def greet(interaction: discord.Interaction, name: str, times: app_commands.Range[int, 1, 3] = 1) -> None:
        await interaction.response.send_message(" ".join([f"Hello {name}"] * times))

    @greet.autocomplete("name")
    async def names(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=n, value=n) for n in ("Ada", "Alan", "Grace") if current.lower() in n.lower()]

    @tree.command(description="Bake slowly")
    async def bake(interaction: discord.Interaction, private: bool = False) -> None:
        await interaction.response.defer(ephemeral=private)
        await asyncio.sleep(0.05)
        await interaction.followup.send("baked")
        await interaction.followup.send("and sliced", ephemeral=True)

    @tree.command(description="Answer after so many seconds, so many times")
    async def answer(interaction: discord.Interaction, after: float, times: int) -> None:
        await asyncio.sleep(after)
        for _ in range(times):
            try:
                # Straight to the server: discord.py itself refuses a second answer.
                await bot.http.request(
                    discord.http.Route("POST", f"/interactions/{interaction.id}/{interaction.token}/callback"),
                    json={"type": 4, "data": {"content": "here"}},
                )
            except discord.HTTPException as error:
                bot.errors.append(error)

    @tree.command(description="Show the shop")
    async def shop(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=Shop(), file=discord.File(io.BytesIO(PNG), "loaf.png"))

    @tree.command(description="For moderators")
    @app_commands.default_permissions(manage_guild=True)
    async def close(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("closed", ephemeral=True)

    @tree.context_menu(name="Taste")
    async def taste(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"tastes of {message.content}", ephemeral=True)

    @tree.context_menu(name="Who")
    async def who(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(member.display_name, ephemeral=True)

    recipe = app_commands.Group(name="recipe", description="Recipes")

    @recipe.command(description="Give a recipe to somebody")
    async def give(
        interaction: discord.Interaction,
        to: discord.Member,
        where: discord.TextChannel,
        role: discord.Role,
        scan: discord.Attachment,
    ) -> None:
        size = len(await scan.read())
        await interaction.response.send_message(f"{to.display_name} {where.name} {role.name} {scan.filename} {size}")

    tree.add_command(recipe)


@pytest.fixture
def png() -> bytes:
    """Return a picture, two wide and one high."""
    return PNG


@pytest.fixture
def baker():
    """Return how another small bot is made."""
    return Baker


@pytest_asyncio.fixture
async def bot(connect):
    """Return the small bot, connected."""
    return await connect(Baker())


@pytest_asyncio.fixture
async def rest(discord_server):
    """Return a function that sends a request through discord.py, without any gateway."""
    client = discord.Client(intents=discord.Intents.none())
    with pointed_at(discord_server):
        await client.login(discord_server.token)

        async def send(method: str, path: str, json=None, files=None):
            """Send JSON, or files with the JSON beside them."""
            return await client.http.request(discord.http.Route(method, path), **_body(json, files))

        yield send
        await client.close()


def _body(json, files):
    if not files:
        return {"json": json} if json is not None else {}
    form = [{"name": "payload_json", "value": discord.utils._to_json(json)}]
    attached = [discord.File(io.BytesIO(content), name) for name, content in files.items()]
    for number, file in enumerate(attached):
        form.append({"name": f"files[{number}]", "value": file.fp, "filename": file.filename})
    return {"form": form, "files": attached}
