"""Videos that go to Immich: where to, with which key, and what has been done of it."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0033"


def upgrade() -> None:
    op.create_table(
        "sent_videos",
        sa.Column("id", sa.String(length=36), primary_key=True),
        sa.Column(
            "project_id",
            sa.String(length=36),
            sa.ForeignKey("projects.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("render_id", sa.String(length=36), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("secret", sa.String(length=500), nullable=True),
        sa.Column("album_id", sa.String(length=64), nullable=True),
        sa.Column("album_name", sa.String(length=200), nullable=True),
        sa.Column("asset_id", sa.String(length=64), nullable=True),
        sa.Column("was_there", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("error_message", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_sent_videos_project_id", "sent_videos", ["project_id"])
    op.create_index("ix_sent_videos_render_id", "sent_videos", ["render_id"])
