"""A disk that is full while reindexing: the folder is named, what serves goes on, and nothing is left behind."""

import os
import shlex
import shutil
import subprocess
import sys

import pytest

from bot.config import ROOT

# A shell of its own namespace may mount a disk of 400 kB, even for who is not root.
UNSHARED = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
MANY = "# Herbs\n" + "".join(f"\n## Herb {number}\n\nHerb {number} hates frost.\n" for number in range(200))


@pytest.fixture
def shell():
    """Return a function that runs a shell's script."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MENTOR_")}

    def run(script, *shell):
        return subprocess.run(
            [*(shell or ("sh", "-c")), script],
            cwd=ROOT,
            env={**clean, "MENTOR_DATA": str(ROOT / "data")},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture
def small_disk(shell, tmp_path):
    """Return a function that runs a script in which `index` is a disk of 400 kB."""
    (tmp_path / "index").mkdir()
    mount = f"mount -t tmpfs -o size=400k tmpfs {shlex.quote(str(tmp_path / 'index'))}"
    if shutil.which("unshare") is None or shell(mount, *UNSHARED).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    return lambda script: shell(f"set -e; {mount}; {script}", *UNSHARED)


def reindex(content, index):
    return shlex.join((sys.executable, "-m", "scripts.reindex", "--content", str(content), "--index", str(index)))


def test_a_full_disk_is_said_with_its_folder_and_the_old_version_goes_on(small_disk, garden, tmp_path):
    index, more = tmp_path / "index", tmp_path / "more.md"
    more.write_text(MANY)
    command = reindex(garden, index)

    done = small_disk(
        f"{command} >/dev/null; head -1 {index}/current; cp {more} {garden}; {command} || echo code $?; "
        f"head -1 {index}/current; ls -A {index}; "
        f"{shlex.quote(sys.executable)} -m scripts.ask --index {index} 'when do I prune roses'"
    )

    before, said, code, after, *left = done.stdout.splitlines()
    assert said == (
        f"The index in {index} could not be written: there is no room left on its disk. Version {before} goes on "
        "serving. Make room there, or name another folder in MENTOR_INDEX. Run: python -m scripts.reindex"
    )
    assert (code, after, left[:3]) == ("code 1", before, [".lock", "current", before])
    assert "Prune roses in March" in "".join(left[3:])
    assert done.stderr == ""


def test_a_disk_that_has_no_room_for_the_encoder_is_named(small_disk, garden, tmp_path):
    disk = tmp_path / "index"

    done = small_disk(f"MENTOR_DATA={disk} {reindex(garden, tmp_path / 'other')} || ls -A {disk}/encoders")

    assert done.stdout == (
        f"The encoder could not be written to {disk / 'encoders'}: there is no room left on its disk. "
        "Make room there, or name another folder in MENTOR_DATA. Run: python -m scripts.reindex\n"
    )
    assert "Traceback" not in done.stderr


def test_a_limit_for_files_is_told_from_a_full_disk(shell, garden, tmp_path):
    (garden / "more.md").write_text(MANY)

    done = shell(f"ulimit -f 100; exec {reindex(garden, tmp_path / 'index')}")  # of 512 bytes

    assert done.stdout == (
        f"The index in {tmp_path / 'index'} could not be written: a file may not become as large there as it has to "
        "be. No version serves yet. Make room there, or name another folder in MENTOR_INDEX. "
        "Run: python -m scripts.reindex\n"
    )
    assert done.returncode == 1
    assert [entry.name for entry in (tmp_path / "index").iterdir()] == [".lock"]
