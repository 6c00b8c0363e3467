"""Settings, from the environment and a `.env` file; read once, where a program starts."""

from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.encoders import DEFAULT_MODEL

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
    encoder: str = Field(
        DEFAULT_MODEL, description="the built-in model, or the folder of a sentence-transformers model"
    )
    top: int = Field(3, ge=1, le=10, description="passages in an answer")
    memory_minutes: float = Field(15, gt=0, description="how long a person's last questions give context")
    cache: int = Field(1024, ge=0, description="answers kept for questions that are asked again")

    @property
    def index_folder(self) -> Path:
        """Return the folder of the index."""
        return self.index or self.data / "index"

    @property
    def encoders_folder(self) -> Path:
        """Return the folder of exported models."""
        return self.data / "encoders"

    @classmethod
    def from_env(cls, environ: Mapping[str, str], env_file: Path | None = None) -> "Settings":
        """Read settings; a variable of the environment wins over the file. Raises SettingsError, without any value."""
        given = {**(_read(env_file) if env_file and env_file.is_file() else {}), **environ}
        known = {
            name: given[PREFIX + name.upper()].strip()
            for name in cls.model_fields
            if given.get(PREFIX + name.upper(), "").strip()
        }
        try:
            return cls(**known)  # type: ignore[arg-type]  # pydantic turns the texts into their types
        except ValidationError as error:
            lines = [f"{PREFIX}{str(found['loc'][0]).upper()}: {found['msg']}" for found in error.errors()]
            raise SettingsError("; ".join(lines)) from error


def _read(env_file: Path) -> dict[str, str]:
    """Read a `.env` file; Notepad's byte order mark is no part of the first name, and "$" no more than a sign."""
    try:
        found = dotenv_values(env_file, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{env_file} cannot be read; save it as plain text in UTF-8") from error
    return {name: value for name, value in found.items() if value is not None}
