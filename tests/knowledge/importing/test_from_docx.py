"""Word documents: styles become headings, signs stay words, and what is damaged or hostile is refused."""

import io
import zipfile

import pytest

from knowledge.files import Unreadable

NUMBERING = (
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def item(words, level=0):
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def table(para, *rows):
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:tcPr>{more}</w:tcPr>{para(words)}</w:tc>' for words, more in row)}</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def test_a_small_document_becomes_exactly_this_page(read, word, para):
    merged = '<w:gridSpan w:val="2"/>'
    document = word(
        para("Pay in the UK", "Title")
        + para("What *juniors* earn at [firms] <here>, 1_000 firms & more.")
        + para("1. By level", "Heading1")
        + item("base")
        + item("monthly", 1)
        + item("bonus")
        + table(para, [("Level", ""), ("Pay|year", merged)], [("Junior", ""), ("£35K", ""), ("£50K", "")])
        + para("Sources", "Heading2")
        + '<w:p><w:hyperlink r:id="l1"><w:r><w:t>the survey</w:t></w:r></w:hyperlink></w:p>'
        + para("- not an item"),
        "Letter to the bank",
        **{"word/numbering.xml": NUMBERING},
    )

    page = read(document, "Pay (final) é.docx", source="zen")

    assert page.text == (
        "---\ntitle: Pay in the UK\nsource: zen\nupdated: 2026-02-03\n---\n# Pay in the UK\n\n"
        "What \\*juniors\\* earn at \\[firms\\] \\<here>, 1_000 firms & more.\n\n"
        "## 1. By level\n\n- base\n  1. monthly\n- bonus\n\n"
        "| Level | Pay\\|year | Pay\\|year |\n| --- | --- | --- |\n| Junior | £35K | £50K |\n\n"
        "### Sources\n\n[the survey](https://example.org/pay_%28uk%29)\n\n\\- not an item\n"
    )
    assert (page.name, page.sections, page.tables, page.problems) == ("pay-final-e.md", 3, 1, ())
    assert [str(note) for note in page.notes] == [
        "pay-final-e.md, line 10: heading level 1 became 2",
        "pay-final-e.md, line 16: the merged cells of a table were repeated in each of their places",
        "pay-final-e.md, line 16: a table without a header row has its first row as header",
        "pay-final-e.md, line 20: heading level 2 became 3",
    ]


def test_chapters_without_a_title_keep_their_places(read, word, para):
    chapters = para("One", "Heading1") + para("a") + para("Two", "Heading1") + para("b")

    assert read(word(chapters, "The properties"), "notes.docx").title == "The properties"
    page = read(word(chapters), "my notes.docx")
    assert page.title == "My notes"
    assert page.text.endswith("# My notes\n\n## One\n\na\n\n## Two\n\nb\n")
    assert "nothing in it is its title; write one in place of this" in [note.message for note in page.notes]


def test_a_style_that_may_be_a_heading_is_named(read, word, para):
    page = read(word(para("Loud", "Odd") + para("quiet")), "x.docx")

    assert any("the style My Heading " in note.message or "'My Heading'" in note.message for note in page.notes)


def test_code_fences_and_heads_in_a_document_are_words(read, word, para):
    page = read(word(para("Top", "Title") + para("```") + para("---") + para("title: x") + para("---")), "x.docx")

    assert page.text.endswith("# Top\n\n\\`\\`\\`\n\n\\---\n\ntitle: x\n\n\\---\n")
    assert page.problems == ()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"word/document.xml": "<w:document"}, "this Word document is damaged; open it in Word"),
        ({"word/document.xml": b"\x00\x01"}, "this Word document is damaged; open it in Word"),
        ({"word/extra.xml": b" " * 21_000_000}, "it unpacks to more than 20 MB of text; split it"),
        ({f"word/{n}.bin": b"" for n in range(10_001)}, "it unpacks to more than 20 MB of text; split it"),
        ({"word/x.xml": '<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'}, "it has an XML declaration of its own"),
        ({"word/x.xml": "<!DOCTYPE a []><a/>".encode("utf-16")}, "it has an XML declaration of its own"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "this is no Word document, whatever its name says"),
    ],
    ids=["cut", "binary", "bomb", "many parts", "entities", "entities in UTF-16", "OpenDocument"],
)
def test_a_damaged_or_hostile_document_is_refused_in_a_sentence(read, word, para, parts, said):
    with pytest.raises(Unreadable, match=said):
        read(word(para("x"), **parts), "x.docx")


def test_nothing_is_read_of_a_part_that_was_not_looked_at(read, word, para):
    whole = word(para("unchecked"))
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        rels, text = parts.read("_rels/.rels").decode(), parts.read("word/document.xml")
    elsewhere = {"_rels/.rels": rels.replace("document.xml", "document.dat"), "word/document.dat": text}

    assert read(word(para("checked"), **elsewhere), "x.docx").text.endswith("\n# X\n\nchecked\n")


def test_a_picture_is_not_needed_for_the_words_that_describe_it(read, word, para):
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    draws = "http://schemas.openxmlformats.org/drawingml/2006"
    picture = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{draws}/wordprocessingDrawing">'
        f'<wp:docPr descr="A plan of six phases"/><a:graphic xmlns:a="{draws}/main"><a:graphicData>'
        f'<pic:pic xmlns:pic="{draws}/picture"><pic:blipFill><a:blip r:embed="p1"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="p1" Type="{office}/image" Target="media/image1.png"/></Relationships>'
    )
    parts = {"word/_rels/document.xml.rels": rels, "word/media/image1.png": b"\x89PNG"}

    page = read(word(para("Top", "Title") + picture + para("Words"), **parts), "x.docx")

    assert page.text.endswith("# Top\n\n(picture: A plan of six phases)\n\nWords\n")


def test_a_document_nested_too_deeply_is_refused(read, word, para):
    deep = para("x")
    for _ in range(400):
        deep = f"<w:tbl><w:tr><w:tc>{deep}</w:tc></w:tr></w:tbl>"

    with pytest.raises(Unreadable, match="its parts are nested too deeply; copy its text and paste that"):
        read(word(deep), "x.docx")


def test_half_a_document_is_refused(read, word, para):
    with pytest.raises(Unreadable, match="this Word document is damaged"):
        read(word(para("x"))[:600], "x.docx")


def test_a_document_without_words_is_refused(read, word, para):
    with pytest.raises(Unreadable, match="it has no words"):
        read(word(para(" ")), "x.docx")
