"""A person is there when the customer asks for one, and when the assistant does not get further."""

import pytest

from tests.actions.dialogue import Customer, World
from tests.actions.phrases import (
    ADDRESS_SAID,
    AT_ONCE,
    LANGUAGES,
    MONTH_END,
    NEVER_MIND,
    PERSON,
    electronic,
    verified,
)

GARBAGE = ["asdf qwer", "blablabla", "zzz"]
REASON = {"fr": "ma facture est fausse depuis trois mois", "en": "my bill has been wrong for three months"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wish_for_a_person_opens_the_handoff_at_once(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(PERSON[language], "request_agent")
    assert customer.handoff is not None and customer.asked_for == "reason"
    customer.says(REASON[language], "complain")
    assert customer.asked_for == "contact"
    customer.says("(204) 555-0109, ask for Joanne")
    assert customer.task is None
    assert customer.handoff["reason"] == REASON[language]
    assert "+12045550109" in customer.handoff["contact"] and "Joanne" in customer.handoff["contact"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "j’aimerais mieux laisser un message"), ("en", "no, I’d rather just leave a message")],
)
def test_who_leaves_a_message_leaves_it_to_a_person(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "deny", confidence=0.5)
    assert world.handoffs.opened and customer.asked_for == "reason"


@pytest.mark.parametrize("language", LANGUAGES)
def test_reason_and_contact_may_be_left_out(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(PERSON[language], "request_agent")
    customer.says({"fr": "rien", "en": "nothing"}[language], "deny")
    customer.says({"fr": "non merci", "en": "no thanks"}[language], "deny")
    assert customer.task is None and customer.handoff is not None
    assert customer.handoff["contact"] is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("at", ["reason", "contact"])
def test_never_mind_takes_the_handoff_back(world: World, at: str, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(PERSON[language], "request_agent")
    if at == "contact":
        customer.says(REASON[language])
    customer.says(NEVER_MIND[language], "abort_task")
    assert customer.task is None and customer.handoff is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slot", ["address", "effective_date", "confirmation"])
def test_a_person_in_mid_task_ends_it_and_changes_nothing(world: World, slot: str, language: str) -> None:
    customer = verified(world, language, "change_billing_address")
    if slot != "address":
        customer.says(ADDRESS_SAID[language])
    if slot == "confirmation":
        customer.says(AT_ONCE[language])
    customer.says(PERSON[language], "request_agent")
    assert customer.task == "request_agent" and customer.asked_for == "reason"
    assert customer.handoff is not None and not world.accounts.calls


def test_leaving_the_robot_for_a_person_is_a_handoff_and_no_abort(world: World) -> None:
    customer = verified(world, "fr", "change_billing_address")
    customer.says("Laissez faire le robot, passez-moi un agent s'il vous plaît.", "abort_task")
    assert customer.handoff is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slot", ["address", "effective_date"])
def test_two_failures_offer_a_person_and_three_hand_over(world: World, slot: str, language: str) -> None:
    customer = verified(world, language, "change_billing_address")
    if slot == "effective_date":
        customer.says(ADDRESS_SAID[language])
    customer.says(GARBAGE[0], "out_of_scope", confidence=0.2)
    assert "/request_agent" not in [button["payload"] for said in customer.replies for button in said.buttons]
    customer.says(GARBAGE[1], "out_of_scope", confidence=0.2)
    assert "/request_agent" in [button["payload"] for said in customer.replies for button in said.buttons]
    assert customer.asked_for == slot
    customer.says(GARBAGE[2], "out_of_scope", confidence=0.2)
    assert customer.task is None and slot in customer.handoff["reason"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_yes_accepts_the_person_that_was_offered(world: World, language: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(GARBAGE[0], "out_of_scope", confidence=0.2)
    customer.says(GARBAGE[1], "out_of_scope", confidence=0.2)
    customer.says({"fr": "oui svp", "en": "yes please"}[language], "affirm")
    assert customer.task == "request_agent" and customer.handoff is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_between_failures_begins_the_count_anew(world: World, language: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(GARBAGE[0], "out_of_scope", confidence=0.2)
    customer.says(GARBAGE[1], "out_of_scope", confidence=0.2)
    customer.says(ADDRESS_SAID[language])
    customer.says(GARBAGE[2], "out_of_scope", confidence=0.2)
    assert customer.asked_for == "effective_date" and customer.handoff is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_business_customers_of_primus_get_paper_bills_through_a_person(world: World, language: str) -> None:
    electronic(world, segment="business")
    customer = verified(world, language, "switch_to_paper")
    assert customer.task is None and customer.handoff is not None
    assert not world.accounts.calls


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cancellation_offers_a_person_once(world: World, language: str) -> None:
    customer = verified(world, language, "cancel_service")
    customer.says({"fr": "le mobile", "en": "the mobile one"}[language])
    customer.says(MONTH_END[language])
    customer.says({"fr": "trop cher", "en": "too expensive"}[language])
    offer = {"fr": "quelqu’un de l’équipe", "en": "someone on the team"}[language]
    assert offer in customer.heard
    customer.says({"fr": "non, plutôt le 3 décembre", "en": "no, rather December 3"}[language], "deny")
    assert customer.asked_for == "confirmation" and offer not in customer.heard


@pytest.mark.parametrize("language", LANGUAGES)
def test_not_wanting_a_person_opens_nothing(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says({"fr": "je veux pas d'agent", "en": "I don't want an agent"}[language], "request_agent")
    assert customer.handoff is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_account_backend_that_is_down_leads_to_an_apology_and_a_handoff(
    world: World, language: str
) -> None:
    customer = verified(world, language, "change_billing_address")
    world.accounts.down = True
    customer.says(ADDRESS_SAID[language])
    assert customer.task is None
    assert "utter_technical_problem_handoff" in customer.responses
    assert customer.handoff is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_even_handoffs_are_down_the_customer_still_hears_something(world: World, language: str) -> None:
    customer = verified(world, language, "change_billing_address")
    world.accounts.down = world.handoffs.down = True
    customer.says(ADDRESS_SAID[language])
    assert "utter_technical_problem" in customer.responses
    assert customer.replies[0].language == language


def test_an_error_while_submitting_announces_nothing_that_did_not_happen(world: World) -> None:
    customer = verified(world, "fr", "change_billing_address")
    customer.says(ADDRESS_SAID["fr"])
    customer.says(AT_ONCE["fr"])
    world.accounts.change_billing_address = None  # type: ignore[assignment, method-assign]
    customer.says("oui", "affirm")
    assert customer.responses == ["utter_technical_problem_handoff"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_left_after_the_handover_goes_to_the_person(world: World, language: str) -> None:
    customer = verified(world, language, "change_billing_address")
    for text in GARBAGE:
        customer.says(text, "out_of_scope", confidence=0.2)
    customer.says("514 555-0147", "inform")
    assert customer.handoff is not None and customer.handoff["contact"] == "+15145550147"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_who_is_not_needed_any_more_is_called_off(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(PERSON[language], "request_agent")
    customer.says(REASON[language])
    customer.says({"fr": "non merci", "en": "no thanks"}[language], "deny")
    text = {"fr": "laissez tomber, pas besoin d'agent finalement", "en": "never mind, I don't need an agent"}[
        language
    ]
    customer.says(text, "abort_task")
    assert customer.handoff is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "j'en peux plus de votre robot, y a personne chez vous ou quoi"),
        ("en", "I'm so tired of this bot"),
    ],
)
def test_who_is_tired_of_the_robot_gets_a_person(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "ask_capabilities", confidence=0.4)
    assert customer.task == "request_agent" and customer.handoff is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "ma facture a double pis jcomprends pas pk"), ("en", "my bill doubled, why is that?")],
)
def test_a_question_that_no_document_answers_is_the_reason(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(PERSON[language], "request_agent")
    customer.says(text, "ask_question")
    assert customer.asked_for == "contact" and customer.slots["reason"] == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Quelqu’un a changé mon adresse à mon insu !"),
        ("fr", "j'ai jamais demandé ce changement, vous m'envoyez un avis"),
        ("fr", "On a résilié ma ligne sans mon accord"),
        ("en", "hi, someone changed my address without me knowing!!"),
        ("en", "I never asked for this change"),
        ("en", "it wasn't me who cancelled the service"),
    ],
)
@pytest.mark.parametrize(
    "intent", ["change_billing_address", "complain", "ask_question", "cancel_service", "inform"]
)
def test_what_somebody_else_did_to_the_account_goes_to_a_person(
    world: World, language: str, text: str, intent: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, intent)
    assert customer.responses[0] == "utter_unauthorised" and customer.handoff is not None
    assert customer.handoff["reason"] == text and customer.asked_for == "contact"
    customer.says({"fr": "non", "en": "no"}[language], "deny")
    assert customer.task is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Quelqu’un peut-il changer mon adresse sans mon accord ?"),
        ("en", "Can someone change my address without my permission?"),
        ("en", "can you change my address without my wife knowing"),
        ("en", "my Facebook account was hacked"),
        ("fr", "vous m'avez remis au papier sans mon accord"),
    ],
)
def test_whether_somebody_else_may_is_a_question(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "ask_question")
    assert customer.handoff is None
