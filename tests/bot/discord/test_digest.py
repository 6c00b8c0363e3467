"""The weekly digest over the real protocol: set, sent once whatever crashes, silent when nothing happened, stopped."""

import asyncio
from datetime import UTC, datetime, timedelta

import discord
import pytest
from discord_server import permissions
from sqlalchemy import text

from bot.cogs.where import missing
from bot.database.answers import Answers
from bot.database.audit import Audit
from bot.database.digests import Digest, Digests

GERMANY = "what is the average pay in germany? @everyone"
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)  # the clock of the tests begins on the Thursday before
WEEK = timedelta(days=7)
REFUSED = "Only moderators can do that: it takes the permission to manage the server."


@pytest.fixture
async def parts(made, connect, clock):
    """Return a bot that is connected and goes by the clock."""
    built = made(now=clock)
    await connect(built.bot)
    return built


@pytest.fixture
def sweep(parts, clock):
    """Return a function that lets a moment come and sends what is due then; returns how many messages went out."""

    async def at(moment=MONDAY + timedelta(minutes=1), by=parts):
        clock.now = moment
        return await by.workshop.digester(by.bot).sweep()

    return at


@pytest.fixture
def digests(database):
    return Digests(database)


@pytest.fixture
def guild(discord_server):
    return int(discord_server.guild.id)


async def set_to(club, channel):
    """Set the digest as Mona and return what she is told."""
    handle = club.slash(club.mona, "mentor", "digest", channel=channel)
    await handle.final()
    assert handle.ephemeral
    return handle.message


def last(handle):
    """Return the last that somebody was told."""
    return (handle.followups or [handle.message])[-1].text


@pytest.fixture
async def due(discord_server, parts, kept, clock, guild):
    """Have the digest set, and a week with a question that had no answer."""
    await set_to(discord_server, discord_server.questions)
    return kept(guild, clock.now, "not_covered", GERMANY)


async def shown(club):
    return (await club.slash(club.mona, "mentor", "digest").final()).text


async def audit_of(club):
    return (await club.slash(club.mona, "mentor", "audit").final()).text


async def test_a_digest_is_set_shown_and_stopped_and_each_is_in_the_audit(discord_server, parts, sweep, digests, guild):
    club = discord_server
    assert await shown(club) == (
        "There is no weekly digest. `/mentor digest channel:` sets one: a short message every Monday, when there is "
        "something to say."
    )
    told = await set_to(club, club.questions)
    said = (
        f"The weekly digest goes to <#{club.questions.id}>, every Monday when there is something to say; "
        f"the next on <t:{int(MONDAY.timestamp())}:F>."
    )
    assert told.text.startswith(said)
    assert digests.get(guild) == Digest(guild, int(club.questions.id), MONDAY)
    assert (await shown(club)).startswith(said)

    stopped = await club.click(club.mona, told, "Stop").final()

    assert stopped.text == "No more digests. `/mentor digest` with a channel brings them back."
    assert digests.get(guild) is None
    assert (await shown(club)).startswith("There is no weekly digest.")
    lines = (await audit_of(club)).splitlines()
    assert f"<@{club.mona.id}>: **digest-off** <#{club.questions.id}>" in lines[-2]
    assert f"<@{club.mona.id}>: **digest** <#{club.questions.id}>" in lines[-1]
    assert await sweep() == 0


async def test_a_week_is_one_message_with_what_happened_in_it_and_pings_nobody(
    discord_server, parts, due, sweep, kept, guild, database, digests
):
    club = discord_server
    for n in range(3):
        fine = kept(guild, MONDAY - timedelta(days=n + 1), question="junior pay in the UK")
        Answers(database).vote(fine, n, n > 0)
    kept(guild, MONDAY - WEEK - timedelta(seconds=1), "not_covered", "of the week before")
    Audit(database).record(guild, int(club.mona.id), "taught", "x", "", MONDAY - timedelta(hours=1))
    kept(4611686018427387004, MONDAY - timedelta(days=1), "not_covered", "of another server")

    assert [await sweep(), await sweep(), await sweep(MONDAY + timedelta(days=1))] == [1, 0, 0]

    (sent,) = club.sent(club.questions)
    begin, end = int((MONDAY - WEEK).timestamp()), int(MONDAY.timestamp())
    assert sent.text.startswith(
        f"### The week of <t:{begin}:D> to <t:{end}:D>\n**4 questions**: 3 answered, 1 not covered\n"
        "Votes: 2 helpful, 1 not\nModerators: taught 1"
    )
    assert "what is the average pay in germany? @\u200beveryone" in sent.text
    assert "junior pay in the UK" in sent.text  # which somebody found unhelpful
    assert "of the week before" not in sent.text
    assert "of another server" not in sent.text
    assert not sent.pings
    assert all(message.ephemeral for message in club.sent(club.general))
    assert digests.get(guild).next_at == MONDAY + WEEK


