"""CommonMark as Discord shows it: no tables, no headings, nothing that pings. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
# Stand for the ends of what is marked. Rare brackets: beside a sign of punctuation "**" still opens and closes.
_START, _END = "\u2e55", "\u2e56"
_SPECIAL = re.compile(r"([\\*_`~|\[\]])")
_TAG = re.compile(r"<(?=[@#:/]|a:|t:|id:|https?:)")  # <@1> mentions, <#1> links, </command:1>, <:emoji:1>, <t:1>
_EVERYONE = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_LINE_START = re.compile(r"^(\s*)(#{1,3} |-# |>>> |> |[-+] )", re.MULTILINE)
_NUMBER_START = re.compile(r"^(\s*\d+)([.)] )", re.MULTILINE)
_BLOCK_START = re.compile(r"[ \t]*(?:(?:[-*+>]|\d+[.)]|#{1,6})[ \t]+)*")
_LANGUAGE = re.compile(r"[\w+#.-]+(?!\S)")
_HTML = re.compile(r"<!--.*?(?:-->|\Z)|<[^>]*>", re.DOTALL)
_ZERO_WIDTH = "\u200b"


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    marked: bool = False
    verbatim: bool = False  # code or a link, written already


def escaped(text: str) -> str:
    """Return plain words that look the same in Discord: no markup, no mention, no command, no emoji."""
    # A hard space is a space; of what cannot be seen only the joint in emoji stays.
    text = "".join(" " if char.isspace() and char != "\n" else char for char in text)
    text = "".join(char for char in text if char in "\n\u200d" or char.isprintable())
    text = _TAG.sub("\\<", _SPECIAL.sub(r"\\\1", text))
    text = _EVERYONE.sub("@" + _ZERO_WIDTH, text)
    return _NUMBER_START.sub(r"\1\\\2", _LINE_START.sub(r"\1\\\2", text))


def discord_text(markdown: str, marked: tuple[int, int] | None = None) -> str:
    """Return Markdown as Discord shows it; `marked` is [start, end) of what is to stand out, bold and underlined."""
    text, inline = _unmarked(markdown), _Inline()
    if marked is not None and len(text) == len(markdown):
        lines = list(_lines(_PARSER.parse(_with_marks(text, *marked)), inline))
    if inline.found != [_START, _END]:  # one of them stands in an address or in code, where nothing is marked
        lines = list(_lines(_PARSER.parse(text), _Inline()))
    return "\n".join(lines).strip("\n")


def _unmarked(text: str) -> str:
    return text.replace(_START, "").replace(_END, "")


def quoted(text: str) -> str:
    """Return a text as a quote, a bar beside every line."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _with_marks(text: str, start: int, end: int) -> str:
    """Put the marks in: inside a row's bars and behind an item's bullet; a block of code cannot be marked."""
    start, end = (min(max(0, place), len(text)) for place in (start, end))
    if start == 0 or text[start - 1] == "\n":
        start += len(_BLOCK_START.match(text, start, max(start, end)).group())  # type: ignore[union-attr]  # "" matches
    while start < end and text[start] in "| \t\n":
        start += 1
    while end > start and text[end - 1] in "| \t\n":
        end -= 1
    if start >= end or "```" in text[start:end] or "~~~" in text[start:end]:
        return text
    return text[:start] + _START + text[start:end] + _END + text[end:]


def _lines(tokens: Sequence[Token], inline: "_Inline") -> Iterator[str]:
    """Yield the lines of the blocks, an empty one between blocks that are not items of one list."""
    lists: list[int | None] = []  # the next number of each open list, None for bullets
    mark = ""  # of the item that has just begun
    quotes = 0
    header: list[str] = []
    cells: list[str] = []
    in_header = False
    first = True
    for place, token in enumerate(tokens):
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                number = lists[-1]
                mark = "- " if number is None else f"{number}. "
                if number is not None:
                    lists[-1] = number + 1
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "thead_open" | "thead_close":
                in_header = token.type == "thead_open"
            case "tr_open":
                cells = []
            case "tr_close" if in_header:
                header = cells
                if tokens[place + 2].type == "table_close":  # there is nothing but a header
                    yield "; ".join(filter(None, cells))
            case "tr_close" if row := _row(header, cells):
                yield f"- {row}"
            case "inline" if tokens[place - 1].type in ("th_open", "td_open"):
                cells.append(inline.written(token))
            case "inline" | "fence" | "code_block" | "html_block":
                heading = tokens[place - 1].type == "heading_open"
                written = inline.block(token, bold=heading)
                if not written:
                    continue
                if not (first or mark or (lists and tokens[place - 1].hidden)):
                    yield ""
                indent = "  " * (len(lists) - 1) if lists else ""
                # Lines of an item after its first stand under its words.
                rest = "  " if lists else ""
                if quotes and not written.startswith("```"):
                    written = f"“{written}”"
                for number, line in enumerate(written.split("\n")):
                    yield f"{indent}{(mark or rest) if number == 0 else rest}{line}"
                mark = ""
        first = first and token.type not in ("inline", "fence", "code_block", "html_block", "tr_close")


