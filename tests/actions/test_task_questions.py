"""Questions inside a task that the account, the quote or the operator's rules answer, not the documents."""

import pytest

from tests.actions import fakes
from tests.actions.dialogue import Customer, World
from tests.actions.phrases import (
    ADDRESS_SAID,
    AT_ONCE,
    EMAIL_SAID,
    LANGUAGES,
    MONTH_END,
    PERSON,
    YES,
    alsatis,
    electronic,
    verified,
)

MOBILE = {"fr": "le mobile", "en": "the mobile one"}
INTERNET = {"fr": "la fibre", "en": "the internet one"}


def at_end_date(world: World, language: str, service: dict[str, str]) -> Customer:
    alsatis(world)
    customer = verified(world, language, "cancel_service", operator="alsatis")
    customer.says(service[language])
    assert customer.asked_for == "end_date"
    return customer


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Est-ce que je vais recevoir une confirmation ?"), ("en", "will I get that in writing?")],
)
def test_after_a_change_its_written_notice_is_told(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "change_billing_address")
    for said in (ADDRESS_SAID, AT_ONCE, YES):
        customer.says(said[language], "inform" if said is not YES else "affirm")
    customer.says(text, "ask_question")
    assert customer.responses == ["utter_written_notice"]
    customer.says(
        {"fr": "et un reçu de mon paiement ?", "en": "and a receipt for my payment?"}[language],
        "ask_question",
    )
    assert "utter_written_notice" not in customer.responses


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "pis le modem, faut que je le renvoie quand ?", "box fibre"),
        ("en", "do I have to send the router back?", "box fibre"),
        ("fr", "est-ce que je vais perdre mon mobile aussi ?", "Mobile 20 Go"),
        ("en", "do I keep my mobile?", "Mobile 20 Go"),
        ("fr", "et ma dernière facture ?", "dernière facture"),
        ("en", "what about the final bill?", "final bill"),
        ("fr", "et si je change d’avis ?", "jusqu’à la date de fin"),
        ("en", "what if I change my mind?", "until the end date"),
        ("fr", "est-ce que je vais recevoir une confirmation ?", "référence"),
        ("en", "will I get a confirmation in writing?", "reference"),
        ("fr", "c’est quoi les frais si je pars ?", "359,10"),
        ("fr", "jdois payer kelke chose ?", "359,10"),
        ("en", "so what would it cost to leave today?", "359.10"),
        ("en", "how much would I have to pay if I’m still under commitment?", "359.10"),
    ],
)
def test_a_cancellation_answers_for_this_customer(world: World, language: str, text: str, said: str) -> None:
    customer = at_end_date(world, language, INTERNET)
    customer.says(text, "ask_question")
    assert said in customer.heard and customer.asked_for == "end_date"
    assert not world.knowledge.asked


@pytest.mark.parametrize(
    ("language", "text", "fee", "day"),
    [
        ("fr", "combien je paierais si je pars en juin ?", "119,70", "mardi 1er juin 2027"),
        ("en", "how much would I pay if I left on 1 June?", "119.70", "Tuesday, 1 June 2027"),
    ],
)
def test_before_a_service_is_chosen_the_fee_of_each_is_told(
    world: World, language: str, text: str, fee: str, day: str
) -> None:
    alsatis(world)
    customer = verified(world, language, "cancel_service", operator="alsatis")
    assert customer.asked_for == "service"
    customer.says(text, "ask_question")
    assert day in customer.heard and fee in customer.heard and "Mobile 20 Go" in customer.heard
    assert customer.asked_for == "service" and not world.knowledge.asked


