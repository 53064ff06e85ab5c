"""The reading of a song: how its file is opened, which stream is heard, and what damage has cost."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("audio_tracks") as table:
        table.add_column(sa.Column("reader", sa.String(length=20), nullable=True))
        table.add_column(sa.Column("stream", sa.Integer(), nullable=True))
        table.add_column(sa.Column("channels", sa.Integer(), nullable=True))
        table.add_column(sa.Column("damaged_ms", sa.Integer(), nullable=False, server_default="0"))
