"""A content folder of ours, loaded when nothing is wrong with it."""

import pytest

from knowledge.errors import ContentError
from knowledge.load import load
from knowledge.records import Roadmap, Tools
from knowledge.section import Section

ROADMAP = """
source: zen
title: The Zen plan
word: stage
phases:
  - {id: start, title: Start, summary: Begin.}
"""


def test_a_page_becomes_sections_with_ids_questions_aliases_and_credit(ours):
    page = """---
id: zen-guide
title: The Zen guide, retold
source: zen
url: https://example.org/zen
updated: 2026-11-22
questions:
  pay: [what do seniors earn]
aliases:
  pay: [salary]
---
# Zen

Words below the title.

## Pay

Seniors earn more.

### In London

More still.
"""

    knowledge = load(ours({"articles/zen.md": page}))

    common = {
        "document": "articles/zen.md",
        "source": "zen",
        "title": "The Zen guide, retold",
        "attribution": "Zen van Riel",
        "url": "https://example.org/zen",
    }
    assert knowledge.sections == (
        Section(id="zen-guide", path=(), text="Words below the title.", **common),
        Section(
            id="zen-guide/pay",
            path=("Pay",),
            text="Seniors earn more.",
            questions=("what do seniors earn",),
            aliases=("zen-guide/salary",),
            **common,
        ),
        Section(id="zen-guide/in-london", path=("Pay", "In London"), text="More still.", **common),
    )
    assert knowledge.warnings == ()


def test_a_page_without_an_address_has_that_of_its_guide(ours):
    sources = "- {id: zen, title: The Zen guide, url: 'https://example.org/guide'}\n"

    assert load(ours({"sources.yaml": sources})).sections[0].url == "https://example.org/guide"


def test_every_kind_of_file_has_its_place(ours):
    knowledge = load(
        ours(
            {
                "README.md": "# How to edit\n\n#### this is no page\n",
                "roadmaps/zen.yaml": ROADMAP,
                "tools/zen.yml": "source: zen\ntitle: Tools\ntools:\n  - {id: mlflow, title: MLflow}\n",
                "golden/zen.yaml": "- {question: what do seniors earn, sections: [zen/pay], context: [hello]}\n",
                "synonyms.yaml": "synonyms:\n  - words: [salary, pay]\nkinds: {country: [uk, us]}\n",
                "out_of_scope.yaml": "weather: [will it rain]\ncooking:\n  - how do i boil an egg\n",
                ".obsidian/notes.md": "#### hidden",
                ".DS_Store": "hidden",
            }
        )
    )

    assert [section.id for section in knowledge.sections] == [
        "zen/pay",
        "roadmaps/zen",
        "roadmaps/zen/start",
        "tools/zen",
    ]
    assert [document for document, _ in knowledge.records] == ["roadmaps/zen.yaml", "tools/zen.yml"]
    assert [record.title for record in knowledge.records_of(Roadmap)] == ["The Zen plan"]
    assert [record.title for record in knowledge.records_of(Tools)] == ["Tools"]
    assert [(found.question, found.sections, found.context) for found in knowledge.golden] == [
        ("what do seniors earn", ("zen/pay",), ("hello",))
    ]
    assert knowledge.synonyms.synonyms[0].words == ("salary", "pay")
    assert knowledge.synonyms.kinds == {"country": ("uk", "us")}
    assert knowledge.out_of_scope == (("weather", "will it rain"), ("cooking", "how do i boil an egg"))
    assert [(source.id, source.attribution) for source in knowledge.sources] == [
        ("zen", "Zen van Riel"),
        ("aiu", "The AIU guide"),
    ]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(ours):
    page = "---\ntitle: Zen\nupdated: 2026-11-22\n---\n## Pay\n\n- one\n- two\n"
    plain = load(ours({"articles/zen.md": page})).sections

    windows = load(ours({"articles/zen.md": b"\xef\xbb\xbf" + page.replace("\n", "\r\n").encode()})).sections

    assert windows == plain
    assert plain[0].text == "- one\n- two"


def test_the_order_of_sections_is_that_of_the_paths(ours):
    pages = {
        f"articles/{name}.md": f"---\nid: page-{name.lower()}\nsource: zen\n---\n## A\n\nwords\n"
        for name in ("c", "B", "a", "10", "9")
    }

    assert [section.id for section in load(ours(pages)).sections] == [
        "page-10/a",
        "page-9/a",
        "page-b/a",
        "page-a/a",
        "page-c/a",
        "zen/pay",
    ]


def test_two_sources_may_answer_one_question(ours, faults):
    pages = {
        f"articles/{source}.md": "---\nquestions:\n  pay: ['What do seniors earn?']\n---\n# Guide\n\n## Pay\n\nMoney.\n"
        for source in ("zen", "aiu")
    }

    assert faults(pages) == []


@pytest.mark.parametrize(
    "link",
    [
        "#pay",
        "zen.md#pay",
        "zen.md",
        "../articles/zen.md#pay",
        "zen#pay",
        "https://a.b/c",
        "HTTPS://a.b",
        "mailto:a@b.c",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(faults, link):
    assert faults({"articles/zen.md": f"# Zen\n\n## Pay\n\nsee [there]({link})\n"}) == []


def test_a_link_names_the_file_even_where_the_page_has_another_id(faults):
    page = "---\nid: the-zen-guide\nsource: zen\n---\n# Zen\n\n## Pay\n\nsee [there](zen.md#pay)\n"

    assert faults({"articles/zen.md": page}) == []


def test_code_that_looks_like_a_link_is_none(faults):
    assert faults({"articles/zen.md": "# Zen\n\n## Code\n\n```python\nf[0](nowhere)\n```\n"}) == []


def test_a_golden_question_may_use_an_old_name(faults):
    page = "---\naliases: {pay: [salary]}\n---\n# Zen\n\n## Pay\n\nMoney.\n"

    assert faults({"articles/zen.md": page, "golden/a.yaml": "- {question: pay, sections: [zen/salary]}\n"}) == []


def test_a_loop_of_folders_is_not_followed(ours):
    folder = ours({})
    (folder / "articles" / "again").symlink_to(folder, target_is_directory=True)

    assert [section.id for section in load(folder).sections] == ["zen/pay"]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(ContentError) as error:
        load(tmp_path / "nowhere")

    assert str(error.value) == f"{tmp_path / 'nowhere'}: there is no such folder; check the path"


def test_a_file_is_no_folder(folder):
    path = folder({"a.md": "words"}) / "a.md"

    with pytest.raises(ContentError) as error:
        load(path)

    assert str(error.value) == f"{path}: there is no such folder; check the path"


@pytest.mark.parametrize(
    "files", [{}, {"sources.yaml": "- {id: zen, title: Zen}\n"}, {"a.md": "\n \n"}, {"a.pdf": "x"}]
)
def test_a_folder_without_words_is_refused(folder, files):
    path = folder(files)

    with pytest.raises(ContentError) as error:
        load(path)

    assert str(error.value) == f"{path}: holds no Markdown or text with any words in it; put at least one page there"
