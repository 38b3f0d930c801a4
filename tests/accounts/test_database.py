"""The data base itself: migrations, exact values, transactions, and what happens when it is away."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError, StatementError

from accounts import models
from accounts.database import Base, make_engine, make_sessions, reading, upgrade
from accounts.errors import BackendUnavailable
from accounts.sql_backend import SqlAccountBackend
from tests.accounts.conftest import SECRET

OURS = {
    table.local_table.name for table in Base.registry.mappers if table.class_.__module__ == models.__name__
}


def test_the_migrations_make_exactly_the_tables_of_the_models(database_url):
    engine = make_engine(database_url)

    def ours(_object, name, kind, _reflected, _compare_to):
        return name in OURS if kind == "table" else True

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(database_url):
    engine = make_engine(database_url)
    upgrade(engine)
    upgrade(engine)
    engine.dispose()


def test_several_processes_can_upgrade_at_once(tmp_path):
    url = f"sqlite:///{tmp_path / 'new' / 'guichet.db'}"
    errors = []

    def start():
        engine = make_engine(url)
        try:
            upgrade(engine)
        except Exception as error:
            errors.append(error)
        engine.dispose()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_amounts_and_moments_come_back_exactly(sessions):
    eastern = timezone(timedelta(hours=-5))
    with sessions.begin() as session:
        product = session.scalars(sa.select(models.Product).where(models.Product.service_id == "A-24")).one()
        product.monthly_fee = Decimal("1234567.1")
        account_id = product.account_id
        session.add(
            models.Verification(
                conversation_id="c",
                account_id=account_id,
                method="pin",
                verified_at=datetime(2026, 11, 21, 10, 0, tzinfo=eastern),
            )
        )
    with sessions() as session:
        product = session.scalars(sa.select(models.Product).where(models.Product.service_id == "A-24")).one()
        assert str(product.monthly_fee) == "1234567.10"
        moment = session.get_one(models.Verification, "c").verified_at
        assert moment == datetime(2026, 11, 21, 15, 0, tzinfo=timezone.utc)
        assert moment.tzinfo is timezone.utc


def test_a_moment_without_time_zone_is_refused(sessions):
    with pytest.raises(StatementError, match="without time zone"), sessions.begin() as session:
        session.add(models.AttemptCounter(scope="x", key="y", attempts=1, last_at=datetime(2026, 1, 1)))


def test_foreign_keys_are_kept(sessions):
    with pytest.raises(IntegrityError), sessions.begin() as session:
        session.add(
            models.Verification(
                conversation_id="c", account_id=999_999, method="pin", verified_at=datetime.now(timezone.utc)
            )
        )


def test_a_reader_does_not_wait_for_a_writer(sessions):
    with sessions.begin() as writer:
        writer.execute(sa.update(models.Customer).values(name="changed"))
        with reading(sessions) as reader:
            assert "changed" not in reader.scalars(sa.select(models.Customer.name)).all()


def test_a_data_base_that_is_locked_for_too_long_is_unavailable(database_url, clock):
    engine = make_engine(database_url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50"))
    else:
        sa.event.listen(
            engine, "connect", lambda connection, _: connection.execute("SET lock_timeout='50ms'")
        )
    blocker = make_engine(database_url)
    backend = SqlAccountBackend(engine, clock, secret=SECRET)
    with blocker.begin() as connection:
        connection.execute(sa.update(models.AuditHead).values(sequence=models.AuditHead.sequence))
        with pytest.raises(BackendUnavailable, match="authenticate"):
            backend.authenticate("c", "primus", "100200301", "0427")
    engine.dispose()
    blocker.dispose()


def test_errors_of_the_data_base_name_no_values(sessions):
    with pytest.raises(IntegrityError) as error, sessions.begin() as session:
        session.add(models.ContactMedium(customer_id=999_999, kind="email", value="private@example.com"))
    assert "private@example.com" not in str(error.value)


@pytest.mark.parametrize(
    "url", ["sqlite:////proc/no/such/place.db", "postgresql://guichet@/x?host=/nonexistent"]
)
def test_a_data_base_that_is_away_is_unavailable(url, clock):
    if url.startswith("sqlite"):
        with pytest.raises(OSError):
            make_engine(url)
        return
    with pytest.raises(BackendUnavailable):
        SqlAccountBackend(make_engine(url), clock, secret=SECRET).verified_account("c", "primus")


def test_a_session_sees_tables_of_other_packages_on_the_same_base():
    assert make_sessions(make_engine("sqlite://"))().get_bind().dialect.name == "sqlite"
