"""What Discord refuses in a message: what its own description of the API leaves out, too."""

from collections.abc import Iterable, Mapping
from typing import Any

from discord_server import components as parts
from discord_server.errors import DiscordError, Problem, count, length, refuse

JSON = dict[str, Any]
SUPPRESS, EPHEMERAL, LOADING, V2 = 1 << 2, 1 << 6, 1 << 7, 1 << 15  # flags of messages
MOST_BYTES = 10 * 1024 * 1024  # of one file
LEGACY = ("content", "embeds", "poll", "sticker_ids")  # what a Components V2 message can't have


def check_new(payload: JSON, files: Mapping[str, bytes]) -> None:
    """Refuse a new message: 50006 when it is empty, 40005 when a file is too big, 50035 for fields that are wrong."""
    _check_sizes(files)
    refuse(_problems(payload, payload, set(files)))
    if not any(payload.get(key) for key in (*LEGACY, "components")) and not files:
        raise DiscordError(400, 50006, "Cannot send an empty message")


def check_edit(old: JSON, change: JSON, files: Mapping[str, bytes]) -> None:
    """Refuse a change of a message: the Components V2 flag stays, and the outcome must be a possible message."""
    _check_sizes(files)
    flags = change.get("flags")
    if old["flags"] & V2 and flags is not None and not flags & V2:
        sentence = "The components v2 flag cannot be removed"
        raise DiscordError(
            400, 50035, "Invalid Form Body", [Problem("flags", "MESSAGE_CANNOT_REMOVE_V2_FLAG", sentence)]
        )
    outcome = {**{key: old.get(key) for key in ("content", "embeds", "components")}, **change}
    outcome["flags"] = (flags or 0) | (old["flags"] & V2)
    kept = change.get("attachments")
    names = {a["filename"] for a in old["attachments"] if kept is None or a["id"] in {str(k.get("id")) for k in kept}}
    refuse(_problems(outcome, change, {*files, *names}))
    if not any(outcome.get(key) for key in ("content", "embeds", "components")) and not names and not files:
        raise DiscordError(400, 50006, "Cannot send an empty message")


def _check_sizes(files: Mapping[str, bytes]) -> None:
    if any(len(content) > MOST_BYTES for content in files.values()):
        raise DiscordError(413, 40005, "Request entity too large")


def _problems(message: JSON, sent: JSON, names: Iterable[str]) -> Iterable[Problem]:
    """Yield what is wrong with a message as it would be; of the lists, only what was `sent` is looked through."""
    v2 = bool((message.get("flags") or 0) & V2)
    if v2:
        code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
        sentence = "The field cannot be used with Components V2"
        yield from (Problem(key, code, sentence) for key in LEGACY if message.get(key))
    yield from length("content", message.get("content"), 0, 2000)
    yield from length("nonce", sent.get("nonce") if isinstance(sent.get("nonce"), str) else None, 0, 25)
    yield from problems_of_embeds(sent.get("embeds") or [])
    yield from parts.problems_of_message(message.get("components") or [], v2=v2)
    if v2:
        yield from count("components", message.get("components"), 1, parts.MOST_COMPONENTS)
    yield from _problems_of_files(message, sent, set(names))


def _problems_of_files(message: JSON, sent: JSON, names: set[str]) -> Iterable[Problem]:
    yield from count("attachments", names, 0, 10)
    for number, attachment in enumerate(sent.get("attachments") or []):
        yield from length(f"attachments.{number}.description", attachment.get("description"), 0, 1024)
    shown = [
        (f"{path}.{within}", media.get("url") or "")
        for path, part in parts.walk(message.get("components") or [])
        for within, _, media in parts.media(part)
    ]
    for number, embed in enumerate(sent.get("embeds") or []):
        shown += [(f"embeds.{number}.{key}", (embed.get(key) or {}).get("url") or "") for key in ("image", "thumbnail")]
    for path, url in shown:
        if url.startswith("attachment://") and url.removeprefix("attachment://") not in names:
            yield Problem(path, "INVALID_ATTACHMENT", f"There is no file {url}")


def problems_of_embeds(embeds: list[JSON]) -> Iterable[Problem]:
    """Yield what Discord refuses in embeds."""
    yield from count("embeds", embeds, 0, 10)
    size = 0
    for number, embed in enumerate(embeds):
        texts = list(_texts(embed))
        size += sum(len(text or "") for _, text, _, _ in texts)
        for path, text, least, most in texts:
            yield from length(f"embeds.{number}.{path}", text, least, most)
        yield from count(f"embeds.{number}.fields", embed.get("fields"), 0, 25)
    if size > 6000:
        yield Problem("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")


def _texts(embed: JSON) -> Iterable[tuple[str, str | None, int, int]]:
    yield "title", embed.get("title"), 0, 256
    yield "description", embed.get("description"), 0, 4096
    yield "footer.text", (embed.get("footer") or {}).get("text"), 0, 2048
    yield "author.name", (embed.get("author") or {}).get("name"), 0, 256
    for number, field in enumerate(embed.get("fields") or []):
        yield f"fields.{number}.name", field.get("name"), 1, 256
        yield f"fields.{number}.value", field.get("value"), 1, 1024
