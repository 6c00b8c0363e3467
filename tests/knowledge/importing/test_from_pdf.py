"""PDF: lines become paragraphs again, pages lose their heads and numbers, and headings are taken where sure."""

import io
import shutil
import subprocess

import pytest
from pypdf import PdfReader, PdfWriter

from knowledge.files import Unreadable

WORDS = (
    "A model is first trained on examples that people la-",
    "belled, which state-of-the-",
    "art teams call a well-known step; it takes a week or",
    "two, and it is a well-",
    "known cost -",
    "in 2020-",
    "2021, at least.",
)


def lines(*texts, top=700, size=11):
    return [(72, top - 14 * place, size, text) for place, text in enumerate(texts)]


def body(page):
    return page.text.split("---\n", 2)[2]


def notes(page):
    return [str(note) for note in page.notes]


def test_a_small_pdf_becomes_exactly_this_page(read, pdf):
    pages = [
        [
            *lines("Guide to pay", top=770, size=8),
            *lines("Training", top=740, size=20),
            *lines("How it is done", top=720, size=14),
            *lines(*WORDS),
            *lines("The next paragraph stands alone."),
            (300, 30, 9, "1 / 3"),
        ],
        [
            *lines("Guide to pay", top=770, size=8),
            *lines("It goes on over the end of the page and is not", top=720),
            (300, 30, 9, "2 / 3"),
        ],
        [
            *lines("Guide to pay", top=770, size=8),
            *lines("yet done here.", top=720),
            *lines("What it costs", top=690, size=14),
            *lines("(1) 5 * 3 [pounds]", top=670),
            *lines("- rent", "- food", top=640),
            (300, 30, 9, "3 / 3"),
        ],
    ]
    pages[0][10] = (72, 570, 11, "The next paragraph stands alone.")

    page = read(pdf(pages, info="/Title (Microsoft Word - a.docx) /ModDate (D:20260203040506Z)"), "a.pdf", source="zen")

    assert page.text == (
        "---\ntitle: Training\nsource: zen\nupdated: 2026-02-03\n---\n# Training\n\n## How it is done\n\n"
        "A model is first trained on examples that people labelled, which state-of-the-art teams call a well-known "
        "step; it takes a week or two, and it is a well-known cost - in 2020-2021, at least.\n\n"
        "The next paragraph stands alone.\n\n"
        "It goes on over the end of the page and is not yet done here.\n\n"
        "## What it costs\n\n(1) 5 \\* 3 \\[pounds\\]\n\n- rent\n- food\n"
    )
    assert page.problems == ()
    assert notes(page) == [
        'a.md: left out at the edge of the pages: "Guide to pay"',
        "a.md: headings were told by the size of their letters; see that none is missing",
        "a.md: a PDF knows no tables, lists or columns; compare those with the original",
    ]


def test_bookmarks_are_the_headings(read, pdf):
    pages = [[*lines(f"{n}. Part", top=740), *lines(*WORDS)] for n in (1, 2, 3)]
    marks = [("1. Part", 0), ("2. Part", 1), ("3. Part", 2), ("Lost", 2)]

    page = read(pdf(pages, marks, "/Title (The whole)"), "a.pdf")

    assert page.title == "The whole"
    assert [line for line in page.text.split("\n") if line.startswith("#")] == [
        "# The whole", "## 1. Part", "## 2. Part", "## 3. Part",
    ]  # fmt: skip
    assert 'a.md: the bookmark "Lost" is not among the words of its page, so it is no heading' in notes(page)


def test_without_headings_every_page_is_a_section_that_says_its_number(read, pdf):
    page = read(pdf([lines("One."), [], lines("Three.")]), "my_notes.pdf")

    assert body(page) == "# My notes\n\n## Page 1\n\nOne.\n\n## Page 3\n\nThree.\n"
    assert "my-notes.md: page 2 had no text; look whether it is a picture" in notes(page)
    assert "my-notes.md: no headings were found, so every page is a section; put headings where the topic changes" in (
        notes(page)
    )


def test_numbers_that_are_not_those_of_pages_stay(read, pdf):
    said = {1999: "one", 2007: "two", 2026: "three"}
    pages = [[*lines(f"Words of {word}.", f"More of {word}."), (72, 600, 11, str(year))] for year, word in said.items()]

    page = read(pdf(pages), "a.pdf")

    assert [str(year) in page.text for year in said] == [True, True, True]


def test_a_locked_pdf_is_refused_and_one_that_only_forbids_printing_is_read(read, pdf):
    def locked(password):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([lines("Secret words.")]))))
        writer.encrypt(password, "owner", algorithm="RC4-128")
        made = io.BytesIO()
        writer.write(made)
        return made.getvalue()

    with pytest.raises(Unreadable, match="locked with a password; open it, print it into a new PDF and take that"):
        read(locked("open sesame"), "a.pdf")
    assert "Secret words." in read(locked(""), "a.pdf").text


def test_a_pdf_of_pictures_is_refused(read, pdf):
    with pytest.raises(Unreadable, match="has no text, only pictures of it; let a program for text recognition"):
        read(pdf([[], []]), "a.pdf")


@pytest.mark.parametrize("keep", [9, 300])
def test_a_damaged_pdf_is_refused(read, pdf, keep):
    with pytest.raises(Unreadable, match="this PDF is damaged; open it in a viewer"):
        read(pdf([lines("Words.")])[:keep], "a.pdf")


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium prints the PDF, and is not on this machine")
def test_a_page_that_a_browser_printed_reads_as_it_did(read, tmp_path):
    (tmp_path / "a.html").write_text(
        "<title>Nights</title><h1>Working nights</h1><p>Pay is higher at night.<p>Few want to work then.<h2>Hours</h2>"
        "<p>Five hours, or six."
    )
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={tmp_path / 'a.pdf'}", (tmp_path / "a.html").as_uri()],
        check=True,
        capture_output=True,
        timeout=60,
    )

    page = read((tmp_path / "a.pdf").read_bytes(), "a.pdf")

    assert body(page) == (
        "# Working nights\n\nPay is higher at night.\n\nFew want to work then.\n\n## Hours\n\nFive hours, or six.\n"
    )
