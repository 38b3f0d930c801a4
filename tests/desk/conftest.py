"""The web process with people at the desk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.testclient import TestClient

from accounts.pins import SecretHasher
from bot.conversations.handoffs import open_handoff
from bot.desk.users import create_user
from tests.bot.conftest import Customer, Web, empty_database, make_settings, start_web, web  # noqa: F401

PASSWORD = "correct horse battery"
QUICK = SecretHasher(time_cost=1, memory_cost=8)  # for tests only


@dataclass
class Person:
    """Somebody who works at the desk, in a browser of their own."""

    id: int
    username: str
    client: TestClient

    def get(self, path: str, **options: Any) -> Any:
        return self.client.get(path, **options)

    def post(self, path: str, *, page: str = "/desk", **fields: Any) -> Any:
        """Fill in a form of a page."""
        return self.client.post(path, data={"form_token": self.form_token(page), **fields})

    def form_token(self, page: str = "/desk") -> str:
        return form_token(self.client.get(page).text)

    def handle(self, conversation_id: str, action: str, **fields: Any) -> Any:
        return self.post(f"/desk/conversations/{conversation_id}/{action}", **fields)

    def page(self, conversation_id: str) -> str:
        return self.get(f"/desk/conversations/{conversation_id}").text


def form_token(html: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', html)
    assert found, html
    return found[1]


def log_in(client: TestClient, username: str, password: str = PASSWORD, **fields: str) -> Any:
    token = form_token(client.get("/desk/login").text)
    body = {"form_token": token, "username": username, "password": password, **fields}
    return client.post("/desk/login", data=body)


@pytest.fixture
def hire(web: Web) -> Iterator[Callable[..., Person]]:  # noqa: F811
    """Adds somebody to the desk and logs them in."""

    def add(username: str = "camille", *, role: str = "agent", operators=("primus",), **more: Any) -> Person:
        name = more.pop("name", username.capitalize())
        with web.sessions.begin() as session:
            user = create_user(
                session,
                username,
                name=name,
                password=PASSWORD,
                role=role,
                operators=operators,
                now=web.settings.now(),
                hasher=QUICK,
                **more,
            )
        # No lifespan of its own: the application runs already.
        client = TestClient(web.app, raise_server_exceptions=False)
        response = log_in(client, username)
        assert response.status_code == 200, response.text
        return Person(user.id, username, client)

    yield add


@pytest.fixture
def ask_for_person(web: Web) -> Callable[..., Customer]:  # noqa: F811
    """A customer who waits for a person."""

    def ask(operator: str = "primus", language: str = "fr", text: str = "Ma facture est fausse") -> Customer:
        customer = web.customer(operator, language)
        customer.say(text)
        with web.sessions.begin() as session:
            open_handoff(session, customer.id, operator, text, language, now=web.settings.now())
        return customer

    return ask
