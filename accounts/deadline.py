"""A limit to how long an account backend may take, whatever stands behind it.

    accounts = with_deadline(backend, seconds=8)

A call that takes longer raises BackendUnavailable, so that the customer hears an apology and gets a person instead
of silence. The call itself goes on: a change may still be carried out after the apology, and then stands in the
audit trail; a repetition with the same request key finds its result.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, cast

from accounts.backend import AccountBackend
from accounts.errors import BackendUnavailable

AT_ONCE = 32  # calls under way; when so many hang, the next one is refused at once


def with_deadline(backend: AccountBackend, *, seconds: float, at_once: int = AT_ONCE) -> AccountBackend:
    """The backend, each of whose methods answers within `seconds` or raises BackendUnavailable."""
    return cast(AccountBackend, _Deadline(backend, seconds, at_once))


class _Deadline:
    """Stands before a backend; every method runs in a thread of its own."""

    def __init__(self, backend: AccountBackend, seconds: float, at_once: int) -> None:
        self._backend = backend
        self._seconds = seconds
        self._free = threading.Semaphore(at_once)
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="accounts")

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._backend, name)
        if not callable(method):
            return method

        @functools.wraps(method)
        def call(*args: Any, **kwargs: Any) -> Any:
            return self._call(name, functools.partial(method, *args, **kwargs))

        return call

    def _call(self, name: str, call: Callable[[], Any]) -> Any:
        if not self._free.acquire(blocking=False):
            raise BackendUnavailable(f"Too many calls hang; {name} was not begun.")
        under_way = self._threads.submit(call)
        under_way.add_done_callback(lambda _: self._free.release())
        wait([under_way], self._seconds)
        if not under_way.done():
            under_way.cancel()  # if it has not begun
            raise BackendUnavailable(f"{name} took longer than {self._seconds} s.")
        return under_way.result()
