"""A private PostgreSQL for tests: a temporary folder, a Unix socket, no port, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

USER = "guichet"


def find_binaries() -> Path | None:
    """The folder of initdb and postgres, or None when PostgreSQL is not installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).parent if found else None


class PrivatePostgres:
    """Starts a server of its own; databases are copied from a template."""

    def __init__(self, binaries: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # socket paths must be short
        self._identity = _unprivileged(self.folder)
        data = self.folder / "data"
        self._run(
            binaries / "initdb", "-D", data, "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"
        )
        log = (self.folder / "log").open("wb")
        arguments = ["-D", data, "-k", self.folder, "-c", "listen_addresses=", "-c", "fsync=off"]
        self._server = subprocess.Popen(
            [str(binaries / "postgres"), *map(str, arguments)], stdout=log, stderr=log, **self._identity
        )
        self._wait()

    def url(self, database: str) -> str:
        """The SQLAlchemy address of a database."""
        return f"postgresql+psycopg://{USER}@/{database}?host={self.folder}"

    def create(self, database: str, template: str = "template1") -> None:
        """Make a database as a copy of another that nobody is connected to."""
        self._execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')

    def drop(self, database: str) -> None:
        """Remove a database and whoever is connected to it."""
        self._execute(f'DROP DATABASE "{database}" WITH (FORCE)')

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._server.send_signal(signal.SIGINT)
        self._server.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _execute(self, statement: str) -> None:
        with psycopg.connect(
            host=str(self.folder), user=USER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())

    def _wait(self) -> None:
        for _ in range(100):
            try:
                self._execute("SELECT 1")
                return
            except psycopg.OperationalError:
                time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text())

    def _run(self, *command: object) -> None:
        subprocess.run([str(part) for part in command], check=True, capture_output=True, **self._identity)


def _unprivileged(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root; as root, it runs as somebody else, who gets the folder."""
    if os.geteuid() != 0:
        return {}
    names = {user.pw_name for user in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": str(folder)}
