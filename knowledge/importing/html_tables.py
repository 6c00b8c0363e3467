"""HTML tables → plain rows of cells: one header row, no merged cells, nothing in a cell but words."""

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from knowledge.importing.html_content import words_of
from knowledge.importing.notes import Notes

_BLOCKS = ["p", "li", "div", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"]
_WIDEST = 50  # columns; a page that says that a cell spans more is wrong
_MOST_CELLS = 20_000


def make_plain(content: Tag, notes: Notes) -> int:
    """Change the tables in place, those for layout into their text; return how many are left."""
    count = 0
    for table in reversed(content.find_all("table")):  # the innermost first
        rows = _rows(table)
        if len(rows) * max(map(len, rows), default=0) < 2 or table.find("table") or table.get("role") == "presentation":
            _dissolve(table)
            continue
        grid, merged = _grid(rows)
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


def _grid(rows: list[list[Tag]]) -> tuple[list[list[Tag]], bool]:
    """Return every row with as many cells as the widest, and whether cells had been merged."""
    grid: list[dict[int, Tag]] = [{} for _ in rows]
    merged = False
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[number]:
                column += 1
            wide = min(_span(cell, "colspan"), _WIDEST)
            high = min(_span(cell, "rowspan"), len(rows) - number)
            merged = merged or (wide > 1 or high > 1)
            if len(rows) * (column + wide) > _MOST_CELLS * 10 or column + wide > _WIDEST * 4:
                break
            for down in range(high):
                for right in range(wide):
                    grid[number + down].setdefault(column + right, _cell(cell))
            column += wide
    width = max(max(row, default=0) for row in grid) + 1
    return [[row.get(column) or _new("td") for column in range(width)] for row in grid], merged


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1").strip()
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _cell(cell: Tag) -> Tag:
    """Return a copy of a cell whose paragraphs and items are parted by semicolons."""
    copy = cell.__copy__()
    for part in copy.find_all(_BLOCKS):
        if part.find(_BLOCKS) is None:
            following = part.find_next(string=lambda text: bool(text.strip()))
            text = words_of(part)
            if text and following is not None and not text.endswith((".", ";", ":", ",", "!", "?")):
                later = part.find_all_next(string=True)
                if any(piece.strip() and part not in piece.parents for piece in later):
                    part.append(NavigableString(";"))
        part.insert_after(NavigableString(" "))
    for part in copy.find_all([*_BLOCKS, "ul", "ol"]):
        part.unwrap()
    copy.name, copy.attrs = "td", {}
    return copy


def _joined(rows: list[list[Tag]]) -> list[Tag]:
    """Return one header row: in each column the different words of all of them."""
    header = []
    for cells in zip(*rows, strict=True):
        different = {words_of(cell): cell for cell in cells if words_of(cell)}
        joined = _new("td")
        for place, cell in enumerate(different.values()):
            joined.extend([NavigableString(" – ")] if place else [])
            joined.extend(list(cell.__copy__().contents))
        header.append(joined)
    return header


def _written(grid: list[list[Tag]]) -> Tag:
    table = _new("table")
    for number, row in enumerate(grid):
        line = _new("tr")
        for cell in row:
            cell.name = "td" if number else "th"
            line.append(cell)
        table.append(line)
    return table


def _new(name: str) -> Tag:
    return BeautifulSoup("", "html.parser").new_tag(name)
