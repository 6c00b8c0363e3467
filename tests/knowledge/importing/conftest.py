"""Documents made byte by byte, and what is imported from them."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from xml.sax.saxutils import escape

import pytest

from knowledge.importing.document import import_bytes
from knowledge.importing.page import Given, ImportedPage

TODAY = date(2026, 11, 22)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
    for id, name in (("Title", "Title"), ("Heading1", "heading 1"), ("Heading2", "heading 2"), ("Odd", "My Heading"))
)
Shown = tuple[float, float, float, str]  # x, y, size, words


@pytest.fixture(scope="session")
def read() -> Callable[..., ImportedPage]:
    """Return a function that imports bytes as a file of a name, on a fixed day."""

    def imported(data: str | bytes, name: str, **given: str) -> ImportedPage:
        raw = data.encode() if isinstance(data, str) else data
        return import_bytes(raw, name, Given(TODAY, **given))

    return imported


@pytest.fixture(scope="session")
def para() -> Callable[..., str]:
    """Return a function that writes a Word paragraph of a style."""

    def written(words: str, style: str = "") -> str:
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'

    return written


@pytest.fixture(scope="session")
def word() -> Callable[..., bytes]:
    """Return a function that makes a Word document of the XML of its body; further parts by name."""

    def document(body: str, title: str = "", **parts: str | bytes) -> bytes:
        core = (
            '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc" xmlns:dcterms="urn:dcterms">'
            f"<dc:title>{escape(title)}</dc:title><dcterms:modified>2026-02-03T04:05:06Z</dcterms:modified>"
            "</cp:coreProperties>"
        )
        files: dict[str, str | bytes] = {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="l1" '
            f'Type="{OFFICE}/hyperlink" Target="https://example.org/pay_(uk)" TargetMode="External"/></Relationships>',
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>',
            "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
            "docProps/core.xml": core,
            **parts,
        }
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return made.getvalue()

    return document


@pytest.fixture(scope="session")
def pdf() -> Callable[..., bytes]:
    """Return a function that makes a PDF of pages of (x, y, size, words); bookmarks are (title, page from 0)."""

    def document(pages: Sequence[Sequence[Shown]], bookmarks: Sequence[tuple[str, int]] = (), info: str = "") -> bytes:
        objects = {1: "", 2: "", 3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", 4: f"<< {info} >>"}
        kids = []
        for shown in pages:
            number = len(objects) + 1
            drawn = "".join(f"BT /F1 {size} Tf {x} {y} Td ({_quoted(words)}) Tj ET\n" for x, y, size, words in shown)
            objects[number] = f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream"
            objects[number + 1] = (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {number} 0 R "
                "/Resources << /Font << /F1 3 0 R >> >> >>"
            )
            kids.append(number + 1)
        objects[2] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
        first = len(objects) + 1
        for place, (title, page) in enumerate(bookmarks, start=1):
            links = f"/Next {first + place + 1} 0 R" if place < len(bookmarks) else ""
            objects[first + place] = f"<< /Title ({title}) /Parent {first} 0 R /Dest [{kids[page]} 0 R /Fit] {links} >>"
        if bookmarks:
            ends = f"/First {first + 1} 0 R /Last {first + len(bookmarks)} 0 R"
            objects[first] = f"<< /Type /Outlines /Count {len(bookmarks)} {ends} >>"
        outlines = f"/Outlines {first} 0 R" if bookmarks else ""
        objects[1] = f"<< /Type /Catalog /Pages 2 0 R {outlines} >>"
        return _file(objects)

    return document


def _quoted(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: dict[int, str]) -> bytes:
    made, places = b"%PDF-1.4\n", {}
    for number in sorted(objects):
        places[number] = len(made)
        made += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode("latin-1")
    table = "".join(f"{places[number]:010} 00000 n \n" for number in sorted(objects))
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R "
    return made + f"{end}/Info 4 0 R >>\nstartxref\n{len(made)}\n%%EOF\n".encode("latin-1")
