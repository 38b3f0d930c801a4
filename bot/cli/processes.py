"""Child processes: their environment, their logs, and that they do not outlive us."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bot.settings import Settings

# Products of a question's few vectors are small: waking a second thread for them costs more than it saves, many times
# more when the processes of one turn share a core. An operator's own setting counts more.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
_PR_SET_PDEATHSIG = 1  # Linux


def environment(settings: Settings, root: Path) -> dict[str, str]:
    """Our own environment, and what the children need in addition.

    GUICHET_ACTIONS_URL and GUICHET_TRACKER_URL are set even where they have their defaults, so that endpoints.yml can
    name them.
    """
    paths = [str(root), *filter(None, [os.environ.get("PYTHONPATH")])]
    return (
        ONE_THREAD
        | os.environ
        | {
            "GUICHET_ACTIONS_URL": settings.actions_url,
            "GUICHET_RASA_URL": settings.rasa_url,
            "GUICHET_TRACKER_URL": settings.tracker_url,
            "LOG_LEVEL": "INFO",  # below it, Rasa logs what customers write
            "LOG_LEVEL_LIBRARIES": "ERROR",
            "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONUNBUFFERED": "1",
            "RASA_TELEMETRY_ENABLED": "false",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "TF_CPP_MIN_LOG_LEVEL": "2",
        }
    )


class Child:
    """One process, in a group of its own so that Ctrl-C reaches it only through us."""

    def __init__(self, command: Sequence[str], *, log: Path, env: dict[str, str], cwd: Path) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                list(command),
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            )

    def exit_code(self) -> int | None:
        """None while it runs; negative if a signal ended it."""
        return self._process.poll()

    def tell(self, number: signal.Signals) -> None:
        """Send a signal to the process and its own children."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def stop_all(children: Sequence[Child], *, seconds: float = 10.0) -> None:
    """Ask all to stop, wait, and end what is left."""
    for child in children:
        child.tell(signal.SIGTERM)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(child.exit_code() is None for child in children):
        time.sleep(0.05)
    for child in children:
        child.tell(signal.SIGKILL)  # what the process itself may have left behind, too
        child.exit_code()


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log."""
    with contextlib.suppress(OSError):
        return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
    return ""


def _die_with_parent() -> None:
    # Should we be killed so that we cannot stop the children: they would keep their ports.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
