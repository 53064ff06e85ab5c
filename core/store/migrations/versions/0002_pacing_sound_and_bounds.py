"""Pacing, sound and bounds: columns for what a person may set about cuts, fades, clips and storage."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("projects") as table:
        table.add_column(sa.Column("pacing", sa.String(length=10), nullable=False, server_default="steady"))
        table.add_column(
            sa.Column("beats_per_cut_auto", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("ends_on", sa.String(length=10), nullable=False, server_default="song"))
        for name in ("fade_in_ms", "fade_out_ms", "picture_fade_ms"):
            table.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("loudness_lufs", sa.Double(), nullable=True))
    with op.batch_alter_table("media_assets") as table:
        table.add_column(sa.Column("hidden", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("in_ms", sa.Integer(), nullable=True))
        table.add_column(sa.Column("out_ms", sa.Integer(), nullable=True))
    with op.batch_alter_table("render_jobs") as table:
        table.add_column(sa.Column("poster_path", sa.String(length=500), nullable=True))
        table.add_column(sa.Column("duration_ms", sa.Integer(), nullable=True))
    with op.batch_alter_table("sessions") as table:
        table.add_column(sa.Column("label", sa.String(length=120), nullable=True))
        table.add_column(sa.Column("last_seen_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("users") as table:
        table.add_column(sa.Column("quota_bytes", sa.BigInteger(), nullable=True))
