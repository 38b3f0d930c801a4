"""Stand-ins for what is outside: a way of delivery that remembers, and can be told to fail."""

from __future__ import annotations

from accounts.delivery import OutgoingMessage
from accounts.errors import DeliveryFailed


class FakePort:
    """Keeps what was sent; raises `failure` while it is set."""

    def __init__(self) -> None:
        self.sent: list[OutgoingMessage] = []
        self.attempts = 0
        self.failure: DeliveryFailed | None = None

    async def send(self, message: OutgoingMessage) -> None:
        self.attempts += 1
        if self.failure is not None:
            raise self.failure
        self.sent.append(message)
