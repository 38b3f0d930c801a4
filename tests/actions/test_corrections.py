"""Values can be corrected at any moment before the yes."""

from datetime import date

import pytest

from tests.actions.dialogue import Customer, World
from tests.actions.phrases import (
    ADDRESS_SAID,
    AT_ONCE,
    EMAIL_SAID,
    LANGUAGES,
    MONTH_END,
    NO,
    NUMBER_SAID,
    PIN_SAID,
    YES,
    verified,
)


@pytest.mark.parametrize(
    ("language", "text", "street"),
    [
        ("fr", "non, c'est le 2250", "2250 rue Sainte-Catherine Est, app. 3"),
        ("en", "no, it's number 13", "13 Lakeview Drive"),
    ],
)
def test_a_wrong_civic_number_is_corrected_at_the_confirmation(
    world: World, language: str, text: str, street: str
) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(AT_ONCE[language])
    customer.says(text, "deny")
    assert customer.asked_for == "confirmation" and street in customer.heard
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[0][1]["address"].street == street


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Non attendez, je me suis trompé. L'adresse c'est 14 rue des Lilas, Laval H7N 1A1"),
        ("en", "Wait, wrong address. It's 14 Lilac Street, Laval, Quebec H7N 1A1"),
    ],
)
@pytest.mark.parametrize("at", ["effective_date", "confirmation"])
def test_a_whole_new_address_replaces_the_old_one(world: World, language: str, text: str, at: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    if at == "confirmation":
        customer.says(AT_ONCE[language])
    customer.says(text, "deny")
    assert customer.asked_for == at
    if at == "effective_date":
        customer.says(AT_ONCE[language])
    assert "Laval" in customer.heard
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[0][1]["address"].city == "Laval"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "le code postal était mauvais, c'est H2K 2J5"),
        ("fr", "oups le code postal c'est H2K 2J5"),
        ("en", "the postal code was wrong, it's K2L 3Z5"),
    ],
)
def test_a_wrong_postal_code_is_corrected_alone(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(text)
    assert customer.asked_for == "effective_date"
    customer.says(AT_ONCE[language])
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[0][1]["address"].postal_code in ("H2K 2J5", "K2L 3Z5")


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "non, plutôt le 3 décembre"), ("en", "no, make it December 3 instead")]
)
def test_a_date_is_corrected_at_the_confirmation(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(MONTH_END[language])
    customer.says(text, "deny")
    assert customer.asked_for == "confirmation"
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[0][1]["day"] == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("language", "given", "text"),
    [
        ("fr", "le 15 janvier", "plutôt le 31, pas le 15"),
        ("en", "January 15", "hmm actually make that the 31st not the 15th"),
    ],
)
def test_a_day_without_its_month_is_of_the_month_that_it_corrects(
    world: World, language: str, given: str, text: str
) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(given)
    customer.says(text, "deny")
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[0][1]["day"] == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [("fr", "attends, l'appartement c'est le 5", "appartement 5"), ("en", "sorry, the unit is 5", "unit 5")],
)
@pytest.mark.parametrize("at", ["effective_date", "confirmation"])
def test_a_unit_is_corrected(world: World, language: str, text: str, unit: str, at: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    if at == "confirmation":
        customer.says(AT_ONCE[language])
    customer.says(text, "inform")
    assert customer.asked_for == at and customer.slots["address"]["street"].endswith(unit)


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("fr", "Il manque le complément : bâtiment B", "bâtiment B"),
        ("fr", "c'est au 2e étage aussi", "2e étage"),
        ("en", "oh and it's unit 12", "unit 12"),
        ("en", "you forgot the unit, unit 4b", "unit 4b"),
    ],
)
def test_a_unit_is_added_at_the_confirmation(world: World, language: str, text: str, unit: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says("14 rue des Lilas, Laval H7N 1A1")
    customer.says(AT_ONCE[language])
    customer.says(text, "inform")
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[0][1]["address"].street == f"14 rue des Lilas, {unit}"


@pytest.mark.parametrize(("language", "what"), [("fr", "l'adresse"), ("en", "the address")])
def test_after_a_no_the_customer_says_what_to_change(world: World, language: str, what: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(AT_ONCE[language])
    customer.says(NO[language], "deny")
    assert customer.asked_for == "confirmation" and not world.accounts.calls
    customer.says(what)
    assert customer.asked_for == "address"
    customer.says("14 rue des Lilas, Laval H7N 1A1")
    assert customer.asked_for == "confirmation"
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[0][1]["address"].city == "Laval"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_no_ends_the_task_and_changes_nothing(world: World, language: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(AT_ONCE[language])
    customer.says(NO[language], "deny")
    customer.says(NO[language], "deny")
    assert customer.task is None and not world.accounts.calls


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_yes_right_after_a_no_is_asked_again(world: World, language: str) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    customer.says(EMAIL_SAID[language])
    customer.says(NO[language], "deny")
    customer.says(YES[language], "affirm")
    assert customer.asked_for == "confirmation" and not world.accounts.calls
    assert "jean.lavoie@example.com" in customer.heard
    customer.says(YES[language], "affirm")
    assert world.accounts.calls


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "oui mais à marie@example.org plutôt"), ("en", "yes but use marie@example.org instead")],
)
def test_a_yes_with_another_value_is_a_correction(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    customer.says(EMAIL_SAID[language])
    customer.says(text, "affirm")
    assert customer.asked_for == "confirmation" and "marie@example.org" in customer.heard
    assert not world.accounts.calls


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "attendez, le numéro de compte c'est 4410-2287"), ("en", "wait, my account number is 4410-2287")],
)
def test_a_wrong_account_number_is_corrected_at_the_pin(world: World, language: str, text: str) -> None:
    from tests.actions.dialogue import Customer
    from tests.actions.phrases import OPENINGS

    customer = Customer(world, language=language)
    customer.says(OPENINGS["switch_to_ebilling"][language], "switch_to_ebilling")
    customer.says("99998888")
    customer.says(text)
    assert customer.asked_for == "pin"
    customer.says("0427")
    assert customer.asked_for == "email"


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "oui, changez mon adresse"), ("en", "yes, change my address")],
)
def test_a_yes_that_repeats_the_wish_is_a_yes(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(AT_ONCE[language])
    customer.says(text, "affirm")
    assert world.accounts.calls


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "C.P. 218, Rimouski QC G5L 7C1... euh non, oubliez cette adresse-là"),
        ("en", "P.O. Box 218, Rimouski QC G5L 7C1... sorry, forget that address"),
    ],
)
def test_an_address_taken_back_in_the_same_breath_is_not_kept(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(text)
    assert customer.asked_for == "address" and "utter_address_ignored" in customer.responses
    customer.says(ADDRESS_SAID[language])
    assert customer.asked_for == "effective_date"


@pytest.mark.parametrize(
    ("language", "said", "meant"), [("fr", "15/01/2026", "*2027"), ("en", "Jan 15, 2026", "oops 2027")]
)
def test_the_year_of_a_day_that_is_past_is_mended_alone(
    world: World, language: str, said: str, meant: str
) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(said)
    assert customer.asked_for == "effective_date"
    customer.says(meant)
    assert customer.asked_for == "confirmation"
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[0][1]["day"] == date(2027, 1, 15)


@pytest.mark.parametrize(("language", "text"), [("fr", "*H2K 2J5"), ("en", "K2L 3Z5*")])
def test_an_asterisk_corrects(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(AT_ONCE[language])
    customer.says(text)
    assert customer.asked_for == "confirmation"
    customer.says(YES[language], "affirm")
    assert world.accounts.calls[0][1]["address"].postal_code in ("H2K 2J5", "K2L 3Z5")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "une seconde, c'est sur la rue Laviolette, je vous donne le reste tout de suite"),
        ("en", "it's on Lakeview Drive, the rest is coming right away"),
    ],
)
def test_a_day_is_not_moved_to_today_by_the_way(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(MONTH_END[language])
    customer.says(text)
    assert customer.slots["effective_date"] == "2026-11-30"


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("fr", "nn pas H2K 2J4 cest H2K 2J5 jme suis trompee", "H2K 2J5"),
        ("fr", "le code postal finit par 2J5, pas 2J4", "H2K 2J5"),
        ("fr", "non, le code postal finit par un 5", "H2K 2J5"),
        ("en", "my mistake, it's K2L 3Z5 not K2L 3Z4", "K2L 3Z5"),
        ("en", "no wait, it ends in 3Z5, not 3Z4", "K2L 3Z5"),
        ("en", "the postal code starts with K2M", "K2M 3Z4"),
        ("fr", "c'est H2K 2J5, j'ai écrit H2K 2J4", "H2K 2J5"),
        ("fr", "non H2K 2J5, gros doigts", "H2K 2J5"),
        ("en", "no it's K2L 3Z5, I typed it wrong", "K2L 3Z5"),
        ("en", "no wait, the code is K2L 3Z5, I typed K2L 3Z4", "K2L 3Z5"),
    ],
)
def test_a_mistake_in_the_postal_code_is_mended(world: World, language: str, text: str, code: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(AT_ONCE[language])
    customer.says(text, "deny")
    assert customer.asked_for == "confirmation"
    customer.says(YES[language], "affirm")
    address = world.accounts.calls[0][1]["address"]
    assert (address.postal_code, address.city) == (code, {"fr": "Montréal", "en": "Kanata"}[language])


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("fr", "oups ça finit par 2J5, pas 2J4", "H2K 2J5"),
        ("en", "it ends in 3Z5, not 3Z4", "K2L 3Z5"),
    ],
)
def test_the_end_of_a_postal_code_is_mended_where_a_day_is_asked_for(
    world: World, language: str, text: str, code: str
) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(text)
    assert customer.slots["address"]["postal_code"] == code and customer.asked_for == "effective_date"


