"""The event stream: live, and nothing is lost or repeated after Last-Event-ID."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
import uvicorn

from bot.conversations.models import Conversation
from bot.conversations.store import add_message
from bot.web.app import create_app
from tests.bot.fake_rasa import FakeRasa


@dataclass
class Event:
    kind: str
    id: str | None
    data: dict


class Stream:
    """Reads events of one connection."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.iter_lines()

    def next(self, kind: str) -> Event:
        fields: dict[str, str] = {}
        for line in self._lines:
            if line:
                name, _, value = line.partition(":")
                fields[name] = value.strip()
            elif "data" in fields:
                event = Event(fields.get("event", "message"), fields.get("id"), json.loads(fields["data"]))
                fields = {}
                if event.kind == kind:
                    return event
        raise AssertionError("the stream ended")


@pytest.fixture
def server(make_settings) -> Iterator[tuple[httpx.Client, object]]:
    """The web process on a real port: an endless answer needs one."""
    rasa = FakeRasa()
    app = create_app(make_settings(), http=httpx.AsyncClient(transport=httpx.ASGITransport(rasa.app)))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=5, trust_env=False) as client:
        yield client, app
    server.should_exit = True
    thread.join(10)


def open_conversation(client: httpx.Client) -> tuple[str, dict[str, str]]:
    opened = client.post("/api/conversations", json={"operator": "primus"}).json()
    return f"/api/conversations/{opened['id']}", {"Authorization": f"Bearer {opened['token']}"}


def test_messages_arrive_live_and_are_replayed_after_the_last_one_seen(server):
    client, _ = server
    url, headers = open_conversation(client)

    with client.stream("GET", f"{url}/events", headers=headers) as response:
        stream = Stream(response)
        assert stream.next("state").data["state"] == "bot"
        answer = client.post(f"{url}/messages", headers=headers, json={"text": "Bonjour ?"}).json()
        asked, answered = stream.next("message"), stream.next("message")
    later = client.post(f"{url}/messages", headers=headers, json={"text": "Et après ?"}).json()

    assert asked.data["sender"] == "customer"
    assert answered.data == answer["messages"][0]
    with client.stream("GET", f"{url}/events", headers=headers | {"Last-Event-ID": answered.id}) as response:
        stream = Stream(response)
        replayed = [stream.next("message").id, stream.next("message").id]
    assert replayed == [str(later["message"]["id"]), str(later["messages"][0]["id"])]


def test_messages_and_states_written_by_other_processes_arrive(server):
    client, app = server
    url, headers = open_conversation(client)
    services, conversation_id = app.state.services, url.rsplit("/", 1)[1]

    with client.stream("GET", f"{url}/events", headers=headers) as response:
        stream = Stream(response)
        stream.next("state")
        with services.sessions.begin() as session:
            add_message(session, conversation_id, "agent", "Bonjour, ici Maude.", now=services.settings.now())
            session.get_one(Conversation, conversation_id).state = "human"
        message, state = stream.next("message"), stream.next("state")

    assert (message.data["sender"], message.data["text"]) == ("agent", "Bonjour, ici Maude.")
    assert state.data["state"] == "human"


def test_a_strange_last_event_id_replays_everything(server):
    client, _ = server
    url, headers = open_conversation(client)
    first = client.post(f"{url}/messages", headers=headers, json={"text": "Bonjour ?"}).json()

    for strange in ("abc", "-1", "9" * 200, ""):
        with client.stream("GET", f"{url}/events", headers=headers | {"Last-Event-ID": strange}) as response:
            assert response.status_code == 200
            if not strange.isdigit():
                assert Stream(response).next("message").data["id"] == first["message"]["id"]


def test_a_running_server_stops_although_a_stream_is_open(make_settings):
    app = create_app(make_settings(), http=httpx.AsyncClient(transport=httpx.ASGITransport(FakeRasa().app)))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    with httpx.Client(base_url=base, timeout=5, trust_env=False) as client:
        url, headers = open_conversation(client)
        with client.stream("GET", f"{url}/events", headers=headers) as response:
            Stream(response).next("state")
            server.should_exit = True
            thread.join(5)

    assert not thread.is_alive()
