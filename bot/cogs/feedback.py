"""/mentor feedback: what people said of answers."""

from collections.abc import Mapping

from bot.card import Card
from bot.cogs.acting import moderator
from bot.cogs.moderation import MentorGroup
from bot.database.database import Database
from bot.database.feedback import Feedback
from bot.moderation.feedback import feedback_card, judged
from bot.views.reply import Interaction, reply
from bot.views.router import Handler, Press


class FeedbackCommand:
    """Helpful or not, by section and by question."""

    def __init__(self, feedback: Feedback, database: Database) -> None:
        """Take what is kept."""
        self._feedback = feedback
        self._run = database.run
        self.actions: Mapping[str, Handler] = {"feedback": self._turn}

    def add_to(self, group: MentorGroup) -> None:
        """Add the command."""
        said = "What people found helpful and what not, by section and by question, the worst first"
        group.add("feedback", said, self._show)

    async def _show(self, interaction: Interaction) -> None:
        await reply(interaction, self._page(moderator(interaction).guild, "sections", 1))

    async def _turn(self, press: Press) -> None:
        who = moderator(press.interaction)
        by = "questions" if press.argument(0) == "questions" else "sections"
        await reply(press.interaction, self._page(who.guild, by, press.number(1)), edit=True)

    async def _page(self, guild: int, by: str, page: int) -> Card:
        return await self._run(self._made, guild, by, page)

    def _made(self, guild: int, by: str, page: int) -> Card:
        return feedback_card(judged(self._feedback.opinions(guild), by), by, page)
