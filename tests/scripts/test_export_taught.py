"""`python -m scripts.export_taught`: lines are added to the moderators' files, and none that is there changes."""

from datetime import date
from difflib import ndiff

import pytest

from knowledge.load import load
from knowledge.overlay import Example, Lists, Wording
from knowledge.taught import Taught, TaughtAnswer
from scripts.export_taught import main

DAY = date(2026, 11, 27)
RYE = TaughtAnswer("taught-rye", "Rye: bread", "# Rye\n\nIt needs sourdough.", ("rye?",), "Mona (moderator)", DAY)
WORDS = 'how "hot": must it be #1'


@pytest.fixture
def content(bread_files, tmp_path):
    """Return a folder of the pages about bread, with comments as people write them."""
    for name, text in bread_files.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    page = tmp_path / "content" / "articles" / "baker.md"
    page.write_text(page.read_text().replace("  oven-temp", "  # asked in winter\n\n  oven-temp"), encoding="utf-8")
    return tmp_path / "content"


@pytest.fixture
def taught(tmp_path):
    """Return what was taught: an answer, wordings for three sections, an example."""
    taught = Taught(tmp_path / "taught")
    taught.put(RYE)
    sections = ("baker/oven-temperature", "baker/sourdough-starter", "mill/protein")
    wordings = tuple(Wording(section=name, question=f"{WORDS} {name}", by="Mona", at=DAY) for name in sections)
    example = Example(question="who won the cup?", by="Mona", at=DAY)
    taught.change(lambda _: Lists(wordings=wordings, out_of_scope=(example,)))
    return taught


def texts(folder):
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_all_of_it_goes_into_the_content_and_no_line_is_changed(content, taught, capsys):
    before = texts(content)
    over = load(content, taught.folder)

    assert main(["--content", str(content), "--taught", str(taught.folder)]) == 0

    after = texts(content)
    assert set(after) - set(before) == {"articles/taught-rye.md"}
    for name, text in before.items():
        assert [line for line in ndiff(text.splitlines(), after[name].splitlines()) if line[0] == "-"] == [], name
    lines = after["articles/baker.md"].splitlines()
    place = lines.index(f'    - "{WORDS} baker/sourdough-starter"'.replace('"hot"', '\\"hot\\"'))
    assert lines[place - 1] == "    - why is my starter not bubbling"
    knowledge = load(content)
    assert {one.id: one.questions for one in knowledge.sections} | {"mill/protein": ()} == {
        one.id: one.questions for one in over.sections
    } | {"mill/protein": ()}
    assert ("moderators", "who won the cup?") in knowledge.out_of_scope
    said = capsys.readouterr().err
    assert "wrote 1 answers, 2 wordings, 1 examples of what is out of scope" in said
    assert f"articles/mill.md, section mill/protein: add to `questions`: {WORDS} mill/protein" in said


def test_what_was_exported_is_not_exported_again_and_not_found_twice(content, taught, capsys):
    arguments = ["--content", str(content), "--taught", str(taught.folder)]
    main(arguments)
    after = texts(content)
    capsys.readouterr()

    assert main(arguments) == 0

    assert texts(content) == after
    assert "mill/protein" in capsys.readouterr().err
    assert [path.name for path in (taught.folder / "exported").iterdir()] == ["taught-rye.md"]
    assert [one.exported is not None for one in taught.lists().wordings] == [True, True, False]
    over = load(content, taught.folder)
    assert over.warnings == ()
    assert len(over.sections) == len(load(content).sections)


def test_a_dry_run_prints_a_patch_and_writes_nothing(content, taught, capsys):
    before = texts(content)

    assert main(["--content", str(content), "--taught", str(taught.folder), "--dry-run"]) == 0

    output = capsys.readouterr()
    assert texts(content) == before
    assert "--- /dev/null\n+++ b/articles/taught-rye.md" in output.out
    assert "\n+  - id: " not in output.out
    assert "\n+- id: moderators\n" in output.out
    assert not [line for line in output.out.splitlines() if line.startswith("-") and not line.startswith("---")]
    assert "nothing was changed" in output.err


def test_with_nothing_taught_there_is_nothing_to_do(content, tmp_path, capsys):
    assert main(["--content", str(content), "--taught", str(tmp_path / "none")]) == 0
    assert "nothing to export" in capsys.readouterr().err


def test_content_that_is_wrong_is_left_alone(content, taught, capsys):
    (content / "synonyms.yaml").write_text("synonyms: 5\n")
    before = texts(content)

    assert main(["--content", str(content), "--taught", str(taught.folder)]) == 1

    assert texts(content) == before
    assert "nothing was changed" in capsys.readouterr().err


def test_a_damaged_list_is_told_and_nothing_is_written(content, taught, capsys):
    (taught.folder / "taught.yaml").write_text("wordings: [")
    before = texts(content)

    assert main(["--content", str(content), "--taught", str(taught.folder)]) == 1
    assert texts(content) == before
