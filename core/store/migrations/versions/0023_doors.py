"""Doors: links by which people without an account see one video, or add pictures to one project."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "share_links",
        sa.Column("id", sa.String(length=36), primary_key=True),
        sa.Column("token", sa.String(length=64), nullable=False, unique=True),
        _of_project(),
        sa.Column("render_id", sa.String(length=36), nullable=False),
        sa.Column("password_hash", sa.String(length=128), nullable=True),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "drop_links",
        sa.Column("id", sa.String(length=36), primary_key=True),
        sa.Column("token", sa.String(length=64), nullable=False, unique=True),
        _of_project(),
        sa.Column("greeting", sa.String(length=100), nullable=False),
        sa.Column("most_files", sa.Integer(), nullable=False),
        sa.Column("most_bytes", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "guest_uploads",
        sa.Column("id", sa.String(length=36), primary_key=True),
        _of_project(),
        sa.Column("drop_id", sa.String(length=36), nullable=False),
        sa.Column("asset_id", sa.String(length=36), nullable=False),
        sa.Column("guest", sa.String(length=60), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("file_size", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
    )
    for table in ("share_links", "drop_links", "guest_uploads"):
        op.create_index(f"ix_{table}_project_id", table, ["project_id"])
    op.create_index("ix_share_links_render_id", "share_links", ["render_id"])
    op.create_index("ix_guest_uploads_drop_id", "guest_uploads", ["drop_id"])


def _of_project() -> sa.Column[str]:
    owner = sa.ForeignKey("projects.id", ondelete="CASCADE")
    return sa.Column("project_id", sa.String(length=36), owner, nullable=False)
