"""Keeps personal data out of the logs, whatever a library may write into a message."""

from __future__ import annotations

import logging
import re

from bot.privacy.detection import find_in_log
from bot.privacy.findings import Finding
from bot.privacy.masking import masked

_IDENTIFIER = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*")


class MaskingFilter(logging.Filter):
    """Masks what a record says; ids of conversations and times stay."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked_line(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = masked_line(logging.Formatter().formatException(record.exc_info))
        return True


def mask_logs() -> None:
    """Mask whatever the handlers of this process write; after logging.basicConfig."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(MaskingFilter())


def masked_line(text: str) -> str:
    """A line of a log without personal data."""
    identifiers = [match.span() for match in _IDENTIFIER.finditer(text)]
    return masked(text, [finding for finding in find_in_log(text) if not _inside(finding, identifiers)], "en")


def _inside(finding: Finding, spans: list[tuple[int, int]]) -> bool:
    return any(start < finding.end and finding.start < end for start, end in spans)
