"""Vision: what the eye saw in each photo and clip, and the camera that took it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("media_assets") as table:
        table.add_column(sa.Column("camera", sa.String(length=100), nullable=True))
        table.add_column(sa.Column("analysis", sa.Text(), nullable=True))
