"""Shapes and clocks: what edit a video of another shape was ordered from, and how far clocks were off."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0017"


def upgrade() -> None:
    with op.batch_alter_table("render_jobs") as table:
        table.add_column(sa.Column("edit_hash", sa.String(length=64), nullable=True))
    with op.batch_alter_table("media_assets") as table:
        table.add_column(sa.Column("camera_serial", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("clock_shift_s", sa.Integer(), nullable=False, server_default="0"))
