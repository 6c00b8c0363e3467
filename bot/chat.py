"""A conversation in the terminal, with the same service that Discord uses."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot.commands import Commands
from bot.confidence import Status
from bot.conversation import Conversations
from bot.examples import examples
from bot.mentor import Answer, Mentor
from bot.refused import Refused
from bot.terminal import answer_text, indented, passage_text, safe, source_line, width_of_terminal
from bot.terminal_card import card_text
from index.records import Hit
from knowledge.errors import ContentError, did_you_mean

WELCOME = "Ask about becoming an AI engineer: skills, timelines, projects, pay. /help shows more, /quit ends."
HELP = """Ask in your own words; a follow-up such as "and in London?" is understood.

/ask GUIDE …    ask only one guide, by the name that /sources shows
/more           the next passages for the last question
/whole N        the whole section of passage N
/why            what the confidence comes from
/help           this, and every command that Discord has too
/help NAME      one of them: /help roadmap
/quit           the end"""
_ME = "terminal"
_MOST = 12  # passages that /more pages through

Say = Callable[[str], None]


@dataclass
class _Last:
    """What was asked last, for the commands that go on from it."""

    answer: Answer
    shown: int  # passages that the person has seen


class Chat:
    """Takes lines and says answers."""

    def __init__(
        self,
        mentor: Mentor,
        conversations: Conversations,
        commands: Commands,
        *,
        top: int,
        color: bool,
        say: Say,
    ) -> None:
        """Talk with one person."""
        self._typed = commands
        self._mentor = mentor
        self._conversations = conversations
        self._top = top
        self._color = color
        self._say = say
        self._last: _Last | None = None
        self._commands: dict[str, Callable[[str], None]] = {
            "/ask": self._ask_command,
            "/more": self._more,
            "/whole": self._whole,
            "/why": self._why,
            "/help": self._help,
        }

    def run(self, lines: Iterable[str]) -> None:
        """Answer line by line, until the lines or the person's patience end."""
        for line in lines:
            text = line.strip()
            if text in ("/quit", "/exit"):
                return
            if text:
                self.answer(text)

    def answer(self, text: str) -> None:
        """Answer one line: a command or a question."""
        if not text.startswith("/"):
            self._ask(text, None)
            return
        name, _, rest = text.partition(" ")
        if (command := self._commands.get(name)) is not None:
            command(rest.strip())
        elif name.lower() in self._typed.names:
            self._run(text)
        else:
            known = (*self._commands, *self._typed.names)
            hint = did_you_mean(name, known)
            self._say(f"There is no command {safe(name[:40])}{hint or '.'} Commands: {', '.join(known)}, /quit")

    def _run(self, text: str) -> None:
        try:
            self._say(card_text(self._typed.run(text), color=self._color, width=width_of_terminal()))
        except Refused as refused:
            self._say(safe(str(refused)))
        except ContentError as error:
            self._say(safe(f"The content cannot be read. Run: python -m scripts.reindex --check\n{error.problems[0]}"))

    def _help(self, rest: str) -> None:
        own = [line for line in HELP.splitlines() if line.split(" ")[0] == f"/{rest.lower().lstrip('/')}"]
        try:
            text = "\n".join(own) or self._typed.help(rest)
        except Refused as refused:
            self._say(safe(str(refused)))
            return
        self._say(indented(text if rest else f"{HELP}\n\n{text}", width_of_terminal()))

    def _ask(self, question: str, source: str | None) -> None:
        context = self._conversations.context(_ME)
        answer = self._mentor.ask(question, context=context, top=_MOST, source=source)
        covered = answer.status is not Status.NOT_COVERED
        if covered:  # what was off the topic is no context for what comes next
            self._conversations.remember(_ME, question)
        self._last = _Last(answer, min(self._top, len(answer.hits)) if covered else 0)
        shown = replace(answer, hits=answer.hits[: self._top])
        self._say(answer_text(shown, color=self._color, width=width_of_terminal()))
        if covered and len(answer.hits) > self._top:
            self._say("/more for further passages")
        elif not covered:
            offered = () if answer.is_question else examples(self._mentor, (), 3)
            self._say("".join(f"  {question}\n" for question in offered) + "/help shows what else I can do")

    def _ask_command(self, rest: str) -> None:
        source, _, question = rest.partition(" ")
        guides = self._mentor.retriever.data.manifest.settings["sources"]
        if source in guides and question.strip():
            self._ask(question.strip(), source)
        elif rest and source not in guides:
            self._ask(rest, None)
        else:
            self._say("Write the question after /ask, or a guide and the question: /ask zen how long does it take")

    def _more(self, _: str) -> None:
        last = self._last
        if last is None:
            self._say("Ask something first.")
            return
        hits = last.answer.hits[last.shown : last.shown + self._top]
        if not hits or not last.shown:  # what does not cover the question is no answer on the next page either
            self._say("There is no more that fits.")
            return
        for number, hit in enumerate(hits, start=last.shown + 1):
            self._say(passage_text(hit, number, color=self._color, width=width_of_terminal()) + "\n")
        last.shown += len(hits)

    def _whole(self, rest: str) -> None:
        last = self._last
        if last is None:
            self._say("Ask something first.")
            return
        if not last.shown:
            self._say("No passage was shown for the last question.")
            return
        number = next((number for number in range(1, last.shown + 1) if rest == str(number)), 0)
        if not number:
            self._say(f"Name a passage by its number: /whole 1 to /whole {last.shown}")
            return
        passage = last.answer.hits[number - 1].passage
        # A new version may have dropped the section since; the passage itself is still at hand.
        for piece in self._mentor.retriever.data.section(passage.section) or [passage]:
            self._say(passage_text(Hit(piece, 0.0, ()), number, color=self._color, width=width_of_terminal()))
        self._say(safe(f"From {passage.document}"))

    def _why(self, _: str) -> None:
        if self._last is None:
            self._say("Ask something first.")
            return
        answer = self._last.answer
        lines = [f"confidence {answer.confidence:.3f}: {answer.status.value}"]
        lines += [
            f"  {value:+6.2f}  {name}" for name, value in sorted(answer.parts.items(), key=lambda part: -abs(part[1]))
        ]
        if answer.evidence and answer.evidence.unknown:
            lines.append(f"  words that no passage has: {', '.join(answer.evidence.unknown)}")
        nearest = answer.hits[: self._last.shown or self._top]
        lines += [f"  {hit.score:6.3f}  {source_line(hit.passage)}" for hit in nearest]
        self._say(safe("\n".join(lines)))
