"""`/salary`, `/skills`, `/projects`, `/certifications`, `/sources`: a card each, from the records of the content."""

from collections.abc import Callable, Sequence

from bot.card import Card
from bot.facts import lists
from bot.facts.list_card import Listing, item_card, list_card
from bot.facts.pay import LEVELS, countries, find_pay
from bot.facts.pay_card import notes_card, pay_card
from bot.facts.sources import sources_card
from bot.guides import guide_named, short_names
from bot.refused import Refused
from knowledge.load import Knowledge

ANEW = "I no longer know this button; please use the command again."


class Facts:
    """Answers from typed records. Every method is quick and may be called from any thread."""

    def __init__(self, knowledge: Callable[[], Knowledge]) -> None:
        """Take a function that gives the content that serves now."""
        self._knowledge = knowledge

    def salary(self, country: str, level: str = "", city: str = "", source: str = "") -> Card:
        """Show what each guide says that a level earns; raises Refused for what no guide says."""
        knowledge = self._knowledge()
        guide = guide_named(source, knowledge)
        return pay_card(find_pay(knowledge, country, level, city, source), guide.id if guide else "")

    def salary_notes(self, country: str, level: str = "", city: str = "", source: str = "") -> Card:
        """Show what each guide says of those figures; raises Refused."""
        return notes_card(find_pay(self._knowledge(), country, level, city, source))

    def skills(self, area: str = "", page: int = 1) -> Card:
        """Show the skills that the guides name, all or those of an area; raises Refused when none fits."""
        said = _clean(area)
        items = lists.skills(self._knowledge(), area)
        if not items:
            raise Refused(lists.no_skill(self._knowledge(), said))
        head = f"## Skills: {said}" if said else "## Skills, guide by guide"
        typed = f"/skills {said}".strip()
        return list_card(
            Listing(head, f"facts-skills:{{}}:{said}", typed, "/skills ", "Look at a skill …"), items, page
        )

    def projects(self, level: str = "", skill: str = "", page: int = 1) -> Card:
        """Show projects to build, by level and skill; raises Refused when none fits."""
        named, said = lists.project_level(self._knowledge(), level), _clean(skill)
        items = lists.projects(self._knowledge(), named, skill)
        if not items:
            raise Refused(lists.no_project(self._knowledge(), named, said))
        head = "## " + f"{named} projects".strip().capitalize() + (f" with {said}" if said else "")
        typed = " ".join(filter(None, ("/projects", named, f"skill:{said}" if said else "")))
        action = f"facts-projects:{{}}:{named}:{said}"
        return list_card(Listing(head, action, typed, "/projects skill:", "Look at a project …"), items, page)

    def certifications(self, name: str = "", page: int = 1) -> Card:
        """Show the certificates that the guides name, all or those of a name; raises Refused when none fits."""
        knowledge, said = self._knowledge(), _clean(name)
        items = lists.certifications(knowledge, name)
        if not items and not said:
            raise Refused("The guides name no certificates.")
        if not items:
            there = ", ".join(item.title for item in lists.certifications(knowledge))
            raise Refused(f"No guide names a certificate like “{said}”. They name {there}.")
        typed = f"/certifications {said}".strip()
        general = [] if said else lists.on_certificates(knowledge)
        listing = Listing("## Certificates", "facts-certifications:{}", typed, "/certifications ", "Look at one …")
        return list_card(listing, items, page, general)

    def sources(self) -> Card:
        """Show the guides: what each is about, who wrote it, and where it is."""
        return sources_card(self._knowledge().sources)

    def act(self, action: str, values: Sequence[str] = ()) -> Card:
        """Do what a button or a select of these cards says; raises Refused for an unknown one."""
        kind, *args = action.split(":")
        page = int(args[0]) if args and args[0].isascii() and args[0].isdigit() else 1
        match kind, args:
            case "facts-skills", [_, area]:
                return self.skills(area, page)
            case "facts-projects", [_, level, skill]:
                return self.projects(level, skill, page)
            case "facts-certifications", [_]:
                return self.certifications(page=page)
            case "facts-one", [what]:
                return self._one(what, values[0] if values else "")
            case "facts-pay", [country, city, source]:
                return self.salary(country, values[0] if values else "", city, source)
            case "facts-notes", [country, city, source, level]:
                return self.salary_notes(country, level, city, source)
        raise Refused(ANEW)

    def _one(self, kind: str, key: str) -> Card:
        """Show one entry of a list."""
        of: dict[str, Callable[[Knowledge], list[lists.Item]]] = {
            "skills": lists.skills,
            "projects": lists.projects,
            "certifications": lists.certifications,
        }
        items = of[kind](self._knowledge()) if kind in of else []
        items += lists.on_certificates(self._knowledge()) if kind == "certifications" else []
        item = next((item for item in items if item.key == key), None)
        if item is None:
            raise Refused(ANEW)
        return item_card(item)

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


def _matching(choices: Sequence[str], text: str) -> tuple[str, ...]:
    wanted = text.lower().strip()
    starting = [choice for choice in choices if choice.lower().startswith(wanted)]
    return tuple(dict.fromkeys([*starting, *(choice for choice in choices if wanted in choice.lower())]))[:25]


def _clean(text: str) -> str:
    """Return what a person typed, short and without what separates the arguments of an action."""
    return " ".join(text.replace(":", " ").replace("`", "").replace("{", "").replace("}", "").split())[:40]
