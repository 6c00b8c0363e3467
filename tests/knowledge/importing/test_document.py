"""What cannot be imported is refused in a sentence that says what to do."""

from datetime import date

import pytest

from knowledge.files import Unreadable
from knowledge.importing.document import MAX_DOCUMENT, import_file
from knowledge.importing.page import Given

GIVEN = Given(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "the file is empty; look whether it was saved"),
        ("a.html", b" \n ", "the file is empty; look whether it was saved"),
        ("a.txt", b"\x7fELF\x01\x00\x00\x00" * 50, "this is no text but a binary file; open it in the program"),
        ("a.txt", "Words".encode("utf-16-le"), "this is no text but a binary file"),
        ("a.html", b"\x89PNG\x00\x01\x02\x03", "this is no text but a binary file"),
        ("a.html", b"<title>T</title><nav>Menu</nav>", "it has no words; look whether it opens in its own program"),
        ("a.txt", b"# Only a title", "it has a title and no text below it; look whether its text is a picture"),
        ("a.txt", "\u200b\u200b\n".encode(), "it has no words; look whether it opens in its own program"),
        ("a.docx", b"Hello", "this is no Word document, or a damaged one; open it in Word or LibreOffice"),
        ("a.docx", b"\xd0\xcf\x11\xe0" * 9, "has a password or is of Word's old format; save it anew without one"),
        ("a.pdf", b"Hello", "this is no PDF, or a damaged one; open it in a viewer and print it into a new PDF"),
        ("a.doc", b"x", "this is Word's old format; open it and save it as .docx"),
        ("a.rtf", b"x", "this is rich text; open it in Word or LibreOffice and save it as .docx"),
        ("a.md", b"x", "this is Markdown already; put it into the folder as it is"),
        ("a.png", b"x", "files that end in '.png' are not read; save it as .docx, .pdf, .html or .txt"),
        ("a.html", b"<div>" * 3000 + b"x", "its parts are nested too deeply; copy the text out of a browser"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_in_a_sentence(read, name, data, said):
    with pytest.raises(Unreadable, match=said):
        read(data, name)


def test_a_file_of_60_mb_is_refused_unread(tmp_path):
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(60 * 1024 * 1024)

    with pytest.raises(Unreadable, match="the file has 60 MB; the limit is 50 MB; split it, or leave out pictures"):
        import_file(tmp_path / "a.pdf", GIVEN)


def test_more_than_50_mb_that_are_pasted_are_refused(read):
    with pytest.raises(Unreadable, match="the limit is 50 MB"):
        read(b"x" * (MAX_DOCUMENT + 1), "-")


def test_more_text_than_a_page_may_have_is_refused(read):
    with pytest.raises(Unreadable, match="it has more than 10 MB of text; split it"):
        read(b"word " * 2_200_000, "a.txt")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(Unreadable, match=r"cannot be read \(No such file or directory\); check the path"):
        import_file(tmp_path / "none.txt", GIVEN)
    with pytest.raises(Unreadable, match="this is not an ordinary file; name files, not folders"):
        import_file(tmp_path, GIVEN)


def test_what_is_pasted_is_told_by_how_it_begins(read, word, pdf, para):
    assert read("<!DOCTYPE html><title>T</title><p>a <b>b</b>", "-").text.endswith("# T\n\na **b**\n")
    assert read(word(para("a"), "T"), "-").text.endswith("# T\n\na\n")
    assert read(pdf([[(72, 700, 11, "a b")]]), "-").text.endswith("# Pasted text\n\na b\n")
    assert read("<p>a", "-").text.endswith("# Pasted text\n\n\\<p>a\n")


@pytest.mark.parametrize(
    ("own", "updated"), [("2026-03-04", "2026-03-04"), ("2031-01-01", "2026-11-22"), ("0001-01-01", "2026-11-22")]
)
def test_a_day_that_cannot_be_is_not_believed(read, own, updated):
    page = read(f'<meta name="article:modified_time" content="{own}"><title>T</title>x', "t.html")

    assert f"updated: {updated}\n" in page.text


def test_a_title_that_yaml_would_misread_is_quoted(read):
    page = read("<title>x</title><h1>No: 'yes' &amp; #1 — 2026-01-01</h1><p>x", "t.html")

    assert page.title == "No: 'yes' & #1 — 2026-01-01"
    assert page.problems == ()
    assert page.text.endswith("# No: 'yes' & #1 — 2026-01-01\n\nx\n")


def test_long_sections_are_said(read):
    page = read(f"# A\n\nx\n\n## B\n\n{'word ' * 700}\n", "t.txt")

    assert "t.md, line 9: a section of over 3,000 characters; put headings where its topic changes" in [
        str(note) for note in page.notes
    ]
