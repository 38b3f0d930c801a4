"""Makes deleted rows unreadable in the files of a data base too."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from accounts.database import make_engine


def open_tracker(url: str) -> Engine | None:
    """The data base of Rasa's trackers; None where there is no file yet."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        return None
    return make_engine(url)


def compact(engine: Engine) -> None:
    """Write a SQLite file anew, so that no deleted text stays in free pages, the search index or the journal.

    PostgreSQL does the same by its autovacuum; see docs/privacy.md for its write-ahead log and backups.
    """
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        if cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'message_search'").fetchone():
            cursor.execute("INSERT INTO message_search(message_search) VALUES ('rebuild')")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
