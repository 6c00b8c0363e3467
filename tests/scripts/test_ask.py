"""`python -m scripts.ask` as a process: for people, for programs, and for whoever sends it nonsense."""

import os
import shutil
import subprocess
import sys

import pytest

from bot.config import ROOT

ROADMAP = "how long does Atlia's roadmap take in weeks?"
HEAVY = ("torch", "transformers", "sentence_transformers", "onnx", "sklearn", "scipy", "faiss")


def test_people_get_passages_with_their_sources(run, real_index):
    done = run("ask", *ROADMAP.split(), MENTOR_INDEX=str(real_index))

    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert text.startswith("1. Atlia Learning > ")
    assert "48 weeks" in text
    assert ">> " in text
    assert "\033" not in text


def test_people_are_told_what_is_not_covered_and_shown_no_passage(run, real_index):
    done = run("ask", "best pizza in naples", "--index", real_index)

    text = done.stdout.decode()
    assert done.returncode == 0
    assert text.startswith("The guides don't cover this.")
    assert text.count("\n") == 1


def test_a_terminal_without_the_letters_still_gets_an_answer(run, real_index):
    done = run("ask", "phases of the AIU plan with months", "--index", real_index, PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert b"Phase 1" in done.stdout


def test_odd_arguments_get_an_answer(run, real_index):
    for argument in (b"", b"\xff\xfe salary \x1b[2J", "a" * 100_000):
        done = run("ask", argument, "--index", real_index)
        assert done.returncode == 0
        assert done.stdout.strip()
        assert b"\x1b" not in done.stdout


def test_usage_is_exit_code_two(run):
    for arguments, said in (
        ((), "give a question, or --jsonl with questions on standard input"),
        (("--jsonl", "question"), "give a question, or --jsonl with questions on standard input"),
        (("q", "--top", "0"), "--top takes a number from 1 to 100"),
        (("q", "--top", "101"), "--top takes a number from 1 to 100"),
        (("q", "--top", "many"), "argument --top: invalid int value: 'many'"),
    ):
        done = run("ask", *arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().splitlines()[-1] == f"python -m scripts.ask: error: {said}"


def test_what_cannot_be_answered_from_is_exit_code_one(run, real_index, tmp_path):
    damaged = tmp_path / "damaged"
    shutil.copytree(real_index, damaged)
    version = damaged / (damaged / "current").read_text().split("\n")[0]
    (version / "texts.json").write_bytes(b"{}")

    for arguments, environ, said in (
        (
            ("--index", tmp_path / "none"),
            {},
            f"There is no index in {tmp_path / 'none'}. Run: python -m scripts.reindex",
        ),
        (
            ("--index", damaged),
            {},
            f"The index in {version} is damaged: texts.json is not as it was written. Run: python -m scripts.reindex",
        ),
        (
            ("--index", real_index),
            {"MENTOR_ENCODER": "/models/other"},
            f"The index in {real_index} was made with the encoder all-MiniLM-L6-v2, but MENTOR_ENCODER is "
            "/models/other. Run: python -m scripts.reindex",
        ),
        (
            (),
            {"MENTOR_TOP": "hunter2"},
            "MENTOR_TOP: Input should be a valid integer, unable to parse string as an integer",
        ),
    ):
        done = run("ask", "hello", *arguments, **environ)
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr.decode() == said + "\n"


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda folder: os.truncate(folder / "model.weights", 1_000), "model.weights is not as it was written"),
        (
            lambda folder: (folder / "tokenizer.json").unlink(),
            "tokenizer.json cannot be read (No such file or directory)",
        ),
        (lambda folder: os.truncate(folder / "manifest.json", 100), "manifest.json is not as it was written"),
    ],
    ids=["truncated", "missing", "no manifest"],
)
def test_a_damaged_encoder_is_named_with_its_file_and_mended_by_a_reindex(
    run, real_index, encoders, tmp_path, change, wrong
):
    shutil.copytree(encoders, tmp_path / "encoders")
    (folder,) = (tmp_path / "encoders").iterdir()
    change(folder)

    done = run("ask", ROADMAP, "--index", real_index, MENTOR_DATA=str(tmp_path))

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == f"The encoder in {folder} is damaged: {wrong}. Run: python -m scripts.reindex\n"
    if "weights" in wrong:  # once: making it ready takes as long for each
        shutil.copytree(real_index, tmp_path / "index")
        assert run("reindex", MENTOR_DATA=str(tmp_path)).returncode == 0
        assert run("ask", ROADMAP, MENTOR_DATA=str(tmp_path)).returncode == 0


def test_an_encoder_that_was_not_exported_is_named(run, real_index, tmp_path):
    shutil.copytree(real_index, tmp_path / "index")

    done = run("ask", "hello", MENTOR_DATA=str(tmp_path))

    assert done.returncode == 1
    assert done.stderr.decode().startswith("The encoder 53aa51172d14… is not ready in ")
    assert done.stderr.decode().endswith("Run: python -m scripts.reindex\n")

    mended = run("reindex", MENTOR_DATA=str(tmp_path))
    again = run("ask", ROADMAP, MENTOR_DATA=str(tmp_path))

    assert mended.stdout.startswith(b"nothing to do: ")
    assert b"48 weeks" in again.stdout


def test_asking_imports_nothing_that_is_only_for_exporting(real_index):
    code = (
        "import sys\n"
        "from scripts.ask import main\n"
        f"assert main([{ROADMAP!r}, '--index', {str(real_index)!r}]) == 0\n"
        f"print(sorted(set(sys.modules) & set({HEAVY!r})))\n"
    )
    environ = {"PATH": "/usr/bin:/bin", "MENTOR_DATA": str(ROOT / "data")}

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, timeout=60)

    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().splitlines()[-1] == "[]"
