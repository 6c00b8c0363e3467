"""The group /mentor: what only moderators may do. Hidden from members by Discord, and checked again here.

A file of commands has a class with the services, whose `add_to` adds its commands to the group, and whose `actions`
go through `moderators_only`.
"""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.refused import Refused
from bot.views.reply import Interaction
from bot.views.router import Handler, Press

NOT_ALLOWED = "Only moderators can do that: it takes the permission to manage the server."


def check_moderator(interaction: Interaction) -> None:
    """Raise Refused unless this person may manage the server. Discord's hiding can be changed, and covers no button."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        raise Refused(NOT_ALLOWED)


def moderators_only(actions: Mapping[str, Handler]) -> dict[str, Handler]:
    """Return handlers of buttons, selects and forms that run for moderators alone, as they are at that moment."""

    def guarded(handler: Handler) -> Handler:
        async def run(press: Press) -> None:
            check_moderator(press.interaction)
            await handler(press)

        return run

    return {kind: guarded(handler) for kind, handler in actions.items()}


class MentorGroup(app_commands.Group):
    """The group that every moderators' command is in."""

    def __init__(self) -> None:
        """Make the group, empty."""
        super().__init__(
            name="mentor",
            description="For moderators",
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
        )

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Let only moderators run any of the commands."""
        check_moderator(interaction)
        return True

    def add(self, name: str, description: str, callback: Callable[..., Coroutine[Any, Any, None]]) -> None:
        """Add a command; `callback` is a bound method, which may be decorated with what describes its options."""
        self.add_command(app_commands.Command(name=name, description=description, callback=callback))
