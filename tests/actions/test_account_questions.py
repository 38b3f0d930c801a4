"""Questions about the customer's own account: told to who is verified, and to nobody else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from accounts.views import (
    BillPresentationMedia,
    GeographicAddress,
    OrderStatus,
    ProductOrder,
    ScheduledAddress,
)
from actions.account_topics import OVERVIEW, Topic, account_topics, beside_account
from tests.actions import fakes
from tests.actions.dialogue import Customer, World
from tests.actions.phrases import verified

STREET = "2085 rue Saint-Zotique Est"
WHICH_ADDRESS = {
    "fr": "c'est quoi l'adresse que vous avez à mon dossier ?",
    "en": "what address do you have on file?",
}


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        (Topic.ADDRESS, "vous avez quelle adresse pour moi ?"),
        (Topic.ADDRESS, "which address do you have for me?"),
        (Topic.ADDRESS, "Pouvez-vous me confirmer mon adresse ?"),
        (Topic.ADDRESS, "can you tell me my billing address please"),
        (Topic.ADDRESS, "où sont envoyées mes factures ?"),
        (Topic.ADDRESS, "where are my bills being sent?"),
        (Topic.EMAIL, "quel courriel vous avez à mon dossier ?"),
        (Topic.EMAIL, "which email do you have on file?"),
        (Topic.EMAIL, "est-ce que vous avez mon bon courriel ?"),
        (Topic.EMAIL, "et mon mail, il est toujours bon chez vous ?"),
        (Topic.EMAIL, "is my e-mail still right?"),
        (Topic.ADDRESS, "vous avez bien mon adresse actuelle ?"),
        (Topic.ADDRESS, "do you have my current address?"),
        (Topic.PHONE, "vous avez quel numéro de téléphone pour moi ?"),
        (Topic.PHONE, "what phone number do you have on file for me?"),
        (Topic.NAME, "le compte est à quel nom ?"),
        (Topic.NAME, "whose name is the account under?"),
        (Topic.BILLS, "est-ce que je suis sur la facture papier ou électronique ?"),
        (Topic.BILLS, "am I on paper or electronic bills?"),
        (Topic.SERVICES, "j'ai quoi comme forfait ?"),
        (Topic.SERVICES, "what plan am I on?"),
        (Topic.SERVICES, "je paie combien par mois ?"),
        (Topic.SERVICES, "how much do I pay a month?"),
        (Topic.SERVICES, "mon contrat finit quand ?"),
        (Topic.SERVICES, "when does my contract end?"),
        (Topic.SERVICES, "il me reste combien de temps à mon contrat ?"),
        (Topic.SERVICES, "how many months are left on my contract"),
        (Topic.SERVICES, "ma résiliation est-elle bien enregistrée ?"),
        (Topic.SERVICES, "has my cancellation gone through?"),
    ],
)
def test_a_question_about_the_account_is_recognised(topic: Topic, text: str) -> None:
    assert account_topics(text) == [topic]


@pytest.mark.parametrize(
    "text",
    [
        "à quelle adresse je retourne le modem ?",
        "mon courriel est bon",
        "quelle est la bonne adresse pour payer ?",
        "what address should I send the cheque to?",
        "c'est quoi votre adresse courriel ?",
        "what's your e-mail address?",
        "je veux changer l'adresse que vous avez à mon dossier",
        "I'd like to change the address you have on file",
        "l'adresse que vous avez n'est pas la bonne",
        "you have the wrong address for me",
        "pourquoi vous voulez mon adresse ?",
        "what do you need my address for?",
        "est-ce que la fibre est disponible à mon adresse ?",
        "which services are available at my address?",
        "combien je paie si je pars ?",
        "how much do I pay if I cancel?",
        "comment recevoir mes factures par courriel ?",
        "how do I get my bill by e-mail?",
        "quels services offrez-vous ?",
        "what plans do you have?",
        "je veux résilier mon contrat",
        "what do I have to do to close my account",
        "combien ça coûte utiliser mon cell aux États-Unis",
        "what's the normal delay for a repair on a business line",
        "où est ma facture ?",
        "where is my bill?",
    ],
)
def test_other_questions_and_wishes_are_left_to_documents_and_tasks(text: str) -> None:
    assert account_topics(text) == []


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("qu'est-ce que vous avez à mon dossier ?", set(OVERVIEW)),
        ("what info do you have on file for me?", set(OVERVIEW)),
        ("C'est quoi mon adresse ? Et je paie combien par mois ?", {Topic.ADDRESS, Topic.SERVICES}),
        ("What billing address and email do you have on file?", {Topic.ADDRESS, Topic.EMAIL}),
    ],
)
def test_several_things_may_be_asked_at_once(text: str, topics: set[Topic]) -> None:
    assert set(account_topics(text)) == topics


def test_a_pronoun_is_about_the_slot_that_is_asked_for() -> None:
    assert account_topics("vous avez laquelle, là, à mon dossier ?", "address") == [Topic.ADDRESS]
    assert account_topics("which one do you have on file?", "email") == [Topic.EMAIL]
    assert account_topics("which one do you have on file?") == []


def test_what_stands_beside_the_question_is_told_apart() -> None:
    assert beside_account("Bonjour. C'est quoi mon adresse ? Je déménage.") == "Bonjour. Je déménage."


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "intent", ["ask_question", "ask_capabilities", "change_billing_address", "check_ticket"]
)
def test_nothing_is_shown_before_the_customer_is_verified(world: World, language: str, intent: str) -> None:
    customer = Customer(world, language=language)
    customer.says(WHICH_ADDRESS[language], intent)
    assert (customer.task, customer.asked_for) == ("check_account", "account_number")
    customer.says(fakes.NUMBER)
    assert customer.asked_for == "pin"
    customer.says("9999")
    assert not any(STREET in said.text for _, replies in customer.log for said in replies)
    customer.says(fakes.PIN)
    assert STREET in customer.heard
    assert customer.task is None
    assert world.accounts.calls == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_verified_customer_is_told_at_once(world: World, language: str) -> None:
    customer = verified(world, language, "switch_to_paper")
    customer.says({"fr": "non merci", "en": "no thanks"}[language], "abort_task")
    customer.says(
        {"fr": "mon contrat finit quand ?", "en": "when does my contract end?"}[language], "ask_question"
    )
    assert fakes.INTERNET.plan in customer.heard and fakes.MOBILE.plan in customer.heard
    assert {"fr": "jeudi 1er juin 2028", "en": "Thursday, June 1, 2028"}[language] in customer.heard
    assert customer.task is None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_inside_a_task_the_question_is_answered_and_the_task_goes_on(world: World, language: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(
        {"fr": "vous avez laquelle à mon dossier ?", "en": "which one do you have on file?"}[language],
        "check_ticket",
    )
    assert STREET in customer.heard
    assert (customer.task, customer.asked_for) == ("change_billing_address", "address")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_asked_before_the_pin_is_told_after_it(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(
        {"fr": "je veux la facture par courriel", "en": "I want my bill by e-mail"}[language],
        "switch_to_ebilling",
    )
    customer.says(WHICH_ADDRESS[language], "ask_question")
    assert "utter_account_once_verified" in customer.responses
    assert customer.asked_for == "account_number"
    customer.says(fakes.NUMBER)
    customer.says(fakes.PIN)
    assert STREET in customer.heard
    assert customer.asked_for == "email"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_address_that_is_asked_about_may_be_changed_in_the_same_message(
    world: World, language: str
) -> None:
    customer = Customer(world, language=language)
    wish = {
        "fr": "Changez-la, svp. Je veux une nouvelle adresse de facturation.",
        "en": "I want to change my billing address.",
    }
    customer.says(f"{WHICH_ADDRESS[language]} {wish[language]}", "ask_question")
    assert customer.task == "check_account"
    customer.says(fakes.NUMBER)
    customer.says(fakes.PIN)
    assert STREET in customer.heard
    assert (customer.task, customer.asked_for) == ("change_billing_address", "address")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_another_account_must_be_verified_anew(world: World, language: str) -> None:
    customer = verified(world, language, "switch_to_paper")
    customer.says({"fr": "non merci", "en": "no thanks"}[language], "abort_task")
    text = {
        "fr": "quelle adresse avez-vous pour le compte 60482237 ?",
        "en": "what address do you have for account 60482237?",
    }
    customer.says(text[language], "ask_question")
    assert STREET not in customer.heard
    assert customer.asked_for == "pin"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_planned_is_told_as_planned(world: World, language: str) -> None:
    later = ScheduledAddress(
        GeographicAddress("5 rue Neuve", "Laval", "QC", "H7N 1A1", "CA"), date(2026, 12, 1)
    )
    order = ProductOrder(
        "on_file",
        "R-77",
        fakes.MOBILE.id,
        OrderStatus.REQUESTED,
        date(2026, 12, 31),
        "",
        Decimal(0),
        "EUR",
        (),
        None,
    )
    not_yet = replace(fakes.INTERNET, activated_on=None)
    world.accounts.view = fakes.account(
        scheduled_address=later, orders=(order,), services=(not_yet, fakes.MOBILE)
    )
    customer = verified(world, language, "switch_to_paper")
    customer.says({"fr": "non merci", "en": "no thanks"}[language], "abort_task")
    customer.says(
        {"fr": "Qu'est-ce que vous avez à mon dossier ?", "en": "what do you have on file for me?"}[language],
        "ask_question",
    )
    for told in ("Geneviève Lachapelle", STREET, "5 rue Neuve", "R-77"):
        assert told in customer.heard
    assert "utter_account_service_to_come" in customer.responses
    assert "utter_account_service_ending" in customer.responses


@pytest.mark.parametrize("language", ["fr", "en"])
def test_contacts_are_told_only_so_far_that_they_are_recognised(world: World, language: str) -> None:
    world.accounts.view = fakes.account(
        bill_presentation_media=BillPresentationMedia.ELECTRONIC, ebill_email="bills@example.org"
    )
    customer = verified(world, language, "change_billing_address")
    texts = {
        "fr": "Quel courriel et quel numéro de téléphone avez-vous à mon dossier ? Suis-je sur la facture papier ou électronique ?",
        "en": "What email and phone number do you have on file? Am I on paper or electronic bills?",
    }
    customer.says(texts[language], "ask_question")
    for told in ("g•••@example.com", "•••47", "b•••@example.org"):
        assert told in customer.heard
    assert "genevieve@" not in customer.heard and "5550147" not in customer.heard


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_contact_that_is_missing_is_said_to_be(world: World, language: str) -> None:
    world.accounts.view = fakes.account(email=None, phone=None, services=())
    customer = verified(world, language, "change_billing_address")
    texts = {
        "fr": "Quel courriel avez-vous à mon dossier ? Et vous avez quel numéro de téléphone pour moi ? J'ai quoi comme forfait ?",
        "en": "What email do you have on file? What phone number do you have for me? What plan am I on?",
    }
    customer.says(texts[language], "ask_question")
    assert {"utter_account_no_email", "utter_account_no_phone", "utter_account_no_services"} <= set(
        customer.responses
    )


@pytest.mark.parametrize("task", ["check_account", "withdraw_change"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_cannot_say_the_number_is_handed_over(world: World, language: str, task: str) -> None:
    opening = {
        "check_account": (WHICH_ADDRESS[language], "ask_question"),
        "withdraw_change": (
            {"fr": "annulez ma résiliation", "en": "withdraw my cancellation"}[language],
            "deny",
        ),
    }[task]
    customer = Customer(world, language=language)
    customer.says(*opening)
    assert customer.task == task
    for _ in range(3):
        customer.says("xyz")
    assert customer.handoff is not None
    assert customer.task is None
