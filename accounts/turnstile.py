"""Lets one thread through at a time, in the order in which they came.

SQLite has one writer at a time, and those who wait for it look again after longer and longer pauses: under load some
wait for seconds while others who came later go first. Within a process this keeps the order.
"""

from __future__ import annotations

import threading
from collections import deque


class Turnstile:
    """A lock that is fair. Any thread may leave for the one that entered."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    def enter(self, timeout: float) -> bool:
        """Wait for one's turn; False if it did not come within `timeout` seconds."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return True
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=timeout):
            return True
        with self._mutex:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
        return True  # it came at the very last moment

    def leave(self) -> None:
        """The next one's turn."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