@pytest.mark.parametrize(
    ("language", "text", "month"),
    [
        ("fr", "et si je pars plutôt en mars ?  ça me coûterait combien ?", "1er mars 2027"),
        ("en", "and how much would it cost in March?", "1 March 2027"),
        ("fr", "bon, et si j’attends le 15 mars", "15 mars 2027"),
        ("en", "hmm, what if we wait until March 15?", "15 March 2027"),
    ],
)
def test_the_fee_is_told_for_the_day_that_is_asked_about(
    world: World, language: str, text: str, month: str
) -> None:
    customer = at_end_date(world, language, INTERNET)
    customer.says(text, "ask_question")
    assert month in customer.heard and customer.asked_for == "end_date"


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("fr", "ça tombe quel jour, ça ?", "lundi 30 novembre 2026"),
        ("en", "what day is that exactly?", "Monday, 30 November 2026"),
    ],
)
def test_what_was_given_before_is_said_back(world: World, language: str, text: str, day: str) -> None:
    customer = at_end_date(world, language, INTERNET)
    customer.says(MONTH_END[language])
    customer.says(text, "ask_question")
    assert day in customer.heard and customer.asked_for == "reason" and not world.knowledge.asked
    customer.says({"fr": "trop cher", "en": "too dear"}[language])
    customer.says(text, "ask_question")
    assert day in customer.heard and customer.asked_for == "confirmation" and not world.knowledge.asked


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "je dois rendre le modem ?"), ("en", "do I have to return any equipment?")],
)
def test_without_equipment_there_is_nothing_to_return(world: World, language: str, text: str) -> None:
    customer = at_end_date(world, language, MOBILE)
    customer.says(text, "ask_question")
    assert "utter_cancel_no_equipment" in customer.responses


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "et le matériel ?"), ("en", "and the equipment?")],
)
def test_a_bare_question_about_the_equipment_is_answered(world: World, language: str, text: str) -> None:
    customer = at_end_date(world, language, MOBILE)
    customer.says(MONTH_END[language])
    customer.says({"fr": "trop cher", "en": "too dear"}[language])
    customer.says(text, "inform")
    assert "utter_cancel_no_equipment" in customer.responses and customer.asked_for == "confirmation"


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "et la box, je la renvoie pour quand ?", "30 décembre 2026"),
        ("en", "and when do I have to return the router?", "30 December 2026"),
    ],
)
def test_after_the_cancellation_the_order_answers(world: World, language: str, text: str, said: str) -> None:
    customer = at_end_date(world, language, INTERNET)
    customer.says(MONTH_END[language])
    customer.says({"fr": "trop cher", "en": "too expensive"}[language])
    customer.says(YES[language], "affirm")
    customer.says(text, "ask_question")
    assert customer.responses[0] == "utter_cancel_ordered_equipment" and said in customer.heard


