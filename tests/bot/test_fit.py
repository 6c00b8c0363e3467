"""The one size guard: whatever a card holds, Discord takes it, and what fitted already is not touched."""

import os

import pytest
from discord_server.calls import Answer, Call
from discord_server.spec import Spec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.card import Button, Card, Divider, File, Option, Picture, Row, Select, Style, Text
from bot.fit import cut, fitted, units
from bot.views.layout import layout

# Discord's limits for a message of Components V2, written down here a second time, from its documentation.
TEXTS, COMPONENTS, IN_A_ROW, OPTIONS, CUSTOM_ID = 4_000, 40, 5, 25, 100
LABEL, OPTION_LABEL, DESCRIPTION, PLACEHOLDER, ALT, FILES = 80, 100, 100, 150, 1_024, 10
ROW, BUTTON, SELECT, TEXT, GALLERY, FILE, CONTAINER = 1, 2, 3, 10, 12, 13, 17
FILED = (GALLERY, FILE)  # components that show a file

PIECES = [
    "",
    " ",
    "\n",
    "a",
    "word ",
    "🙂",
    "👩‍👩‍👧",
    "\u200b",
    "\u2066",
    "```",
    "```py\n",
    "**",
    "é",
    "\u3000",
    "\x00",
]
SIZES = [0, 1, 20, 79, 80, 81, 100, 149, 151, 1_024, 1_025, 3_980, 3_984, 3_999, 4_000, 4_001, 9_000]
words = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=50)
texts = words | st.builds(lambda piece, size: (piece * size)[:size], st.sampled_from(PIECES), st.sampled_from(SIZES))
styles = st.sampled_from(Style)
short = st.sampled_from(["", " ", "x", "\u200b", "🙂" * 41, "word " * 25, "a" * 80, "a" * 101, "a\nb"])
labels = st.tuples(short, styles, st.booleans())
options = st.tuples(short, short, st.booleans())
blocks = st.one_of(
    texts.map(Text),
    st.just(Divider()),
    st.builds(lambda alt: ("picture", alt), texts),
    st.just(("file",)),
    st.builds(lambda these: ("row", these), st.lists(labels, max_size=30)),
    st.builds(
        lambda placeholder, these, least, most: ("select", placeholder, these, least, most),
        texts,
        st.lists(options, max_size=100),
        st.integers(-2, 30),
        st.integers(-2, 30),
    ),
)


def made(plan, colour):
    """Make a card in which every action and every file has a name of its own."""
    found = []
    for number, part in enumerate(plan):
        match part:
            case ("picture", alt):
                found.append(Picture(f"picture-{number}.png", b"png", alt))
            case ("file",):
                found.append(File(f"file-{number}.csv", b"a,b"))
            case ("row", these):
                buttons = (
                    Button(label, f"b:{number}:{i}", style, "", off) for i, (label, style, off) in enumerate(these)
                )
                found.append(Row(tuple(buttons)))
            case ("select", placeholder, these, least, most):
                lines = tuple(Option(label, str(i), more, chosen) for i, (label, more, chosen) in enumerate(these))
                found.append(Select(f"s:{number}", placeholder, lines, least, most))
            case _:
                found.append(part)
    return Card(tuple(found), colour)


described = pytest.mark.skipif(
    "MENTOR_OPENAPI" not in os.environ, reason="MENTOR_OPENAPI names no description of Discord"
)
several = settings(deadline=None, max_examples=60)
cards = st.builds(made, st.lists(blocks, max_size=60), st.none() | st.integers(0, 0xFFFFFF))


