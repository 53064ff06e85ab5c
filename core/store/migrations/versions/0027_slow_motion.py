"""Whether the director of a project may slow clips down."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    with op.batch_alter_table("projects") as table:
        table.add_column(sa.Column("slow_motion", sa.Boolean(), nullable=False, server_default=sa.false()))
