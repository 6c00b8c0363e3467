"""Answers, feedback, settings of channels, small values."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "answers",
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("context", sa.Text, nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("passages", sa.Text, nullable=False),
        sa.Column("guild", sa.BigInteger, index=True),
        sa.Column("channel", sa.BigInteger),
        sa.Column("index_version", sa.Text, nullable=False),
    )
    op.create_table(
        "votes",
        sa.Column("answer", sa.String(12), sa.ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("person", sa.BigInteger, primary_key=True, autoincrement=False, index=True),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "escalations",
        sa.Column("id", _Number, sa.Identity(), primary_key=True),
        sa.Column("answer", sa.String(12), sa.ForeignKey("answers.id", ondelete="CASCADE"), nullable=False),
        sa.Column("person", sa.BigInteger, index=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.UniqueConstraint("answer", "person"),
    )
    op.create_table(
        "channels",
        sa.Column("guild", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("channel", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("mode", sa.String(16), nullable=False),
    )
    op.create_table(
        "kept",
        sa.Column("key", sa.String(100), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
