"""Messages as files in a folder: letters for the print shop, and everything where nothing else is set up."""

from __future__ import annotations

import asyncio
from pathlib import Path

from accounts.delivery.port import OutgoingMessage
from accounts.errors import DeliveryFailed


class SpoolPort:
    """Writes each message to `<folder>/<channel>-<id>.txt`, readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def send(self, message: OutgoingMessage) -> None:
        try:
            await asyncio.to_thread(self._write, message)
        except OSError as error:
            raise DeliveryFailed(f"{type(error).__name__} while writing to {self.folder}.") from error

    def _write(self, message: OutgoingMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{message.channel}-{message.id:08d}.txt"
        draft = path.with_suffix(".part")
        text = f"{message.operator}\n{message.to}\n\n{message.subject}\n\n{message.body}\n"
        draft.touch(mode=0o600)
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)  # whoever empties the folder never sees half a message
