"""What Alembic runs for each command: the migrations, on the connection that the caller began."""

from typing import Any, Literal

from alembic import context

import core.store.models  # noqa: F401  (fills Base.metadata)
from core.store.db import Base, UtcDateTime


def _plain_types(kind: str, item: object, _autogenerate: Any) -> str | Literal[False]:
    """Write our moment type as SQLAlchemy's own: a migration must not depend on later code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_plain_types,
)
context.run_migrations()
