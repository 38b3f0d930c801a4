"""Checks of what runs inside Rasa, for Rasa's own environment: `.venv-rasa/bin/python -m tests.bot.rasa_side`.

Prints one line per check, `ok NAME` or `failed NAME: why`; test_rasa_side.py reads them. Plain functions, because
.venv-rasa has no pytest.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from aiohttp import web
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot import action_calls, action_results
from bot.channel import GuichetOutput, begin_anew, state_of, take_turn
from bot.nlg import BilingualResponses
from bot.tracker_store import RecentTrackerStore
from knowledge.encoder.relay import RELAY, Encoding, unpacked

DOMAIN = Domain.load("domain/domain.yml")
CHECKS: list[Callable[[], None]] = []


def check(function: Callable[[], None]) -> Callable[[], None]:
    CHECKS.append(function)
    return function


def tracker(*events: Any) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("c", [SessionStarted(), *events], DOMAIN.slots)


def run(coroutine: Any) -> Any:
    return asyncio.run(coroutine)


@check
def wording_follows_the_language_of_the_call_and_not_the_slot() -> None:
    responses = BilingualResponses(None, DOMAIN)  # type: ignore[arg-type]
    french = tracker(SlotSet("language", "fr"))
    said = run(responses.generate("utter_language_changed", french, "web", language="en"))
    assert "English" in said["text"]
    assert run(responses.generate("utter_unheard_of", french, "web", language="en")) is None


@check
def braces_in_values_are_words() -> None:
    responses = BilingualResponses(None, DOMAIN)  # type: ignore[arg-type]
    said = run(responses.generate("utter_ebilling_same", tracker(), "web", language="en", email="{pin}0[x]"))
    assert "{pin}0[x]" in said["text"]


@check
def messages_that_belong_together_are_joined() -> None:
    output = GuichetOutput("web")
    run(output.send_response("c", {"text": "Un.", "language": "fr", "buttons": []}))
    second = {"text": "Deux ?", "join": True, "buttons": [{"title": "Oui", "payload": "/affirm", "x": 1}]}
    run(output.send_response("c", second))
    (said,) = output.messages
    assert said["text"] == "Un.\nDeux ?" and said["buttons"] == [{"title": "Oui", "payload": "/affirm"}]
    assert said["custom"] == {"language": "fr"} and output.name() == "web"


@check
def what_was_searched_comes_through() -> None:
    output = GuichetOutput("web")
    run(output.send_response("c", {"text": "Je ne sais pas.", "trace": {"outcome": "no_answer"}}))
    run(output.send_response("c", {"text": "Quelqu’un ?", "join": True}))
    assert output.messages[0]["trace"] == {"outcome": "no_answer"}


@check
def after_a_person_the_dialogue_begins_anew() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = RecentTrackerStore(DOMAIN, f"sqlite:///{folder}/rasa.db")
        under_way = tracker(
            ActiveLoop("cancel_service_form"),
            SlotSet("requested_slot", "end_date"),
            SlotSet("language", "en"),
            SlotSet("failures", 1),
        )
        run(store.save(under_way))
        processor = SimpleNamespace(get_tracker=store.get_or_create_tracker, save_tracker=store.save)
        run(begin_anew(processor, "c"))  # type: ignore[arg-type]
        after = run(store.retrieve("c"))
        assert after.active_loop_name is None and after.get_slot("language") == "en"
        assert after.get_slot("requested_slot") is None and after.get_slot("failures") is None


@check
def the_action_server_is_told_where_the_talk_stands_and_not_all_of_it() -> None:
    heard = UserUttered("oui", {"name": "affirm", "confidence": 0.9})
    talk = tracker(SlotSet("language", "fr"), heard)
    call = action_calls.action_call(RemoteAction("action_answer_question", None), talk, DOMAIN)  # type: ignore[arg-type]
    assert call["next_action"] == "action_answer_question" and call["tracker"]["events"] == []
    assert call["tracker"]["slots"]["language"] == "fr" and call["tracker"]["latest_message"]["text"] == "oui"


@check
def the_vectors_of_a_message_go_along_with_its_first_call() -> None:
    RELAY.keep("où est ma facture ?", Encoding("e5", np.ones((1, 4)), np.ones((3, 4))))
    talk = tracker(UserUttered("où est ma facture ?", {"name": "ask_question", "confidence": 0.9}))
    answer = RemoteAction("action_answer_question", None)  # type: ignore[arg-type]
    call = action_calls.action_call(answer, talk, DOMAIN)
    assert unpacked(call["encoded"])[1].tokens.shape == (3, 4)
    assert "encoded" not in action_calls.action_call(answer, talk, DOMAIN)


@check
def the_action_server_is_not_told_the_responses() -> None:
    domain = Domain.from_dict({"actions": ["action_x"], "responses": {"utter_hello": [{"text": "Bonjour."}]}})
    call = action_calls.action_call(RemoteAction("action_answer_question", None), tracker(), domain)  # type: ignore[arg-type]
    assert (
        "responses" in domain.as_dict() and "responses" not in call["domain"] and "actions" in call["domain"]
    )


@check
def calls_of_the_action_server_share_a_connection() -> None:
    callers = []

    async def answer(request: web.Request) -> web.Response:
        callers.append(request.transport.get_extra_info("peername"))
        return web.json_response({})

    async def call_twice() -> None:
        app = web.Application()
        app.router.add_post("/webhook", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        endpoint = EndpointConfig(f"http://127.0.0.1:{runner.addresses[0][1]}/webhook")
        for _ in range(2):
            assert await endpoint.request(json={}) == {}
        await action_calls.hang_up()
        await runner.cleanup()

    action_calls.install()
    run(call_twice())
    assert len(callers) == 2 and len(set(callers)) == 1


@check
def sources_come_through() -> None:
    output = GuichetOutput("web")
    custom = {"sources": [{"document": "Aide"}], "language": "fr"}
    run(output.send_response("c", {"text": "Oui.", "custom": custom, "buttons": None}))
    assert output.messages[0]["custom"] == custom


@check
def the_state_names_task_and_slot_only_inside_a_task() -> None:
    heard = UserUttered("oui", {"name": "affirm", "confidence": 0.9})
    inside = tracker(ActiveLoop("cancel_service_form"), SlotSet("requested_slot", "end_date"), heard)
    assert state_of(inside)["task"] == "cancel_service"
    assert state_of(inside)["requested_slot"] == "end_date"
    assert state_of(inside)["intent"] == {"name": "affirm", "confidence": 0.9}
    outside = tracker(SlotSet("requested_slot", "end_date"), SlotSet("language", "en"))
    assert state_of(outside) == {
        "language": "en",
        "task": None,
        "requested_slot": None,
        "slots": {},
        "intent": {"name": None, "confidence": 0.0},
    }
    told = tracker(SlotSet("account_number", "441022"), SlotSet("pin", True), SlotSet("done", ["x"]))
    assert state_of(told)["slots"] == {"account_number": "441022", "done": ["x"]}


@check
def unusable_answers_of_the_action_server_are_refused() -> None:
    action_results.install()
    action = RemoteAction("action_x", None)
    assert action._validate_action_result({"events": [{"event": "slot", "name": "a"}], "responses": [{}]})
    for bad in (None, [], {"events": ["slot"]}, {"events": [{"name": "a"}]}, {"responses": ["x"]}):
        try:
            action._validate_action_result(bad)  # type: ignore[arg-type]
        except action_results.UnusableActionResult:
            continue
        raise AssertionError(f"{bad} was taken")


@check
def another_process_that_had_the_last_turn_is_heard() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/rasa.db"
        one, other = RecentTrackerStore(DOMAIN, url), RecentTrackerStore(DOMAIN, url)
        first = tracker(ActionExecuted("action_listen"))
        run(one.save(first))
        seen = run(other.retrieve("c"))
        seen.update(SlotSet("language", "en"))
        run(other.save(seen))
        assert run(one.retrieve("c")).get_slot("language") == "en"
        assert run(other.retrieve("c")) is seen, "nothing newer: the kept tracker"


@check
def a_turn_that_failed_leaves_nothing_behind() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = RecentTrackerStore(DOMAIN, f"sqlite:///{folder}/rasa.db")
        run(store.save(tracker(ActionExecuted("action_listen"))))
        run(store.retrieve("c")).update(SlotSet("language", "en"))  # and then it fails, before it is saved
        assert run(store.retrieve("c")).get_slot("language") is None


@check
def our_turn_is_what_rasa_does_with_a_message() -> None:
    """`take_turn` repeats MessageProcessor.handle_message: the steps must still be the same ones."""
    import inspect

    from rasa.core.processor import MessageProcessor

    theirs = inspect.getsource(MessageProcessor.handle_message)
    ours = inspect.getsource(take_turn)
    for step in ("log_message", "run_action_extract_slots", "_run_prediction_loop", "save_tracker"):
        assert step in theirs and step in ours
    assert UserMessage("x").text == "x"


def main() -> int:
    """Run all checks."""
    assert Path("domain").is_dir(), "run from the repository's root"
    failed = 0
    for function in CHECKS:
        try:
            function()
        except Exception as error:
            failed += 1
            print(f"failed {function.__name__}: {error!r}", flush=True)
            traceback.print_exc()
        else:
            print(f"ok {function.__name__}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
