"""Bytes to text, whatever the encoding."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EIGHT_BIT = ["cp1252", "cp850", "mac_roman", "iso8859_15"]
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(data: bytes) -> str | None:
    """The text of a file: UTF-8 or UTF-16 with or without a mark, the encoding that a page declares, or an old 8-bit one.

    Returns:
        None if the bytes are no text.
    """
    text = _decode(data)
    if text is None or len(_CONTROL.findall(text[:100_000])) > len(text[:100_000]) / 100:
        return None
    return text


def _decode(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _try(data, encoding)
    wide = _without_mark(data) if b"\0" in data[:4096] else None
    return wide or _try(data, "utf-8") or _damaged(data) or _declared(data) or _eight_bit(data)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _damaged(data: bytes) -> str | None:
    """UTF-8 with a few broken characters, which are left out."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return text.replace("\ufffd", "") if broken <= sum(not c.isascii() for c in text) / 10 else None


def _without_mark(data: bytes) -> str | None:
    """UTF-16 of a Latin script: every second byte is zero."""
    sample = data[:4096]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[start::2].count(0) > 0.7 * len(sample[start::2]):
            return _try(data[: len(data) // 2 * 2], encoding)
    return None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:2048])
    return (
        _try(data, "cp1252" if found[1].lower() in (b"iso-8859-1", b"latin1") else found[1].decode("ascii"))
        if found
        else None
    )


def _eight_bit(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_EIGHT_BIT).best()
    return str(best) if best else _try(data, "cp1252")
