"""A backend that hangs is unavailable after a while, and nobody waits for it for ever."""

from __future__ import annotations

import threading
import time

import pytest

from accounts.deadline import with_deadline
from accounts.errors import BackendUnavailable, NotVerified


class SlowBackend:
    """Hangs until it is released; `today` answers at once."""

    kind = "slow"

    def __init__(self) -> None:
        self.released = threading.Event()
        self.calls = 0

    def today(self, operator):
        return f"today at {operator}'s"

    def services(self, conversation_id, operator):
        self.calls += 1
        self.released.wait(10)
        return (operator,)

    def switch_to_paper(self, conversation_id, operator, *, request):
        raise NotVerified

    def trouble_tickets(self, conversation_id, operator):
        raise TimeoutError("the backend's own")


@pytest.fixture
def slow():
    backend = SlowBackend()
    yield backend
    backend.released.set()


def test_what_answers_in_time_passes_through(slow):
    backend = with_deadline(slow, seconds=5)
    assert backend.today("primus") == "today at primus's"
    assert backend.kind == "slow"


def test_errors_of_the_backend_pass_through(slow):
    backend = with_deadline(slow, seconds=5)
    with pytest.raises(NotVerified):
        backend.switch_to_paper("c", "primus", request=None)
    with pytest.raises(TimeoutError, match="own"):
        backend.trouble_tickets("c", "primus")


def test_what_takes_too_long_is_unavailable(slow):
    backend = with_deadline(slow, seconds=0.1)
    start = time.monotonic()
    with pytest.raises(BackendUnavailable, match="services took longer than"):
        backend.services("c", "primus")
    assert time.monotonic() - start < 5
    slow.released.set()
    assert backend.services("c", "primus") == ("primus",)


def test_when_too_many_calls_hang_the_next_is_refused_at_once(slow):
    backend = with_deadline(slow, seconds=0.1, at_once=2)
    for _ in range(2):
        with pytest.raises(BackendUnavailable, match="took longer"):
            backend.services("c", "primus")
    with pytest.raises(BackendUnavailable, match="hang"):
        backend.services("c", "primus")
    assert slow.calls == 2
    slow.released.set()
    for _ in range(100):
        try:
            assert backend.services("c", "primus") == ("primus",)
            return
        except BackendUnavailable:
            time.sleep(0.02)
    pytest.fail("the backend works again, and calls are still refused")


def test_a_method_that_does_not_exist_is_an_error(slow):
    with pytest.raises(AttributeError):
        with_deadline(slow, seconds=1).delete_everything()
