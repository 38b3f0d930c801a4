"""`guichet up`: starts, waits, restarts, stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.cli.checks import ROOT, answers

SERVER = """
import http.server, sys, time
time.sleep(float(sys.argv[2]))
class Ok(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/die": import os; os._exit(3)
        self.send_response(200); self.end_headers(); self.wfile.write(b"ok")
    def log_message(self, *a): pass
print("listening", flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ok).serve_forever()
"""
SUPERVISE = """
import json, os, sys
from pathlib import Path
from bot.cli.errors import CommandError
from bot.cli.supervisor import Service, Supervisor
plan = json.loads(sys.argv[1])
services = [Service(s["name"], s["command"], Path(s["log"]), s.get("ready_url")) for s in plan["services"]]
say = lambda line: print(line, flush=True)
try:
    Supervisor(services, env=dict(os.environ), cwd=Path("."), say=say, patience=plan["patience"]).run(
        lambda seconds: say("ALL READY")
    )
except CommandError as error:
    sys.exit(f"GAVE UP: {error}")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Stack:
    """A supervisor in a process of its own, and what it says."""

    def __init__(self, folder: Path, services: list[dict], patience: float = 20) -> None:
        for service in services:
            service["log"] = str(folder / f"{service['name']}.log")
        plan = json.dumps({"services": services, "patience": patience})
        self.process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISE, plan],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_for(self, words: str) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if words in line:
                return
        raise AssertionError(f"never said {words!r}: {self.process.communicate()[1]}")

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(15)


@pytest.fixture
def start(tmp_path):
    stacks: list[Stack] = []

    def start(services: list[dict], patience: float = 20) -> Stack:
        stacks.append(Stack(tmp_path, services, patience))
        return stacks[-1]

    yield start
    for stack in stacks:
        if stack.process.poll() is None:
            stack.stop()
        stack.process.communicate()


def server(name: str, *, delay: float = 0.0) -> tuple[dict, str]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-c", SERVER, str(port), str(delay)]
    return {"name": name, "command": command, "ready_url": f"{url}/"}, url


def gone(url: str) -> bool:
    deadline = time.monotonic() + 10
    while answers(url, seconds=0.3):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_all_are_started_awaited_and_stopped(start, number):
    (one, first_url), (two, second_url) = server("one"), server("two", delay=0.5)
    stack = start([one, two, {"name": "three", "command": ["sleep", "1000"]}])

    stack.wait_for("ALL READY")

    assert answers(first_url) and answers(second_url)
    assert stack.stop(number) == 0
    assert gone(first_url) and gone(second_url)


def test_one_that_dies_is_started_again(start):
    one, url = server("one")
    stack = start([one])
    stack.wait_for("ALL READY")

    answers(f"{url}/die")
    stack.wait_for("one ended (exit code 3)")
    stack.wait_for("one is ready")

    assert answers(url)


def test_one_that_never_starts_stops_the_others_and_shows_its_log(start):
    one, url = server("one")
    broken = {"name": "broken", "command": [sys.executable, "-c", "raise SystemExit('no model there')"]}
    stack = start([one, broken | {"ready_url": "http://127.0.0.1:9/"}])

    _, errors = stack.process.communicate(timeout=20)

    assert stack.process.returncode == 1
    assert "no model there" in errors
    assert "broken does not start" in errors
    assert gone(url)


def test_waiting_has_an_end(start):
    late, _ = server("late", delay=60)
    stack = start([late], patience=0.5)

    _, errors = stack.process.communicate(timeout=20)

    assert stack.process.returncode == 1
    assert "late" in errors


def test_stopping_works_while_still_starting(start, tmp_path):
    late, _ = server("late", delay=60)
    stack = start([late])
    while not (tmp_path / "late.log").exists():
        time.sleep(0.05)

    assert stack.stop() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel for it")
def test_nothing_outlives_a_killed_supervisor(start):
    one, url = server("one")
    stack = start([one])
    stack.wait_for("ALL READY")

    os.kill(stack.process.pid, signal.SIGKILL)

    assert gone(url)


def test_the_log_of_the_run_before_is_kept(start, tmp_path):
    (tmp_path / "one.log").write_text("yesterday")
    one, _ = server("one")
    stack = start([one])
    stack.wait_for("ALL READY")

    assert (tmp_path / "one.log.1").read_text() == "yesterday"
    assert "listening" in (tmp_path / "one.log").read_text()
