"""A page about roses that moderators change, and a reindex of it as Mona sees it."""

import contextlib
import re
from pathlib import Path

OTHERS = ("Soil", "Water", "Sun", "Pests", "Names")
ASKED = "in which month do I cut above an outward bud"
GOLDEN = f"- {{question: {ASKED}, sections: [roses/pruning]}}\n"


def page(pruning, others="Nothing of note about {}.", names=OTHERS):
    """Return the page about roses."""
    head = "---\nid: roses\ntitle: Roses\nsource: guide\n---\n\n# Roses\n\n"
    sections = [("Pruning", pruning), *((name, others.format(name.lower())) for name in names)]
    return head + "\n".join(f"## {name}\n\n{text}\n" for name, text in sections)


MARCH = page("Cut in the month of March, above an outward bud.")
OCTOBER = page("Cut in the month of October, above an outward bud.")
WORSE = page("Nothing here yet.", "In the month of May, cut the {} above an outward bud.")
LONG = page("Cut in the month of October, above an outward bud.", names=[f"Rose number {n}" for n in range(1_500)])

FILES = {
    "sources.yaml": "- {id: guide, title: The guide, author: Rose Gardener, names: [Guide]}\n",
    "articles/roses.md": MARCH,
    "golden/all.yaml": GOLDEN,
}


async def reindexed(club):
    """Reindex as Mona and return the handle when something came of it."""
    handle = club.slash(club.mona, "mentor", "reindex")
    await handle.until(lambda one: one.original and "Cancel" not in one.message.labels, 60)
    return handle


def scripts_of(pid="self"):
    """Return the ids of the scripts that run as processes of a process; Linux knows them."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):  # a thread may end meanwhile, and a process
            for child in (task / "children").read_text().split():
                if b"\0scripts." in Path(f"/proc/{child}/cmdline").read_bytes():
                    found.append(int(child))
    return found


async def encoding(club):
    """Begin a reindex as Mona, of a page that takes a while, and return its handle when it is encoding."""
    handle = club.slash(club.mona, "mentor", "reindex")
    return await handle.until(lambda one: one.original and re.search(r"\d of \d", one.text), 30)
