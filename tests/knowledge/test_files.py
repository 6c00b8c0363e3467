"""One file, read without the traps of disks, encodings and YAML."""

import os
from datetime import date

import pytest

from knowledge.files import Unreadable, read_text, read_yaml


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"one\r\ntwo\r\n", "one\ntwo\n"),
        (b"one\rtwo\r", "one\ntwo\n"),
        (b"\xef\xbb\xbf# Title\n", "# Title\n"),
        ("£55K–£70K".encode(), "£55K–£70K"),
        (b"", ""),
    ],
)
def test_line_ends_and_byte_order_marks_are_gone(tmp_path, raw, text):
    path = tmp_path / "page.md"
    path.write_bytes(raw)

    assert read_text(path) == text


@pytest.mark.parametrize(
    ("raw", "message", "line"),
    [
        (b"one\ntwo \xa3 3\n", "not UTF-8 (byte 0xa3); save the file with the encoding UTF-8", 2),
        # The mark is three bytes long: without care the next line's byte would be named.
        (b"\xef\xbb\xbfone\n\xfftwo", "not UTF-8 (byte 0xff); save the file with the encoding UTF-8", 2),
        (
            b"\x89PNG\r\n\0\0",
            "this is a binary file, not text; convert it to Markdown or move it out of the folder",
            None,
        ),
    ],
)
def test_what_is_no_text_is_refused_with_the_remedy(tmp_path, raw, message, line):
    path = tmp_path / "page.md"
    path.write_bytes(raw)

    with pytest.raises(Unreadable) as refused:
        read_text(path)

    assert (str(refused.value), refused.value.line) == (message, line)


def test_a_file_of_50_megabytes_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "dump.md"
    path.touch()
    os.truncate(path, 50 * 1024 * 1024)

    with pytest.raises(Unreadable, match=r"^the file has 50 MB; the limit is 10 MB; split it$"):
        read_text(path)


def test_the_size_limit_itself_is_still_read(tmp_path):
    path = tmp_path / "long.md"
    path.write_bytes(b"x" * (10 * 1024 * 1024))

    assert len(read_text(path)) == 10 * 1024 * 1024


def test_a_link_to_itself_is_refused(tmp_path):
    path = tmp_path / "loop.md"
    path.symlink_to(path)

    with pytest.raises(Unreadable, match=r"^cannot be read \(.+\); check its permissions$"):
        read_text(path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    path = tmp_path / "pipe.md"
    os.mkfifo(path)

    with pytest.raises(Unreadable, match=r"^this is not an ordinary file; remove it$"):
        read_text(path)


def test_plain_yaml_is_read():
    text = "id: a\nlist: [1, two]\nday: 2026-11-22\nnested:\n  yes: 'on'\n"

    assert read_yaml(text) == {"id": "a", "list": [1, "two"], "day": date(2026, 11, 22), "nested": {True: "on"}}


TAGS = "YAML tags (words starting with '!') are not allowed; write the plain value"
DEEP = "nested too deeply; a record has at most a few levels"
TAB = (
    "found character '\\t' that cannot start any token; "
    "indent with spaces, and put values that start with a special character in quotes"
)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a: 1\nb: !!python/object:os.system {}", TAGS, 2),
        ("a: !!python/object/apply:os.system [echo]", TAGS, 1),
        ("a: !!bool maybe", TAGS, 1),
        ("a: !!timestamp soon", TAGS, 1),
        ("a: !ours x", TAGS, 1),
        ("a: &big [1, 2]\nb: *big", "'*big' repeats another value; write the value out", 2),
        ("a: 1\nb: 2\na: 3", "'a' is written twice; keep one of the two", 3),
        ("- x: {b: 1, b: 1}", "'b' is written twice; keep one of the two", 1),
        ("a:\n\t- b", TAB, 2),
        ("[" * 100_000, DEEP, 1),
        ("{a: " * 100_000, DEEP, 1),
        ("- " * 100_000, DEEP, 1),
        ("a: 1\nday: 2026-13-45", "a value cannot be read (month must be in 1..12); put it in quotes or correct it", 2),
        ("title: Python: the start", "a colon inside a value confuses YAML; put the whole value in double quotes", 1),
        (
            "a: [who are you?",
            "a question mark inside [ ] or { } confuses YAML; put the question in double quotes",
            1,
        ),
        ("<<: {a: 1}", "'<<' and '=' mean something else in YAML; put them in quotes", 1),
        (
            "a: [1, 2",
            "not valid YAML: expected ',' or ']', but got '<stream end>'; "
            "check the indentation and the quotes around this line",
            1,
        ),
        (
            "a: 1\n---\nb: 2",
            "not valid YAML: but found another document; check the indentation and the quotes around this line",
            2,
        ),
    ],
)
def test_a_fault_in_yaml_is_told_with_its_line(text, message, line):
    with pytest.raises(Unreadable) as refused:
        read_yaml(text)

    assert (str(refused.value), refused.value.line) == (message, line)


def test_a_question_inside_brackets_is_read():
    assert read_yaml("a: [who are you?, where?]") == {"a": ["who are you?", "where?"]}


def test_a_yaml_bomb_is_refused_at_its_first_alias():
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]

    with pytest.raises(Unreadable, match=r"^'\*a0' repeats another value; write the value out$") as refused:
        read_yaml("\n".join(["a0: &a0 lol", *levels]))

    assert refused.value.line == 2


def test_a_character_that_yaml_forbids_is_refused():
    with pytest.raises(Unreadable) as refused:
        read_yaml("a: bell\x07")

    assert str(refused.value).startswith("not valid YAML (unacceptable character #x0007")
    assert str(refused.value).endswith("; remove the special character")
    assert "\n" not in str(refused.value)
