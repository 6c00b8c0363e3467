"""A folder that is not ours: taken as it comes, and what cannot be read is left out with a warning."""

import os

import pytest

from knowledge.load import load


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        # (id, title, path, text) of each section
        ("a.md", "just words", [("a", "a", (), "just words")]),
        ("a.md", "# How do I bake?\n", [("a", "How do I bake?", (), "How do I bake?")]),
        ("a.md", "# Plan\n## Bake\n## Eat\n", [("a", "Plan", (), "Plan\n\nBake\n\nEat")]),
        ("a.md", "---\ntitle: Only a head\n---\n", [("a", "Only a head", (), "Only a head")]),
        (
            "a.md",
            "# Guide\n\nintro\n\n## Pay\n\nmoney",
            [("a", "Guide", (), "intro"), ("a/pay", "Guide", ("Pay",), "money")],
        ),
        (
            "a.md",
            "Guide\n=====\n\nintro\n\nPay\n---\nmoney",
            [("a", "Guide", (), "intro"), ("a/pay", "Guide", ("Pay",), "money")],
        ),
        ("a.md", "---\nlayout: post\ntitle: From Jekyll\n---\nwords", [("a", "From Jekyll", (), "words")]),
        (
            "a.mdx",
            "---\nid: intro\nsidebar_position: 2\ntags: [x]\n---\n# Docusaurus\n\nwords",
            [("a", "Docusaurus", (), "words")],
        ),
        ("a.md", "---\ntitle: {{ page.title }}\n---\n# Guide\n\nwords", [("a", "Guide", (), "words")]),
        ("a.md", "---\n- a list\n---\nwords", [("a", "a", (), "words")]),
        ("a.md", "---\ntitle: 2026\n---\n# Guide\n\nwords", [("a", "Guide", (), "words")]),
        (
            "a.md",
            "# One\n\nfirst\n\n# Two\n\nsecond\n\n## Pay\n\nmoney",
            [
                ("a", "One", (), "first"),
                ("a/two", "One", ("Two",), "second"),
                ("a/pay", "One", ("Two", "Pay"), "money"),
            ],
        ),
        (
            "a.md",
            "# G\n## UK\n### Pay\n1\n## US\n### Pay\n2\n### Pay\n3",
            [
                ("a/pay", "G", ("UK", "Pay"), "1"),
                ("a/us/pay", "G", ("US", "Pay"), "2"),
                ("a/us/pay-2", "G", ("US", "Pay"), "3"),
            ],
        ),
        (
            "a.md",
            "# G\n## A\n1\n## A\n2\n## A 2\n3",
            [("a/a", "G", ("A",), "1"), ("a/a-2", "G", ("A",), "2"), ("a/a-2-2", "G", ("A 2",), "3")],
        ),
        ("a.md", "above\n\n# G\n\nbelow", [("a", "G", (), "above"), ("a-2", "G", (), "below")]),
        (
            "a.md",
            "# G\n##\nno words\n## 🎉\nno letters",
            [("a/section", "G", (), "no words"), ("a/section-2", "G", ("🎉",), "no letters")],
        ),
        ("a.md", "## Deep first\n\n#### Deeper\n\nwords", [("a/deeper", "a", ("Deep first", "Deeper"), "words")]),
        ("a.md", "# G\n\n    code\n    more", [("a", "G", (), "    code\n    more")]),
        (
            "a.md",
            "# G\n\n```\n# no heading\n```\n\n> ## nor this",
            [("a", "G", (), "```\n# no heading\n```\n\n> ## nor this")],
        ),
        ("a.md", "# G\n\n| a | b |\n|---|---|\n| 1 | 2 |", [("a", "G", (), "| a | b |\n|---|---|\n| 1 | 2 |")]),
        ("a.md", "# G\n\n- a\n  - b\n\n<div>x</div>", [("a", "G", (), "- a\n  - b\n\n<div>x</div>")]),
        ("notes.txt", "# not a heading\n\n* not a list", [("notes", "notes", (), "# not a heading\n\n* not a list")]),
        ("NOTES.TXT", "# not a heading", [("NOTES", "NOTES", (), "# not a heading")]),
        ("deep/er/my page.MARKDOWN", "# G\n\nwords", [("deep/er/my page", "G", (), "words")]),
        ("v1.2.md", "words", [("v1.2", "v1.2", (), "words")]),
        ("a.md", "# G\r\n\r\nwords\r\nmore\r\n", [("a", "G", (), "words\nmore")]),
    ],
)
def test_a_strange_page_is_read(folder, name, text, expected):
    knowledge = load(folder({name: text}))

    assert [(found.id, found.title, found.path, found.text) for found in knowledge.sections] == expected
    assert {found.document for found in knowledge.sections} == {name}
    assert knowledge.warnings == ()


