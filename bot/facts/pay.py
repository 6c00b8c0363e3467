"""Pay as the guides give it: every figure with its guide, its basis and the part of the guide it stands in. Pure."""

from dataclasses import dataclass

from bot.facts.words import Words
from bot.guides import guide_named, short_names
from bot.refused import Refused
from knowledge.errors import did_you_mean
from knowledge.load import Knowledge
from knowledge.quantity import Quantity
from knowledge.records import Salaries, SalaryRow, SalaryTable

LEVELS = ("junior", "mid", "senior", "staff")
UNSTATED = "basis not stated"
BASES = (("base", "base"), ("london", "base in London"), ("total", "total compensation"), ("range", UNSTATED))


@dataclass(frozen=True, slots=True)
class Pay:
    """One row of a guide with the figures that were asked for."""

    guide: str
    source: str
    table: SalaryTable
    row: SalaryRow
    figures: tuple[tuple[str, Quantity], ...]  # (basis, amount)


@dataclass(frozen=True, slots=True)
class Found:
    """What the guides have for a question about pay."""

    country: str
    level: str  # "" for all
    city: str  # "" for none
    rows: tuple[Pay, ...]
    averages: tuple[Pay, ...]  # of all levels together


def countries(knowledge: Knowledge) -> tuple[str, ...]:
    """Return the countries that the guides give pay for."""
    return tuple(dict.fromkeys(table.country for _, table in _tables(knowledge)))


def find_pay(knowledge: Knowledge, country: str, level: str = "", city: str = "", source: str = "") -> Found:
    """Return every figure for a country; raises Refused for what the guides do not have, with what there is."""
    words = Words(knowledge.synonyms)
    land, wanted = _country(knowledge, words, country), _level(knowledge, words, level)
    guide = guide_named(source, knowledge) if source.strip() else None
    if source.strip() and guide is None:
        ids = [one.id for one in knowledge.sources]
        raise Refused(f"There is no guide “{source.strip()[:40]}”{did_you_mean(source, ids)}; {', '.join(ids)}.")
    names = short_names(knowledge)
    town = words.group(city)[0] if city.strip() else ""
    rows = [
        Pay(names[key], key, table, row, _figures(row, town))
        for key, table in _tables(knowledge)
        if table.country == land and (guide is None or guide.id == key)
        for row in table.rows
    ]
    if guide is not None and not rows:
        there = dict.fromkeys(names[key] for key, table in _tables(knowledge) if table.country == land)
        raise Refused(f"{names[guide.id]} gives no pay for the {land}; these do: {', '.join(there)}.")
    if town:
        _check_city(rows, words, land, city)
    chosen = tuple(pay for pay in rows if pay.figures and pay.row.level in ((wanted,) if wanted else LEVELS))
    averages = tuple(pay for pay in rows if pay.figures and pay.row.level == "all")
    if not chosen and not averages:
        there = dict.fromkeys(pay.row.level for pay in rows if pay.figures)
        raise Refused(f"The guides give no {wanted} pay for the {land} here; there is {', '.join(there)}.")
    order = {name: place for place, name in enumerate(LEVELS)}
    return Found(land, wanted, town, tuple(sorted(chosen, key=lambda pay: order[pay.row.level])), averages)


def _tables(knowledge: Knowledge) -> list[tuple[str, SalaryTable]]:
    order = {source.id: place for place, source in enumerate(knowledge.sources)}
    files = sorted(knowledge.records_of(Salaries), key=lambda record: order[record.source])
    return [(record.source, table) for record in files for table in record.tables]


def _country(knowledge: Knowledge, words: Words, text: str) -> str:
    known = countries(knowledge)
    for country in known:
        if words.same(country, text):
            return country
    there = " and ".join(f"the {country}" for country in known)
    if not text.strip():
        raise Refused(f"Name a country: there is pay for {there}.")
    hint = did_you_mean(text, known)
    raise Refused(f"Pay in “{' '.join(text.split())[:40]}” is not in the guides{hint}; there is pay for {there}.")


def _level(knowledge: Knowledge, words: Words, text: str) -> str:
    if not text.strip() or text.strip().lower() in ("all", "any", "every"):
        return ""
    for level in LEVELS:
        if words.same(level, text):
            return level
    titled = {row.level for _, t in _tables(knowledge) for row in t.rows if words.within(text, row.title)} & {*LEVELS}
    if len(titled) == 1:  # "lead" stands only in the title of one level
        return titled.pop()
    said = " ".join(text.split())[:40]
    hint = did_you_mean(text, LEVELS)
    raise Refused(f"The guides know no level “{said}”{hint}; there are {', '.join(LEVELS)} (with principal).")


def _figures(row: SalaryRow, town: str) -> tuple[tuple[str, Quantity], ...]:
    fields = [(field, label) for field, label in BASES if getattr(row, field) is not None]
    if town == "london":
        fields = [(field, label) for field, label in fields if field == "london"]
    return tuple((label, getattr(row, field)) for field, label in fields)


def _check_city(rows: list[Pay], words: Words, country: str, city: str) -> None:
    """Refuse a city without figures, and say where a guide at least speaks of it."""
    if words.same(city, "london") and any(pay.figures for pay in rows):
        return
    said = " ".join(city.split())[:40]
    notes = [f"{pay.guide}: {pay.table.note}" for pay in rows if words.within(city, pay.table.note or "")]
    about = f" What they say of it: {notes[0]}" if notes else ""
    raise Refused(f"The guides give no figures for {said} alone; leave the city out for the {country}.{about}")
