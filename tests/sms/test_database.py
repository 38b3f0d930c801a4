"""The migrations make exactly the tables of text messages."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import bot.conversations.models  # noqa: F401
from accounts.database import Base, make_engine
from accounts.sms_consent import SmsConsent
from bot.sms import models

OURS = {SmsConsent.__tablename__} | {
    table.__tablename__ for table in vars(models).values() if isinstance(table, type) and issubclass(table, Base)
    and table is not Base
}  # fmt: skip


def test_the_migrations_make_exactly_the_tables_of_the_models(empty_database):
    engine = make_engine(f"sqlite:///{empty_database}")

    def ours(_object, name, kind, _reflected, _compare_to):
        return name in OURS if kind == "table" else True

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
    assert len(OURS) == 6
