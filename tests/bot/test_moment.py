"""A moment as Discord shows it."""

from datetime import UTC, datetime, timedelta, timezone

from bot.moment import shown


def test_a_moment_is_the_same_mark_whatever_zone_it_is_given_in():
    noon = datetime(2026, 5, 4, 12, 0, 0, 999_999, UTC)

    assert shown(noon, "F") == "<t:1777896000:F>"
    assert shown(noon.astimezone(timezone(timedelta(hours=9))), "R") == "<t:1777896000:R>"
