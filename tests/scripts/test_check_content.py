"""`python -m scripts.check_content`: every fault with its place, and none of what encodes and searches is loaded."""

import subprocess
import sys

import pytest

from bot.config import ROOT


def written(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_fine_content_is_counted(run, bread_files, tmp_path):
    done = run("check_content", written(tmp_path, bread_files))

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"content is fine: ")


def test_a_fault_is_named_with_file_place_and_field(run, bread_files, tmp_path):
    page = bread_files["articles/baker.md"].replace("  oven-temperature:", "  oven-heat:")

    done = run("check_content", written(tmp_path, {**bread_files, "articles/baker.md": page}))

    assert done.returncode == 1
    assert b"articles/baker.md, front matter, questions: there is no heading 'oven-heat'" in done.stdout


@pytest.mark.parametrize("script", [("check_content",), ("reindex", "--check")], ids=" ".join)
def test_what_was_taught_is_checked_too_and_a_broken_file_is_named_and_left_out(run, bread_files, tmp_path, script):
    content = written(tmp_path / "content", bread_files)
    broken = {"answers/taught-x.md": "---\ntitel: x\n---\n# X\n\nWords.\n", "taught.yaml": "wordings: 5\n"}
    taught = written(tmp_path / "taught", broken)

    done = run(*script, MENTOR_CONTENT=str(content), MENTOR_TAUGHT=str(taught))

    assert done.stderr.decode().splitlines() == [
        "warning: taught/answers/taught-x.md: left out: titel: unknown field; did you mean 'title'?",
        "warning: taught/taught.yaml: left out: taught.yaml, wordings: must be a list (lines that start with '- '), "
        "but is 5",
    ]
    assert done.stdout.startswith(b"content is fine")
    assert done.returncode == 0


def test_a_taught_answer_is_counted_with_the_sections(run, bread_files, tmp_path):
    content = written(tmp_path / "content", bread_files)
    page = "---\nid: taught-x\ntitle: X\nsource: moderators\nby: Mona\n---\n# X\n\nWords.\n"
    taught = written(tmp_path / "taught", {"answers/taught-x.md": page})

    without = run("check_content", content)
    done = run("check_content", MENTOR_CONTENT=str(content), MENTOR_TAUGHT=str(taught))

    assert (without.stdout, done.stdout) == (b"content is fine: 7 sections\n", b"content is fine: 8 sections\n")
    assert done.stderr == b""


def test_neither_numpy_nor_onnxruntime_is_loaded():
    code = "import sys, scripts.check_content; print(sorted({'numpy', 'onnxruntime', 'faiss'} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert (done.stdout.strip(), done.stderr) == ("[]", "")
