"""A folder of pages about bread that moderators work on."""

import pytest

from bot.config import Settings


@pytest.fixture
def own(bread_files, tmp_path, encoders):
    """Return settings of a folder of pages about bread, with a token."""
    for name, text in bread_files.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "encoders").symlink_to(encoders)
    given = {
        "CONTENT": tmp_path / "content",
        "DATA": tmp_path / "data",
        "HOME_GUILDS": "1,2",
        "DISCORD_TOKEN": "hunter2",
    }
    return Settings.from_env({f"MENTOR_{name}": str(value) for name, value in given.items()})
