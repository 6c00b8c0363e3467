"""Every test that asks for a database runs twice: on an SQLite file and on a real PostgreSQL server."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.database.database import Database
from bot.database.open import open_database


def binaries() -> Path:
    """Return the folder of PostgreSQL's programs, from the package pgserver, which need not be imported for it."""
    found = find_spec("pgserver")
    if found is None or not found.submodule_search_locations:
        pytest.skip("PostgreSQL is not tested: the package pgserver is not installed (it has no build for this system)")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def somebody() -> dict[str, object]:
    """Return how to start a process as another user: PostgreSQL refuses to be run by root."""
    return {"user": "nobody", "extra_groups": []} if os.name == "posix" and os.geteuid() == 0 else {}


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a PostgreSQL server that only this machine's sockets reach; yield the URL of its first database."""
    programs, who = binaries(), somebody()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # the path of a socket must be short
    try:
        if who:
            shutil.chown(folder, user="nobody")
        made = subprocess.run(
            [
                programs / "initdb",
                "-D",
                folder / "data",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C",
                "-A",
                "trust",
                "-N",
            ],
            **who,
            cwd=folder,
            capture_output=True,
            text=True,
        )
    except (OSError, LookupError) as error:
        shutil.rmtree(folder)
        pytest.skip(f"PostgreSQL is not tested: it cannot be started here as another user than root ({error})")
    if made.returncode:
        shutil.rmtree(folder)
        pytest.skip(f"PostgreSQL is not tested: initdb said: {made.stderr.strip().splitlines()[-1]}")
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, "-h", "", "-F"],
            **who,
            cwd=folder,
            stderr=log,
        )
    try:
        url = f"postgresql://postgres@/postgres?host={folder}"
        wait_for(url, server, folder / "log")
        yield url
    finally:
        server.send_signal(signal.SIGINT)  # disconnect those who are still there
        server.wait(60)
        shutil.rmtree(folder)


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    for _ in range(300):
        assert server.poll() is None, log.read_text()
        try:
            engine.connect().close()
            break
        except Exception:
            time.sleep(0.1)
    engine.dispose()


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """Return the URL of an empty database of a PostgreSQL server: the one database, emptied."""
    engine = create_engine(postgres.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return postgres


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the URL of an SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path}/kept/mentor.sqlite3"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Return the URL of an empty database, of either kind."""
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")


@pytest.fixture
def opened() -> Iterator[Callable[..., Database]]:
    """Return a function that opens a database, which is closed after the test."""
    databases: list[Database] = []

    def open_it(url: str, *args: object, **options: object) -> Database:
        databases.append(open_database(url, *args, **options))
        return databases[-1]

    yield open_it
    for database in databases:
        database.close()


@pytest.fixture
def database(url: str, opened: Callable[..., Database]) -> Database:
    """Return an empty database, of either kind."""
    return opened(url)