def test_a_title_that_is_only_the_name_of_the_file_is_marked(folder):
    sections = load(folder({"a.md": "words", "b.md": "# B\n\nwords", "c.md": "---\ntitle: C\n---\nwords"})).sections

    assert [section.titled for section in sections] == [False, True, True]


def test_the_source_of_a_page_is_its_path(folder):
    section = load(folder({"docs/a.md": "# A\n\n## Pay\n\nwords"})).sections[0]

    assert (section.source, section.attribution, section.url, section.questions) == ("docs/a", "", None, ())


def test_ids_are_unique_across_files(folder):
    files = {"a.md": "md", "a.txt": "txt", "a~2.md": "odd name", "b.md": "# B\n\n## C\n\nheading", "b/c.md": "file"}

    sections = load(folder(files)).sections

    assert [(section.id, section.text) for section in sections] == [
        ("a", "md"),
        ("a~2", "txt"),
        ("a~2~2", "odd name"),
        ("b/c", "heading"),
        ("b/c~2", "file"),
    ]


def test_the_order_does_not_depend_on_when_files_were_written(tmp_path):
    names = ["b.md", "a.md", "B.md", "sub/a.md", "10.md", "9.md", "a/z.md", "ä.md"]
    orders = []
    for number, order in enumerate((names, names[::-1])):
        for name in order:
            path = tmp_path / str(number) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("words")
        orders.append([section.document for section in load(tmp_path / str(number)).sections])

    assert orders[0] == orders[1] == ["10.md", "9.md", "B.md", "a.md", "a/z.md", "b.md", "sub/a.md", "ä.md"]


def test_what_cannot_be_read_is_left_out_with_a_warning(folder):
    path = folder(
        {
            "good.md": "words",
            "latin.md": "caf\xe9\nna\xefve".encode("latin-1"),
            "image.md": b"\x89PNG\0\0",
            "picture.png": b"\x89PNG\0\0",
            "data.yaml": "a: [",
            ".git/notes.md": "hidden",
        }
    )
    (path / "big.md").touch()
    os.truncate(path / "big.md", 50 * 1024 * 1024)
    (path / "gone.md").symlink_to(path / "nowhere.md")

    knowledge = load(path)

    assert [section.id for section in knowledge.sections] == ["good"]
    assert [str(warning) for warning in knowledge.warnings] == [
        "big.md: left out: the file has 50 MB; the limit is 10 MB; split it",
        "gone.md: left out: cannot be read (No such file or directory); check its permissions",
        "image.md: left out: this is a binary file, not text; convert it to Markdown or move it out of the folder",
        "latin.md: left out: not UTF-8 (byte 0xe9); save the file with the encoding UTF-8",
    ]


def test_a_loop_of_links_does_not_hang(folder):
    path = folder({"a.md": "words", "sub/b.md": "more"})
    (path / "sub" / "up").symlink_to(path, target_is_directory=True)

    assert [section.id for section in load(path).sections] == ["a", "sub/b"]


def test_headings_behind_a_deep_list_are_found(folder):
    steps = "\n".join(f"{'  ' * depth}- level {depth}" for depth in range(15))

    sections = load(folder({"a.md": f"# G\n\n{steps}\n\n## End\n\nthe last words"})).sections

    assert [section.id for section in sections] == ["a", "a/end"]


@pytest.mark.parametrize("opening", ["> ", "- ", "[", "*", "![", "1. "])
def test_no_words_are_lost_behind_absurd_nesting(folder, opening):
    knowledge = load(folder({"a.md": opening * 3_000 + "deep\n\n## End\n\nthe last words"}))

    assert "the last words" in knowledge.sections[-1].text
    assert knowledge.warnings == ()
