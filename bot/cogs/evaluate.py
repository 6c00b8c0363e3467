"""/mentor evaluate."""

from bot.card import Card
from bot.cogs.following import follow
from bot.cogs.moderation import MentorGroup, moderators_only
from bot.moderation.evaluating import Evaluating
from bot.moderation.evaluation_card import evaluating_card, evaluation_card
from bot.moderation.home import Check
from bot.views.reply import Interaction, note, reply
from bot.views.router import Press


class EvaluateCommand:
    """Measures the index that serves on labelled and golden questions."""

    def __init__(self, evaluating: Evaluating, home: Check) -> None:
        """Take the service; `home` says where it may be used: it takes time from everybody's answers."""
        self._evaluating = evaluating
        self._home = home
        self.actions = moderators_only({"evaluate-cancel": self._cancel})

    def add_to(self, group: MentorGroup) -> None:
        """Add the command."""
        group.add("evaluate", "Measure how well the index that answers finds and refuses", self._evaluate)

    async def _evaluate(self, interaction: Interaction) -> None:
        self._home(interaction.guild_id)
        guild, job = interaction.guild_id or 0, self._evaluating.job

        async def run() -> Card:
            return evaluation_card(await self._evaluating.run(guild, interaction.user.id))

        await follow(interaction, run(), lambda: evaluating_card(job.done, job.total))

    async def _cancel(self, press: Press) -> None:
        self._home(press.interaction.guild_id)

        async def cancel() -> Card:
            result = await self._evaluating.cancel(press.interaction.guild_id or 0, press.person)
            if result.get("cancelled"):
                return note("The evaluation is cancelled.")
            return note("It was too late to cancel: the evaluation had ended already.")

        await reply(press.interaction, cancel())
