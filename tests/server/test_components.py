"""Buttons, selects and modals of messages, before and after a restart, and who can use which."""

import pytest
from discord import ui
from discord_server.options import NotPossible


@pytest.fixture
async def shop(discord_server, bot):
    """Return the message of the shop."""
    handle = discord_server.slash(discord_server.alice, "shop")
    await handle.acked()
    return handle.message


async def test_a_message_of_components_has_texts_buttons_and_its_picture(discord_server, shop, png):
    assert shop.texts == ["# Bread", "warm"]
    assert shop.labels == ["Loaf 7", "More", "Wrong", "Later"]
    assert shop.filenames == ["loaf.png"]
    gallery = next(part for part in shop.components if part["type"] == 12)
    media = gallery["items"][0]["media"]
    assert (media["width"], media["height"]) == (2, 1)
    assert discord_server.messages.files[media["url"].removeprefix(f"http://127.0.0.1:{discord_server.port}")] == png


async def test_a_button_changes_the_message(discord_server, shop):
    handle = discord_server.click(discord_server.bob, shop, "More")

    await handle.acked()

    assert handle.original is shop
    assert shop.texts == ["cold"]
    assert shop.labels == []
    assert shop.filenames == []
    assert len(shop.versions) == 1


async def test_a_button_opens_a_modal_and_the_modal_is_sent(discord_server, shop):
    handle = discord_server.click(discord_server.bob, shop, "Wrong")
    await handle.acked()
    assert handle.modal["title"] == "What was wrong?"

    sent = discord_server.submit_modal(discord_server.bob, handle, Reason="too hard")

    await sent.acked()
    assert sent.text == "because too hard"
    assert sent.ephemeral


async def test_a_button_may_answer_with_a_further_message_only(discord_server, shop):
    handle = discord_server.click(discord_server.bob, shop, "shop:Later")

    message = await handle.final()

    assert message.text == "later, to you alone"
    assert shop.texts == ["# Bread", "warm"]


async def test_a_select_sends_what_was_chosen(discord_server, shop):
    handle = discord_server.select(discord_server.bob, shop, "oat")

    await handle.acked()
    assert handle.text == "oat flour"


async def test_people_and_channels_can_be_chosen(discord_server, connect, baker):
    club = discord_server
    bot = await connect(baker())

    class Choice(ui.View):
        @ui.select(cls=ui.UserSelect, max_values=2, placeholder="who")
        async def who(self, interaction, select):
            await interaction.response.send_message(" ".join(member.name for member in select.values))

        @ui.select(cls=ui.ChannelSelect, placeholder="where")
        async def where(self, interaction, select):
            await interaction.response.send_message(select.values[0].name)

    await bot.get_channel(int(club.general.id)).send("choose", view=Choice())
    message = club.sent(club.general)[0]
    people = club.select(club.alice, message, club.bob, club.mona, name="who")
    channel = club.select(club.alice, message, club.questions, name="where")

    await people.acked()
    await channel.acked()
    assert (people.text, channel.text) == ("bob mona", "questions")
    with pytest.raises(NotPossible, match="no select None, or more than one"):
        club.select(club.alice, message, club.bob)


async def test_buttons_work_after_a_restart(discord_server, shop, bot, connect, baker):
    await bot.close()
    await connect(baker())

    for name, answer in (("Loaf 7", "loaf number 7"), ("rye", "rye flour")):
        alice = discord_server.alice
        click = discord_server.click if name in shop.labels else discord_server.select
        handle = click(alice, shop, name)
        await handle.acked()
        assert handle.text == answer


async def test_what_is_not_there_cannot_be_used(discord_server, shop):
    club = discord_server
    loaf = club.click(club.bob, shop, "Loaf 7")
    await loaf.acked()
    modal = club.click(club.bob, shop, "Wrong")
    await modal.acked()

    with pytest.raises(NotPossible, match="There is no button Cake"):
        club.click(club.bob, shop, "Cake")
    with pytest.raises(NotPossible, match="Sold out is disabled"):
        club.click(club.bob, shop, "Sold out")
    with pytest.raises(NotPossible, match="not all among"):
        club.select(club.bob, shop, "sand")
    with pytest.raises(NotPossible, match="Choose 1 to 1 values, not 2"):
        club.select(club.bob, shop, "rye", "oat")
    with pytest.raises(NotPossible, match="Alice does not see this message"):
        club.click(club.alice, loaf.message, "Loaf 7")
    with pytest.raises(NotPossible, match="takes 3 to 100 characters"):
        club.submit_modal(club.bob, modal, reason="no")
    with pytest.raises(NotPossible, match="no fields"):
        club.submit_modal(club.bob, modal, reason="because", mood="bad")
    with pytest.raises(NotPossible, match="Alice has no modal open"):
        club.submit_modal(club.alice, modal, reason="because")
    club.delete(shop)
    with pytest.raises(NotPossible, match="was deleted"):
        club.click(club.bob, shop, "More")


async def test_a_message_may_be_gone_when_its_button_is_answered(discord_server, shop):
    discord_server.may_miss_deadline = True
    discord_server.may_log = ["Ignoring exception in view"]

    handle = discord_server.click(discord_server.bob, shop, "More")
    discord_server.delete(shop)

    with pytest.raises(AssertionError, match="no first answer"):
        await handle.acked(0.2)
    assert "10008" in discord_server.logged[0]
