"""`guichet up`: which services there are, and what must be there before they start."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from bot.cli.checks import (
    RASA_PYTHON,
    ROOT,
    check_database,
    is_free,
    listeners,
    needed_to_serve,
    taken_by,
)
from bot.cli.errors import CommandError
from bot.cli.processes import environment
from bot.cli.supervisor import Service, Supervisor
from bot.settings import Settings


def run_stack(settings: Settings, root: Path = ROOT) -> int:
    """Run everything until told to stop; returns the exit code.

    Raises:
        CommandError: something is missing, a port is taken, or a service does not start.
    """
    os.chdir(root)  # the settings' folders are the repository's, for all processes
    _insist(settings, root)
    settings.secret()  # made once, before several processes look for it
    supervisor = Supervisor(services(settings, root), env=environment(settings, root), cwd=root, say=_say)
    _say("Starting Guichet …")
    supervisor.run(lambda seconds: _announce(settings, seconds))
    return 0


def services(settings: Settings, root: Path) -> list[Service]:
    """The four processes."""
    python = sys.executable
    log = (settings.data_dir / "log").absolute()
    ready = {listener.name: listener.ready_url for listener in listeners(settings)}
    return [
        Service("rasa", _rasa_command(settings, root), log / "rasa.log", ready["rasa"]),
        Service("actions", [python, "-m", "actions.server"], log / "actions.log", ready["actions"]),
        Service("web", [python, "-m", "bot.web"], log / "web.log", ready["web"]),
        Service("worker", [python, "-m", "bot.cli", "worker"], log / "worker.log"),
    ]


def _rasa_command(settings: Settings, root: Path) -> list[str]:
    port = urlsplit(settings.rasa_url).port or 5005
    listen = ["-i", "127.0.0.1", "-p", str(port)]
    files = ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml", "-m", "models"]
    return [str(root / RASA_PYTHON), "-m", "rasa", "run", "--enable-api", *listen, *files]


def _insist(settings: Settings, root: Path) -> None:
    problems = [
        f"{check.name}: {check.found} {check.remedy}"
        for check in needed_to_serve(settings, root)
        if not check.ok
    ]
    for listener in listeners(settings):
        if not is_free(listener.address):
            port = listener.address[1]
            problems.append(
                f"port {port} ({listener.name}): {taken_by(port)} Stop it, or set {listener.setting}."
            )
    if not problems and not (database := check_database(settings)).ok:
        problems.append(f"{database.name}: {database.found} {database.remedy}")
    if problems:
        raise CommandError("Guichet cannot start.\n" + "\n".join(f"  {problem}" for problem in problems))


def _announce(settings: Settings, seconds: float) -> None:
    web = next(listener.url for listener in listeners(settings) if listener.name == "web")
    _say(f"Guichet is ready, after {seconds:.0f} s.")
    _say(f"  Demo page  {web}/")
    if settings.demo:
        _say(f"  Phone      {web}/demo/phone")
    _say(f"  API        {web}/docs")
    _say(f"  Logs       {settings.data_dir / 'log'}")
    _say("Ctrl-C stops it.")


def _say(line: str) -> None:
    print(f"\r{line:<70}".rstrip(" ") if sys.stdout.isatty() else line, flush=True)
