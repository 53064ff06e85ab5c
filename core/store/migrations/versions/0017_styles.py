"""Styles: the accents and titles that a plan of the project gets, and the style that they come from."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    with op.batch_alter_table("projects") as table:
        table.add_column(sa.Column("style", sa.String(length=20), nullable=True))
        for name, usual in (
            ("pulse", "none"),
            ("flash", "none"),
            ("titles", "none"),
            ("title_style", "clean"),
        ):
            table.add_column(sa.Column(name, sa.String(length=20), nullable=False, server_default=usual))
        table.add_column(sa.Column("pulse_zoom", sa.Double(), nullable=False, server_default="0.04"))
