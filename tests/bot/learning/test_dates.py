"""Days, times and hours in the spellings that people use, and one clear sentence for the rest."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learning.dates import day_of, hours_of, said_day, time_of, weekday_of
from bot.refused import Refused

TODAY = date(2026, 11, 26)  # a Thursday
WAYS = "write it like 2026-12-01, 1 Dec, tomorrow or next Monday"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", TODAY),
        ("  Today ", TODAY),
        ("tomorrow", date(2026, 11, 27)),
        ("the day after tomorrow", date(2026, 11, 28)),
        ("next monday", date(2026, 11, 30)),
        ("Monday", date(2026, 11, 30)),
        ("thursday", TODAY),
        ("next Thu", date(2026, 12, 3)),
        ("this fri", date(2026, 11, 27)),
        ("on Tues", date(2026, 12, 1)),
        ("next week", date(2026, 12, 3)),
        ("next month", date(2026, 12, 26)),
        ("in 2 weeks", date(2026, 12, 10)),
        ("in a month", date(2026, 12, 26)),
        ("1 Dec", date(2026, 12, 1)),
        ("1st of December", date(2026, 12, 1)),
        ("Dec 1", date(2026, 12, 1)),
        ("December 1st, 2026", date(2026, 12, 1)),
        ("1 sept", date(2026, 9, 1)),
        ("2 Jan", date(2027, 1, 2)),
        ("2026-12-01", date(2026, 12, 1)),
        ("2026/12/1", date(2026, 12, 1)),
        ("1.12.2026", date(2026, 12, 1)),
        ("1.12.", date(2026, 12, 1)),
        ("13/1/2027", date(2027, 1, 13)),
        ("1/13/2027", date(2027, 1, 13)),
        ("1/1/2027", date(2027, 1, 1)),
        ("\uff11\uff12 Dec", date(2026, 12, 12)),  # full-width digits
    ],
)
def test_a_day_is_read_in_many_spellings(text, day):
    assert day_of(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "12/1/2026",
            "“12/1/2026” can be Mon 12 Jan 2026 or Tue 1 Dec 2026; write 2026-01-12 or 2026-12-01.",
        ),
        ("30 Feb", f"There is no 30 February in 2026; {WAYS}."),
        ("31.11.2026", f"There is no 31 November in 2026; {WAYS}."),
        ("2026-13-01", f"There is no month 13; {WAYS}."),
        ("0000-01-01", f"There is no year 0; {WAYS}."),
        ("3 Decembr", f"“decembr” is no month; did you mean 'December'?; {WAYS}."),
        ("soon", f"I can't read “soon” as a date; {WAYS}."),
        ("5", f"I can't read “5” as a date; {WAYS}."),
        ("2020-01-01", "Wed 1 Jan 2020 is more than a year in the past; a start can be at most a year from today."),
        ("2028-01-01", "Sat 1 Jan 2028 is more than a year in the future; a start can be at most a year from today."),
        ("9999-12-31", "Fri 31 Dec 9999 is more than a year in the future; a start can be at most a year from today."),
    ],
)
def test_what_is_no_day_is_told_in_one_sentence(text, said):
    with pytest.raises(Refused) as refused:
        day_of(text, TODAY)

    assert str(refused.value) == said


@settings(deadline=None)
@given(st.dates(TODAY - timedelta(days=366), TODAY + timedelta(days=366)))
def test_what_the_mentor_says_it_can_read(day):
    assert day_of(said_day(day)[4:], TODAY) == day
    assert day_of(day.isoformat(), TODAY) == day


@settings(deadline=None)
@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_the_reader(text):
    for read in (lambda: day_of(text, TODAY), lambda: time_of(text), lambda: hours_of(text), lambda: weekday_of(text)):
        try:
            read()
        except Refused as refused:
            assert str(refused)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("18:30", time(18, 30)),
        ("6.30 pm", time(18, 30)),
        ("6pm", time(18)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("7", time(7)),
        ("noon", time(12)),
    ],
)
def test_a_time_is_read(text, at):
    assert time_of(text) == at


@pytest.mark.parametrize("text", ["24:00", "6:60", "13pm", "0 am", "later", ""])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(Refused, match="is no time of day; write it like 18:30 or 6:30 pm"):
        time_of(text)


def test_weekdays_by_name():
    assert [weekday_of(text) for text in ("monday", "Tues", "WED", "Thursdays", "sun")] == [0, 1, 2, 3, 6]
    with pytest.raises(Refused, match="“mnday” is no weekday; did you mean 'Monday'"):
        weekday_of("mnday")


@pytest.mark.parametrize(("text", "hours"), [("10", 10), ("7,5", 7.5), ("12 h", 12), ("8 hours a week", 8), (80, 80)])
def test_hours_are_read(text, hours):
    assert hours_of(text) == hours


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0", "With 0 hours a week no plan comes to an end; write 1 to 80."),
        ("200", "A week has 168 hours, so 200 can't be; write 1 to 80."),
        ("100", "100 hours a week are more than anybody keeps up; write 1 to 80."),
        ("-5", "With -5 hours a week no plan comes to an end; write 1 to 80."),
        ("10-15", "“10-15” is no number of hours; write one number, like 10 or 7.5."),
        ("nan", "“nan” is no number of hours; write one number, like 10 or 7.5."),
    ],
)
def test_hours_that_cannot_be_are_refused(text, said):
    with pytest.raises(Refused) as refused:
        hours_of(text)

    assert str(refused.value) == said
