"""The weekly nudges: whoever is due gets one message, whatever crashes and however many processes there are."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from enum import Enum

from bot.card import Card
from bot.database.database import Database
from bot.database.reminders import Reminders
from bot.learning.records import Reminder
from bot.learning.reminding import sent
from bot.learning.service import Learning
from bot.refused import Refused

log = logging.getLogger(__name__)

AT_ONCE = 50
LEASE = timedelta(minutes=5)
AGAIN = timedelta(minutes=10)
_TRIES = 6  # of one occurrence; what has not worked for an hour comes next week


class Delivery(Enum):
    """What became of a message."""

    SENT = "sent"  # or perhaps sent: one nudge too few is better than two
    CLOSED = "closed"  # the person takes no messages, or the channel is gone
    REFUSED = "refused"  # surely not sent, and no other try of this message would be
    FAILED = "failed"  # surely not sent; worth another try


Send = Callable[[Reminder, Card], Awaitable[Delivery]]


class Nudges:
    """Sends what is due. The steps and their order are those of `bot.database.reminders.Reminders`."""

    def __init__(
        self,
        learning: Learning,
        reminders: Reminders,
        database: Database,
        send: Send,
        now: Callable[[], datetime],
        worker: str,
    ) -> None:
        """Take what is sent, where it is kept, how it is sent, the clock, and a name that no other process has."""
        self._learning = learning
        self._reminders = reminders
        self._run = database.run
        self._send = send
        self._now = now
        self._worker = worker
        self._tries: dict[int, int] = {}  # in vain, by person

    async def sweep(self) -> int:
        """Send everything that is due; return how many messages went out."""
        now = self._now()
        for left in await self._run(self._reminders.interrupted, now, AT_ONCE):
            await self._run(self._reminders.done, left.person, left.next_at, sent(left, now).next_at)
        count = 0
        while due := await self._run(self._reminders.due, self._now(), AT_ONCE, LEASE, self._worker):
            for reminder in due:
                try:
                    count += await self._nudge(reminder)
                except Exception:  # of the database; how far it came is kept, and the next sweep goes on from there
                    log.exception("a nudge failed")
        return count

    async def _nudge(self, reminder: Reminder) -> bool:
        person, occurrence = reminder.person, reminder.next_at
        try:
            card = await self._run(self._learning.nudge, person)
        except Refused:  # on no roadmap any more
            await self._run(self._reminders.remove, person)
            return False
        except Exception:  # one that cannot be made must not keep the others waiting
            log.exception("a nudge could not be made")
            await self._put_off(reminder)
            return False
        if not await self._run(self._reminders.sending, person, occurrence, self._worker):
            return False
        delivery = await self._delivered(reminder, card)
        if delivery is Delivery.FAILED:
            await self._put_off(reminder)
            return False
        await self._done(reminder)
        if delivery is Delivery.CLOSED:
            await self._run(self._reminders.closed, person)
            log.info("a reminder stopped: it could not be delivered")
        elif delivery is Delivery.REFUSED:
            log.warning("a nudge was refused; the next one comes in a week")
        return delivery is Delivery.SENT

    async def _delivered(self, reminder: Reminder, card: Card) -> Delivery:
        try:
            return await self._send(reminder, card)
        except Exception:
            log.exception("whether a nudge was sent is not known")
            return Delivery.SENT

    async def _put_off(self, reminder: Reminder) -> None:
        """Try again a little later, but not for ever."""
        tries = self._tries.get(reminder.person, 0) + 1
        if tries >= _TRIES:
            log.warning("a nudge was tried in vain; the next one comes in a week", extra={"tries": tries})
            await self._done(reminder)
            return
        self._tries[reminder.person] = tries
        await self._run(self._reminders.snooze, reminder.person, self._now() + AGAIN, reminder.next_at)

    async def _done(self, reminder: Reminder) -> None:
        self._tries.pop(reminder.person, None)
        following = sent(reminder, self._now()).next_at
        await self._run(self._reminders.done, reminder.person, reminder.next_at, following)
