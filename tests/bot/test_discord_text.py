"""CommonMark as Discord shows it: the words stay, what Discord cannot show becomes what it can, and nothing pings."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.discord_text import discord_text, escaped, quoted
from knowledge.markdown import plain

CODE_OR_ESCAPE = re.compile(r"\\.|```.*?```|`[^`]*`|\]\(https?://[^)]*\)|<https?://[^>]*>", re.DOTALL)
PINGS = re.compile(r"<@[!&]?\d|<#\d|<a?:\w+:\d|</\w|<t:\d|<id:\w|@everyone|@here", re.IGNORECASE)

PIECES = """
<@1> <@!1> <@&2> <#3> <:a:1> <a:b:2> </ask:1> <t:1:R> <id:guide> @everyone @here @ everyone <b></b> <!--x--> <br> < >
** * __ _ ~~ || ` `` ``` ~~~ [ ] ( ) [a](b.md) [a](http://b) [@here](http://b/@everyone) <http://b> ![p](q.png) # - + 1.
word Word ü 🙂 &lt; &#64; \\ \\@ \\< \u2e55 \u2e56 \u200b \xa0 | :- > \x00
""".split(" ")
anything = st.lists(st.sampled_from([*PIECES, " ", "\n", "\n\n", "  "]), max_size=25).map("".join) | st.text(
    max_size=60
)
often = settings(deadline=None, max_examples=300)


def outside_code(text):
    """Return what Discord reads as markup: without code, escaped signs and addresses of links."""
    return CODE_OR_ESCAPE.sub("·", text)


def words(text):
    """Return the words that people see."""
    return re.findall(r"[^\W_]+", text.replace("\u200b", "").replace("\u200d", ""))


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("", ""),
        ("Two lines\nof one paragraph.", "Two lines of one paragraph."),
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("A line\\\nbroken", "A line\nbroken"),
        ("A line<br>broken", "A line broken"),
        ("# Title\n\nText", "**Title**\n\nText"),
        ("Title\n=====\nText", "**Title**\n\nText"),
        ("## A **bold** title", "**A bold title**"),
        ("One\n\n---\n\nTwo", "One\n\nTwo"),
        ("**bold** *italic* ***both*** `code`", "**bold** *italic* ***both*** `code`"),
        ("__bold__ _italic_", "**bold** *italic*"),
        ("**a***b*", "**a**\u200b*b*"),
        ("`a ``b", "\\`a \\`\\`b"),
        ("``a`b``", "`a'b`"),
    ],
)
def test_paragraphs_headings_and_emphasis(markdown, shown):
    assert discord_text(markdown) == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("- a\n- b", "- a\n- b"),
        ("* a\n* b", "- a\n- b"),
        ("- a\n\n- b", "- a\n- b"),
        ("3. c\n4. d", "3. c\n4. d"),
        ("0. zero\n1. one", "0. zero\n1. one"),
        ("Before\n\n- a\n- b\n\nAfter", "Before\n- a\n- b\n\nAfter"),
        ("- a\n  - b\n    - c\n- d", "- a\n  - b\n    - c\n- d"),
        ("1. a\n   - b\n2. c", "1. a\n  - b\n2. c"),
        ("- a\n\n  more of a\n- b", "- a\n\n  more of a\n- b"),
        ("- a\\\n  broken", "- a\n  broken"),
        ("- **a**: b", "- **a**: b"),
        ("-\n- b", "- b"),
    ],
)
def test_lists_keep_their_bullets_numbers_and_depth(markdown, shown):
    assert discord_text(markdown) == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("| Level | Pay | Years |\n|--|--|--|\n| Junior | £55K | 0–2 |", "- **Junior**: Pay: £55K; Years: 0–2"),
        ("| a | b |\n|--|--|\n| x | y |\n| p | q |", "- **x**: b: y\n- **p**: b: q"),
        ("| a | b | c |\n|--|--|--|\n| x | | z |", "- **x**: c: z"),
        ("| a | b |\n|--|--|\n| | z |", "- b: z"),
        ("| a | b |\n|--|--|\n| x | |", "- **x**"),
        ("| a | |\n|--|--|\n| x | y |", "- **x**: y"),
        ("| a | b |\n|--|--|\n| **x** | `y` |", "- **x**: b: `y`"),
        ("| a | b |\n|--|--|\n| | |\n| x | y |", "- **x**: b: y"),
        ("| a | b |\n|--|--|", "a; b"),
        ("Before\n\n| a | b |\n|--|--|\n| x | y |\n\nAfter", "Before\n- **x**: b: y\n\nAfter"),
    ],
)
def test_a_table_becomes_a_list_in_which_every_cell_has_the_name_of_its_column(markdown, shown):
    assert discord_text(markdown) == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("```py\nx = 1\n\ny = 2\n```", "```py\nx = 1\n\ny = 2\n```"),
        ("    x = 1", "```\nx = 1\n```"),
        ("```\n**no bold** <@1> @everyone\n```", "```\n**no bold** <@1> @everyone\n```"),
        ("````\n```\n````", "```\n``\u200b`\n```"),
        ("~~~a```b\nx\n~~~", "```\nx\n```"),
        ("```py\n```", ""),
        ("- a\n\n  ```\n  x\n  ```", "- a\n\n  ```\n  x\n  ```"),
        ("```\nnever closed", "```\nnever closed\n```"),
    ],
)
def test_code_stays_code_and_nothing_gets_out_of_it(markdown, shown):
    assert discord_text(markdown) == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("> a\n> b", "“a b”"),
        ("> a\n>\n> b", "“a”\n\n“b”"),
        ("> - a", "- “a”"),
        ("> ```\n> x\n> ```", "```\nx\n```"),
    ],
)
def test_a_quote_stands_in_quotation_marks_as_the_passage_itself_has_the_bar(markdown, shown):
    assert discord_text(markdown) == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("[guide](https://a.example/x)", "[guide](https://a.example/x)"),
        ("**[guide](https://a.example)**", "**[guide](https://a.example)**"),
        ("[guide](other.md#part)", "guide"),
        ("[guide](javascript:alert)", "\\[guide\\](javascript:alert)"),
        ("[guide]()", "guide"),
        ("[](https://a.example)", ""),
        ("[https://bank.example](https://evil.example)", "<https://evil.example>"),
        ("<https://a.example/x_y>", "<https://a.example/x_y>"),
        ("[a [b] c](https://a.example)", "[a \\[b\\] c](https://a.example)"),
        ("[w](https://w.example/A_(b))", "[w](https://w.example/A_%28b%29)"),
        ("[w](https://w.example/@everyone)", "[w](https://w.example/%40everyone)"),
        ("[a\nb](https://a.example)", "[a b](https://a.example)"),
        ("[`code` **bold**](https://a.example)", "[code bold](https://a.example)"),
        ("![a picture](p.png)", "a picture"),
        ("[![a picture](p.png)](https://a.example)", "[a picture](https://a.example)"),
        ("[not a link]", "\\[not a link\\]"),
        ("[a](https://b.example)c", "[a](https://b.example)c"),
    ],
)
def test_links_show_where_they_lead_and_others_are_plain_words(markdown, shown):
    assert discord_text(markdown) == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("a <b>c</b> &amp; <!-- x -->d", "a c & d"),
        ("<div>\nhi <i>you</i>\n</div>", "hi you"),
        ("<!-- nothing -->", ""),
        ("<!-- never closed", ""),
        ("<p>@everyone **no**</p>", "@\u200beveryone \\*\\*no\\*\\*"),
    ],
)
def test_of_html_the_words_are_kept(markdown, shown):
    assert discord_text(markdown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<@1> <@!1> <@&2> <#3>", "\\<@1> \\<@!1> \\<@&2> \\<#3>"),
        ("@everyone @Here", "@\u200beveryone @\u200bHere"),
        ("</ask:1> <:wave:1> <a:wave:1>", "\\</ask:1> \\<:wave:1> \\<a:wave:1>"),
        ("<t:1:R> <id:guide>", "\\<t:1:R> \\<id:guide>"),
        ("x**2 `y` ~~z~~ ||s||", "x\\*\\*2 \\`y\\` \\~\\~z\\~\\~ \\|\\|s\\|\\|"),
        ("# h\n-# s\n> q\n>>> q\n- i\n1. n", "\\# h\n\\-# s\n\\> q\n\\>>> q\n\\- i\n1\\. n"),
        ("a\x00\u202eb\xa0c\td", "ab c d"),
        ("👩‍👩‍👧 é 漢", "👩‍👩‍👧 é 漢"),
        ("a < b, 3 > 2, mail@example.org", "a < b, 3 > 2, mail@example.org"),
    ],
)
def test_plain_words_look_the_same_and_mean_nothing_else(text, shown):
    assert escaped(text) == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("@<b></b>everyone", "@\u200beveryone"),
        ("<<b></b>@1>", "\\<@1>"),
        ("&lt;@1&gt;", "\\<@1>"),
        ("&#64;everyone", "@\u200beveryone"),
        ("\\<@1>", "\\<@1>"),
        ("@**everyone**", "@**everyone**"),
        ("\\#\nx", "\\# x"),
        ("1\\. x", "1\\. x"),
    ],
)
def test_what_is_put_together_from_pieces_pings_as_little_and_is_no_heading(markdown, shown):
    assert discord_text(markdown) == shown


def marked(text, sentence):
    start = text.index(sentence)
    return discord_text(text, (start, start + len(sentence)))


@pytest.mark.parametrize(
    ("text", "sentence", "shown"),
    [
        ("One. Two. Three.", "Two.", "One. __**Two.**__ Three."),
        ("One. Two **very** good. Three.", "Two **very** good.", "One. __**Two very good.**__ Three."),
        ("**One. Two.**", "Two.**", "**One.** __**Two.**__"),
        ("**One. Two.** Three.", "**One. Two.**", "__**One. Two.**__ Three."),
        ("**One.** Two.", "**One.** Two.", "__**One. Two.**__"),
        ("Two *very* good.", "Two *very* good.", "__**Two**__ __***very***__ __**good.**__"),
        ("Use `x` now. Or not.", "Use `x` now.", "__**Use `x` now.**__ Or not."),
        (
            "See [it](https://a.example). No.",
            "See [it](https://a.example).",
            "__**See [it](https://a.example).**__ No.",
        ),
        ("- one\n- two\n- three", "two", "- one\n- __**two**__\n- three"),
        ("- one\n- two", "- two", "- one\n- __**two**__"),
        ("1. one\n2. **two**: more", "2. **two**: more", "1. one\n2. __**two: more**__"),
        ("# Title", "# Title", "__**Title**__"),
        ("One\ntwo three\nfour", "two three", "One __**two three**__ four"),
        ("One.\n\nTwo.\n\nThree.", "One.\n\nTwo.", "__**One.**__\n\n__**Two.**__\n\nThree."),
    ],
)
def test_the_marked_sentence_is_bold_and_underlined_wherever_it_stands(text, sentence, shown):
    assert marked(text, sentence) == shown


def test_a_marked_row_of_a_table_is_marked_in_every_cell_and_in_no_other_row():
    table = "| Level | Pay |\n|--|--|\n| Junior | £55K |\n| Senior | £100K |"

    assert marked(table, "| Senior | £100K |") == "- **Junior**: Pay: £55K\n- __**Senior**__: Pay: __**£100K**__"


@pytest.mark.parametrize("span", [(0, 0), (4, 4), (9, 2), (-5, 0), (4, 7), (500, 600)])
def test_a_mark_around_nothing_marks_nothing(span):
    assert discord_text("One. | two.", span) == "One. \\| two."


def test_code_that_is_marked_stays_code():
    text = "```py\nx = 1\n```"

    assert discord_text(text, (0, len(text))) == text


def test_a_mark_inside_an_address_is_left_out():
    assert discord_text("[a](https://b.example/c) d", (10, 14)) == "[a](https://b.example/c) d"


def test_text_with_the_signs_that_stand_for_marks_is_shown_without_them():
    assert discord_text("a \u2e55b\u2e56 c", (0, 3)) == "a b c"


@often
@given(anything, st.none() | st.tuples(st.integers(-5, 80), st.integers(-5, 80)))
@example("@<b></b>everyone", None)
@example("<<b></b>@1>", None)
@example("~~~a`b```c\n<@1>\n~~~", None)
@example("[x](http://a.b) word", (9, 20))
def test_whatever_comes_in_nothing_pings_no_sign_is_left_over_and_what_opens_is_closed(markdown, span):
    shown = discord_text(markdown, span)
    read = outside_code(shown)

    assert PINGS.findall(read) == []
    assert not {"\u2e55", "\u2e56", "\x00"} & set(shown)
    assert "%E2%B9" not in shown
    assert read.count("*") % 2 == 0
    assert read.count("__") % 2 == 0
    assert read.replace("__", "").count("_") == 0
    assert "~" not in read
    assert "|" not in read


@often
@given(st.text(max_size=60) | anything)
def test_escaped_words_have_no_markup_and_no_mention_whatever_they_are(text):
    read = re.sub(r"\\.", "·", escaped(text))

    assert not set("*_`~|[]") & set(read)
    assert PINGS.findall(read) == []


INLINE = [piece for piece in PIECES if "http" not in piece and "\n" not in piece and piece != "<!--x-->"]


@often
@example("\\\u2e55<b></b>")
@given(st.lists(st.sampled_from([*INLINE, " ", " "]), max_size=15).map("".join))
def test_no_letter_of_a_paragraph_is_lost_or_added(text):
    markdown = f"Start {text} end"

    written = plain(re.sub("[\u2e55\u2e56]", "", markdown))
    assert "".join(words(discord_text(markdown))) == "".join(words(written))


names = st.integers(0, 999).map(lambda number: f"w{number}")
lines = st.lists(
    st.tuples(names, st.sampled_from(["{}", "**{}**", "*{}*", "`{}`", "[{}](x.md)", "[{}](https://x.y)"])), min_size=1
)
line = lines.map(lambda parts: " ".join(style.format(name) for name, style in parts))
block = st.one_of(
    line,
    line.map("## {}".format),
    line.map("> {}".format),
    st.lists(line, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(line, min_size=1, max_size=3).map(lambda items: "\n".join(f"{i}. {item}" for i, item in enumerate(items))),
    st.tuples(line, line).map(lambda two: f"- {two[0]}\n  - {two[1]}"),
    st.tuples(line, line).map(lambda two: f"| | |\n|--|--|\n| {two[0]} | {two[1]} |"),
    names.map("```py\n{}\n```".format),
)
pages = st.lists(block, min_size=1, max_size=6)


@settings(deadline=None, max_examples=100)
@given(pages, st.data())
def test_every_word_of_a_page_is_shown_once_and_in_order_marked_or_not(parts, data):
    page = "\n\n<!-- -->\n\n".join(parts)
    start = data.draw(st.integers(0, len(page)))
    end = data.draw(st.integers(start, len(page)))
    expected = re.findall(r"\bw\d+", page)

    assert re.findall(r"\bw\d+", discord_text(page)) == expected
    assert re.findall(r"\bw\d+", re.sub(r"[\\*_\u200b]", "", discord_text(page, (start, end)))) == expected


def test_a_quote_has_a_bar_beside_every_line():
    assert quoted("a\n\nb") == "> a\n> \n> b"
