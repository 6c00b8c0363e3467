"""`python -m scripts.import_document`: pages on standard output or in a folder, and what to look at beside them."""

import json
import subprocess
import sys

import pytest

from bot.config import ROOT

NO_EXTRA = "import sys; sys.modules |= dict.fromkeys(('bs4', 'mammoth', 'markdownify', 'pypdf')); "
NO_EXTRA += "from scripts.import_document import main; sys.exit(main(sys.argv[1:]))"
HTML = (
    "<!doctype html><html><head><title>Sourdough rye</title></head><body><nav>Menu</nav><main><h1>Sourdough rye</h1>"
    "<p>How rye behaves.</p><h4>Storing the starter</h4><p>Keep the rye starter in the fridge and feed it every "
    "Friday with equal parts of flour and water.</p><h2>Scalding</h2><p>Pour boiling water over cracked grain the "
    "evening before.</p></main></body></html>"
)


def test_one_document_is_printed_and_what_to_look_at_is_said_beside(run, tmp_path):
    (tmp_path / "rye.html").write_text(HTML)

    done = run("import_document", tmp_path / "rye.html", "--source", "zen", "--url", "https://example.org/rye")

    assert done.returncode == 0
    assert done.stdout.startswith(b"---\ntitle: Sourdough rye\nsource: zen\nurl: https://example.org/rye\nupdated: 20")
    assert done.stderr.decode().split("\n") == [
        f"{tmp_path / 'rye.html'} -> standard output: 3 sections, 31 words, 0 tables",
        "  look at:",
        "  rye.md, line 11: heading level 4 became 2",
        "",
    ]


def test_an_imported_page_is_indexed_and_found(run, bread_files, tmp_path):
    for name, text in bread_files.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    (tmp_path / "rye.html").write_text(HTML)
    content, index = tmp_path / "content", tmp_path / "index"

    done = run(
        "import_document",
        tmp_path / "rye.html",
        "--source",
        "baker",
        "--content",
        content,
        "--to",
        content / "articles",
    )

    assert (done.returncode, done.stdout) == (0, b"")
    assert run("check_content", content).returncode == 0
    reindexed = run("reindex", "--content", content, "--index", index)
    assert reindexed.returncode == 0, reindexed.stdout
    question = json.dumps({"id": "q", "question": "how do I store my rye starter?"}).encode()
    answer = json.loads(run("ask", "--jsonl", "--index", index, stdin=question, MENTOR_CONTENT=str(content)).stdout)
    first = answer["passages"][0]
    assert (first["document"], first["section"], first["source"]) == (
        "articles/rye.md", ["Storing the starter"], "baker",
    )  # fmt: skip
    assert "feed it every Friday" in first["text"]


def test_pasted_text_goes_through_standard_input(run):
    done = run("import_document", "-", stdin=b"Nights\n======\n\nPay is higher.\n")

    assert done.returncode == 0
    assert done.stdout.endswith(b"---\n# Nights\n\nPay is higher.\n")
    assert b"the page names no source; say with --source whose words it retells" in done.stderr


def test_what_is_wrong_is_said_with_its_file_and_the_rest_is_written(run, tmp_path):
    (tmp_path / "a.txt").write_text("Good words.")
    (tmp_path / "b.pdf").write_text("no PDF")

    done = run("import_document", tmp_path / "a.txt", tmp_path / "b.pdf", "--to", tmp_path / "pages")

    assert done.returncode == 1
    assert f"{tmp_path / 'b.pdf'}: this is no PDF, or a damaged one; open it in a viewer".encode() in done.stderr
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["a.md"]


def test_nothing_is_overwritten_without_force(run, tmp_path):
    (tmp_path / "a.txt").write_text("New words.")
    (tmp_path / "a.md").write_text("mine")

    kept = run("import_document", tmp_path / "a.txt", "--to", tmp_path)
    assert (kept.returncode, (tmp_path / "a.md").read_text()) == (1, "mine")
    assert f"{tmp_path / 'a.md'}: exists already; --force writes over it".encode() in kept.stderr

    assert run("import_document", tmp_path / "a.txt", "--to", tmp_path, "--force").returncode == 0
    assert (tmp_path / "a.md").read_text().endswith("# A\n\nNew words.\n")


def test_a_source_that_does_not_exist_is_refused_with_the_nearest(run):
    done = run("import_document", "-", "--source", "atlja", stdin=b"Words.")

    assert (done.returncode, done.stdout) == (1, b"")
    assert b"source: there is no source 'atlja' in sources.yaml; did you mean 'atlia'?" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.txt", "b.txt"], b"several files need --to FOLDER"),
        (["a.txt", "b.txt", "--to", "x", "--url", "https://e.org"], b"--url is the address of one document"),
        (["a.txt", "--url", "ftp://e.org"], b"must be an address like https://example.com/page, but is 'ftp://e.org'"),
        ([], b"the following arguments are required: FILE"),
    ],
)
def test_wrong_usage_is_told_from_wrong_documents(run, arguments, said):
    done = run("import_document", *arguments)

    assert done.returncode == 2
    assert said in done.stderr


def without_extra(*arguments, stdin=b""):
    command = [sys.executable, "-c", NO_EXTRA, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, timeout=60)


@pytest.mark.parametrize("kind", ["html", "pdf", "docx"])
def test_without_the_extra_it_is_said_how_to_install_it(tmp_path, kind):
    (tmp_path / f"a.{kind}").write_bytes(b"x")

    done = without_extra(tmp_path / f"a.{kind}")

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines()[0] == (
        f"{tmp_path / f'a.{kind}'}: to read {kind} files, install what that needs: "
        ".venv/bin/pip install -c requirements.lock -e '.[import]'"
    )


def test_without_the_extra_pasted_text_is_imported():
    done = without_extra("-", stdin=b"Words.")

    assert done.returncode == 0
    assert done.stdout.endswith(b"# Pasted text\n\nWords.\n")
