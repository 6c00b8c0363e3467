"""Tidy HTML → Markdown with markdownify, which here escapes no more than it must."""

import re
from typing import Any

from bs4 import Tag
from bs4.element import NavigableString
from markdownify import BACKSLASH, MarkdownConverter

from knowledge.importing.draft import split_marks, unmarked
from knowledge.importing.escape import escaped_words

_INLINE = "a abbr b bdi bdo big cite code em font i ins kbd mark q samp small span strong sub sup time tt u var".split()
_NO_BLOCKS = ("td", "th", "h1", "h2", "h3", "h4", "h5", "h6")  # "1." begins no list there
_BARE_PIPE = re.compile(r"(?<!\\)\|")
_LANGUAGE = re.compile(r"(?:language|lang|highlight-source)-([\w+#-]+)")
_DIGITS = re.compile(r"\d+")


def markdown_of(content: Tag) -> str:
    """Return the Markdown of HTML that was put right."""
    converter = _Converter(
        heading_style="atx", bullets="-", newline_style=BACKSLASH, wrap=True, wrap_width=None, strip_pre=None
    )
    return str(converter.convert_soup(content)).strip("\n")


class _Converter(MarkdownConverter):
    """markdownify, with our escapes, fences and cells."""

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """Escape the words of a text as its place in the line needs."""
        tags = parent_tags or set()
        text = str(super().process_text(el, {*tags, "_noformat"}))  # type: ignore[misc]  # its stub leaves it out
        text = text.lstrip() if _is_break(el.previous_sibling) else text
        text = text.rstrip() if _is_break(el.next_sibling) else text
        if "_noformat" in tags:
            return text
        words = escaped_words(text, starts_line=_starts_line(el))
        following = el.next_element
        shouts = words.endswith("!") and isinstance(following, Tag) and following.name == "a"
        return f"{words[:-1]}\\!" if shouts else words  # before a link it would make a picture of it

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Fence code with more backticks than stand in it."""
        code = text.strip("\n").rstrip()
        if not code:
            return ""
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
        classes = " ".join(str(part.get("class") or "") for part in (el, *el.find_all("code")))
        language = _LANGUAGE.search(classes)
        return f"\n\n{fence}{language[1] if language else ''}\n{code}\n{fence}\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write a cell in one line."""
        words, marks = split_marks(_BARE_PIPE.sub(r"\|", text))
        return f" {' '.join(words.split())}{marks} |"

    convert_th = convert_td

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write a power as 10^6, and what else is raised as it is."""
        before = el.previous_sibling
        number = isinstance(before, NavigableString) and before[-1:].isdigit()
        return f"^{text}" if number and _DIGITS.fullmatch(text.strip()) else text

    def convert_q(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write a quotation within a sentence."""
        return f"“{text}”" if text else ""


def _is_break(node: Any) -> bool:
    return isinstance(node, Tag) and node.name == "br"


def _starts_line(el: Any) -> bool:
    """Tell whether no words stand before a text in its line."""
    node = el
    while node is not None:
        for before in node.previous_siblings:
            if isinstance(before, Tag):
                if before.name not in _INLINE:
                    return True
                if unmarked(before.get_text()).strip():
                    return False
            elif isinstance(before, NavigableString) and unmarked(before).strip():
                return False
        node = node.parent
        if node is None or node.name not in _INLINE:
            return node is None or node.name not in _NO_BLOCKS
    return True
