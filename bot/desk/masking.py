"""Personal data as the desk shows them before they are revealed."""

from __future__ import annotations

from typing import Any

from accounts.masking import masked_email, masked_phone

_OPEN = ("service", "effective_date", "end_date", "reason", "withdraws")
_DIGITS_SHOWN = 2
HIDDEN = "•••"


def mask_slots(slots: dict[str, Any]) -> dict[str, str]:
    """What a task gathered: dates, services and reasons as they are, the rest masked."""
    return {
        name: str(value) if name in _OPEN else mask_value(name, value)
        for name, value in slots.items()
        if name not in ("done", "failures") and value not in (None, "", [])
    }


def mask_value(name: str, value: Any) -> str:
    """A value of which only a hint may be seen."""
    if name in ("email", "contact") and isinstance(value, str):
        return masked_email(value) if "@" in value else masked_phone(value)
    if name == "account_number":
        return mask_number(str(value))
    return HIDDEN


def mask_number(number: str) -> str:
    """An account number by its last digits."""
    return HIDDEN + number[-_DIGITS_SHOWN:]
