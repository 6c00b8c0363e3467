"""Messages: made, changed and deleted as Discord does it, with their files and whom they would ping."""

import copy
import mimetypes
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from discord_server import components as parts
from discord_server.errors import unknown
from discord_server.mentions import Pings, pings
from discord_server.message_rules import EPHEMERAL, V2
from discord_server.snowflakes import Snowflakes, time_of, written
from discord_server.world import Channel, User

JSON = dict[str, Any]


@dataclass
class Message:
    """A message as it is now (`json`) and was before (`versions`); `only_for` is who alone sees an ephemeral one."""

    channel: Channel
    author: User
    json: JSON
    pings: Pings
    only_for: User | None = None
    deleted: bool = False
    versions: list[JSON] = field(default_factory=list)
    reactions: list[tuple[User, str]] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id."""
        return str(self.json["id"])

    @property
    def content(self) -> str:
        """The plain content; empty in a Components V2 message."""
        return str(self.json["content"])

    @property
    def texts(self) -> list[str]:
        """All that a reader can read: content, embeds, text displays, in that order."""
        embeds = [e.get(key) for e in self.json["embeds"] for key in ("title", "description")]
        fields = [f"{f['name']}\n{f['value']}" for e in self.json["embeds"] for f in e.get("fields", [])]
        return [text for text in [self.content, *embeds, *fields, *parts.texts(self.json["components"])] if text]

    @property
    def text(self) -> str:
        """All that a reader can read, as one text."""
        return "\n".join(self.texts)

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.json["flags"] & EPHEMERAL)

    @property
    def components(self) -> list[JSON]:
        """Every component, nested ones included, from top to bottom."""
        return [part for _, part in parts.walk(self.json["components"])]

    @property
    def buttons(self) -> list[JSON]:
        """The buttons, from top to bottom."""
        return [part for part in self.components if part["type"] == parts.BUTTON]

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons that can be pressed."""
        return [button.get("label", "") for button in self.buttons if not button.get("disabled")]

    @property
    def filenames(self) -> list[str]:
        """The names of the attached files."""
        return [attachment["filename"] for attachment in self.json["attachments"]]


