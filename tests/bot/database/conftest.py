"""Every test that asks for a database runs twice: on an SQLite file and on a real PostgreSQL server."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from bot.database.database import Database
from bot.database.open import open_database


def package() -> Path:
    """Return the folder of the package pgserver, which brings PostgreSQL; it need not be imported for that."""
    found = find_spec("pgserver")
    if found is None or not found.submodule_search_locations:
        pytest.skip("PostgreSQL is not tested: the package pgserver is not installed (it has no build for this system)")
    return Path(found.submodule_search_locations[0])


def somebody() -> dict[str, Any]:
    """Return how to start a process as another user: PostgreSQL refuses to be run by root."""
    return {"user": "nobody", "extra_groups": []} if os.name == "posix" and os.geteuid() == 0 else {}


def programs_for(who: Mapping[str, Any], folder: Path) -> Path:
    """Return a folder of PostgreSQL's programs that this user may run: a copy, where the environment is root's own."""
    installed, programs = package(), Path("pginstall") / "bin"
    try:
        asked = [installed / programs / "postgres", "--version"]
        subprocess.run(asked, **who, cwd="/", check=True, capture_output=True)
    except PermissionError:
        for part in (installed, installed.with_name("pgserver.libs")):  # the libraries are looked for beside it
            if part.is_dir():
                shutil.copytree(part, folder / part.name, symlinks=True)
        return folder / installed.name / programs
    return installed / programs


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a PostgreSQL server that only a socket of this machine reaches; yield the URL of its database."""
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as name:  # the path of a socket must be short
        folder, who = Path(name), somebody()
        data = ["-D", folder / "data"]
        settings = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        how = {**who, "cwd": folder}
        try:
            if who:
                shutil.chown(folder, user="nobody")
            programs = programs_for(who, folder)
            subprocess.run([programs / "initdb", *data, *settings], **how, check=True, capture_output=True, text=True)
        except (OSError, LookupError, subprocess.CalledProcessError) as error:
            said = str(getattr(error, "stderr", "") or error).strip().splitlines()[-1]
            pytest.skip(f"PostgreSQL is not tested: it cannot be started here ({said})")
        with (folder / "log").open("wb") as log:
            run = [programs / "postgres", *data, "-k", folder, "-h", "", "-F"]  # no address, no fsync
            # Every test drops all tables of the one before, and all that is swept up at the end.
            run += ["-c", "autovacuum=off", "-c", "checkpoint_timeout=1h", "-c", "shared_buffers=16MB"]
            server = subprocess.Popen(run, **how, stderr=log)
        try:
            url = f"postgresql://postgres@/postgres?host={folder}"
            wait_for(url, server, folder / "log")
            yield url
        finally:
            server.send_signal(signal.SIGINT)  # and disconnect those who are still there
            server.wait(60)


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
