"""A moment as Discord shows it: in the reader's own language and time zone. Pure."""

from datetime import datetime


def shown(moment: datetime, style: str) -> str:
    """Return the mark for a moment; the styles are Discord's: t time, f both, F with the weekday, D date, R how far."""
    return f"<t:{int(moment.timestamp())}:{style}>"
