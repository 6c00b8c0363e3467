"""Complete versions of an index in one folder, and the pointer to the one that serves.

A version is written beside the others and named only when it is whole; the pointer is replaced in one step. Killed at
any moment, the folder still holds the old version and the old pointer.
"""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from index.errors import IndexUnavailable
from index.writing import reason

REPAIR = "Run: python -m scripts.reindex"
_POINTER = "current"
_HELD = ".held-"
_OURS = re.compile(r"v-[0-9a-f]{16}|\.building-.*|\.old-.*")  # folders we make; any other is not ours to remove
_KEPT = 2  # the version that serves, and the one before it for a rollback


class Versions:
    """The folder that holds an index's versions."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made on the first write."""
        self.folder = folder

    def pointer(self) -> str:
        """Return the name of the version that serves, or "" when there is none."""
        try:
            return (self.folder / _POINTER).read_text(encoding="ascii").split("\n")[0].strip()
        except (FileNotFoundError, NotADirectoryError):
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise IndexUnavailable(f"The pointer in {self.folder} cannot be read ({error}). {REPAIR}") from error

    def stamp(self) -> tuple[int, int]:
        """Return a mark of the pointer that changes whenever it is replaced; cheap enough for every question."""
        try:
            found = (self.folder / _POINTER).stat()
        except OSError:
            return (0, 0)
        return (found.st_ino, found.st_mtime_ns)

    def current(self) -> Path:
        """Return the folder of the version that serves; raises IndexUnavailable when there is none."""
        name = self.pointer()
        if not name:
            raise IndexUnavailable(f"There is no index in {self.folder}. {REPAIR}")
        if not _OURS.fullmatch(name) or not (self.folder / name).is_dir():
            raise IndexUnavailable(f"The index in {self.folder} is incomplete: version {name!r} is gone. {REPAIR}")
        return self.folder / name

    def previous(self) -> str:
        """Return the name of the version before the one that serves, or ""."""
        try:
            lines = (self.folder / _POINTER).read_text(encoding="ascii").split("\n")
        except (OSError, UnicodeDecodeError):
            return ""
        name = lines[1].strip() if len(lines) > 1 else ""
        return name if _OURS.fullmatch(name) and (self.folder / name).is_dir() else ""

    @contextlib.contextmanager
    def beside(self) -> Iterator[Path]:
        """Give an empty folder to write a version into; whatever is left of it afterwards is removed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".building-", dir=self.folder))
        folder.chmod(0o755)
        try:
            yield folder
        except OSError as error:  # told now: what was written so far takes the room
            raise self._not_written(error) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the right to write; a second writer is refused, a crashed one's lock is free."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            opened = (self.folder / ".lock").open("w")
        except OSError as error:
            raise IndexUnavailable(f"The index in {self.folder} cannot be written ({error}).") from error
        with opened as file:
            _lock_file(file.fileno(), self.folder)
            try:
                self._sweep()
                yield
            except OSError as error:
                raise self._not_written(error) from error

    def _not_written(self, error: OSError) -> Exception:
        """Return what to raise for an error of the disk: IndexUnavailable, unless it is about something else."""
        named = error.filename
        if isinstance(error, BrokenPipeError) or (
            isinstance(named, str) and not Path(named).is_relative_to(self.folder)
        ):
            return error
        serving = self.pointer()
        serves = f"Version {serving} goes on serving." if serving else "No version serves yet."
        return IndexUnavailable(
            f"The index in {self.folder} could not be written: {reason(error, self.folder)}. {serves} "
            f"Make room there, or name another folder in MENTOR_INDEX. {REPAIR}"
        )

    def publish(self, beside: Path, name: str) -> None:
        """Name a finished version and let it serve from now on."""
        target = self.folder / name
        for file in beside.iterdir():
            _sync(file)
        if target.exists():  # the same content was built before: a rebuild that repairs, or a way back
            aside = Path(tempfile.mkdtemp(prefix=".old-", dir=self.folder))
            target.rename(aside / name)
        beside.rename(target)
        _sync(self.folder)
        try:
            before = self.pointer()
        except IndexUnavailable:  # a pointer that cannot be read is repaired by writing a new one
            before = ""
        self._point(name, before)
        self._sweep()

    def hold(self, beside: Path, name: str) -> None:
        """Keep a finished version that does not serve, for somebody to decide about; only the last one is kept."""
        self.drop()
        beside.rename(self.folder / (_HELD + name))

    def held(self) -> str:
        """Return the name of the version that waits for a decision, or ""."""
        return next((entry.name.removeprefix(_HELD) for entry in self.folder.glob(_HELD + "*")), "")

    def publish_held(self, name: str) -> None:
        """Let a version serve that was held; raises IndexUnavailable when it is not held any more."""
        if not name or self.held() != name:
            raise IndexUnavailable(f"The version {name} is not kept any more: another reindex came between. {REPAIR}")
        self.publish(self.folder / (_HELD + name), name)

    def drop(self) -> None:
        """Remove the version that was held, if there is one."""
        for entry in self.folder.glob(_HELD + "*"):
            shutil.rmtree(entry, ignore_errors=True)

    def rollback(self) -> str:
        """Let the previous version serve again and return its name; raises IndexUnavailable without one."""
        previous = self.previous()
        if not previous:
            raise IndexUnavailable(f"There is no earlier version in {self.folder} to go back to. {REPAIR}")
        self._point(previous, self.pointer())
        return previous

    def _point(self, name: str, previous: str) -> None:
        handle, beside = tempfile.mkstemp(prefix=".pointer-", dir=self.folder)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{name}\n{previous if previous != name else self.previous()}\n")
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(self.folder / _POINTER)
        _sync(self.folder)

    def _sweep(self) -> None:
        """Remove what crashed builds left and versions that nothing points to."""
        try:
            keep = {self.pointer(), self.previous()}
        except IndexUnavailable:  # nobody knows what serves; the reindex that repairs the pointer sweeps again
            return
        for entry in self.folder.iterdir():
            if entry.name.startswith(_HELD):
                continue
            if entry.is_dir() and entry.name not in keep and _OURS.fullmatch(entry.name):
                shutil.rmtree(entry, ignore_errors=True)
            elif entry.name.startswith(".pointer-"):
                entry.unlink(missing_ok=True)


def _lock_file(handle: int, folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: two moderators at once on one machine are not guarded against there
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise IndexUnavailable(f"Another reindex of {folder} is running. Wait until it is done.") from error


def _sync(path: Path) -> None:
    """Make sure that a file or a folder's list of names is on the disk before the next step."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:  # Windows cannot open folders
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
