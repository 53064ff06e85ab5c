"""Capture time: how sure it is and in which zone, what binds a Live Photo, and the order of media."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("media_assets") as table:
        table.add_column(sa.Column("taken_certainty", sa.String(length=10), nullable=True))
        table.add_column(sa.Column("taken_offset_min", sa.Integer(), nullable=True))
        table.add_column(sa.Column("content_id", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("live_shows", sa.String(length=5), nullable=False, server_default="photo"))
    with op.batch_alter_table("projects") as table:
        # What is there already stays in the order in which it is.
        table.add_column(
            sa.Column("media_order", sa.String(length=10), nullable=False, server_default="hand")
        )
