"""What learners have stored, after the content has got new ids."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.database.database import Database
from bot.database.tables import enrolments, ticks
from bot.database.upsert import add_many

New = str | Sequence[str]  # one id, or several that share what the old one was


class Renaming:
    """Gives stored ids their new names, all at once: a swap of two is no trouble, and nothing is counted twice.

    Every method blocks, raises DatabaseUnavailable, and returns how many ticks or enrolments had an old id. It may be
    run again at any time: what is stored meanwhile under an old id is renamed then.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def rename_items(self, mapping: Mapping[str, New]) -> int:
        """Move ticks from old ids to new ones; of ticks that fall together the earliest stays."""
        moves = {old: (new,) if isinstance(new, str) else tuple(new) for old, new in mapping.items()}
        moves = {old: new for old, new in moves.items() if new != (old,)}

        def work(connection: Connection) -> int:
            ours = {name for old, new in moves.items() for name in (old, *new)}
            gone = delete(ticks).where(ticks.c.item.in_(ours)).returning(ticks.c.person, ticks.c.item, ticks.c.at)
            earliest: dict[tuple[int, str], datetime] = {}
            moved = 0
            for person, item, at in connection.execute(gone):
                moved += item in moves
                for name in moves.get(item, (item,)):
                    earliest[person, name] = min(at, earliest.get((person, name), at))
            rows = [{"person": person, "item": item, "at": at} for (person, item), at in earliest.items()]
            add_many(connection, ticks, rows)  # one that is ticked anew at this moment stays as it is
            return moved

        return self._database.write(work) if moves else 0

    def rename_roadmaps(self, mapping: Mapping[str, str]) -> int:
        """Move enrolments from old roadmaps to new ones; of two that fall together the first stays."""
        moves = {old: new for old, new in mapping.items() if new != old}

        def work(connection: Connection) -> int:
            ours = {*moves, *moves.values()}
            gone = delete(enrolments).where(enrolments.c.roadmap.in_(ours)).returning(enrolments)
            first: dict[tuple[int, str], dict[str, object]] = {}
            moved = 0
            for row in sorted(connection.execute(gone).mappings(), key=lambda row: row["id"]):
                moved += row["roadmap"] in moves
                name = moves.get(row["roadmap"], row["roadmap"])
                first.setdefault((row["person"], name), {**row, "roadmap": name})
            add_many(connection, enrolments, list(first.values()))
            return moved

        return self._database.write(work) if moves else 0

    def rename_phases(self, mapping: Mapping[tuple[str, str], str]) -> int:
        """Let people have begun with another phase: (roadmap, old phase) → new phase, the roadmap by its new name."""
        moves = {(roadmap, old): new for (roadmap, old), new in mapping.items() if new != old}

        def work(connection: Connection) -> int:
            e = enrolments.c
            found = connection.execute(
                select(e.id, e.roadmap, e.first_phase).where(e.roadmap.in_({r for r, _ in moves}))
            )
            rows = [
                {"that": row.id, "new": moves[row.roadmap, row.first_phase]}
                for row in found
                if (row.roadmap, row.first_phase) in moves
            ]
            if rows:
                change = update(enrolments).where(e.id == bindparam("that", type_=e.id.type))
                connection.execute(change.values(first_phase=bindparam("new", type_=e.first_phase.type)), rows)
            return len(rows)

        return self._database.write(work) if moves else 0