class Messages:
    """All messages by id, and the bytes of all files by the path of their address."""

    def __init__(self, ids: Snowflakes, address: str) -> None:
        self._ids = ids
        self._address = address
        self._by_id: dict[str, Message] = {}
        self.files: dict[str, bytes] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, channel: Channel, id: str) -> Message:
        """Return a message that is there; raises 10008."""
        message = self._by_id.get(id)
        if message is None or message.deleted or message.channel is not channel:
            raise unknown("Message")
        return message

    def in_channel(self, channel: Channel) -> list[Message]:
        """Return what is in a channel, oldest first, ephemeral messages included and deleted ones not."""
        return [m for m in self._by_id.values() if m.channel is channel and not m.deleted]

    def forget(self, message: Message) -> None:
        """Drop a message and its files for good, so that a load test does not fill the memory."""
        self._by_id.pop(message.id, None)
        for attachment in message.json["attachments"]:
            self.files.pop(attachment["url"].removeprefix(self._address), None)

    def create(
        self,
        channel: Channel,
        author: User,
        payload: JSON,
        files: Mapping[str, bytes],
        more: JSON | None = None,
        only_for: User | None = None,
    ) -> Message:
        """Make a message from a payload that was found right; `more` are further fields, or others, of it."""
        id = self._ids.new()
        flags = (payload.get("flags") or 0) | (EPHEMERAL if only_for else 0)
        blank: JSON = {
            "id": id,
            "channel_id": channel.id,
            "author": author.json(),
            "type": 0,
            "timestamp": time_of(id),
            "edited_timestamp": None,
            "attachments": [],
            "pinned": False,
            "tts": bool(payload.get("tts")),
            "flags": flags,
            **(more or {}),
        }
        if payload.get("nonce") is not None:
            blank["nonce"] = payload["nonce"]
        message = Message(channel, author, blank, Pings(), only_for)
        self._fill(message, {"content": "", "embeds": [], "components": [], **payload}, files)
        self._by_id[id] = message
        channel.last_message_id = id
        return message

    def edit(self, message: Message, change: JSON, files: Mapping[str, bytes], *, clear: int = 0) -> None:
        """Change a message by a payload that was found right; `clear` are flags that end with it."""
        message.versions.append(copy.deepcopy(message.json))
        stays = ~clear & message.json["flags"]
        message.json["flags"] = (stays & (EPHEMERAL | V2)) | (stays if change.get("flags") is None else change["flags"])
        message.json["edited_timestamp"] = written(self._seconds())
        self._fill(message, change, files)

    def _seconds(self) -> float:
        return ((int(self._ids.new()) >> 22) + 1420070400000) / 1000

    def _fill(self, message: Message, payload: JSON, files: Mapping[str, bytes]) -> None:
        json = message.json
        self._attach(message, payload, files)
        for key, empty in (("content", ""), ("embeds", []), ("components", [])):
            if key in payload:
                json[key] = copy.deepcopy(payload[key]) or empty
        for embed in json["embeds"]:
            embed.setdefault("type", "rich")
        self._number(json["components"])
        self._place(json)
        texts = [json["content"], *parts.texts(json["components"])]
        replied_to = (json.get("referenced_message") or {}).get("author", {}).get("id")
        message.pings = pings(texts, payload.get("allowed_mentions"), replied_to)
        json.setdefault("mentions", [])
        json["mention_roles"] = sorted(message.pings.roles)
        json["mention_everyone"] = message.pings.everyone

    def _attach(self, message: Message, payload: JSON, files: Mapping[str, bytes]) -> None:
        described = payload.get("attachments")
        kept = None if described is None else {str(attachment.get("id")) for attachment in described}
        old = [a for a in message.json["attachments"] if kept is None or a["id"] in kept]
        notes = {a["filename"]: a for a in described or [] if a.get("filename")}
        for name, content in files.items():
            path = f"/attachments/{message.channel.id}/{self._ids.new()}/{name}"
            self.files[path] = content
            attachment = self.described(path, name, content)
            if notes.get(name, {}).get("description"):
                attachment["description"] = notes[name]["description"]
            old.append(attachment)
        message.json["attachments"] = old

    def described(self, path: str, name: str, content: bytes) -> JSON:
        """Return a file as Discord describes it, with a picture's width and height."""
        url = self._address + path
        attachment = {"id": path.split("/")[-2], "filename": name, "size": len(content), "url": url, "proxy_url": url}
        if kind := mimetypes.guess_type(name)[0]:
            attachment["content_type"] = kind
        if content.startswith(b"\x89PNG") and len(content) >= 24:
            attachment["width"], attachment["height"] = struct.unpack(">II", content[16:24])
        return attachment

    def _number(self, components: list[JSON]) -> None:
        taken = {part["id"] for _, part in parts.walk(components) if part.get("id")}
        free = (number for number in range(1, 10_000) if number not in taken)
        for _, part in parts.walk(components):
            part["id"] = part.get("id") or next(free)
            for key, value in _DEFAULTS.get(part["type"], {}).items():
                part.setdefault(key, value)

    def _place(self, json: JSON) -> None:
        """Put the address of attached files where attachment://name stands."""
        by_name = {f"attachment://{a['filename']}": a for a in json["attachments"]}
        for _, part in parts.walk(json["components"]):
            for _, owner, media in parts.media(part):
                attachment = by_name.get(media.get("url", ""))
                about = {key: attachment.get(key) for key in _SHOWN} if attachment else {"proxy_url": media.get("url")}
                media.update({"id": attachment["id"] if attachment else self._ids.new(), **about})
                if part["type"] == parts.FILE and attachment:
                    part |= {"name": attachment["filename"], "size": attachment["size"]}
                for key, value in (("description", None), ("spoiler", False)):
                    owner.setdefault(key, value)
        for embed in json["embeds"]:
            for key in ("image", "thumbnail"):
                if (attachment := by_name.get((embed.get(key) or {}).get("url", ""))) is not None:
                    embed[key] = {"url": attachment["url"], "proxy_url": attachment["proxy_url"]}


_SHOWN = ("url", "proxy_url", "width", "height", "content_type")
_DEFAULTS: dict[int, JSON] = {
    parts.CONTAINER: {"accent_color": None, "spoiler": False},
    parts.SEPARATOR: {"spacing": 1, "divider": True},
    **{kind: {"min_values": 1, "max_values": 1} for kind in parts.SELECTS},
}
