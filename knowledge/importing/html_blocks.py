"""HTML put right before it is converted: nothing stands where Markdown has no place for it."""

import re
from urllib.parse import quote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from knowledge.importing.html_content import words_of
from knowledge.importing.notes import Notes

_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_BLOCKS = [*_HEADINGS, *"p ul ol dl table blockquote pre div section article figure hr header details".split()]
# An end tag may be missing in HTML; then the next one of these has begun inside.
_CLOSED_BY = {"p": _BLOCKS, "li": ["li"], "dt": ["dt", "dd"], "dd": ["dt", "dd"], "td": ["td", "th", "tr"]}
_CLOSED_BY |= {"th": ["td", "th", "tr"], "tr": ["tr"], **{name: ["p", *_HEADINGS] for name in _HEADINGS}}
_SAYS_NOTHING = re.compile(r"(?:image|img|picture|photo|icon|logo|banner|figure|thumbnail|\S+\.\w{3,4})?\W*\d*", re.I)
_NEAR = re.compile(r"\w")


def put_right(content: Tag, base: str, notes: Notes) -> None:
    """Change the content in place; `base` is the address that links are relative to, or ""."""
    _close(content)
    _replace_pictures(content, notes)
    _flatten_headings(content)
    _name_terms(content)
    for inner in content.find_all(["ul", "ol"]):
        before = inner.find_previous_sibling()
        if (
            inner.parent is not None
            and inner.parent.name in ("ul", "ol")
            and before is not None
            and before.name == "li"
        ):
            before.append(inner.extract())
    _settle_breaks(content)
    for link in content.find_all("a"):
        _settle_link(link, base, notes)
    _settle_emphasis(content, notes)


def _close(content: Tag) -> None:
    """End what was never ended: in "<li>a<li>b" the second item is not in the first."""
    for inner in content.find_all(sorted({name for names in _CLOSED_BY.values() for name in names})):
        outer = inner.parent
        while outer is not None and outer is not content and inner.name in _CLOSED_BY.get(outer.name, ()):
            outer.insert_after(inner, *[sibling.extract() for sibling in list(inner.next_siblings)])
            outer = inner.parent


def _replace_pictures(content: Tag, notes: Notes) -> None:
    for picture in content.find_all("img"):
        alt = " ".join(str(picture.get("alt") or "").split())
        if _SAYS_NOTHING.fullmatch(alt):
            notes.say("pictures were left out")
            picture.decompose()
        else:
            mark = notes.here("a picture was left out, and the words that describe it kept")
            before, after = picture.previous_sibling, picture.next_sibling
            start = " " if isinstance(before, NavigableString) and before[-1:].strip() else ""
            end = " " if isinstance(after, NavigableString) and _NEAR.match(after[:1]) else ""
            picture.replace_with(NavigableString(f"{start}(picture: {alt}){mark}{end}"))


def _flatten_headings(content: Tag) -> None:
    """Make headings plain words; one within a list, a quote or a table is a bold line there."""
    for heading in content.find_all(_HEADINGS):
        if not words_of(heading):
            heading.decompose()
            continue
        for part in heading.find_all(True):
            if part.name not in ("code", "a"):
                part.unwrap()
        if heading.find_parent(["li", "blockquote", "td", "th", "dd", "figure", "a", "pre"]):
            heading.name = "strong"
            heading.wrap(_new("p"))


def _name_terms(content: Tag) -> None:
    """Turn definitions, summaries and captions into bold lines and paragraphs."""
    for term in content.find_all(["dt", "summary"]):
        term.name = "strong"
        term.wrap(_new("p"))
    for said in content.find_all(["dd", "figcaption", "caption", "address"]):
        said.name = "p"
        if said.parent is not None and said.parent.name == "table":
            said.parent.insert_before(said.extract())
    for rule in content.find_all(["hr", "wbr", "col", "colgroup"]):
        rule.decompose()


def _settle_breaks(content: Tag) -> None:
    """Leave a line break between words only; two in a row part paragraphs."""
    for mark in content.find_all("br"):
        if mark.parent is None:
            continue
        before, after = _beside(mark, back=True), _beside(mark, back=False)
        if isinstance(after, Tag) and after.name == "br":
            after.extract()
            outer = mark.parent
            if outer.name in ("p", "div", "section", "article", "main", "body"):
                rest = _new("p")
                rest.extend([sibling.extract() for sibling in list(mark.next_siblings)])
                (outer.insert_after if outer.name == "p" else outer.append)(rest)
                mark.extract()
        elif before is None or after is None or (isinstance(before, Tag) and before.name in _BLOCKS):
            mark.extract()


def _beside(tag: Tag, *, back: bool) -> Tag | NavigableString | None:
    for sibling in tag.previous_siblings if back else tag.next_siblings:
        if isinstance(sibling, Tag) or (isinstance(sibling, NavigableString) and sibling.strip()):
            return sibling
    return None


def _settle_link(link: Tag, base: str, notes: Notes) -> None:
    target = str(link.get("href") or "").strip()
    if not words_of(link) or words_of(link) in "↑↩¶#":  # back from a footnote, or to the heading itself
        link.decompose()
        return
    try:
        address = urljoin(base, target)
        parts = urlsplit(address)
    except ValueError:  # "http://[" is no address
        link.unwrap()
        return
    if parts.scheme not in ("http", "https", "mailto") or target.startswith("#") or link.find(_BLOCKS):
        if not parts.scheme and target and not target.startswith("#"):
            mark = notes.here("a link without its site is words only; give --url, where the page stands")
            link.append(NavigableString(mark))
        link.unwrap()
    else:
        link.attrs = {"href": quote(address, safe="%/:?=&;+$,~#!'*@-._[]")}


def _settle_emphasis(content: Tag, notes: Notes) -> None:
    for name, others in (("strong", ["b"]), ("em", ["i", "cite", "dfn", "var"])):
        for tag in content.find_all([name, *others]):
            tag.name = name
            follower = tag.next_sibling
            while isinstance(follower, Tag) and follower.name in (name, *others):
                tag.extend(list(follower.contents))
                follower.extract()
                follower = tag.next_sibling
        for tag in content.find_all(name):
            if tag.find_parent(name) or tag.find(_BLOCKS) or not words_of(tag) or _touches(tag):
                tag.unwrap()
    for struck in content.find_all(["s", "del", "strike"]):
        mark = notes.here("words that were struck out are left out") if words_of(struck) else ""
        after = struck.next_sibling
        if isinstance(after, NavigableString) and str(struck.previous_sibling or " ")[-1:].isspace():
            after.replace_with(NavigableString(after.lstrip()))
        struck.replace_with(NavigableString(mark))


def _touches(tag: Tag) -> bool:
    """Tell whether asterisks would not be read: between a sign inside and a letter outside they mark nothing."""
    words, before, after = tag.get_text(), tag.previous_sibling, tag.next_sibling
    first = isinstance(before, NavigableString) and _NEAR.match(before[-1:]) and not _NEAR.match(words.strip()[:1])
    last = isinstance(after, NavigableString) and _NEAR.match(after[:1]) and not _NEAR.match(words.strip()[-1:])
    return bool(first and words[:1].strip()) or bool(last and words[-1:].strip())


def _new(name: str) -> Tag:
    return BeautifulSoup("", "html.parser").new_tag(name)
