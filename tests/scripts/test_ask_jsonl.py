"""`python -m scripts.ask --jsonl` as a process: a line in, a line out, whatever stands in it."""

import json
import subprocess
import sys

from bot.config import ROOT

ROADMAP = "how long does Atlia's roadmap take in weeks?"


def objects(text: bytes) -> list[dict]:
    """Return the lines of an output, each of which must be JSON."""
    return [json.loads(line) for line in text.decode().splitlines()]


GOOD = [
    {"id": "q1", "question": ROADMAP},
    {"id": 2, "question": "and phase 3?", "context": ["how long is phase 2 of the atlia roadmap?"]},
    {"question": "best pizza in naples"},
    {"id": "q4", "question": "Wie lange dauert es, KI-Ingenieur zu werden?"},
]


def test_programs_get_an_object_a_line_in_order_and_twice_the_same(run, real_index):
    lines = "".join(json.dumps(question) + "\n" for question in GOOD).encode()

    done = run("ask", "--jsonl", "--index", real_index, stdin=lines)
    again = run("ask", "--jsonl", "--index", real_index, stdin=lines)

    assert (done.returncode, done.stderr) == (0, b"")
    assert again.stdout == done.stdout
    answers = objects(done.stdout)
    assert [answer["id"] for answer in answers] == ["q1", 2, None, "q4"]
    assert [answer["question"] for answer in answers] == [question["question"] for question in GOOD]
    assert answers[0]["status"] == "answered"
    assert [answer["status"] for answer in answers[2:]] == ["not_covered"] * 2
    assert "roadmaps/atlia/machine-learning-core" in [passage["id"] for passage in answers[1]["passages"]]
    for answer in answers:
        assert 0.0 <= answer["confidence"] <= 1.0
        assert len(answer["passages"]) == 3
        for passage in answer["passages"]:
            assert set(passage) == {
                "id", "document", "source", "title", "section", "text", "highlights", "score", "url"
            }  # fmt: skip
            assert passage["source"] in {"atlia", "aiu", "zen", "step-by-step", "career-path"}
            assert (ROOT / "knowledge" / "content" / passage["document"]).is_file()
            assert isinstance(passage["title"], str)
            assert all(isinstance(heading, str) for heading in passage["section"])
            assert all(0 <= start < end <= len(passage["text"]) for start, end in passage["highlights"])
            assert isinstance(passage["score"], float)
            assert passage["url"] is None or passage["url"].startswith("https://")
        scores = [passage["score"] for passage in answer["passages"]]
        assert scores == sorted(scores, reverse=True)


def test_top_holds_for_every_status(run, real_index):
    lines = "".join(json.dumps(question) + "\n" for question in GOOD).encode()

    done = run("ask", "--jsonl", "--index", real_index, "--top", "7", stdin=lines)

    assert [len(answer["passages"]) for answer in objects(done.stdout)] == [7] * 4


BAD = [  # line, start of the error
    (b"hello", "not JSON: "),
    (b'["question"]', "must be an object with a question"),
    (b"{}", "'question' must be a text"),
    (b'{"question": 7}', "'question' must be a text"),
    (b'{"question": "a", "context": "b"}', "'context' must be a list of texts"),
    (b"[" * 100_000, "the line has 100001 characters; the limit is 100000"),
    (b"[" * 99_000, "not JSON: "),
    (b'{"question": "' + b"x" * 1_000_000 + b'"}', "the line has 1000017 characters; the limit is 100000"),
    (b"x" * 1_000_000, "the line has 1000001 characters; the limit is 100000"),
    (b'{"question": "a\0b"}', "not JSON: "),
    (b"\xff\xfe\xfd", "not JSON: "),
    (b"\x00", "not JSON: "),
    (b'{"question": "a"', "not JSON: "),
    (b'{"id": ' + b"9" * 5_000 + b', "question": "a"}', "not JSON: "),
]


def test_a_bad_line_gets_a_line_and_the_rest_goes_on(run, real_index):
    stdin = b"\xef\xbb\xbf" + b'{"id": "first", "question": "mlops"}\r\n'
    for number, (line, _) in enumerate(BAD):
        stdin += line + b"\n\n   \n" + f'{{"id": {number}, "question": "phase 2"}}\r\n'.encode()
    stdin += b'{"id": "last", "question": "mlops"}'  # and no line end

    done = run("ask", "--jsonl", "--index", real_index, stdin=stdin)

    first, *found, last = objects(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (first["id"], last["id"]) == ("first", "last")
    assert first["passages"] == last["passages"]
    assert len(found) == 2 * len(BAD)
    for number, (_, said) in enumerate(BAD):
        error, answer = found[2 * number : 2 * number + 2]
        assert set(error) == {"id", "error"}
        assert error["id"] is None
        assert error["error"].startswith(said)
        assert len(error["error"]) < 200
        assert (answer["id"], answer["question"]) == (number, "phase 2")


ODD = [
    "",
    "a",
    "salary " * 571,
    "🚀🔥💸",
    "what is the and of",
    "```python\nprint('hi')\n```",
    "@everyone @here what does a junior earn in the UK",
    "sal\u200bary in the U\u200dK",
    "\u202esalary in the UK\u202c",
    "'; DROP TABLE learners; --",
    "**[_~~`||> # - * |",
    "how long is\0 phase 2",
    "\ud800 salary \udfff",
    "\x1b[2J\x07 salary",
]


def test_odd_questions_get_a_clear_answer(run, real_index):
    stdin = "".join(json.dumps({"question": question}) + "\n" for question in ODD).encode()

    done = run("ask", "--jsonl", "--index", real_index, stdin=stdin)

    answers = objects(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [answer["question"] for answer in answers] == ODD
    assert {answer["status"] for answer in answers} <= {"answered", "related", "not_covered"}
    assert all(
        answer["status"] == "not_covered" for answer in (answers[0], answers[1], answers[3], answers[4], answers[10])
    )


def test_nothing_to_answer_is_no_trouble(run, real_index):
    done = run("ask", "--jsonl", "--index", real_index, stdin=b"\n\n")

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_reader_that_stops_reading_ends_it_quietly(run, real_index):
    ask = f"{sys.executable} -m scripts.ask --jsonl --index {real_index}"
    lines = b'{"question": "phase 2"}\n' * 2_000
    environ = {"PATH": "/usr/bin:/bin", "MENTOR_DATA": str(ROOT / "data")}

    done = subprocess.run(  # noqa: S602
        f"{ask} | head -n 1", shell=True, cwd=ROOT, env=environ, input=lines, capture_output=True, timeout=60
    )

    assert objects(done.stdout)[0]["question"] == "phase 2"
    assert done.stderr == b""
