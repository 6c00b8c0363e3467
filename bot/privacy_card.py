"""What is stored of a person: shown in words, exported as JSON, deleted in one go."""

import json

from bot.card import BLUE, Button, Card, File, Row, Style, Text
from bot.database import privacy
from bot.database.database import Database

COLOUR = BLUE
_NAMES = {
    "enrolments": ("roadmap you are on", "roadmaps you are on"),
    "ticks": ("step or phase you ticked", "steps and phases you ticked"),
    "reminders": ("weekly reminder", "weekly reminders"),
    "votes": ("answer you called helpful or not", "answers you called helpful or not"),
    "gaps": ("question of members you dealt with as a moderator", "questions of members you dealt with as a moderator"),
    "escalations": ("question you want to be told about", "questions you want to be told about"),
}
NOTHING = "I keep nothing of you."
_ALWAYS = (
    "Your questions are kept without your name{forgotten}, so that moderators see what the guides lack. The last ones "
    "stay in memory for some minutes, for follow-ups."
)


class Stored:
    """What is stored of people. Every method blocks."""

    def __init__(self, database: Database, retention_days: int) -> None:
        """Take where it is stored, and for how long questions are kept (0 for ever)."""
        self._database = database
        self._days = retention_days

    def show(self, person: int) -> Card:
        """Say what is kept, counted."""
        found = self._counts(person)
        lines = [f"- {count} {_name(table, count)}" for table, count in found.items()]
        kept = "I keep of you:\n" + "\n".join(lines) if lines else NOTHING
        always = _ALWAYS.format(forgotten=f" for {self._days} days" if self._days else "")
        more = "`/privacy export` gives you all of it as a file, `/privacy delete` removes it."
        return Card.of(kept, *([more] if lines else []), f"-# {always}", colour=COLOUR)

    def export(self, person: int) -> Card:
        """Give everything that is kept as a file."""
        everything = privacy.export(self._database, person)
        text = json.dumps(everything, ensure_ascii=False, indent=2)
        return Card.of("Everything that I keep of you:", File("my-data.json", text.encode()), colour=COLOUR)

    def ask(self, person: int) -> Card:
        """Ask before everything is deleted."""
        found = self._counts(person)
        if not found:
            return Card.of(NOTHING, colour=COLOUR)
        lines = "\n".join(f"- {count} {_name(table, count)}" for table, count in found.items())
        button = Button("Delete it all", f"privacy-delete:{person}", Style.DANGER, "/privacy delete confirm:yes")
        return Card.of(
            f"This deletes:\n{lines}", "It cannot be undone.", Row((button, Button("Keep it", f"dismiss:{person}")))
        )

    def delete(self, person: int) -> Card:
        """Delete everything that is kept of a person."""
        removed = privacy.delete(self._database, person)
        lines = "\n".join(f"- {count} {_name(table, count)}" for table, count in removed.items())
        return Card((Text(f"Deleted:\n{lines}" if lines else NOTHING),), COLOUR)

    def _counts(self, person: int) -> dict[str, int]:
        rows = privacy.export(self._database, person)
        return {table: len(found) for table, found in rows.items() if isinstance(found, list) and found}


def _name(table: str, count: int) -> str:
    one, many = _NAMES.get(table, (f"entry in {table}", f"entries in {table}"))
    return one if count == 1 else many
