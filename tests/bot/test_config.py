"""Settings: from the environment that is handed in, then from the file, then the defaults."""

import os
import traceback
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import ROOT, Settings, SettingsError


@pytest.fixture
def env_file(tmp_path):
    def write(text: str | bytes) -> Path:
        path = tmp_path / ".env"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_without_any_setting_the_defaults_hold():
    settings = Settings.from_env({})

    assert settings.content == ROOT / "knowledge" / "content"
    assert settings.index_folder == ROOT / "data" / "index"
    assert settings.encoders_folder == ROOT / "data" / "encoders"
    assert settings.encoder == "all-MiniLM-L6-v2"
    assert (settings.top, settings.memory_minutes, settings.cache) == (3, 15.0, 1024)
    assert settings.database_url == f"sqlite:///{ROOT}/data/mentor.sqlite3"
    assert settings.retention_days == 90


def test_every_setting_is_a_variable_of_its_name():
    settings = Settings.from_env(
        {
            "MENTOR_CONTENT": "/c",
            "MENTOR_DATA": "/d",
            "MENTOR_INDEX": "/i",
            "MENTOR_TAUGHT": "/t",
            "MENTOR_ENCODER": "/models/mine",
            "MENTOR_TOP": " 5 ",
            "MENTOR_MEMORY_MINUTES": "0.5",
            "MENTOR_CACHE": "0",
            "MENTOR_DATABASE": "postgresql://u:p@h/d",
            "MENTOR_RETENTION_DAYS": "0",
            "MENTOR_DISCORD_TOKEN": "secret",
            "MENTOR_QUESTIONS_PER_MINUTE": "30",
            "MENTOR_SHARD_IDS": "0, 2",
            "MENTOR_SHARD_COUNT": "4",
            "MENTOR_HOME_GUILDS": "12, 34",
            "MENTOR_HTTP": "127.0.0.1:8080",
            "MENTOR_LOG_LEVEL": "debug",
            "MENTOR_DISCORD_API": "http://127.0.0.1:1/api/v10",
            "MENTOR_DISCORD_GATEWAY": "ws://127.0.0.1:1/",
        }
    )

    assert settings.model_dump() == {
        "content": Path("/c"),
        "data": Path("/d"),
        "index": Path("/i"),
        "taught": Path("/t"),
        "encoder": "/models/mine",
        "top": 5,
        "memory_minutes": 0.5,
        "cache": 0,
        "database": "postgresql://u:p@h/d",
        "retention_days": 0,
        "discord_token": SecretStr("secret"),
        "questions_per_minute": 30,
        "shard_ids": (0, 2),
        "shard_count": 4,
        "home_guilds": (12, 34),
        "http": "127.0.0.1:8080",
        "log_level": "DEBUG",
        "discord_api": "http://127.0.0.1:1/api/v10",
        "discord_gateway": "ws://127.0.0.1:1/",
    }
    assert settings.database_url == "postgresql://u:p@h/d"


def test_index_and_encoders_move_with_the_data_folder():
    settings = Settings.from_env({"MENTOR_DATA": "/d"})

    assert (settings.index_folder, settings.encoders_folder) == (Path("/d/index"), Path("/d/encoders"))
    assert settings.database_url == "sqlite:////d/mentor.sqlite3"
    assert Settings.from_env({"MENTOR_DATA": "/50% of #1?"}).database_url == (
        "sqlite:////50%25%20of%20%231%3F/mentor.sqlite3"
    )


def test_the_password_of_a_database_is_not_shown_with_the_settings():
    settings = Settings.from_env({"MENTOR_DATABASE": "postgresql://u:hunter2@h/d"})

    assert "hunter2" not in f"{settings!r} {settings}"


def test_the_environment_of_the_process_does_not_get_into_the_file(env_file):
    assert "PATH" in os.environ
    assert Settings.from_env({}, env_file("MENTOR_DATA=/x${PATH}")).data == Path("/x${PATH}")


def test_the_file_is_read_and_the_environment_wins_over_it(env_file):
    path = env_file("# mine\nMENTOR_TOP=7\nexport MENTOR_CACHE='10'\nOTHER=1\nMENTOR_INDEX\n\n")

    assert Settings.from_env({}, path).top == 7
    assert Settings.from_env({}, path).cache == 10
    assert Settings.from_env({"MENTOR_TOP": "4"}, path).top == 4


@pytest.mark.parametrize("text", ["MENTOR_TOP=7\r\n", b"\xef\xbb\xbfMENTOR_TOP=7\n", 'MENTOR_TOP = "7"'])
def test_what_windows_editors_write_is_read(env_file, text):
    assert Settings.from_env({}, env_file(text)).top == 7


def test_a_file_that_is_missing_or_a_folder_is_as_good_as_empty(tmp_path):
    assert Settings.from_env({}, tmp_path / ".env") == Settings.from_env({})
    assert Settings.from_env({}, tmp_path) == Settings.from_env({})


def test_a_file_in_another_encoding_is_named(env_file):
    path = env_file("MENTOR_TOP=7".encode("utf-16"))

    with pytest.raises(SettingsError) as caught:
        Settings.from_env({}, path)

    assert str(caught.value) == f"{path} cannot be read; save it as plain text in UTF-8"


