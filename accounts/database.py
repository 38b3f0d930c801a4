"""The data base of customers and conversations: base class, engine, sessions and migrations.

Two kinds of transactions, so that SQLite and PostgreSQL behave alike:

    with sessions.begin() as session:      # reads and writes; on SQLite it takes the write lock at once
    with reading(sessions) as session:     # only reads; never waits for a writer
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from accounts.turnstile import Turnstile

Sessions = sessionmaker[Session]

WAIT_SECONDS = 5  # for a lock or a statement; after that the task apologises and hands over
_MIGRATIONS = Path(__file__).parent / "migrations"
_ENTERED = "guichet_entered_the_turnstile"
_UPGRADE_LOCK = 0x6775696368  # any number that only Guichet's upgrades use


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment, always in UTC and aware; SQLite would lose the time zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("A moment without time zone cannot be stored.")
        return None if value is None else value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


class Money(sa.types.TypeDecorator[Decimal]):
    """An exact amount with two decimals; SQLite has no decimals, so it keeps the digits as text."""

    impl = sa.Numeric(12, 2).with_variant(sa.String(16), "sqlite")
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        if value is None:
            return None
        exact = value.quantize(Decimal("0.01"))
        return str(exact) if dialect.name == "sqlite" else exact

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).quantize(Decimal("0.01"))


class Base(DeclarativeBase):
    """Base of every table, here and in bot/conversations."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, Decimal: Money}


def make_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL; opens no connection yet.

    Its errors name no values: they are logged, and values are addresses and telephone numbers.

    Args:
        url: SQLAlchemy address, such as `sqlite:///var/guichet.db` or `postgresql+psycopg://host/guichet`.
            The folder of a SQLite file is made when it is missing.
    """
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    timeout = f"-c statement_timeout={WAIT_SECONDS}s -c lock_timeout={WAIT_SECONDS}s"
    return sa.create_engine(
        parsed,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=WAIT_SECONDS,
        connect_args={"connect_timeout": WAIT_SECONDS, "options": timeout},
    )


def make_sessions(engine: Engine) -> Sessions:
    """The session factory; loaded objects stay readable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def reading(sessions: Sessions) -> Iterator[Session]:
    """A session that only reads: on SQLite it sees one moment of the data base and waits for nobody."""
    with sessions() as session:
        session.connection(execution_options={"sqlite_begin": "DEFERRED"})
        yield session


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables up to date; safe when several processes start at once."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
        command.upgrade(alembic_config(connection), revision)


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for our migrations, bound to an open connection."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _sqlite_engine(url: sa.URL) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, hide_parameters=True, connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _configure_sqlite)
    turnstile = Turnstile()
    event.listen(engine, "begin", partial(_begin_sqlite, turnstile))
    for end in ("commit", "rollback"):
        event.listen(engine, end, partial(_leave, turnstile))
    return engine


def _configure_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # sqlite3 would begin transactions by its own rules; _begin_sqlite does
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={WAIT_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(turnstile: Turnstile, connection: Connection) -> None:
    # A transaction that reads first and writes later would fail at once, without waiting, if another
    # process wrote in between; so the write lock is taken at the start unless the session only reads.
    mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    if mode == "IMMEDIATE":
        connection.info[_ENTERED] = turnstile.enter(WAIT_SECONDS)  # if not: SQLite itself may still let us in
    try:
        connection.exec_driver_sql(f"BEGIN {mode}")
    except BaseException:
        _leave(turnstile, connection)
        raise


def _leave(turnstile: Turnstile, connection: Connection) -> None:
    # Called just before the commit: the next in line has to wait for that moment only.
    if connection.info.pop(_ENTERED, False):
        turnstile.leave()
