"""Markdown taken apart: pages into headings, markup into words."""

import pytest

from knowledge.markdown import Heading, links, parse_page, plain, slug


@pytest.mark.parametrize(
    ("page", "headings"),
    [
        ("# A\n\none\n\n## B\ntwo", [(1, "A", "one", 1), (2, "B", "two", 5)]),
        ("Title\n=====\n\none\n\nPart\n----\ntwo", [(1, "Title", "one", 1), (2, "Part", "two", 6)]),
        ("before\n\n# A", [(0, "", "before", 1), (1, "A", "", 3)]),
        ("# A\n\n```\n# not one\n```", [(1, "A", "```\n# not one\n```", 1)]),
        ("# A\n\n~~~\n## not one", [(1, "A", "~~~\n## not one", 1)]),
        ("# A\n\n    # code", [(1, "A", "    # code", 1)]),
        ("# A\n\n> # quoted\n\n- # in a list", [(1, "A", "> # quoted\n\n- # in a list", 1)]),
        ("# A\n\n<div>\n# not one\n</div>", [(1, "A", "<div>\n# not one\n</div>", 1)]),
        ("#hashtag", [(0, "", "#hashtag", 1)]),
        ("# The **bold** `code` [link](x) ![alt](y) #", [(1, "The bold code link alt", "", 1)]),
        ("##\ntext", [(2, "", "text", 1)]),
        ("\n\n", []),
        ("", []),
    ],
)
def test_headings_divide_a_page(page, headings):
    assert parse_page(page).headings == tuple(Heading(*heading) for heading in headings)


@pytest.mark.parametrize(
    ("page", "front_matter", "text", "line"),
    [
        ("---\ntitle: x\n---\nwords", "title: x", "words", 4),
        ("---\n---\nwords", "", "words", 3),
        ("---\ntitle: x\nwords", None, "---\ntitle: x\nwords", 1),
        ("words\n\n---\n\nmore", None, "words\n\n---\n\nmore", 1),
    ],
)
def test_front_matter_is_told_from_a_rule(page, front_matter, text, line):
    parsed = parse_page(page)

    assert parsed.front_matter == front_matter
    assert parsed.headings == (Heading(0, "", text, line),)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Pay in the UK (base)", "pay-in-the-uk-base"),
        ("snake_case & C++", "snake-case-c"),
        ("  Who?  ", "who"),
        ("Straße für Anfänger", "straße-für-anfänger"),
        ("£55K–£70K", "55k-70k"),
        ("🎉", ""),
    ],
)
def test_a_heading_has_a_name(heading, name):
    assert slug(heading) == name


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**bold**, *it* and `code`", "bold, it and code"),
        ("[the words](https://a.b/c?d=e) stay", "the words stay"),
        ('[titled](x "not this")', "titled"),
        ("![a chart](chart.png)", "a chart"),
        ("two\nlines  \nhere", "two lines here"),
        ("line<br>break and <b>bold</b>", "line break and bold"),
        ("R&amp;D &lt; 5", "R&D < 5"),
        (r"5 \* 3", "5 * 3"),
        ("snake_case_name", "snake_case_name"),
        ("| Junior | **£55K** |", "Junior, £55K"),
        ("| a | b |\n|---|:-:|\n| 1 | |", "a, b, 1"),
        (r"| a \| b | c |", "a | b, c"),  # an escaped bar does not end a cell
        ("no markup  at all ", "no markup at all"),
        ("", ""),
    ],
)
def test_markup_becomes_words(markdown, words):
    assert plain(markdown) == words


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("see [pay](zen.md#pay) and [the site](https://a.b)", ["zen.md#pay", "https://a.b"]),
        ('[titled](zen.md "Zen") and [in brackets](<aiu.md>)', ["zen.md", "aiu.md"]),
        ("[by name][n]\n\n[n]: aiu.md", ["aiu.md"]),
        ("![chart](chart.png)", ["chart.png"]),
        ("`[x](nowhere)`", []),
        ("```python\nf[0](nowhere)\n```", []),
        ("- item with [link](#pay)", ["#pay"]),
    ],
)
def test_links_are_found_where_markdown_has_them(text, targets):
    assert links(text) == targets
