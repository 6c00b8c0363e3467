"""`python -m scripts.chat` as a process: with questions piped in, and on a terminal."""

import os
import pty
import re
import select
import subprocess
import sys
import time

import pytest

from bot.chat import HELP, WELCOME
from bot.config import ROOT


def test_piped_questions_are_answered_line_by_line(run, real_index):
    lines = [
        "how long does Atlia's roadmap take in weeks?",
        "",
        "/more",
        "best pizza in naples",
        "/help",
        "/unknown",
        "/salary uk junior",
        "/phase current",
        "\x1b[2J\x07 salary",
        "/whole " + "9" * 5_000,
        "x" * 1_000_000,
        "nul \0 byte",
    ]

    done = run("chat", stdin="\r\n".join(lines).encode() + b"\n\xff\xfe salary", MENTOR_INDEX=str(real_index))

    text = done.stdout.decode()
    parts = text.split("\n> ")[1:]
    assert (done.returncode, done.stderr) == (0, b"")
    assert WELCOME not in text
    assert len(parts) == len(lines)  # one line is blank, one comes after them
    assert parts[0].startswith("how long does Atlia's roadmap take in weeks?\n1. Atlia Learning > ")
    assert "48 weeks" in parts[0]
    assert parts[1].startswith("/more\n4. ")
    assert "\nThe guides don't cover this." in parts[2]
    assert HELP in parts[3]
    assert "There is no command /unknown. Commands: /ask, /more" in parts[4]
    assert "£55K–£70K" in parts[5]
    assert "You are on no roadmap yet" in parts[6]
    assert [char for char in text if ord(char) < 32 and char != "\n"] == []


def test_the_conversation_in_the_readme_goes_as_it_says(run, real_index):
    sample = (ROOT / "README.md").read_text(encoding="utf-8").split("```\n")[1]
    questions = re.findall("^> (.+)", sample, re.MULTILINE)

    done = run("chat", stdin="\n".join(questions).encode(), MENTOR_INDEX=str(real_index))

    said = iter(done.stdout.decode().splitlines())
    told = [line for line in sample.splitlines() if line.strip(" …")]
    assert len(questions) == 2
    assert [line for line in told if line not in said] == []  # an iterator is used up: each stands after the one before


def test_quit_ends_it_before_the_rest(run, real_index):
    done = run("chat", stdin=b"/quit\nmlops\n", MENTOR_INDEX=str(real_index))

    assert (done.returncode, done.stdout) == (0, b"\n> /quit\n")


def test_without_an_index_it_says_what_to_do(run, tmp_path):
    done = run("chat", stdin=b"mlops\n", MENTOR_INDEX=str(tmp_path))

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == f"There is no index in {tmp_path}. Run: python -m scripts.reindex\n"


@pytest.mark.parametrize(("argument", "code"), [("--help", 0), ("-h", 0), ("--index", 2), ("hello", 2)])
def test_arguments(run, argument, code):
    done = run("chat", argument)

    assert done.returncode == code
    assert b"Talk with the mentor in the terminal" in (done.stderr if code else done.stdout)


def test_on_a_terminal_it_welcomes_marks_in_colour_and_ends_with_the_input(real_index):
    leader, follower = pty.openpty()
    environ = {"PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8"}
    environ |= {"MENTOR_DATA": str(ROOT / "data"), "MENTOR_INDEX": str(real_index)}
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.chat"],
        cwd=ROOT,
        env=environ,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    try:
        assert WELCOME in shown(leader, r"> $")
        os.write(leader, b"how long does Atlia's roadmap take in weeks?\n")
        answer = shown(leader, r"further passages\s[\s\S]*> $")
        assert "\033[1m1. Atlia Learning > " in answer
        assert "\033[1;33m" in answer
        os.write(leader, b"\x04")
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        os.close(leader)


def shown(terminal: int, until: str) -> str:
    """Return what a terminal shows, up to what a pattern finds."""
    text, end = "", time.monotonic() + 30
    while not re.search(until, text) and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            text += os.read(terminal, 65_536).decode(errors="replace")
    assert re.search(until, text), text
    return text
