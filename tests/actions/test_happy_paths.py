"""Every task from its opening to its end, in both languages."""

from datetime import date

import pytest

from accounts.views import GeographicAddress
from tests.actions.dialogue import Customer, World
from tests.actions.phrases import (
    ADDRESS_SAID,
    AT_ONCE,
    EMAIL_SAID,
    LANGUAGES,
    MONTH_END,
    NUMBER_SAID,
    OPENINGS,
    PIN_SAID,
    YES,
    alsatis,
    electronic,
    verified,
)

CITIES = {"fr": "Montréal", "en": "Kanata"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_billing_address_changes_after_the_customer_agreed(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(OPENINGS["change_billing_address"][language], "change_billing_address")
    assert customer.asked_for == "account_number"
    customer.says(NUMBER_SAID[language])
    assert customer.asked_for == "pin"
    customer.says(PIN_SAID[language])
    assert customer.asked_for == "address"
    customer.says(ADDRESS_SAID[language])
    assert customer.asked_for == "effective_date"
    customer.says(AT_ONCE[language])
    assert customer.asked_for == "confirmation"
    assert CITIES[language] in customer.heard
    assert not world.accounts.calls
    customer.says(YES[language], "affirm")
    ((name, values),) = world.accounts.calls
    assert (name, values["address"].city, values["day"]) == ("address", CITIES[language], date(2026, 11, 21))
    assert customer.task is None


@pytest.mark.parametrize(
    ("language", "day"), [("fr", "lundi 30 novembre 2026"), ("en", "Monday, November 30, 2026")]
)
def test_a_later_date_schedules_the_change(world: World, language: str, day: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(MONTH_END[language])
    assert day in customer.heard
    customer.says(YES[language], "affirm")
    assert world.accounts.view.scheduled_address is not None
    assert day in customer.heard


@pytest.mark.parametrize("language", LANGUAGES)
def test_bills_become_electronic_after_the_address_was_read_back(world: World, language: str) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    assert customer.asked_for == "email"
    customer.says(EMAIL_SAID[language])
    assert customer.asked_for == "confirmation"
    assert "jean.lavoie@example.com" in customer.heard
    customer.says(YES[language], "affirm")
    assert world.accounts.calls == [("ebill", {"email": "jean.lavoie@example.com"})]


@pytest.mark.parametrize("language", LANGUAGES)
def test_bills_go_back_to_paper(world: World, language: str) -> None:
    electronic(world)
    customer = verified(world, language, "switch_to_paper")
    assert customer.asked_for == "confirmation"
    customer.says(YES[language], "affirm")
    assert world.accounts.calls == [("paper", {})]


@pytest.mark.parametrize(
    ("language", "service", "reason"),
    [("fr", "la fibre", "je pars à l'étranger"), ("en", "the internet one", "I'm moving abroad")],
)
def test_a_cancellation_says_what_it_means_before_it_counts(
    world: World, language: str, service: str, reason: str
) -> None:
    alsatis(world)
    customer = verified(world, language, "cancel_service", operator="alsatis")
    assert customer.asked_for == "service"
    customer.says(service)
    assert customer.asked_for == "end_date"
    customer.says({"fr": "le 1er décembre", "en": "December 1"}[language])
    assert customer.asked_for == "reason"
    customer.says(reason)
    assert customer.asked_for == "confirmation"
    # 24 months at 39.90 ended after 6: 6 × 39.90 in full, 25 % of 12 × 39.90
    for amount in ("239", "119", "359"):
        assert amount in customer.heard
    assert "RM-TEST" in customer.heard and "box fibre" in customer.heard
    assert not world.accounts.calls
    customer.says(YES[language], "affirm")
    assert world.accounts.calls == [
        ("cancel", {"service": "S-NET", "day": date(2026, 12, 1), "reason": reason})
    ]
    assert "RM-TEST" in customer.heard


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_do_what_words_do(world: World, language: str) -> None:
    customer = verified(world, language, "cancel_service")
    customer.presses('/inform{"service": "S-MOB"}')
    customer.says(MONTH_END[language])
    customer.says({"fr": "sans raison", "en": "no reason"}[language])
    customer.presses("/affirm")
    assert world.accounts.calls[0][1]["service"] == "S-MOB"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "mon compte 4410-2287, je déménage au 12 rue des Lilas à Laval H7N 1A1 le 3 mars"),
        ("en", "account 4410-2287, I'm moving to 12 Lilac Street, Laval, Quebec H7N 1A1 on March 3"),
    ],
)
def test_everything_given_in_the_opening_is_taken(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "change_billing_address")
    assert customer.asked_for == "pin"
    customer.says("0427")
    assert customer.asked_for == "confirmation"
    customer.says(YES[language], "affirm")
    values = world.accounts.calls[0][1]
    assert values["address"].postal_code == "H7N 1A1" and values["day"] == date(2027, 3, 3)


