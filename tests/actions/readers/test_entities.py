"""Everything in one free text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.readers import entities
from actions.readers.address import Address, Incomplete
from actions.readers.entities import Entities

TODAY = date(2026, 11, 21)


def test_an_opening_in_french_fills_four_slots():
    text = "mon compte 4002-1877, je déménage au 12 rue des Lilas à Laval H7N 1A1 le 3 mars"
    found = entities.find(text, "fr", TODAY, "CA")
    assert found.account_number == "40021877"
    assert found.address == Address("12 rue des Lilas", "Laval", "QC", "H7N 1A1", "CA")
    assert found.postal_code == "H7N 1A1"
    assert found.date == date(2027, 3, 3)
    assert found.email is found.phone is found.amount is found.code is None


def test_an_opening_in_english_fills_all_slots():
    text = (
        "account 5512-0093, moving to 31 Lakeview Drive, Kanata, Ontario K2L 3Z4 on December 5, "
        "write to Jane@example.com or call 613-555-0142, PIN 0412, I pay $84.50 for the internet"
    )
    assert entities.find(text, "en", TODAY, "CA") == Entities(
        account_number="55120093",
        email="jane@example.com",
        phone="+16135550142",
        address=Address("31 Lakeview Drive", "Kanata", "ON", "K2L 3Z4", "CA"),
        postal_code="K2L 3Z4",
        date=date(2026, 12, 5),
        amount=Decimal("84.50"),
        code="0412",
        services=("internet",),
    )


def test_an_opening_in_france():
    text = "compte 310 448 207, nouvelle adresse 12 bis chemin des Oliviers 31290 Villefranche-de-Lauragais dès demain"
    found = entities.find(text, "fr", TODAY, "FR")
    assert found.account_number == "310448207"
    assert found.address == Address(
        "12 bis chemin des Oliviers", "Villefranche-de-Lauragais", None, "31290", "FR"
    )
    assert found.date == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day", "families"),
    [
        ("résiliez mon mobile pour le 31", date(2026, 12, 31), ("mobile",)),
        ("cancel my internet at the end of the month", date(2026, 11, 30), ("internet",)),
        ("je veux annuler mon cell", None, ("mobile",)),
        ("please end service on the 15th", date(2026, 12, 15), ()),
    ],
)
def test_cancellations_give_day_and_service(text, day, families):
    found = entities.find(text, "fr", TODAY, "CA")
    assert (found.date, found.services) == (day, families)


def test_an_incomplete_address_is_given_as_such():
    found = entities.find("changez l'adresse pour le 45 rue des Lilas, Longueuil", "fr", TODAY, "CA").address
    assert isinstance(found, Incomplete) and found.missing == ("postal_code",)


@pytest.mark.parametrize(
    "text",
    [
        "bonjour",
        "j'ai déménagé",
        "bnjr jai demenagé le 2, faut metre ma nouvel adresse",
        "nouveau domicile depuis le 3 février",
        "ma facture du 12 avril est trop élevée",
        "où en est mon billet 4471 ?",
        "please accept this as my 30 days' notice",
        "it should be 48, not 84",
        "redirect our invoices to finance",
        "en cas de panne de 52 heures, j'ai droit à quoi",
        "I am with you for 12 years",
    ],
)
def test_stories_and_questions_give_nothing(text):
    assert entities.find(text, "fr", TODAY, "CA") == Entities()


def test_markup_gives_nothing():
    assert entities.find("compte 4002-1877 <script>alert(1)</script>", "fr", TODAY, "CA") == Entities()


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text):
    assert isinstance(entities.find(text, "fr", TODAY, "CA"), Entities)
