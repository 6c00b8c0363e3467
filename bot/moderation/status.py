"""How the mentor stands, as a card: what it answers from, and how its connection and its database are."""

from dataclasses import dataclass
from datetime import datetime

from bot.card import Card
from bot.moment import shown


@dataclass(frozen=True, slots=True)
class Index:
    """The version that answers."""

    version: str
    built: datetime | None  # None when its files are gone
    content: str  # SHA-256 of the content
    encoder: str
    size: str


@dataclass(frozen=True, slots=True)
class Connection:
    """How the bot is connected."""

    latency: float  # seconds; NaN or infinite before the first heartbeat
    since: datetime  # when this process began
    shards: int
    guilds: int
    waiting: int  # questions


def status_card(index: Index, connection: Connection, place: str, evaluation: str) -> Card:
    """Return the card; `place` is where the database is, without a password, `evaluation` what was measured last."""
    built = f"Built: {shown(index.built, 'f')}" if index.built else "Built: unknown: its files are gone"
    known = 0 <= connection.latency < float("inf")
    latency = f"{connection.latency * 1000:.0f} ms" if known else "not measured yet"
    runs = (
        f"Up since: {shown(connection.since, 'R')}\nServers: {connection.guilds}\n"
        f"Questions waiting: {connection.waiting}\nWay to Discord: {latency}"
    )
    return Card.of(
        f"### What I answer from\n{index.size}\n{built}",
        f"### How well I answer\n{evaluation}",
        f"### How I run\n{runs}",
        f"-# Version `{index.version}` · content `{index.content[:12]}` · encoder {index.encoder} · "
        f"shards {connection.shards} · database {place}",
    )
