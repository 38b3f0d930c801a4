"""In every task and at every slot customers ask, greet, grumble and wander; the task goes on where it was."""

import pytest

from tests.actions.dialogue import Customer, World
from tests.actions.fakes import FakeKnowledge
from tests.actions.phrases import (
    ADDRESS_SAID,
    AT_ONCE,
    EMAIL_SAID,
    LANGUAGES,
    NUMBER_SAID,
    OPENINGS,
    PIN_SAID,
    QUESTION,
    YES,
    alsatis,
    electronic,
    verified,
)

ANSWER = {"fr": "La facture papier coûte 2 $ par mois.", "en": "A paper bill costs $2 a month."}
DETOURS = {
    "fr": [
        ("combien coûte la facture papier ?", "ask_question"),
        ("bonjour", "greet"),
        ("merci", "thank"),
        ("t'es qui toi ?", "ask_capabilities"),
        ("c'est long votre affaire, c'est poche", "complain"),
        ("raconte-moi une blague", "out_of_scope"),
        ("où en est mon billet 4471", "check_ticket"),
    ],
    "en": [
        ("how much is a paper bill?", "ask_question"),
        ("hello", "greet"),
        ("thanks", "thank"),
        ("who are you?", "ask_capabilities"),
        ("this is so slow, it's ridiculous", "complain"),
        ("tell me a joke", "out_of_scope"),
        ("what about my ticket 4471", "check_ticket"),
    ],
}
ANSWERS = {
    "change_billing_address": {
        "account_number": NUMBER_SAID,
        "pin": PIN_SAID,
        "address": ADDRESS_SAID,
        "effective_date": AT_ONCE,
        "confirmation": YES,
    },
    "switch_to_ebilling": {
        "account_number": NUMBER_SAID,
        "pin": PIN_SAID,
        "email": EMAIL_SAID,
        "confirmation": YES,
    },
    "switch_to_paper": {"account_number": NUMBER_SAID, "pin": PIN_SAID, "confirmation": YES},
    "cancel_service": {
        "account_number": NUMBER_SAID,
        "pin": PIN_SAID,
        "service": {"fr": "le mobile", "en": "the mobile one"},
        "end_date": {"fr": "à la fin du mois", "en": "end of the month"},
        "reason": {"fr": "c'est trop cher pour moi", "en": "it is too expensive for me"},
        "confirmation": YES,
    },
}


@pytest.fixture
def knowing(world: World) -> World:
    """A world whose documents know what a paper bill costs."""
    world.knowledge = FakeKnowledge({"papier": ANSWER, "paper": ANSWER})
    world.enter()
    return world


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", list(ANSWERS))
def test_a_question_at_every_slot_is_answered_and_the_task_ends_well(
    knowing: World, task: str, language: str
) -> None:
    if task == "switch_to_paper":
        electronic(knowing)
    customer = Customer(knowing, language=language)
    customer.says(OPENINGS[task][language], task)
    for slot, said in ANSWERS[task].items():
        assert customer.asked_for == slot
        customer.says(QUESTION[language], "ask_question")
        assert ANSWER[language] in customer.heard
        assert customer.asked_for == slot
        customer.says(said[language], "affirm" if slot == "confirmation" else "inform")
    assert customer.task is None
    assert len(knowing.accounts.calls) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slot", ["account_number", "pin", "address", "effective_date", "confirmation"])
def test_seven_detours_in_a_row_end_well(knowing: World, slot: str, language: str) -> None:
    customer = Customer(knowing, language=language)
    customer.says(OPENINGS["change_billing_address"][language], "change_billing_address")
    answers = ANSWERS["change_billing_address"]
    for earlier in answers:
        if earlier == slot:
            break
        customer.says(answers[earlier][language])
    for text, intent in DETOURS[language]:
        customer.says(text, intent)
        assert customer.asked_for == slot, text
        assert all(said.language == language for said in customer.replies)
    for later in list(answers)[list(answers).index(slot) :]:
        customer.says(answers[later][language], "affirm" if later == "confirmation" else "inform")
    assert len(knowing.accounts.calls) == 1
    assert customer.handoff is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slot_is_asked_for_in_other_words_after_a_detour(knowing: World, language: str) -> None:
    customer = verified(knowing, language, "change_billing_address")
    asked = {customer.replies[-1].text}
    for _ in range(4):
        customer.says(QUESTION[language], "ask_question")
        asked.add(customer.replies[-1].text)
    assert len(asked) >= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_used_more_than_three_times_for_one_slot(knowing: World, language: str) -> None:
    customer = verified(knowing, language, "switch_to_ebilling")
    said = [customer.replies[-1].text]
    for _ in range(8):
        customer.says(QUESTION[language], "ask_question")
        said.append(customer.replies[-1].text)
    assert max(said.count(text) for text in said) <= 3


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Est-ce que je peux avoir la facture papier et la facture électronique en même temps ?"),
        ("en", "Is it possible to have both the paper bill and the electronic one?"),
    ],
)
@pytest.mark.parametrize("intent", ["ask_question", "switch_to_ebilling", "switch_to_paper"])
@pytest.mark.parametrize("slot", ["email", "confirmation"])
def test_a_question_that_names_a_task_is_still_a_question(
    knowing: World, slot: str, intent: str, language: str, text: str
) -> None:
    customer = verified(knowing, language, "switch_to_ebilling")
    if slot == "confirmation":
        customer.says(EMAIL_SAID[language])
    customer.says(text, intent)
    assert "utter_bills_exclusive_electronic" in customer.responses
    assert customer.asked_for == slot


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_in_the_opening_is_answered_before_the_task_begins(knowing: World, language: str) -> None:
    text = {
        "fr": "Je veux la facture électronique. Combien coûte la facture papier ?",
        "en": "I want electronic bills. How much is a paper bill?",
    }[language]
    customer = Customer(knowing, language=language)
    customer.says(text, "switch_to_ebilling")
    assert ANSWER[language] in customer.heard
    assert customer.asked_for == "account_number"