@pytest.mark.parametrize(
    ("language", "text", "address"),
    [
        ("fr", "non, c’est exemple point org, pas com", "rachel.cohen@exemple.org"),
        ("fr", "gmail, pas exemple", "rachel.cohen@gmail.com"),
        ("en", "dot ca, not dot com", "rachel.cohen@exemple.ca"),
        ("en", "no, it’s raquel, not rachel", "raquel.cohen@exemple.com"),
    ],
)
def test_a_part_of_the_email_is_corrected(world: World, language: str, text: str, address: str) -> None:
    customer = verified(world, language, "switch_to_ebilling")
    customer.says("rachel.cohen@exemple.com")
    customer.says(text, "deny")
    assert customer.asked_for == "confirmation" and address in customer.heard


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        (
            "fr",
            "On déménage au 45 rue King Ouest, Sherbrooke, et on m’a dit d’avertir tout le monde.",
            "J1H 1P2",
        ),
        (
            "en",
            "We move to 1 Lombard Place, suite 1200, Winnipeg, and I was told to let everyone know.",
            "R3B 0X3",
        ),
    ],
)
def test_of_an_address_in_the_opening_only_what_is_missing_is_asked(
    world: World, language: str, text: str, code: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "change_billing_address")
    customer.says(NUMBER_SAID[language])
    customer.says(PIN_SAID[language])
    assert customer.asked_for == "address" and "utter_address_incomplete" in customer.responses
    customer.says(code)
    assert customer.asked_for == "effective_date"


