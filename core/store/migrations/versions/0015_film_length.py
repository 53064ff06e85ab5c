"""How long a film is to be: a longer song is shortened to that."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    with op.batch_alter_table("projects") as table:
        table.add_column(sa.Column("film_length_ms", sa.Integer(), nullable=True))
