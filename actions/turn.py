"""One turn: what a customer said, to whom and how, and what is said and remembered in return."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.language import decide, is_code
from actions.language_wishes import Wish, wished_language

LISTEN = "action_listen"
MASKED_SECRET = "[PIN]"
WORD_JOINER = "\u2060"  # the web process puts it before text that looks like a command


@dataclass
class Turn:
    """A customer's message in its conversation, and the answer to it as it grows.

    text: as written; empty when a button was pressed (`command`). operator comes from the web process and
    nowhere else. language: of the whole answer. expected: the slot that was asked for, inside a task.
    """

    conversation_id: str
    operator: str
    channel: str
    message_id: str
    source_address: str | None
    text: str
    command: bool
    intent: str
    confidence: float
    entities: dict[str, Any]
    slots: dict[str, Any]
    language: str
    expected: str | None = None
    wish: Wish | None = None
    switched: bool = False
    replies: list[dict[str, Any]] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    next_action: str | None = None
    trace: dict[str, Any] | None = None  # what was searched; for the agents
    _leading: bool = False

    @classmethod
    def read(cls, tracker: Tracker) -> Turn:
        """The turn of the latest message."""
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        raw = message.get("text") or ""
        command = raw.startswith("/")
        intent = message.get("intent") or {}
        entities = {found["entity"]: found["value"] for found in message.get("entities") or []}
        text = "" if command else raw.replace(WORD_JOINER, "").strip()
        slots = dict(tracker.slots)
        wish = wished_language(text, intent.get("name"), entities)
        current = slots.get("language")
        language = decide(
            text,
            current=current,
            default=metadata.get("language") or "fr",
            guess=message.get("language"),
            wish=wish,
            settled=bool(slots.get("language_wished")),
            expected=slots.get("requested_slot"),
        )
        turn = cls(
            conversation_id=tracker.sender_id,
            operator=str(metadata.get("operator") or ""),
            channel=str(metadata.get("channel") or "web"),
            message_id=str(metadata.get("message_id") or message.get("message_id") or ""),
            source_address=metadata.get("source_address"),
            text=text,
            command=command,
            intent=intent.get("name") or "nlu_fallback",
            confidence=float(intent.get("confidence") or 0.0),
            entities=entities,
            slots=slots,
            language=language,
            expected=slots.get("requested_slot") if tracker.active_loop_name else None,
            wish=wish,
            switched=current is not None and current != language,
        )
        if current != language and not is_code(text):  # what was only assumed is no state yet
            turn.set("language", language)
        if wish is not None and wish.language:
            turn.set("language_wished", True)
        return turn

    def slot(self, name: str) -> Any:
        """The value of a slot, with what this turn has changed; None if it is not set."""
        return self.slots.get(name)

    def set(self, name: str, value: Any) -> None:
        """Remember a value (plain JSON data)."""
        self.slots[name] = value
        self.changes[name] = value

    def say(
        self,
        response: str,
        *,
        join: bool = False,
        lead: bool = False,
        variant: int | None = None,
        buttons: list[dict[str, str]] | None = None,
        **values: Any,
    ) -> None:
        """Say a response of domain/responses.

        Args:
            join: goes on in the message before, on a new line.
            lead: only leads up to what is said next, which goes on in the same message.
            variant: which of its variants (counted from 0, and round again); None takes turns.
            buttons: added to the response's own.
        """
        reply: dict[str, Any] = {"response": response, "language": self.language, **values}
        if join or self._leading:
            reply["join"] = True
        self._leading = lead
        if variant is not None:
            reply["variant"] = variant
        if buttons:
            reply["buttons"] = buttons
        self.replies.append(reply)

    def say_text(self, text: str, *, join: bool = False, sources: list[dict[str, Any]] | None = None) -> None:
        """Say the words of a document."""
        reply: dict[str, Any] = {"text": text, "language": self.language}
        if join or self._leading:
            reply["join"] = True
        self._leading = False
        if sources:
            reply["json_message"] = {"sources": sources, "language": self.language}
        self.replies.append(reply)

    def follow_with(self, action: str) -> None:
        """The action that Rasa runs next, whatever its rules say."""
        self.next_action = action

    def finish(self, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Hand the answer to Rasa: messages to the dispatcher, the rest as events."""
        if self.trace and self.replies:
            self.replies[-1]["trace"] = self.trace
        for reply in self.replies:
            dispatcher.utter_message(**reply)
        events: list[EventType] = [SlotSet(name, value) for name, value in self.changes.items()]
        if self.next_action:
            events.append(FollowupAction(self.next_action))
        return events


def payload(intent: str, **entities: str) -> str:
    """What a button sends: an intent and its entities, as Rasa reads them."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False) if entities else ''}"
