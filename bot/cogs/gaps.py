"""/mentor gaps: questions without a good answer, and what moderators do about them."""

from collections.abc import Mapping

from discord import ui

from bot.card import Card
from bot.cogs.acting import moderator, take
from bot.cogs.moderation import MentorGroup
from bot.discord_text import escaped
from bot.fit import cut
from bot.moderation.act import Moderator
from bot.moderation.gap_card import done_card, item_card, list_card
from bot.moderation.gap_work import GapWork
from bot.moderation.teaching import Teaching
from bot.moderation.written import ANSWER, LINK, QUESTION, TITLE, one_line
from bot.refused import Refused
from bot.views.form import Field, form
from bot.views.reply import Interaction, reply
from bot.views.router import Handler, Press

_TELL = "Who wanted to be told gets a message."


class GapsCommand:
    """The list of gaps, one gap, and its buttons."""

    def __init__(self, work: GapWork, teaching: Teaching) -> None:
        """Take the services."""
        self._work = work
        self._teaching = teaching
        self.actions: Mapping[str, Handler] = {
            "gap-list": self._list,
            "gap-item": self._item,
            "gap-word": self._word,
            "gap-type": self._type,
            "gap-typed": self._typed,
            "gap-write": self._write,
            "gap-answer": self._answer,
            "gap-off": self._off,
            "gap-dismiss": self._dismiss,
        }

    def add_to(self, group: MentorGroup) -> None:
        """Add the command."""
        said = "Questions without a good answer, most asked first: answer them, or put them away"
        group.add("gaps", said, self._gaps)

    async def _gaps(self, interaction: Interaction) -> None:
        who = moderator(interaction)
        await reply(interaction, self._page(who.guild, 1))

    async def _page(self, guild: int, page: int) -> Card:
        return list_card(*await self._work.page(guild, page))

    async def _list(self, press: Press) -> None:
        who = moderator(press.interaction)
        await reply(press.interaction, self._page(who.guild, press.number(0)), edit=True)

    async def _item(self, press: Press) -> None:
        who = moderator(press.interaction)
        chosen = press.values[0] if press.values else press.argument(0)
        await reply(press.interaction, self._shown(who, _number(chosen)), edit=True)

    async def _shown(self, who: Moderator, id: int) -> Card:
        item = await self._work.item(who.guild, id)
        return item_card(item, may_teach=self._teaching.may_teach(who.guild))

    async def _word(self, press: Press) -> None:
        who, id = moderator(press.interaction), _number(press.argument(0))
        section = press.values[0] if press.values else ""

        async def work() -> Card:
            item = await self._work.item(who.guild, id)
            return await self._worded(who, id, section, item.wordings[0])

        await reply(press.interaction, work(), edit=True)

    async def _worded(self, who: Moderator, id: int, section: str, question: str) -> Card:
        added = await self._work.word(who, id, section, question)
        return done_card(f"“{escaped(cut(one_line(question), 300))}” leads to `{added}` now. {_TELL}")

    async def _type(self, press: Press) -> None:
        who, id = moderator(press.interaction), _number(press.argument(0))
        self._teaching.check(who.guild)
        item = await self._work.item(who.guild, id)
        nearest = item.answer.hits[0].passage.section if item.answer.hits else ""
        fields = (
            Field("section", "Section", "salaries/atlia/uk", nearest[:200], most=200),
            Field("question", "Words by which it is asked for", value=cut(item.wordings[0], QUESTION), most=QUESTION),
        )
        await press.interaction.response.send_modal(form("Add a wording", f"gap-typed:{id}", *fields))

    async def _typed(self, press: Press) -> None:
        written = dict(press.fields or {})
        question, id = written.get("question", ""), press.argument(0)

        async def work(who: Moderator) -> Card:
            return await self._worded(who, _number(id), written.get("section", ""), question)

        await take(press, question, work)

    async def _write(self, press: Press) -> None:
        who, id = moderator(press.interaction), _number(press.argument(0))
        self._teaching.check(who.guild)
        item = await self._work.item(who.guild, id)
        asked = "\n".join(cut(one_line(text), QUESTION) for text in item.wordings[:3])
        title = cut(one_line(item.wordings[0]), TITLE)
        await press.interaction.response.send_modal(answer_form(f"gap-answer:{id}", title, "", "", asked))

    async def _answer(self, press: Press) -> None:
        written = dict(press.fields or {})
        id = press.argument(0)

        async def work(who: Moderator) -> Card:
            made = await self._work.answer(who, _number(id), *answer_fields(written))
            answer = await self._teaching.answer(made)
            return done_card(
                f"**{escaped(answer.title)}** is answered now, as written by {escaped(answer.by)}. {_TELL}"
            )

        await take(press, written.get("text", ""), work)

    async def _off(self, press: Press) -> None:
        who, id = moderator(press.interaction), _number(press.argument(0))

        async def work() -> Card:
            item = await self._work.item(who.guild, id)
            await self._work.off_topic(who, id, cut(item.wordings[0], QUESTION))
            return done_card(f"Off-topic: <@{who.person}> said that the guides don't answer this.")

        await reply(press.interaction, work(), edit=True)

    async def _dismiss(self, press: Press) -> None:
        who, id = moderator(press.interaction), _number(press.argument(0))

        async def work() -> Card:
            await self._work.dismiss(who, id)
            return done_card(f"Dismissed by <@{who.person}>.")

        await reply(press.interaction, work(), edit=True)


def answer_form(action: str, title: str, text: str, link: str, questions: str) -> ui.Modal:
    """Return the form in which an answer is written."""
    return form(
        "Write an answer",
        action,
        Field("title", "Title: what it is about", "AI engineer pay in Germany", title, most=TITLE),
        Field("text", "Answer; your name stands above it", "Say whom and what year a figure is about.", text, True),
        Field("link", "Link (may stay empty)", "https://…", link, required=False, most=LINK),
        Field("questions", "How people ask for it, one a line", "", questions, True, required=False, most=ANSWER),
    )


def answer_fields(written: Mapping[str, str]) -> tuple[str, str, str, str]:
    """Return title, text, link and questions as they were written."""
    title, text, link, questions = (written.get(name, "") for name in ("title", "text", "link", "questions"))
    return title, text, link, questions


def _number(text: str) -> int:
    """Return the id of a gap; raises Refused for what somebody made up."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Refused("There is no such question.")
    return int(text)