async def test_a_week_with_nothing_to_say_is_silent_and_the_next_one_is_not(
    discord_server, parts, sweep, kept, digests, guild
):
    club = discord_server
    await set_to(club, club.questions)

    assert await sweep() == 0

    assert club.sent(club.questions) == []
    assert digests.get(guild).next_at == MONDAY + WEEK
    kept(guild, MONDAY + timedelta(days=2))
    assert await sweep(MONDAY + WEEK) == 1
    assert "**1 question**: 1 answered" in club.sent(club.questions)[0].text


async def test_after_weeks_of_downtime_one_digest_is_about_the_last_week(
    discord_server, parts, due, sweep, kept, guild
):
    kept(guild, MONDAY + 3 * WEEK, question="later")

    assert [await sweep(MONDAY + 4 * WEEK + timedelta(days=3)) for _ in range(2)] == [1, 0]

    (sent,) = discord_server.sent(discord_server.questions)
    assert sent.text.startswith(f"### The week of <t:{int((MONDAY + 3 * WEEK).timestamp())}:D>")
    assert "**1 question**: 1 answered" in sent.text


async def test_two_processes_send_one_digest(discord_server, parts, due, sweep, made, connect, clock):
    other = made(now=clock)
    await connect(other.bot)

    sent = await asyncio.gather(*(sweep(by=one) for one in (parts, other) for _ in range(5)))

    assert sorted(sent) == [0] * 9 + [1]
    assert len(discord_server.sent(discord_server.questions)) == 1


async def test_a_process_that_died_while_sending_has_sent_it_or_not_and_it_is_not_sent_again(
    discord_server, parts, due, sweep, digests, guild, kept
):
    lease = timedelta(minutes=5)
    digest = digests.get(guild)
    assert digests.claim(digest, MONDAY, lease)
    assert digests.begin(digest)

    assert [await sweep(), await sweep(MONDAY + lease), await sweep(MONDAY + 2 * lease)] == [0, 0, 0]

    assert discord_server.sent(discord_server.questions) == []
    kept(guild, MONDAY + timedelta(days=2))
    assert await sweep(MONDAY + WEEK) == 1


async def test_a_process_that_died_before_it_sent_anything_is_replaced_after_its_lease(
    discord_server, parts, due, sweep, digests, guild
):
    lease = timedelta(minutes=5)
    assert digests.claim(digests.get(guild), MONDAY, lease)

    assert [await sweep(), await sweep(MONDAY + lease)] == [0, 1]


async def test_a_digest_that_cannot_be_made_keeps_no_other_waiting_and_comes_when_it_can(
    discord_server, parts, due, sweep, database, caplog
):
    club = discord_server
    with database.writing() as connection:
        connection.execute(text("ALTER TABLE audit RENAME TO gone"))
    assert await sweep() == 0
    assert caplog.messages == ["a digest failed"]
    with database.writing() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO audit"))

    assert [await sweep(), await sweep(MONDAY + timedelta(minutes=6))] == [0, 1]
    assert len(club.sent(club.questions)) == 1


async def test_what_fails_after_it_was_sent_is_not_sent_again(
    discord_server, parts, due, sweep, database, digests, guild
):
    club = discord_server
    with database.writing() as connection:  # lets it begin, but not say that it is done
        connection.execute(
            text("CREATE TRIGGER broken BEFORE UPDATE OF next_at ON digests BEGIN SELECT RAISE(ABORT, 'broken'); END")
        )
    assert await sweep() == 0
    assert len(club.sent(club.questions)) == 1
    with database.writing() as connection:
        connection.execute(text("DROP TRIGGER broken"))

    assert [await sweep(), await sweep(MONDAY + timedelta(minutes=6))] == [0, 0]

    assert len(club.sent(club.questions)) == 1
    assert digests.get(guild).next_at == MONDAY + WEEK


async def test_only_the_process_that_has_the_guild_sends(
    discord_server, parts, due, sweep, digests, made, connect, until, guild
):
    club = discord_server
    own = (int(guild) >> 22) % 3
    other, third = (number for number in range(3) if number != own)
    first = 1 << 30
    elsewhere = Digest(first - first % 3 + third << 22, int(club.questions.id), MONDAY)  # of a process that is not up
    digests.put(elsewhere)
    shards = [made(shard_ids=(number,), shard_count=3, now=lambda: MONDAY) for number in (own, other)]
    for one in shards:
        await connect(one.bot)
    await until(lambda: sum(len(one.bot.guilds) for one in shards) == 1)
    mine = next(one for one in shards if one.bot.guilds)
    (not_mine,) = (one for one in shards if one is not mine)

    assert [await sweep(by=not_mine), await sweep(by=mine)] == [0, 1]
    assert digests.due(MONDAY) == (elsewhere,)


async def test_a_refusal_of_the_moment_is_tried_again_later(discord_server, parts, due, sweep, digests, guild):
    club = discord_server
    club.faults.fail("POST", "/messages$", 400, code=40062)

    assert await sweep() == 0

    assert await sweep(MONDAY + timedelta(minutes=10)) == 0
    assert await sweep(MONDAY + timedelta(minutes=12)) == 1
    assert len(club.sent(club.questions)) == 1
    assert digests.get(guild).next_at == MONDAY + WEEK


