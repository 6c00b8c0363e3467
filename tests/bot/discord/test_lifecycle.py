"""What a bot survives: errors of the server, drops, restarts, a new index, its own end."""

import asyncio

import pytest

from index.versions import Versions

RESTART = "I am being restarted. Please ask me again in a minute."
PAY = "how much does a senior AI engineer earn in the UK?"
SYNC = ("PUT", "/applications/{application_id}/commands")


async def asked(club, question=PAY, **options):
    """Ask as Alice and return what comes in the end."""
    handle = club.slash(club.alice, "ask", question=question, **options)
    await handle.final(30)
    return handle


async def test_commands_are_sent_once_and_again_only_when_they_change(discord_server, made, connect):
    club = discord_server
    first = await connect(made().bot)
    await first.close()
    second = await connect(made().bot)
    assert len(club.called(*SYNC)) == 1
    await second.close()
    changed = made().bot

    changed.tree.add_command(menu("Another"))
    await connect(changed)

    assert len(club.called(*SYNC)) == 2


async def test_only_the_process_with_the_first_shard_sends_the_commands(discord_server, made, connect):
    await connect(made(shard_ids=(1,), shard_count=2).bot)

    assert discord_server.called(*SYNC) == []


async def test_two_processes_share_the_guilds_by_their_shards(discord_server, made, connect, until):
    club = discord_server
    bots = [await connect(made(shard_ids=(number,), shard_count=2).bot) for number in (0, 1)]

    await until(lambda: sum(len(bot.guilds) for bot in bots) == 1)
    answer = await asked(club)

    assert "£" in answer.text
    assert len(club.called("POST", "/interactions/{interaction_id}/{interaction_token}/callback")) == 1


@pytest.mark.parametrize("route", ["/callback", "/webhooks/"])
@pytest.mark.slow
async def test_a_server_error_or_a_rate_limit_on_the_way_is_tried_again(discord_server, bot, route):
    club = discord_server
    club.may_miss_deadline = True
    club.faults.fail("*", route, 502)
    club.faults.rate_limit("*", route, 0.1)
    if route == "/webhooks/":
        club.faults.slow("POST", "/callback", 0.0, times=0)

    answer = await asked(club)

    assert "£" in answer.text


@pytest.mark.slow
async def test_a_message_is_answered_in_spite_of_errors_of_the_server(discord_server, bot):
    club = discord_server
    club.faults.fail("POST", "/messages$", 500)
    club.faults.rate_limit("POST", "/messages$", 0.2)

    answer = await club.say(club.alice, club.general, f"{club.world.bot.mention} {PAY}").answer(30)

    assert "£" in answer.text


async def test_after_a_drop_what_was_asked_meanwhile_is_answered_once(discord_server, bot):
    club = discord_server
    before = await asked(club)

    club.gateway.abort()
    answer = await asked(club)
    said = club.say(club.alice, club.general, f"{club.world.bot.mention} {PAY}")
    await said.answer()
    await asyncio.sleep(0.2)

    assert "£" in answer.text
    assert "£" in before.text
    assert len(said.answers) == 1
    assert len(club.gateway.identifies) == 1


@pytest.mark.slow
async def test_a_lost_session_begins_anew(discord_server, bot, until):
    club = discord_server

    club.gateway.send_op(9, False)
    await until(lambda: len(club.gateway.identifies) == 2 and club.gateway.connected, 15)

    assert "£" in (await asked(club)).text


@pytest.mark.slow
async def test_a_server_that_was_away_is_found_again(discord_server, bot, until):
    club = discord_server
    club.may_log.append(".*")

    await club.be_away(3)
    await until(lambda: club.gateway.connected, 30)

    assert "£" in (await asked(club)).text