@pytest.mark.parametrize(("language", "text"), [("fr", "le mobile"), ("en", "the mobile one")])
def test_another_service_named_where_the_reason_is_asked_is_a_correction(
    world: World, language: str, text: str
) -> None:
    customer = verified(world, language, "cancel_service")
    customer.says({"fr": "internet", "en": "the internet"}[language])
    customer.says(MONTH_END[language])
    assert customer.asked_for == "reason"
    customer.says(text, "inform")
    assert customer.asked_for == "reason" and "Mobile 20 Go" in customer.heard


@pytest.mark.parametrize(("language", "text"), [("fr", "la fibre"), ("en", "the internet one")])
def test_a_value_that_was_given_before_is_no_failure(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "cancel_service")
    customer.says("internet")
    for _ in range(3):
        customer.says(text, "inform")
    assert customer.asked_for == "end_date" and customer.handoff is None


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "C’est juste le mobile que vous coupez, hein ?"), ("en", "This is only the mobile, right?")],
)
@pytest.mark.parametrize("chosen", ["internet", "mobile"])
def test_who_believes_in_another_service_is_not_let_down(
    world: World, language: str, text: str, chosen: str
) -> None:
    customer = verified(world, language, "cancel_service")
    customer.says(chosen)
    customer.says(MONTH_END[language])
    customer.says("x")
    customer.says(text, "ask_question")
    assert customer.asked_for == "confirmation" and customer.slots["service"] == "S-MOB"
    assert ("utter_correction_noted" in customer.responses) is (chosen == "internet")
    assert ("utter_cancel_only_this" in customer.responses) is (chosen == "mobile")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Vous avez coupé ma ligne pour 12 euros de retard ! Je veux résilier"),
        ("en", "You cut my line over 12 dollars! I want to cancel"),
    ],
)
def test_a_line_in_a_story_is_no_choice_of_a_service(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "cancel_service")
    customer.says(NUMBER_SAID[language])
    customer.says(PIN_SAID[language])
    assert customer.asked_for == "service"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Attendez, je reviens sur la date : pas le 10, mettez plutôt à la Saint-Sylvestre."),
        ("en", "Hold on, let me change the date: not the 10th, make it New Year's Eve instead."),
    ],
)
def test_a_date_taken_back_in_so_many_words_is_no_reason(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "cancel_service")
    customer.says({"fr": "internet", "en": "the internet"}[language])
    customer.says({"fr": "le 10 décembre", "en": "December 10"}[language])
    customer.says(text, "inform")
    assert customer.asked_for == "reason" and customer.slots["end_date"] == "2026-12-31"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "17 rue Fabre, app. 4, même ville, H2G 1J6"),
        ("en", "17 Fabre Street unit 4, same city, H2G 1J6"),
    ],
)
def test_the_same_city_is_the_one_on_file(world: World, language: str, text: str) -> None:
    customer = verified(world, language, "change_billing_address")
    customer.says(text)
    assert customer.asked_for == "effective_date"
    assert customer.slots["address"]["city"] == world.accounts.view.billing_address.city


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Je déménage au 17 rue Fabre, app. 4, même ville"),
        ("en", "I'm moving to 17 Fabre Street unit 4, same city"),
    ],
)
def test_the_same_city_said_before_the_customer_is_known_is_kept(
    world: World, language: str, text: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "change_billing_address")
    customer.says(NUMBER_SAID[language])
    customer.says(PIN_SAID[language])
    assert customer.asked_for == "address"
    customer.says("H2G 1J6")
    assert customer.asked_for == "effective_date"
    assert customer.slots["address"]["city"] == world.accounts.view.billing_address.city


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Je déménage au 17 rue Fabre, même ville, H2G 1J6"),
        ("en", "I'm moving to 17 Fabre Street, same city, H2G 1J6"),
    ],
)
def test_a_whole_address_counts_more_than_the_same_city_said_before_it(
    world: World, language: str, text: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "change_billing_address")
    customer.says(ADDRESS_SAID[language])
    customer.says(NUMBER_SAID[language])
    customer.says(PIN_SAID[language])
    assert customer.asked_for == "effective_date"
    assert "Fab" not in customer.slots["address"]["street"]
