"""Keeps a set of services running: starts them, waits until they are ready, restarts what dies, stops all."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.cli.checks import answers
from bot.cli.errors import CommandError
from bot.cli.processes import Child, last_lines, stop_all

POLL_SECONDS = 0.2
MAX_BACK_OFF = 30.0
STEADY_SECONDS = 60.0  # after so long the next failure is a new one
START_FAILURES = 3  # a service that dies so often before it was ever ready will not come


@dataclass
class Service:
    """A process to keep running.

    Args:
        ready_url: answers 200 when the service is ready; None where running is enough.
    """

    name: str
    command: Sequence[str]
    log: Path
    ready_url: str | None = None
    child: Child | None = None
    ready: bool = False
    failures: int = 0
    started_at: float = 0.0
    start_again_at: float = 0.0
    was_ready: bool = field(default=False)


class Supervisor:
    """Runs services until SIGTERM, SIGHUP or Ctrl-C.

    Args:
        say: prints one line for the person at the keyboard.
        patience: seconds within which all must be ready.
    """

    def __init__(
        self,
        services: Sequence[Service],
        *,
        env: dict[str, str],
        cwd: Path,
        say: Callable[[str], None] = print,
        patience: float = 180.0,
    ) -> None:
        self._services = list(services)
        self._env = env
        self._cwd = cwd
        self._say = say
        self._patience = patience
        self._stopping = False

    def run(self, on_ready: Callable[[float], None]) -> None:
        """Start all, call `on_ready` with the seconds it took, and keep them running until told to stop.

        Raises:
            CommandError: a service did not start; all were stopped.
        """
        before = {number: signal.signal(number, self._stop) for number in _STOP_SIGNALS}
        try:
            self._start_all(on_ready)
            while not self._stopping:
                self._look_after_all()
                time.sleep(POLL_SECONDS)
        finally:
            self._say("Stopping …")
            stop_all([service.child for service in self._services if service.child])
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, _number: int, _frame: object) -> None:
        self._stopping = True

    def _start_all(self, on_ready: Callable[[float], None]) -> None:
        started = time.monotonic()
        for service in self._services:
            _keep_last_log(service.log)
            self._start(service)
        while not self._stopping and not all(service.ready for service in self._services):
            self._look_after_all()
            waited = time.monotonic() - started
            self._show_progress(waited)
            if waited > self._patience:
                late = ", ".join(service.name for service in self._services if not service.ready)
                raise CommandError(
                    f"Not ready after {waited:.0f} s: {late}. See {self._services[0].log.parent}."
                )
            time.sleep(POLL_SECONDS)
        if not self._stopping:
            on_ready(time.monotonic() - started)

    def _start(self, service: Service) -> None:
        service.started_at = time.monotonic()
        service.start_again_at = 0.0
        service.child = Child(service.command, log=service.log, env=self._env, cwd=self._cwd)

    def _look_after_all(self) -> None:
        for service in self._services:
            if service.child is None:
                if time.monotonic() >= service.start_again_at:
                    self._start(service)
            elif (code := service.child.exit_code()) is not None:
                self._bury(service, code)
            elif not service.ready and (service.ready_url is None or answers(service.ready_url)):
                self._welcome(service)

    def _welcome(self, service: Service) -> None:
        service.ready = service.was_ready = True
        self._say(f"  {service.name} is ready after {time.monotonic() - service.started_at:.0f} s.")

    def _bury(self, service: Service, code: int) -> None:
        ran = time.monotonic() - service.started_at
        service.failures = 1 if ran > STEADY_SECONDS else service.failures + 1
        service.child, service.ready = None, False
        if not service.was_ready and service.failures >= START_FAILURES:
            end = last_lines(service.log)
            raise CommandError(f"{end}\n{service.name} does not start; the whole log is {service.log}.")
        wait = min(2.0 ** (service.failures - 1), MAX_BACK_OFF)
        service.start_again_at = time.monotonic() + wait
        self._say(
            f"  {service.name} ended (exit code {code}); starting it again in {wait:.0f} s. See {service.log}."
        )

    def _show_progress(self, waited: float) -> None:
        if sys.stdout.isatty():
            late = ", ".join(service.name for service in self._services if not service.ready)
            text = f"  waiting for {late} … {waited:.0f} s" if late else ""
            print(f"\r{text:<70}\r", end="", flush=True)


_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _keep_last_log(log: Path) -> None:
    """The log of the run before stays beside the new one."""
    if log.exists():
        log.replace(log.with_name(f"{log.name}.1"))
