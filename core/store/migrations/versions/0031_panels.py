"""Whether the director of a project may show pictures side by side."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    with op.batch_alter_table("projects") as table:
        table.add_column(sa.Column("panels", sa.Boolean(), nullable=False, server_default=sa.false()))
