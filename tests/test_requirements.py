"""The versions that are installed by requirements.lock can be installed with every Python that pyproject.toml names."""

import tomllib
from importlib.metadata import PackageNotFoundError, metadata, version

from packaging.specifiers import SpecifierSet

from bot.config import ROOT


def locked() -> dict[str, str]:
    """Return name → version of the lock."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def here(name: str) -> str | None:
    """Return the version of a package that is installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def test_no_locked_version_needs_a_later_python_than_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=") + ".0"
    installed = {name: metadata(name)["Requires-Python"] for name, pin in locked().items() if here(name) == pin}

    refused = [name for name, needed in installed.items() if needed and oldest not in SpecifierSet(needed)]

    assert refused == []
    assert len(installed) > 50
