"""Headings of any levels → one title, and headings below it of which none skips a level and none is empty."""

from dataclasses import dataclass, replace

from knowledge.importing.draft import Draft, Notes, split_marks, unmarked
from knowledge.importing.escape import escaped_words
from knowledge.markdown import Heading, parse_page, plain

_DEEPEST = 6
_LONG = 3000  # characters of a section; the moderators' README asks for 300 to 900


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading as it stands in the Markdown, with what is below it."""

    level: int
    words: str  # Markdown
    text: str


def arranged(draft: Draft, fallback: str) -> tuple[str, str]:
    """Return the title in plain words, and the Markdown with the title as its only heading of the first level.

    `fallback` is what to call a document that does not say its title; "" for one that has no name.
    """
    notes, title = draft.notes, draft.title
    lines = draft.markdown.split("\n")
    parts = [_part(heading, lines) for heading in parse_page(draft.markdown).headings]
    chosen = _title_part(parts, title, first=draft.titled or not (title or fallback))
    if chosen is not None:
        opening = parts.pop(chosen)
        head, title = opening.words, _plain(opening.words)
        above = [part.text for part in parts[:1] if chosen == 1 and part.level == 0]
        if above:
            parts.pop(0)
            notes.say("words that stood above the title stand below it now")
        intro = "\n\n".join(text for text in (*above, opening.text) if text)
        parts.insert(0, _Part(0, "", intro))
    else:
        if not title:
            notes.say("nothing in it is its title; write one in place of this")
        title = title or fallback or "Pasted text"
        head = escaped_words(title, starts_line=False)
    body = _without_empty(_renumbered(parts, notes), notes)
    return title, "\n\n".join(
        [f"# {head}", *(_written(part, notes) for part in body if part.words or part.text)]
    ) + "\n"


def _part(heading: Heading, lines: list[str]) -> _Part:
    words = lines[heading.line - 1].lstrip("#").strip() if heading.level else ""
    text, marks = split_marks(heading.text)
    if not text.strip():  # something was here, and nothing of it is left
        words, text = words + marks, ""
    return _Part(heading.level, words, heading.text if text else "") if _plain(words) else _Part(0, "", heading.text)


def _plain(words: str) -> str:
    return plain(unmarked(words))


def _title_part(parts: list[_Part], title: str, *, first: bool) -> int | None:
    """Return which heading is the title: the only one of the first level, or one that is alike; `first` of several."""
    tops = [place for place, part in enumerate(parts) if part.level == 1]
    if len(tops) == 1 or (tops and first):
        return tops[0]
    candidates = tops or [place for place, part in enumerate(parts[:2]) if part.level]
    alike = [place for place in candidates[:1] if _alike(_plain(parts[place].words), title)]
    return alike[0] if alike else None


def _alike(heading: str, title: str) -> bool:
    """Tell whether a heading is the title, or begins it: "A guide" and "A guide | Our site"."""
    return bool(heading) and title.casefold().startswith(heading.casefold())


def _renumbered(parts: list[_Part], notes: Notes) -> list[_Part]:
    found = []
    above: list[int] = []
    for part in parts:
        if not part.level:
            found.append(part)
            continue
        while above and above[-1] >= part.level:
            above.pop()
        above.append(part.level)
        level = min(len(above) + 1, _DEEPEST)
        mark = notes.here(f"heading level {part.level} became {level}") if level != part.level else ""
        found.append(replace(part, level=level, words=part.words + mark))
    return found


def _without_empty(parts: list[_Part], notes: Notes) -> list[_Part]:
    """Turn a heading that has nothing below it into a bold line of the section above."""
    kept: list[_Part] = []
    for place in range(len(parts) - 1, -1, -1):  # from the end: what is below a heading is settled before it
        part = parts[place]
        deeper = bool(kept) and abs(kept[-1].level) > part.level
        if not part.level or part.text or deeper:
            kept.append(part)
            continue
        words, marks = split_marks(part.words)
        mark = marks + notes.here("a heading with nothing below it became a bold line")
        # Its level stays known, below zero: what was meant to be above it is not empty.
        kept.append(_Part(-part.level, "", f"**{words}**{mark}"))
    return _joined(kept[::-1])


def _joined(parts: list[_Part]) -> list[_Part]:
    """Put what has no heading of its own below the heading before it."""
    found: list[_Part] = []
    for part in parts:
        if part.level > 0 or not found:
            found.append(replace(part, level=max(part.level, 0)))
        else:
            text = "\n\n".join(text for text in (found[-1].text, part.text) if text)
            found[-1] = replace(found[-1], text=text)
    return found


def _written(part: _Part, notes: Notes) -> str:
    text = part.text
    heading = part.words
    if len(text) > _LONG:
        mark = notes.here(f"a section of over {_LONG:,} characters; put headings where its topic changes")
        heading, text = (heading + mark, text) if heading else (heading, text + mark)
    return "\n\n".join(piece for piece in (f"{'#' * part.level} {heading}" if heading else "", text) if piece)
