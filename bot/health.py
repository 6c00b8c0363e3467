"""`/healthz` and `/metrics` over HTTP, for whoever watches the bot."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.metrics import CONTENT_TYPE

Report = Callable[[], tuple[bool, dict[str, object]]]  # whether all is well, and what is known


class HealthServer:
    """A small HTTP server beside the bot."""

    def __init__(self, report: Report, metrics: Callable[[], bytes]) -> None:
        """Take what to tell."""
        self._report = report
        self._metrics = metrics
        self._stop: Callable[[], Awaitable[None]] | None = None

    async def start(self, host: str, port: int) -> int:
        """Listen; return the port, which matters when 0 was asked for. Raises OSError when it is taken."""
        app = web.Application()
        app.add_routes([web.get("/healthz", self._healthz), web.get("/metrics", self._show_metrics)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError:
            await runner.cleanup()
            raise
        self._stop = runner.cleanup
        return int(runner.addresses[0][1])

    async def close(self) -> None:
        """Stop listening."""
        if self._stop:
            await self._stop()

    async def _healthz(self, _: web.Request) -> web.Response:
        well, report = self._report()
        return web.json_response({"status": "ok" if well else "unwell", **report}, status=200 if well else 503)

    async def _show_metrics(self, _: web.Request) -> web.Response:
        return web.Response(body=self._metrics(), headers={"Content-Type": CONTENT_TYPE})
