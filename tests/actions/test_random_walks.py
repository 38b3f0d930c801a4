"""Two hundred customers who wander: whatever they do, some things always hold (fixed seed)."""

import random

import pytest

from tests.actions.dialogue import Customer, World
from tests.actions.fakes import FakeAccounts, FakeKnowledge, account
from tests.actions.phrases import LANGUAGES, OPENINGS

WALKS = 200
LONGEST = 40
SEED = 20261121

ANSWERS = {
    "account_number": {"fr": "c'est le 4410-2287", "en": "4410 2287"},
    "pin": {"fr": "mon nip est 0427", "en": "0427"},
    "code": {"fr": "135790", "en": "135790"},
    "address": {
        "fr": "2520 rue Sainte-Catherine Est, Montréal (Québec) H2K 2J4",
        "en": "31 Lakeview Drive, Kanata, Ontario K2L 3Z4",
    },
    "effective_date": {"fr": "le 3 mars", "en": "right away"},
    "email": {"fr": "jean@example.com", "en": "please use jean@example.com"},
    "service": {"fr": "le mobile", "en": "the internet one"},
    "end_date": {"fr": "à la fin du mois", "en": "December 31"},
    "reason": {"fr": "c'est trop cher", "en": "too expensive"},
    "contact": {"fr": "514 555-0147", "en": "no thanks"},
    "confirmation": {"fr": "oui, c'est exact", "en": "yes, that's right"},
}
DETOURS = {
    "fr": [
        ("combien coûte la facture papier ?", "ask_question"),
        ("avez-vous un bureau à Gaspé ?", "ask_question"),
        ("asdf", "nlu_fallback"),
        ("😀", "out_of_scope"),
        ("bonjour", "greet"),
        ("merci", "thank"),
        ("c'est pourri votre affaire", "complain"),
        ("quelle heure est-il ?", "out_of_scope"),
        ("oui", "affirm"),
        ("non", "deny"),
        ("hier", "inform"),
        ("le 31 février", "inform"),
        ("1234", "inform"),
        ("jean@@example", "inform"),
        ("l'adresse n'est pas bonne", "inform"),
        ("je ne sais pas", "inform"),
        ("je veux un crédit", "request_credit"),
        ("je veux résilier mon mobile", "cancel_service"),
        ("je veux la facture papier", "switch_to_paper"),
        ("pardon ?", "out_of_scope"),
        ("j'ai oublié mon nip", "inform"),
    ],
    "en": [
        ("how much is a paper bill?", "ask_question"),
        ("is there a shop in Moncton?", "ask_question"),
        ("asdf", "nlu_fallback"),
        ("😀", "out_of_scope"),
        ("hello", "greet"),
        ("thanks", "thank"),
        ("this is awful", "complain"),
        ("what time is it?", "out_of_scope"),
        ("yes", "affirm"),
        ("no", "deny"),
        ("yesterday", "inform"),
        ("February 31", "inform"),
        ("1234", "inform"),
        ("jean@@example", "inform"),
        ("the address is wrong", "inform"),
        ("I don't know", "inform"),
        ("I want a credit", "request_credit"),
        ("I want to cancel my mobile plan", "cancel_service"),
        ("I want paper bills", "switch_to_paper"),
        ("sorry?", "out_of_scope"),
        ("I forgot my PIN", "inform"),
    ],
}
SWITCH = {"fr": "en français s'il vous plaît", "en": "in English please"}
GIVE_UP = {"fr": "laissez tomber", "en": "never mind"}
PERSON = {"fr": "passez-moi un agent", "en": "I want to talk to an agent"}


def wander(customer: Customer, dice: random.Random) -> None:
    """One message: the answer, a detour, another language, or giving up."""
    language, slot, throw = customer.language, customer.asked_for, dice.random()
    if throw < 0.06:
        customer.language = "en" if language == "fr" else "fr"
        customer.says(SWITCH[customer.language], "change_language", confidence=dice.uniform(0.3, 1))
    elif throw < 0.09:
        customer.says(GIVE_UP[language], dice.choice(["abort_task", "deny", "inform"]))
    elif throw < 0.11:
        customer.says(PERSON[language], dice.choice(["request_agent", "complain"]))
    elif throw < 0.55 or slot is None:
        text, intent = dice.choice(DETOURS[language])
        customer.says(text, intent, confidence=dice.uniform(0.2, 1))
    else:
        customer.says(ANSWERS[slot][language], "affirm" if slot == "confirmation" else "inform")


def check(customer: Customer, agreed: bool, changes: int) -> None:
    """What must hold after every message."""
    assert customer.replies, "never silent"
    assert {said.language for said in customer.replies} == {customer.language}
    assert all(said.text.strip() for said in customer.replies)
    assert agreed or len(customer.world.accounts.calls) == changes, (
        "no change without a yes to what was read back"
    )


@pytest.mark.parametrize("walk", range(WALKS))
def test_a_random_walk_never_gets_stuck(world: World, walk: int) -> None:
    dice = random.Random(SEED + walk)
    media = dice.choice(["paper", "electronic"])
    world.accounts = FakeAccounts(account(bill_presentation_media=media))
    world.knowledge = FakeKnowledge({"papier": {"fr": "2 $."}, "paper": {"en": "$2."}})
    customer = Customer(world, language=dice.choice(LANGUAGES))
    task = dice.choice(list(OPENINGS))
    customer.says(OPENINGS[task][customer.language], task)
    before = ""
    for _ in range(LONGEST):
        changes, at_confirmation = len(world.accounts.calls), customer.asked_for == "confirmation"
        wander(customer, dice)
        check(customer, at_confirmation, changes)
        asked = customer.replies[-1].text.splitlines()[-1]
        assert asked != before, "never the same question in the same words twice in a row"
        before = asked
        if customer.task is None:
            break
    else:
        # Still inside: the answers lead out of it.
        for _ in range(12):
            if customer.task is None:
                break
            customer.says(ANSWERS[customer.asked_for or "confirmation"][customer.language], "affirm")
        assert customer.task is None
