"""Alembic's entry: runs on the connection that accounts.database.upgrade opened."""

from alembic import context

import accounts.models  # noqa: F401
from accounts.database import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
