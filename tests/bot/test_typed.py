"""Arguments by place and by name, and what is said about the ones that do not fit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.refused import Refused
from bot.typed import arguments

TAKES = ("roadmap", "date?", "zone?")
USAGE = "/start ROADMAP [DATE] [ZONE]"


@pytest.mark.parametrize(
    ("text", "given_values"),
    [
        ("atlia", {"roadmap": "atlia"}),
        ("atlia today London", {"roadmap": "atlia", "date": "today", "zone": "London"}),
        ("atlia date:next monday zone:New York", {"roadmap": "atlia", "date": "next monday", "zone": "New York"}),
        ("zone:New York roadmap:zen", {"roadmap": "zen", "zone": "New York"}),
        ('atlia "1 dec" UTC', {"roadmap": "atlia", "date": "1 dec", "zone": "UTC"}),
        ("atlia today New York", {"roadmap": "atlia", "date": "today", "zone": "New York"}),
        ("atlia's today", {"roadmap": "atlia's", "date": "today"}),
        ("atlia DATE:18:30", {"roadmap": "atlia", "date": "18:30"}),
        ("atlia date:", {"roadmap": "atlia", "date": ""}),
    ],
)
def test_values_go_where_they_belong(text, given_values):
    assert arguments(text, TAKES, USAGE) == given_values


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", f"“roadmap” is missing; write {USAGE}."),
        ("atlia zon:UTC", f"There is no “zon”; did you mean 'zone'?; write {USAGE}."),
        ("atlia date:a date:b", "“date” is given twice; keep one of the two."),
        ("more roadmap:a date:b zone:c", f"“more” is more than this command takes; write {USAGE}."),
    ],
)
def test_what_does_not_fit_is_told(text, said):
    with pytest.raises(Refused) as refused:
        arguments(text, TAKES, USAGE)
    assert str(refused.value) == said


def test_what_is_given_by_name_only_takes_no_place():
    assert arguments("machine learning page:2", ("area?", "page:"), "") == {"area": "machine learning", "page": "2"}


@settings(deadline=None)
@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_the_reader(text):
    try:
        found = arguments(text, TAKES, USAGE)
    except Refused:
        return
    assert set(found) <= {"roadmap", "date", "zone"}
