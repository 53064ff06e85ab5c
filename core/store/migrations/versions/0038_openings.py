"""What an edit shows first, which stands for the project in a list; known for edits from now on."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    with op.batch_alter_table("timelines") as table:
        table.add_column(sa.Column("opening_ids", sa.Text()))
