"""Logs for machines: one JSON object a line, whatever is in it."""

import io
import json
import logging
from datetime import datetime

import pytest

from bot.log import JsonLines, log_to


@pytest.fixture
def logger():
    """Return a logger that writes into a text, and the text."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.Logger("bot.test")
    logger.addHandler(handler)
    return logger, stream


@pytest.fixture
def root():
    """Put the root logger and discord's back as they were."""
    root, discord = logging.getLogger(), logging.getLogger("discord")
    before = root.handlers[:], root.level, discord.level
    root.handlers = []  # basicConfig would close those of the test runner
    yield root
    root.handlers = before[0]
    root.setLevel(before[1])
    discord.setLevel(before[2])


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_record_is_one_line_that_says_when_how_grave_what_and_where(logger):
    log, stream = logger

    log.info("commands %s", "synced", extra={"commands": 5})

    (line,) = lines(stream)
    moment = datetime.fromisoformat(line.pop("at").replace("Z", "+00:00"))
    assert line == {"level": "info", "event": "commands synced", "logger": "bot.test", "commands": 5}
    assert abs(moment.timestamp() - datetime.now().timestamp()) < 60
    assert moment.utcoffset().total_seconds() == 0


def test_a_traceback_stands_inside_the_line(logger):
    log, stream = logger

    try:
        raise KeyError("boom")
    except KeyError:
        log.exception("It failed")

    assert stream.getvalue().count("\n") == 1
    (line,) = lines(stream)
    assert line["event"] == "It failed"
    assert line["level"] == "error"
    assert line["error"].startswith("Traceback (most recent call last):\n")
    assert line["error"].endswith("KeyError: 'boom'")


@pytest.mark.parametrize(
    "text", ["two\nlines", "r\r\nn", '"quotes" and \\', "🙂 ü", "\u2028\u2029\x85\x0b\x0c", "\x00"]
)
def test_no_text_can_begin_a_second_line_or_forge_one(logger, text):
    log, stream = logger

    log.warning("said %s", text, extra={"more": text})

    (line,) = lines(stream)
    assert line["event"] == f"said {text}"
    assert line["more"] == text


def test_what_is_no_json_is_written_as_text_and_cannot_lose_the_line(logger):
    log, stream = logger
    itself: dict[str, object] = {}
    itself["me"] = itself

    log.info("odd", extra={"path": {1, 2}, "kind": KeyError})
    log.info("round", extra={"itself": itself})
    log.info("keys", extra={"by": {(1, 2): "x"}})

    first, second, third = lines(stream)
    assert first["path"] == "{1, 2}"
    assert first["kind"] == "<class 'KeyError'>"
    assert second["event"] == "round"
    assert third["event"] == "keys"


def test_the_bot_logs_from_its_level_on_and_the_library_only_what_matters(root):
    stream = io.StringIO()

    log_to(stream, "info")
    logging.getLogger("bot.x").debug("quiet")
    logging.getLogger("bot.x").info("said")
    logging.getLogger("discord.gateway").info("connected")
    logging.getLogger("discord.gateway").warning("rate limited")

    assert [line["event"] for line in lines(stream)] == ["said", "rate limited"]


def test_at_error_the_library_is_no_louder_than_the_bot(root):
    stream = io.StringIO()

    log_to(stream, "ERROR")
    logging.getLogger("discord").warning("quiet")
    logging.getLogger("bot").warning("quiet too")
    logging.getLogger("discord").error("said")

    assert [line["event"] for line in lines(stream)] == ["said"]


def test_asking_logs_neither_the_question_nor_who_asked_at_the_default_level(root, mentor):
    stream = io.StringIO()

    log_to(stream)
    mentor.ask("how much does a zyxwv engineer earn in the UK?")
    logging.getLogger("bot").info("after")

    assert [line["event"] for line in lines(stream)] == ["after"]
