"""An answer as a card: passages under their sources, the best sentence marked, and what can be done next. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot import terminal
from bot.card import AMBER, GREEN, GREY, Block, Button, Card, Divider, Option, Row, Select, Style, Text
from bot.confidence import Status
from bot.discord_text import discord_text, escaped, quoted
from bot.fit import cut
from bot.mentor import Answer
from bot.terminal import percent, sureness
from index.records import Hit, Passage

PAGE = 3  # passages at once
_FIRST = 1_150  # characters of the first passage; a passage is never longer, so it is shown whole
_FURTHER = 340  # of the others: enough for the best sentence and what stands around it
_QUESTION = 300  # characters of the question above a public answer
_BY = {Status.ANSWERED: GREEN, Status.RELATED: AMBER, Status.NOT_COVERED: GREY}


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer, and what its buttons go on from."""

    answer: Answer
    id: str  # of the kept answer; "" when it could not be kept, and then there are no buttons that need it
    owner: int  # the person who asked
    authors: Mapping[str, str]  # name of the author by id of the source, where one is known
    nearby: Sequence[str] = ()  # questions that the guides do answer, for when they don't answer this one


def answer_card(shown: Shown, page: int = 1, *, question: bool = True) -> Card:
    """Return one page of an answer, counted from 1; `question` says whether the question stands above it."""
    answer = shown.answer
    blocks: list[Block] = []
    if question:
        blocks.append(Text(f"-# {escaped(cut(answer.question, _QUESTION))}"))
    if not answer.is_question:
        return hello_card(answer.reason, shown.nearby)
    if answer.status is Status.NOT_COVERED:
        return Card((*blocks, *_not_covered(shown)), GREY)
    if answer.read_as and page == 1:
        blocks.append(Text(f"-# Read as: {escaped(cut(answer.read_as, _QUESTION))}"))
    if answer.status is Status.RELATED:
        blocks.append(Text(f"**{escaped(answer.reason)}**"))
    hits = answer.hits[PAGE * (page - 1) : PAGE * page]
    for number, hit in enumerate(hits, start=PAGE * (page - 1) + 1):
        if number > PAGE * (page - 1) + 1:
            blocks.append(Divider())
        room = _FIRST if number == 1 else _FURTHER
        blocks.append(Text(_passage(hit, number, shown.authors.get(hit.passage.source, ""), room)))
    blocks.append(Text(f"-# {_footer(answer, hits)}"))
    return Card((*blocks, *_buttons(shown, hits, page)), _BY[answer.status])


def hello_card(said: str, questions: Sequence[str]) -> Card:
    """Return a friendly word to who asked nothing, and questions to tap."""
    return Card.of(said, *_suggested(questions), "-# `/help` shows what else I can do.", colour=GREEN)


