"""What happens when somebody presses a button of a learner's or of a fact's card."""

from collections.abc import Mapping

import discord

from bot.cogs.ask import Ask
from bot.database.database import Database
from bot.facts.service import Facts
from bot.learning.actions import KINDS, act
from bot.learning.service import Learning
from bot.views.reply import Interaction, reply
from bot.views.router import Handler, Press

_TURNED = ("facts-skills", "facts-projects", "facts-certifications")  # the pages of a list
_OPENED = ("facts-one", "facts-pay", "facts-notes")  # what stands beside the list: it is a message of its own


class Presses:
    """Handlers for the actions of learners and facts."""

    def __init__(self, learning: Learning, facts: Facts, ask: Ask, database: Database) -> None:
        """Take the services."""
        self._learning = learning
        self._facts = facts
        self._ask = ask
        self._run = database.run
        self.actions: Mapping[str, Handler] = {
            **dict.fromkeys(KINDS, self._learner),
            **dict.fromkeys((*_TURNED, *_OPENED), self._fact),
            "phase-ask": self._ask_about,
        }

    async def _learner(self, press: Press) -> None:
        making = self._run(
            act,
            self._learning,
            press.action,
            press.person,
            values=press.values,
            guild=press.interaction.guild_id,
        )
        await reply(press.interaction, making, edit=_is_own(press.interaction))

    async def _fact(self, press: Press) -> None:
        turned = press.action.split(":")[0] in _TURNED
        making = self._run(self._facts.act, press.action, press.values)
        await reply(press.interaction, making, edit=turned and _is_own(press.interaction))

    async def _ask_about(self, press: Press) -> None:
        source, question = await self._run(self._learning.phase_question, press.argument(0), press.argument(1))
        await self._ask.answer(press.interaction, question, source, private=True)


def _is_own(interaction: Interaction) -> bool:
    """Tell whether only this person sees the message: then it is changed, and else they get one of their own."""
    message = interaction.message
    alone = isinstance(interaction.channel, discord.DMChannel)
    return alone or (message is not None and message.flags.ephemeral)
