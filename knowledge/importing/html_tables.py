"""HTML tables → plain rows of cells: one header row, no merged cells, nothing in a cell but words."""

from bs4 import Tag
from bs4.element import NavigableString

from knowledge.importing.draft import Notes
from knowledge.importing.html_content import new_tag, words_of
from knowledge.importing.html_grid import grid_of


def make_plain(content: Tag, notes: Notes) -> int:
    """Change the tables in place, those for layout into their text; return how many are left."""
    count = 0
    for table in reversed(content.find_all("table")):  # the innermost first
        rows = _rows(table)
        if len(rows) * max(map(len, rows), default=0) < 2 or table.find("table") or table.get("role") == "presentation":
            _dissolve(table)
            continue
        grid, merged = grid_of(rows, notes)
        heads = _head_rows(rows)
        if heads > 1:
            grid = [_joined(grid[:heads]), *grid[heads:]]
        grid = [row for row in grid if any(map(words_of, row))]
        if not grid:
            table.decompose()
            continue
        messages = []
        if merged:
            messages.append("the merged cells of a table were repeated in each of their places")
        if heads > 1:
            messages.append("the header rows of a table became one")
        if not heads:
            messages.append("a table without a header row has its first row as header")
        grid[0][-1].append(NavigableString("".join(notes.here(message) for message in messages)))
        table.replace_with(_written(grid))
        count += 1
    return count


def _rows(table: Tag) -> list[list[Tag]]:
    rows = (
        row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr") if row.find_parent("table") is table
    )
    return [row for row in rows if row]


def _dissolve(table: Tag) -> None:
    for part in table.find_all(["tr", "td", "th", "tbody", "thead", "tfoot"]):
        part.name = "div"
    table.name = "div"


def _head_rows(rows: list[list[Tag]]) -> int:
    """Return how many rows at the top are nothing but headers."""
    heads = 0
    for row in rows[:-1]:
        if not (all(cell.name == "th" for cell in row) or row[0].find_parent("thead")):
            break
        heads += 1
    return heads


def _joined(rows: list[list[Tag]]) -> list[Tag]:
    """Return one header row: in each column the different words of all of them."""
    header = []
    for cells in zip(*rows, strict=True):
        different = {words_of(cell): cell for cell in cells if words_of(cell)}
        joined = new_tag("td")
        for place, cell in enumerate(different.values()):
            joined.extend([NavigableString(" – ")] if place else [])
            joined.extend(list(cell.__copy__().contents))
        header.append(joined)
    return header


def _written(grid: list[list[Tag]]) -> Tag:
    table = new_tag("table")
    for number, row in enumerate(grid):
        line = new_tag("tr")
        for cell in row:
            cell.name = "td" if number else "th"
            line.append(cell)
        table.append(line)
    return table
