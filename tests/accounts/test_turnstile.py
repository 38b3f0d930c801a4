"""Writers of one process take turns in the order in which they came."""

from __future__ import annotations

import threading
import time

import pytest
import sqlalchemy as sa

from accounts.database import make_engine, make_sessions, reading
from accounts.turnstile import Turnstile

SECONDS = 20


def test_those_who_wait_enter_in_the_order_in_which_they_came():
    turnstile, order = Turnstile(), []
    assert turnstile.enter(SECONDS)

    def pass_through(name: int) -> None:
        assert turnstile.enter(SECONDS)
        order.append(name)
        turnstile.leave()

    threads = []
    for name in range(8):
        threads.append(threading.Thread(target=pass_through, args=(name,)))
        threads[-1].start()
        until(lambda waiting=name + 1: len(turnstile._waiting) == waiting)
    turnstile.leave()
    for thread in threads:
        thread.join()

    assert order == list(range(8))


def test_who_waits_too_long_leaves_the_line():
    turnstile = Turnstile()
    assert turnstile.enter(SECONDS)

    assert not turnstile.enter(0.01)
    turnstile.leave()

    assert turnstile.enter(0)


@pytest.fixture
def sessions(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path}/turns.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE said (name INTEGER)")
    yield make_sessions(engine)
    engine.dispose()


def test_many_writers_at_once_all_write_and_a_failed_one_holds_nobody_up(sessions):
    def write(name: int) -> None:
        with pytest.raises(ZeroDivisionError), sessions.begin() as session:
            session.execute(sa.text("INSERT INTO said VALUES (-1)"))
            raise ZeroDivisionError
        with sessions.begin() as session:
            session.execute(sa.text("INSERT INTO said VALUES (:name)"), {"name": name})

    threads = [threading.Thread(target=write, args=(name,)) for name in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)

    with reading(sessions) as session:
        said = session.scalars(sa.text("SELECT name FROM said ORDER BY name")).all()
    assert said == list(range(12))


def test_those_who_only_read_do_not_wait_for_a_writer(sessions):
    with sessions.begin() as writer:
        writer.execute(sa.text("INSERT INTO said VALUES (1)"))
        started = time.monotonic()
        with reading(sessions) as session:
            assert session.scalar(sa.text("SELECT count(*) FROM said")) == 0

    assert time.monotonic() - started < 2


def until(happened) -> None:
    deadline = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.002)
