"""The measurement of learners does what it says it measures."""

from datetime import UTC, datetime, timedelta

from bot.database.learners import Learners
from bot.database.measure import learners
from bot.database.reminders import Reminders

LATE = datetime(2027, 1, 1, tzinfo=UTC)


def test_learners_are_filled_in_and_every_measurement_is_printed(database):
    lines = list(learners(database, people=600))

    known, nudges = Learners(database), Reminders(database)
    assert [len(known.enrolments(person)) for person in (0, 599)] == [1, 1]
    assert len(known.ticks(599)) == 30
    assert len(known.ticks(0)) == 31  # and the one that was measured
    assert "step-0" not in {tick.item for person in (0, 599) for tick in known.ticks(person)}
    assert nudges.get(0).next_at - nudges.get(599).next_at == timedelta(days=7)
    assert len(nudges.due(LATE, 1000, timedelta(minutes=5), "b")) == 600  # claimed till then
    assert [line.split()[0] for line in lines] == "600 read tick keep vote sweep claim begin rename".split()
    assert all("ms of CPU" in line for line in lines[1:])
