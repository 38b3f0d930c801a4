"""Another wish inside a task is asked about; two wishes in one message are both served."""

import pytest

from actions.tasks import other_wish
from tests.actions.dialogue import Customer, World
from tests.actions.phrases import (
    ADDRESS_SAID,
    AT_ONCE,
    EMAIL_SAID,
    LANGUAGES,
    MONTH_END,
    NEVER_MIND,
    NUMBER_SAID,
    PIN_SAID,
    YES,
    alsatis,
    electronic,
    verified,
)

CANCEL = {"fr": "en fait je veux résilier mon mobile", "en": "actually I want to cancel my mobile plan"}
BOTH = {
    "fr": "je veux changer mon adresse de facturation et recevoir mes factures par courriel",
    "en": "I want to change my billing address and also get my bills by e-mail",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_wish_is_asked_about_before_this_one_is_dropped(world: World, language: str) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    customer.says(CANCEL[language], "cancel_service")
    assert customer.task == "switch_to_ebilling" and customer.asked_for == "confirmation"
    customer.says(YES[language], "affirm")
    assert customer.task == "cancel_service" and customer.slots["service"] == "S-MOB"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_email_where_the_address_is_asked_may_mean_electronic_bills(world: World, language: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says("priya@example.com", "inform")
    assert customer.asked_for == "confirmation" and customer.responses == ["utter_ask_drop"]
    customer.says(YES[language], "affirm")
    assert customer.task == "switch_to_ebilling" and customer.slots["email"] == "priya@example.com"


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "passez-moi donc au courriel à la place"), ("en", "put me on e-mail instead, would you")],
)
def test_instead_drops_the_opposite_at_once(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(
        {"fr": "je veux la facture papier", "en": "I want paper bills"}[language], "switch_to_paper"
    )
    customer.says(text, "switch_to_ebilling")
    assert customer.task == "switch_to_ebilling"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_account_number_does_not_say_which_task_is_meant(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(
        {"fr": "je veux la facture papier", "en": "I want paper bills"}[language], "switch_to_paper"
    )
    customer.says(CANCEL[language], "cancel_service")
    customer.says("4410-2287", "inform")
    assert customer.asked_for == "confirmation" and customer.slots["account_number"] == "44102287"
    customer.says(YES[language], "affirm")
    assert customer.task == "cancel_service" and customer.asked_for == "pin"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_no_goes_on_with_the_task_under_way(world: World, language: str) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    customer.says(CANCEL[language], "cancel_service")
    customer.says({"fr": "non, continuons", "en": "no, carry on"}[language], "deny")
    assert customer.task == "switch_to_ebilling" and customer.asked_for == "email"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_customer_who_simply_goes_on_is_understood(world: World, language: str) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    customer.says(CANCEL[language], "cancel_service")
    customer.says(EMAIL_SAID[language])
    assert customer.task == "switch_to_ebilling" and customer.asked_for == "confirmation"
    assert "jean.lavoie@example.com" in customer.heard


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "laissez tomber l'adresse, je veux résilier mon mobile"),
        ("en", "forget it, I want to cancel my mobile plan instead"),
    ],
)
def test_giving_up_for_another_task_needs_no_question(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(text, "cancel_service")
    assert customer.task == "cancel_service"


@pytest.mark.parametrize("language", LANGUAGES)
def test_asking_for_the_opposite_switches_at_once(world: World, language: str) -> None:
    electronic(world)
    customer = verified(world, language, "switch_to_ebilling")
    text = {"fr": "non, je veux plutôt la facture papier", "en": "no, I want paper bills instead"}[language]
    customer.says(text, "switch_to_paper")
    assert customer.task == "switch_to_paper"


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_wishes_in_one_message_are_served_one_after_the_other(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(BOTH[language], "change_billing_address")
    customer.says(NUMBER_SAID[language])
    customer.says(PIN_SAID[language])
    customer.says(ADDRESS_SAID[language])
    customer.says(AT_ONCE[language])
    customer.says(YES[language], "affirm")
    assert customer.task == "switch_to_ebilling" and customer.asked_for == "email"
    customer.says(EMAIL_SAID[language])
    customer.says(YES[language], "affirm")
    assert [name for name, _ in world.accounts.calls] == ["address", "ebill"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_an_abort_the_second_wish_is_offered(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(BOTH[language], "change_billing_address")
    customer.says(NEVER_MIND[language], "abort_task")
    assert customer.task is None
    customer.says({"fr": "oui", "en": "yes"}[language], "affirm")
    assert customer.task == "switch_to_ebilling"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cancellation_that_stands_is_told_and_can_be_withdrawn(world: World, language: str) -> None:
    alsatis(world)
    customer = verified(world, language, "cancel_service", operator="alsatis")
    customer.says({"fr": "le mobile", "en": "the mobile one"}[language])
    customer.says(MONTH_END[language])
    customer.says({"fr": "trop cher", "en": "too expensive"}[language])
    customer.says(YES[language], "affirm")
    customer.says(CANCEL[language], "cancel_service")
    assert customer.task is None and "RM-TEST" in customer.heard
    withdraw = {"fr": "annulez ma résiliation", "en": "withdraw my cancellation"}[language]
    customer.says(withdraw, "cancel_service")
    assert customer.asked_for == "confirmation"
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[-1] == ("withdraw_cancellation", {"service": "S-MOB"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scheduled_address_can_be_withdrawn(world: World, language: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(MONTH_END[language])
    customer.says(YES[language], "affirm")
    withdraw = {"fr": "annulez mon changement d'adresse", "en": "cancel the address change"}[language]
    customer.says(withdraw, "abort_task")
    assert customer.asked_for == "confirmation"
    customer.says(YES[language], "affirm")
    assert world.accounts.view.scheduled_address is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_pending_there_is_nothing_to_withdraw(world: World, language: str) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    customer.says(NEVER_MIND[language], "abort_task")
    customer.says({"fr": "annulez ma résiliation", "en": "withdraw my cancellation"}[language], "abort_task")
    assert customer.task is None and "utter_nothing_to_withdraw" in customer.responses


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Je ne veux plus recevoir de papier, c'est possible ? Par contre je ne veux pas qu'on me coupe ma ligne fixe.",
        ),
        ("en", "I don't want my line cut off. I just want my bills by e-mail."),
    ],
)
def test_what_is_refused_makes_way_for_what_is_wished(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "cancel_service", confidence=0.6)
    assert customer.task == "switch_to_ebilling"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "ah ben on garde le papier. Mais changez l’adresse, ça s’en va à l’ancien logement"),
        ("en", "ok then let’s keep paper. But change the address, it’s going to the old flat"),
    ],
)
def test_keeping_paper_gives_up_the_switch_for_the_other_wish(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(
        {"fr": "la facture électronique svp", "en": "e-bills please"}[language], "switch_to_ebilling"
    )
    customer.says(text, "change_billing_address")
    assert customer.task == "change_billing_address"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Arrêtez la ligne de fax, juste le fax, et remettez la facture sur papier s’il vous plaît"),
        ("en", "We’d like to stop the faxes, just the fax, and get the bill on paper too please"),
    ],
)
def test_a_fax_to_end_is_a_wish_beside_another(text: str, language: str) -> None:
    assert other_wish(text, "switch_to_paper") == "cancel_service"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "On voudrait arrêter la ligne de fax, et avoir la facture sur papier aussi"),
        ("en", "We’d like to stop the fax line, and get the bill on paper too if possible"),
    ],
)
def test_two_wishes_that_the_classifier_misses_are_both_served(
    world: World, language: str, text: str
) -> None:
    electronic(world)
    customer = Customer(world, language=language)
    customer.says(text, "switch_to_ebilling", confidence=0.43)
    assert customer.task == "cancel_service"
    assert customer.slots["pending_task"]["task"] == "switch_to_paper"


