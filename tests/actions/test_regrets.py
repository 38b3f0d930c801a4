"""What was done can be undone or mended right after, by a task that reads it back first."""

from __future__ import annotations

import pytest

from tests.actions.dialogue import Customer, World
from tests.actions.phrases import ADDRESS_SAID, AT_ONCE, EMAIL_SAID, LANGUAGES, MONTH_END, YES, verified

UNDO = {"fr": "finalement non, annulez ça", "en": "wait no, undo that"}


def cancelled(world: World, language: str) -> Customer:
    customer = verified(world, language, "cancel_service")
    customer.says("internet")
    for said in (MONTH_END, {"fr": "sans raison", "en": "no reason"}):
        customer.says(said[language], "inform")
    customer.says(YES[language], "affirm")
    assert "utter_cancel_requested" in customer.responses
    return customer


def moved(world: World, language: str) -> Customer:
    customer = verified(world, language, "change_billing_address")
    for said in (ADDRESS_SAID, AT_ONCE):
        customer.says(said[language], "inform")
    customer.says(YES[language], "affirm")
    return customer


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", UNDO["fr"]),
        ("fr", "attendez, je me suis trompée de service"),
        ("fr", "oups non, c’était l’autre que je voulais"),
        ("en", UNDO["en"]),
        ("en", "oh no I meant the other service!!"),
        ("en", "I changed my mind"),
    ],
)
@pytest.mark.parametrize("intent", ["deny", "abort_task", "inform"])
def test_a_cancellation_that_is_regretted_is_withdrawn_after_a_yes(
    world: World, language: str, text: str, intent: str
) -> None:
    customer = cancelled(world, language)
    customer.says(text, intent)
    assert customer.task == "withdraw_change"


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "oups non, c’était l’autre que je voulais"), ("en", "oh no, wrong service!")],
)
def test_after_the_wrong_service_the_right_one_is_asked_for(world: World, language: str, text: str) -> None:
    customer = cancelled(world, language)
    customer.says(text, "deny")
    customer.says(YES[language], "affirm")
    assert "utter_withdrawn_cancellation" in customer.responses
    assert customer.task == "cancel_service" and customer.asked_for == "service"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_switch_of_bills_is_switched_back_after_a_yes(world: World, language: str) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    customer.says(EMAIL_SAID[language], "inform")
    customer.says(YES[language], "affirm")
    customer.says(UNDO[language], "abort_task")
    assert customer.task == "switch_to_paper"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "oups, je me suis trompée, l’appartement c’est le 8"),
        ("en", "oops I made a mistake, it's unit 8"),
    ],
)
def test_a_slip_in_the_address_is_mended_with_the_rest_kept(world: World, language: str, text: str) -> None:
    customer = moved(world, language)
    before = world.accounts.calls[0][1]["address"]
    customer.says(text, "inform")
    assert customer.task == "change_billing_address" and customer.asked_for == "effective_date"
    after = customer.slots["address"]
    assert after["street"].endswith("8") and after["postal_code"] == before.postal_code


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_that_was_changed_at_once_is_asked_for_anew(world: World, language: str) -> None:
    customer = moved(world, language)
    customer.says(UNDO[language], "abort_task")
    assert "utter_address_changed_already" in customer.responses
    assert customer.task == "change_billing_address" and customer.asked_for == "address"


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_gives_up_after_a_change_is_not_told_that_nothing_was_changed(
    world: World, language: str
) -> None:
    customer = cancelled(world, language)
    customer.says({"fr": "laissez faire", "en": "never mind"}[language], "abort_task")
    assert customer.responses == ["utter_done_stays"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_anything_done_there_is_nothing_to_regret(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(UNDO[language], "abort_task")
    assert customer.responses == ["utter_nothing_under_way"]
