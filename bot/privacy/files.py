"""Files with customers' data: what waits in the outbox, and the logs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from accounts.formats import digits

_COVER = b"*"


def erase(data_dir: Path, spooled: Iterable[tuple[str, int]], values: Iterable[str]) -> list[str]:
    """Remove notifications in the outbox, and cover values in logs; returns the names of the files.

    A log is written on by a running process, so values are covered in place, byte by byte, and nothing moves.

    Args:
        spooled: channel and id of notifications.
    """
    changed = []
    wanted = [value for value in values if value]
    for channel, message_id in spooled:
        for path in (data_dir / "outbox").glob(f"{channel}-{message_id:08d}.*"):
            path.unlink()
            changed.append(path.name)
    for path in (data_dir / "outbox").glob("*.*"):
        if _forms_in(path.read_bytes(), wanted):
            path.unlink()
            changed.append(path.name)
    for path in sorted((data_dir / "log").glob("*.log*")):
        if _cover(path, wanted):
            changed.append(path.name)
    return changed


def places_of(folder: Path, values: Iterable[str]) -> list[str]:
    """Names of files under a folder in which a value can be read."""
    wanted = list(values)
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path.name for path in files if _forms_in(path.read_bytes(), wanted)]


def _cover(path: Path, values: list[str]) -> bool:
    covered = False
    for form in _forms_in(path.read_bytes(), values):
        with path.open("r+b") as file:
            text = file.read()
            start = text.find(form)
            while start >= 0:
                file.seek(start)
                file.write(_COVER * len(form))
                covered, start = True, text.find(form, start + len(form))
    return covered


def _forms_in(content: bytes, values: Iterable[str]) -> list[bytes]:
    """The values as they are written there: as they are, and numbers as digits only."""
    forms = {value.encode() for value in values}
    forms |= {digits(value).encode() for value in values if len(digits(value)) >= 7 and "@" not in value}
    return [form for form in forms if len(form) > 3 and form in content]
