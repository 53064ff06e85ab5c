"""Regions that a person has set, and pictures taken out of their burst."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    with op.batch_alter_table("media_assets") as table:
        table.add_column(sa.Column("regions", sa.Text(), nullable=True))
        table.add_column(sa.Column("unstacked", sa.Boolean(), nullable=False, server_default=sa.false()))