@pytest.mark.parametrize("how", ["may not write", "may not see", "gone"])
async def test_a_channel_that_is_lost_later_stops_the_digest_and_moderators_find_out(
    discord_server, parts, due, sweep, digests, guild, caplog, how
):
    club = discord_server
    if how == "gone":
        del club.world.channels[club.questions.id]
    else:
        denied = permissions.SEND_MESSAGES if how == "may not write" else permissions.VIEW_CHANNEL
        club.questions.overwrites[club.world.bot.id] = (0, denied)

    assert [await sweep(), await sweep(MONDAY + timedelta(hours=1))] == [0, 0]

    assert digests.get(guild) is None
    assert "a digest stopped: it could not be delivered" in caplog.messages
    when = int((MONDAY + timedelta(minutes=1)).timestamp())
    assert (await shown(club)).startswith(
        f"The weekly digest stopped <t:{when}:R>: the channel is gone, or I may not write there any more, in "
        f"<#{club.questions.id}>."
    )
    assert f"<@{club.world.bot.id}>: **digest-stopped** <#{club.questions.id}>" in await audit_of(club)
    await set_to(club, club.general)
    assert (await shown(club)).startswith("The weekly digest goes to ")


@pytest.mark.parametrize(
    ("denied", "said"),
    [
        (permissions.SEND_MESSAGES, "I lack the permission to send messages."),
        (permissions.VIEW_CHANNEL, "I lack the permission to view it and to send messages."),
    ],
)
async def test_a_channel_where_i_may_not_write_is_refused_and_nothing_is_set(
    discord_server, made, connect, digests, guild, denied, said
):
    club = discord_server
    club.questions.overwrites[club.world.bot.id] = (0, denied)
    await connect(made().bot)

    told = await set_to(club, club.questions)

    assert told.text == f"In <#{club.questions.id}> {said}"
    assert digests.get(guild) is None
    assert await audit_of(club) == "## What moderators did\nNothing yet."


def test_in_threads_the_permission_for_threads_counts():
    channel, threads = (
        discord.Permissions(view_channel=True, send_messages=True),
        discord.Permissions(view_channel=True),
    )
    threads.send_messages_in_threads = True

    assert missing(channel, thread=False) == missing(threads, thread=True) == []
    assert missing(channel, thread=True) == ["send messages in threads"]
    assert missing(threads, thread=False) == ["send messages"]


async def test_a_channel_that_is_not_there_is_refused(discord_server, parts, digests, guild):
    club = discord_server
    later = club.world.channel(club.guild, "made-while-the-bot-was-away")

    told = await set_to(club, later)

    assert told.text == f"I can't see <#{later.id}>: let me view it, or choose another channel."
    assert digests.get(guild) is None


async def test_moderators_are_warned_of_a_channel_that_everybody_can_read(discord_server, made, connect):
    club = discord_server
    club.questions.overwrites[club.guild.id] = (0, permissions.VIEW_CHANNEL)
    club.questions.overwrites[club.world.bot.id] = (permissions.VIEW_CHANNEL, 0)
    await connect(made().bot)

    warning = "Everybody can read that channel"
    assert warning in (await set_to(club, club.general)).text
    assert warning not in (await set_to(club, club.questions)).text


async def test_the_button_of_a_digest_shows_the_list_to_its_moderator_alone(discord_server, parts, due, sweep):
    club = discord_server
    await sweep()
    (sent,) = club.sent(club.questions)

    pressed = club.click(club.mona, sent, "Open the list")
    listed = await pressed.final()

    assert listed is not sent
    assert pressed.ephemeral
    assert "### Questions without a good answer\n1 open" in listed.text
    assert sent.text.startswith("### The week of ")


async def test_a_member_can_set_see_and_stop_nothing(discord_server, parts, due, sweep, digests, guild):
    club = discord_server
    await sweep()
    (sent,) = club.sent(club.questions)
    club.commands.find("mentor", 1, club.guild)["default_member_permissions"] = None

    for handle in (
        club.slash(club.alice, "mentor", "digest", channel=club.general),
        club.slash(club.alice, "mentor", "digest"),
        club.click(club.alice, sent, "Open the list"),
        club.forge(club.alice, sent, "digest-stop"),
    ):
        await handle.final()
        assert last(handle) == REFUSED
    assert digests.get(guild).channel == int(club.questions.id)


async def test_a_demoted_moderator_cannot_stop_it_and_what_was_stopped_is_not_stopped_twice(
    discord_server, parts, digests, guild
):
    club = discord_server
    told = await set_to(club, club.questions)
    club.moderators.permissions = 0
    pressed = club.click(club.mona, told, "Stop")
    await pressed.final()
    assert last(pressed) == REFUSED
    assert digests.get(guild) is not None

    club.moderators.permissions = permissions.MODERATORS
    digests.remove(guild)
    pressed = club.click(club.mona, told, "Stop")
    await pressed.final()
    assert last(pressed) == "There is no weekly digest any more."