def pages_of(answer: Answer) -> int:
    """Return how many pages an answer has."""
    return max(1, -(-len(answer.hits) // PAGE))


def section_card(passages: Sequence[Passage], author: str, action: str, page: int = 1) -> Card:
    """Return a whole section, a few passages a page; `action` with the page's number turns to another one."""
    pages = _paged(passages)
    page = min(max(page, 1), len(pages))
    first = passages[0]
    blocks: list[Block] = [Text(f"**{source_line(first)}**{_by(author)}")]
    blocks += [Text(discord_text(passage.text)) for passage in pages[page - 1]]
    ends = [f"page {page} of {len(pages)}"] if len(pages) > 1 else []
    ends += [f"<{first.url}>"] if first.url else []
    if not first.attribution:  # where no guide is credited, the file says whence it is
        ends.insert(0, f"from {escaped(first.document)}")
    blocks += [Text(f"-# {' · '.join(ends)}")] if ends else []
    turns = [Button("Back", f"{action}:{page - 1}")] if page > 1 else []
    turns += [Button("Next", f"{action}:{page + 1}", Style.PRIMARY)] if page < len(pages) else []
    return Card((*blocks, *([Row(tuple(turns))] if turns else [])), GREEN)


def source_line(passage: Passage) -> str:
    """Return "Atlia Learning > AI engineer salary in 2026 > United Kingdom", safe to show."""
    return escaped(cut(terminal.source_line(passage), 250))


def _paged(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Part passages into pages of about two screens of a phone."""
    pages: list[list[Passage]] = [[]]
    for passage in passages:
        if pages[-1] and sum(len(one.text) for one in pages[-1]) + len(passage.text) > 2_400:
            pages.append([])
        pages[-1].append(passage)
    return pages


def _passage(hit: Hit, number: int, author: str, room: int) -> str:
    text, marked = excerpt(hit, room)
    return f"**{number}. {source_line(hit.passage)}**{_by(author)}\n{quoted(discord_text(text, marked))}"


def _by(author: str) -> str:
    return f"\n-# by {escaped(author)}" if author else ""


def excerpt(hit: Hit, room: int) -> tuple[str, tuple[int, int] | None]:
    """Return the sentences around the best one that fit into `room` characters, and where the best one is in them."""
    passage = hit.passage
    best = hit.highlights[0] if hit.highlights else None
    if len(passage.text) <= room or not passage.sentences:
        return passage.text, best
    spans = [(sentence.start, sentence.end) for sentence in passage.sentences]
    middle = spans.index(best) if best in spans else 0
    first = last = middle
    # What follows explains more than what stands before.
    while True:
        if last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= room:
            last += 1
        elif first > 0 and spans[last][1] - spans[first - 1][0] <= room:
            first -= 1
        else:
            break
    start = _line_start(passage.text, spans[first][0])
    before = "" if first == 0 else _header(passage.text, start)  # it begins with a sentence, so nothing looks torn off
    in_table = passage.text[_line(passage.text, spans[last][0]) :].startswith("|")
    after = "" if last == len(spans) - 1 else "\n\n…" if in_table else " …"
    text = before + passage.text[start : spans[last][1]] + after
    moved = len(before) - start
    return text, (best[0] + moved, best[1] + moved) if best else None


def _line_start(text: str, start: int) -> int:
    """Return where the line starts, if nothing but an item's mark stands before this place."""
    line = _line(text, start)
    return line if not text[line:start].strip(" \t-*+>0123456789.)") else start


def _line(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _header(text: str, start: int) -> str:
    """Return the header of the table whose rows begin here: without it they are no table, only bars."""
    if not text.startswith("|", start):
        return ""
    above = text[:start].split("\n")[:-1]
    first = next((place for place in range(len(above), 0, -1) if not above[place - 1].startswith("|")), 0)
    return "".join(f"{line}\n" for line in above[first:][:2])


def _footer(answer: Answer, hits: Sequence[Hit]) -> str:
    sources = len({hit.passage.source for hit in hits})
    differ = " · from different guides, which may not agree" if sources > 1 else ""
    return f"{sureness(answer)} ({percent(answer.confidence)}){differ}"


def _buttons(shown: Shown, hits: Sequence[Hit], page: int) -> list[Block]:
    if not shown.id:
        return [Row((_delete(shown),))]
    pages = pages_of(shown.answer)
    turns = [Button("Back", f"answer-page:{shown.id}:{page - 1}:{shown.owner}")] if page > 1 else []
    if page < pages:
        turns.append(Button("More passages", f"answer-page:{shown.id}:{page + 1}:{shown.owner}", Style.PRIMARY))
    judge = (
        Button("Helpful", f"answer-helpful:{shown.id}", Style.SUCCESS),
        Button("Not helpful", f"answer-unhelpful:{shown.id}"),
    )
    first = PAGE * (page - 1)
    options = tuple(
        Option(f"{number}. {(hit.passage.title, *hit.passage.path)[-1]}", str(number))
        for number, hit in enumerate(hits, start=first + 1)
    )
    whole = Select(f"answer-whole:{shown.id}", "Read a whole section …", options)
    return [Row((*turns, *judge, _delete(shown))), whole]


def _delete(shown: Shown) -> Button:
    return Button("Delete", f"answer-delete:{shown.owner}")


def _not_covered(shown: Shown) -> list[Block]:
    blocks: list[Block] = [Text(escaped(shown.answer.reason))]
    if shown.nearby:
        blocks += [Text("These I can answer:"), *_suggested(shown.nearby)]
    send = (Button("Send to the moderators", f"answer-moderators:{shown.id}"),) if shown.id else ()
    return [*blocks, Row((*send, _delete(shown)))]


def _suggested(questions: Sequence[str]) -> list[Row]:
    """Return a button a question, one below another: three are too wide for one row of a phone."""
    return [
        Row((Button(question, f"suggestion:{number}", Style.PRIMARY),)) for number, question in enumerate(questions, 1)
    ]
