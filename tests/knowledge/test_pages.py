"""Every problem of one page, in the words that a moderator reads."""

import pytest

PAGE = "# Zen\n\n## Pay\n\nSeniors earn more.\n"


def head(*lines: str, page: str = PAGE) -> str:
    return "\n".join(["---", *lines, "---", page])


PAGES = {
    "unknown field": (
        head("titel: Zen"),
        ["front matter, titel: unknown field; did you mean 'title'?"],
    ),
    "unknown field far from any": (
        head("zzzz: 1"),
        ["front matter, zzzz: unknown field; remove it, or see README.md for the fields"],
    ),
    "wrong type": (
        head("title: 2026"),
        ["front matter, title: must be a text, but is 2026; put it in quotes"],
    ),
    "empty field": (head("title: ' '"), ["front matter, title: is empty; write something or remove the field"]),
    "field without a value": (
        head("questions:"),
        ["front matter, questions: must be fields with values, but is empty"],
    ),
    "bad id": (
        head("id: My Page", "source: zen"),
        ["front matter, id: must be small letters, digits and single hyphens, but is 'My Page'"],
    ),
    "impossible date": (
        head("title: Zen", "updated: 2026-13-45"),
        ["line 3: a value cannot be read (month must be in 1..12); put it in quotes or correct it"],
    ),
    "no date": (
        head("updated: last week"),
        ["front matter, updated: must be a day like 2026-11-22, but is 'last week'"],
    ),
    "a year for a date": (
        head("updated: 2026"),
        ["front matter, updated: must be a day like 2026-11-22, but is 2026"],
    ),
    "question for no heading": (
        head("questions:", "  pai: [what]"),
        ["front matter, questions: there is no heading 'pai'; did you mean 'pay'?"],
    ),
    "alias for no heading": (
        head("aliases:", "  zzz: [what]"),
        ["front matter, aliases: there is no heading 'zzz'"],
    ),
    "question for a heading without text": (
        head("questions:", "  money: [what]", page="# Zen\n\n## Money\n\n### Pay\n\nwords\n"),
        ["front matter, questions: the heading 'money' has no text of its own; ask for a section below it"],
    ),
    "questions that are one text": (
        head("questions:", "  pay: what do seniors earn"),
        ["front matter, questions, pay: must be a list (lines that start with '- '), but is 'what do seniors earn'"],
    ),
    "a number among the questions": (
        head("questions:", "  pay: [what, 5]"),
        ["front matter, questions, pay entry 2: must be a text, but is 5; put it in quotes"],
    ),
    "repeated question": (
        head(
            "questions:",
            "  pay: ['What do seniors earn?', what do  seniors earn]",
        ),
        [
            "section 'zen/pay', questions: "
            "'what do seniors earn' stands in section 'zen/pay' already; keep it in one place"
        ],
    ),
    "front matter that never ends": (
        "---\ntitle: Zen\n\n# Zen\n\n## Pay\n\nwords\n",
        ["line 1: the head never ends; close it with a line of three hyphens"],
    ),
    "front matter that is a list": (
        "---\n- id\n---\n" + PAGE,
        [
            "front matter: must be fields with values (id, title, source, url, updated, by, questions, aliases), "
            "but is ['id']"
        ],
    ),
    "front matter with a tab": (
        "---\ntitle: Zen\nquestions:\n\tpay: [x]\n---\n" + PAGE,
        [
            "line 4: found character '\\t' that cannot start any token; "
            "indent with spaces, and put values that start with a special character in quotes"
        ],
    ),
    "front matter with a key twice": (
        head("title: Zen", "title: Zen again"),
        ["line 3: 'title' is written twice; keep one of the two"],
    ),
    "heading that skips a level": (
        "# Zen\n\n## Pay\n\nwords\n\n#### London\n\nwords\n",
        ["line 7: the heading 'London' skips a level; use ### and not ####"],
    ),
    "page that starts too deep": (
        "### Pay\n\nwords\n",
        ["line 1: the heading 'Pay' skips a level; use ## and not ###"],
    ),
    "line numbers count the head too": (
        "---\ntitle: Zen\n---\n\n## Pay\n\nwords\n\n#### London\n\nwords\n",
        ["line 9: the heading 'London' skips a level; use ### and not ####"],
    ),
    "empty section": (
        "# Zen\n\n## Pay\n\n## Skills\n\nwords\n",
        ["line 3: the section 'Pay' is empty; write it or remove it"],
    ),
    "empty section at the end": (
        "# Zen\n\n## Skills\n\nwords\n\n## Pay\n",
        ["line 7: the section 'Pay' is empty; write it or remove it"],
    ),
    "empty heading": ("# Zen\n\n##\n\nwords\n", ["line 3: the heading has no words; write some or remove it"]),
    "empty page": ("", ["the page is empty; write a section or remove the file"]),
    "title only": ("# Zen\n", ["the page is empty; write a section or remove the file"]),
    "link to no heading": (
        "# Zen\n\n## Pay\n\nsee [there](#pai)\n",
        ["section 'zen/pay': the link '#pai' leads nowhere"],
    ),
    "link to no page": (
        '# Zen\n\n## Pay\n\nsee [there](zenn.md "Zen") and [here](zen.md)\n',
        ["section 'zen/pay': the link 'zenn.md' leads nowhere; did you mean 'zen'?"],
    ),
    "link to no heading of a page": (
        "# Zen\n\n## Pay\n\nsee [there](zen.md#play)\n",
        ["section 'zen/pay': the link 'zen.md#play' leads nowhere; did you mean 'zen/pay'?"],
    ),
    "image": (
        "# Zen\n\n## Pay\n\n![chart](xyz.png)\n",
        ["section 'zen/pay': the link 'xyz.png' leads nowhere"],
    ),
    "not UTF-8": (
        b"# Zen\n\n## Pay\n\ncaf\xe9\n",
        ["line 5: not UTF-8 (byte 0xe9); save the file with the encoding UTF-8"],
    ),
    "binary": (
        b"GIF89a\0\0",
        ["this is a binary file, not text; convert it to Markdown or move it out of the folder"],
    ),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_fault_in_a_page_is_told(faults, case):
    page, expected = PAGES[case]

    found = faults({"articles/zen.md": page})

    assert [text.removeprefix("articles/zen.md").lstrip(",: ") for text in found] == expected
    assert all(text.startswith(("articles/zen.md, ", "articles/zen.md: ")) for text in found)
