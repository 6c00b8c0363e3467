"""What moderators did, and the weekly digest of each guild."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "audit",
        sa.Column("id", _Number, sa.Identity(), primary_key=True),
        sa.Column("guild", sa.BigInteger, nullable=False, index=True),
        sa.Column("person", sa.BigInteger, index=True),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "digests",
        sa.Column("guild", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("channel", sa.BigInteger, nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("begun", sa.DateTime(timezone=True)),
    )
