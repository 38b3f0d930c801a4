"""What only the operator's people can do is told from what Guichet does."""

import pytest

from actions import beyond_reach
from tests.actions.dialogue import Customer, World
from tests.actions.phrases import YES


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
