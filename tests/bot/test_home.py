"""Which server's moderators may change what all servers share."""

import pytest

from bot.moderation.home import check_home
from bot.refused import Refused


@pytest.mark.parametrize(("homes", "joined"), [((7,), 5), ((7, 8), None), ((), 1)])
def test_at_home_the_index_may_be_changed(homes, joined):
    check_home(7, homes, joined)


@pytest.mark.parametrize(
    ("guild", "homes", "joined"), [(9, (7,), 1), (7, (), 2), (7, (), None), (None, (), 1), (7, (), 0)]
)
def test_elsewhere_it_is_refused_with_the_setting_that_decides(guild, homes, joined):
    with pytest.raises(Refused, match="MENTOR_HOME_GUILDS"):
        check_home(guild, homes, joined)
