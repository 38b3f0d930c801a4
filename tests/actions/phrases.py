"""What customers say in the dialogue tests, in both languages."""

from __future__ import annotations

from tests.actions.dialogue import Customer, World
from tests.actions.fakes import FakeAccounts, account

LANGUAGES = ("fr", "en")

OPENINGS = {
    "change_billing_address": {
        "fr": "je voudrais changer mon adresse de facturation",
        "en": "I'd like to change my billing address",
    },
    "switch_to_ebilling": {
        "fr": "je veux recevoir mes factures par courriel",
        "en": "I want my bills by e-mail",
    },
    "switch_to_paper": {"fr": "remettez-moi la facture papier", "en": "put me back on paper bills"},
    "cancel_service": {"fr": "je veux résilier mon abonnement", "en": "I want to cancel my subscription"},
}
NUMBER_SAID = {"fr": "c'est le 4410-2287", "en": "it's 4410 2287"}
PIN_SAID = {"fr": "mon nip est 0427", "en": "my PIN is 0427"}
WRONG_PIN = {"fr": "mon nip est 9999", "en": "my PIN is 9999"}
ADDRESS_SAID = {
    "fr": "2520 rue Sainte-Catherine Est, app. 3, Montréal (Québec) H2K 2J4",
    "en": "31 Lakeview Drive, Kanata, Ontario K2L 3Z4",
}
EMAIL_SAID = {"fr": "mettez Jean.Lavoie@Example.COM svp", "en": "please use Jean.Lavoie@Example.com"}
YES = {"fr": "oui, c'est exact", "en": "yes, that's right"}
NO = {"fr": "non", "en": "no"}
AT_ONCE = {"fr": "tout de suite", "en": "right away"}
MONTH_END = {"fr": "à la fin du mois", "en": "at the end of the month"}
NEVER_MIND = {"fr": "laissez tomber", "en": "never mind"}
PERSON = {"fr": "passez-moi un agent s'il vous plaît", "en": "I want to talk to a real person"}
QUESTION = {"fr": "combien coûte la facture papier ?", "en": "how much is a paper bill?"}


def verified(world: World, language: str, task: str, **kwargs: str) -> Customer:
    """A customer who asked for a task and is verified."""
    customer = Customer(world, language=language, **kwargs)
    customer.says(OPENINGS[task][language], task)
    customer.says(NUMBER_SAID[language])
    customer.says(PIN_SAID[language])
    return customer


def electronic(world: World, **changes: object) -> None:
    """Give the customer electronic bills."""
    world.accounts = FakeAccounts(
        account(bill_presentation_media="electronic", ebill_email="genevieve@example.com", **changes)
    )
    world.enter()


def alsatis(world: World, **changes: object) -> None:
    """Make the customer one of Alsatis, whose commitments cost something to end."""
    world.accounts = FakeAccounts(account("alsatis", **changes))
    world.enter()
