"""Where answers are for all to see: direct messages, and channels that moderators opened. Pure."""

from collections.abc import Callable, Sequence

Mode = Callable[[int, int], str | None]  # guild, channel → "open", "private", "silent", or None where nothing is set


class Places:
    """What moderators decided about channels."""

    def __init__(self, mode: Mode) -> None:
        """Take what looks a channel up, from memory."""
        self._mode = mode

    def is_open(self, guild: int | None, channels: Sequence[int]) -> bool:
        """Tell whether an answer to a command may be public; `channels` are the channel and what it is a thread of."""
        return guild is None or self._of(guild, channels) == "open"

    def is_silent(self, guild: int | None, channels: Sequence[int]) -> bool:
        """Tell whether the mentor stays silent when it is mentioned."""
        return guild is not None and self._of(guild, channels) == "silent"

    def _of(self, guild: int, channels: Sequence[int]) -> str | None:
        return next((mode for channel in channels if (mode := self._mode(guild, channel))), None)