def test_a_misspelt_name_in_the_file_is_told_without_its_value(env_file):
    path = env_file(b"MENTOR_TOP=7\nMENTOR_DISCORD_TOEKN=hunter2\nPIP_EXTRA_INDEX_URL=x\n")

    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"MENTOR_OF_ANOTHER": "program"}, path)

    assert str(caught.value) == f"{path}: MENTOR_DISCORD_TOEKN is no setting; did you mean 'MENTOR_DISCORD_TOKEN'?"


@pytest.mark.parametrize("value", ["", "  "])
def test_a_blank_variable_is_no_setting(value):
    assert Settings.from_env({"MENTOR_TOP": value}).top == 3


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MENTOR_TOP", "many-secrets", "Input should be a valid integer, unable to parse string as an integer"),
        ("MENTOR_TOP", "0", "Input should be greater than or equal to 1"),
        ("MENTOR_TOP", "11", "Input should be less than or equal to 10"),
        ("MENTOR_MEMORY_MINUTES", "0", "Input should be greater than 0"),
        ("MENTOR_MEMORY_MINUTES", "nan", "Input should be greater than 0"),
        ("MENTOR_RETENTION_DAYS", "-1", "Input should be greater than or equal to 0"),
        ("MENTOR_CACHE", "-1", "Input should be greater than or equal to 0"),
    ],
)
def test_a_bad_value_names_its_variable(name, value, said):
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({name: value})

    assert str(caught.value) == f"{name}: {said}"


def test_all_bad_values_are_named_at_once_and_none_is_printed_anywhere():
    secrets = {"MENTOR_TOP": "hunter2", "MENTOR_CACHE": "swordfish"}

    with pytest.raises(SettingsError) as caught:
        Settings.from_env(secrets)

    printed = "".join(traceback.format_exception(caught.value))
    assert [line.split(":")[0] for line in str(caught.value).split("; ")] == ["MENTOR_TOP", "MENTOR_CACHE"]
    assert "hunter2" not in printed
    assert "swordfish" not in printed


def test_settings_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        Settings.from_env({}).top = 4


def said_of(**variables: str) -> str:
    """Return what is said about settings that cannot be used."""
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({f"MENTOR_{name.upper()}": value for name, value in variables.items()})
    return str(caught.value)


SHARDS = "MENTOR_SHARD_IDS needs MENTOR_SHARD_COUNT, the number of all shards, and is below it"


@pytest.mark.parametrize(
    "variables",
    [{"shard_ids": "0"}, {"shard_ids": "0,2", "shard_count": "2"}, {"shard_ids": "5", "shard_count": "1"}],
)
def test_shards_of_a_process_need_the_number_of_all_shards(variables):
    assert said_of(**variables) == f"Value error, {SHARDS}"


def test_shards_that_are_no_numbers_or_below_zero_are_named():
    assert said_of(shard_ids="0,a", shard_count="4").startswith("MENTOR_SHARD_IDS: Input should be a valid integer")
    assert said_of(shard_ids="-1,0", shard_count="4") == (
        "MENTOR_SHARD_IDS: Input should be greater than or equal to 0"
    )
    assert said_of(shard_count="0") == "MENTOR_SHARD_COUNT: Input should be greater than or equal to 1"


def test_shards_may_be_set_by_their_number_alone():
    assert Settings.from_env({"MENTOR_SHARD_COUNT": "4"}).shard_ids == ()
    assert Settings.from_env({"MENTOR_SHARD_COUNT": "4", "MENTOR_SHARD_IDS": " 1 , 3 "}).shard_ids == (1, 3)


@pytest.mark.parametrize(
    "value", ["localhost", "127.0.0.1", "127.0.0.1:", "host:http", "host:-1", "host:65536", "h:²", "8080"]
)
def test_an_address_without_a_port_is_refused(value):
    assert said_of(http=value) == "MENTOR_HTTP: Value error, must be a host and a port, such as 127.0.0.1:8080"


@pytest.mark.parametrize("value", ["127.0.0.1:8080", ":8080", "[::1]:8080", "0.0.0.0:0"])
def test_an_address_with_a_port_is_taken(value):
    assert Settings.from_env({"MENTOR_HTTP": value}).http == value


def test_a_level_of_logging_is_read_in_any_case_and_another_word_refused():
    assert Settings.from_env({"MENTOR_LOG_LEVEL": "warning"}).log_level == "WARNING"
    assert said_of(log_level="loud") == "MENTOR_LOG_LEVEL: Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"


def test_the_token_is_shown_nowhere():
    settings = Settings.from_env({"MENTOR_DISCORD_TOKEN": "t0p-s3cret"})

    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == "t0p-s3cret"
    assert "t0p-s3cret" not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"


def test_the_token_is_in_no_message_about_other_settings():
    token = "-".join(["t0p", "s3cret"])  # a traceback shows the lines of this test

    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"MENTOR_DISCORD_TOKEN": token, "MENTOR_TOP": "x", "MENTOR_SHARD_IDS": token})

    assert token not in "".join(traceback.format_exception(caught.value))


def test_without_a_token_there_is_none_and_that_is_no_error():
    assert Settings.from_env({}).discord_token is None
    assert Settings.from_env({"MENTOR_DISCORD_TOKEN": "  "}).discord_token is None
