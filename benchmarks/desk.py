"""How long the desk's pages take with 10,000 stored conversations.

    python -m benchmarks.desk [--conversations 10000] [--rounds 30] [--database-url postgresql://…]

Makes a SQLite data base of its own in a temporary folder (or fills an empty one of PostgreSQL), logs an agent in and asks for each page over the application's own
interface (routing, session, queries, templates; no network). Prints the median and the 95th percentile in ms.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from starlette.testclient import TestClient

from accounts.operators import operator_slugs
from bot.conversations.models import CAUSES, Conversation, Handoff, Message
from bot.desk.users import create_user
from bot.privacy.models import MessageMask
from bot.settings import Settings
from bot.web.app import create_app

MESSAGES = 12  # per conversation
WORDS = (  # noqa: SIM905
    "facture adresse résilier internet panne modem paiement courriel compte dépôt contrat frais téléphone fibre "
    "bill address cancel outage payment account contract fee phone moving late credit technicien rendez-vous"
).split()
PAGES = {
    "queue": "/desk",
    "queue, filtered": "/desk?state=queued&language=fr&waiting=15",
    "queue, late": "/desk?late=1",
    "queue, all": "/desk?state=all",
    "queue, all, page 20": "/desk?state=all&page=20",
    "search, frequent word": "/desk/search?text=facture",
    "search, two words": "/desk/search?text=resilier+modem",
    "search, rare word": "/desk/search?text=licorne",
    "search, no result": "/desk/search?text=introuvable",
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--conversations", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--database-url", help="an empty data base; default: SQLite in a temporary folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=Path(folder), database_url=options.database_url or f"sqlite:///{folder}/desk.db"
        )
        app = create_app(settings)
        with TestClient(app) as client:
            sessions = app.state.services.sessions
            fill(sessions, options.conversations, settings)
            analyze(sessions)
            log_in(client)
            for name, path in PAGES.items():
                print(measure(client, name, path, options.rounds), flush=True)


def fill(sessions: Any, count: int, settings: Settings) -> None:
    """Conversations of all operators, of the last year; one in twenty waits, one in forty is with an agent."""
    chance = random.Random(20261122)
    now = settings.now()
    conversations, messages, handoffs = [], [], []
    for number in range(count):
        conversation_id = str(uuid.UUID(int=chance.getrandbits(128)))
        operator, language = chance.choice(operator_slugs()), chance.choice(("fr", "en"))
        began = now - timedelta(minutes=chance.randrange(365 * 24 * 60))
        state = "queued" if number % 20 == 0 else "human" if number % 40 == 1 else "closed"
        began = began if state == "closed" else now - timedelta(minutes=chance.randrange(240))
        conversations.append(
            {
                "id": conversation_id, "operator": operator, "channel": "web", "language": language, "state": state,
                "owner_id": 1 if state == "human" else None, "created_at": began, "updated_at": began,
                "reset_dialogue": False,
            }
        )  # fmt: skip
        for turn in range(MESSAGES):
            text = " ".join(chance.choices(WORDS, k=14)) + (" licorne" if number % 997 == 0 else "")
            messages.append(
                {
                    "conversation_id": conversation_id, "sender": "bot" if turn % 2 else "customer", "text": text,
                    "status": "answered", "created_at": began + timedelta(seconds=20 * turn),
                }
            )  # fmt: skip
        handoffs.append(
            {
                "conversation_id": conversation_id, "operator": operator, "reason": "", "language": language,
                "cause": chance.choice(CAUSES), "state": state, "opened_at": began, "changed_at": began,
                "due_at": began + timedelta(minutes=5), "agent_id": 1 if state != "queued" else None,
                "claimed_at": began + timedelta(minutes=3) if state != "queued" else None,
                "closed_at": began + timedelta(minutes=20) if state == "closed" else None,
            }
        )  # fmt: skip
    with sessions.begin() as session:
        create_user(
            session,
            "bench",
            name="Bench",
            password="a password for it",
            role="admin",
            operators=["*"],
            now=now,
        )
        session.execute(sa.insert(Conversation), conversations)
        session.execute(sa.insert(Message), messages)
        session.execute(sa.insert(Handoff), handoffs)
        # As the privacy keeper leaves them; without, search would look for personal data itself.
        ids = session.scalars(sa.select(Message.id))
        session.execute(
            sa.insert(MessageMask), [{"message_id": found, "findings": [], "found_at": now} for found in ids]
        )


def analyze(sessions: Any) -> None:
    """What PostgreSQL's autovacuum does by itself after a while."""
    engine = sessions.kw["bind"]
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM ANALYZE"))


def log_in(client: TestClient) -> None:
    token = client.get("/desk/login").text.split('name="form_token" value="')[1].split('"')[0]
    body = {"form_token": token, "username": "bench", "password": "a password for it"}
    assert client.post("/desk/login", data=body).url.path == "/desk"


def measure(client: TestClient, name: str, path: str, rounds: int) -> str:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        assert client.get(path).status_code == 200
        times.append(1000 * (time.perf_counter() - started))
    times.sort()
    p95 = times[min(len(times) - 1, round(0.95 * len(times)))]
    return f"{name:<24} median {statistics.median(times):6.1f} ms   p95 {p95:6.1f} ms"


if __name__ == "__main__":
    main()
