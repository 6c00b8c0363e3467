"""Blocks of HTML put right: each is closed, and none stands where Markdown has no place for it."""

from bs4 import Tag
from bs4.element import NavigableString

from knowledge.importing.html_content import each, new_tag, words_of

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
BLOCKS = [*HEADINGS, *"p ul ol dl table blockquote pre div section article figure hr header details".split()]
# An end tag may be missing in HTML; then the next one of these has begun inside.
_CLOSED_BY = {"p": BLOCKS, "li": ["li"], "dt": ["dt", "dd"], "dd": ["dt", "dd"], "td": ["td", "th", "tr"]}
_CLOSED_BY |= {"th": ["td", "th", "tr"], "tr": ["tr"], **{name: ["p", *HEADINGS] for name in HEADINGS}}


def settle_blocks(content: Tag) -> None:
    """Change the content in place."""
    _close(content)
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


def _close(content: Tag) -> None:
    """End what was never ended: in "<li>a<li>b" the second item is not in the first."""
    for inner in content.find_all(sorted({name for names in _CLOSED_BY.values() for name in names})):
        outer = inner.parent
        while outer is not None and outer is not content and inner.name in _CLOSED_BY.get(outer.name, ()):
            outer.insert_after(inner, *[sibling.extract() for sibling in list(inner.next_siblings)])
            outer = inner.parent


def _flatten_headings(content: Tag) -> None:
    """Make headings plain words; one within a list, a quote or a table is a bold line there."""
    for heading in each(content, *HEADINGS):
        if not words_of(heading):
            heading.decompose()
            continue
        for part in heading.find_all(True):
            if part.name not in ("code", "a"):
                part.unwrap()
        if heading.find_parent(["li", "blockquote", "td", "th", "dd", "figure", "a", "pre"]):
            heading.name = "strong"
            heading.wrap(new_tag("p"))


def _name_terms(content: Tag) -> None:
    """Turn definitions, summaries and captions into bold lines and paragraphs."""
    for term in content.find_all(["dt", "summary"]):
        term.name = "strong"
        term.wrap(new_tag("p"))
    for said in content.find_all(["dd", "figcaption", "caption", "address"]):
        said.name = "p"
        if said.parent is not None and said.parent.name == "table":
            said.parent.insert_before(said.extract())
    for rule in each(content, "hr", "wbr", "col", "colgroup"):
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
                rest = new_tag("p")
                rest.extend([sibling.extract() for sibling in list(mark.next_siblings)])
                (outer.insert_after if outer.name == "p" else outer.append)(rest)
                mark.extract()
        elif before is None or after is None or (isinstance(before, Tag) and before.name in BLOCKS):
            mark.extract()


def _beside(tag: Tag, *, back: bool) -> Tag | NavigableString | None:
    for sibling in tag.previous_siblings if back else tag.next_siblings:
        if isinstance(sibling, Tag) or (isinstance(sibling, NavigableString) and sibling.strip()):
            return sibling
    return None
