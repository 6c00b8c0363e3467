"""Learners: their roadmaps, what they have ticked, their reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "enrolments",
        sa.Column("id", _Number, sa.Identity(), primary_key=True),
        sa.Column("person", sa.BigInteger, nullable=False),
        sa.Column("roadmap", sa.String(200), nullable=False),
        sa.Column("started", sa.Date, nullable=False),
        sa.Column("hours", sa.Float, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("first_phase", sa.String(200), nullable=False),
        sa.Column("pauses", sa.Text, nullable=False),
        sa.Column("guild", sa.BigInteger, index=True),
        sa.UniqueConstraint("person", "roadmap"),
    )
    op.create_table(
        "ticks",
        sa.Column("person", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("item", sa.String(400), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "reminders",
        sa.Column("person", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("at", sa.Time, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("channel", sa.BigInteger),
        sa.Column("guild", sa.BigInteger, index=True),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.Column("worker", sa.String(100)),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("begun", sa.DateTime(timezone=True)),
    )
