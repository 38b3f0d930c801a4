"""Counts and times for Prometheus; no label holds anything of a customer's."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_TURN_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)


class Metrics:
    """The web process's own registry, so that tests can have several."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.conversations = Counter(
            "guichet_conversations", "Conversations opened", ["operator", "channel"], registry=self.registry
        )
        self.messages = Counter(
            "guichet_messages",
            "Customers' messages by what became of them: answered, failed, to_person, repeated, refused",
            ["outcome"],
            registry=self.registry,
        )
        self.turn_seconds = Histogram(
            "guichet_turn_seconds",
            "From a message to its answers",
            buckets=_TURN_BUCKETS,
            registry=self.registry,
        )
        self.rasa_seconds = Histogram(
            "guichet_rasa_seconds",
            "The part of a turn spent waiting for Rasa",
            buckets=_TURN_BUCKETS,
            registry=self.registry,
        )
        self.rasa_failures = Counter(
            "guichet_rasa_failures", "Turns without a usable answer of Rasa", ["kind"], registry=self.registry
        )
        self.limited = Counter(
            "guichet_limited", "Requests refused by a rate limit", ["limit"], registry=self.registry
        )
        self.streams = Gauge("guichet_streams", "Open event streams", registry=self.registry)

    def text(self) -> bytes:
        """The exposition format."""
        return generate_latest(self.registry)
