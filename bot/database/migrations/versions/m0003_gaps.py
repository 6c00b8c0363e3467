"""Gaps: questions without a good answer, grouped by meaning; and who was told of an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables, and add the columns."""
    op.create_table(
        "gaps",
        sa.Column("id", _Number, sa.Identity(), primary_key=True),
        sa.Column("guild", sa.BigInteger, nullable=False, index=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("encoder", sa.String(64), nullable=False),
        sa.Column("unknown", sa.Text, nullable=False),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("moderator", sa.BigInteger, index=True),
        sa.Column("acted_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "gap_questions",
        sa.Column("answer", sa.String(12), sa.ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("gap", _Number, sa.ForeignKey("gaps.id", ondelete="CASCADE"), nullable=False, index=True),
    )
    op.add_column("escalations", sa.Column("looked", sa.Text))
    op.add_column("escalations", sa.Column("told_at", sa.DateTime(timezone=True)))
