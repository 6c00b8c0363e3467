"""Run the server as a process of its own: `PYTHONPATH=tests python -m discord_server`; ends with SIGTERM or Ctrl+C."""

import argparse
import asyncio
import signal
import sys

from discord_server.club import Club
from discord_server.control import serve


async def _until_signal(port: int, control_port: int, heartbeat: float) -> None:
    server = Club(port)
    server.gateway.heartbeat_interval = heartbeat
    task = asyncio.ensure_future(serve(server, control_port, sys.stdout))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        return


def main() -> int:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="discord_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="of REST and gateway; any free one if not given")
    parser.add_argument("--control-port", type=int, default=0, help="of the control; any free one if not given")
    parser.add_argument("--heartbeat", type=float, default=41.25, help="seconds between two heartbeats of the bot")
    arguments = parser.parse_args()
    asyncio.run(_until_signal(arguments.port, arguments.control_port, arguments.heartbeat))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
