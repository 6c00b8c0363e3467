"""HTML: the content without what surrounds it, and Markdown that says the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.files import Unreadable
from knowledge.importing.document import import_bytes
from knowledge.importing.page import Given
from knowledge.markdown import parse_page

HEAD = (
    '<link rel="canonical" href="https://example.org/pay/">'
    '<meta property="article:modified_time" content="2026-03-04T10:00">'
)


def body(page):
    return page.text.split("---\n", 2)[2]


def notes(page):
    return [str(note) for note in page.notes]


def test_a_small_page_becomes_exactly_this(read):
    html = f"""<!doctype html><html><head><title>Pay | Our site</title>{HEAD}<style>p {{}}</style></head><body>
    <header><a href="/">Our site</a></header><nav><ul><li>Menu</li></ul></nav>
    <div class="cookie-banner"><p>We use cookies.</p><button>Fine</button></div>
    <main><h1>Pay</h1><p>What <b>juniors</b> earn,
    see <a href="../levels?a=1&amp;b=2">levels</a>.</p>
    <h2>Figures</h2><table><tr><th>Level</th><th>Pay</th></tr><tr><td>Junior</td><td>£35K</td></tr></table>
    <aside>Read also</aside><form><input name=q><p>Search</p></form><script>alert(1)</script></main>
    <footer>© 2026</footer></body></html>"""

    page = read(html, "index.html")

    assert page.text == (
        "---\ntitle: Pay\nurl: https://example.org/pay/\nupdated: 2026-03-04\n---\n# Pay\n\n"
        "What **juniors** earn, see [levels](https://example.org/levels?a=1&b=2).\n\n"
        "## Figures\n\n| Level | Pay |\n| --- | --- |\n| Junior | £35K |\n"
    )
    assert (page.sections, page.tables, page.problems) == (2, 1, ())


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>R&amp;D, C++, snake_case, a - b</p>", "R&D, C++, snake_case, a - b"),
        (
            "<p>5 * 3 [not](a link) &lt;b&gt; &amp;amp; `x` C:\\</p>",
            "5 \\* 3 \\[not\\](a link) \\<b> \\&amp; \\`x\\` C:\\\\",
        ),
        ("<p>1. one</p><p># two</p><p>- three</p><p>---</p>", "1\\. one\n\n\\# two\n\n\\- three\n\n\\---"),
        ("<p>a<br>b<br><br>c<br></p>", "a\\\nb\n\nc"),
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "- a\n- b\n  - c\n- d"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<ol start=3><li>c</li><li>d</li></ol>", "3. c\n4. d"),
        ("<p>one<p>two<blockquote>three</blockquote>", "one\n\ntwo\n\n> three"),
        ("<dl><dt>Term<dd>Meaning</dl>", "**Term**\n\nMeaning"),
        ("<details><summary>Why?</summary>Because.</details>", "**Why?**\n\nBecause."),
        ("<pre><code class='language-py'>a = '```'\n\tb</code></pre>", "````py\na = '```'\n\tb\n````"),
        ("<p>10<sup>6</sup>, 1<sup>st</sup></p>", "10^6, 1st"),
        ("<p>a<b>b</b>c <b>x:</b>y <b>p</b><strong>q</strong></p>", "a**b**c x:y **pq**"),
        ("<p>Pay <s>£10</s> £12</p>", "Pay £12"),
        ("<p><b><s>£10</s></b># no heading</p><h2><s>Gone</s></h2>", "\\# no heading"),
        ("<p>a <a href='javascript:x()'>b</a> <a href='#c'>c</a> <a href='http://['>d</a></p>", "a b c d"),
        ("<p>So!<a href='https://e.org'>x</a>!</p>", "So\\![x](https://e.org)!"),
        ("<p><a href='https://e.org/a_(b) c'>x</a></p>", "[x](https://e.org/a_%28b%29%20c)"),
        ("<a href='https://e.org'><div><h3>Card</h3></div></a><p>x</p>", "**Card**\n\nx"),
        ("<p>So <img src=a.png alt='pay by level'>x <img src=b.png alt=logo></p>", "So (picture: pay by level) x"),
        ("<figure><img src=a.png alt=''><figcaption>Pay rises</figcaption></figure>", "Pay rises"),
        ("<div role=dialog>Accept</div><p hidden>no</p><p style='display: none'>no</p><p>yes</p>", "yes"),
        ("<form><h2>All of it</h2><p>is in a form</p></form>", "## All of it\n\nis in a form"),
        ("<ul><li><h3>In a list</h3>x</li></ul>", "- **In a list**\n\n  x"),
    ],
)
def test_each_part_of_a_page_reads_as_it_did(read, html, markdown):
    page = read(f"<html><title>T</title><body>{html}</body></html>", "t.html")

    assert body(page) == f"# T\n\n{markdown}\n"
    assert page.problems == ()


@pytest.mark.parametrize(
    ("rows", "markdown", "said"),
    [
        (
            "<tr><td>UK</td><td>£1</td></tr><tr><td>US</td><td>$2</td></tr>",
            "| UK | £1 |\n| --- | --- |\n| US | $2 |",
            "a table without a header row has its first row as header",
        ),
        (
            "<tr><th>At</th><th>Level</th></tr><tr><td rowspan=2>UK</td><td>a|b</td></tr><tr><td>c</td></tr>",
            "| At | Level |\n| --- | --- |\n| UK | a\\|b |\n| UK | c |",
            "the merged cells of a table were repeated in each of their places",
        ),
        (
            "<thead><tr><th colspan=2>Pay</th></tr><tr><th>Base<th>All</thead><tr><td>1</td><td>2</td></tr>",
            "| Pay – Base | Pay – All |\n| --- | --- |\n| 1 | 2 |",
            "the header rows of a table became one",
        ),
        (
            "<tr><th>Uses<th>Pay<tr><td><ul><li>Python<li>Docker</ul><td><p>£1<p>a year",
            "| Uses | Pay |\n| --- | --- |\n| Python; Docker | £1; a year |",
            None,
        ),
        ("<tr><th>A</th><th>B</th></tr><tr><td>only one</td></tr>", "| A | B |\n| --- | --- |\n| only one |  |", None),
        ("<tr><td><p>In a box</p></td></tr>", "In a box", None),
    ],
)
def test_tables_stay_tables(read, rows, markdown, said):
    page = read(f"<html><title>T</title><body><table>{rows}</table></body></html>", "t.html", source="zen")

    assert body(page) == f"# T\n\n{markdown}\n"
    assert said is None or f"t.md, line 8: {said}" in notes(page)


def test_headings_have_one_title_and_skip_no_level(read):
    html = "<h4>Above</h4>x<h1>One <em>title</em></h1>y<h2>A</h2><h5>Deep</h5>z<h3>B</h3>u<h2> </h2><h2>Last</h2>"

    page = read(f"<html><body>{html}</body></html>", "t.html")

    assert page.title == "One title"
    assert body(page) == ("# One title\n\ny\n\n## Above\n\nx\n\n## A\n\n### Deep\n\nz\n\n### B\n\nu\n\n**Last**\n")
    assert "t.md, line 9: heading level 4 became 2" in notes(page)
    assert "t.md, line 23: a heading with nothing below it became a bold line" in notes(page)


def test_of_several_first_headings_the_one_that_is_the_title_is_it(read):
    html = "<title>{}</title><h1>Pay</h1>x<h1>Hours</h1>y"

    assert body(read(html.format("Pay – our site"), "t.html")) == "# Pay\n\nx\n\n## Hours\n\ny\n"
    assert body(read(html.format("Work"), "t.html")) == "# Work\n\n## Pay\n\nx\n\n## Hours\n\ny\n"


@pytest.mark.parametrize("declared", ["windows-1252", "ISO-8859-1", "no-such-thing"])
def test_the_declared_encoding_is_used(read, declared):
    html = f"<html><head><meta charset={declared}><title>T</title></head><body>Café – £35K</body></html>"

    assert "Café – £35K" in read(html.encode("cp1252"), "t.html").text


def test_a_wrong_declaration_is_said(read):
    page = read('<html><meta charset="ascii"><title>T</title>Łódź</html>'.encode(), "t.html")
    other = read('<html><meta charset="utf-8"><title>T</title>Café</html>'.encode("cp1252"), "t.html")

    assert "Café" in other.text
    assert any("that is not so" in note for note in notes(other))
    assert page.problems == ()


def test_a_relative_link_without_a_site_is_words_and_said(read):
    page = read("<title>T</title><p>x</p><p>See <a href='/pay'>pay</a>.</p>", "t.html")
    known = read("<title>T</title><p>See <a href='/pay'>pay</a>.</p>", "t.html", url="https://example.org/a/b")

    assert body(page) == "# T\n\nx\n\nSee pay.\n"
    assert "t.md, line 9: a link without its site is words only; give --url, where the page stands" in notes(page)
    assert "[pay](https://example.org/pay)" in known.text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://[", "/pay", "https://e.org/a b"])
def test_an_address_that_is_none_of_the_web_is_not_believed(read, address):
    page = read(f"<link rel=canonical href='{address}'><base href='http://['><title>T</title>x", "t.html")

    assert "url:" not in page.text


def test_two_thousand_items_that_are_never_closed_are_a_list(read):
    page = read(f"<title>T</title><ul>{'<li>x' * 2_000}</ul>", "t.html")

    assert body(page).count("\n- x") == 2_000


def test_merged_cells_that_unfold_to_gigabytes_are_refused(read):
    table = f"<tr><td rowspan=1000 colspan=50>{'word ' * 200}<td>x" + "<tr><td>y" * 999

    with pytest.raises(Unreadable, match="a table's merged cells stand for more than 10 MB of text"):
        read(f"<title>T</title><table>{table}</table>", "t.html")


def test_content_with_an_unlucky_class_stays(read):
    page = read(f"<title>T</title><div class='newsletter'><p>{'word ' * 200}</p></div>", "t.html")

    assert page.words == 200


def test_what_is_left_out_beside_the_main_part_is_said(read):
    page = read(f"<title>T</title><main>{'word ' * 200}</main><div>{'other ' * 180}</div>", "t.html")

    assert page.words == 200
    assert "t.md: left out: 180 words outside <main>; see that nothing of the page is missing" in notes(page)


TAGS = (
    "p,div,h1,h4,h2 role=main,main,ul,li,table,tr,td rowspan=2,th colspan=99999,b,s,em,code,pre,form,blockquote,dl,dd"
)
TAGS += ",nav,article,figure,a,a href=/x,br,img alt='some words',div hidden,h1 hidden,/p,/h1,/b,/li,/table,/form,/div"
WORDS = "word |# x |1. y|- z |---|```|a&#124;b|*|_|&lt;|&amp;amp;|[x](y)|\\|\n|title: x|#|\u200b"
PIECES = (*(f"<{tag}>" for tag in TAGS.split(",")), *WORDS.split("|"))


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_page_of_any_quality_breaks_the_format(pieces):
    html = f"<title>T</title><p>word</p>{''.join(pieces)}"

    try:
        page = import_bytes(html.encode(), "t.html", Given(date(2026, 11, 22)))
    except Unreadable as refused:
        assert "it has " in str(refused)  # no words, or no more than a title
    else:
        assert page.problems == ()
        assert [heading.level for heading in parse_page(page.text).headings].count(1) == 1
