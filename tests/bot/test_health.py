"""/healthz and /metrics, over a real socket."""

import aiohttp
import pytest
import pytest_asyncio
from prometheus_client.parser import text_string_to_metric_families

from bot.confidence import Status
from bot.health import HealthServer
from bot.metrics import Metrics


class Patient:
    """Somebody whose health a test decides."""

    def __init__(self) -> None:
        self.well = True
        self.guilds = 2

    def report(self) -> tuple[bool, dict[str, object]]:
        return self.well, {"index": "v1", "guilds": self.guilds}


@pytest.fixture
def patient():
    return Patient()


@pytest.fixture
def metrics():
    return Metrics()


@pytest_asyncio.fixture
async def get(patient, metrics):
    """Return a function that gets a path of a running server: status, type and text."""
    server = HealthServer(patient.report, lambda: metrics.text("v1"))
    port = await server.start("127.0.0.1", 0)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:

        async def got(path, method="GET"):
            async with session.request(method, path) as response:
                return response.status, response.headers["Content-Type"], await response.text()

        yield got
    await server.close()


async def test_a_bot_that_is_well_says_so_with_200(get):
    status, kind, text = await get("/healthz")

    assert (status, kind) == (200, "application/json; charset=utf-8")
    assert text == '{"status": "ok", "index": "v1", "guilds": 2}'


async def test_a_bot_that_is_not_connected_says_so_with_503_until_it_is(get, patient):
    patient.well = False
    status, _, text = await get("/healthz")
    assert (status, text) == (503, '{"status": "unwell", "index": "v1", "guilds": 2}')

    patient.well, patient.guilds = True, 3
    assert (await get("/healthz"))[::2] == (200, '{"status": "ok", "index": "v1", "guilds": 3}')


async def test_figures_are_read_as_prometheus_reads_them(get, metrics):
    metrics.answered(Status.ANSWERED)

    status, kind, text = await get("/metrics")
    families = {family.name: family for family in text_string_to_metric_families(text)}

    assert (status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8")
    samples = [sample for sample in families["mentor_questions"].samples if sample.name == "mentor_questions_total"]
    found = {sample.labels["outcome"]: sample.value for sample in samples}
    assert found == {"answered": 1.0, "related": 0.0, "not_covered": 0.0}


@pytest.mark.parametrize(("path", "method", "status"), [("/", "GET", 404), ("/healthz", "POST", 405)])
async def test_nothing_else_is_served(get, path, method, status):
    assert (await get(path, method))[0] == status


async def test_a_port_that_is_taken_is_refused_and_nothing_is_left_running(patient):
    server, second = HealthServer(patient.report, bytes), HealthServer(patient.report, bytes)
    port = await server.start("127.0.0.1", 0)

    with pytest.raises(OSError, match="address already in use"):
        await second.start("127.0.0.1", port)

    await second.close()
    await server.close()
    assert await second.start("127.0.0.1", port) == port  # free again
    await second.close()


async def test_a_server_that_never_started_can_be_closed(patient):
    await HealthServer(patient.report, bytes).close()
