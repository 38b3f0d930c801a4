"""Every backend test runs against SQLite and against a private PostgreSQL, with the accounts of accounts.yml."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from accounts.audit import verify_audit
from accounts.backend import Request
from accounts.database import Sessions, make_engine, make_sessions, reading, upgrade
from accounts.importing import import_accounts
from accounts.pins import SecretHasher
from accounts.showing import show_account
from accounts.sql_backend import SqlAccountBackend
from tests.accounts.postgres import PrivatePostgres

START = datetime(2026, 11, 21, 15, 0, tzinfo=timezone.utc)
SECRET = "a secret of at least thirty-two characters"
ACCOUNTS = Path(__file__).with_name("accounts.yml")
PINS = {
    ("primus", "100200301"): "0427",
    ("primus", "100200302"): "7315",
    ("alsatis", "100200301"): "6194",
    ("ooma", "800266"): "3350",
    ("allstream", "7055"): "4719",
    ("calltower", "55300982"): "0604",
}
HASHER = SecretHasher(time_cost=1, memory_cost=1024)  # quick: tests check a great many PINs
_names = itertools.count()


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


def fill(url: str) -> None:
    """Tables and accounts in an empty data base."""
    engine = make_engine(url)
    upgrade(engine)
    with make_sessions(engine).begin() as session:
        import_accounts(session, ACCOUNTS.read_text(encoding="utf-8"), now=START, hasher=HASHER)
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "guichet.db"
    fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: PrivatePostgres) -> str:
    postgres.create("guichet_template")
    fill(postgres.url("guichet_template"))
    return "guichet_template"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a data base of its own, with the accounts in it."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "guichet.db")
        yield f"sqlite:///{tmp_path / 'guichet.db'}"
        return
    server: PrivatePostgres = request.getfixturevalue("postgres")
    name = f"test_{next(_names)}"
    server.create(name, template=request.getfixturevalue("postgres_template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def sessions(database_url: str) -> Iterator[Sessions]:
    engine = make_engine(database_url)
    factory = make_sessions(engine)
    yield factory
    with reading(factory) as session:
        assert verify_audit(session) is None, "every test must leave the audit trail whole"
    engine.dispose()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def backend(sessions: Sessions, clock: FakeClock) -> SqlAccountBackend:
    return SqlAccountBackend(sessions, clock, secret=SECRET, hasher=HASHER, code_seconds=0)


@pytest.fixture
def verified(backend: SqlAccountBackend) -> Callable[..., str]:
    """Verifies a conversation for an account and returns its id."""

    def verify(operator: str, number: str = "100200301", conversation: str = "conversation") -> str:
        result = backend.authenticate(conversation, operator, number, PINS[operator, number])
        assert result.outcome == "verified"
        return conversation

    return verify


@pytest.fixture
def show(sessions: Sessions, clock: FakeClock) -> Callable[..., dict]:
    """The account as `accounts show` prints it."""

    def account(operator: str, number: str = "100200301") -> dict:
        with reading(sessions) as session:
            return show_account(session, operator, number, now=clock())

    return account


def request(key: str = "request-1", language: str = "fr") -> Request:
    return Request(key, language, "web")
