"""A message as people see it: HTML in Discord's dark look, and a picture of that by headless Chromium."""

import base64
import html
import mimetypes
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from discord_server import components as parts
from discord_server.markdown import inline, rendered
from discord_server.message_rules import JSON, LOADING
from discord_server.messages import Message
from discord_server.server import DiscordServer
from discord_server.world import Channel, Role, User

PHONE, DESKTOP = 380, 900  # widths of a screen in pixels
_LOOK = Path(__file__).with_name("look.css")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def page(server: DiscordServer, messages: Iterable[Message]) -> str:
    """Return messages as one HTML page that needs nothing else: pictures are in it."""
    shown = "".join(_Picture(server).message(message) for message in messages)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    return f"<!doctype html><html lang=en>{head}<style>{_LOOK.read_text(encoding='utf-8')}</style>{shown}</html>"


def browser() -> str | None:
    """Return the program that takes pictures, if there is one."""
    return next((path for name in _BROWSERS if (path := shutil.which(name))), None)


def screenshot(page: str, path: Path, width: int = DESKTOP) -> None:
    """Write a picture of a page, as high as its messages, as PNG; raises FileNotFoundError without a browser."""
    program = browser()
    if program is None:
        raise FileNotFoundError(f"None of {', '.join(_BROWSERS)} is installed")
    # Chromium lays no page out narrower than 500 pixels, so the page is made as narrow as a phone by itself.
    page = page.replace("@media (max-width: 480px)", "@media all") if width <= 480 else page
    page += f"<style>html {{ width: {width}px }}</style><script>document.title = document.body.offsetHeight</script>"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")

        def run(*more: str) -> str:
            command = [program, *_FLAGS, f"--user-data-dir={folder}/profile", *more, source.as_uri()]
            done = subprocess.run(command, check=True, capture_output=True, timeout=60)
            return done.stdout.decode()

        title = re.search(r"<title>(\d+)</title>", run("--dump-dom", f"--window-size={width},600"))
        assert title is not None
        run(f"--screenshot={path}", f"--window-size={width},{title[1]}")


_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


