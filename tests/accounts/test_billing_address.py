"""Changing the billing address: at once, scheduled, replaced, withdrawn, refused."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.backend import GeographicAddress, ScheduledAddress
from accounts.errors import DateInPast, DateTooFar, InvalidAddress, NothingToWithdraw, NotVerified
from tests.accounts.conftest import request

TODAY = date(2026, 11, 21)
DECEMBER = date(2026, 12, 1)
NEW = GeographicAddress("240, chemin du Golf, bureau 5", "Laval", "QC", "h7n1a1", "CA")
OTHER = GeographicAddress("9, rue des Pins", "Gatineau", "QC", "J8X 2K1", "CA")


@pytest.fixture
def change(backend, verified):
    conversation = verified("primus")

    def run(address=NEW, day=TODAY, key="k1"):
        return backend.change_billing_address(conversation, "primus", address, day, request=request(key))

    return run


def test_a_change_for_today_is_in_force_at_once(change, show):
    result = change()
    assert result.outcome == "changed"
    assert show("primus")["billing_address"] == {
        "street": "240, chemin du Golf, bureau 5",
        "city": "Laval",
        "region": "QC",
        "postal_code": "H7N 1A1",
        "country": "CA",
    }
    assert show("primus")["scheduled_address"] is None


def test_a_change_for_a_later_day_is_scheduled_and_the_old_address_stays(change, show):
    before = show("primus")["billing_address"]
    result = change(day=DECEMBER)
    assert (result.outcome, result.effective_date) == ("scheduled", DECEMBER)
    account = show("primus")
    assert account["billing_address"] == before
    assert account["scheduled_address"]["city"] == "Laval"
    assert account["scheduled_address"]["effective_date"] == "2026-12-01"


def test_a_scheduled_change_takes_effect_on_its_day(change, backend, clock, show):
    change(day=DECEMBER)
    clock.move(days=9)
    assert backend.apply_due_changes() == 0
    clock.move(days=1)
    assert backend.apply_due_changes() == 1
    assert show("primus")["billing_address"]["city"] == "Laval"
    assert show("primus")["scheduled_address"] is None
    assert backend.apply_due_changes() == 0


def test_the_day_begins_at_midnight_of_the_operator(change, backend, clock):
    change(day=date(2026, 11, 22))
    clock.move(hours=13)  # 04:00 in UTC on the 22nd, 23:00 on the 21st in Toronto
    assert backend.today("primus") == TODAY
    assert backend.apply_due_changes() == 0
    clock.move(hours=1)
    assert backend.apply_due_changes() == 1


def test_a_change_that_is_due_counts_even_before_the_worker_comes_by(change, backend, verified, clock):
    change(day=DECEMBER)
    clock.move(days=10)
    conversation = verified("primus")
    assert backend.verified_account(conversation, "primus").billing_address.city == "Laval"


def test_a_day_can_be_given_for_tests_and_demos(change, backend, show):
    change(day=DECEMBER)
    assert backend.apply_due_changes(date(2026, 11, 30)) == 0
    assert backend.apply_due_changes(DECEMBER) == 1
    assert show("primus")["billing_address"]["city"] == "Laval"


def test_a_second_scheduled_change_replaces_the_first(change, show):
    change(day=DECEMBER)
    result = change(OTHER, date(2026, 12, 15), key="k2")
    assert result.replaced.effective_date == DECEMBER
    assert show("primus")["scheduled_address"]["city"] == "Gatineau"


def test_a_change_for_today_replaces_a_scheduled_one(change, show):
    change(day=DECEMBER)
    assert change(OTHER, key="k2").replaced.effective_date == DECEMBER
    assert show("primus")["billing_address"]["city"] == "Gatineau"
    assert show("primus")["scheduled_address"] is None


def test_the_present_address_again_drops_what_was_scheduled(change, backend, show):
    present = backend.verified_account("conversation", "primus").billing_address
    change(day=DECEMBER)
    result = change(present, key="k2")
    assert result.outcome == "already"
    assert result.replaced is not None
    assert show("primus")["scheduled_address"] is None


def test_a_scheduled_change_can_be_withdrawn(change, backend, show):
    change(day=DECEMBER)
    result = backend.withdraw_address_change("conversation", "primus", request=request("k2"))
    assert (result.outcome, result.address.city) == ("withdrawn", "Laval")
    assert show("primus")["scheduled_address"] is None
    with pytest.raises(NothingToWithdraw):
        backend.withdraw_address_change("conversation", "primus", request=request("k3"))


def test_the_same_address_changes_nothing_and_tells_nobody(change, backend, show):
    present = backend.verified_account("conversation", "primus").billing_address
    assert change(present).outcome == "already"
    change(NEW, DECEMBER, key="k2")
    told = show("primus")["notifications"]
    assert change(NEW, DECEMBER, key="k3").outcome == "already"
    assert show("primus")["notifications"] == told


@pytest.mark.parametrize(
    ("day", "error"),
    [
        (date(2026, 11, 20), DateInPast),
        (date(1999, 1, 1), DateInPast),
        (date(2027, 11, 22), DateTooFar),
        (date(2096, 1, 1), DateTooFar),
    ],
)
def test_a_day_in_the_past_or_more_than_a_year_ahead_is_refused(change, show, day, error):
    with pytest.raises(error):
        change(day=day)
    assert show("primus")["scheduled_address"] is None


def test_a_year_ahead_is_accepted(change):
    assert change(day=date(2027, 11, 21)).outcome == "scheduled"


@pytest.mark.parametrize(
    ("field", "address"),
    [
        ("street", GeographicAddress(" ", "Laval", "QC", "H7N 1A1", "CA")),
        ("street", GeographicAddress("<script>alert(1)</script>", "Laval", "QC", "H7N 1A1", "CA")),
        ("street", GeographicAddress("1 rue A\x00B", "Laval", "QC", "H7N 1A1", "CA")),
        ("street", GeographicAddress("9" * 201, "Laval", "QC", "H7N 1A1", "CA")),
        ("city", GeographicAddress("1 rue A", "", "QC", "H7N 1A1", "CA")),
        ("postal_code", GeographicAddress("1 rue A", "Laval", "QC", "31000", "CA")),
        ("postal_code", GeographicAddress("1 rue A", "Laval", "QC", "D7N 1A1", "CA")),
        ("postal_code", GeographicAddress("1 rue A", "Toulouse", None, "H7N 1A1", "FR")),
        ("country", GeographicAddress("1 rue A", "Laval", "QC", "H7N 1A1", "Canada")),
    ],
)
def test_an_impossible_address_is_refused_and_nothing_changes(change, show, field, address):
    before = show("primus")
    with pytest.raises(InvalidAddress) as refused:
        change(address)
    assert refused.value.field == field
    assert show("primus") == before


def test_quotes_and_accents_are_kept_as_they_are(change, show):
    change(GeographicAddress("5, rue de l'Église d'Été; DROP TABLE customers", "Nîmes", None, "30 000", "FR"))
    assert show("primus")["billing_address"]["street"] == "5, rue de l'Église d'Été; DROP TABLE customers"
    assert show("primus")["billing_address"]["postal_code"] == "30000"


def test_without_verification_nothing_changes(backend, show):
    with pytest.raises(NotVerified):
        backend.change_billing_address("c", "primus", NEW, TODAY, request=request())
    assert show("primus")["billing_address"]["city"] == "Trois-Rivières"


def test_a_verification_for_one_operator_does_not_open_the_same_number_at_another(backend, verified, show):
    conversation = verified("primus")
    with pytest.raises(NotVerified):
        backend.change_billing_address(conversation, "alsatis", NEW, TODAY, request=request())
    assert show("alsatis")["billing_address"]["city"] == "Villefranche-de-Lauragais"


def test_the_contact_on_file_and_the_old_address_are_told_without_the_new_value(change, show, sessions):
    change()
    assert show("primus")["notifications"] == [
        {
            "kind": "billing_address_changed",
            "channel": "email",
            "to": "noemie@example.com",
            "status": "pending",
        },
        {
            "kind": "billing_address_changed",
            "channel": "letter",
            "to": "Noémie Vaillancourt, 12, rue Sainte-Marthe, app. 3, Trois-Rivières QC G9A 1B2, CA",
            "status": "pending",
        },
        {
            "kind": "billing_address_confirmed",
            "channel": "letter",
            "to": "Noémie Vaillancourt, 240, chemin du Golf, bureau 5, Laval QC H7N 1A1, CA",
            "status": "pending",
        },
    ]


def test_a_scheduled_change_is_told_when_it_is_made_and_again_when_it_is_in_force(change, backend, show):
    change(day=DECEMBER)
    told = [(n["kind"], n["channel"]) for n in show("primus")["notifications"]]
    assert told == [("billing_address_scheduled", "email"), ("billing_address_scheduled", "letter")]
    backend.apply_due_changes(DECEMBER)
    told = [(n["kind"], n["channel"]) for n in show("primus")["notifications"]][2:]
    assert told == [("billing_address_changed", "email"), ("billing_address_confirmed", "letter")]


def test_without_email_the_telephone_is_told_and_without_both_the_old_address(backend, verified, show):
    for operator, number in (("ooma", "800266"), ("allstream", "7055")):
        conversation = verified(operator, number, conversation=operator)
        backend.change_billing_address(conversation, operator, NEW, TODAY, request=request())
    assert [n["channel"] for n in show("ooma", "800266")["notifications"]] == ["sms", "letter", "letter"]
    letters = show("allstream", "7055")["notifications"]
    assert [n["channel"] for n in letters] == ["letter", "letter"]
    assert "Sherbrooke" in letters[0]["to"]


def test_the_audit_trail_names_no_full_address(change, show):
    change()
    line = show("primus")["audit"][-1]
    assert (line["action"], line["actor"], line["conversation"]) == (
        "billing_address_changed",
        "customer",
        "conversation",
    )
    assert line["details"] == {"old_area": "G9A•••", "new_area": "H7N•••", "language": "fr"}


def test_the_account_shows_the_scheduled_change(change, backend):
    change(day=DECEMBER)
    account = backend.verified_account("conversation", "primus")
    expected = GeographicAddress("240, chemin du Golf, bureau 5", "Laval", "QC", "H7N 1A1", "CA")
    assert account.scheduled_address == ScheduledAddress(expected, DECEMBER)
