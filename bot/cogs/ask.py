"""Asking: /ask, the message menu, and the buttons below an answer."""

import time
from collections.abc import Callable, Mapping, Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.again import CHANGED
from bot.answer_card import Shown, answer_card, hello_card, pages_of, section_card
from bot.asking import Asked, Asker, Asking
from bot.card import GREEN, Button, Card, Row
from bot.cogs.offer import offered
from bot.cogs.where import asker_of, channels_of
from bot.database.answers import Answers, KeptAnswer
from bot.database.database import Database
from bot.fit import cut
from bot.metrics import Metrics
from bot.places import Places
from bot.rate_limit import RateLimit
from bot.refused import Refused
from bot.small_talk import HELLO
from bot.views.form import Field, form
from bot.views.reply import PATIENCE, Interaction, note, reply
from bot.views.router import Handler, Press

TOO_OLD = "That answer is too old: I don't have it any more. Ask again, and use the new buttons."
EMPTY = "There is no text in that message that I could look up. Pick one with a question in it."
_CROWD = 8  # questions under way from which on an answer is announced first
_PAGE = 1 / 3  # of a question, for a further page or a whole section
_NAME = 100  # characters of what a choice shows


class Ask(commands.Cog):
    """Questions and what people do with the answers."""

    def __init__(
        self,
        asking: Asking,
        answers: Answers,
        database: Database,
        places: Places,
        limit: RateLimit,
        questions: Callable[[str], Sequence[str]],
        metrics: Metrics,
    ) -> None:
        """Take the services; `questions` finds what to offer for what was typed, and may block."""
        self._asking = asking
        self._answers = answers
        self._database = database
        self._places = places
        self._limit = limit
        self._offer = questions
        self._metrics = metrics
        self.menu = app_commands.ContextMenu(name="Ask the mentor", callback=self._ask_menu)
        self.actions: Mapping[str, Handler] = {
            "answer-page": self._page,
            "answer-whole": self._whole,
            "answer-section": self._section_page,
            "answer-helpful": self._helpful,
            "answer-unhelpful": self._unhelpful,
            "answer-why": self._why,
            "answer-moderators": self._to_moderators,
            "answer-tell": self._tell,
            "answer-delete": self._delete,
            "suggestion": self._suggestion,
        }

    @app_commands.command(description="Ask about skills, timelines, projects or pay on the way to AI engineer")
    @app_commands.describe(
        question="Your question, in your own words",
        source="Ask only this guide",
        private="Only you see the answer",
    )
    async def ask(
        self, interaction: Interaction, question: str, source: str | None = None, private: bool | None = None
    ) -> None:
        """Answer a question."""
        await self.answer(interaction, question, source, private)

    @ask.autocomplete("question")
    async def _questions(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await offered(self._offer, typed)

    @ask.autocomplete("source")
    async def _sources(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = self._asking.sources()
        fitting = [name for name, names in found.items() if typed.lower() in " ".join((name, *names)).lower()]
        return [app_commands.Choice(name=cut(f"{name}: {found[name][0]}", _NAME), value=name) for name in fitting[:25]]

    async def answer(
        self, interaction: Interaction, question: str, source: str | None = None, private: bool | None = None
    ) -> None:
        """Answer a question that came as an interaction of any kind."""
        arrived = time.perf_counter()
        asker = asker_of(interaction)
        self.check(asker.person)
        if private is None:
            private = not self._places.is_open(asker.guild, channels_of(interaction))
        # Where many wait, an answer takes longer than patience: then it is said at once that it is on its way.
        patience = 0.0 if self._asking.waiting > _CROWD else PATIENCE
        await reply(interaction, self.card(question, asker, self._known(source)), private=private, patience=patience)
        self._metrics.response_seconds.observe(time.perf_counter() - arrived)

    def check(self, person: int) -> None:
        """Take one question from what a person may ask; raises Refused when there is none left."""
        self._take(person, 1.0, "That was a lot of questions at once. Please wait {} s and ask again.")

    def _check_page(self, person: int) -> None:
        """Take a page from what a person may ask: it costs as much work as a question, but most come from memory."""
        self._take(person, _PAGE, "That was a lot of pages at once. Please wait {} s and press again.")

    def _take(self, person: int, tokens: float, said: str) -> None:
        if wait := self._limit.wait(person, tokens):
            self._metrics.refused.inc()
            raise Refused(said.format(max(1, round(wait))))

    async def hello(self) -> Card:
        """Return a word to who asked nothing."""
        return hello_card(HELLO, (await self._asking.examples())[:3])

    async def card(self, question: str, asker: Asker, source: str | None = None, *, shown: bool = True) -> Card:
        """Return the answer to a question; `shown` says whether the question stands above it."""
        asked = await self._asking.ask(question, asker, source)
        return answer_card(self._shown(asked, asker.person), question=shown)

    def _shown(self, asked: Asked, owner: int) -> Shown:
        return Shown(asked.answer, asked.id, owner, asked.authors, asked.nearby)

    def _known(self, source: str | None) -> str | None:
        """Return the id of a guide, however it was typed; raises Refused when there is none of that name."""
        if source is None:
            return None
        sources = self._asking.sources()
        for name, names in sources.items():
            if source.strip().lower() in [known.lower() for known in (name, *names, f"{name}: {names[0]}")]:
                return name
        raise Refused(f"I know no guide of that name. There are: {', '.join(sources) or 'none with a name'}.")

    async def _ask_menu(self, interaction: Interaction, message: discord.Message) -> None:
        if not message.content.strip():
            raise Refused(EMPTY)
        await self.answer(interaction, message.content)

    async def _suggestion(self, press: Press) -> None:
        if not press.label:
            raise Refused(TOO_OLD)
        await self.answer(press.interaction, press.label)

    async def _page(self, press: Press) -> None:
        self._check_page(press.person)
        kept = await self._kept(press.argument(0))
        owner = press.number(2, 0)
        mine = press.person == owner

        async def page() -> Card:
            asked = await self._asking.again(kept)
            number = max(press.number(1), 1)
            if number > pages_of(asked.answer):
                raise Refused(CHANGED)
            return answer_card(self._shown(asked, press.person), number)

        # Who asked turns the pages; anybody else gets them for themselves.
        await reply(press.interaction, page(), edit=mine)

    async def _whole(self, press: Press) -> None:
        self._check_page(press.person)
        value = press.values[0] if press.values else ""
        number = int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 1
        await reply(press.interaction, self._section(press.argument(0), number, 1))

    async def _section_page(self, press: Press) -> None:
        self._check_page(press.person)
        making = self._section(press.argument(0), press.number(1), press.number(2))
        await reply(press.interaction, making, edit=True)

    async def _section(self, answer_id: str, number: int, page: int) -> Card:
        kept = await self._kept(answer_id)
        # The number is a place in the kept answer, which never changes: another index cannot make it another section.
        passages, author = await self._asking.section(kept, number)
        return section_card(passages, author, f"answer-section:{kept.id}:{number}", page)

    async def _helpful(self, press: Press) -> None:
        await reply(
            press.interaction, self._vote(press, "Thank you. That tells the moderators what works.", helpful=True)
        )

    async def _unhelpful(self, press: Press) -> None:
        # The form first: it must come within three seconds, whatever the database is doing.
        why = Field("why", "What was missing or wrong? (may stay empty)", long=True, required=False, most=1_000)
        await press.interaction.response.send_modal(form("Not helpful", f"answer-why:{press.argument(0)}", why))
        await self._database.run(self._answers.vote, press.argument(0), press.person, False, "")

    async def _why(self, press: Press) -> None:
        reason = (press.fields or {}).get("why", "")
        await reply(
            press.interaction, self._vote(press, "Thank you. The moderators will see it.", helpful=False, reason=reason)
        )

    async def _vote(self, press: Press, thanks: str, *, helpful: bool, reason: str = "") -> Card:
        answer_id = press.argument(0)
        if not await self._database.run(self._answers.vote, answer_id, press.person, helpful, reason.strip()):
            raise Refused(TOO_OLD)
        return note(thanks)

    async def _to_moderators(self, press: Press) -> None:
        await reply(press.interaction, self._sent(press.argument(0)))

    async def _sent(self, answer_id: str) -> Card:
        if not await self._database.run(self._answers.to_moderators, answer_id, None, ""):
            raise Refused(TOO_OLD)
        tell = Button("Tell me when there is an answer", f"answer-tell:{answer_id}")
        return Card.of("The moderators have your question now, without your name.", Row((tell,)), colour=GREEN)

    async def _tell(self, press: Press) -> None:
        await reply(press.interaction, self._told(press), edit=True)

    async def _told(self, press: Press) -> Card:
        if not await self._database.run(self._answers.to_moderators, press.argument(0), press.person, ""):
            raise Refused(TOO_OLD)
        return note("I will send you one message when your question has an answer. Your name is kept only for that.")

    async def _delete(self, press: Press) -> None:
        """Delete an answer: for who asked, and for those who may delete anybody's messages there."""
        if press.person != press.number(0, 0) and not press.interaction.permissions.manage_messages:
            raise Refused("Only the person who asked can delete this answer, or a moderator.")
        await press.interaction.response.defer()
        await press.interaction.delete_original_response()

    async def _kept(self, answer_id: str) -> KeptAnswer:
        kept = await self._database.run(self._answers.find, answer_id)
        if kept is None:
            raise Refused(TOO_OLD)
        return kept
