"""Stars: the photos and clips that every plan shows."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("media_assets") as table:
        table.add_column(sa.Column("starred", sa.Boolean(), nullable=False, server_default=sa.false()))