@pytest.mark.parametrize(
    ("language", "text", "ends_at"),
    [
        (
            "fr",
            "à bien y penser, gardez le papier, mais changez plutôt mon adresse de facturation",
            "address",
        ),
        ("en", "on second thought, keep sending me paper, but change my billing address instead", "address"),
        ("fr", "pas de courriel, je veux seulement changer l'adresse où va la facture", "confirmation"),
        ("en", "no e-mail, please, I only want to change the address where the bill goes", "confirmation"),
    ],
)
def test_another_task_is_heard_where_the_classifier_hears_the_same(
    world: World, language: str, text: str, ends_at: str
) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    customer.says(text, "switch_to_ebilling", confidence=0.5)
    assert customer.asked_for == ends_at
    if ends_at == "confirmation":
        assert "utter_ask_drop" in customer.responses
        customer.says(YES[language], "affirm")
    assert (customer.task, customer.asked_for) == ("change_billing_address", "address")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "je garde l'abonnement, envoyez-moi la facture par mail plutôt que par la poste"),
        ("en", "I'm keeping the plan, send me the bill by e-mail rather than by post"),
    ],
)
def test_the_words_tell_which_way_the_bills_are_to_go(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "cancel_service")
    customer.says(text, "switch_to_paper", confidence=0.7)
    customer.says(YES[language], "affirm")
    assert customer.task == "switch_to_ebilling"
