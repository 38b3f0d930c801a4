"""What Rasa tells the action server of a conversation: where it stands, not all that was ever said in it.

Rasa sends every event since the beginning with every call; writing and reading them costs more the longer the talk.
Our actions look at the slots and the latest message alone. The vectors of the latest message, which Rasa has just used,
go along with the turn's first call (runs inside Rasa).
"""

from __future__ import annotations

from typing import Any

import rasa
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from knowledge.encoder.handover import HANDOVER, packed
from knowledge.encoder.text import tidy


def action_call(action: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """Takes the place of `RemoteAction._action_call_format`."""
    call = {
        "next_action": action.name(),
        "sender_id": tracker.sender_id,
        "tracker": {**tracker.current_state(EventVerbosity.NONE), "events": []},
        "domain": domain.as_dict(),
        "version": rasa.__version__,
    }
    text = tidy(tracker.latest_message.text or "") if tracker.latest_message else ""
    if text and (encoding := HANDOVER.take(text)) is not None:
        call["encoded"] = packed(text, encoding)
    return call


def install() -> None:
    """Make Rasa use it."""
    RemoteAction._action_call_format = action_call
