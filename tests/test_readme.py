"""README tells the truth: its commands, options, settings and links exist."""

import re
import subprocess
import sys
from functools import cache
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from bot.config import PREFIX, ROOT, Settings

README = ROOT / "README.md"

pytestmark = pytest.mark.skipif(not README.is_file(), reason="README.md is being written")


def text() -> str:
    """Return README."""
    return README.read_text(encoding="utf-8")


def code() -> list[str]:
    """Return the lines of README's code blocks and its inline code."""
    found = []
    for token in MarkdownIt("commonmark").parse(text()):
        if token.type in ("fence", "code_block"):
            found += token.content.replace("\\\n", " ").splitlines()
        found += [child.content for child in token.children or () if child.type == "code_inline"]
    return found


@cache
def help_of(script: str) -> str:
    """Return what a script says about its options."""
    done = subprocess.run(
        [sys.executable, "-m", f"scripts.{script}", "--help"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_script_and_option_exists():
    commands = [match for line in code() for match in re.finditer(r"python -m scripts\.(\w+)([^|;&#]*)", line)]

    for command in commands:
        script, arguments = command.groups()
        assert (ROOT / "scripts" / f"{script}.py").is_file(), command.group()
        for option in re.findall(r"(?<!\S)--[a-z-]+", re.sub(r"\"[^\"]*\"|'[^']*'", "", arguments)):
            assert re.search(rf"{option}\b", help_of(script)), command.group()
    assert commands


def test_every_verb_of_make_exists():
    verbs = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    used = [verb for line in code() for verb in re.findall(r"(?:^|[\s;&])make (?:-\w+ )*([a-z]+)", line)]

    assert [verb for verb in used if verb not in verbs] == []
    assert {"chat", "test"} <= set(used)


def test_every_setting_is_named_and_every_named_setting_exists():
    settings = {PREFIX + name.upper() for name in Settings.model_fields}
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", text()))

    assert settings - named == set()
    assert named - settings == set()


def test_links_to_files_and_headings_exist():
    tokens = MarkdownIt("commonmark").parse(text())
    headings = [after.content for before, after in pairwise(tokens) if before.type == "heading_open"]
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}

    for target in links():
        path, _, anchor = target.partition("#")
        assert not path or (ROOT / path).exists(), target
        assert path or anchor in anchors, target


def links() -> list[str]:
    """Return the targets of links and pictures within the project."""
    found = []
    for token in MarkdownIt("commonmark").parse(text()):
        for child in token.children or ():
            target = str(child.attrs.get("href") or child.attrs.get("src") or "")
            if target and not re.match(r"[a-z]+:", target):
                found.append(target)
    return found
