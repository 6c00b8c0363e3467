"""The blocks of a text: what is better not cut, with nothing lost and nothing twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.markdown import Block, blocks

TABLE_HEAD = "| Level | Pay |\n|---|---|"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree", [Block("paragraph", "one\ntwo"), Block("paragraph", "three")]),
        ("- a\n- b", [Block("item", "- a"), Block("item", "- b")]),
        (
            "- a\n  - inner one\n  - inner two\n- b",
            [
                Block("item", "- a"),
                Block("item", "  - inner one"),
                Block("item", "  - inner two"),
                Block("item", "- b"),
            ],
        ),
        ("- - both", [Block("item", "- - both")]),
        ("1. a\n\n   more of a\n2. b", [Block("item", "1. a\n\n   more of a"), Block("item", "2. b")]),
        (
            "- a\n  - inner\n\n  the end of a",
            [Block("item", "- a"), Block("item", "  - inner"), Block("paragraph", "  the end of a")],
        ),
        (
            f"{TABLE_HEAD}\n| junior | £55K |\n| senior | £100K |",
            [Block("row", "| junior | £55K |", TABLE_HEAD), Block("row", "| senior | £100K |", TABLE_HEAD)],
        ),
        (TABLE_HEAD, [Block("row", TABLE_HEAD)]),
        ("```python\nx = 1\n\ny = 2\n```", [Block("code", "```python\nx = 1\n\ny = 2\n```")]),
        ("    x = 1\n    y = 2", [Block("code", "    x = 1\n    y = 2")]),
        ("> quoted\n> words", [Block("paragraph", "> quoted\n> words")]),
        ("<details>\n<summary>More</summary>words\n</details>", [Block("paragraph", "More words")]),
        ("<!-- a\nnote -->\n\nwords", [Block("paragraph", "words")]),
        ("<script>\nalert(1)\n</script>", []),
        ("---\n\none\n\n---\n\ntwo", [Block("paragraph", "one"), Block("paragraph", "two")]),
        ("[n]: https://a.b\n\nsee [n]", [Block("paragraph", "see [n]")]),
        ("", []),
    ],
)
def test_a_text_is_cut_at_its_blocks(text, expected):
    assert blocks(text) == expected


def test_rows_of_a_second_table_carry_their_own_header():
    second = "| Tool | Use |\n|---|---|"

    found = blocks(f"{TABLE_HEAD}\n| junior | £55K |\n\n{second}\n| MLflow | tracking |")

    assert [(block.text, block.header) for block in found] == [
        ("| junior | £55K |", TABLE_HEAD),
        ("| MLflow | tracking |", second),
    ]


class _Marks:
    """Hands out a word that is nowhere else, so that a line can be found again."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> str:
        self.count += 1
        return f"word{self.count}end"


SIGNS = {"paragraph": "", "list": "- ", "code": "    ", "quote": "> ", "quoted list": "> - ", "heading": "### "}
SHAPES = (*SIGNS, "ordered", "nested", "deep", "table", "fence")


def _block(shape: str, lines: int, mark: _Marks) -> list[str]:
    words = [mark() for _ in range(lines)]
    match shape:
        case "ordered":
            return [f"{number}. {word}" for number, word in enumerate(words, start=1)]
        case "nested":
            return [f"- {mark()}", *(f"  * {word}" for word in words), f"- {mark()}", "", f"  {mark()}"]
        case "deep":
            return [f"{'  ' * depth}- {word}" for depth, word in enumerate(words)]
        case "table":
            return [f"| {mark()} | x |", "|---|---|", *(f"| {word} | y |" for word in words)]
        case "fence":
            return [f"```{mark()}", *words, "", f"# {mark()}", "```"]
    return [f"{SIGNS[shape]}{word}" for word in words]


@settings(max_examples=300, deadline=None)
@given(
    shapes=st.lists(st.tuples(st.sampled_from(SHAPES), st.integers(1, 4)), min_size=1, max_size=8),
    gaps=st.lists(st.sampled_from(("", "---\n", "\n\n", " \t", "***\n")), min_size=8, max_size=8),
    indent=st.sampled_from(("", " ", "  ")),
)
def test_every_line_with_words_is_in_exactly_one_block(shapes, gaps, indent):
    mark = _Marks()
    lines: list[str] = []
    for (shape, count), gap in zip(shapes, gaps, strict=False):
        lines += [*(indent + line for line in _block(shape, count, mark)), "", *gap.split("\n"), ""]

    found = blocks("\n".join(lines))

    written = [line.rstrip() for line in lines]
    for number in range(1, mark.count + 1):
        word = f"word{number}end"
        holders = [block.text for block in found if word in block.text]
        headers = [block.header for block in found if word in block.header]
        assert len(holders) == 1 or (not holders and headers), f"{word} in {holders}"
    assert [line for block in found for line in block.text.split("\n") if line.rstrip() not in [*written, ""]] == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab -*>|`#1.\n\t:~"), max_size=80))
def test_no_letter_of_any_text_is_lost(text):
    """Whatever people type, each letter is in a block's text, or in the header of a row."""
    found = blocks(text)

    kept = "".join(block.text for block in found) + "".join({block.header for block in found})
    assert sum(map(kept.count, "ab")) == sum(map(text.count, "ab"))
