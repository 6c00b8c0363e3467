"""What stands within lines of HTML put right: pictures, links, emphasis, and words that were struck out."""

import re
from urllib.parse import quote, urljoin, urlsplit

from bs4 import Tag
from bs4.element import NavigableString

from knowledge.importing.draft import Notes
from knowledge.importing.html_blocks import BLOCKS
from knowledge.importing.html_content import each, words_of

_SAYS_NOTHING = re.compile(r"(?:image|img|picture|photo|icon|logo|banner|figure|thumbnail|\S+\.\w{3,4})?\W*\d*", re.I)
_LETTER = re.compile(r"\w")


def settle_words(content: Tag, notes: Notes) -> None:
    """Replace pictures by the words that describe them, if those say something, and drop what was struck out."""
    for struck in each(content, "s", "del", "strike"):
        _drop_struck(struck, notes)
    for picture in each(content, "img"):
        alt = " ".join(str(picture.get("alt") or "").split())
        if _SAYS_NOTHING.fullmatch(alt):
            notes.say("pictures were left out")
            picture.decompose()
            continue
        mark = notes.here("a picture was left out, and the words that describe it kept")
        before, after = picture.previous_sibling, picture.next_sibling
        start = " " if isinstance(before, NavigableString) and before[-1:].strip() else ""
        end = " " if isinstance(after, NavigableString) and _LETTER.match(after[:1]) else ""
        picture.replace_with(NavigableString(f"{start}(picture: {alt}){mark}{end}"))


def settle_inline(content: Tag, base: str, notes: Notes) -> None:
    """Change links and emphasis in place; `base` is what links are relative to, or ""."""
    for link in each(content, "a"):
        _settle_link(link, base, notes)
    _settle_emphasis(content, "strong", "b")
    _settle_emphasis(content, "em", "i", "cite", "dfn", "var")


def _settle_link(link: Tag, base: str, notes: Notes) -> None:
    target = str(link.get("href") or "").strip()
    inner = target.startswith("#")
    if not words_of(link) or (inner and words_of(link) in "↑↩¶#"):  # back from a footnote, or to the heading itself
        link.decompose()
        return
    try:
        address = urljoin(base, target)
        scheme = urlsplit(address).scheme
    except ValueError:  # "http://[" is no address
        address = scheme = ""
    if scheme in ("http", "https", "mailto") and not inner and not link.find(BLOCKS):
        link.attrs = {"href": quote(address, safe="%/:?=&;+$,~#!'*@-._[]")}
        return
    if target and not scheme and not inner:
        mark = notes.here("a link without its site is words only; give --url, where the page stands")
        link.append(NavigableString(mark))
    link.unwrap()


def _drop_struck(struck: Tag, notes: Notes) -> None:
    mark = notes.here("words that were struck out are left out") if words_of(struck) else ""
    after = struck.next_sibling
    if isinstance(after, NavigableString) and str(struck.previous_sibling or " ")[-1:].isspace():
        after.replace_with(NavigableString(after.lstrip()))
    struck.replace_with(NavigableString(mark))


def _settle_emphasis(content: Tag, name: str, *others: str) -> None:
    for tag in content.find_all([name, *others]):
        tag.name = name
        while isinstance(follower := tag.next_sibling, Tag) and follower.name in (name, *others):
            tag.extend(list(follower.contents))
            follower.extract()
    for tag in content.find_all(name):
        if tag.find_parent(name) or tag.find(BLOCKS) or not words_of(tag) or _touches(tag):
            tag.unwrap()


def _touches(tag: Tag) -> bool:
    """Tell whether asterisks would mark nothing: they do not between a sign inside and a letter outside."""
    words, before, after = tag.get_text(), tag.previous_sibling, tag.next_sibling
    opens = isinstance(before, NavigableString) and _LETTER.match(before[-1:]) and not _LETTER.match(words[:1])
    closes = isinstance(after, NavigableString) and _LETTER.match(after[:1]) and not _LETTER.match(words[-1:])
    return bool((opens and words[:1].strip()) or (closes and words[-1:].strip()))
