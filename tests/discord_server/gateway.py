"""The gateway: HELLO, IDENTIFY, READY, heartbeats, RESUME, and events to the shards that they are for."""

import asyncio
import json
import secrets
import time
from typing import Any

from aiohttp import WSMsgType, web

from discord_server.intents import GUILDS, MEMBERS, PRIVILEGED, readable, wanted
from discord_server.sessions import Connection, Session
from discord_server.thin import thinned
from discord_server.world import Channel, Guild, World

JSON = dict[str, Any]
HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME = 1, 2, 3, 4, 6
RECONNECT, MEMBERS_WANTED, INVALID, HELLO, ACK = 7, 8, 9, 10, 11
UNKNOWN_OP, NOT_JSON, NOT_IDENTIFIED, BAD_TOKEN, TWICE, BAD_SHARD, BAD_INTENTS = (
    4001,
    4002,
    4003,
    4004,
    4005,
    4010,
    4014,
)
MOST_BYTES = 4096  # of what a bot may send at once


class Gateway:
    """All sessions and connections; settings may be changed at any time.

    Args:
        world: Who and what there is.
        token: The bot's.
        url: Of this gateway.
    """

    def __init__(self, world: World, token: str, url: str) -> None:
        self._world = world
        self._token = token
        self.url = url
        self.heartbeat_interval = 41.25  # seconds
        self.privileged = 0  # the privileged intents that are switched on in the developer portal
        self.shards = 1  # what is recommended
        self.unwelcome: set[int] = set()  # shards that are never told that they are ready
        self.thin = False  # send no field that Discord's documents call optional
        self.twice = False  # send every event two times
        self.silent = False  # do not acknowledge heartbeats
        self.sessions: dict[str, Session] = {}
        self.identifies: list[JSON] = []
        self.resumes: list[JSON] = []
        self.heartbeats: list[float] = []  # seconds of a monotonic clock
        self._connections: set[Connection] = set()

    async def handle(self, request: web.BaseRequest) -> web.WebSocketResponse:
        """Serve one connection until it ends."""
        socket = web.WebSocketResponse(max_msg_size=1 << 20)
        await socket.prepare(request)
        connection = Connection(socket, request)
        self._connections.add(connection)
        connection.send(json.dumps({"op": HELLO, "d": {"heartbeat_interval": int(self.heartbeat_interval * 1000)}}))
        session: Session | None = None
        try:
            async for message in socket:
                if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                    break
                session = await self._receive(connection, session, message.data)
        finally:
            self._connections.discard(connection)
            connection.stop()
            if session is not None and session.connection is connection:
                session.connection = None
                if socket.close_code in (1000, 1001) and not connection.ended_by_us:  # the bot said goodbye
                    self.sessions.pop(session.id, None)
        return socket

    async def _receive(self, connection: Connection, session: Session | None, frame: str | bytes) -> Session | None:
        try:
            payload = json.loads(frame)
            op, data = payload["op"], payload.get("d")
        except (ValueError, KeyError, TypeError):
            await connection.close(NOT_JSON)
            return session
        if len(frame) > MOST_BYTES:
            await connection.close(NOT_JSON)
        elif op == HEARTBEAT:
            self.heartbeats.append(time.monotonic())
            if not self.silent:
                connection.send(json.dumps({"op": ACK}))
        elif op == IDENTIFY and session is None:
            return await self._identify(connection, data)
        elif op == RESUME and session is None:
            return self._resume(connection, data)
        elif session is None or op in (IDENTIFY, RESUME):
            await connection.close(NOT_IDENTIFIED if session is None else TWICE)
        elif op == MEMBERS_WANTED:
            self._send_members(session, data)
        elif op not in (PRESENCE, VOICE):
            await connection.close(UNKNOWN_OP)
        return session

    async def _identify(self, connection: Connection, data: JSON) -> Session | None:
        self.identifies.append(data)
        shard, shards = data.get("shard") or (0, 1)
        if data.get("token") != self._token:
            await connection.close(BAD_TOKEN)
        elif not 0 <= shard < shards:
            await connection.close(BAD_SHARD)
        elif data["intents"] & PRIVILEGED & ~self.privileged:
            await connection.close(BAD_INTENTS)
        else:
            session = Session(secrets.token_hex(16), shard, shards, data["intents"], connection)
            self.sessions[session.id] = session
            if shard not in self.unwelcome:
                self._welcome(session)
            return session
        return None

    def _welcome(self, session: Session) -> None:
        bot = self._world.bot
        guilds = [guild for guild in self._world.guilds.values() if session.takes(guild.id)]
        self._send(
            session,
            "READY",
            {
                "v": 10,
                "user": {**bot.json(), "mfa_enabled": True, "verified": True},
                "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "resume_gateway_url": self.url,
                "shard": [session.shard, session.shards],
                "application": {"id": bot.id, "flags": 0},
                "private_channels": [],
                "user_settings": {},
            },
        )
        if session.intents & GUILDS:
            for guild in guilds:
                if not guild.unavailable:
                    self._send(session, "GUILD_CREATE", self._described(guild, session))

    def _described(self, guild: Guild, session: Session) -> JSON:
        known = guild.members.values() if session.intents & MEMBERS else [guild.members[self._world.bot.id]]
        nothing = ("voice_states", "presences", "stage_instances", "guild_scheduled_events")
        return {
            "id": guild.id,
            "name": guild.name,
            "unavailable": False,
            "owner_id": guild.owner.id,
            "member_count": len(guild.members),
            "large": False,
            "joined_at": guild.member(self._world.bot)["joined_at"],
            "roles": [role.json() for role in guild.roles.values()],
            "members": [guild.member(user) for user, _ in known],
            "channels": [channel.json() for channel in guild.channels],
            "threads": [thread.json() for thread in guild.threads],
            **{name: [] for name in (*nothing, "soundboard_sounds", "emojis", "stickers", "features")},
            **{"verification_level": 0, "default_message_notifications": 1, "explicit_content_filter": 0},
            **{"afk_timeout": 300, "premium_tier": 0, "preferred_locale": "en-US", "nsfw_level": 0, "mfa_level": 0},
        }

    def _resume(self, connection: Connection, data: JSON) -> Session | None:
        self.resumes.append(data)
        session = self.sessions.get(data.get("session_id", ""))
        if session is None or data.get("token") != self._token:
            connection.send(json.dumps({"op": INVALID, "d": False}))
            return None
        session.connection = connection
        if not session.replay(data["seq"]):
            session.connection = None
            del self.sessions[session.id]
            connection.send(json.dumps({"op": INVALID, "d": False}))
            return None
        session.send("RESUMED", {})
        return session

    def _send_members(self, session: Session, data: JSON) -> None:
        guild = self._world.guilds[str(data["guild_id"])]
        members = [guild.member(user) for user, _ in guild.members.values()]
        chunk = {"guild_id": guild.id, "members": members, "chunk_index": 0, "chunk_count": 1, "not_found": []}
        session.send("GUILD_MEMBERS_CHUNK", {**chunk, "nonce": data.get("nonce")})

    def dispatch(self, event: str, data: JSON, channel: Channel | None, intent: int = 0) -> None:
        """Send an event of a channel to the sessions that asked for it; an intent of 0 means that all get it."""
        needed = wanted(intent, channel)
        guild_id = channel.guild.id if channel is not None and channel.guild else None
        for session in list(self.sessions.values()):
            if session.takes(guild_id) and (session.intents & needed or not needed):
                for _ in range(1 + self.twice):
                    self._send(session, event, readable(event, data, session.intents, self._world.bot.id))

    def _send(self, session: Session, event: str, data: JSON) -> None:
        session.send(event, thinned(event, data) if self.thin else data)

    def send_op(self, op: int, data: Any = None) -> None:
        """Send RECONNECT, or INVALID with whether the session can be resumed; False ends the sessions."""
        for connection in self._connections:
            connection.send(json.dumps({"op": op, "d": data}))
        if op == INVALID and data is False:
            self.sessions.clear()

    async def close(self, code: int) -> None:
        """Close all connections with a code."""
        await asyncio.gather(*(connection.close(code) for connection in list(self._connections)))

    def abort(self) -> None:
        """Cut all connections."""
        for connection in list(self._connections):
            connection.abort()

    @property
    def connected(self) -> bool:
        """Whether a bot is there."""
        return any(session.connection is not None for session in self.sessions.values())
