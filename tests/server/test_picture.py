"""Pictures of messages: Discord's Markdown and components as HTML, and as PNG where Chromium is installed."""

import struct

import pytest
from discord_server.markdown import rendered
from discord_server.picture import PHONE, browser, page, screenshot


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** and *italic*", "<p><strong>bold</strong> and <em>italic</em></p>"),
        ("***both***", "<p><strong><em>both</em></strong></p>"),
        ("_it_ snake_case_name", "<p><em>it</em> snake_case_name</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        (r"\*no\*", "<p>*no*</p>"),
        ("__under__ ~~gone~~ ||secret||", "<p><u>under</u> <s>gone</s> <span class=spoiler>secret</span></p>"),
        ("`a*b*` <b>", "<p><code>a*b*</code> &lt;b&gt;</p>"),
        ("# One\n## Two\n-# small", "<h1>One</h1><h2>Two</h2><small>small</small>"),
        ("> a\n> b\nc", "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>"),
        (">>> a\nb", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("[a](https://a.example)", '<p><a href="https://a.example">a</a></p>'),
        ("see <https://a.example>.", '<p>see <a href="https://a.example">https://a.example</a>.</p>'),
        ("<t:0:D> <@7>", "<p><span class=time>1 January 1970</span> <span class=mention>@Ada</span></p>"),
        ("<t:0:R>", None),
        ("```py\n<a> **b**\n```c", "<pre>&lt;a&gt; **b**</pre><p>c</p>"),
    ],
)
def test_markdown_is_shown_as_discord_shows_it(text, html):
    shown = rendered(text, {"7": "Ada"})

    assert shown == html if html is not None else "years ago" in shown


def test_lists_are_indented_by_their_depth():
    shown = rendered("- a\n  - b\n1. c")

    assert [part[: part.index("<span>")] for part in shown.split("<div class=item ")[1:]] == [
        'style="--depth:0"><i>•</i>',
        'style="--depth:1"><i>◦</i>',
        'style="--depth:0"><i>1.</i>',
    ]


@pytest.fixture
async def shop(discord_server, bot):
    """Return the message of the shop."""
    handle = discord_server.slash(discord_server.alice, "shop")
    await handle.acked()
    return handle.message


async def test_a_page_shows_texts_buttons_and_pictures(discord_server, shop):
    shown = page(discord_server, [shop])

    assert "<b>Alice</b> used <b>/shop</b>" in shown
    assert '--accent:#aa5500"><div class=text><h1>Bread</h1></div>' in shown
    assert 'alt="A loaf" src="data:image/png;base64,' in shown
    assert shown.count('class="button s2 "') == 4
    assert shown.count('class="button s2 disabled"') == 1
    assert "http://127.0.0.1" not in shown


async def test_a_page_says_who_alone_sees_a_message(discord_server, bot):
    handle = discord_server.slash(discord_server.mona, "close")
    await handle.acked()

    assert "Only you can see this" in page(discord_server, [handle.message])


@pytest.mark.slow
@pytest.mark.skipif(browser() is None, reason="no Chromium")
async def test_a_picture_is_as_wide_as_a_phone_and_as_high_as_its_messages(discord_server, shop, tmp_path):
    screenshot(page(discord_server, [shop]), tmp_path / "one.png", PHONE)
    screenshot(page(discord_server, [shop, shop]), tmp_path / "two.png", PHONE)

    sizes = [struct.unpack(">II", (tmp_path / name).read_bytes()[16:24]) for name in ("one.png", "two.png")]
    assert [width for width, _ in sizes] == [PHONE, PHONE]
    assert sizes[0][1] + 200 < sizes[1][1] < 2 * sizes[0][1]


def test_without_a_browser_there_is_no_picture(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(FileNotFoundError, match="chromium"):
        screenshot("", tmp_path / "no.png")
