"""What can be wrong with content, said so that a moderator can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the file, the place in it (a line or an entry), the field, and what to do."""

    file: str
    message: str
    place: str = ""
    field: str = ""

    def __str__(self) -> str:
        """Write the fault as one line, the way the moderators' README shows it."""
        where = ", ".join(part for part in (self.file, self.place, self.field) if part)
        return f"{where}: {self.message}"


class ContentError(Exception):
    """The content folder has faults; all of them are in `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep every fault and show one a line."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, choices: Sequence[str]) -> str:
    """Return "; did you mean 'x'?" for the closest choice, or nothing when none is close."""
    close = get_close_matches(word.lower(), {choice.lower(): None for choice in choices}, n=1, cutoff=0.6)
    if not close:
        return ""
    original = next(choice for choice in choices if choice.lower() == close[0])
    return f"; did you mean '{original}'?"
