"""Lines of a PDF → Markdown: paragraphs put together again, words that were parted at line ends too."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.importing.draft import Notes
from knowledge.importing.escape import escaped_words
from knowledge.importing.pdf_headings import Headings
from knowledge.importing.pdf_lines import Line

_ITEM = re.compile(r"(?:[•‣▪●◦·–∙■□➢➤✓\-*]|(\d{1,3})[.)])\s+(\S.*)")
_PARTED = re.compile(r"(\w+)-$")
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)]*$")
_APART = 1.35  # times the usual distance of two lines: a paragraph begins
_SHORT = 0.75  # of the usual width: a line that ends a sentence ends the paragraph too
_WIDE = 1.5  # times the size of the letters: lines of one paragraph that stand farther apart are rare
_INDENT = 6  # points


class Prose:
    """Puts lines together; knows how the document's lines usually stand."""

    def __init__(self, pages: Sequence[list[Line]]) -> None:
        lines = [line for page in pages for line in page]
        self.words = Counter(re.findall(r"\w+(?:-\w+)*", " ".join(line.text for line in lines).casefold()))
        gaps = [
            (above.y - line.y) / line.size
            for page in pages
            for above, line in pairwise(page)
            if 0 < above.y - line.y < 3 * line.size
        ]
        # In sizes of the letters. Not the median: where paragraphs are short, most gaps are those between them.
        self.gap = sorted(gaps)[len(gaps) // 4] if gaps else 1.2
        lengths = sorted(len(line.text) for line in lines)
        self.width = lengths[len(lengths) * 9 // 10] if lengths else 0

    def markdown(self, pages: Sequence[list[Line]], headings: Headings, notes: Notes) -> str:
        """Return the Markdown of the pages; without headings, every page is a section that says its number."""
        starts = {(page, first): (last, level) for (page, first, last), level in headings.items()}
        by_page = not headings and len(pages) > 1
        blocks: list[str] = []
        waiting: list[Line] = []
        for number, page in enumerate(pages):
            if by_page and page:
                blocks += [*self._paragraphs(waiting), f"## Page {number + 1}"]
                waiting = []
            done = 0
            for place, line in enumerate(page):
                if (number, place) in starts:
                    done, level = starts[number, place]
                    blocks += self._paragraphs(waiting)
                    waiting = []
                    words = self._joined(page[place:done])
                    blocks.append(f"{'#' * level} {escaped_words(words, starts_line=False)}")
                elif place >= done:
                    waiting.append(line)
        if by_page:
            notes.say("no headings were found, so every page is a section; put headings where the topic changes")
        return "\n\n".join([*blocks, *self._paragraphs(waiting)])

    def _paragraphs(self, lines: list[Line]) -> Iterator[str]:
        """Yield paragraphs and lists."""
        groups: list[list[Line]] = []
        for line in lines:
            if groups and not self._begins(groups[-1], line):
                groups[-1].append(line)
            else:
                groups.append([line])
        items: list[str] = []
        for group in groups:
            words = self._joined(group)
            if found := _ITEM.fullmatch(words):
                items.append(f"{int(found[1])}." if found[1] else "-")
                items[-1] += f" {escaped_words(found[2], starts_line=True)}"
                continue
            if items:
                yield "\n".join(items)
            items = []
            yield escaped_words(words, starts_line=True)
        if items:
            yield "\n".join(items)

    def _begins(self, group: list[Line], line: Line) -> bool:
        """Tell whether a line begins a paragraph or an item."""
        above = group[-1]
        if _ITEM.fullmatch(line.text) or abs(line.size - above.size) > 0.1 * above.size:
            return True
        ended = bool(_SENTENCE_END.search(above.text))
        gap = above.y - line.y
        if gap <= 0:  # the next column or page: a sentence may go on there
            return ended or not line.text[:1].islower()
        # Where a sentence ended, lines may stand apart in all of the document: its paragraphs have one line each.
        if gap > _APART * line.size * (min(self.gap, _WIDE) if ended else self.gap):
            return True
        indented = line.x > above.x + _INDENT and not _ITEM.fullmatch(group[0].text)
        return ended and (len(above.text) < _SHORT * self.width or indented)

    def _joined(self, lines: list[Line]) -> str:
        text = ""
        for line in lines:
            words = " ".join(line.text.split())
            parted = _PARTED.search(text)
            if not parted or not words[:1].isalpha():
                text = text + words if parted or not text else f"{text} {words}"
                continue
            start, end = parted[1].casefold(), re.split(r"\W", words.casefold(), maxsplit=1)[0]
            whole = self.words[f"{start}-{end}"] < 1 and words[0].islower() and not text.endswith(f"-{parted[1]}-")
            text = text[:-1] + words if whole else text + words
        return text
