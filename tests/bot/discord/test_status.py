"""/mentor status over the real protocol."""

import pytest
from discord_server.people import NotPossible

from bot.moderation.status import Connection, Index, status_card


async def test_status_says_what_answers_and_how_the_bot_runs(discord_server, bot, mentor, database, settings):
    handle = discord_server.slash(discord_server.mona, "mentor", "status")
    await handle.final()

    manifest = mentor.retriever.data.manifest
    built = int((settings.index_folder / manifest.version / "manifest.json").stat().st_mtime)
    assert f"Built: <t:{built}:f>" in handle.text
    assert (
        f"-# Version `{manifest.version}` · content `{manifest.content_sha256[:12]}` · encoder all-Mini" in handle.text
    )
    assert f"{manifest.counts['passages']:,} passages" in handle.text
    assert "Servers: 1\nQuestions waiting: 0" in handle.text
    assert f"shards 1 · database {database.place}" in handle.text
    assert handle.ephemeral


async def test_a_member_cannot_ask_for_the_status(discord_server, bot):
    with pytest.raises(NotPossible):
        discord_server.slash(discord_server.alice, "mentor", "status")


def test_what_is_not_known_is_said(later):
    index = Index("v-1", None, "a" * 64, "model", "1,200 passages")

    text = "\n".join(
        block.markdown for block in status_card(index, Connection(float("nan"), later, 2, 3, 4), "x", "none").blocks
    )

    assert "Built: unknown: its files are gone" in text
    assert "Way to Discord: not measured yet" in text
    assert "1,200 passages" in text
