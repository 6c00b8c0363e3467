"""Settings, from the environment and a `.env` file; read once, where a program starts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from dotenv import dotenv_values
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from index.default_model import DEFAULT_MODEL
from knowledge.errors import did_you_mean

PREFIX = "MENTOR_"
ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "knowledge" / "questions" / "development.yaml"  # labelled, for measuring and calibrating
HELD_OUT = ROOT / "knowledge" / "questions" / "held_out.yaml"  # labelled, for measuring alone


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names the variable."""


class Settings(BaseModel):
    """Everything that can be set; each field is the variable `MENTOR_` and its name in capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    content: Path = Field(ROOT / "knowledge" / "content", description="folder of the Markdown and YAML that is indexed")
    data: Path = Field(ROOT / "data", description="folder for what is made at run time")
    index: Path | None = Field(None, description="folder of the index; default: `index` in the data folder")
    taught: Path | None = Field(
        None, description="folder of what moderators teach in Discord; default: `taught` in the data folder"
    )
    encoder: str = Field(
        DEFAULT_MODEL, description="the built-in model, or the folder of a sentence-transformers model"
    )
    top: int = Field(3, ge=1, le=10, description="passages in an answer")
    memory_minutes: float = Field(15, gt=0, description="how long a person's last questions give context")
    cache: int = Field(1024, ge=0, description="answers kept for questions that are asked again")
    # Not shown when settings are printed: the URL of a server holds a password.
    database: str | None = Field(
        None, repr=False, description="URL of the database; default: SQLite, `mentor.sqlite3` in the data folder"
    )
    retention_days: int = Field(90, ge=0, le=36_500, description="how long questions are kept; 0 for ever")
    discord_token: SecretStr | None = Field(None, description="the bot's token; never printed")
    questions_per_minute: float = Field(10, gt=0, description="how often one person may ask, in the long run")
    shard_ids: tuple[NonNegativeInt, ...] = Field((), description="shards of this process, such as 0,1; default: all")
    home_guilds: tuple[NonNegativeInt, ...] = Field(
        (), description="servers whose moderators may change the index and teach, ids with commas"
    )
    shard_count: int | None = Field(None, ge=1, description="shards of all processes; default: as Discord advises")
    http: str | None = Field(
        None, description="where /healthz and /metrics are, such as 127.0.0.1:8080; default: nowhere"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="how much is logged")
    discord_api: str | None = Field(None, description="another server than Discord's, for tests")
    discord_gateway: str | None = Field(None, description="its gateway")

    @field_validator("shard_ids", "home_guilds", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        return [part.strip() for part in value.split(",")] if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("http")
    @classmethod
    def _has_port(cls, value: str | None) -> str | None:
        port = value.rpartition(":")[2] if value and ":" in value else ""
        if value is not None and not (port.isascii() and port.isdigit() and int(port) < 65_536):
            raise ValueError("must be a host and a port, such as 127.0.0.1:8080")
        return value

    @model_validator(mode="after")
    def _shards_go_together(self) -> "Settings":
        if self.shard_ids and (self.shard_count is None or max(self.shard_ids) >= self.shard_count):
            raise ValueError("MENTOR_SHARD_IDS needs MENTOR_SHARD_COUNT, the number of all shards, and is below it")
        return self

    @property
    def index_folder(self) -> Path:
        """Return the folder of the index."""
        return self.index or self.data / "index"

    @property
    def taught_folder(self) -> Path:
        """Return the folder of what moderators teach in Discord."""
        return self.taught or self.data / "taught"

    @property
    def encoders_folder(self) -> Path:
        """Return the folder of exported models."""
        return self.data / "encoders"

    @property
    def database_url(self) -> str:
        """Return the URL of the database."""
        return self.database or f"sqlite:///{quote(str(self.data / 'mentor.sqlite3'))}"

    @classmethod
    def from_env(cls, environ: Mapping[str, str], env_file: Path | None = None) -> "Settings":
        """Read settings; a variable of the environment wins over the file. Raises SettingsError, without any value."""
        written = _read(env_file) if env_file and env_file.is_file() else {}
        names = [PREFIX + name.upper() for name in cls.model_fields]
        # In the file alone: the environment is shared, and what else begins like this there is not for us.
        if wrong := [name for name in written if name.startswith(PREFIX) and name not in names]:
            lines = [f"{name} is no setting{did_you_mean(name, names)}" for name in wrong]
            raise SettingsError(f"{env_file}: {'; '.join(lines)}")
        given = {**written, **environ}
        known = {
            name: given[PREFIX + name.upper()].strip()
            for name in cls.model_fields
            if given.get(PREFIX + name.upper(), "").strip()
        }
        try:
            return cls(**known)  # type: ignore[arg-type]  # pydantic turns the texts into their types
        except ValidationError as error:
            lines = [
                f"{PREFIX}{str(found['loc'][0]).upper()}: {found['msg']}" if found["loc"] else found["msg"]
                for found in error.errors()
            ]
            raise SettingsError("; ".join(lines)) from error


def _read(env_file: Path) -> dict[str, str]:
    """Read a `.env` file; Notepad's byte order mark is no part of the first name, and "$" no more than a sign."""
    try:
        found = dotenv_values(env_file, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{env_file} cannot be read; save it as plain text in UTF-8") from error
    return {name: value for name, value in found.items() if value is not None}
