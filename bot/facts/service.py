"""`/salary`, `/skills`, `/projects`, `/certifications`, `/sources`: a card each, from the records of the content."""

from collections.abc import Callable, Sequence

from bot.card import Block, Button, Card, Picture, Row, Text
from bot.charts.pay import pay_alt, pay_picture
from bot.facts import lists
from bot.facts.pay import LEVELS, Found, Pay, countries, find_pay
from bot.facts.sources import sources_card
from bot.guides import short_names
from bot.refused import Refused
from knowledge.load import Knowledge

COLOUR = 0xE69F00
_PAGE = 3000  # characters; Discord shows 4,000 a message


class Facts:
    """Answers from typed records. Every method is quick and may be called from any thread."""

    def __init__(self, knowledge: Callable[[], Knowledge]) -> None:
        """Take a function that gives the content that serves now."""
        self._knowledge = knowledge

    def salary(self, country: str, level: str = "", city: str = "", source: str = "") -> Card:
        """Show what each guide says that a level earns; raises Refused for what no guide says."""
        found = find_pay(self._knowledge(), country, level, city, source)
        where = f"the {found.country}" + (f", {found.city.title()}" if found.city else "")
        blocks: list[Block] = [Text(f"## {found.level.capitalize() or 'AI engineer'} pay in {where}")]
        for name in LEVELS:
            if rows := [pay for pay in found.rows if pay.row.level == name]:
                blocks.append(Text(f"**{name.capitalize()}**\n" + "\n".join(map(_pay_line, rows))))
        if found.averages:
            lines = "\n".join(map(_pay_line, found.averages))
            blocks.append(Text(f"**All levels together**\n{lines}"))
        blocks.append(Text(_differences(found)))
        blocks.append(Picture("pay.png", pay_picture(found), pay_alt(found)))
        return Card(tuple(blocks), COLOUR)

    def skills(self, area: str = "", page: int = 1) -> Card:
        """Show the skills that the guides name, all or those of an area; raises Refused when none fits."""
        entries = lists.skills(self._knowledge(), area)
        if not entries:
            raise Refused(f"No guide lists a skill like “{_clean(area)}”; /skills shows them all.")
        head = f"## Skills: {_clean(area)}" if area.strip() else "## Skills, as the guides list them"
        return _paged(head, entries, page, f"facts-skills:{{}}:{_clean(area)}", f"/skills {_clean(area)}")

    def projects(self, level: str = "", skill: str = "", page: int = 1) -> Card:
        """Show projects to build, by level and skill; raises Refused when none fits."""
        named = lists.project_level(self._knowledge(), level)
        entries = lists.projects(self._knowledge(), named, skill)
        if not entries:
            what = " ".join(filter(None, (named, "project", f"with “{_clean(skill)}”" if skill.strip() else "")))
            raise Refused(f"The guides have no {what}; /projects shows them all.")
        head = "## " + " ".join(filter(None, (named.capitalize(), "projects"))).capitalize()
        head += f" with {_clean(skill)}" if skill.strip() else ""
        typed = " ".join(filter(None, ("/projects", named, f"skill:{_clean(skill)}" if skill.strip() else "")))
        return _paged(head, entries, page, f"facts-projects:{{}}:{named}:{_clean(skill)}", typed)

    def certifications(self, page: int = 1) -> Card:
        """Show the certificates that the guides name."""
        entries = lists.certifications(self._knowledge())
        if not entries:
            raise Refused("The guides name no certificates.")
        return _paged("## Certificates", entries, page, "facts-certifications:{}", "/certifications")

    def sources(self) -> Card:
        """Show the guides: who wrote them, and how much of each is known."""
        return sources_card(self._knowledge(), COLOUR)

    def act(self, action: str) -> Card:
        """Turn a page: do what a button of these cards says; raises Refused for an unknown one."""
        kind, *args = action.split(":")
        page = int(args[0]) if args and args[0].isascii() and args[0].isdigit() else 1
        match kind, args:
            case "facts-skills", [_, area]:
                return self.skills(area, page)
            case "facts-projects", [_, level, skill]:
                return self.projects(level, skill, page)
            case "facts-certifications", [_]:
                return self.certifications(page)
        raise Refused("I no longer know this button; please use the command again.")

    def countries_matching(self, text: str) -> tuple[str, ...]:
        """Return the countries with pay that fit what was typed so far."""
        return _matching(countries(self._knowledge()), text)

    def levels_matching(self, text: str) -> tuple[str, ...]:
        """Return the levels of pay that fit what was typed so far."""
        return _matching(LEVELS, text)

    def guides_matching(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return (name to show, id) of the guides that fit what was typed so far."""
        named = short_names(self._knowledge()).items()
        return tuple((name, key) for key, name in named if text.lower().strip() in f"{key} {name}".lower())[:25]

    def areas_matching(self, text: str) -> tuple[str, ...]:
        """Return the titles of skills that fit what was typed so far."""
        return _matching(lists.areas(self._knowledge()), text)

    def project_levels_matching(self, text: str) -> tuple[str, ...]:
        """Return the levels of projects that fit what was typed so far."""
        return _matching(lists.project_levels(self._knowledge()), text)

    def project_skills_matching(self, text: str) -> tuple[str, ...]:
        """Return the tools and skills of projects that fit what was typed so far."""
        return _matching(lists.project_skills(self._knowledge()), text)


def _pay_line(pay: Pay) -> str:
    years = f", {pay.row.years} years of experience" if pay.row.years else ""
    place = f" ({pay.table.stands_in})" if pay.table.stands_in else ""
    figures = ", ".join(f"{basis} **{amount}**" for basis, amount in pay.figures)
    return f"- {pay.guide}{place}, {pay.row.title}{years}: {figures}"


def _differences(found: Found) -> str:
    """Say what the figures are: each guide's own notes, once."""
    tables = {pay.table.id + pay.source: pay for pay in (*found.rows, *found.averages)}
    notes = "\n".join(f"- {pay.guide}: {pay.table.note}" for pay in tables.values() if pay.table.note)
    guides = dict.fromkeys(pay.guide for pay in tables.values())
    differ = "The guides are not blended: where they differ, both stand here.\n" if len(guides) > 1 else ""
    return f"{differ}{notes}".strip() or "A year, before tax."


def _paged(head: str, entries: Sequence[lists.Line], page: int, action: str, typed: str) -> Card:
    pages: list[list[str]] = [[]]
    above = ""
    for guide, line in entries:
        if pages[-1] and sum(map(len, pages[-1])) + len(line) > _PAGE:
            pages.append([])
            above = ""  # the guide is named again on each page
        pages[-1].append(line if guide == above else f"**{guide}**\n{line}")
        above = guide
    shown = min(max(page, 1), len(pages))
    number = f" ({shown} of {len(pages)})" if len(pages) > 1 else ""
    blocks: list[Block] = [Text(head + number), Text("\n".join(pages[shown - 1]))]
    if shown < len(pages):
        blocks.append(Row((Button("More", action.format(shown + 1), typed=f"{typed.strip()} page:{shown + 1}"),)))
    return Card(tuple(blocks), COLOUR)


def _matching(choices: Sequence[str], text: str) -> tuple[str, ...]:
    wanted = text.lower().strip()
    starting = [choice for choice in choices if choice.lower().startswith(wanted)]
    return tuple(dict.fromkeys([*starting, *(choice for choice in choices if wanted in choice.lower())]))[:25]


def _clean(text: str) -> str:
    """Return what a person typed, short and without what separates the arguments of an action."""
    return " ".join(text.replace(":", " ").replace("`", "").replace("{", "").replace("}", "").split())[:40]
