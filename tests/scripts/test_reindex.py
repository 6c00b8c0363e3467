"""`python -m scripts.reindex` as a process."""

import json
import shutil

from bot.config import ROOT


def test_a_folder_of_plain_files_is_indexed_and_answered_from(run, garden, tmp_path):
    index = tmp_path / "index"

    done = run("reindex", "--content", garden, "--index", index)

    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert lines[:2] == ["+ deep/tomato", "+ roses/pruning"]
    assert lines[2].startswith("2 added, 0 changed, 0 removed: 2 documents, 2 sections, 2 passages, ")
    assert lines[-1].endswith(" serves now")

    answers = run(
        "ask",
        "--jsonl",
        "--index",
        index,
        "--top",
        "1",
        stdin=b'{"question": "when do I prune roses"}\n{"question": "how much sun do tomatoes need"}\n',
    )
    first, second = [json.loads(line)["passages"][0] for line in answers.stdout.splitlines()]
    assert (first["document"], first["source"], first["title"]) == ("roses.md", "roses", "Roses")
    assert (first["section"], first["text"]) == (["Pruning"], "Prune roses in March, above an outward bud.")
    assert first["highlights"] == [[0, len(first["text"])]]
    assert (second["document"], second["source"], second["url"]) == ("deep/tomato.txt", "deep/tomato", None)
    assert "six hours" in second["text"]


def test_what_changed_is_said_and_only_that_is_encoded(run, garden, tmp_path):
    index = tmp_path / "index"
    (garden / "mint.md").write_text("# Mint\n\nMint spreads.\n")
    first = json.loads(run("reindex", "--content", garden, "--index", index, "--json").stdout)
    (garden / "roses.md").write_text("# Roses\n\n## Pruning\n\nPrune roses in April.\n")
    (garden / "deep" / "tomato.txt").unlink()
    (garden / "herbs.md").write_text("# Herbs\n\nBasil hates frost.\n")

    second = json.loads(run("reindex", "--content", garden, "--index", index, "--json").stdout)
    third = run("reindex", "--content", garden, "--index", index, "--json")

    assert (first["published"], first["reused"]) == (True, 0)
    assert (second["reused"] > 0, second["encoded"] > 0) == (True, True)
    assert second["added"] == ["herbs"]
    assert second["changed"] == ["roses/pruning"]
    assert second["removed"] == ["deep/tomato"]
    assert second["version"] != first["version"]
    assert second["golden"] == {"asked": 0, "found": 0, "lost": [], "missed": []}
    assert third.returncode == 0
    assert json.loads(third.stdout) == {"version": second["version"], "published": False, "unchanged": True}


def test_a_check_changes_nothing(run, garden, tmp_path):
    index = tmp_path / "index"

    people = run("reindex", "--check", "--content", garden, "--index", index)
    programs = run("reindex", "--check", "--json", "--content", garden, "--index", index)

    assert (people.returncode, people.stdout) == (0, b"content is fine\n")
    assert (programs.returncode, json.loads(programs.stdout)) == (0, {"check": "fine", "sections": 2})
    assert not index.exists()


def test_the_real_content_is_fine(run):
    done = run("reindex", "--check")

    assert (done.returncode, done.stdout, done.stderr) == (0, b"content is fine\n", b"")


def test_every_fault_of_the_content_is_named_and_nothing_is_changed(run, garden, tmp_path):
    (garden / "sources.yaml").write_text("- {id: Not An Id, title: T}\n- {titel: T}\n")
    index = tmp_path / "index"

    people = run("reindex", "--content", garden, "--index", index)
    programs = run("reindex", "--content", garden, "--index", index, "--json")

    *problems, last = people.stdout.decode().splitlines()
    assert (people.returncode, programs.returncode) == (1, 1)
    assert len(problems) >= 2
    assert all(problem.startswith("sources.yaml, entry ") for problem in problems)
    assert last == f"{len(problems)} to mend; nothing was changed"
    assert json.loads(programs.stdout) == {"problems": problems}
    assert not index.exists()


def test_a_gate_that_refuses_leaves_the_old_version(run, tmp_path):
    content, index = tmp_path / "content", tmp_path / "index"
    (content / "golden").mkdir(parents=True)
    (content / "sources.yaml").write_text("- {id: g, title: The garden}\n")
    (content / "golden" / "g.yaml").write_text("- {question: when do I prune roses, sections: [roses/pruning]}\n")
    (content / "roses.md").write_text(page("Pruning", "Prune roses in March."))
    assert run("reindex", "--content", content, "--index", index).returncode == 0
    serving = (index / "current").read_bytes()
    (content / "roses.md").write_text(page("Pruning", "See elsewhere for frogs and newts."))
    for number in range(4):
        (content / f"r{number}.md").write_text(page(f"When to prune roses, {number}", f"Prune roses in week {number}."))

    done = run("reindex", "--content", content, "--index", index)

    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert "golden questions: 0 of 1 find their section among the first 3" in lines
    assert lines[-2:] == [
        "  lost: when do I prune roses",
        "refused: the version before goes on serving. Mend the content, or the golden questions.",
    ]
    assert (index / "current").read_bytes() == serving


def page(heading: str, text: str) -> str:
    """Return a page of the garden's guide."""
    return f"---\nsource: g\n---\n# The garden\n\n## {heading}\n\n{text}\n"


def test_folders_that_cannot_be_used_are_named(run, garden, tmp_path):
    (tmp_path / "file").write_text("")

    missing = run("reindex", "--content", tmp_path / "none")
    blocked = run("reindex", "--content", garden, "--index", tmp_path / "file")

    assert missing.returncode == 1
    assert missing.stdout.decode().startswith(f"{tmp_path / 'none'}: there is no such folder")
    assert blocked.returncode == 1
    assert f"File exists: '{tmp_path / 'file'}'" in blocked.stdout.decode()


def test_wrong_usage_is_exit_code_two(run):
    done = run("reindex", "--contents-of", "x")

    assert done.returncode == 2
    assert b"unrecognized arguments: --contents-of x" in done.stderr


def test_what_became_of_the_learners_progress_is_said(run, real_index, tmp_path):
    content, database = tmp_path / "content", f"sqlite:///{tmp_path / 'mentor.sqlite3'}"
    shutil.copytree(ROOT / "knowledge" / "content", content)
    places = {"MENTOR_CONTENT": str(content), "MENTOR_INDEX": str(tmp_path / "index"), "MENTOR_DATABASE": database}
    shutil.copytree(real_index, tmp_path / "index")
    assert run("chat", stdin=b"/roadmap start zen hours:8 zone:Europe/London confirm:yes\n", **places).returncode == 0
    (content / "articles" / "more.md").write_text(
        "---\nsource: zen\n---\n# More\n\nOne sentence more.\n", encoding="utf-8"
    )
    assert b"learners:" not in run("reindex", **places).stdout  # what they follow is as it was

    roadmap = content / "roadmaps" / "zen.yaml"
    text = roadmap.read_text(encoding="utf-8")
    assert text.count("- id: core-math\n        text:") == 1
    renamed = "- id: basic-math\n        aliases: [core-math]\n        text:"
    roadmap.write_text(text.replace("- id: core-math\n        text:", renamed), encoding="utf-8")
    done = run("reindex", **places)

    assert b"learners: 1 step moved, nobody lost progress." in done.stdout
