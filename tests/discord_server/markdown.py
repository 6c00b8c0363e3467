"""Discord's Markdown as HTML: its own small dialect, which is not CommonMark."""

import datetime
import html
import re
from collections.abc import Mapping

_INLINE = re.compile(
    r"""
      \\(?P<escaped>[\\*_~`|>\#\[\]()<-])
    | (?P<ticks>`{1,2})(?P<code>.+?)(?P=ticks)
    | \*\*(?P<bold>.+?)\*\*(?!\*)
    | __(?P<underline>.+?)__(?!_)
    | ~~(?P<strike>.+?)~~
    | \|\|(?P<spoiler>.+?)\|\|
    | \*(?P<italic>(?!\s)[^*]+?(?:\*\*[^*]+\*\*[^*]*?)*)(?<!\s)\*
    | (?<!\w)_(?P<italic2>[^_]+)_(?!\w)
    | \[(?P<label>[^\]\n]+)\]\(<?(?P<target>https?://[^\s)>]+)>?(?:\s"[^"]*")?\)
    | <t:(?P<time>-?\d+)(?::(?P<style>[tTdDfFR]))?>
    | <(?P<kind>@!|@&|@|\#)(?P<id>\d+)>
    | </(?P<command>[^:>]+):\d+>
    | <?(?P<url>https?://[^\s<>]+[^\s<>.,:;"')\]])>?
    """,
    re.VERBOSE | re.DOTALL,
)
_TAGS = {"bold": "strong", "underline": "u", "strike": "s", "italic": "em", "italic2": "em"}
_LIST = re.compile(r"(?P<indent> *)(?P<mark>[-*]|\d+\.) +(?P<text>.+)")
_HEADING = re.compile(r"(?P<level>#{1,3}) +(?P<text>.+)")


def rendered(text: str, names: Mapping[str, str] | None = None) -> str:
    """Return a text as HTML; `names` are those of users, roles and channels by id."""
    return _Renderer(names or {}).blocks(text)


def inline(text: str, names: Mapping[str, str] | None = None) -> str:
    """Return a text as HTML on one line, as where it is quoted above a reply."""
    return _Renderer(names or {}).inline(" ".join(text.split()))


class _Renderer:
    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def blocks(self, text: str) -> str:
        """Return fenced code as it is, and what is between line by line."""
        parts = re.split(r"```(?:(\w+)\n)?\n?(.*?)```\n?", text, flags=re.DOTALL)
        shown = [self._lines(parts[0])]
        for code, after in zip(parts[2::3], parts[3::3], strict=True):
            shown += [f"<pre>{html.escape(code.rstrip())}</pre>", self._lines(after)]
        return "".join(shown)

    def _lines(self, text: str) -> str:
        out: list[str] = []
        lines = text.split("\n") if text else []
        while lines:
            line = lines.pop(0)
            if line.startswith(">>> "):
                rest = "\n".join([line[4:], *lines])
                return "".join([*out, f"<blockquote>{self._lines(rest)}</blockquote>"])
            if line.startswith("> ") or line == ">":
                quoted = [line[2:]]
                while lines and (lines[0].startswith("> ") or lines[0] == ">"):
                    quoted.append(lines.pop(0)[2:])
                out.append(f"<blockquote>{self._lines(chr(10).join(quoted))}</blockquote>")
            elif match := _HEADING.fullmatch(line):
                level = len(match["level"])
                out.append(f"<h{level}>{self.inline(match['text'])}</h{level}>")
            elif line.startswith("-# "):
                out.append(f"<small>{self.inline(line[3:])}</small>")
            elif match := _LIST.fullmatch(line):
                out.append(self._item(match))
            else:
                out.append(f"<p>{self.inline(line)}</p>" if line.strip() else "<p class=gap></p>")
        return "".join(out)

    def _item(self, match: re.Match[str]) -> str:
        depth = min(len(match["indent"]) // 2, 10)
        mark = match["mark"] if match["mark"][0].isdigit() else ("◦" if depth else "•")
        return f'<div class=item style="--depth:{depth}"><i>{mark}</i><span>{self.inline(match["text"])}</span></div>'

    def inline(self, text: str) -> str:
        """Return the text of one line with what is marked in it."""
        out, end = [], 0
        for match in _INLINE.finditer(text):
            out += [html.escape(text[end : match.start()]), self._marked(match)]
            end = match.end()
        return "".join([*out, html.escape(text[end:])])

    def _marked(self, match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        for name, tag in _TAGS.items():
            if match[name] is not None:
                return f"<{tag}>{self.inline(match[name])}</{tag}>"
        if match["code"] is not None:
            return f"<code>{html.escape(match['code'].strip())}</code>"
        if match["spoiler"] is not None:
            return f"<span class=spoiler>{self.inline(match['spoiler'])}</span>"
        if match["target"] is not None:
            return f'<a href="{html.escape(match["target"])}">{self.inline(match["label"])}</a>'
        if match["url"] is not None:
            return f'<a href="{html.escape(match["url"])}">{html.escape(match["url"])}</a>'
        if match["time"] is not None:
            return f"<span class=time>{_time(int(match['time']), match['style'] or 'f')}</span>"
        if match["id"] is not None:
            sign = "#" if match["kind"] == "#" else "@"
            return f"<span class=mention>{sign}{html.escape(self._names.get(match['id'], 'unknown'))}</span>"
        if match["command"] is not None:
            return f"<span class=mention>/{html.escape(match['command'])}</span>"
        return html.escape(match["escaped"] or match[kind])


_FORMATS = {
    "t": "%H:%M",
    "T": "%H:%M:%S",
    "d": "%d/%m/%Y",
    "D": "%-d %B %Y",
    "f": "%-d %B %Y %H:%M",
    "F": "%A, %-d %B %Y %H:%M",
}
_UNITS = (("year", 31_536_000), ("month", 2_592_000), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))


def _time(seconds: int, style: str) -> str:
    moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    if style != "R":
        return moment.strftime(_FORMATS[style])
    away = seconds - datetime.datetime.now(datetime.UTC).timestamp()
    unit, size = next((unit for unit in _UNITS if abs(away) >= unit[1]), _UNITS[-1])
    number = round(abs(away) / size)
    words = f"{number} {unit}{'' if number == 1 else 's'}"
    return f"in {words}" if away > 0 else f"{words} ago"
