"""Checks what the action server answers, quickly (runs inside Rasa).

For every call Rasa checks the answer against a JSON schema of all its events, and that schema against JSON Schema's
own: about 40 ms, more than all the rest of a turn. The action server is ours, and whatever is no event fails when
Rasa reads it anyway; so the outer form is enough. Rasa Open Source ends with 3.6.21: it will not be mended there.
"""

from __future__ import annotations

from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.shared.exceptions import RasaException


class UnusableActionResult(RasaException):
    """The action server answered something that is no list of events and responses."""


def validate_action_result(action: RemoteAction, result: Any) -> bool:
    """Takes the place of `RemoteAction._validate_action_result`.

    Raises:
        UnusableActionResult
    """
    if not isinstance(result, dict):
        raise UnusableActionResult(f"{action.name()} answered {type(result).__name__}.")
    events, responses = result.get("events", []), result.get("responses", [])
    if not all(isinstance(event, dict) and isinstance(event.get("event"), str) for event in events):
        raise UnusableActionResult(f"{action.name()} answered something that is no event.")
    if not all(isinstance(response, dict) for response in responses):
        raise UnusableActionResult(f"{action.name()} answered something that is no response.")
    return True


def install() -> None:
    """Make Rasa use it."""
    RemoteAction._validate_action_result = validate_action_result