@pytest.mark.parametrize(
    ("language", "task", "text", "response"),
    [
        ("fr", "switch_to_ebilling", "est-ce que je garde le papier aussi ? les deux ?", "utter_bills_exclusive_electronic"),
        ("en", "switch_to_ebilling", "do I still get the paper ones?", "utter_bills_exclusive_electronic"),
        ("fr", "switch_to_ebilling", "est-ce qu’on est avisé quand la facture est prête ?", "utter_bills_notice"),
        ("en", "switch_to_ebilling", "will I be notified when the bill is ready?", "utter_bills_notice"),
        ("fr", "switch_to_paper", "vous allez l’envoyer à quelle adresse ?", "utter_bills_where"),
        ("en", "switch_to_paper", "where will you send it?", "utter_bills_where"),
        ("fr", "switch_to_paper", "on perd celles par courriel ?", "utter_bills_exclusive_paper"),
        ("en", "switch_to_paper", "wait, would we lose the emailed ones?", "utter_bills_exclusive_paper"),
        ("fr", "switch_to_paper", "ça commence quand ?", "utter_bills_from_next"),
        ("en", "switch_to_ebilling", "when does it start?", "utter_bills_from_next"),
    ],
)  # fmt: skip
def test_rules_answer_about_bills(world: World, language: str, task: str, text: str, response: str) -> None:
    if task == "switch_to_paper":
        electronic(world)
    customer = verified(world, language, task)
    asked_for = customer.asked_for
    customer.says(text, "ask_question")
    assert response in customer.responses and customer.asked_for == asked_for


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "c'est long, l'attente ?"), ("en", "how long is the wait?")]
)
def test_waiting_for_a_person_is_never_looked_up(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(PERSON[language], "request_agent")
    customer.says(text, "ask_question")
    assert "utter_agent_wait" in customer.responses and customer.asked_for == "reason"
    customer.says({"fr": "ma facture", "en": "my bill"}[language])
    customer.says({"fr": "non merci", "en": "no thanks"}[language], "deny")
    customer.says(text, "ask_question")
    assert customer.responses == ["utter_agent_wait"] and not world.knowledge.asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_inside_a_task_the_search_knows_the_task(world: World, language: str) -> None:
    customer = at_end_date(world, language, INTERNET)
    customer.says(
        {"fr": "êtes-vous ouverts le samedi ?", "en": "are you open on Saturday?"}[language], "ask_question"
    )
    assert world.knowledge.topics == [{"fr": "résiliation", "en": "cancellation"}[language]]


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("fr", "Ben là, j'ai quoi au juste chez vous comme services?", "ask_capabilities"),
        ("en", "which plans do I have?", "ask_question"),
    ],
)
def test_a_customer_hears_which_services_there_are(
    world: World, language: str, text: str, intent: str
) -> None:
    customer = verified(world, language, "cancel_service")
    assert customer.asked_for == "service"
    customer.says(text, intent)
    assert "utter_account_service_free" in customer.responses
    assert fakes.INTERNET.plan in customer.heard and fakes.MOBILE.plan in customer.heard
    assert customer.asked_for == "service"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Est-ce que mon ex va savoir où j'habite ?"),
        ("fr", "qui va être averti de ça ?"),
        ("en", "Is my ex going to be told where I live now??"),
        ("en", "who gets notified?"),
    ],
)
def test_who_is_told_of_a_new_address_is_explained(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(text, "ask_question")
    assert "utter_address_notice" in customer.responses and customer.asked_for == "address"
    assert not world.knowledge.asked


@pytest.mark.parametrize(
    ("language", "text", "then", "day"),
    [
        ("fr", "bon, et si j’attends le 15 mars", "ok mettons cette date", "15 mars 2027"),
        (
            "en",
            "well, what if I wait until March 15",
            "ok, make it that day",
            "15 March 2027",
        ),
    ],
)
def test_the_day_whose_fee_was_told_can_be_taken(
    world: World, language: str, text: str, then: str, day: str
) -> None:
    customer = at_end_date(world, language, INTERNET)
    customer.says(MONTH_END[language])
    customer.says({"fr": "trop cher", "en": "too dear"}[language])
    assert customer.asked_for == "confirmation" and day not in customer.heard
    customer.says(text, "cancel_service")
    assert customer.asked_for == "confirmation" and day in customer.heard
    customer.says({"fr": "c’est quand, ça ?", "en": "when is that?"}[language], "ask_question")
    assert customer.asked_for == "confirmation" and day in customer.heard
    customer.says(then, "inform")
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[0][1]["day"].isoformat() == "2027-03-15"


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "à la fin de mon engagement"), ("en", "at the end of my contract")],
)
def test_an_end_of_commitment_more_than_a_year_ahead_is_too_far(
    world: World, language: str, text: str
) -> None:
    customer = at_end_date(world, language, INTERNET)
    customer.says(text, "inform")
    assert customer.asked_for == "end_date" and "utter_date_too_far" in customer.responses


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "c’est gratuit dans ce cas-là, non ?", "359,10"),
        ("en", "there’s a fee in that case, no?", "359.10"),
        ("fr", "ah mais dans ce cas c’est pas gratuit ?", "359,10"),
        ("en", "oh but then it isn’t free?", "359.10"),
        ("fr", "et le mobile alors ?", None),
        ("en", "and what about the mobile?", None),
    ],
)
def test_a_question_at_the_confirmation_refuses_and_changes_nothing(
    world: World, language: str, text: str, said: str | None
) -> None:
    customer = at_end_date(world, language, INTERNET)
    customer.says(MONTH_END[language])
    customer.says({"fr": "trop cher", "en": "too dear"}[language])
    customer.says(text, "ask_question")
    assert customer.asked_for == "confirmation" and (said or "Fibre 300") in customer.heard
    assert "utter_ask_what_to_change" not in customer.responses
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[0][1]["service"] == "S-NET"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Parfait. Est-ce que je vais être avisé quand une facture est prête ?"),
        ("en", "Great. Will I be notified when a bill is ready?"),
        ("fr", "pis je reçois un courriel chaque mois quand la facture est prête ?"),
        ("en", "cool, so do I get an email every month when the bill is ready?"),
    ],
)
def test_after_the_switch_the_rules_answer(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    customer.says(EMAIL_SAID[language])
    customer.says(YES[language], "affirm")
    customer.says(text, "ask_question")
    assert customer.responses == ["utter_bills_notice"] and not world.knowledge.asked


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "la première arrive quand ?", True),
        ("en", "when does the first one come?", True),
        ("en", "when is my next bill due?", False),
        ("fr", "je dois payer la prochaine quand ?", False),
    ],
)
def test_after_the_switch_the_first_bill_is_told(world: World, language: str, text: str, said: bool) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    customer.says(EMAIL_SAID[language])
    customer.says(YES[language], "affirm")
    customer.says(text, "ask_question")
    assert ("utter_bills_from_next" in customer.responses) is said


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "si je transfère mon numéro ailleurs, à quelle adresse je vous écris ?"),
        ("en", "if I move my number, what address do I e-mail to tell you?"),
    ],
)
def test_after_the_switch_other_questions_are_looked_up(world: World, language: str, text: str) -> None:
    electronic(world)
    customer = verified(world, language, "switch_to_paper")
    customer.says(YES[language], "affirm")
    customer.says(text, "ask_question")
    assert world.knowledge.asked
