"""What was read from a message for a slot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Value:
    """A value as the slot keeps it: plain JSON data."""

    value: Any


@dataclass(frozen=True)
class Problem:
    """The message was meant for the slot, but its value cannot be taken.

    response: says why, with `values`. asks: it already asks for what is missing. kept: what was read so far, for the
    next message. progress: more is known than before, so that it does not count as a failure. certain: nothing else can
    have been meant ("last Friday" where a day to come was asked for).
    """

    response: str
    values: dict[str, Any] = field(default_factory=dict)
    asks: bool = False
    kept: Any = None
    progress: bool = False
    certain: bool = False


Reading = Value | Problem | None
