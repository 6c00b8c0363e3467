"""The folder of what moderators taught: written in one step a file, by one process at a time."""

import contextlib
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from knowledge.alone import alone
from knowledge.files import Unreadable, read_text, write_text
from knowledge.markdown import escaped, parse_page, slug, without_headings
from knowledge.overlay import (
    ANSWERS,
    EXPORTED,
    LISTS,
    SOURCE,
    Example,
    Lists,
    Wording,
    answer_files,
    page_problem,
    read_lists,
)
from knowledge.pages import read_page

_ID = re.compile(r"taught-[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 60
Undo = Callable[[], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TaughtAnswer:
    """A question's answer as a moderator wrote it."""

    id: str
    title: str
    text: str  # Markdown
    questions: tuple[str, ...]
    by: str
    updated: date
    url: str | None = None

    def page(self) -> str:
        """Return the answer as a page of the content format, however it was written; raises Unreadable if it is none.

        Headings become bold lines, so that the answer stays one section.
        """
        heading = f"# {escaped(self.title)}"
        name = slug(parse_page(heading).headings[0].title)
        head: dict[str, Any] = {"id": self.id, "title": self.title, "source": SOURCE.id, "by": self.by}
        head["updated"] = self.updated
        head |= {"url": self.url} if self.url else {}
        head |= {"questions": {name: list(self.questions)}} if self.questions else {}
        said = f"---\n{_yaml(head)}---\n{heading}\n\n{without_headings(self.text)}\n"
        if problem := page_problem(read_page(said, f"{self.id}.md", strict=True)):
            raise Unreadable(problem)
        return said


class Taught:
    """An overlay folder. Every method blocks, and raises OSError; Unreadable where a file is damaged."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made on the first write."""
        self.folder = folder

    def answers(self) -> list[TaughtAnswer]:
        """Return the answers, in the order of their ids; damaged ones are left out."""
        found = []
        for path in answer_files(self.folder):
            with contextlib.suppress(Unreadable, RecursionError):
                found.append(_read(path))
        return found

    def answer(self, id: str) -> TaughtAnswer | None:
        """Return an answer; None when there is none of that id."""
        return next((one for one in self.answers() if one.id == id), None)

    def lists(self) -> Lists:
        """Return the wordings and the examples that are out of scope."""
        return read_lists(self.folder)

    def free_id(self, title: str, taken: Callable[[str], bool]) -> str:
        """Return an id for a title that no other answer and no section has."""
        words = slug(title.encode("ascii", "ignore").decode())
        stem = f"taught-{words or 'answer'}"[:_LONGEST_ID].rstrip("-")
        have = {path.stem for path in answer_files(self.folder)}
        names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 100_000))
        return next(name for name in names if name not in have and not taken(name))

    def put(self, answer: TaughtAnswer) -> Undo:
        """Write an answer, in place of one of the same id; return what undoes that."""
        page = answer.page()
        with self._alone():
            before = self._texts(answer.id)
            write_text(self._path(answer.id), page)
            self._path(answer.id, EXPORTED).unlink(missing_ok=True)  # it is another answer now, to be exported anew
        return lambda: self._restore(answer.id, before)

    def remove(self, id: str) -> Undo:
        """Take an answer back; return what undoes that."""
        with self._alone():
            before = self._texts(id)
            for path in before:
                path.unlink()
        return lambda: self._restore(id, before)

    def change(self, changed: Callable[[Lists], Lists]) -> Undo:
        """Change the wordings and examples; return what undoes that, and nothing that others did since."""
        with self._alone():
            before = self.lists()
            after = changed(before)
            self._write_lists(after)

        def undo() -> None:
            with self._alone():
                now = self.lists()
                self._write_lists(
                    Lists(
                        wordings=_undone(now.wordings, before.wordings, after.wordings),
                        out_of_scope=_undone(now.out_of_scope, before.out_of_scope, after.out_of_scope),
                    )
                )

        return undo

    def mark_exported(self, ids: Collection[str], entries: Collection[Wording | Example], on: date) -> None:
        """Remember that these went into the content."""
        with self._alone():
            for id in ids:
                for path in self.folder.glob(f"{ANSWERS}/{id}.md"):
                    (self.folder / EXPORTED).mkdir(exist_ok=True)
                    path.replace(self.folder / EXPORTED / path.name)
            lists, stamp = self.lists(), {"exported": on}
            wordings = tuple(one.model_copy(update=stamp) if one in entries else one for one in lists.wordings)
            examples = tuple(one.model_copy(update=stamp) if one in entries else one for one in lists.out_of_scope)
            if entries:
                self._write_lists(Lists(wordings=wordings, out_of_scope=examples))

    def _path(self, id: str, folder: str = ANSWERS) -> Path:
        if not _ID.fullmatch(id):  # it may come from a button that somebody made up
            raise Unreadable(f"'{id}' is no id of a taught answer")
        return self.folder / folder / f"{id}.md"

    def _texts(self, id: str) -> dict[Path, str]:
        paths = (self._path(id, folder) for folder in (ANSWERS, EXPORTED))
        return {path: path.read_text(encoding="utf-8") for path in paths if path.is_file()}

    def _restore(self, id: str, before: dict[Path, str]) -> None:
        with self._alone():
            for path, text in before.items():
                write_text(path, text)
            for folder in (ANSWERS, EXPORTED):
                if (path := self._path(id, folder)) not in before:
                    path.unlink(missing_ok=True)

    def _write_lists(self, lists: Lists) -> None:
        write_text(self.folder / LISTS, _yaml(lists.model_dump(exclude_none=True)))

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let no other process write meanwhile."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = self.folder / ".lock"
        lock.touch()
        with alone(lock):
            yield


def _undone(now: Sequence[T], before: Sequence[T], after: Sequence[T]) -> tuple[T, ...]:
    """Return the entries without those that were added, and with those that were removed."""
    kept = [one for one in now if one in before or one not in after]
    return (*kept, *(one for one in before if one not in after and one not in kept))


def _read(path: Path) -> TaughtAnswer:
    page = read_page(read_text(path), path.name, strict=True)
    if problem := page_problem(page):
        raise Unreadable(problem)
    section, front = page.sections[0], page.front
    return TaughtAnswer(
        page.id, section.title, section.text, section.questions, front.by or "", front.updated or date.min, front.url
    )


class _Dumper(yaml.SafeDumper):
    """Writes every value out: our reader refuses YAML's aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never refer to a value that was written before."""
        return True


def _yaml(value: Any) -> str:
    text: str = yaml.dump(
        _lists(value), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=False
    )
    return text


def _lists(value: Any) -> Any:
    """Return a value without tuples, which YAML has no plain way to write."""
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    return [_lists(item) for item in value] if isinstance(value, list | tuple) else value
