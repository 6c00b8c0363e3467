"""Lines of JSON: what is a question, what is not, and every field of an answer."""

import json

import pytest

from bot.confidence import Status
from bot.jsonl import MAX_LINE, NotAQuestion, answer_json, error_json, read_question
from bot.mentor import Answer


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"question": "how long?"}', (None, "how long?", ())),
        ('{"id": "q1", "question": "a", "context": ["b", "c"]}', ("q1", "a", ("b", "c"))),
        ('{"id": 7, "question": "a", "context": []}', (7, "a", ())),
        ('{"id": null, "question": "", "context": null, "other": 1}', (None, "", ())),
        ('  {"question": "a"}  \r\n', (None, "a", ())),
        ('\ufeff{"question": "a"}\n', (None, "a", ())),
        ('{"question": "\\ud800"}', (None, "\ud800", ())),
        ('{"question": "a\\u0000b"}', (None, "a\0b", ())),
        ('{"question": "übergrößenträger 🚀"}', (None, "übergrößenträger 🚀", ())),
    ],
)
def test_a_question_is_read(line, expected):
    assert read_question(line) == expected


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("hello", "not JSON: Expecting value: line 1 column 1 (char 0)"),
        ('{"question": "a"', "not JSON: Expecting ',' delimiter: line 1 column 17 (char 16)"),
        ('{"question": "a"} {"question": "b"}', "not JSON: Extra data: line 1 column 19 (char 18)"),
        ('{"question": "a\0b"}', "not JSON: Invalid control character at: line 1 column 16 (char 15)"),
        ('["question"]', "must be an object with a question"),
        ('"question"', "must be an object with a question"),
        ("null", "must be an object with a question"),
        ("{}", "'question' must be a text"),
        ('{"question": 7}', "'question' must be a text"),
        ('{"question": null}', "'question' must be a text"),
        ('{"question": ["a"]}', "'question' must be a text"),
        ('{"question": "a", "context": "b"}', "'context' must be a list of texts"),
        ('{"question": "a", "context": {"b": 1}}', "'context' must be a list of texts"),
        ('{"question": "a", "context": ["b", 1]}', "'context' must be a list of texts"),
        ('{"question": "a", "id": true}', "'id' must be a text or a whole number"),
        ('{"question": "a", "id": 1.5}', "'id' must be a text or a whole number"),
        ('{"question": "a", "id": NaN}', "'id' must be a text or a whole number"),
        ('{"question": "a", "id": ["q1"]}', "'id' must be a text or a whole number"),
        ("x" * 1_000_000, "the line has 1000000 characters; the limit is 100000"),
    ],
)
def test_what_is_no_question_is_named(line, said):
    with pytest.raises(NotAQuestion) as caught:
        read_question(line)

    assert str(caught.value) == said


@pytest.mark.parametrize("line", ["[" * MAX_LINE, '{"question":' * 8_000, '{"id":' + "9" * 5_000 + "}"])
def test_what_would_overtax_the_parser_is_refused(line):
    with pytest.raises(NotAQuestion, match=r"^not JSON: "):
        read_question(line)


def test_every_field_of_an_answer(hit):
    first = hit("One. Two.", (5, 9), url="https://guide.example/pay")
    answer = Answer("cleaned", Status.RELATED, 0.123456, (first, hit("Three.")), "Why.", read_as="x")

    line = answer_json("q1", "as it was typed", answer)

    assert "\n" not in line
    assert json.loads(line) == {
        "id": "q1",
        "question": "as it was typed",
        "status": "related",
        "confidence": 0.1235,
        "reason": "Why.",
        "passages": [
            {
                "id": "guide/pay",
                "document": "articles/guide.md",
                "source": "guide",
                "title": "The guide",
                "section": ["Pay", "Seniors"],
                "text": "One. Two.",
                "highlights": [[5, 9]],
                "score": 0.5,
                "url": "https://guide.example/pay",
            },
            {
                "id": "guide/pay",
                "document": "articles/guide.md",
                "source": "guide",
                "title": "The guide",
                "section": ["Pay", "Seniors"],
                "text": "Three.",
                "highlights": [],
                "score": 0.5,
                "url": None,
            },
        ],
    }


def test_letters_stay_letters_and_line_ends_are_escaped(hit):
    line = answer_json(1, "£55K–£70K 🚀", Answer("", Status.ANSWERED, 1.0, (hit("a\nb"),)))

    assert "£55K–£70K 🚀" in line
    assert '"a\\nb"' in line


def test_a_lone_surrogate_goes_out_as_it_came_in():
    line = answer_json("\udfff", "\ud800", Answer("", Status.NOT_COVERED, 0.0, ()))

    assert line.encode()
    assert json.loads(line)["id"] == "\udfff"
    assert json.loads(line)["question"] == "\ud800"


def test_the_line_for_an_error():
    assert error_json("not JSON: “x”") == '{"id": null, "error": "not JSON: “x”"}'