def length(text):
    """Count as Discord may count at worst: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def seen(text):
    """Tell whether there is anything to see in a text."""
    return any(char.isprintable() and not char.isspace() for char in text)


def cost(block):
    return 1 + (len(block.buttons) if isinstance(block, Row) else isinstance(block, Select))


def written(card):
    return [block.markdown for block in card.blocks if isinstance(block, Text)]


def buttons_of(card):
    return [button for block in card.blocks if isinstance(block, Row) for button in block.buttons]


def assert_within_limits(card):
    assert card.blocks
    assert 1 + sum(map(cost, card.blocks)) <= COMPONENTS
    assert sum(map(length, written(card))) <= TEXTS
    assert all(map(seen, written(card)))
    assert sum(isinstance(block, Picture | File) for block in card.blocks) <= FILES
    assert any(isinstance(block, Text | Picture | File) for block in card.blocks)
    for block in card.blocks:
        match block:
            case Row(buttons):
                assert 1 <= len(buttons) <= IN_A_ROW
                assert all(seen(button.label) and length(button.label) <= LABEL for button in buttons)
            case Select():
                assert 1 <= len(block.options) <= OPTIONS
                assert 0 <= block.least <= block.most
                assert 1 <= block.most <= len(block.options)
                assert sum(option.chosen for option in block.options) <= block.most
                assert seen(block.placeholder) and length(block.placeholder) <= PLACEHOLDER
                assert all(seen(option.label) and length(option.label) <= OPTION_LABEL for option in block.options)
                assert all(length(option.description) <= DESCRIPTION for option in block.options)
            case Picture():
                assert seen(block.alt) and length(block.alt) <= ALT


@several
@given(cards)
@example(Card(()))
@example(Card.of("a" * 3_982, "b" * 200))
@example(Card.of(" " * 5_000 + "x"))
@example(Card((Divider(),) * 60))
@example(Card(tuple(Row((Button("a", str(number)),)) for number in range(60))))
@example(Card((Picture("a.png", b"", "\u200b"), Row((Button("\u2066", "a"),)))))
@example(Card((Select("a", "", tuple(Option("x", str(number), "", True) for number in range(100)), 0, 3),)))
def test_whatever_a_card_holds_what_is_sent_is_within_discords_limits(card):
    assert_within_limits(fitted(card))


@several
@given(cards)
@example(Card.of("a" * 3_982, "b" * 200))
@example(Card.of("x" + "\n" * 4_000 + "y" * 10))
def test_what_was_fitted_once_fits_and_is_not_changed_again(card):
    once = fitted(card)

    assert fitted(once) == once


@several
@given(cards)
def test_blocks_keep_their_order_and_what_is_too_much_is_left_out_from_the_end(card):
    fit = fitted(card)
    pressed = [button.action for block in card.blocks if isinstance(block, Row) for button in block.buttons]
    chosen = [block.action for block in card.blocks if isinstance(block, Select) and block.options]
    files = [block.name for block in card.blocks if isinstance(block, Picture | File)]
    said = [block.markdown.strip() for block in card.blocks if isinstance(block, Text) and seen(block.markdown)]
    kept = {
        "buttons": [button.action for button in buttons_of(fit)],
        "selects": [block.action for block in fit.blocks if isinstance(block, Select)],
        "files": [block.name for block in fit.blocks if isinstance(block, Picture | File)],
    }

    assert kept["buttons"] == pressed[: len(kept["buttons"])]
    assert kept["selects"] == chosen[: len(kept["selects"])]
    assert kept["files"] == files[: len(kept["files"])]
    if said:
        assert written(fit)[:-1] == said[: max(len(written(fit)) - 1, 0)]


@several
@given(cards)
def test_a_text_is_only_ever_shortened_at_its_end(card):
    said = [block.markdown.strip() for block in card.blocks if isinstance(block, Text) and seen(block.markdown)]

    for original, kept in zip(said, written(fitted(card)), strict=False):
        assert original.startswith(kept.removesuffix("\n… *(shortened)*").removesuffix("\n```").rstrip())


def test_a_card_that_fits_is_not_changed():
    card = Card(
        (
            Text("**One**\n> two 🙂"),
            Divider(),
            Picture("plan.png", b"png", "A plan"),
            File("plan.csv", b"a"),
            Row(tuple(Button("x" * 80, f"{'a' * 98}:{number}", Style.DANGER, "/more", True) for number in range(5))),
            Select("s", "p" * 150, tuple(Option("o" * 100, str(n), "d" * 100, n == 2) for n in range(25)), 0, 25),
            Text("t" * (4_000 - 16)),
        ),
        0xABCDEF,
    )

    assert length("**One**\n> two 🙂") == 16
    assert fitted(card) == card


def test_forty_components_fit_and_the_forty_first_is_left_out():
    assert len(fitted(Card.of(*["a"] * 39)).blocks) == 39
    assert len(fitted(Card.of(*["a"] * 40)).blocks) == 39


def test_what_can_be_pressed_is_kept_rather_than_further_texts_and_the_first_text_rather_than_all():
    rows = [Row((Button("x", str(number)),)) for number in range(30)]

    fit = fitted(Card.of("first", *["further"] * 20, *rows))

    assert written(fit) == ["first"]
    assert [button.action for button in buttons_of(fit)] == [str(number) for number in range(19)]


def test_thirty_buttons_in_a_row_become_six_rows():
    card = Card.of("Choose", Row(tuple(Button(str(number), str(number)) for number in range(30))))

    assert [len(block.buttons) for block in fitted(card).blocks[1:]] == [5] * 6


def test_a_row_that_does_not_fit_is_not_skipped_for_a_later_one():
    full = tuple(Row(tuple(Button("x", f"{row}:{number}") for number in range(5))) for row in range(7))

    fit = fitted(Card.of("a", *full, Row((Button("last", "last"),)), "b", "c", "d"))

    assert written(fit) == ["a", "b", "c"]
    assert [button.action for button in buttons_of(fit)] == [
        f"{row}:{number}" for row in range(6) for number in range(5)
    ]


def test_a_select_keeps_25_options_and_asks_for_no_more_than_there_are():
    lines = tuple(Option(f"line {number}", str(number)) for number in range(100))

    block = fitted(Card.of("Choose", Select("s", " ", lines, least=30, most=60))).blocks[1]

    assert [option.value for option in block.options] == [str(number) for number in range(25)]
    assert (block.placeholder, block.least, block.most) == ("…", 25, 25)


def test_no_more_options_are_chosen_beforehand_than_may_be_chosen():
    lines = tuple(Option(f"line {number}", str(number), chosen=number != 1) for number in range(4))

    block = fitted(Card.of("Choose", Select("s", "Which?", lines, most=2))).blocks[1]

    assert [option.chosen for option in block.options] == [True, False, True, False]


def test_an_empty_card_says_at_least_that():
    assert fitted(Card(())).blocks == (Text("…"),)
    assert fitted(Card((Text(" \n\u200b"), Row(()), Select("s", "none", ())))).blocks == (Text("…"),)


def test_a_picture_without_words_is_described_by_its_name():
    assert fitted(Card((Picture("plan.png", b"", " \n"),))).blocks == (Picture("plan.png", b"", "plan.png"),)


def test_an_eleventh_file_is_left_out_and_the_text_below_it_stays():
    files = [File(f"{number}.csv", b"") for number in range(11)]

    fit = fitted(Card.of(*files, "below"))

    assert [block.name for block in fit.blocks[:-1]] == [f"{number}.csv" for number in range(10)]
    assert fit.blocks[-1] == Text("below")


def test_a_text_that_is_too_long_is_cut_at_a_word_and_says_so():
    (text,) = written(fitted(Card.of("word " * 1_000)))

    assert text.endswith("word\n… *(shortened)*")
    assert TEXTS - 10 <= length(text) <= TEXTS


@pytest.mark.parametrize("first", range(3_890, 4_001))
def test_a_second_text_is_shortened_to_what_is_left_or_left_out(first):
    fit = fitted(Card.of("a" * first, "b" * 200))

    assert_within_limits(fit)
    assert written(fit)[0] == "a" * first
    assert all(text.startswith("b") for text in written(fit)[1:])


def test_a_code_block_that_is_cut_is_closed():
    (text,) = written(fitted(Card.of("```py\n" + "print(1)\n" * 1_000 + "```")))

    assert text.endswith("print(1)\n```\n… *(shortened)*")
    assert text.count("```") == 2


@several
@given(st.lists(st.sampled_from(["```\ncode\n```\n", "word\n", "```py\nx = 1\n\n```\n"]), min_size=300, max_size=900))
def test_where_all_code_was_closed_it_still_is_after_a_cut(parts):
    (text,) = written(fitted(Card.of("".join(parts))))

    assert text.count("```") % 2 == 0


@pytest.mark.parametrize("action", ["", "a" * 101, "🙂" * 51])
def test_an_action_that_is_empty_or_too_long_is_refused(action):
    for block in (Row((Button("x", action),)), Select(action, "p", (Option("a", "a"),))):
        with pytest.raises(ValueError, match=r"^an action has 1 to 100 characters, but '"):
            fitted(Card.of("x", block))


def test_an_action_that_is_used_twice_is_refused():
    row = Row((Button("x", "same"),))

    for other in (row, Select("same", "p", (Option("a", "a"),))):
        with pytest.raises(ValueError, match=r"^the action 'same' is used twice in one message$"):
            fitted(Card.of("x", row, other))


@pytest.mark.parametrize("values", [["a", "a"], [""], ["a" * 101]])
def test_values_of_a_select_that_are_equal_empty_or_too_long_are_refused(values):
    with pytest.raises(ValueError, match="the values of a select differ and have 1 to 100 characters"):
        fitted(Card.of("x", Select("s", "p", tuple(Option("a", value) for value in values))))


def test_two_files_of_one_name_are_refused():
    with pytest.raises(ValueError, match=r"^the file 'a\.png' is there twice in one message$"):
        fitted(Card((Picture("a.png", b"1", "one"), File("a.png", b"2"))))


@pytest.mark.parametrize("name", ["", "my plan.png", "pläne.png", "a/b.png"])
def test_a_file_whose_name_discord_would_change_is_refused(name):
    with pytest.raises(ValueError, match="the name of a file has letters, digits, dots, hyphens and underscores"):
        fitted(Card((File(name, b""),)))


@given(texts, st.integers(1, 5_000))
def test_a_cut_text_is_never_longer_than_allowed(text, most):
    kept = cut(text, most)

    assert length(kept) <= most
    assert kept == text or (kept.endswith("…") and text.startswith(kept[:-1]))


@given(st.text())
def test_units_are_those_of_utf_16(text):
    assert units(text) == length(text)


def test_a_text_is_cut_behind_a_whole_word_where_one_ends_in_its_second_half():
    assert cut("one two three", 13) == "one two three"
    assert cut("one two three", 9) == "one two…"
    assert cut("one " + "x" * 20, 10) == "one xxxxx…"
    assert cut("🙂🙂🙂", 4) == "🙂…"


def walk(parts):
    for part in parts:
        yield part
        yield from walk(part.get("components", ()))


async def sent(card):
    """Return the components and files that discord.py would send for a card."""
    view, files = layout(card)
    return view.to_components(), files


@several
@given(card=cards)
async def test_what_discord_py_sends_for_a_card_is_within_discords_limits(card):
    components, files = await sent(card)
    parts = list(walk(components))
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    shown = [part["items"][0]["media"] if "items" in part else part["file"] for part in parts if part["type"] in FILED]

    assert [part["type"] for part in components] == [CONTAINER]
    assert len(parts) <= COMPONENTS
    assert sum(length(part["content"]) for part in parts if part["type"] == TEXT) <= TEXTS
    assert len(set(ids)) == len(ids)
    assert all(1 <= length(one) <= CUSTOM_ID for one in ids)
    assert [media["url"] for media in shown] == [f"attachment://{file.filename}" for file in files]
    assert len(files) <= FILES
    for part in parts:
        if part["type"] == ROW:
            kinds = [child["type"] for child in part["components"]]
            assert kinds == [SELECT] or (set(kinds) == {BUTTON} and len(kinds) <= IN_A_ROW)


def violations(spec, components, files):
    """Return what is wrong in the request that sends these, by Discord's own description."""
    named = [{"id": number, "filename": file.filename} for number, file in enumerate(files)]
    body = {"flags": 1 << 15, "components": components, "attachments": named}
    call = Call("POST", "/channels/1/messages", {}, {}, body, {}, 0.0, "/channels/{channel_id}/messages")
    call.answer = Answer(200)
    return spec.violations([call])


