"""A data base with customers, conversations and everything else that holds their data."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from accounts.database import Sessions
from bot.conversations.models import Conversation, Message
from bot.conversations.store import add_message, open_conversation
from bot.settings import Settings

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=timezone.utc)


@dataclass
class World:
    """Adds what tests need; every method works in a transaction of its own."""

    sessions: Sessions
    settings: Settings
    folder: Path

    def conversation(
        self,
        operator: str = "primus",
        *,
        language: str = "fr",
        channel: str = "web",
        age: timedelta = timedelta(),
    ) -> Conversation:
        with self.sessions.begin() as session:
            return open_conversation(session, operator, language=language, channel=channel, now=NOW - age)

    def say(
        self,
        conversation: Conversation,
        text: str,
        *,
        sender: str = "customer",
        parse: dict[str, Any] | None = None,
        in_reply_to: int | None = None,
        at: datetime = NOW,
    ) -> Message:
        with self.sessions.begin() as session:
            message = add_message(
                session,
                conversation.id,
                sender,
                text,
                now=at,
                language=conversation.language,
                in_reply_to=in_reply_to,
            )
            message.parse = parse
            return message

    def ask(
        self, conversation: Conversation, text: str, outcome: str, *, at: datetime = NOW
    ) -> tuple[Message, Message]:
        """A question and its answer."""
        parse = {"intent": "ask_question", "confidence": 0.9, "language": conversation.language, "slots": {}}
        parse["search"] = {"question": text, "outcome": outcome, "confidence": 0.5, "passages": []}
        question = self.say(conversation, text, parse=parse, at=at)
        return question, self.say(conversation, "…", sender="bot", in_reply_to=question.id, at=at)

    def tracker(self, *conversation_ids: str, text: str = "", age: timedelta = timedelta()) -> Path:
        """Rasa's data base, with an event in each conversation."""
        path = Path(self.settings.tracker_url.removeprefix("sqlite:///"))
        with sqlite3.connect(path) as connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, sender_id TEXT, timestamp FLOAT, data TEXT)"
            )
            for conversation_id in conversation_ids:
                data = json.dumps({"event": "user", "text": text})
                connection.execute(
                    "INSERT INTO events (sender_id, timestamp, data) VALUES (?, ?, ?)",
                    (conversation_id, (NOW - age).timestamp(), data),
                )
        connection.close()
        return path
