"""Personal data as the desk shows them before they are revealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date

from accounts.masking import masked_email, masked_phone
from bot.desk.words import known, say

_DATES = ("effective_date", "end_date")
_OPEN = ("service", "reason", "withdraws", *_DATES)
_DIGITS_SHOWN = 2
HIDDEN = "•••"


def gathered(
    slots: dict[str, Any], language: str, *, plans: Mapping[str, str] | None = None
) -> dict[str, str]:
    """What a task gathered, in words of the language: value by name. Dates, services and reasons are shown, the rest is
    masked; slots that are the assistant's own (wording/slots.yml does not know them) say nothing to an agent.

    Args:
        plans: the verified customer's services, by id.
    """
    return {
        say(f"slots.{name}", language): _words(name, value, language, plans or {})
        for name, value in slots.items()
        if name in known("slots") and value not in (None, "", [])
    }


def _words(name: str, value: Any, language: str, plans: Mapping[str, str]) -> str:
    if name not in _OPEN:
        return mask_value(name, value)
    if name in _DATES:
        return _day(str(value), language)
    if name == "withdraws" and value == "address":
        return say("summary.address_change", language)
    return plans.get(str(value), str(value))


def _day(value: str, language: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return format_date(day, "long", locale="en_CA" if language == "en" else "fr_CA")


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
