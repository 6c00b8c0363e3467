"""Word documents → Markdown, by way of the HTML that mammoth makes of their styles."""

import re
import zipfile
from datetime import date
from io import BytesIO
from typing import Any
from xml.parsers import expat

import mammoth

from knowledge.files import Unreadable
from knowledge.importing.characters import cleaned
from knowledge.importing.draft import Draft, Notes
from knowledge.importing.from_html import draft_of_html

_MOST_PARTS = 10_000
_LARGEST_TEXT = 20 * 1024 * 1024  # of XML, unpacked: a book of 1,000 pages has less, and a bomb has more
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Body Text'] => p:fresh
p[style-name='List Paragraph'] => p:fresh
p[style-name='Normal (Web)'] => p:fresh
p[style-name='No Spacing'] => p:fresh
p[style-name='caption'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
p[style-name^='toc'] => !
p[style-name^='TOC'] => !
p[style-name='header'] => !
p[style-name='footer'] => !
"""
_STYLE = re.compile(r"Unrecognised paragraph style: (.+?) \(")
_ELEMENT = re.compile(r"An unrecognised element was ignored: (?:\{.*\})?(?:\w+:)?(\w+)")


def read_docx(data: bytes, url: str | None = None) -> Draft:
    """Read a Word document; raises Unreadable for one that is damaged, locked or unpacks to something huge."""
    notes = Notes()
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            checked = _checked(parts)
            title, updated = _properties(parts)
        result = mammoth.convert_to_html(
            checked,
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda image: {}),
        )
    except Unreadable:
        raise
    except RecursionError as error:
        raise Unreadable("its parts are nested too deeply; copy its text and paste that") from error
    except Exception as error:  # mammoth raises whatever a damaged part leads it to
        raise Unreadable("this Word document is damaged; open it in Word or LibreOffice and save it anew") from error
    for message in result.messages:
        _say(str(message.message), notes)
    draft = draft_of_html(result.value, notes, url)
    # A title on the page is the title; the one of the properties may be left from another document.
    shown = '<h1 class="title">' in result.value
    return Draft(draft.markdown, "" if shown else title, updated, url, draft.tables, notes, titled=shown)


def _checked(parts: zipfile.ZipFile) -> BytesIO:
    """Return a document of nothing but the parts that are XML and were looked at; raises Unreadable for bombs."""
    entries = parts.infolist()
    texts = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))]
    if "mimetype" in parts.namelist():  # OpenDocument and EPUB begin with it
        raise Unreadable("this is no Word document, whatever its name says; open it and save it as .docx")
    # zipfile never unpacks more of an entry than it is said to hold, so these sizes can be trusted.
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in texts) > _LARGEST_TEXT:
        limit = _LARGEST_TEXT // 1024 // 1024
        raise Unreadable(f"it unpacks to more than {limit} MB of text; split it, or save the part you need")
    checked = {}
    for entry in texts:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_declarations
        checked[entry.filename] = parts.read(entry)
        parser.Parse(checked[entry.filename], True)
    # A part of another name ("document.dat") may be the text too, if the document says so: mammoth does not get it.
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, text in checked.items():
            archive.writestr(name, text)
    return kept


def _refuse_declarations(*_: Any) -> None:
    # Word never writes one; the entities declared there can unfold to gigabytes.
    raise Unreadable("it has an XML declaration of its own, which Word never writes; open it in Word and save it anew")


def _properties(parts: zipfile.ZipFile) -> tuple[str, date | None]:
    """Return the title and the day of the last change that the document's properties have."""
    found: dict[str, str] = {}
    path: list[str] = []
    if "docProps/core.xml" in parts.namelist():
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = lambda name, _: path.append(name.split(" ")[-1])
        parser.EndElementHandler = lambda _: path.pop()
        parser.CharacterDataHandler = lambda text: found.update({path[-1]: found.get(path[-1], "") + text})
        parser.Parse(parts.read("docProps/core.xml"), True)
    try:
        updated = date.fromisoformat(found.get("modified", "").strip()[:10])
    except ValueError:
        updated = None
    return " ".join(cleaned(found.get("title", "")).split()), updated


def _say(message: str, notes: Notes) -> None:
    if style := _STYLE.match(message):
        notes.say(f"paragraphs of the style {style[1]} were read as text; if they are headings, make them so")
    elif element := _ELEMENT.match(message):
        notes.say(f"something that Markdown has no words for was left out ({element[1]})")
