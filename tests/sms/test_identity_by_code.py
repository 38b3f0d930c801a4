"""By SMS the PIN is not asked for when a code to the very same number can do."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.conftest import *  # noqa: F403
from tests.actions.dialogue import Customer, World
from tests.actions.fakes import CODE
from tests.actions.phrases import LANGUAGES, NUMBER_SAID, OPENINGS

ON_FILE, ANOTHER = "+15145550147", "+15145550999"


class Texter(Customer):
    """A customer who writes by SMS."""

    number = ON_FILE

    def _message(self, *args: Any) -> dict[str, Any]:
        message = super()._message(*args)
        message["metadata"] |= {"channel": "sms", "source_address": self.number}
        return message


def opened(world: World, language: str, number: str = ON_FILE) -> Texter:
    """A customer who gave an account number."""
    customer = Texter(world, language=language)
    customer.number = number
    customer.says(OPENINGS["change_billing_address"][language], "change_billing_address")
    customer.says(NUMBER_SAID[language])
    return customer


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_is_sent_to_the_number_the_customer_writes_from(world: World, language: str) -> None:
    customer = opened(world, language)

    assert customer.asked_for == "code" and world.accounts.codes == ["sms"]
    assert customer.responses == ["utter_code_sent_here"]
    assert "PIN" not in customer.heard and "NIP" not in customer.heard

    customer.says(CODE)
    assert customer.asked_for == "address"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_code_is_asked_for_again_and_no_second_one_is_sent(world: World, language: str) -> None:
    customer = opened(world, language)

    customer.says("000000")

    assert customer.asked_for == "code" and world.accounts.codes == ["sms"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_another_number_the_pin_is_asked_for(world: World, language: str) -> None:
    customer = opened(world, language, ANOTHER)

    assert customer.asked_for == "pin" and world.accounts.codes == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_website_nothing_changes(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(OPENINGS["change_billing_address"][language], "change_billing_address")
    customer.says(NUMBER_SAID[language])

    assert customer.asked_for == "pin" and world.accounts.codes == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_that_is_no_account_looks_like_one_of_somebody_else(world: World, language: str) -> None:
    customer = Texter(world, language=language)
    customer.says(OPENINGS["change_billing_address"][language], "change_billing_address")
    customer.says("99998888")
    elsewhere = opened(world, language, ANOTHER)

    assert customer.heard == elsewhere.heard and world.accounts.codes == []
