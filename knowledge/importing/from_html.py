"""HTML → Markdown: the page's own content, without what every page of its site has."""

from datetime import date
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EncodingDetector

from knowledge.files import Unreadable
from knowledge.importing.characters import cleaned, decoded
from knowledge.importing.draft import Draft, Notes
from knowledge.importing.html_blocks import settle_blocks
from knowledge.importing.html_content import content_of
from knowledge.importing.html_inline import settle_inline, settle_words
from knowledge.importing.html_markdown import markdown_of
from knowledge.importing.html_tables import make_plain

_DATES = (
    "article:modified_time",
    "og:updated_time",
    "last-modified",
    "dcterms.modified",
    "article:published_time",
    "date",
)
_TITLES = ("og:title", "twitter:title", "dcterms.title")


def read_html(data: bytes, url: str | None = None) -> Draft:
    """Read a page in the encoding it declares; `url` is where it stands. Raises Unreadable where it has no words."""
    notes = Notes()
    declared = EncodingDetector.find_declared_encoding(data, is_html=True, search_entire_document=False)
    return draft_of_html(decoded(data, notes, declared), notes, url)


def draft_of_html(html: str, notes: Notes, url: str | None = None) -> Draft:
    """Make a draft of HTML that may be of any quality."""
    try:
        soup = BeautifulSoup(cleaned(html), "html.parser")
        meta = _meta(soup)
        address = url or _address(soup, meta)
        base = _joined(address or "", _attribute(soup.find("base", href=True), "href"))
        title = _title(soup, meta)
        content = content_of(soup, notes)
        settle_words(content, notes)
        settle_blocks(content)
        settle_inline(content, base, notes)
        tables = make_plain(content, notes)
        markdown = markdown_of(content)
    except RecursionError as error:
        raise Unreadable("its parts are nested too deeply; copy the text out of a browser and paste that") from error
    return Draft(markdown, title, _date(meta), address, tables, notes)


def _attribute(tag: Tag | None, name: str) -> str:
    value = tag.get(name) if tag is not None else None
    return value.strip() if isinstance(value, str) else ""


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = _attribute(tag, "property") or _attribute(tag, "name") or _attribute(tag, "http-equiv")
        found.setdefault(name.lower(), _attribute(tag, "content"))
    return found


def _address(soup: BeautifulSoup, meta: dict[str, str]) -> str | None:
    """Return where the page says that it stands; what is no address of the web is not believed."""
    for address in (_attribute(soup.find("link", rel="canonical", href=True), "href"), meta.get("og:url", "")):
        try:
            parts = urlsplit(address)
        except ValueError:  # "http://[" is no address
            continue
        if parts.scheme in ("http", "https") and parts.netloc and not set(address) & set(" <>\"'"):
            return address
    return None


def _joined(address: str, base: str) -> str:
    try:
        return urljoin(address, base)
    except ValueError:
        return address


def _title(soup: BeautifulSoup, meta: dict[str, str]) -> str:
    words = next((meta[name] for name in _TITLES if meta.get(name)), "")
    if not words and (tag := soup.find("title")) is not None:
        words = tag.get_text()
    return " ".join(words.split())


def _date(meta: dict[str, str]) -> date | None:
    for name in _DATES:
        try:
            return date.fromisoformat(meta.get(name, "")[:10])
        except ValueError:
            continue
    return None
