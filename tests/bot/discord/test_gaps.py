"""The moderators' loop over the real protocol: asked in vain, answered by a moderator, asked again, and told."""

import asyncio
import time

import pytest

GERMANY = "what is the average pay in germany?"
ANSWER = "In Germany an AI engineer earns about €65K a year at the start and €95K as a senior, base pay, 2026."


async def opened(club, who, question):
    """Open a gap from the list and return the handle of the message."""
    listed = club.slash(who, "mentor", "gaps")
    await listed.final()
    option = next(one for select in selects(listed.message) for one in select["options"] if question in one["label"])
    return listed, await club.select(who, listed.message, option["value"], name="gap-item").final()


def selects(message):
    """Return the selects of a message."""
    found = []

    def walk(parts):
        for part in parts:
            if part["type"] == 3:
                found.append(part)
            walk(part.get("components") or [])

    walk(message.json["components"])
    return found


async def test_the_whole_loop(discord_server, taught_bot, until):
    club = discord_server
    parts = await taught_bot()
    asked = club.slash(club.alice, "ask", question=GERMANY)
    await asked.final()
    assert "The guides don't cover this" in asked.text
    sent = club.click(club.alice, asked.message, "Send to the moderators")
    await sent.final()
    await club.click(club.alice, sent.message, "Tell me").final()
    await club.slash(club.bob, "ask", question="how much do ai engineers earn in germany").final()

    listed, item = await opened(club, club.mona, "germany")
    from discord_server import picture
    from pathlib import Path

    picture.screenshot(picture.page(club, [item]), Path("/tmp/item.png"), picture.PHONE)
    assert "asked 2 times · 1 sent to you" in item.text
    assert "In no guide: germany." in item.text
    assert "Why it was not enough" in item.text
    form = club.click(club.mona, item, "Write an answer")
    await form.acked()
    assert await parts.workshop.teller(parts.bot).sweep() == 0
    began = time.monotonic()
    done = club.submit_modal(club.mona, form, title="AI engineer pay in Germany", text=ANSWER, link="")
    await done.final(30)
    seconds = time.monotonic() - began

    assert "is answered now, as written by Mona (moderator)" in done.text, done.text
    again = club.slash(club.bob, "ask", question=GERMANY)
    await again.final()
    assert "€65K" in again.text
    assert "Mona (moderator), " in again.text
    print("seconds", seconds)
    assert [await parts.workshop.teller(parts.bot).sweep() for _ in range(2)] == [1, 0]
    (told,) = club.sent(club.world.direct(club.alice))
    assert "€65K" in told.text
    assert told.text.startswith("You wanted to know: **what is the average pay in germany?**")
    picture.screenshot(picture.page(club, [told, again.message, done.message]), Path("/tmp/told.png"), picture.PHONE)
    asked_again = club.click(club.alice, told, "Ask")
    await asked_again.final()
    assert "€95K" in asked_again.text
    listed = club.slash(club.mona, "mentor", "gaps")
    assert (await listed.final()).text.startswith("No open questions")
