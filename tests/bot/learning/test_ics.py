"""The file for a calendar: one event a phase that lasts all day, which a calendar can read back."""

from datetime import date, timedelta

import icalendar
import pytest

from bot.learning.ics import calendar

ME = 42


@pytest.fixture
def made(learning, clock):
    def of(roadmap, hours="10"):
        learning.roadmap_started(ME, token(learning, roadmap, hours), "20261201", hours, "Europe/London")
        stands = learning.standing(ME, roadmap)
        return calendar(stands.track, stands.enrolment, stands.plan, clock()), stands

    return of


def token(learning, roadmap, hours):
    return learning.roadmap_start(ME, roadmap, "1 dec", hours, "london").blocks[-1].buttons[0].action.split(":")[1]


def test_every_phase_is_an_event_from_its_earliest_start_to_its_latest_end(made):
    text, stands = made("atlia")

    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert [(event.start, event.end - timedelta(days=1)) for event in events] == [
        (phase.start.earliest, phase.end.latest) for phase in stands.plan.phases
    ]
    assert all(type(event.start) is date for event in events)  # all day: no time, no zone
    assert str(events[0]["summary"]) == "Phase 1: Python & Data Fundamentals (Atlia Learning)"
    assert "- NumPy, Pandas and SQL, learned in parallel with Python" in str(events[0]["description"])
    assert "Ends between Mon 11 Jan 2027 and Mon 1 Feb 2027." in str(events[0]["description"])


def test_importing_again_moves_events_and_adds_none(made, learning, clock):
    first, _ = made("zen")
    learning.hours(ME, "5")
    later = learning.standing(ME)
    second = calendar(later.track, later.enrolment, later.plan, clock())

    uids = [
        [str(event["uid"]) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")] for text in (first, second)
    ]
    assert uids[0] == uids[1]
    assert len(set(uids[0])) == 5
    assert first != second


def test_lines_are_those_of_the_standard(made):
    text, _ = made("aiu")

    assert text.startswith(b"BEGIN:VCALENDAR\r\n")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert b"\n" not in text.replace(b"\r\n", b"")
