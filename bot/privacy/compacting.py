"""Makes deleted rows unreadable in the files of a data base too."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from accounts.database import make_engine
from bot.privacy.errors import NotCompacted


def open_tracker(url: str) -> Engine | None:
    """The data base of Rasa's trackers; None where there is no file yet."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        return None
    return make_engine(url)


def compact(engine: Engine) -> None:
    """Leave nothing of deleted rows in a data base's files.

    SQLite: the search index is made anew (FTS5 marks what is deleted, and keeps it in its own tables until it happens
    to merge them), the file is written anew, and the journal is emptied. PostgreSQL: old row versions and what waits in
    search indexes are removed; docs/privacy.md says what its write-ahead log and backups keep.

    Raises:
        NotCompacted: somebody else used the file all the time; the rows are gone, traces may be left.
    """
    if engine.dialect.name == "sqlite":
        _compact_sqlite(engine)
    else:
        _compact_postgresql(engine)


def _compact_sqlite(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        if cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'message_search'").fetchone():
            cursor.execute("INSERT INTO message_search(message_search) VALUES ('rebuild')")
        cursor.execute("VACUUM")
        is_busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except engine.dialect.loaded_dbapi.OperationalError as error:  # locked
        raise NotCompacted(engine.url.database or "") from error
    finally:
        raw.close()
    if is_busy:
        raise NotCompacted(f"{engine.url.database}-wal")


def _compact_postgresql(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("SET statement_timeout = 0"))
        for table in sa.inspect(connection).get_table_names():
            connection.execute(sa.text(f'VACUUM "{table}"'))
