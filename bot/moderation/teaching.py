"""Teaching: what moderators write goes into the taught folder and is found within seconds, or nothing is changed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bot.content import Content
from bot.database.database import Database
from bot.moderation.act import Audit, Home, Moderator
from bot.moderation.entries_card import Entry, entries_of, key_of
from bot.moderation.reindexing import Reindexed
from bot.moderation.written import checked_answer, checked_question
from bot.refused import Refused
from knowledge.errors import did_you_mean
from knowledge.files import Unreadable
from knowledge.overlay import Example, Lists, Wording
from knowledge.section import Section
from knowledge.taught import Taught, TaughtAnswer, Undo

log = logging.getLogger(__name__)

IN_CONTENT = "That is in the content's own files by now ({}): it can only be changed there."
GONE = "That answer is not there any more: somebody took it back."


class Teaching:
    """Adds answers, wordings and examples, one after the other; each serves when its method returns.

    Every method raises Refused with what to do, and then nothing was changed.
    """

    def __init__(
        self,
        taught: Taught,
        content: Content,
        reindex: Callable[[], Awaitable[Reindexed]],
        refresh: Callable[[], object],
        audit: Audit,
        database: Database,
        home: Home,
        now: Callable[[], datetime],
    ) -> None:
        """Take where it is kept, what brings it to life, who writes down who did it, and which guilds may."""
        self._taught = taught
        self._content = content
        self._reindex = reindex
        self._refresh = refresh
        self._audit = audit
        self._run = database.run
        self._home = home
        self._now = now
        self._turn = asyncio.Lock()

    def may_teach(self, guild: int) -> bool:
        """Tell whether moderators of this guild may teach."""
        try:
            self._home(guild)
        except Refused:
            return False
        return True

    def check(self, guild: int) -> None:
        """Raise Refused where teaching is not for this guild's moderators."""
        self._home(guild)

    async def answers(self) -> list[TaughtAnswer]:
        """Return what was taught, the last first."""
        found = await asyncio.to_thread(self._taught.answers)
        return sorted(found, key=lambda one: (one.updated, one.id), reverse=True)

    async def answer(self, id: str) -> TaughtAnswer:
        """Return an answer; raises Refused when it is gone."""
        found = await asyncio.to_thread(self._taught.answer, id)
        if found is None:
            raise Refused(GONE)
        return found

    async def teach(
        self, who: Moderator, title: str, text: str, link: str = "", questions: str = "", *, id: str = ""
    ) -> TaughtAnswer:
        """Add an answer, or with an id write another in its place."""
        self.check(who.guild)

        def written() -> TaughtAnswer:
            if id and self._taught.answer(id) is None:
                raise Refused(GONE)
            self._check_is_ours(id)
            new_id = (lambda _: id) if id else self._new_id
            given = {"title": title, "text": text, "link": link, "questions": questions}
            return self._without_known(checked_answer(who, self._now().date(), new_id, **given))

        async with self._turn:
            answer = await asyncio.to_thread(written)
            await self._live(lambda: self._taught.put(answer))
        await self._record(who, "taught-edit" if id else "taught", answer.id, f"{answer.title}\n{answer.text}")
        return answer

    async def take_back(self, who: Moderator, id: str) -> TaughtAnswer:
        """Remove an answer; its text stays in the audit."""
        self.check(who.guild)
        async with self._turn:
            answer = await self.answer(id)
            await asyncio.to_thread(self._check_is_ours, id)
            await self._live(lambda: self._taught.remove(id))
        await self._record(who, "taught-removed", id, f"{answer.title}\n{answer.text}")
        return answer

    async def word(self, who: Moderator, section: str, question: str) -> Section:
        """Add words by which a section is asked for."""
        self.check(who.guild)

        def added() -> Wording:
            found = self._section(section)
            text = checked_question(question)
            owner = self._asked_for(found.source, text)
            if owner is not None:
                raise Refused(f"“{text}” is known already as a question for {owner}. Add other words.")
            return Wording(section=found.id, question=text, by=who.name or "a moderator", at=self._now().date())

        async with self._turn:
            wording = await asyncio.to_thread(added)
            change = _with(wordings=(wording,))
            await self._live(lambda: self._taught.change(change))
        await self._record(who, "wording", wording.section, wording.question)
        return await asyncio.to_thread(self._section, wording.section)

    async def off_topic(self, who: Moderator, question: str) -> None:
        """Add a question to the examples of what no guide shall answer."""
        self.check(who.guild)
        example = Example(question=checked_question(question), by=who.name or "a moderator", at=self._now().date())
        async with self._turn:
            change = _with(out_of_scope=(example,))
            await self._live(lambda: self._taught.change(change))
        await self._record(who, "off-topic", "", example.question)

    async def entries(self) -> list[Entry]:
        """Return the wordings and off-topic questions, the last first; raises Refused when their file is damaged."""
        try:
            return entries_of(await asyncio.to_thread(self._taught.lists))
        except Unreadable as error:
            raise Refused(f"What was taught cannot be read: {error}.") from error

    async def take_entry_back(self, who: Moderator, key: str) -> Entry:
        """Remove a wording or an off-topic question."""
        self.check(who.guild)
        async with self._turn:
            entry = next((one for one in await self.entries() if key_of(one) == key), None)
            if entry is None:
                raise Refused("That is not there any more: somebody took it back.")
            if entry.exported is not None:
                raise Refused(IN_CONTENT.format(entry.section if isinstance(entry, Wording) else "out_of_scope.yaml"))
            await self._live(lambda: self._taught.change(_without(entry)))
        section = entry.section if isinstance(entry, Wording) else ""
        await self._record(who, "wording-removed" if section else "off-topic-removed", section, entry.question)
        return entry

    async def _live(self, put: Callable[[], Undo]) -> None:
        """Write, reindex, and let the new version answer; where that fails what was written is taken out again."""
        try:
            undo = await asyncio.to_thread(put)
        except (OSError, Unreadable) as error:
            log.error("What was taught could not be written: %s", error)
            raise Refused(f"It could not be written ({error}). Somebody has to look at the server's disk.") from error
        try:
            done = await self._reindex()
        except BaseException:
            await asyncio.to_thread(undo)
            raise
        if done.problem:
            await asyncio.to_thread(undo)
            lost = "".join(f"\n- {question}" for question in done.lost[:5])
            raise Refused(f"Nothing was changed. {done.problem}{lost}")
        await asyncio.to_thread(self._refresh)

    def _new_id(self, title: str) -> str:
        known = {name for one in self._content().sections for name in (one.id, *one.aliases)}
        return self._taught.free_id(title, known.__contains__)

    def _check_is_ours(self, id: str) -> None:
        """Raise Refused for an answer that was exported, and that the content has: it would be quoted all the same."""
        for section in self._content().sections:
            if section.id == id and not section.document.startswith("taught/"):
                raise Refused(IN_CONTENT.format(section.document))

    def _section(self, name: str) -> Section:
        sections = {alias: one for one in self._content().sections for alias in (one.id, *one.aliases)}
        found = sections.get(name.strip())
        if found is None:
            raise Refused(f"There is no section “{name.strip()[:100]}”{did_you_mean(name.strip(), list(sections))}.")
        return found

    def _asked_for(self, source: str, question: str, but: str = "") -> str | None:
        same = question.lower().strip(" ?!.")
        for section in self._content().sections:
            if section.source == source and section.id != but:
                for other in section.questions:
                    if " ".join(other.lower().strip(" ?!.").split()) == same:
                        return section.id
        return None

    def _without_known(self, answer: TaughtAnswer) -> TaughtAnswer:
        """Leave out questions that another taught answer has: two answers to one question would compete."""
        kept = tuple(one for one in answer.questions if self._asked_for("moderators", one, answer.id) is None)
        return replace(answer, questions=kept)

    async def _record(self, who: Moderator, action: str, target: str, details: str) -> None:
        await self._run(self._audit.record, who.guild, who.person, action, target, details, self._now())


def _with(*, wordings: tuple[Wording, ...] = (), out_of_scope: tuple[Example, ...] = ()) -> Callable[[Lists], Lists]:
    return lambda lists: Lists(wordings=(*lists.wordings, *wordings), out_of_scope=(*lists.out_of_scope, *out_of_scope))


def _without(entry: Entry) -> Callable[[Lists], Lists]:
    return lambda lists: Lists(
        wordings=tuple(one for one in lists.wordings if one != entry),
        out_of_scope=tuple(one for one in lists.out_of_scope if one != entry),
    )
