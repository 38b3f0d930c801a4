"""A data base of the test's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.database import make_engine, make_sessions, upgrade
from accounts.importing import import_accounts
from accounts.pins import SecretHasher
from bot.settings import Settings
from tests.privacy.world import NOW, World

DEMO = Path(__file__).parents[2] / "demo" / "accounts.yml"


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data base with the demo accounts, to copy: quicker than making it for every test."""
    path = tmp_path_factory.mktemp("demo") / "guichet.db"
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    with make_sessions(engine).begin() as session:
        hasher = SecretHasher(time_cost=1, memory_cost=1024)
        import_accounts(session, DEMO.read_text(encoding="utf-8"), now=NOW, hasher=hasher)
    engine.dispose()
    return path


@pytest.fixture
def world(tmp_path: Path, demo_database: Path) -> Iterator[World]:
    shutil.copy(demo_database, tmp_path / "guichet.db")
    settings = Settings(
        secret_key="a key for tests only, of more than 32 characters",
        database_url=f"sqlite:///{tmp_path}/guichet.db",
        tracker_url=f"sqlite:///{tmp_path}/rasa.db",
        data_dir=tmp_path,
        index_dir=tmp_path / "index",
        retention_days=365,
        retention="alsatis=30",
    )
    engine = make_engine(settings.database_url)
    yield World(make_sessions(engine), settings, tmp_path)
    engine.dispose()