def test_a_polite_request_in_the_opening_is_no_question(knowing: World) -> None:
    customer = Customer(knowing)
    customer.says(
        "Bonsoir, je quitte Primus. Pouvez-vous enregistrer ma résiliation papier ?", "cancel_service"
    )
    assert not knowing.knowledge.asked


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Je déménage en Europe, voulez-vous que je vous dise où ?"), ("en", "I'm moving to Europe, ok?")],
)
def test_a_reason_may_look_like_anything(knowing: World, language: str, text: str) -> None:
    customer = verified(knowing, language, "cancel_service")
    customer.says({"fr": "le mobile", "en": "the mobile one"}[language])
    customer.says({"fr": "le 3 décembre", "en": "December 3"}[language])
    assert customer.asked_for == "reason"
    customer.says(text, "change_billing_address", confidence=0.7)
    assert customer.asked_for == "confirmation"


@pytest.mark.parametrize("language", LANGUAGES)
def test_pardon_asks_again_without_counting_as_a_failure(knowing: World, language: str) -> None:
    customer = verified(knowing, language, "change_billing_address")
    for _ in range(4):
        customer.says({"fr": "pardon ?", "en": "sorry?"}[language], "out_of_scope", confidence=0.3)
        assert customer.asked_for == "address"


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "combien je vais devoir payer pour partir ?"), ("en", "how much would I have to pay to leave?")],
)
def test_what_leaving_costs_is_answered_for_this_customer(world: World, language: str, text: str) -> None:
    alsatis(world)
    customer = verified(world, language, "cancel_service", operator="alsatis")
    customer.says({"fr": "la fibre", "en": "the internet one"}[language])
    customer.says(text, "ask_question")
    assert customer.asked_for == "end_date" and "359" in customer.heard  # ended today, after 6 months of 24
    assert not world.knowledge.asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_talk_repeated_is_an_answer_that_was_not_understood(world: World, language: str) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    for _ in range(4):
        customer.says("grmbl mrmbl frmbl brmbl", "complain")
    assert customer.task is None and customer.handoff


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("fr", "c’est pour le 3 décembre", "jeudi 3 décembre 2026"),
        ("en", "it’s for December 3", "Thursday, December 3, 2026"),
    ],
)
@pytest.mark.parametrize("at", ["account_number", "address"])
def test_a_value_for_another_slot_is_noted_and_no_failure(
    world: World, language: str, text: str, day: str, at: str
) -> None:
    if at == "account_number":
        customer = Customer(world, language=language)
        customer.says({"fr": "je déménage", "en": "I'm moving"}[language], "change_billing_address")
    else:
        customer = verified(world, language, "change_billing_address")
    customer.says(text, "inform")
    assert customer.asked_for == at and day in customer.heard
    assert "utter_not_understood" not in customer.responses


@pytest.mark.parametrize(
    ("language", "text", "later"),
    [
        ("fr", "Est-ce que c’est gratuit ? C’est pour le 3 décembre.", "jeudi 3 décembre 2026"),
        ("en", "Do you charge for this? It’s for December 3.", "Thursday, December 3, 2026"),
    ],
)
def test_what_is_said_beside_a_question_is_kept(world: World, language: str, text: str, later: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(text, "ask_question")
    customer.says(ADDRESS_SAID[language])
    assert customer.asked_for == "confirmation" and later in customer.heard


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "et si je déménage le 3 décembre, je paie quelque chose ?"),
        ("en", "and if I move on December 3, do I pay?"),
    ],
)
def test_what_is_only_asked_about_is_not_kept(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(text, "ask_question")
    customer.says(ADDRESS_SAID[language])
    assert customer.asked_for == "effective_date"


@pytest.mark.parametrize(
    ("language", "text", "response"),
    [
        ("fr", "4410-2287. Pourquoi avez-vous besoin de ça ?", "utter_why_identity"),
        ("en", "it's 4410 2287. Why do you need that?", "utter_why_identity"),
        ("fr", "4410-2287. Et mon mari va-t-il encore recevoir les siennes ?", "utter_no_answer"),
        ("en", "it's 4410 2287. Actually wait, will my husband still get his?", "utter_no_answer"),
        ("fr", "4410-2287. Ça va ?", None),
        ("en", "it's 4410 2287. Is that okay?", None),
    ],
)
def test_a_question_beside_a_value_is_answered(
    world: World, language: str, text: str, response: str | None
) -> None:
    customer = Customer(world, language=language)
    customer.says(
        {"fr": "je veux mes factures par courriel", "en": "e-bills please"}[language], "switch_to_ebilling"
    )
    customer.says(text, "inform")
    assert customer.asked_for == "pin"
    assert response in customer.responses if response else "utter_no_answer" not in customer.responses


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Vos prix, honnêtement. D’ailleurs, combien coûte la facture papier chez vous ?"),
        ("en", "Your prices, honestly. By the way, how much is a paper bill with you?"),
    ],
)
def test_a_question_beside_the_reason_is_answered_if_the_documents_know(
    knowing: World, language: str, text: str
) -> None:
    customer = verified(knowing, language, "cancel_service")
    customer.says({"fr": "internet", "en": "the internet"}[language])
    customer.says({"fr": "le 10 décembre", "en": "December 10"}[language])
    customer.says(text, "complain")
    assert ANSWER[language] in customer.heard and customer.asked_for == "confirmation"
