"""The part of an HTML page that is its content."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString, PreformattedString

from knowledge.importing.draft import Notes, unmarked

_NEVER = (
    "title script style noscript template head link meta iframe svg canvas video audio object embed map dialog math "
    "button input select textarea option label nav footer aside menu progress meter"
).split()
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "alert", "menu"}
# Words of class and id: whole ones, for "related-skills" is content and "cookie-banner" is not.
_BANNERS = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|newsletter|breadcrumbs?|skip-?link|skip-to-content|share-?buttons?|"
    r"social-?(?:share|links|icons)|advert(?:isement)?s?|screen-reader-text|sr-only|visually-hidden)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = ["h1", "h2", "h3"]
_BANNER_WORDS = 150  # a banner is shorter; what is longer is content with an unlucky name


def content_of(soup: BeautifulSoup, notes: Notes) -> Tag:
    """Return `main`, or the only article, or the body, without menus, banners, forms and what is hidden."""
    for text in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):  # comments, doctype …
        text.extract()
    whole = soup.body or soup
    words = len(whole.get_text(" ").split())
    _unwrap_forms(whole, words)
    for tag in each(whole, *_NEVER):
        tag.decompose()
    for tag in whole.find_all(_is_aside):
        if not tag.decomposed and tag is not whole and not tag.find(["main", "article"]) and not _is_content(tag):
            tag.decompose()
    chosen = _chosen(whole)
    _drop_site_header(chosen)
    if chosen is not whole and not chosen.find("h1"):  # it stands in the page's header
        around = {id(tag) for tag in (chosen, *chosen.parents)}
        heading = next((tag for tag in whole.find_all("h1") if id(tag) not in around), None)
        chosen.insert(0, *([heading.extract()] if heading is not None else []))
    left = len(whole.get_text(" ").split()) - len(chosen.get_text(" ").split())
    if chosen is not whole and left > _BANNER_WORDS:
        notes.say(f"left out: {left} words outside <{chosen.name}>; see that nothing of the page is missing")
    return chosen


def _unwrap_forms(whole: Tag, words: int) -> None:
    """Keep what a form holds where that is the page: some sites put all of it in one."""
    for form in each(whole, "form"):
        if form.find(["main", "article", *_HEADINGS]) or len(form.get_text(" ").split()) * 2 > words:
            form.unwrap()
        else:
            form.decompose()


def _is_aside(tag: Tag) -> bool:
    hidden = tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or _HIDDEN.search(str(tag.get("style") or ""))
    return bool(hidden or tag.get("role") in _ROLES or _BANNERS.search(_attributes(tag, "class", "id")))


def _is_content(tag: Tag) -> bool:
    """Tell whether a part is none but for the words of its class: then it is too long for a banner."""
    unlucky = _BANNERS.search(_attributes(tag, "class", "id")) and tag.get("role") not in _ROLES
    return bool(unlucky and len(tag.get_text(" ").split()) > _BANNER_WORDS)


def _attributes(tag: Tag, *names: str) -> str:
    values = (tag.get(name) or "" for name in names)
    return " ".join(value if isinstance(value, str) else " ".join(value) for value in values)


def _chosen(whole: Tag) -> Tag:
    """Return the innermost part that is marked as the content, if it holds most of the words."""
    words = len(whole.get_text(" ").split())
    main = [*whole.find_all("main"), *whole.find_all(["div", "section", "td"], role="main")]
    articles = [tag for tag in whole.find_all("article") if tag.find_parent("article") is None]
    for found in (main, articles):
        if len(found) == 1 and len(found[0].get_text(" ").split()) * 4 > words:
            return found[0]
    return whole


def _drop_site_header(chosen: Tag) -> None:
    """Drop headers that are not those of an article: they hold the site's name and its menu."""
    for header in each(chosen, "header"):
        if not header.find(_HEADINGS) and header.find_parent("article") is None and chosen.name != "main":
            header.decompose()


def each(content: Tag, *names: str) -> Iterator[Tag]:
    """Yield the parts of these names, without those that were taken out meanwhile with a part around them."""
    for tag in content.find_all(names):
        if not tag.decomposed:
            yield tag


def words_of(tag: Tag | NavigableString) -> str:
    """Return the words of a part, with single spaces and without marks."""
    return "" if isinstance(tag, Comment) else " ".join(unmarked(tag.get_text()).split())


def new_tag(name: str) -> Tag:
    """Return an empty tag of no document."""
    return BeautifulSoup("", "html.parser").new_tag(name)
