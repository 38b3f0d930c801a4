"""The real context: the data base of accounts and conversations, the index in service."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import Any

from accounts.database import Sessions
from accounts.deadline import with_deadline
from accounts.secrets_in_transit import take
from accounts.wiring import make_backend, open_sessions
from actions.context import Context
from bot.conversations.handoffs import open_handoff, update_handoff, withdraw_handoff
from bot.settings import settings
from knowledge.encoder.serving import OnnxEncoder
from knowledge.index.store import IndexStore
from knowledge.retrieval.confidence import thresholds
from knowledge.retrieval.search import Answer, Searcher

logger = logging.getLogger(__name__)


class IndexInService:
    """Searches the version of the index that is in service; follows when another one is put there."""

    def __init__(self, store: IndexStore, encoder: OnnxEncoder) -> None:
        self._store = store
        self._encoder = encoder
        self._version: str | None = None
        self._searcher: Searcher | None = None
        self._loading = threading.Lock()

    def warm_up(self) -> None:
        """Load encoder and index.

        Raises:
            NoIndex, EncoderMismatch, EncoderNotBuilt
        """
        self._encoder.warm_up()
        self._load(self._store.current())

    def search(
        self,
        question: str,
        *,
        operator: str,
        language: str,
        before: str | None = None,
        topic: str | None = None,
    ) -> Answer:
        """Search the current version; see knowledge.retrieval.search.

        Raises:
            NoIndex: nothing was ingested for the operator.
        """
        version = self._store.current()
        if self._searcher is None or version != self._version:
            self._load(version)
        assert self._searcher is not None
        return self._searcher.search(
            question, operator=operator, language=language, before=before, topic=topic
        )

    def _load(self, version: str | None) -> None:
        with self._loading:
            if self._searcher is not None and version == self._version:
                return
            index = self._store.load(version, encoder_id=self._encoder.id)
            self._searcher, self._version = Searcher(index, self._encoder, thresholds=thresholds()), version
            logger.info("Index version %s in service.", version)


@dataclass(frozen=True)
class StoredHandoffs:
    """Handoffs in the data base of conversations."""

    sessions: Sessions

    def open(
        self,
        conversation_id: str,
        operator: str,
        *,
        reason: str,
        language: str,
        summary: dict[str, Any],
        cause: str | None = None,
    ) -> None:
        with self.sessions.begin() as session:
            open_handoff(session, conversation_id, operator, reason, language, summary=summary, cause=cause)

    def update(self, conversation_id: str, *, reason: str | None = None, contact: str | None = None) -> bool:
        with self.sessions.begin() as session:
            return update_handoff(session, conversation_id, reason=reason, contact=contact) is not None

    def withdraw(self, conversation_id: str) -> bool:
        with self.sessions.begin() as session:
            return withdraw_handoff(session, conversation_id)


@dataclass(frozen=True)
class SecretsInTransit:
    """Secrets that the web process left for a message."""

    sessions: Sessions

    def take(self, conversation_id: str, message_id: str) -> str | None:
        with self.sessions.begin() as session:
            return take(session, conversation_id, message_id, settings().secret(), settings().now())


def make_context() -> Context:
    """The context by the settings; brings the data base up to date and loads the index."""
    sessions = open_sessions(settings())
    knowledge = IndexInService(IndexStore(settings().index_dir), OnnxEncoder(settings().encoder_dir))
    knowledge.warm_up()
    accounts = make_backend(settings(), sessions)
    accounts.warm_up()
    return Context(
        accounts=with_deadline(accounts, seconds=settings().accounts_timeout),
        knowledge=knowledge,
        handoffs=StoredHandoffs(sessions),
        secrets=SecretsInTransit(sessions),
    )
