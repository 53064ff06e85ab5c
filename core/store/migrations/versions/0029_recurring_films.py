"""Films that make themselves: the rules, and what became of each time."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "recurring_films",
        sa.Column("id", sa.String(length=36), primary_key=True),
        sa.Column(
            "user_id", sa.String(length=36), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("secret", sa.String(length=500), nullable=True),
        sa.Column("look", sa.Text(), nullable=False),
        sa.Column("song_path", sa.String(length=1000), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_recurring_films_user_id", "recurring_films", ["user_id"])
    op.create_table(
        "recurring_runs",
        sa.Column("id", sa.String(length=36), primary_key=True),
        sa.Column(
            "film_id",
            sa.String(length=36),
            sa.ForeignKey("recurring_films.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("begin", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=True),
        sa.Column("problem", sa.String(length=500), nullable=True),
        sa.Column("project_id", sa.String(length=36), nullable=True),
        sa.Column("render_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.UniqueConstraint("film_id", "period"),
    )
    op.create_index("ix_recurring_runs_film_id", "recurring_runs", ["film_id"])
    op.create_index("ix_recurring_runs_project_id", "recurring_runs", ["project_id"])
