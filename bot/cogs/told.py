"""The button of the message that says that a question has an answer by now."""

from collections.abc import Mapping

from bot.cogs.ask import TOO_OLD, Ask
from bot.database.answers import Answers
from bot.database.database import Database
from bot.refused import Refused
from bot.views.router import Handler, Press


class Told:
    """Asks the question again."""

    def __init__(self, ask: Ask, answers: Answers, database: Database) -> None:
        """Take what asks, and what kept the question."""
        self._ask = ask
        self._answers = answers
        self._run = database.run
        self.actions: Mapping[str, Handler] = {"told-ask": self._again}

    async def _again(self, press: Press) -> None:
        kept = await self._run(self._answers.find, press.argument(0))
        if kept is None:
            raise Refused(TOO_OLD)
        await self._ask.answer(press.interaction, kept.question, kept.source)
