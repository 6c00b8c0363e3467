"""Two hundred questions at once, the bot and the local Discord each in a process of its own."""

import pytest

from bot.measuring.discord_load import discord_load
from index.open import open_data
from index.versions import Versions


@pytest.mark.slow
def test_two_hundred_questions_at_once_are_all_answered_and_answered_in_time(settings, capsys):
    asked = open_data(Versions(settings.index_folder), settings.encoder).texts["questions"]

    (row,) = discord_load(settings, asked[:400], count=200, in_flight=[200])

    with capsys.disabled():
        print(  # noqa: T201 (the figures are for who reads the run)
            f"\n200 in flight: first response {row.first[0]:.0f} ms (95th percentile {row.first[1]:.0f}), answer "
            f"{row.final[0]:.0f} ms ({row.final[1]:.0f}), event loop held up {row.held_up:.0f} ms at most"
        )
    assert row.failed == 0
    assert row.first[1] < 1_000  # Discord gives up after 3,000