async def test_a_new_index_is_used_by_the_running_bot_without_a_pause(
    discord_server, connect, garden, garden_mentor, garden_bot, tmp_path
):
    club = discord_server
    await connect(garden_bot(garden_mentor).bot)
    assert "March" in (await asked(club, "when do I prune roses?")).text
    under_way = [club.slash(club.alice, "ask", question=f"when do I prune roses, take {n}?") for n in range(20)]

    await asyncio.to_thread(garden, {"roses.md": "# Roses\n\n## Pruning\n\nPrune roses in October, above a bud.\n"})
    answers = [await handle.final() for handle in under_way]

    assert all("March" in answer.text or "October" in answer.text for answer in answers)
    assert "October" in (await asked(club, "when do I prune roses?")).text
    assert Versions(tmp_path / "index").previous()


async def test_a_stopping_bot_finishes_what_is_under_way_and_takes_on_nothing_new(discord_server, made, connect):
    club = discord_server
    club.may_stop = True
    bot = await connect(made().bot)
    club.faults.slow("POST", "/callback", 0.4)
    handles = [club.slash(club.alice, "ask", question=f"{PAY} {n}") for n in range(10)]
    await asyncio.sleep(0.05)

    closing = asyncio.create_task(bot.close())
    await asyncio.sleep(0.05)
    late = club.slash(club.bob, "ask", question=PAY)
    await late.acked()
    await closing

    assert late.text == RESTART
    assert late.ephemeral
    for handle in handles:
        await handle.final()
        assert "£" in handle.text


async def test_messages_that_come_while_the_bot_stops_get_a_sentence(discord_server, made, connect):
    club = discord_server
    club.may_stop = True
    bot = await connect(made().bot)
    club.faults.slow("POST", "/callback", 0.4)
    under_way = club.slash(club.alice, "ask", question=PAY)
    await asyncio.sleep(0.05)

    closing = asyncio.create_task(bot.close())
    await asyncio.sleep(0.02)
    mention = club.say(club.alice, club.questions, f"{club.world.bot.mention} {PAY}")
    direct = club.dm(club.bob, PAY)
    other = club.say(club.bob, club.general, f"not for the mentor: {PAY}")
    typed = club.autocomplete(club.bob, "ask", question="pay")
    await typed.acked()
    await closing

    assert [message.text for message in mention.answers + direct.answers] == [RESTART] * 2
    assert mention.answers[0].json["message_reference"]["message_id"] == mention.message.id
    assert [message.text for message in other.answers if not message.ephemeral] == []
    assert typed.choices == []
    assert "£" in (await under_way.final()).text


async def test_what_was_asked_just_before_the_bot_stops_is_not_lost(discord_server, made, connect):
    club = discord_server
    bot = await connect(made().bot)

    mention = club.say(club.alice, club.questions, f"{club.world.bot.mention} {PAY}")
    direct = club.dm(club.bob, PAY)
    asked = club.slash(club.alice, "ask", question=PAY)
    await bot.close()

    (heard,), (read,), answer = mention.answers, direct.answers, await asked.final()
    for message in (heard, read, answer):
        assert message.text == RESTART or "£" in message.text


async def test_answers_go_on_when_the_database_fails_and_have_no_buttons_that_need_it(discord_server, bot, database):
    club = discord_server
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE answers RENAME TO gone")

    answer = await asked(club)

    assert "£" in answer.text
    assert answer.message.labels == ["Delete"]


async def test_an_error_nobody_expected_is_told_with_a_code_that_is_in_the_log(discord_server, bot, database, caplog):
    club = discord_server
    answer = await asked(club)
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE votes RENAME TO gone")

    handle = club.click(club.alice, answer.message, "Helpful")
    await handle.final()

    code = handle.text.split("`")[1]
    assert handle.text.startswith("Something went wrong on my side")
    assert [record.ref for record in caplog.records if hasattr(record, "ref")] == [code]


def menu(name):
    """Return an entry of the menu of messages."""
    import discord

    async def nothing(interaction: discord.Interaction, message: discord.Message) -> None:
        """Do nothing."""

    return discord.app_commands.ContextMenu(name=name, callback=nothing)
