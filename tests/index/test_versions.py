"""Versions in a folder: whole or not there, whatever happens."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import ROOT
from index.errors import IndexUnavailable
from index.open import open_retriever
from index.reindex import reindex
from index.versions import Versions
from knowledge.load import load

REPAIR = "Run: python -m scripts.reindex"
MODEL = "all-MiniLM-L6-v2"
NAMES = ("v-" + "a" * 16, "v-" + "b" * 16, "v-" + "c" * 16)

# Rebuilds the index again and again, with one section changing from one round to the next. The libraries are loaded once; then
# every line on standard input starts a process of its own from here, to be killed.
LOOP = """
import os, sys
from dataclasses import replace
from pathlib import Path
from index.reindex import reindex
from index.versions import Versions
from knowledge.load import load

content, index, encoders = map(Path, sys.argv[1:])
import onnxruntime, tokenizers
start = 0
for line in sys.stdin:
    start = int(line)
    child = os.fork()
    if not child:
        break
    print("pid", child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
else:
    sys.exit()
knowledge = load(content)
first, *rest = knowledge.sections
number = start
while number < start + 300:
    changed = replace(first, text=f"{first.text} Round {number % 3}.")
    number += 1
    reindex(replace(knowledge, sections=(changed, *rest)), Versions(index), encoders, "all-MiniLM-L6-v2", say=print)
    print(number, flush=True)
"""

HOLD = """
import sys, time
from pathlib import Path
from index.versions import Versions
with Versions(Path(sys.argv[1])).lock():
    print("held", flush=True)
    time.sleep(60)
"""


def publish(versions, name, text="words"):
    with versions.lock(), versions.beside() as folder:
        (folder / "page.txt").write_text(text)
        versions.publish(folder, name)


@pytest.fixture
def versions(tmp_path):
    return Versions(tmp_path / "index")


def names(versions):
    return sorted(entry.name for entry in versions.folder.iterdir() if entry.name not in (".lock", "current"))


def test_without_a_version_there_is_nothing_to_open(versions):
    assert versions.pointer() == versions.previous() == ""
    assert versions.stamp() == (0, 0)
    with pytest.raises(IndexUnavailable) as error:
        versions.current()
    assert str(error.value) == f"There is no index in {versions.folder}. {REPAIR}"


def test_the_newest_version_serves_and_the_one_before_is_kept(versions):
    for name in NAMES:
        before = versions.stamp()
        publish(versions, name)
        assert versions.stamp() != before

    assert versions.pointer() == NAMES[2]
    assert versions.current() == versions.folder / NAMES[2]
    assert versions.previous() == NAMES[1]
    assert names(versions) == list(NAMES[1:])


def test_a_rollback_goes_one_back_and_again_forward(versions):
    publish(versions, NAMES[0])
    publish(versions, NAMES[1])

    assert versions.rollback() == NAMES[0] == versions.pointer()
    assert versions.previous() == NAMES[1]
    assert versions.rollback() == NAMES[1] == versions.pointer()


def test_a_rollback_without_an_earlier_version_is_refused(versions):
    publish(versions, NAMES[0])

    with pytest.raises(IndexUnavailable) as error:
        versions.rollback()

    assert str(error.value) == f"There is no earlier version in {versions.folder} to go back to. {REPAIR}"
    assert versions.pointer() == NAMES[0]


def test_the_same_version_again_replaces_its_files_and_keeps_the_one_before(versions):
    publish(versions, NAMES[0])
    publish(versions, NAMES[1], "damaged")
    publish(versions, NAMES[1], "whole")

    assert (versions.current() / "page.txt").read_text() == "whole"
    assert versions.previous() == NAMES[0]
    assert names(versions) == list(NAMES[:2])


def test_the_content_of_before_again_swaps_the_two(versions):
    for name in (NAMES[0], NAMES[1], NAMES[0]):
        publish(versions, name)

    assert (versions.pointer(), versions.previous()) == (NAMES[0], NAMES[1])
    assert names(versions) == list(NAMES[:2])


def test_a_build_that_fails_leaves_nothing(versions):
    publish(versions, NAMES[0])

    with pytest.raises(ZeroDivisionError), versions.lock(), versions.beside() as folder:
        (folder / "half.txt").write_text("half")
        raise ZeroDivisionError

    assert names(versions) == [NAMES[0]]
    assert versions.pointer() == NAMES[0]


def test_what_crashed_builds_left_is_swept_and_what_is_not_ours_is_not(versions):
    publish(versions, NAMES[0])
    for name in (".building-x1", ".old-x2", NAMES[2], "photos", ".git", "v-notes"):
        (versions.folder / name).mkdir()
        (versions.folder / name / "file").write_text("x")
    for name in (".pointer-x3", "README.md"):
        (versions.folder / name).write_text("x")

    with versions.lock():
        pass

    assert names(versions) == sorted([NAMES[0], "photos", ".git", "v-notes", "README.md"])


@pytest.mark.parametrize("pointer", [NAMES[1], "../elsewhere", "/etc", ".."])
def test_a_pointer_to_what_is_no_version_of_ours_is_refused(versions, pointer):
    publish(versions, NAMES[0])
    (versions.folder.parent / "elsewhere").mkdir()
    (versions.folder / "current").write_text(f"{pointer}\n")

    with pytest.raises(IndexUnavailable) as error:
        versions.current()

    assert str(error.value) == f"The index in {versions.folder} is incomplete: version {pointer!r} is gone. {REPAIR}"
    assert versions.previous() == ""


def test_a_pointer_that_is_no_text_is_refused(versions):
    publish(versions, NAMES[0])
    (versions.folder / "current").write_bytes(b"\xff\xfe")

    with pytest.raises(IndexUnavailable, match=f"cannot be read .* {REPAIR}"):
        versions.pointer()
    assert versions.previous() == ""


def test_an_index_folder_that_is_a_file_is_refused_with_words(tmp_path):
    (tmp_path / "index").write_text("no folder")
    versions = Versions(tmp_path / "index")

    with pytest.raises(IndexUnavailable, match=f"The index in {versions.folder} cannot be written"), versions.lock():
        pass


def test_a_second_writer_is_refused_and_a_killed_ones_lock_is_free(versions):
    publish(versions, NAMES[0])
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(versions.folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(IndexUnavailable) as error, versions.lock():
            pass
        holder.kill()

    assert str(error.value) == f"Another reindex of {versions.folder} is running. Wait until it is done."
    with versions.lock():
        pass


@pytest.fixture
def reindexing(tmp_path, encoders):
    """Return a function that starts a process that reindexes a page about bread without end."""
    content = tmp_path / "content" / "bread.md"
    content.parent.mkdir()
    content.write_text("# Bread\n\n## Oven\n\nHeat the oven.\n\n## Flour\n\nKeep flour dry in a tin.\n")
    arguments = [sys.executable, "-c", LOOP, str(content.parent), str(tmp_path / "index"), str(encoders)]
    started = []

    def start():
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        # A session of its own, so that a failed test ends what this process has started too.
        started.append(subprocess.Popen(arguments, cwd=ROOT, text=True, start_new_session=True, **pipes))
        return started[-1]

    yield start
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            pipe.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts its processes by forking")
def test_killed_at_any_moment_an_index_opens_and_answers(reindexing, tmp_path, encoders, encoder):
    process = reindexing()
    chance = random.Random(20261122)
    versions = Versions(tmp_path / "index")
    served = set()
    for attempt in range(12):
        process.stdin.write(f"{attempt}\n")
        process.stdin.flush()
        pid = int(process.stdout.readline().removeprefix("pid"))
        if not attempt:  # before the first build there is no index that could survive
            assert process.stdout.readline() == "1\n"
        time.sleep(chance.uniform(0.2, 0.9))
        os.kill(pid, signal.SIGKILL)
        assert "dead\n" in iter(process.stdout.readline, "")
        retriever = open_retriever(versions, MODEL, encoders, running=encoder)
        served.add(retriever.data.manifest.version)
        assert retriever.search("where do I keep my flour").hits[0].passage.id == "bread/flour"
        assert (versions.folder / "current").read_text().count("\n") == 2

    with versions.lock():
        pass
    assert len(names(versions)) <= 2
    assert len(served) > 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts its processes by forking")
def test_two_processes_that_reindex_at_once_do_not_harm_each_other(reindexing, tmp_path, encoders, encoder):
    process = reindexing()
    process.stdin.write("0\n")
    process.stdin.flush()
    pid = int(process.stdout.readline().removeprefix("pid"))
    assert process.stdout.readline() == "1\n"
    versions = Versions(tmp_path / "index")
    content = load(tmp_path / "content")
    refused = []
    for number in range(40):
        section = replace(content.sections[0], text=f"Heat the oven, for the {number}th time.")
        try:
            reindex(replace(content, sections=(section, *content.sections[1:])), versions, encoders, MODEL, say=print)
        except IndexUnavailable as error:
            refused.append(str(error))
    os.kill(pid, signal.SIGKILL)
    process.stdin.close()
    process.wait()

    said = f"Another reindex of {versions.folder} is running. Wait until it is done."
    assert set(refused) <= {said}
    assert refused or said in process.stderr.read()
    answer = open_retriever(versions, MODEL, encoders, running=encoder).search("where do I keep my flour")
    assert answer.hits[0].passage.id == "bread/flour"


def test_a_copy_of_the_folder_taken_at_rest_serves(versions, tmp_path):
    publish(versions, NAMES[0])
    shutil.copytree(versions.folder, tmp_path / "copy")

    assert Versions(tmp_path / "copy").current() == Path(tmp_path / "copy" / NAMES[0])
