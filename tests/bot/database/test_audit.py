"""What moderators did: the last of a kind, and how often each in a period, of one guild."""

from datetime import UTC, datetime, timedelta

from bot.database.audit import Audit, Entry

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
GUILD, OTHER, MONA = 4611686018427387003, 4611686018427387004, 4611686018427387005
SECOND = timedelta(seconds=1)


def test_the_last_of_some_actions_is_found_in_its_guild(database):
    audit = Audit(database)
    for guild, action, target in (
        (GUILD, "digest", "one"),
        (GUILD, "digest-off", "two"),
        (GUILD, "reindex", "three"),
        (OTHER, "digest", "four"),
    ):
        audit.record(guild, MONA, action, target, "", NOON)

    assert audit.last(GUILD, ("digest", "digest-off")) == Entry(MONA, "digest-off", "two", "", NOON)
    assert audit.last(OTHER, ("digest", "digest-off")) == Entry(MONA, "digest", "four", "", NOON)
    assert audit.last(GUILD, ("rollback",)) is None


def test_actions_are_counted_from_a_moment_on_and_before_another(database):
    audit = Audit(database)
    for at, action in ((NOON - SECOND, "taught"), (NOON, "taught"), (NOON, "taught"), (NOON + SECOND, "wording")):
        audit.record(GUILD, MONA, action, "", "", at)
    audit.record(OTHER, MONA, "taught", "", "", NOON)

    assert audit.counts(GUILD, NOON, NOON + SECOND) == {"taught": 2}
    assert audit.counts(GUILD, NOON, NOON + 2 * SECOND) == {"taught": 2, "wording": 1}
