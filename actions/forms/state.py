"""Where a task stands beside its values: kept in one slot, `task_state`, as plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class TaskState:
    """Memory of the task under way.

    asked: how often each slot was asked for. failures: in a row, at the current slot. unanswered: questions in a row
    that the documents did not answer. asking: what a yes or no
    is about, if not the slot asked for (`drop`, `changes`, `person`, `code_channel`). other: the wish that might take the
    place of this task ({task, text}). kept: what was read of an incomplete address. prepared: the task looked at the
    account once the customer was verified.
    """

    asked: dict[str, int] = field(default_factory=dict)
    failures: int = 0
    unanswered: int = 0
    refusals: int = 0
    asking: str | None = None
    other: dict[str, str] | None = None
    kept: Any = None
    prepared: bool = False
    wrong_secrets: int = 0
    notes: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, data: dict[str, Any] | None) -> TaskState:
        """From the slot; unknown names, of another version, are dropped."""
        known = cls.__dataclass_fields__
        return cls(**{name: value for name, value in (data or {}).items() if name in known})

    def to_dict(self) -> dict[str, Any]:
        """For the slot."""
        return asdict(self)
