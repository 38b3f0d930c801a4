"""What only the operator's people can do is told from what Guichet does."""

import pytest

from actions import beyond_reach
from tests.actions.dialogue import Customer, World
from tests.actions.phrases import YES, verified


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Ma box ne marche plus depuis 3 jours", True),
        ("le wifi coupe tout le temps", True),
        ("j'ai pas de tonalité", True),
        ("plus d'internet depuis ce matin", True),
        ("my internet is down since yesterday", True),
        ("my phone line doesn't work", True),
        ("no dial tone on my line", True),
        ("bjr ma conexion rame depuis hier soir", True),
        ("my internet has been super slow all week", True),
        ("le lien ne marche pas", False),
        ("je n'ai pas d'internet chez vous, juste le téléphone", False),
        ("my phone number is 514 555 0161", False),
        ("I have no internet with you", False),
    ],
)
def test_a_service_that_is_down_is_told_from_the_rest(text: str, broken: bool) -> None:
    assert beyond_reach.reports_fault(text) is broken


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("mon conjoint est parti, je veux mettre le compte à mon nom", True),
        ("je veux changer le nom du titulaire", True),
        ("changement de titulaire svp", True),
        ("mon chum veut son nom sur la facture", True),
        ("on a changé de raison sociale", True),
        ("we merged with another company, invoices should have the new name", True),
        ("put the account in my name please", True),
        ("change of account holder", True),
        ("can you add my wife's name on the account", True),
        ("changer l’adresse du compte qui est à mon nom", False),
        ("résiliez l’abonnement à mon nom", False),
        ("j’ai déménagé, et changez le nom sur le compte aussi", False),
        ("move the bill to my new address", False),
        ("change the address on the account that is in my name", False),
    ],
)
def test_another_name_on_the_account_is_told_from_tasks(text: str, asks: bool) -> None:
    assert beyond_reach.asks_new_holder(text) is asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("combien je dois", True),
        ("c’est quoi mon solde ?", True),
        ("c’est quoi le total de ma dernière facture", True),
        ("what's my balance", True),
        ("how much is my bill this month", True),
        ("how much do I owe", True),
        ("how much do I owe if I cancel", False),
        ("combien je dois si je pars", False),
        ("comment je paye mon solde", False),
        ("pourquoi mon solde est plus élevé", False),
        ("combien de temps je dois attendre", False),
    ],
)
def test_what_is_owed_is_told_from_other_questions(text: str, asks: bool) -> None:
    assert beyond_reach.asks_balance(text) is asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("pouvez-vous me renvoyer ma facture de mars", True),
        ("j'ai besoin d'une copie de ma facture pour mes impôts", True),
        ("duplicata de facture svp", True),
        ("j'ai perdu ma facture d'août", True),
        ("renvoyez mes factures par la poste", False),
        ("je veux mes factures papier à partir de mars", False),
        ("i need the invoice from march", True),
        ("can you send me last month's statement again", True),
        ("need a copy of invoice 20233", True),
        ("can I get the bills on paper again", False),
        ("I want my bills by email starting in March", False),
        ("the bill of March 2 is wrong", False),
    ],
)
def test_a_past_bill_is_told_from_how_bills_come(text: str, asks: bool) -> None:
    assert beyond_reach.asks_bill_copy(text) is asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("je veux plus de débit", True),
        ("je veux changer de forfait", True),
        ("je veux ajouter la télé", True),
        ("je veux plus d'internet", False),
        ("que se passe-t-il si je change de forfait ?", False),
        ("ajoutez l'appartement 4", False),
        ("add a second line", True),
        ("remove user John from our plan", True),
        ("can I get faster internet", True),
        ("change my plan to electronic bills", False),
        ("we no longer need the second line", False),
    ],
)
def test_another_plan_is_told_from_the_end_of_a_service(text: str, asks: bool) -> None:
    assert beyond_reach.asks_other_plan(text) is asks


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("fr", "je veux plus de débit", "cancel_service"),
        ("en", "remove user John from our plan", "cancel_service"),
        ("en", "add a second line", "inform"),
    ],
)
def test_who_wants_another_plan_is_offered_a_person(
    world: World, language: str, text: str, intent: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, intent)
    assert customer.responses == ["utter_other_plan"] and not customer.task


