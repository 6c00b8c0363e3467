"""Time zones by name, by city and by country, and what is offered while somebody types."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learning.zones import Zones
from bot.refused import Refused

ZONES = Zones()


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/London", "Europe/London"),
        ("europe/london", "Europe/London"),
        ("America/New York", "America/New_York"),
        ("new york", "America/New_York"),
        ("Kolkata", "Asia/Kolkata"),
        ("Delhi", "Asia/Kolkata"),
        ("san francisco", "America/Los_Angeles"),
        ("UK", "Europe/London"),
        ("India", "Asia/Kolkata"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_found_by_what_people_call_it(text, zone):
    assert ZONES.named(text) == zone


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Europe/Lodnon", "There is no time zone “Europe/Lodnon”; did you mean 'Europe/London'?"),
        ("Londn", "There is no time zone “Londn”; did you mean 'London'?"),
        ("qqqq", "There is no time zone “qqqq”; write it like Europe/London or America/New_York."),
        ("Germany", "“Germany” has more than one time zone: Europe/Berlin, Europe/Busingen; name one of them."),
        ("", "There is no time zone “”; write it like Europe/London or America/New_York."),
    ],
)
def test_an_unknown_zone_is_refused_with_what_may_be_meant(text, said):
    with pytest.raises(Refused) as refused:
        ZONES.named(text)

    assert str(refused.value) == said


def test_what_is_offered_begins_with_cities():
    assert ZONES.matching("new y")[0] == "America/New_York"
    assert ZONES.matching("auck") == ("Pacific/Auckland",)
    assert ZONES.matching("san fr") == ("America/Los_Angeles",)
    assert "Asia/Kolkata" in ZONES.matching("india")
    assert ZONES.matching("nowhere at all") == ()


@settings(deadline=None)
@given(st.text(max_size=20))
def test_at_most_25_are_offered_and_each_can_be_used(text):
    offered = ZONES.matching(text)

    assert len(offered) <= 25
    assert [ZoneInfo(ZONES.named(zone)).key for zone in offered] == list(offered)
