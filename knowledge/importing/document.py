"""A file of any kind → a page of ours: which reader it is for, and in plain words why there is none."""

import stat
from collections.abc import Callable
from pathlib import Path

from knowledge.files import Unreadable
from knowledge.importing.draft import Draft
from knowledge.importing.from_text import read_text
from knowledge.importing.page import Given, ImportedPage, page_of

MAX_DOCUMENT = 50 * 1024 * 1024
INSTALL = "pip install -c requirements.lock -e '.[import]'"

Reader = Callable[[bytes, str | None], Draft]
_HTML = {".html", ".htm", ".xhtml"}
_ELSEWHERE = {
    ".doc": "this is Word's old format; open it and save it as .docx",
    ".rtf": "this is rich text; open it in Word or LibreOffice and save it as .docx",
    ".odt": "this is an OpenDocument file; open it in LibreOffice and save it as .docx",
    ".md": "this is Markdown already; put it into the folder as it is",
    ".markdown": "this is Markdown already; put it into the folder as it is",
}


def import_file(path: Path, given: Given) -> ImportedPage:
    """Read a file and make a page of it; raises Unreadable with what is wrong with it and what to do."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable("this is not an ordinary file; name files, not folders")
        _refuse_size(found.st_size)
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror}); check the path and its permissions") from error
    return import_bytes(data, path.name, given)


def import_bytes(data: bytes, name: str, given: Given) -> ImportedPage:
    """Make a page of a document's bytes; a name without an ending is told by how the bytes begin."""
    _refuse_size(len(data))
    if not data.strip():
        raise Unreadable("the file is empty; look whether it was saved")
    kind = _kind(data) if name == "-" else Path(name).suffix.lower()
    draft = _reader(kind, data)(data, given.url)
    return page_of(draft, "" if name == "-" else Path(name).stem, given)


def _refuse_size(size: int) -> None:
    if size > MAX_DOCUMENT:
        limit = MAX_DOCUMENT // 1024 // 1024
        raise Unreadable(
            f"the file has {size / 1024 / 1024:.0f} MB; the limit is {limit} MB; split it, or leave out pictures"
        )


def _kind(data: bytes) -> str:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return ".pdf"
    if start.startswith(b"PK\x03\x04"):
        return ".docx"
    return ".html" if start[:14].lower().startswith((b"<!doctype html", b"<html")) else ".txt"


def _reader(kind: str, data: bytes) -> Reader:
    """Return what reads this kind; raises Unreadable for kinds that nothing reads."""
    if kind in _ELSEWHERE:
        raise Unreadable(_ELSEWHERE[kind])
    if kind in (".txt", ".text", ""):
        return lambda data, _: read_text(data)
    try:
        # Imported when needed: pasted text is read where these packages are not installed.
        if kind in _HTML:
            from knowledge.importing.from_html import read_html

            return read_html
        if kind == ".docx":
            return _docx(data)
        if kind == ".pdf":
            return _pdf(data)
    except ModuleNotFoundError as error:
        raise Unreadable(f"to read {kind[1:]} files, install what that needs: .venv/bin/{INSTALL}") from error
    raise Unreadable(f"files that end in '{kind}' are not read; save it as .docx, .pdf, .html or .txt")


def _docx(data: bytes) -> Reader:
    from knowledge.importing.from_docx import read_docx

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("this Word document has a password or is of Word's old format; save it anew without one")
    if not data.startswith(b"PK"):
        raise Unreadable("this is no Word document, or a damaged one; open it in Word or LibreOffice and save it anew")
    return read_docx


def _pdf(data: bytes) -> Reader:
    from knowledge.importing.from_pdf import read_pdf

    if b"%PDF-" not in data[:1024]:
        raise Unreadable("this is no PDF, or a damaged one; open it in a viewer and print it into a new PDF")
    return lambda data, _: read_pdf(data)
