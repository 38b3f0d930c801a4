"""Account number, PIN and one-time code: proves who the customer is, by the server and never by a slot."""

from __future__ import annotations

import re
from typing import Literal

from accounts.views import Authentication
from actions import account_answers
from actions.context import context, off_loop
from actions.formatting import spoken_time
from actions.forms.visit import Visit
from actions.phrases import plain
from actions.turn import MASKED_SECRET, payload

VERIFIED = "verified"  # marks the slot `pin` for the form; proves nothing
NUMBER_AGAIN_AFTER = 2  # wrong PINs, then perhaps the number is wrong
WARN_BELOW = 3  # tries left
LOST_AT_MOST = 3  # messages that should hold a secret, and do not
CODE_DIGITS = 6
_BY_EMAIL = re.compile(r"\b(courriels?|e-?mails?|mails?)\b")
_BY_SMS = re.compile(r"\b(sms|textos?|text( message)?s?|cell\w*|mobile|telephone|phone|portable)\b")


async def recognise(visit: Visit, number: str | None) -> None:
    """At the beginning of a task: who the conversation is verified for, unless another account is named."""
    if visit.account is not None and number and number != visit.account.number:
        await off_loop(context().accounts.end_verification, visit.turn.conversation_id)
        visit.account = None
    if visit.account is not None:
        visit.turn.set("account_number", visit.account.number)
        visit.turn.set("pin", VERIFIED)
        return
    visit.turn.set("pin", None)
    if number:
        visit.turn.set("account_number", number)


async def try_secret(visit: Visit) -> None:
    """Verify with the PIN or code that came with the message; what is said and asked for next is decided here too."""
    turn = visit.turn
    secret = await off_loop(context().secrets.take, turn.conversation_id, turn.message_id)
    if secret is None:
        visit.state.failures += 1
        if visit.state.failures >= LOST_AT_MOST:
            turn.set("stuck_at", "pin")
            visit.end("stuck")
        else:
            turn.say("utter_secret_lost", lead=True)
        return
    result = await _authenticate(visit, secret)
    if result.outcome == "verified":
        turn.set("pin", VERIFIED)
        visit.state.wrong_secrets = 0
        visit.state.failures = 0
        visit.account = await off_loop(
            context().accounts.verified_account, turn.conversation_id, turn.operator
        )
        account_answers.tell_asked(visit)
    elif result.outcome == "locked":
        _say_locked(visit, result)
    else:
        _say_wrong(visit, result)


async def _authenticate(visit: Visit, secret: str) -> Authentication:
    turn, accounts = visit.turn, context().accounts
    by_code = visit.state.notes.get("code_sent") and len(secret) == CODE_DIGITS
    check = accounts.authenticate_with_code if by_code else accounts.authenticate
    return await off_loop(
        check,
        turn.conversation_id,
        turn.operator,
        turn.slot("account_number"),
        secret,
        source_address=turn.source_address,
    )


def _say_wrong(visit: Visit, result: Authentication) -> None:
    """A wrong number and a wrong PIN are told in the same words."""
    state = visit.state
    state.wrong_secrets += 1
    visit.turn.say("utter_identity_wrong", lead=True)
    if result.failures_left < WARN_BELOW:
        visit.turn.say("utter_identity_tries_left", lead=True, tries=result.failures_left)
    if state.wrong_secrets == NUMBER_AGAIN_AFTER:
        visit.turn.set("account_number", None)
        visit.turn.say("utter_offer_person_in_task", lead=True)
        state.asking = "person"


def _say_locked(visit: Visit, result: Authentication) -> None:
    until = result.locked_until
    if until is None:
        visit.turn.say("utter_identity_locked_for_now")
    else:
        time = spoken_time(until, visit.rules.time_zone, visit.language, visit.country)
        visit.turn.say("utter_identity_locked", time=time)
    visit.end("locked")


def asked_channel(text: str) -> Literal["sms", "email"] | None:
    """Where the customer wants the code; None if that is not said, or both are."""
    bare = plain(text)
    by_email, by_sms = bool(_BY_EMAIL.search(bare)), bool(_BY_SMS.search(bare))
    if by_email == by_sms:
        return None
    return "email" if by_email else "sms"


async def offer_code(visit: Visit) -> None:
    """The PIN is forgotten: send a code where the customer says, or ask where."""
    turn = visit.turn
    if not turn.slot("account_number"):
        visit.state.notes["wants_code"] = True
        turn.say("utter_code_needs_account", lead=True)
        return
    channel = turn.entities.get("code_channel") if turn.command else asked_channel(turn.text)
    if channel not in ("sms", "email"):
        visit.state.asking = "code_channel"
        turn.say("utter_ask_code_channel", buttons=_channel_buttons(visit))
        visit.ask_for("pin")
        return
    await send_code(visit, channel)


async def send_code(visit: Visit, channel: Literal["sms", "email"]) -> None:
    turn = visit.turn
    sent = await off_loop(
        context().accounts.send_one_time_code,
        turn.conversation_id,
        turn.operator,
        turn.slot("account_number"),
        channel,
    )
    visit.state.asking = None
    if sent.outcome == "limited":
        turn.say("utter_code_limited")
        visit.ask_for("pin")
        return
    visit.state.notes["code_sent"] = True
    visit.state.failures = 0
    turn.say(f"utter_code_sent_{channel}")
    visit.ask_for("code")


async def ask_by_code(visit: Visit, *, expired: bool = False) -> bool:
    """By SMS a code to the very number that the customer writes from takes the place of the PIN, which would stay
    readable in their phone.

    Returns:
        False where that cannot be: on the website, from a number that is not the account's, after too many codes.
    """
    turn, state, accounts = visit.turn, visit.state, context().accounts
    number = turn.slot("account_number")
    if turn.channel != "sms" or not turn.source_address:
        return False
    if state.notes.get("code_for") == number:  # it is on its way already
        turn.say("utter_request_code_again", variant=visit.ask_for("code"))
        return True
    if not await off_loop(accounts.has_phone, turn.operator, number, turn.source_address):
        return False
    sent = await off_loop(accounts.send_one_time_code, turn.conversation_id, turn.operator, number, "sms")
    if sent.outcome == "limited":
        return False
    state.notes["code_sent"], state.notes["code_for"] = True, number
    turn.say("utter_code_sent_again_here" if expired else "utter_code_sent_here")
    visit.ask_for("code")
    return True


def _channel_buttons(visit: Visit) -> list[dict[str, str]]:
    titles = {"fr": ("Par texto", "Par courriel"), "en": ("By text message", "By e-mail")}[visit.language]
    return [
        {"title": title, "payload": payload("inform", code_channel=channel)}
        for title, channel in zip(titles, ("sms", "email"), strict=True)
    ]


def holds_secret(text: str) -> bool:
    """A PIN or code came with the message."""
    return MASKED_SECRET in text
