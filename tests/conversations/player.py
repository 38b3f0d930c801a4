"""A customer who plays a scenario: opens, answers what is asked for, interrupts where the scenario says so.

A scenario (scenarios/*.yml) has: operator, lang, account (as `accounts import` reads it, or null), opening, answers by
slot, twists [{when: opening | a slot | after_task, say, expect: {language, match, not_match}}] and `final`, paths into
what `accounts show` gives, with `unchanged`, `locked`, `notifications_min` and `handoff_open` beside them.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import httpx
import yaml

from accounts.database import Sessions
from accounts.importing import import_accounts
from accounts.showing import show_account
from bot.conversations.handoffs import list_handoffs
from tests.sms.twilio_stand_in import TwilioStandIn

TODAY = date(2026, 11, 21)
YES = {"fr": "oui, c'est exact", "en": "yes, that's right"}
MAX_TURNS, MAX_ASKED = 40, 6


@dataclass(frozen=True)
class Guichet:
    """The running stack: where it is, its data base, its folder, its supervisor, and who stands in for Twilio."""

    url: str
    rasa_url: str
    sessions: Sessions
    data: Path
    process: subprocess.Popen
    actions_url: str = ""
    twilio: TwilioStandIn = field(default_factory=TwilioStandIn)

    def put(self, operator: str, account: dict) -> None:
        """Import an account; one of the same number is replaced."""
        with self.sessions.begin() as session:
            import_accounts(
                session,
                yaml.safe_dump([{"operator": operator, **account}], allow_unicode=True),
                now=datetime.now(timezone.utc),
            )

    def show(self, operator: str, number: str) -> dict:
        with self.sessions() as session:
            return show_account(session, operator, number, now=datetime.now(timezone.utc), lock_minutes=30)

    def has_open_handoff(self, conversation: str) -> bool:
        with self.sessions() as session:
            return any(h.conversation_id == conversation for h in list_handoffs(session))


@dataclass
class Conversation:
    """One conversation over the HTTP API."""

    guichet: Guichet
    operator: str
    language: str | None = None
    id: str = ""
    headers: dict = field(default_factory=dict)
    reply: dict = field(default_factory=dict)

    def __post_init__(self) -> None:
        body = {"operator": self.operator, **({"language": self.language} if self.language else {})}
        created = httpx.post(f"{self.guichet.url}/api/conversations", json=body)
        assert created.status_code == 201, created.text
        self.id, self.headers = created.json()["id"], {"Authorization": f"Bearer {created.json()['token']}"}

    def post(self, **body: str) -> httpx.Response:
        url = f"{self.guichet.url}/api/conversations/{self.id}/messages"
        return httpx.post(url, json=body, headers=self.headers, timeout=60)

    def say(self, text: str) -> dict:
        """Say something; a message that is refused leaves the last reply as it was."""
        answer = self.post(text=text)
        if 400 <= answer.status_code < 500:
            return {"messages": [], "state": answer.status_code}
        assert answer.status_code == 200, answer.text
        self.reply = answer.json()
        return self.reply

    @property
    def slot(self) -> str | None:
        return (self.reply.get("expects") or {}).get("slot")


def text_of(reply: dict) -> str:
    return "\n".join(message["text"] or "" for message in reply["messages"])


def check(expect: dict | None, reply: dict) -> None:
    """Hold a reply against what a twist expects of it."""
    said = text_of(reply)
    for pattern in (expect or {}).get("match", []):
        assert re.search(pattern, said, re.IGNORECASE | re.DOTALL), f"/{pattern}/ is not in: {said}"
    for pattern in (expect or {}).get("not_match", []):
        assert not re.search(pattern, said, re.IGNORECASE | re.DOTALL), f"/{pattern}/ is in: {said}"
    if language := (expect or {}).get("language"):
        assert {m["language"] for m in reply["messages"]} <= {language, None}, f"not in '{language}': {said}"


def play(scenario: dict, guichet: Guichet) -> None:
    """Play a scenario and hold the account against its `final`."""
    account, operator = scenario.get("account"), scenario["operator"]
    before: dict = {}
    if account:
        guichet.put(operator, account)
        before = guichet.show(operator, account["number"])
    conversation = Conversation(guichet, operator)
    converse(scenario, conversation)
    after = guichet.show(operator, account["number"]) if account else {}
    for path, wanted in (scenario.get("final") or {}).items():
        assert_final(path, wanted, before, after, conversation)


def converse(scenario: dict, conversation: Conversation) -> None:
    twists = list(scenario.get("twists") or [])
    answers = scenario.get("answers") or {}
    asked: dict[str, int] = {}

    def take(when: str) -> dict | None:
        found = next((twist for twist in twists if twist["when"] == when), None)
        if found:
            twists.remove(found)
        return found

    conversation.say(scenario["opening"])
    while twist := take("opening"):
        check(twist.get("expect"), conversation.say(twist["say"]) if twist.get("say") else conversation.reply)
    for _ in range(MAX_TURNS):
        slot = conversation.slot
        if twist := take(slot or "after_task"):
            check(twist.get("expect"), conversation.say(twist["say"]))
        elif slot is None:
            break
        else:
            asked[slot] = asked.get(slot, 0) + 1
            assert asked[slot] <= MAX_ASKED, (
                f"asked {asked[slot]} times for {slot}: {text_of(conversation.reply)}"
            )
            answer = answers.get(slot, YES[scenario["lang"]] if slot == "confirmation" else None)
            assert answer is not None, f"asks for {slot}: {text_of(conversation.reply)}"
            conversation.say(str(answer))
    else:
        raise AssertionError(f"no end after {MAX_TURNS} turns")
    assert not twists, f"never came to: {[twist['when'] for twist in twists]}"


def assert_final(path: str, wanted: Any, before: dict, after: dict, conversation: Conversation) -> None:
    if path == "unchanged":
        for name in ("billing_address", "billing_method", "ebill_email", "scheduled_address"):
            assert before[name] == after[name], name
        assert after["cancellation"]["status"] == "none"
    elif path == "locked":
        assert bool(after["locked_until"]) == wanted
    elif path == "notifications_min":
        assert len(after["notifications"]) >= wanted
    elif path == "handoff_open":
        assert conversation.guichet.has_open_handoff(conversation.id) == wanted
    else:
        assert same(wanted, dig(after, path)), f"{path} is {dig(after, path)!r}, not {wanted!r}"


def dig(data: Any, path: str) -> Any:
    for key in path.split("."):
        data = data.get(key) if isinstance(data, dict) else None
    return data


def same(wanted: Any, got: Any) -> bool:
    if got is None and wanted in ("none", 0, 0.0):
        return True
    if isinstance(wanted, str) and wanted.startswith("~"):
        return got is not None and re.search(wanted[1:], str(got), re.IGNORECASE) is not None
    if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
        return got is not None and abs(float(got) - float(wanted)) < 0.005
    return str(wanted).casefold() == str(got).casefold() if isinstance(wanted, str) else wanted == got
