"""Imports: what comes from other places, item by item, and what those places say of a photo or clip."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "media_imports",
        sa.Column("id", sa.String(length=36), primary_key=True),
        sa.Column(
            "project_id",
            sa.String(length=36),
            sa.ForeignKey("projects.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("secret", sa.String(length=500), nullable=True),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("first_position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("error_message", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_media_imports_project_id", "media_imports", ["project_id"])
    op.create_table(
        "import_items",
        sa.Column("import_id", sa.String(length=36), sa.ForeignKey("media_imports.id", ondelete="CASCADE")),
        sa.Column("position", sa.Integer()),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("import_id", "position"),
    )
    with op.batch_alter_table("media_assets") as table:
        table.add_column(sa.Column("description", sa.Text(), nullable=True))
        table.add_column(sa.Column("people", sa.Text(), nullable=True))