@pytest.mark.parametrize("intent", ["ask_question", "inform"])
@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "votre numéro de tél?"), ("en", "how can I call you")],
)
def test_the_operators_own_contact_is_told(world: World, language: str, text: str, intent: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, intent)
    assert customer.responses == ["utter_contact", "utter_person_here"] and "1 888 576 4899" in customer.heard


@pytest.mark.parametrize("task", ["change_billing_address", "switch_to_ebilling"])
@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "votre numéro de tél?"), ("en", "how can I call you?")],
)
def test_the_operators_contact_is_told_inside_a_task(
    world: World, language: str, text: str, task: str
) -> None:
    customer = verified(world, language, task)
    asked_for = customer.asked_for
    customer.says(text, "ask_question")
    assert customer.responses[0] == "utter_contact" and customer.asked_for == asked_for


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("c koi vos heures", True),
        ("quelles sont vos heures d'ouverture ?", True),
        ("êtes-vous ouverts le dimanche ?", True),
        ("what are your hours", True),
        ("are you open Sunday?", True),
        ("I've been waiting for hours", False),
        ("j'attends depuis des heures", False),
    ],
)
def test_opening_hours_are_asked_for(text: str, asks: bool) -> None:
    assert beyond_reach.asks_hours(text) is asks


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "je n'ai pas reçu ma facture électronique"), ("en", "I never got my e-bill")],
)
def test_who_misses_a_bill_begins_no_switch(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "switch_to_ebilling")
    assert customer.responses == ["utter_bill_copy"] and not customer.task


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("mon RIB a changé", True),
        ("je veux faire opposition au prélèvement", True),
        ("je peux pas payer ce mois-ci", True),
        ("une entente de paiement svp", True),
        ("update my credit card", True),
        ("my card expired", True),
        ("I can't pay this month", True),
        ("can I get a payment plan?", True),
        ("je veux changer d'adresse", False),
        ("comment payer par carte de crédit ?", False),
        ("I can't pay online", False),
        ("cancel my service", False),
    ],
)
def test_payments_are_for_people(text: str, about: bool) -> None:
    assert beyond_reach.about_payment(text) is about


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("fr", "mon RIB a changé", "change_billing_address"),
        ("en", "update my credit card", "out_of_scope"),
        ("en", "I can't pay this month", "report_payment"),
    ],
)
def test_who_speaks_of_payments_is_offered_a_person(
    world: World, language: str, text: str, intent: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, intent)
    assert customer.responses == ["utter_payment_help"] and not customer.task


@pytest.mark.parametrize(
    ("text", "misses"),
    [
        ("mes factures arrivent pas", True),
        ("j'ai jamais reçu ma facture", True),
        ("I never got my bill this month", True),
        ("my bill hasn't come", True),
        ("je ne veux pas recevoir de facture papier", False),
        ("I don't want to get paper bills", False),
    ],
)
def test_a_missing_bill_is_heard(text: str, misses: bool) -> None:
    assert beyond_reach.misses_bill(text) is misses


@pytest.mark.parametrize("intent", ["switch_to_paper", "ask_question", "request_credit", "inform"])
@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "pouvez-vous me renvoyer ma facture de mars"), ("en", "can you send me last month's bill again")],
)
def test_who_wants_a_past_bill_is_offered_a_person(
    world: World, language: str, text: str, intent: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, intent)
    assert customer.responses == ["utter_bill_copy"] and not customer.task
    customer.says(YES[language], "affirm")
    assert customer.handoff is not None
