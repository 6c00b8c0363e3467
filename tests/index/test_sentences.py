"""Where sentences end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n\t ", []),
        ("No end", ["No end"]),
        ("One. Two! Three? Four… Five.", ["One.", "Two!", "Three?", "Four…", "Five."]),
        ("Really?! Yes...  Good.", ["Really?!", "Yes...", "Good."]),
        ("She said “no.” He left.", ["She said “no.”", "He left."]),
        ("**Bold.** Next (one.) Last.", ["**Bold.**", "Next (one.)", "Last."]),
        ("It costs 3.5 million. £40K is more.", ["It costs 3.5 million.", "£40K is more."]),
        (
            "Use e.g. Python, i.e. Code. Dr. Smith etc. Agrees.",
            ["Use e.g. Python, i.e. Code.", "Dr. Smith etc. Agrees."],
        ),
        ("J. Smith came. U.K. Pay rose.", ["J. Smith came.", "U.K. Pay rose."]),
        ("see node.js. it is small letters after", ["see node.js. it is small letters after"]),
        ("First line\n\nsecond, without any stop\n \nthird", ["First line", "second, without any stop", "third"]),
        ("wrapped\nline. Next\nline.", ["wrapped\nline.", "Next\nline."]),
        ("Version 2. 10 more things.", ["Version 2.", "10 more things."]),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text, sentences):
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@given(st.text(alphabet="ab A.!?…\n\t\"')*_`-•£1é🎉", max_size=200))
def test_spans_hold_everything_but_space_in_order(text):
    spans = sentence_spans(text)

    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
