"""The web process with a fake Rasa, in-process."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from accounts.database import Sessions, make_engine, upgrade
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.services import Services
from tests.bot.fake_rasa import FakeRasa

WIDGET = "/* the widget */"
SECRET = "a key for tests only, of more than 32 characters"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data base with all tables, to copy: quicker than the migrations."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    engine = make_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def make_settings(tmp_path: Path, empty_database: Path) -> Callable[..., Settings]:
    """Settings with a data base of the test's own; keyword arguments change them."""
    shutil.copy(empty_database, tmp_path / "guichet.db")
    (tmp_path / "widget").mkdir()
    (tmp_path / "widget" / "widget.js").write_text(WIDGET)
    (tmp_path / "widget" / "widget.js.gz").write_bytes(gzip.compress(WIDGET.encode()))

    def make(**changes: Any) -> Settings:
        values: dict[str, Any] = {
            "today": date(2026, 11, 21),
            "secret_key": SECRET,
            "database_url": f"sqlite:///{tmp_path}/guichet.db",
            "data_dir": tmp_path,
            "index_dir": tmp_path / "index",
            "widget_dir": tmp_path / "widget",
            "rasa_url": "http://rasa.test",
            "actions_url": "http://actions.test",
            "rasa_timeout": 2.0,
        }
        return Settings(**(values | changes))

    return make


@dataclass
class Customer:
    """Somebody who talks with the assistant through HTTP."""

    client: TestClient
    id: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, **body: Any) -> Any:
        return self.client.post(f"/api/conversations/{self.id}/messages", json=body, headers=self.headers)

    def say(self, text: str, **body: Any) -> dict[str, Any]:
        response = self.post(text=text, **body)
        assert response.status_code == 200, response.text
        return response.json()

    def transcript(self, after: int = 0) -> dict[str, Any]:
        response = self.client.get(
            f"/api/conversations/{self.id}/messages", params={"after": after}, headers=self.headers
        )
        assert response.status_code == 200, response.text
        return response.json()


@dataclass
class Web:
    """The web process under test."""

    app: FastAPI
    client: TestClient
    rasa: FakeRasa
    settings: Settings

    @property
    def services(self) -> Services:
        return self.app.state.services

    @property
    def sessions(self) -> Sessions:
        return self.services.sessions

    def customer(self, operator: str = "primus", language: str | None = None) -> Customer:
        body = {"operator": operator} | ({"language": language} if language else {})
        response = self.client.post("/api/conversations", json=body)
        assert response.status_code == 201, response.text
        return Customer(self.client, response.json()["id"], response.json()["token"])


@pytest.fixture
def start_web(make_settings: Callable[..., Settings]) -> Iterator[Callable[..., Web]]:
    """Starts the web process; keyword arguments change its settings."""
    started: list[TestClient] = []

    def start(**changes: Any) -> Web:
        rasa, settings = FakeRasa(), make_settings(**changes)
        app = create_app(settings, http=httpx.AsyncClient(transport=httpx.ASGITransport(rasa.app)))
        client = TestClient(app, raise_server_exceptions=False)
        started.append(client.__enter__())
        return Web(app, client, rasa, settings)

    yield start
    for client in started:
        client.__exit__(None, None, None)


@pytest.fixture
def web(start_web: Callable[..., Web]) -> Web:
    return start_web()
