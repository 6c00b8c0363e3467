"""Limits of commands: names, descriptions, options, choices, and how many."""

import itertools

import discord
import pytest


def command(name="ask", description="Ask", **more):
    return {"name": name, "description": description, **more}


def string(name="a", **more):
    return {"type": 3, "name": name, "description": "d", **more}


def choices(count, **more):
    return [{"name": f"c{n}", "value": f"v{n}", **more} for n in range(count)]


WRONG_COMMANDS = {
    "101 commands": [command(f"c{n}") for n in range(101)],
    "16 menus": [{"type": 3, "name": f"m{n}"} for n in range(16)],
    "the same name": [command(), command()],
    "an upper-case name": [command("Ask")],
    "a name with a space": [command("ask me")],
    "a name of 33": [command("a" * 33)],
    "no description": [command(description="")],
    "a description of 101": [command(description="d" * 101)],
    "a menu with a description": [{"type": 3, "name": "Ask", "description": "d"}],
    "26 options": [command(options=[string(f"o{n}") for n in range(26)])],
    "the same option": [command(options=[string(), string()])],
    "a required option last": [command(options=[string(), string("b", required=True)])],
    "26 choices": [command(options=[string(choices=choices(26))])],
    "a choice of 101": [command(options=[string(choices=choices(1, name="n" * 101))])],
    "choices and autocomplete": [command(options=[string(choices=choices(1), autocomplete=True)])],
    "a subcommand beside an option": [command(options=[{**string("b"), "type": 1}, string()])],
    "a subcommand in a subcommand": [
        command(options=[{**string("b"), "type": 1, "options": [{**string(), "type": 1}]}])
    ],
    "more than 8000 characters": [
        command(options=[string(f"o{o}", choices=choices(25, value="v" * 100)) for o in range(4)])
    ],
}


@pytest.mark.parametrize("name", WRONG_COMMANDS)
async def test_commands_beyond_a_limit_are_refused(discord_server, rest, name):
    with pytest.raises(discord.HTTPException) as refused:
        await rest("PUT", f"/applications/{discord_server.world.bot.id}/commands", WRONG_COMMANDS[name])

    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert discord_server.commands.of(None) == []


async def test_commands_at_their_limits_are_taken(discord_server, rest):
    commands = [command(f"c{n}", "d" * 100) for n in range(99)]
    commands += [command("l" * 32, options=[string(f"o{n}", choices=choices(25)) for n in range(25)])]
    commands += [{"type": type, "name": f"Menu {n}"} for type, n in itertools.product((2, 3), range(15))]

    made = await rest("PUT", f"/applications/{discord_server.world.bot.id}/commands", commands)

    assert len(made) == len({c["id"] for c in made}) == 130
