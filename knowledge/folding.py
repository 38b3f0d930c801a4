"""Text as it is compared: without case and accents. Light, because every process needs it."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Lower case, no accents, ligatures in two letters: « Où est l’Œuvre ? » as `ou est l’oeuvre ?`."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(character for character in plain if not unicodedata.combining(character))
