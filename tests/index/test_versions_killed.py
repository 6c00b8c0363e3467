"""Real processes that reindex, killed at any moment or at the same time as another."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from bot.config import ROOT
from index.errors import IndexUnavailable
from index.open import open_retriever
from index.reindex import reindex
from index.versions import Versions
from knowledge.load import load

MODEL = "all-MiniLM-L6-v2"

# Rebuilds the index again and again, with one section changing from one round to the next. The libraries are
# loaded once; then every line on standard input starts a process of its own from here, to be killed.
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
    assert len([entry for entry in versions.folder.iterdir() if entry.is_dir()]) <= 2
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
    for number in range(12):
        section = replace(content.sections[0], text=f"Heat the oven, for the {number}th time.")
        try:
            reindex(replace(content, sections=(section, *content.sections[1:])), versions, encoders, MODEL, say=print)
        except IndexUnavailable as error:
            refused.append(str(error))
    with contextlib.suppress(ProcessLookupError):  # it may have been the one that was refused
        os.kill(pid, signal.SIGKILL)
    process.stdin.close()
    process.wait()

    said = f"Another reindex of {versions.folder} is running. Wait until it is done."
    assert set(refused) <= {said}
    assert refused or said in process.stderr.read()
    answer = open_retriever(versions, MODEL, encoders, running=encoder).search("where do I keep my flour")
    assert answer.hits[0].passage.id == "bread/flour"