def _row(header: Sequence[str], cells: Sequence[str]) -> str:
    """Return a row of a table as "**first cell**: second header second cell; third header third cell"."""
    named = [
        f"{name}: {cell}" if name else cell for name, cell in zip(header[1:], cells[1:], strict=False) if cell.strip()
    ]
    first = cells[0] if cells and cells[0].strip() else ""
    lead = first if "**" in first or not first else f"**{first}**"
    return f"{lead}: {'; '.join(named)}" if lead and named else lead or "; ".join(named)


class _Inline:
    """Writes inline tokens. What is marked may begin in one block and end in another."""

    def __init__(self) -> None:
        self._marked = False
        self.found: list[str] = []  # the marks that were come by

    def block(self, token: Token, *, bold: bool) -> str:
        """Return what one block says."""
        if token.type in ("fence", "code_block"):
            content = _unmarked(token.content).rstrip("\n").replace("```", "``\u200b`")
            language = _LANGUAGE.match(token.info)
            return f"```{language[0] if language else ''}\n{content}\n```" if content else ""
        if token.type == "html_block":
            return escaped(" ".join(_HTML.sub(" ", _unmarked(token.content)).split()))
        return self.written(token, bold=bold)

    def written(self, token: Token, *, bold: bool = False) -> str:
        """Return an inline token as Discord's Markdown."""
        return "".join(_serialised(_merged(self._runs(token.children or [], bold=bold)))).strip()

    def _runs(self, children: Sequence[Token], *, bold: bool) -> Iterator[_Run]:
        strong, italic = int(bold), 0
        target = ""
        words: list[str] = []  # of an open link
        for child in children:
            match child.type:
                case "strong_open" | "strong_close":
                    strong += child.nesting
                case "em_open" | "em_close":
                    italic += child.nesting
                case "link_open":
                    target, words = str(child.attrGet("href") or ""), []
                case "link_close":
                    yield from self._link("".join(words), target, bold=strong > 0)
                    target = ""
                case _ if target:
                    words.append(_words(child))
                case "code_inline":
                    code = _unmarked(child.content).replace("`", "'")
                    yield _Run(f"`{code}`", strong > 0, italic > 0, self._marked, verbatim=True)
                case _:
                    for text in re.split(f"([{_START}{_END}])", _words(child)):
                        if text in (_START, _END):
                            self._marked = text == _START
                            self.found.append(text)
                        elif text:
                            yield _Run(text, strong > 0, italic > 0, self._marked)

    def _link(self, words: str, target: str, *, bold: bool) -> Iterator[_Run]:
        marks = [char for char in words if char in (_START, _END)]
        self.found += marks
        self._marked |= _START in marks
        said = " ".join(_unmarked(words).split())
        if target.startswith(("http://", "https://")) and said and not re.search(r"[\s<>]", target):
            address = target.replace("(", "%28").replace(")", "%29").replace("@", "%40")
            # An address that is its own words needs no brackets; Discord refuses to hide one behind another.
            link = f"<{address}>" if "://" in said else f"[{escaped(said)}]({address})"
            yield _Run(link, bold, marked=self._marked, verbatim=True)
        elif said:
            yield _Run(said, bold, marked=self._marked)
        if _END in marks:
            self._marked = False


def _words(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " " if token.type == "softbreak" else "\n"
    if token.type == "html_inline":
        return " " if token.content.lower().startswith("<br") else ""
    return token.content  # of an image, the alternative text


def _merged(runs: Iterable[_Run]) -> list[_Run]:
    """Join runs of one style, so that no marks stand between them."""
    # Joined first and escaped then: "@<b></b>everyone" is two runs.
    written = [run if run.verbatim else replace(run, text=escaped(run.text)) for run in _joined(runs)]
    return _joined(replace(run, bold=run.bold or run.marked, verbatim=False) for run in written)


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    found: list[_Run] = []
    for run in runs:
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        else:
            found.append(run)
    return found


def _serialised(runs: Sequence[_Run]) -> Iterator[str]:
    styled = False
    for run in runs:
        words = run.text.strip()
        mark = ("__" if run.marked else "") + ("**" if run.bold else "") + ("*" if run.italic else "")
        if not words or not mark:
            styled = styled and not run.text
            yield run.text
            continue
        lead = run.text[: len(run.text) - len(run.text.lstrip())]
        if styled and not lead:
            yield _ZERO_WIDTH  # "**a***b*" would be read as something else
        tail = run.text[len(run.text.rstrip()) :]
        yield f"{lead}{mark}{words}{mark[::-1]}{tail}"
        styled = not tail
