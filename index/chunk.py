"""Cut a section into passages that the encoder reads whole."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.records import Passage, Sentence
from index.sentences import sentence_spans
from knowledge.markdown import Block, blocks, plain
from knowledge.section import Section

MAX_CHARACTERS = 1100  # what fits one Discord quote with its heading, and a reader's patience
MARKS = 2  # the begin and end marks that models add
LONGEST_HEADING = 120  # characters of each heading that are encoded; more would crowd the text out

_MARK = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+|[ \t]*(?:>[ \t]?)+")
_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]?)+")

CountTokens = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, item, row or line with the space before it; the smallest thing that is kept whole."""

    text: str
    words: str = ""
    gap: str = ""  # what stands between the unit before and this one
    mark: str = ""  # of a list, before the text
    tokens: int = 0
    cost: float = 0.0  # of cutting just before this unit: 0 between blocks, more within one
    header: str = ""  # of a table, to repeat where the table is cut
    header_tokens: int = 0

    @property
    def length(self) -> int:
        """Return how many characters the unit takes in a passage, its header not counted."""
        return len(self.gap) + len(self.mark) + len(self.text)


def passages(section: Section, count_tokens: CountTokens, max_tokens: int) -> list[Passage]:
    """Return the section's passages in order; none is longer than the encoder reads, nothing is lost."""
    heading = heading_of(section)
    while heading and count_tokens([heading])[0] > max_tokens // 2 - MARKS:  # figures and other scripts: leave room
        heading = heading[: len(heading) * 3 // 4].rstrip(" >")
    room = max_tokens - MARKS - (count_tokens([heading])[0] if heading else 0)
    units = list(_units(section.text, count_tokens, room))
    return [_passage(section, heading, number, piece) for number, piece in enumerate(_pieces(units, room), start=1)]


def heading_of(section: Section) -> str:
    """Return the title and headings as one line for encoding; nothing where the title is all the text there is."""
    if section.text == section.title:
        return ""
    # A name like "doc-17" says nothing; one of several words was written for readers.
    parts = [section.title] if section.titled or len(section.title.split()) > 1 else []
    parts += [part for part in section.path if part not in parts]
    if len(parts) > 3:
        parts = [parts[0], *parts[-2:]]
    return " > ".join(part[:LONGEST_HEADING] for part in parts if part)


def _units(text: str, count_tokens: CountTokens, most: int) -> Iterator[_Unit]:
    raw = [unit for block in blocks(text) for unit in _block_units(block)]
    raw = list(_with_headers(raw, count_tokens, most))
    words = [plain(unit.text) for unit in raw]
    for unit, said, tokens in zip(raw, words, count_tokens(words), strict=True):
        if tokens + unit.header_tokens <= most and _header_length(unit) + unit.length <= MAX_CHARACTERS:
            yield replace(unit, words=said, tokens=tokens)
        else:
            yield from _broken(unit, count_tokens, most - unit.header_tokens)


def _with_headers(units: Sequence[_Unit], count_tokens: CountTokens, most: int) -> Iterator[_Unit]:
    """Count what each row's header takes; one too long to be repeated stands once, as a row of its own."""
    tokens = {unit.header: count_tokens([_header_words(unit)])[0] for unit in units if unit.header}
    above = ""
    for unit in units:
        if len(unit.header) <= MAX_CHARACTERS // 2 and tokens.get(unit.header, 0) <= most // 2:
            yield replace(unit, header_tokens=tokens.get(unit.header, 0))
        else:
            if unit.header != above:
                yield _Unit(unit.header, gap="\n\n")
            yield replace(unit, header="")
        above = unit.header


def _header_words(unit: _Unit) -> str:
    return plain(unit.header.split("\n")[0])  # the second line is the rule


def _header_length(unit: _Unit) -> int:
    return len(unit.header) + 2 if unit.header else 0


def _shows_header(units: Sequence[_Unit], place: int, first: int) -> bool:
    """Tell whether the header stands above a unit, in a piece that begins with the unit `first`."""
    return bool(units[place].header) and (place == first or units[place - 1].header != units[place].header)


def _block_units(block: Block) -> Iterator[_Unit]:
    """Yield the pieces of a block, not yet counted."""
    if block.kind == "row":
        yield _Unit(block.text, gap="\n", cost=0.1, header=block.header)
    elif block.kind == "code":
        for number, line in enumerate(block.text.split("\n")):
            yield _Unit(line, gap="\n", cost=0.4) if number else _Unit(line, gap="\n\n")
    else:
        mark, text = _unwrapped(block.text)
        first = _Unit("", gap="\n", mark=mark, cost=0.05) if block.kind == "item" else _Unit("", gap="\n\n", mark=mark)
        for number, (start, end) in enumerate(sentence_spans(text)):
            yield _Unit(text[start:end], gap=" ", cost=0.3) if number else replace(first, text=text[start:end])


def _unwrapped(text: str) -> tuple[str, str]:
    """Part a list mark from its text, and join wrapped lines: Discord would show every line end."""
    mark = _MARK.match(text)
    lines = (text[mark.end() :] if mark else text).split("\n")
    joined = "".join(
        line.strip() + ("\n" if line.endswith(("  ", "\\")) else " ")
        for line in (_QUOTE.sub("", line) for line in lines)
    )
    return (mark.group() if mark else ""), joined.strip()


def _broken(unit: _Unit, count_tokens: CountTokens, most: int) -> Iterator[_Unit]:
    """Cut what is longer than the model reads, at words, and inside a word only where there is no space at all."""
    longest = 200
    while True:
        words = [w[start : start + longest] for w in unit.text.split() for start in range(0, len(w), longest)]
        counts = count_tokens(words)
        if longest == 1 or max(counts, default=0) <= most:
            break
        longest //= 2
    fits = max(MAX_CHARACTERS - _header_length(unit) - len(unit.gap) - len(unit.mark), longest)
    held: list[str] = []
    size = length = 0
    part = unit
    for word, count in zip(words, counts, strict=True):
        if held and (size + count > most or length + len(word) > fits):
            yield replace(part, text=" ".join(held), words=plain(" ".join(held)), tokens=size)
            held, size, length, part = [], 0, 0, replace(unit, mark="", gap=" ", cost=0.3)
        held.append(word)
        size += count
        length += len(word) + 1
    if held:
        yield replace(part, text=" ".join(held), words=plain(" ".join(held)), tokens=size)


def _pieces(units: Sequence[_Unit], room: int) -> Iterator[Sequence[_Unit]]:
    """Part the units into pieces of about equal length that fit, cutting where it hurts least.

    The cheapest sequence of cuts, found from the end backwards: a piece costs the square of how far it is below the
    mean length, and each cut what the unit after it says.
    """
    if not units:
        return
    headers = [unit for place, unit in enumerate(units) if _shows_header(units, place, 0)]
    total = sum(unit.tokens for unit in units) + sum(unit.header_tokens for unit in headers)
    characters = sum(unit.length for unit in units) + sum(map(_header_length, headers))
    count = max(1, -(-total // room), -(-characters // MAX_CHARACTERS))
    target = total / count
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(units) + 1)
    for start in range(len(units) - 1, -1, -1):
        options = []
        tokens = length = 0
        for end in range(start + 1, len(units) + 1):
            unit = units[end - 1]
            tokens += unit.tokens
            length += unit.length
            if _shows_header(units, end - 1, start):
                tokens += unit.header_tokens
                length += _header_length(unit)
            if end > start + 1 and (tokens > room or length > MAX_CHARACTERS):
                break
            cut = units[end].cost if end < len(units) else 0.0
            options.append((((tokens - target) / max(target, 1)) ** 2 + cut + best[end][0], end))
        best[start] = min(options)
    start = 0
    while start < len(units):
        end = best[start][1]
        yield units[start:end]
        start = end


def _passage(section: Section, heading: str, number: int, units: Sequence[_Unit]) -> Passage:
    text = ""
    sentences = []
    for place, unit in enumerate(units):
        if _shows_header(units, place, 0):
            text += "\n\n" if text else ""
            end_of_names = len(text) + len(unit.header.split("\n")[0])
            sentences.append(Sentence(len(text), end_of_names, _header_words(unit)))
            text += unit.header
        text += (unit.gap if text else "") + unit.mark
        start = len(text)
        text += unit.text
        if unit.words:
            sentences.append(Sentence(start, len(text), unit.words))
    return Passage(
        id=section.id if number == 1 else f"{section.id}~{number}",
        section=section.id,
        document=section.document,
        source=section.source,
        title=section.title,
        path=section.path,
        text=text,
        heading=heading,
        sentences=tuple(sentences),
        attribution=section.attribution,
        url=section.url,
    )
