"""« Laisse tomber » ends the task at any slot and never cancels a service."""

import pytest

from tests.actions.dialogue import Customer, World
from tests.actions.phrases import (
    ADDRESS_SAID,
    AT_ONCE,
    LANGUAGES,
    MONTH_END,
    NEVER_MIND,
    NUMBER_SAID,
    OPENINGS,
    PIN_SAID,
    verified,
)

ABORTS = {
    "fr": [
        "laisse tomber",
        "bof non, laisse tomber",
        "oubliez ça",
        "finalement j'ai changé d'idée",
        "annulez tout",
    ],
    "en": [
        "never mind",
        "You know what, never mind. Let's drop it please.",
        "forget it",
        "cancel that",
        "stop",
    ],
}
SLOTS = ["account_number", "pin", "service", "end_date", "reason", "confirmation"]


def cancelling(world: World, language: str, slot: str) -> Customer:
    """A customer who is asked for `slot` in a cancellation."""
    customer = Customer(world, language=language)
    customer.says(OPENINGS["cancel_service"][language], "cancel_service")
    steps = [
        ("account_number", NUMBER_SAID[language]),
        ("pin", "0427"),
        ("service", {"fr": "le mobile", "en": "the mobile one"}[language]),
        ("end_date", MONTH_END[language]),
        ("reason", {"fr": "trop cher", "en": "too expensive"}[language]),
    ]
    for name, said in steps:
        if name == slot:
            break
        customer.says(said)
    assert customer.asked_for == slot
    return customer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slot", SLOTS)
def test_never_mind_ends_the_task_at_every_slot(world: World, slot: str, language: str) -> None:
    customer = cancelling(world, language, slot)
    customer.says(NEVER_MIND[language], "abort_task")
    assert customer.task is None and not world.accounts.calls
    assert "utter_aborted_cancel_service" in customer.responses


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("intent", ["abort_task", "deny", "cancel_service", "inform"])
def test_aborting_phrases_do_not_depend_on_the_classifier(world: World, intent: str, language: str) -> None:
    for text in ABORTS[language]:
        customer = cancelling(world, language, "end_date")
        customer.says(text, intent)
        assert customer.task is None, text
        assert not world.accounts.calls


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Non. Laissez tomber, je ne veux plus rien changer."),
        ("fr", "Non, oubliez ça, je garde la facture papier."),
        ("en", "no, never mind, I'm keeping it as it is"),
    ],
)
def test_a_no_that_gives_up_ends_the_task_at_once(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(AT_ONCE[language])
    customer.says(text, "deny")
    assert customer.task is None and not world.accounts.calls


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "non, je garde mon service"), ("en", "no, I'll keep it")]
)
def test_keeping_the_service_ends_the_cancellation(world: World, language: str, text: str) -> None:
    customer = cancelling(world, language, "confirmation")
    customer.says(text, "deny")
    assert customer.task is None and not world.accounts.calls


def test_with_nothing_under_way_there_is_nothing_to_abort(world: World) -> None:
    customer = Customer(world)
    customer.says("laisse tomber", "abort_task")
    assert "utter_nothing_under_way" in customer.responses


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_an_abort_a_task_begins_anew_without_old_values(world: World, language: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(NEVER_MIND[language], "abort_task")
    customer.says(OPENINGS["change_billing_address"][language], "change_billing_address")
    assert customer.asked_for == "address"


@pytest.mark.parametrize(("language", "said"), [("fr", "annulez-le d'abord"), ("en", "cancel it then")])
def test_cancel_it_where_nothing_is_under_way_offers_to_cancel_a_service(
    world: World, language: str, said: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(said, "abort_task")
    assert customer.task is None
    assert customer.responses[-2:] == ["utter_nothing_under_way", "utter_offer_cancel_service"]
    customer.says("oui" if language == "fr" else "yes", "affirm")
    assert customer.task == "cancel_service"


@pytest.mark.parametrize(
    ("language", "asked", "said"),
    [
        ("fr", "c'est combien pour résilier ?", "ok annulez-la"),
        ("en", "what does it cost to cancel?", "ok cancel it"),
    ],
)
def test_cancel_it_after_a_question_about_leaving_begins(
    world: World, language: str, asked: str, said: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(asked, "ask_question")
    customer.says(said, "abort_task")
    assert customer.task == "cancel_service"


@pytest.mark.parametrize(("language", "said"), [("fr", "ne l'annulez pas"), ("en", "don't cancel it")])
def test_what_is_forbidden_offers_nothing(world: World, language: str, said: str) -> None:
    customer = Customer(world, language=language)
    customer.says(said, "abort_task")
    assert customer.responses == ["utter_nothing_under_way"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "non je ne veux pas résilier, je veux comprendre"),
        ("en", "no, I don’t want to cancel my service, I want to understand"),
    ],
)
@pytest.mark.parametrize("at", ["account_number", "end_date", "confirmation"])
def test_who_refuses_the_task_under_way_is_let_out(world: World, language: str, text: str, at: str) -> None:
    customer = Customer(world, language=language)
    customer.says({"fr": "je dois résilier ?", "en": "cancel my plan"}[language], "cancel_service")
    if at != "account_number":
        customer.says(NUMBER_SAID[language])
        customer.says(PIN_SAID[language])
        customer.says({"fr": "internet", "en": "the internet"}[language])
    if at == "confirmation":
        customer.says(MONTH_END[language])
        customer.says({"fr": "trop cher", "en": "too dear"}[language])
    assert customer.asked_for == at
    customer.says(text, "cancel_service")
    assert customer.task is None and not world.accounts.calls


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Un courrier dit que je dois rendre l’antenne, mais je n’ai rien résilié, moi !"),
        ("en", "A letter says my cancellation is on its way but I never cancelled anything!"),
    ],
)
def test_who_never_cancelled_wants_no_cancellation(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "cancel_service", confidence=0.7)
    assert customer.task is None and "utter_start_cancel_service" not in customer.responses
