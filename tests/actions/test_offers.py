"""Between tasks: what was offered is taken up, and values that come early are not lost."""

import pytest

from tests.actions import fakes
from tests.actions.dialogue import Customer, World
from tests.actions.phrases import LANGUAGES, MONTH_END, YES, verified


@pytest.mark.parametrize(
    ("language", "asked", "value", "task", "slot"),
    [
        (
            "fr",
            "Comment changer mon adresse ?",
            "4410 2287, et le code c’est 0427",
            "change_billing_address",
            "address",
        ),
        (
            "fr",
            "Comment changer mon adresse ?",
            "12 rue des Lilas, Laval H7N 1A1",
            "change_billing_address",
            "account_number",
        ),
        ("en", "How can I get my bills by e-mail?", "my account is 4410 2287", "switch_to_ebilling", "pin"),
        (
            "en",
            "How can I get my bills by e-mail?",
            "rachel.cohen@example.com",
            "switch_to_ebilling",
            "account_number",
        ),
    ],
)
def test_a_value_takes_up_the_task_that_was_offered(
    world: World, language: str, asked: str, value: str, task: str, slot: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(asked, "ask_question")
    assert customer.task is None and f"utter_offer_{task}" in customer.responses
    customer.says(value, "inform")
    assert customer.task == task and customer.asked_for == slot


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "super, inscrivez-moi"), ("en", "cool sign me up"), ("fr", "ben faites-la")]
)
@pytest.mark.parametrize("intent", ["out_of_scope", "thank", "inform"])
def test_an_offer_is_taken_up_whatever_the_intent(
    world: World, language: str, text: str, intent: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(
        {"fr": "la facture électronique, c’est quoi ?", "en": "what is e-billing?"}[language], "ask_question"
    )
    customer.says(text, intent, confidence=0.5)
    assert customer.task == "switch_to_ebilling"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "On a vendu le chalet, on n’a plus besoin du téléphone là-bas. C’est le compte 4410-2287."),
        ("en", "We sold the cottage, no need for the phone there anymore. Account 4410-2287."),
    ],
)
def test_an_account_number_beside_what_is_no_longer_needed_begins_the_task(
    world: World, language: str, text: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "inform")
    assert customer.task == "cancel_service" and customer.asked_for == "pin"


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_two_addresses_for_the_bills_one_is_asked_for(world: World, language: str) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    both = {"fr": "a@exemple.com et b@exemple.com", "en": "a@example.com and b@example.com"}
    customer.says(both[language], "inform")
    assert customer.responses[:1] == ["utter_email_one"] and customer.asked_for == "email"
    customer.says("b@example.com", "inform")
    assert customer.asked_for == "confirmation" and "b@example.com" in customer.heard


@pytest.mark.parametrize(
    ("language", "value", "task"),
    [
        (
            "fr",
            "c’est chez ma belle-mère, au 45 rue King Ouest, Sherbrooke J1H 1P2",
            "change_billing_address",
        ),
        ("en", "my address is rachel.cohen@example.com", "switch_to_ebilling"),
    ],
)
def test_a_value_without_a_task_shows_what_may_be_wished(
    world: World, language: str, value: str, task: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(value, "inform")
    assert customer.task is None and f"utter_offer_{task}" in customer.responses
    customer.says(YES[language], "affirm")
    assert customer.task == task


@pytest.mark.parametrize(
    ("language", "asked", "between", "yes"),
    [
        ("fr", "Comment changer mon adresse ?", "combien ça coûte ?", "d’accord, on y va alors"),
        ("en", "How can I change my address?", "how much is it?", "okay, let’s do it then"),
    ],
)
def test_an_offer_is_taken_up_after_another_question(
    world: World, language: str, asked: str, between: str, yes: str
) -> None:
    customer = Customer(world, language=language)
    world.knowledge.answers[between] = {language: "…"}
    customer.says(asked, "ask_question")
    assert "utter_offer_change_billing_address" in customer.responses
    customer.says(between, "ask_question")
    customer.says({"fr": "oui", "en": "yes"}[language], "affirm")
    assert customer.task is None
    customer.says(asked, "ask_question")
    customer.says(between, "ask_question")
    customer.says(yes, "affirm")
    assert customer.task == "change_billing_address"


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("fr", "bonjour, j’ai perdu mon NIP", "greet"),
        ("fr", "j’ai oublié mon NIP, je fais quoi ?", "ask_question"),
        ("en", "hi, I forgot my PIN", "greet"),
        ("en", "what do I do if I forgot my PIN?", "ask_question"),
        ("fr", "c’est quoi mon NIP ?", "ask_question"),
        ("en", "show me the PIN you have for me", "ask_question"),
    ],
)
def test_a_lost_pin_is_no_obstacle_before_a_task(world: World, language: str, text: str, intent: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, intent)
    assert customer.responses == ["utter_forgot_secret_outside"]


@pytest.mark.parametrize(("language", "text"), [("fr", "et mon nip est 1592"), ("en", "and the pin is 1592")])
def test_a_pin_before_any_task_is_thanked_for(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "inform")
    assert customer.responses == ["utter_secret_early"] and "1592" not in customer.heard


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "ma mère est décédée"), ("en", "my mother passed away")]
)
def test_who_tells_of_a_death_is_offered_a_person(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "inform")
    assert customer.responses == ["utter_bereaved"]
    customer.says(YES[language], "affirm")
    assert customer.handoff is not None


@pytest.mark.parametrize("intent", ["out_of_scope", "ask_question", "deny", "inform"])
@pytest.mark.parametrize(
    ("language", "text"), [("fr", "ma box ne marche plus depuis 3 jours"), ("en", "my internet is down")]
)
def test_who_reports_a_fault_is_offered_a_person(world: World, language: str, text: str, intent: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, intent)
    assert customer.responses == ["utter_service_fault"]
    customer.says(YES[language], "affirm")
    assert customer.handoff is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "ok je veux résilier d'abord"), ("en", "ok I want to cancel my service first")],
)
def test_a_wish_for_what_was_offered_is_no_refusal(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.slots["offer"] = {"task": "cancel_service"}
    customer.says(text, "abort_task")
    assert customer.asked_for == "account_number"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "mon mari est décédé, je dois faire couper sa ligne"),
        ("en", "my husband passed away, I need to cancel his line"),
    ],
)
def test_a_task_after_a_death_begins_with_a_word_of_sympathy(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "cancel_service")
    assert customer.responses[:2] == ["utter_condolences", "utter_start_cancel_service"]


@pytest.mark.parametrize(("language", "text"), [("fr", "décès du titulaire"), ("en", "the holder died")])
def test_a_death_as_the_reason_is_answered_with_sympathy(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "cancel_service")
    customer.says(fakes.MOBILE.plan)
    customer.says(MONTH_END[language])
    assert customer.asked_for == "reason"
    customer.says(text)
    assert customer.responses[0] == "utter_condolences" and customer.asked_for == "confirmation"