@described
@several
@given(card=cards)
async def test_what_discord_py_sends_for_a_card_is_as_discord_describes_it(spec: Spec, card):
    components, files = await sent(card)

    assert violations(spec, components, files) == []


@described
async def test_discords_description_does_find_what_is_too_long(spec: Spec):
    components, files = await sent(Card.of("x", Row((Button("x", "x"),))))
    components[0]["components"][1]["components"][0]["custom_id"] = "x" * 101

    assert len(violations(spec, components, files)) == 1


async def test_everything_a_card_can_hold_is_sent_as_the_component_that_it_is():
    card = Card(
        (
            Text("**Hi**"),
            Divider(),
            Picture("plan.png", b"png", "A plan"),
            File("plan.csv", b"a,b"),
            Row((Button("Go", "go:1", Style.SUCCESS), Button("Off", "off:1", disabled=True))),
            Select("pick:1", "Which?", (Option("One", "1", "the first", True), Option("Two", "2")), 0, 2),
        ),
        0x123456,
    )

    (container,), files = await sent(card)
    text, divider, gallery, file, row, choice = container["components"]

    assert container["accent_color"] == 0x123456
    assert (text["type"], text["content"]) == (TEXT, "**Hi**")
    assert divider["type"] == 14
    assert gallery["items"][0]["media"]["url"] == "attachment://plan.png"
    assert gallery["items"][0]["description"] == "A plan"
    assert file["file"]["url"] == "attachment://plan.csv"
    assert [(one["label"], one["custom_id"], one["style"], one["disabled"]) for one in row["components"]] == [
        ("Go", "go:1", 3, False),
        ("Off", "off:1", 2, True),
    ]
    select = choice["components"][0]
    assert (select["custom_id"], select["placeholder"]) == ("pick:1", "Which?")
    assert (select["min_values"], select["max_values"]) == (0, 2)
    assert [(one["label"], one["value"], one["default"]) for one in select["options"]] == [
        ("One", "1", True),
        ("Two", "2", False),
    ]
    assert select["options"][0]["description"] == "the first"
    assert [(one.filename, one.fp.read()) for one in files] == [("plan.png", b"png"), ("plan.csv", b"a,b")]


async def test_the_library_keeps_no_view_of_what_was_sent_so_that_memory_does_not_grow():
    view, _ = layout(Card.of("x", Row((Button("Go", "go:1"),))))

    assert view.is_finished()
    assert view.timeout is None
