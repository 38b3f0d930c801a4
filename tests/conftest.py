"""Fixtures that several packages share: what was built once for the whole session."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from bot.settings import settings
from tests.accounts.postgres import PrivatePostgres, find_binaries
from tests.conversations.player import Guichet
from tests.stack import running_guichet


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests come last: Playwright's event loop runs until the session ends."""
    items.sort(key=lambda item: "e2e" in item.path.parts)


@pytest.fixture(scope="session")
def guichet(tmp_path_factory) -> Iterator[Guichet]:
    """The running assistant, one for all tests that need it."""
    with running_guichet(tmp_path_factory.mktemp("stack")) as guichet:
        yield guichet


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """A running server; skipped where PostgreSQL is not installed, except in CI."""
    binaries = find_binaries()
    if binaries is None:
        report = pytest.fail if os.environ.get("CI") else pytest.skip
        report("PostgreSQL is not installed (on Debian: apt-get install postgresql).")
    server = PrivatePostgres(binaries)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def encoder():
    """The exported encoder that Guichet serves."""
    from knowledge.encoder.serving import OnnxEncoder

    found = OnnxEncoder(settings().encoder_dir)
    found.warm_up()
    return found
