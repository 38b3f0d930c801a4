"""Keeps customers' words out of Rasa's log (runs inside Rasa, .venv-rasa; standard library only).

At the level that `guichet up` sets, Rasa logs no messages; but a warning or a traceback may quote one. So while a turn
lasts, the words of its message are covered in whatever is logged, and e-mail addresses and long numbers always are.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

COVER = "[…]"
_said: ContextVar[str] = ContextVar("said", default="")
_WORD = re.compile(r"[^\W_]{3,}")
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)*")
# Account, telephone and card numbers have at least seven digits; ids of conversations and times stay.
_NUMBER = re.compile(r"\d(?:[ \-.()/]{0,2}\d){6,}")
_KEPT = re.compile(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?"
)


@contextmanager
def turn_of(text: str) -> Iterator[None]:
    """While the block lasts, the words of this message are covered in logs."""
    token = _said.set(text)
    try:
        yield
    finally:
        _said.reset(token)


def covered(line: str) -> str:
    """A line of a log, or a traceback, without what customers say."""
    if said := set(_WORD.findall(_said.get())):
        line = _WORD.sub(lambda match: COVER if match[0] in said else match[0], line)
    line = _EMAIL.sub(COVER, line)
    kept = [match.span() for match in _KEPT.finditer(line)]
    return _NUMBER.sub(lambda match: match[0] if _is_in(match.span(), kept) else COVER, line)


def _is_in(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


class CoveringFilter(logging.Filter):
    """Covers customers' words in a record before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = covered(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = covered(logging.Formatter().formatException(record.exc_info))
        return True


def install() -> None:
    """Cover whatever the handlers of this process write, Python's warnings included."""
    logging.captureWarnings(True)
    loggers = [logging.getLogger(), *map(logging.getLogger, list(logging.root.manager.loggerDict))]
    for handler in {handler for logger in loggers for handler in logger.handlers}:
        if not any(isinstance(known, CoveringFilter) for known in handler.filters):
            handler.addFilter(CoveringFilter())
