"""/mentor teach: answers that moderators write, to read, change and take back."""

from collections.abc import Mapping

from bot.card import Card
from bot.cogs.acting import moderator, take
from bot.cogs.gaps import answer_fields, answer_form
from bot.cogs.moderation import MentorGroup
from bot.discord_text import escaped
from bot.fit import cut
from bot.moderation.act import Moderator
from bot.moderation.entries_card import entries_card
from bot.moderation.gap_card import given_back
from bot.moderation.taught_card import taught_item, taught_list
from bot.moderation.teaching import Teaching
from bot.views.reply import Interaction, reply
from bot.views.router import Handler, Press


class TeachCommand:
    """Taught answers."""

    def __init__(self, teaching: Teaching) -> None:
        """Take the service."""
        self._teaching = teaching
        self.actions: Mapping[str, Handler] = {
            "taught-list": self._list,
            "taught-item": self._item,
            "taught-write": self._write,
            "taught-new": self._new,
            "taught-edit": self._edit,
            "taught-change": self._change,
            "taught-remove": self._remove,
            "entry-list": self._entries,
            "entry-remove": self._remove_entry,
        }

    def add_to(self, group: MentorGroup) -> None:
        """Add the command."""
        said = "Write an answer that I quote from then on; see, change and take back what was taught"
        group.add("teach", said, self._teach)

    async def _teach(self, interaction: Interaction) -> None:
        self._teaching.check(moderator(interaction).guild)
        await reply(interaction, self._page(1))

    async def _page(self, page: int) -> Card:
        return taught_list(await self._teaching.answers(), page)

    async def _list(self, press: Press) -> None:
        self._teaching.check(moderator(press.interaction).guild)
        await reply(press.interaction, self._page(press.number(0)), edit=True)

    async def _item(self, press: Press) -> None:
        self._teaching.check(moderator(press.interaction).guild)
        id = press.values[0] if press.values else press.argument(0)

        async def work() -> Card:
            return taught_item(await self._teaching.answer(id))

        await reply(press.interaction, work(), edit=True)

    async def _write(self, press: Press) -> None:
        self._teaching.check(moderator(press.interaction).guild)
        await press.interaction.response.send_modal(answer_form("taught-new", "", "", "", ""))

    async def _new(self, press: Press) -> None:
        written = dict(press.fields or {})

        async def work(who: Moderator) -> Card:
            made = await self._teaching.teach(who, *answer_fields(written))
            return taught_item(made, "I quote this from now on:")

        await take(press, written.get("text", ""), work)

    async def _edit(self, press: Press) -> None:
        self._teaching.check(moderator(press.interaction).guild)
        one = await self._teaching.answer(press.argument(0))
        action, questions = f"taught-change:{one.id}", "\n".join(one.questions)
        await press.interaction.response.send_modal(answer_form(action, one.title, one.text, one.url or "", questions))

    async def _change(self, press: Press) -> None:
        written = dict(press.fields or {})

        async def work(who: Moderator) -> Card:
            made = await self._teaching.teach(who, *answer_fields(written), id=press.argument(0))
            return taught_item(made, "Changed; I quote this from now on:")

        await take(press, written.get("text", ""), work)

    async def _remove(self, press: Press) -> None:
        who = moderator(press.interaction)

        async def work() -> Card:
            gone = await self._teaching.take_back(who, press.argument(0))
            said = given_back(
                f"<@{who.person}> took **{escaped(gone.title)}** back. I don't quote it any more.", gone.text
            )
            return Card((*said.blocks, *taught_list(await self._teaching.answers(), 1).blocks), said.colour)

        await reply(press.interaction, work(), edit=True)

    async def _entries(self, press: Press) -> None:
        self._teaching.check(moderator(press.interaction).guild)

        async def work() -> Card:
            return entries_card(await self._teaching.entries(), press.number(0))

        await reply(press.interaction, work(), edit=True)

    async def _remove_entry(self, press: Press) -> None:
        who = moderator(press.interaction)

        async def work() -> Card:
            gone = await self._teaching.take_entry_back(who, press.values[0] if press.values else "")
            said = f"<@{who.person}> took “{escaped(cut(gone.question, 200))}” back."
            return entries_card(await self._teaching.entries(), 1, said)

        await reply(press.interaction, work(), edit=True)
