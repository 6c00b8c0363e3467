"""The REST side: read a request, let faults happen, ask the route, and write the answer down."""

import asyncio
import json
import re
import time
import zlib
from collections import Counter

from aiohttp import BodyPartReader, web

from discord_server.calls import Answer, Call, Handler, Routes
from discord_server.errors import DiscordError, unknown
from discord_server.faults import Faults

PREFIX = "/api/v10"
WITHOUT_TOKEN = ("/interactions/", "/webhooks/")  # the token is in the path


class Rest:
    """Answer requests below /api/v10, and keep every call.

    Args:
        routes: What there is.
        faults: What goes wrong.
        token: The bot's.
    """

    def __init__(self, routes: Routes, faults: Faults, token: str) -> None:
        self._routes = routes
        self._faults = faults
        self._token = token
        self.calls: list[Call] = []
        self.statuses: Counter[int] = Counter()
        self.keep = True  # false in a load test, where the calls would fill the memory

    @property
    def unknown(self) -> list[Call]:
        """The calls of routes that this server does not have."""
        return [call for call in self.calls if call.template is None]

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        call = await _read(request)
        if self.keep:
            self.calls.append(call)
        handler = self._routes.find(call)
        fault = self._faults.take(call)
        if fault is not None and fault.seconds:
            await asyncio.sleep(fault.seconds)
        replaces = fault is not None and (fault.answer is not None or fault.cut)
        answer = None if fault is not None and replaces and not fault.late else await self._answer(call, handler)
        if fault is not None and replaces:
            answer = fault.answer
        if answer is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()  # which nobody gets
        self.statuses[answer.status] += 1
        body = None if answer.json is None else json.dumps(answer.json)
        if self.keep:  # as it was sent: what it tells of may change
            call.answer = Answer(answer.status, None if body is None else json.loads(body), answer.headers)
        return _written(call, answer, body)

    async def _answer(self, call: Call, handler: Handler | None) -> Answer:
        try:
            if not call.path.startswith(WITHOUT_TOKEN) and call.headers.get("Authorization") != f"Bot {self._token}":
                raise DiscordError(401, 0, "401: Unauthorized")
            if handler is None:
                raise DiscordError(404, 0, "404: Not Found")
            if any(key.endswith("_id") and not _is_id(value) for key, value in call.params.items()):
                raise unknown("Message") if "message_id" in call.params else unknown("Channel")
            return await handler(call)
        except DiscordError as error:
            return Answer(error.status, error.body)


def _is_id(value: str) -> bool:
    return value.isdecimal() or value in ("@me", "@original")


async def _read(request: web.BaseRequest) -> Call:
    files: dict[str, bytes] = {}
    body = None
    at = time.monotonic()
    if request.content_type.startswith("multipart/"):
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            content = bytes(await part.read(decode=False))
            if part.name == "payload_json":
                body = json.loads(content)
            elif re.fullmatch(r"files\[\d+\]", part.name or ""):
                files[part.filename or ""] = content
    elif request.can_read_body:
        content = await request.read()
        body = json.loads(content) if content else None
    path = request.path.removeprefix(PREFIX)
    return Call(request.method, path, dict(request.query), dict(request.headers), body, files, at)


def _written(call: Call, answer: Answer, body: str | None) -> web.Response:
    headers = {} if call.path.endswith("/callback") else _limits(call)
    headers |= answer.headers
    if answer.status == 429:
        headers["Via"] = "1.1 google"  # discord.py waits only for a 429 that came through Discord's proxy
    # Exactly application/json: discord.py compares the whole header, and a charset after it is another one.
    kind = "application/json" if body is not None else None
    content = None if body is None else body.encode()
    return web.Response(status=answer.status, body=content, content_type=kind, headers=headers)


def _limits(call: Call) -> dict[str, str]:
    bucket = f"{zlib.crc32(f'{call.method} {call.template}'.encode()):08x}"
    return {
        "X-RateLimit-Limit": "1000",
        "X-RateLimit-Remaining": "999",
        "X-RateLimit-Reset": f"{time.time() + 1:.3f}",
        "X-RateLimit-Reset-After": "1.000",
        "X-RateLimit-Bucket": bucket,
    }
