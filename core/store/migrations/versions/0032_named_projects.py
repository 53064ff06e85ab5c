"""Whether a person named the project; one that was only dropped is called after the day it was made."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    with op.batch_alter_table("projects") as table:
        table.add_column(sa.Column("is_named", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute("UPDATE projects SET is_named = 0 WHERE name LIKE 'Project of %'")