class _Picture:
    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        world = server.world
        named: list[User | Channel | Role] = [*world.users.values(), *world.channels.values()]
        named += [role for guild in world.guilds.values() for role in guild.roles.values()]
        self._names = {thing.id: thing.name or "" for thing in named}

    def message(self, message: Message) -> str:
        """Return one message with who wrote it and to whom it is shown."""
        author, json = message.author, message.json
        app = "<span class=app>APP</span>" if author.bot else ""
        at = f"<time>Today at {json['timestamp'][11:16]}</time>"
        who = f"<div class=who><b>{html.escape(author.name)}</b>{app}{at}</div>"
        body = self._embeds_and_text(json) + [self._component(part) for part in json["components"]]
        if json["flags"] & LOADING:
            body = [f"<div class=thinking>{html.escape(author.name)} is thinking…</div>"]
        only = "<div class=only>👁 Only you can see this • <a>Dismiss message</a></div>" if message.ephemeral else ""
        avatar = f"<div class=avatar>{html.escape(author.name[:1])}</div>"
        stack = f"<div class=stack>{''.join(body)}</div>"
        return f"<div class=message>{self._context(json)}{avatar}<div class=body>{who}{stack}{only}</div></div>"

    def _context(self, json: JSON) -> str:
        if (referenced := json.get("referenced_message")) is not None:
            name = self._names.get(referenced["author"]["id"], "")
            text = referenced["content"] or "Click to see message"
            return f"<div class=context>↱ <b>@{html.escape(name)}</b> {inline(text, self._names)}</div>"
        if "name" in (about := json.get("interaction_metadata") or {}):
            used = f"{'/' if about['command_type'] == 1 else ''}{about['name']}"
            name = self._names.get(about["user"]["id"], "")
            return f"<div class=context>↱ <b>{html.escape(name)}</b> used <b>{html.escape(used)}</b></div>"
        return ""

    def _text(self, text: str) -> str:
        return f"<div class=text>{rendered(text, self._names)}</div>"

    def _embeds_and_text(self, json: JSON) -> list[str]:
        out = [self._text(json["content"])] if json["content"] else []
        for embed in json["embeds"]:
            inner = f"<b>{rendered(embed['title'], self._names)}</b>" if embed.get("title") else ""
            inner += self._text(embed["description"]) if embed.get("description") else ""
            for field in embed.get("fields", []):
                inner += f"<div class=field><b>{html.escape(field['name'])}</b>{self._text(field['value'])}</div>"
            inner += self._image(embed["image"]["url"], "") if embed.get("image") else ""
            inner += f"<small>{html.escape(embed['footer']['text'])}</small>" if embed.get("footer") else ""
            out.append(f'<div class=embed style="--accent:#{embed.get("color") or 0x1E1F22:06x}">{inner}</div>')
        if not json["flags"] & 1 << 15:
            out += [self._attachment(attachment) for attachment in json["attachments"]]
        return out

    def _attachment(self, attachment: JSON) -> str:
        if "width" in attachment:
            return f"<div class=gallery>{self._image(attachment['url'], attachment.get('description') or '')}</div>"
        return f"<div class=file>📄 {html.escape(attachment['filename'])}</div>"

    def _image(self, url: str, description: str, kind: str = "") -> str:
        content = self._server.messages.files.get(url.removeprefix(f"http://127.0.0.1:{self._server.port}"))
        if content is None:
            return f"<div class=nothing>{html.escape(description or url)}</div>"
        data = f"data:{mimetypes.guess_type(url)[0]};base64,{base64.b64encode(content).decode()}"
        return f'<img class="{kind}" alt="{html.escape(description)}" src="{data}">'

    def _component(self, part: JSON) -> str:
        inner = "".join(self._component(child) for child in part.get("components") or [])
        match part["type"]:
            case parts.CONTAINER:
                accent = part.get("accent_color")
                style = "" if accent is None else f' accent" style="--accent:#{accent:06x}'
                return f'<div class="container stack{style}">{inner}</div>'
            case parts.TEXT:
                return self._text(part["content"])
            case parts.SECTION:
                aside = self._component(part["accessory"])
                return f"<div class=section><div class='words stack'>{inner}</div><div class=aside>{aside}</div></div>"
            case parts.SEPARATOR:
                line = "" if part.get("divider", True) else "none"
                return f'<hr class="{line} {"wide" if part.get("spacing") == 2 else ""}">'
            case parts.GALLERY:
                images = [self._image(item["media"]["url"], item.get("description") or "") for item in part["items"]]
                return f"<div class='gallery {'many' if len(images) > 1 else ''}'>{''.join(images)}</div>"
            case parts.THUMBNAIL:
                return self._image(part["media"]["url"], part.get("description") or "", "thumbnail")
            case parts.FILE:
                return f"<div class=file>📄 {html.escape(part['file']['url'].rpartition('/')[2])}</div>"
            case parts.ROW:
                return f"<div class=row>{inner}</div>"
            case parts.BUTTON:
                return self._button(part)
        return self._select(part)

    def _button(self, part: JSON) -> str:
        emoji = html.escape((part.get("emoji") or {}).get("name") or "")
        label = " ".join(filter(None, [emoji, html.escape(part.get("label") or ""), "↗" if part["style"] == 5 else ""]))
        return f'<span class="button s{part["style"]} {"disabled" if part.get("disabled") else ""}">{label}</span>'

    def _select(self, part: JSON) -> str:
        chosen = [option["label"] for option in part.get("options") or [] if option.get("default")]
        shown = html.escape(", ".join(chosen) or part.get("placeholder") or "Make a selection")
        off = "disabled" if part.get("disabled") else ""
        return f'<div class="select {"chosen" if chosen else ""} {off}"><span>{shown}</span><span>⌄</span></div>'
