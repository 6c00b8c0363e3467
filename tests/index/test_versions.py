"""Versions in a folder: whole or not there, whatever happens."""

import subprocess
import sys

import pytest

from bot.config import ROOT
from index.errors import IndexUnavailable
from index.versions import Versions

REPAIR = "Run: python -m scripts.reindex"
MODEL = "all-MiniLM-L6-v2"
NAMES = ("v-" + "a" * 16, "v-" + "b" * 16, "v-" + "c" * 16)

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


def test_a_pointer_that_is_no_text_is_written_anew_by_the_next_version(versions):
    publish(versions, NAMES[0], "a")
    (versions.folder / "current").write_bytes(b"\xff\n")

    with versions.lock():
        assert names(versions) == [NAMES[0]]  # nobody knows what serves, so nothing is swept
    publish(versions, NAMES[1], "b")

    assert (versions.pointer(), versions.previous()) == (NAMES[1], "")


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
