"""Shapes and clocks: the edit that a video of another shape was made from, and how far cameras were off."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0017"


def upgrade() -> None:
    with op.batch_alter_table("render_jobs") as table:
        table.add_column(sa.Column("edit_hash", sa.String(length=64), nullable=True))
