"""Where moderators may change what all servers share: the index, and what is taught. Pure."""

from collections.abc import Callable, Collection

from bot.refused import Refused

Check = Callable[[int | None], None]  # a guild → nothing, or Refused; `check_home` with its settings filled in

NOT_HOME = (
    "That changes what I answer on every server, so it can only be done on my home server. Who runs me sets it: "
    "MENTOR_HOME_GUILDS."
)


def check_home(guild: int | None, homes: Collection[int], joined: int | None) -> None:
    """Raise Refused unless a guild may change what all guilds share.

    `homes` are the guilds that MENTOR_HOME_GUILDS names. Where it names none, the only guild that the bot is in is one;
    `joined` is how many it is in, None where that is not known.
    """
    if guild is None or not (guild in homes or (not homes and joined == 1)):
        raise Refused(NOT_HOME)
