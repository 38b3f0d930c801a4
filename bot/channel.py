"""Rasa's channel for the web process (runs inside Rasa, .venv-rasa): one message in, its answers and the state out.

    POST /webhooks/guichet/messages  {sender, message, metadata}
        -> {messages: [{text, buttons, custom}], state: {language, task, requested_slot, intent}}
    GET  /webhooks/guichet/          -> {status: ok}

A turn that fails, or in which nothing was said, answers 500: the web process then apologises. It listens on the
loopback only and trusts its caller; customers' texts that look like commands are disarmed before they come here.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import action_calls, action_results, rasa_logs

logger = logging.getLogger(__name__)

FORM_SUFFIX = "_form"
# What is of use to the agents who take over; the others are the dialogue's own memory.
GATHERED_SLOTS = [
    "account_number",
    "address",
    "effective_date",
    "email",
    "service",
    "end_date",
    "reason",
    "contact",
    "withdraws",
    "done",
    "failures",
]
# What is forgotten when a person has answered in between.
DIALOGUE_SLOTS = [
    "requested_slot",
    "offer",
    "pending_task",
    "failures",
    "task_state",
    "task_outcome",
    "stuck_at",
    "confirmation",
]
_CUSTOM = ("sources", "language")


class GuichetOutput(CollectingOutputChannel):
    """Collects what is said in a turn; its name is the customer's channel, which picks the wording."""

    def __init__(self, channel: str) -> None:
        super().__init__()
        self.channel = channel

    def name(self) -> str:
        """web or sms; responses may have variants for one of them."""
        return self.channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a message; one with `join` goes on in the message before it."""
        said = {
            "text": message.get("text"),
            "buttons": [
                {"title": button["title"], "payload": button["payload"]}
                for button in message.get("buttons") or []
            ],
            "custom": _custom(message),
            "trace": message.get("trace"),
        }
        if message.get("join") and self.messages:
            _append(self.messages[-1], said)
        else:
            self.messages.append(said)


class GuichetInput(InputChannel):
    """Takes the messages that the web process passes on."""

    def __init__(self) -> None:
        action_calls.install()
        action_results.install()
        rasa_logs.install()

    @classmethod
    def name(cls) -> str:
        """The part of the address behind /webhooks/."""
        return "guichet"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The two routes."""
        webhook = Blueprint("guichet_channel", __name__)

        @webhook.listener("after_server_stop")
        async def stopped(*_: object) -> None:
            await action_calls.hang_up()

        @webhook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @webhook.route("/messages", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            body = request.json
            metadata = body.get("metadata") or {}
            output = GuichetOutput(metadata.get("channel") or "web")
            message = UserMessage(
                body["message"], output, body["sender"], input_channel=self.name(), metadata=metadata
            )
            with rasa_logs.turn_of(message.text or ""):
                try:
                    tracker = await take_turn(request.app.ctx.agent, message)
                except Exception:
                    logger.exception("A turn of conversation %s failed.", body["sender"])
                    return response.json({"error": "the turn failed"}, status=500)
            if not output.messages:
                logger.error("Nothing was said in a turn of conversation %s.", body["sender"])
                return response.json({"error": "nothing was said"}, status=500)
            return response.json({"messages": output.messages, "state": state_of(tracker)})

        return webhook


async def take_turn(agent: Agent, message: UserMessage) -> DialogueStateTracker:
    """What `MessageProcessor.handle_message` does, but the tracker comes back: reading it again would cost as much
    as the rest of the turn.

    Raises:
        Exception: whatever went wrong in understanding, deciding or saving.
    """
    processor, output = agent.processor, message.output_channel
    async with agent.lock_store.lock(message.sender_id):
        if (message.metadata or {}).get("reset"):
            await begin_anew(processor, message.sender_id)
        tracker = await processor.log_message(message, should_save_tracker=False)
        tracker = await processor.run_action_extract_slots(output, tracker)
        await processor._run_prediction_loop(output, tracker)
        await processor.save_tracker(tracker)
    return tracker


async def begin_anew(processor: MessageProcessor, sender_id: str) -> None:
    """Forget the task that was under way when a person took over: what it asked for is out of date."""
    tracker = await processor.get_tracker(sender_id)
    if not tracker.events:  # the assistant never answered here
        return
    tracker.update(ActiveLoop(None))
    for name in DIALOGUE_SLOTS:
        if tracker.get_slot(name) is not None:
            tracker.update(SlotSet(name, None))
    await processor.save_tracker(tracker)


def state_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Where the dialogue stands: `task` without the suffix of forms, `requested_slot` only inside a task."""
    loop = tracker.active_loop_name
    intent = tracker.latest_message.intent if tracker.latest_message else {}
    return {
        "language": tracker.get_slot("language"),
        "task": loop[: -len(FORM_SUFFIX)] if loop and loop.endswith(FORM_SUFFIX) else loop,
        "requested_slot": tracker.get_slot("requested_slot") if loop else None,
        "slots": {name: value for name in GATHERED_SLOTS if (value := tracker.get_slot(name)) is not None},
        "intent": {"name": intent.get("name"), "confidence": float(intent.get("confidence") or 0.0)},
    }


def _custom(message: dict[str, Any]) -> dict[str, Any] | None:
    custom = dict(message.get("custom") or {})
    if message.get("language"):
        custom.setdefault("language", message["language"])
    return {key: custom[key] for key in _CUSTOM if key in custom} or None


def _append(before: dict[str, Any], said: dict[str, Any]) -> None:
    before["text"] = f"{before['text']}\n{said['text']}"
    before["buttons"] += said["buttons"]
    before["trace"] = said["trace"] or before["trace"]
    sources = ((said["custom"] or {}).get("sources")) or []
    if sources:
        before["custom"] = {**(before["custom"] or {}), "sources": sources}
