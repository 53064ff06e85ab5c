"""Which videos were ordered together, one for each shape; an earlier video counts as ordered alone."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    with op.batch_alter_table("render_jobs") as table:
        table.add_column(sa.Column("order_id", sa.String(36)))