def test_number_and_pin_in_one_message_verify_at_once(world: World) -> None:
    customer = Customer(world)
    customer.says(OPENINGS["change_billing_address"]["fr"], "change_billing_address")
    customer.says("compte 4410-2287, nip 0427")
    assert customer.asked_for == "address"


def test_account_number_and_pin_are_asked_once_per_conversation(world: World) -> None:
    customer = verified(world, "en", "change_billing_address")
    customer.says(ADDRESS_SAID["en"])
    customer.says(AT_ONCE["en"])
    customer.says(YES["en"], "affirm")
    customer.says(OPENINGS["switch_to_ebilling"]["en"], "switch_to_ebilling")
    assert customer.asked_for == "email"


def test_the_only_service_is_not_asked_for(world: World) -> None:
    world.accounts.view = world.accounts.view.__class__(
        **{**world.accounts.view.__dict__, "services": world.accounts.view.services[:1]}
    )
    customer = verified(world, "fr", "cancel_service")
    assert customer.asked_for == "end_date"


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "résiliez mon mobile pour le 31"), ("en", "cancel my mobile service on the 31st")],
)
def test_a_service_and_a_date_in_the_opening_are_taken(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "cancel_service")
    customer.says(NUMBER_SAID[language])
    customer.says(PIN_SAID[language])
    assert customer.asked_for == "reason"
    customer.says({"fr": "trop cher", "en": "too expensive"}[language])
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[0][1] == {
        "service": "S-MOB",
        "day": date(2026, 12, 31),
        "reason": {"fr": "trop cher", "en": "too expensive"}[language],
    }


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("fr", ["66 rue Cartier", "Laval", "H7N 2J6"]),
        ("en", ["66 Cartier Street", "Laval", "H7N 2J6"]),
    ],
)
def test_an_address_may_come_piece_by_piece(world: World, language: str, parts: list[str]) -> None:
    customer = verified(world, language, "change_billing_address")
    for part in parts:
        assert customer.asked_for == "address"
        customer.says(part)
    assert customer.asked_for == "effective_date"
    customer.says(AT_ONCE[language])
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[0][1]["address"] == GeographicAddress(
        parts[0], "Laval", "QC", "H7N 2J6", "CA"
    )


def test_a_processed_message_that_comes_again_keeps_its_key(world: World) -> None:
    customer = verified(world, "en", "switch_to_paper")
    assert customer.task is None  # on paper already
    customer = verified(world, "en", "change_billing_address")
    customer.says(ADDRESS_SAID["en"])
    customer.says(AT_ONCE["en"])
    customer.says(YES["en"], "affirm")
    key = world.accounts.calls[0][1]["key"]
    assert key.startswith("change_billing_address:") and key.endswith(f"m{customer.turns}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_cancels_everything_is_offered_the_next_service(world: World, language: str) -> None:
    customer = verified(world, language, "cancel_service")
    customer.says({"fr": "les deux, j'ai dit tout", "en": "both, all of it"}[language])
    assert "utter_cancel_one_by_one" in customer.responses and customer.asked_for == "end_date"
    customer.says(MONTH_END[language])
    customer.says({"fr": "fermeture", "en": "closing"}[language])
    customer.says(YES[language], "affirm")
    assert "utter_cancel_next" in customer.responses
    customer.says(YES[language], "affirm")
    assert customer.task == "cancel_service" and len(world.accounts.calls) == 1
