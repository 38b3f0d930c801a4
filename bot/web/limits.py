"""Rate limits per conversation and per address, in this process's memory."""

from __future__ import annotations

import ipaddress
import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.settings import Settings
from bot.web.errors import TooManyRequests
from bot.web.metrics import Metrics

UNKNOWN_ADDRESS = "unknown"


class RateLimits:
    """Refuses what comes too often.

    The machine's own addresses are not limited unless settings.rate_limit_loopback says so: there, a proxy that
    does not pass on customers' addresses would make all of them one.
    """

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._per_conversation = parse(settings.rate_limit_conversation)
        self._per_address = parse(settings.rate_limit_address)
        self._loopback_too = settings.rate_limit_loopback
        self._metrics = metrics

    def check_address(self, address: str) -> None:
        """Count one request.

        Raises:
            TooManyRequests
        """
        if self._applies(address):
            self._hit("address", self._per_address, _network(address))

    def check_conversation(self, conversation_id: str, address: str, *, language: str) -> None:
        """Count one message.

        Raises:
            TooManyRequests
        """
        if self._applies(address):
            self._hit("conversation", self._per_conversation, conversation_id, language=language)

    def _applies(self, address: str) -> bool:
        return self._loopback_too or not _is_loopback(address)

    def _hit(self, name: str, limit: RateLimitItem, key: str, *, language: str | None = None) -> None:
        if self._limiter.hit(limit, name, key):
            return
        self._metrics.limited.labels(name).inc()
        reset = self._limiter.get_window_stats(limit, name, key).reset_time
        seconds = max(1, math.ceil(reset - time.time()))
        raise TooManyRequests(language, headers={"Retry-After": str(seconds)}, seconds=seconds)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _network(address: str) -> str:
    """The address; of IPv6, the /64, all of which one customer may use."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))
