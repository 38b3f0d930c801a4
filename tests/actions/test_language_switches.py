"""The language belongs to the conversation; a form goes on in the new one."""

import pytest

from actions.language import decide
from actions.language_wishes import Wish, question_beside_wish, wished_language
from tests.actions.dialogue import Customer, World
from tests.actions.phrases import ADDRESS_SAID, AT_ONCE, EMAIL_SAID, YES, verified

WISHES = {"en": "Can we do this in English please?", "fr": "Est-ce qu'on peut continuer en français ?"}


@pytest.mark.parametrize(("before", "after"), [("fr", "en"), ("en", "fr")])
@pytest.mark.parametrize("slot", ["address", "effective_date", "confirmation"])
def test_a_form_goes_on_in_the_language_asked_for(world: World, slot: str, before: str, after: str) -> None:
    customer = verified(world, before, "change_billing_address")
    if slot != "address":
        customer.says(ADDRESS_SAID[before])
    if slot == "confirmation":
        customer.says(AT_ONCE[before])
    customer.says(WISHES[after], "change_language", language=after)
    assert customer.asked_for == slot
    assert {said.language for said in customer.replies} == {after}
    customer.language = after
    if slot == "address":
        customer.says(ADDRESS_SAID[before], language=before)
    if slot != "confirmation":
        customer.says(AT_ONCE[after])
    customer.says(YES[after], "affirm")
    assert {said.language for said in customer.replies} == {after}
    assert world.accounts.calls


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("fr", "please use jean@example.com for my bills", "en"),
        ("en", "mettez donc jean@example.com pour moi", "fr"),
    ],
)
def test_a_whole_message_in_the_other_language_switches(
    world: World, before: str, text: str, after: str
) -> None:
    customer = verified(world, before, "switch_to_ebilling")
    customer.says(text, language=after)
    assert {said.language for said in customer.replies} == {after}
    assert customer.asked_for == "confirmation"


def test_a_french_street_does_not_make_the_conversation_french(world: World) -> None:
    customer = verified(world, "en", "change_billing_address")
    customer.says("2000 avenue McGill College, bureau 600, Montréal (Québec) H3A 3H3", language="fr")
    assert {said.language for said in customer.replies} == {"en"}


def test_the_names_in_an_email_address_do_not_switch(world: World) -> None:
    customer = verified(world, "fr", "switch_to_ebilling")
    customer.says("bernadette point castex arobase exemple point org", language="en")
    assert {said.language for said in customer.replies} == {"fr"} and customer.asked_for == "confirmation"


def test_a_short_reply_does_not_switch(world: World) -> None:
    customer = verified(world, "en", "switch_to_ebilling")
    customer.says(EMAIL_SAID["en"])
    customer.says("oui", "affirm", language="fr")
    assert {said.language for said in customer.replies} == {"en"}
    assert world.accounts.calls


def test_the_first_message_decides_even_if_it_is_short(world: World) -> None:
    customer = Customer(world, language="fr")
    customer.says("hello", "greet", language="en")
    assert customer.replies[0].language == "en"


def test_another_language_than_the_two_is_declined(world: World) -> None:
    customer = verified(world, "fr", "switch_to_ebilling")
    customer.says("en español por favor", "change_language", language=None)
    assert customer.asked_for == "email"
    assert "utter_language_unsupported" in customer.responses


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("in English please", "en"),
        ("anglais svp", "en"),
        ("je parle pas français", "en"),
        ("My French isn't great.", "en"),
        ("I'd prefer French", "fr"),
        ("I don't speak English", "fr"),
        ("je comprends pas l'anglais", "fr"),
        ("parlez-vous français", "fr"),
        ("français", "fr"),
        ("No, English", "en"),
        ("no no, french please", "fr"),
        ("not English, French please", "fr"),
        ("pas en anglais, en français svp", "fr"),
        ("français, pas anglais", "fr"),
        ("Excusez-moi, ce serait plus simple pour moi en français. Le numéro est le 60733915.", "fr"),
        ("je suis plus à l'aise en anglais", "en"),
        ("mon français est pas terrible, en anglais svp", "en"),
        ("désolé, mon anglais est limité", "fr"),
        ("English please, not French", "en"),
        ("can we not do this in French?", "en"),
        ("why is this not in English?", "en"),
        ("pourquoi c'est pas en français ?", "fr"),
        ("why are you writing in French", "en"),
        ("pourquoi vous me parlez en anglais ?", "fr"),
        ("Vous pouvez pas me parler en français ?", "fr"),
        ("can't you speak English?", "en"),
    ],
)
def test_wishes_for_a_language_are_recognised(text: str, language: str) -> None:
    assert wished_language(text, "change_language", {}) == Wish(language)


@pytest.mark.parametrize(
    "text",
    [
        "Can I get my bill in French?",
        "12 English Bay Road",
        "je veux ma facture en anglais",
        "oui",
        "my mother can't read English",
        "ma conjointe parle pas français",
    ],
)
def test_what_is_no_wish_for_a_language(text: str) -> None:
    assert wished_language(text, "ask_question", {}) is None


def test_after_a_wish_only_a_long_message_switches_back() -> None:
    fixed = {"current": "en", "default": "fr", "guess": "fr", "wish": None, "expected": None}
    assert decide("c'est beau merci", settled=True, **fixed) == "en"
    assert decide("non finalement j'aimerais mieux continuer comme ça", settled=True, **fixed) == "fr"
    assert decide("c'est beau merci", settled=False, **fixed) == "fr"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("En français svp. Mon NIP, vous me l'envoyez comment ?", "Mon NIP, vous me l'envoyez comment ?"),
        ("English please. How long do you keep my data?", "How long do you keep my data?"),
        ("en français svp. Si possible.", ""),
        ("Hi. Can we speak English? Are you there?", ""),
    ],
)
def test_a_question_beside_the_wish_is_heard(text: str, asked: str) -> None:
    assert question_beside_wish(text) == asked
