"""`python -m scripts.check_content`: every fault with its place, and none of what encodes and searches is loaded."""

import subprocess
import sys

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


def test_what_was_taught_is_checked_too(run, bread_files, tmp_path):
    content = written(tmp_path / "content", bread_files)
    taught = written(tmp_path / "taught", {"taught-x.md": "---\ntitel: x\n---\n# X\n\nWords.\n"})

    done = run("check_content", MENTOR_CONTENT=str(content), MENTOR_TAUGHT=str(taught))
    other = run("reindex", "--check", MENTOR_CONTENT=str(content), MENTOR_TAUGHT=str(taught))

    assert done.returncode == other.returncode
    assert ("titel" in done.stdout.decode()) == ("titel" in other.stdout.decode())


def test_neither_numpy_nor_onnxruntime_is_loaded():
    code = "import sys, scripts.check_content; print(sorted({'numpy', 'onnxruntime', 'faiss'} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert (done.stdout.strip(), done.stderr) == ("[]", "")
