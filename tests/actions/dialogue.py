"""Plays a conversation against the actions as Rasa does: rules, forms, followups and wording, without Rasa.

customer = Customer(world, language="fr")
customer.says("je déménage", "change_billing_address")
assert customer.asked_for == "account_number"
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import pkgutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.utils import all_subclasses

import actions
from actions.base import SafeAction
from actions.context import Context, use
from bot.responses import choose, fill, load_responses
from bot.web.masking import mask_secrets
from tests.actions.fakes import FakeAccounts, FakeHandoffs, FakeKnowledge, FakeSecrets, account

ROOT = Path(__file__).parents[2]
LISTEN = "action_listen"
FORM = "_form"


@cache
def loop() -> asyncio.AbstractEventLoop:
    """One event loop for all tests: making one for each action takes most of the time."""
    return asyncio.new_event_loop()


@cache
def all_actions() -> dict[str, SafeAction]:
    """All actions of the package by name; without loading what only the real server needs."""
    for module in pkgutil.iter_modules(actions.__path__, "actions."):
        if module.name not in ("actions.server", "actions.services"):
            importlib.import_module(module.name)
    made = [kind() for kind in all_subclasses(SafeAction) if not inspect.isabstract(kind)]
    return {action.name(): action for action in made}


@cache
def first_actions() -> dict[str, str]:
    """What data/rules.yml begins for each intent outside of tasks."""
    rules = yaml.safe_load((ROOT / "data" / "rules.yml").read_text(encoding="utf-8"))["rules"]
    return {
        rule["steps"][0]["intent"]: rule["steps"][1]["action"]
        for rule in rules
        if "intent" in rule["steps"][0]
    }


@cache
def responses() -> dict[str, list[dict[str, Any]]]:
    """The wording of domain/responses."""
    return load_responses()


@dataclass
class World:
    """Everything around the actions."""

    accounts: FakeAccounts = field(default_factory=lambda: FakeAccounts(account()))
    knowledge: FakeKnowledge = field(default_factory=FakeKnowledge)
    handoffs: FakeHandoffs = field(default_factory=FakeHandoffs)
    secrets: FakeSecrets = field(default_factory=FakeSecrets)

    def enter(self) -> None:
        """Make the actions work with it."""
        use(Context(self.accounts, self.knowledge, self.handoffs, self.secrets))  # type: ignore[arg-type]


@dataclass
class Said:
    """A message of the assistant."""

    text: str
    buttons: list[dict[str, str]]
    language: str
    sources: list[dict[str, Any]]
    responses: list[str]


class Customer:
    """A customer in a conversation; `says` returns the assistant's messages."""

    def __init__(
        self, world: World, *, language: str = "fr", operator: str = "primus", channel: str = "web"
    ) -> None:
        self.world, self.language, self.operator, self.channel = world, language, operator, channel
        self.id = f"conversation-{id(self)}"
        self.slots: dict[str, Any] = {}
        self.loop: str | None = None
        self.turns = 0
        self.replies: list[Said] = []
        self.log: list[tuple[str, list[Said]]] = []
        world.enter()

    @property
    def asked_for(self) -> str | None:
        """The slot that the assistant asks for."""
        return self.slots.get("requested_slot") if self.loop else None

    @property
    def task(self) -> str | None:
        """The task under way."""
        return self.loop and self.loop.removesuffix(FORM)

    @property
    def heard(self) -> str:
        """All words of the last answer."""
        return "\n".join(said.text for said in self.replies)

    @property
    def responses(self) -> list[str]:
        """The responses that the last answer was made of."""
        return [name for said in self.replies for name in said.responses]

    @property
    def handoff(self) -> dict[str, Any] | None:
        """The open handoff."""
        return self.world.handoffs.opened.get(self.id)

    def says(
        self,
        text: str,
        intent: str = "inform",
        *,
        confidence: float = 0.95,
        language: str | None = "same",
        repeat: bool = False,
    ) -> list[Said]:
        """Write a message, which the classifier takes for `intent`; `repeat`: Rasa gets the same one twice."""
        self.turns += 0 if repeat else 1
        message_id = f"m{self.turns}"
        masked = mask_secrets(text, expects=self.asked_for)
        if masked.secret:
            self.world.secrets.waiting[message_id] = masked.secret
        return self._play(self._message(masked.text, intent, confidence, {}, language, message_id))

    def presses(self, payload: str) -> list[Said]:
        """Press a button of the last answer."""
        offered = [button["payload"] for said in self.replies for button in said.buttons]
        assert payload in offered, f"{payload} was not offered, only {offered}"
        self.turns += 1
        intent, _, entities = payload[1:].partition("{")
        values = yaml.safe_load("{" + entities) if entities else {}
        return self._play(self._message(payload, intent, 1.0, values, None, f"m{self.turns}"))

    def _message(
        self,
        text: str,
        intent: str,
        confidence: float,
        entities: dict[str, Any],
        language: str | None,
        message_id: str,
    ) -> dict[str, Any]:
        return {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
            "language": self.language if language == "same" else language,
            "metadata": {
                "operator": self.operator,
                "language": self.language,
                "channel": self.channel,
                "message_id": message_id,
                "expects": self.asked_for,
                "source_address": "192.0.2.7",
            },
        }

    # --- what Rasa does

    def _play(self, message: dict[str, Any]) -> list[Said]:
        self.replies = []
        followup: str | None = self.loop or first_actions()[message["intent"]["name"]]
        for _ in range(10):
            if followup is None or followup == LISTEN:
                break
            action, followup = followup, None
            if action.endswith(FORM):
                followup = self._run_form(action, message)
            else:
                followup = self._run(action, message)
        else:
            raise AssertionError("the assistant does not stop")
        self.log.append((message["text"], self.replies))
        assert self.replies, f"nothing was said to {message['text']!r}"
        return self.replies

    def _run_form(self, form: str, message: dict[str, Any]) -> str | None:
        if self.loop != form:
            self.loop = form
            self.slots["requested_slot"] = None
        followup = self._run(f"validate_{form}", message)
        if self.slots.get("requested_slot") is None:
            self.loop = None
            return followup or f"action_submit_{form.removesuffix(FORM)}"
        return followup

    def _run(self, action: str, message: dict[str, Any]) -> str | None:
        tracker = Tracker(
            self.id,
            dict(self.slots),
            message,
            [],
            False,
            None,
            {"name": self.loop} if self.loop else {},
            action,
        )
        dispatcher = CollectingDispatcher()
        events = loop().run_until_complete(all_actions()[action].run(dispatcher, tracker, {}))
        for reply in dispatcher.messages:
            self._hear(reply)
        followup = None
        for event in events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "followup":
                followup = event["name"]
        return followup

    def _hear(self, reply: dict[str, Any]) -> None:
        name, buttons = reply["response"], list(reply["buttons"])
        if name:
            slots = {**self.slots, **reply}
            turn = reply.get("variant")
            chosen = choose(responses()[name], slots, self.channel, self.turns if turn is None else turn)
            assert chosen is not None, f"{name} has no variant for {reply['language']}"
            text = fill(chosen["text"], slots)
            buttons = [*chosen.get("buttons", []), *buttons]
        else:
            text = reply["text"]
        sources = (reply["custom"] or {}).get("sources", [])
        if reply.get("join") and self.replies:
            last = self.replies[-1]
            last.text += "\n" + text
            last.buttons += buttons
            last.sources += sources
            last.responses += [name] if name else []
        else:
            self.replies.append(Said(text, buttons, reply["language"], sources, [name] if name else []))
