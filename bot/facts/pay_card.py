"""Pay as a card: the picture first, then each figure with its guide in small letters below it. Pure."""

import re

from bot.card import Block, Button, Card, Option, Picture, Row, Select, Text
from bot.charts.pay import pay_alt, pay_picture
from bot.facts.pay import LEVELS, UNSTATED, Found, Pay

COLOUR = 0xE69F00


def pay_card(found: Found, source: str) -> Card:
    """Return what was found; `source` is the guide that it was narrowed to, or ""."""
    where = f"the {found.country}" + (f", {found.city.title()}" if found.city else "")
    blocks: list[Block] = [
        Text(f"## {found.level.capitalize() or 'AI engineer'} pay in {where}"),
        Picture("pay.png", pay_picture(found), pay_alt(found)),
    ]
    levels = [name for name in LEVELS if any(pay.row.level == name for pay in found.rows)]
    for name in levels:
        rows = [pay for pay in found.rows if pay.row.level == name]
        head = f"### {name.capitalize()}\n" if len(levels) > 1 else ""
        blocks.append(Text(head + "\n".join(_entry(pay, found, whole=len(levels) == 1) for pay in rows)))
    if found.averages:
        blocks.append(
            Text("### All levels together\n" + "\n".join(_entry(pay, found, whole=True) for pay in found.averages))
        )
    guides = {pay.source for pay in (*found.rows, *found.averages)}
    blended = " Each figure stands as its guide gives it; nothing is blended." if len(guides) > 1 else ""
    blocks.append(Text(f"-# A year, before tax.{blended}"))
    place = f"{found.country}:{found.city}:{source}"
    typed = f"/salary country:{found.country}" + "".join(
        f" {name}:{value}" for name, value in (("city", found.city), ("source", source)) if value
    )
    if len(levels) > 1:
        options = tuple(Option(name.capitalize(), name) for name in levels)
        blocks.append(Select(f"facts-pay:{place}", "Look at one level", options, typed=f"{typed} level:{levels[0]}"))
    if _notes(found):
        named = f" level:{found.level}" if found.level else ""
        more = Button("About these figures", f"facts-notes:{place}:{found.level}", typed=f"{typed}{named} notes:yes")
        blocks.append(Row((more,)))
    return Card(tuple(blocks), COLOUR)


def notes_card(found: Found) -> Card:
    """Return what each guide says of its figures."""
    lines = [f"**{_named(pay)}**\n{pay.table.note}" for pay in _notes(found)]
    return Card.of(
        f"### About the figures for the {found.country}",
        *(lines or ["The guides say no more of these figures."]),
        colour=COLOUR,
    )


def _entry(pay: Pay, found: Found, *, whole: bool) -> str:
    """Return the figures on one line and whose they are in small letters on the next.

    Among many levels only what tells two entries apart is said; `whole` adds the place in the guide and the title.
    """
    figures = " · ".join(f"**{amount}**{_basis(basis)}" for basis, amount in pay.figures)
    several = len({one.table.id for one in (*found.rows, *found.averages) if one.source == pay.source}) > 1
    parts = [_named(pay) if whole or several else pay.guide]
    if whole:
        parts += [_title(pay), f"{pay.row.years} years" if pay.row.years else ""]
    parts += [UNSTATED] if any(basis == UNSTATED for basis, _ in pay.figures) else []
    return f"{figures}\n-# {' · '.join(filter(None, parts))}"


def _basis(basis: str) -> str:
    return "" if basis == UNSTATED else f" {basis.removesuffix(' compensation')}"


def _title(pay: Pay) -> str:
    """Return the title that the guide gives, where it says more than the level: "AI engineer at a top company"."""
    said = set(re.findall(r"\w+", pay.row.title.lower()))
    return pay.row.title if said - {"ai", "ml", "engineer", "level", pay.row.level} else ""


def _named(pay: Pay) -> str:
    return f"{pay.guide}, {pay.table.stands_in}" if pay.table.stands_in else pay.guide


def _notes(found: Found) -> list[Pay]:
    """Return one row of each table that has a note."""
    tables = {(pay.source, pay.table.id): pay for pay in (*found.rows, *found.averages)}
    return [pay for pay in tables.values() if pay.table.note]
