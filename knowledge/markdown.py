"""CommonMark with tables, read by markdown-it-py: pages to headings, text to blocks, markup to plain words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

# The preset's 20 levels are ten nested lists, and a list nested deeper swallows all the headings behind it.
_OPTIONS = {"maxNesting": 100}
# Two parsers: in a section, unlike a page, a first line of three hyphens is a rule and no front matter.
_PARSER = MarkdownIt("commonmark", _OPTIONS).enable("table")
_PAGE_PARSER = MarkdownIt("commonmark", _OPTIONS).enable("table").use(front_matter_plugin)
_MARKUP = re.compile(r"[*_`\[\]<>&\\!|~]")
_SPECIAL = re.compile(r"([\\`*_\[\]<>&#~|!])")
_CELL_END = re.compile(r"(?<!\\)\|")
_BLANK_START = re.compile(r"\A(?:[^\S\n]*\n)+")  # the first line's indentation stays: it may be code
_NOT_SLUG = re.compile(r"[^\w]+|_+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the text below it, up to the next heading; `line` counts from 1."""

    level: int  # 0 for the text before the first heading
    title: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown page taken apart."""

    front_matter: str | None  # the YAML text between the two `---`
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of Markdown that is better not cut: a paragraph, an item, a table row, a code block."""

    kind: str  # "paragraph", "item", "row", "code"
    text: str
    header: str = ""  # for rows: the table's header and its rule, to repeat above a cut


def slug(text: str) -> str:
    """Return the name of a heading: small letters and digits with hyphens between."""
    return _NOT_SLUG.sub("-", text.lower()).strip("-")


def parse_page(text: str) -> Page:
    """Split a page at its headings; a heading inside a quote or a list is not one."""
    tokens = _PAGE_PARSER.parse(text)
    lines = text.split("\n")
    front_matter = tokens[0].content if tokens and tokens[0].type == "front_matter" else None
    starts = [
        (int(token.tag[1]), _inline_words(tokens[place + 1]), token.map)
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map
    ]
    first_line = tokens[0].map[1] if front_matter is not None and tokens[0].map else 0
    headings = []
    opened = (0, "", (first_line, first_line))
    for level, title, line_map in [*starts, (0, "", (len(lines), len(lines)))]:
        above_level, above_title, above_map = opened
        body = _BLANK_START.sub("", "\n".join(lines[above_map[1] : line_map[0]])).rstrip()
        if above_level or body:
            headings.append(Heading(above_level, above_title, body, above_map[0] + 1))
        opened = (level, title, (line_map[0], line_map[1]))
    return Page(front_matter, tuple(headings))


def blocks(text: str) -> list[Block]:
    """Return the blocks of a text in order; only blank lines, rules, comments and link definitions are left out."""
    lines = text.split("\n")
    found = list(_blocks(_PARSER.parse(text), lines))
    return [block for block in found if block.text.strip()]


def _blocks(tokens: Sequence[Token], lines: list[str]) -> Iterator[Block]:
    header = ""
    covered = 0  # lines before this one are already in a block
    for place, token in enumerate(tokens):
        if not token.map or token.map[0] < covered:
            continue
        first, last = token.map
        if token.type == "thead_open":
            header = "\n".join(lines[first : last + 1])
            covered = last + 1
            if place + 4 > len(tokens) or not _has_body(tokens, place):
                yield Block("row", header)
        elif token.type == "tr_open":
            yield Block("row", "\n".join(lines[first:last]), header)
            covered = last
        elif token.type == "list_item_open":
            # A nested list is cut at its own items; the outer item ends where the inner list starts.
            inner = _first_inner_list(tokens, place)
            end = inner if inner is not None else last
            yield Block("item", _trimmed(lines[first:end]))
            covered = end
        elif token.type in ("fence", "code_block"):
            yield Block("code", "\n".join(lines[first:last]).strip("\n"))
            covered = last
        elif token.type == "html_block":
            if words := plain(_without_tags(token.content)):
                yield Block("paragraph", words)
            covered = last
        elif token.type in ("paragraph_open", "heading_open"):
            yield Block("paragraph", _trimmed(lines[first:last]))
            covered = last


def _has_body(tokens: Sequence[Token], place: int) -> bool:
    for token in tokens[place:]:
        if token.type == "tbody_open":
            return True
        if token.type == "table_close":
            return False
    return False


def _first_inner_list(tokens: Sequence[Token], place: int) -> int | None:
    level = tokens[place].level
    for token in tokens[place + 1 :]:
        if token.type == "list_item_close" and token.level == level:
            return None
        if token.type in ("bullet_list_open", "ordered_list_open") and token.map:
            # An item may start with a list ("- - x"): then there is nothing of its own to keep.
            return token.map[0] if token.map[0] > (tokens[place].map or [0])[0] else None
    return None


def _trimmed(lines: Sequence[str]) -> str:
    kept = [line.rstrip() for line in lines]
    while kept and not kept[-1].strip():
        kept.pop()
    return "\n".join(kept).strip("\n")


def _without_tags(html: str) -> str:
    words = re.sub(r"<!--.*?(?:-->|\Z)|<(?:script|style)\b.*?</(?:script|style)>", " ", html, flags=re.S | re.I)
    return re.sub(r"<[^>]*>", " ", words)


def links(text: str) -> list[str]:
    """Return where the links and images of a text lead; what stands in code is no link."""
    children = [child for token in _PARSER.parse(text) for child in token.children or []]
    targets = (child.attrGet("href") or child.attrGet("src") for child in children)
    return [str(target) for target in targets if target]


def without_headings(text: str) -> str:
    """Return a text whose headings are bold lines and whose rules are gone, so that it is one section in any page."""
    for _ in range(3):  # a line that was set off by a heading may become one itself
        tokens = _PARSER.parse(text)
        found = [
            (token.map, _inline_words(tokens[place + 1]) if token.type == "heading_open" else "")
            for place, token in enumerate(tokens)
            if token.type in ("heading_open", "hr") and token.level == 0 and token.map
        ]
        lines = text.split("\n")
        for (first, last), words in reversed(found):
            lines[first:last] = ["", f"**{escaped(words)}**" if words else "", ""]
        text = "\n".join(lines).strip()
    return text


def escaped(words: str) -> str:
    """Return plain words as Markdown that reads as these words."""
    return _SPECIAL.sub(r"\\\1", words)


def plain(text: str) -> str:
    """Return a piece of Markdown as words: no emphasis marks, no addresses, cells parted by commas."""
    stripped = text.strip()
    if stripped.startswith("|"):
        cells = (cell.strip() for cell in _CELL_END.split(stripped))
        return ", ".join(plain(cell) for cell in cells if cell and set(cell) - set("-: "))
    if not _MARKUP.search(stripped):
        return " ".join(stripped.split())
    return _inline_words(_PARSER.parseInline(stripped)[0])


def _inline_words(token: Token) -> str:
    words = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or child.content.lower().startswith("<br"):
            words.append(" ")
        elif child.type == "image":
            words.append(child.content)  # the alternative text
    return " ".join("".join(words).split())
