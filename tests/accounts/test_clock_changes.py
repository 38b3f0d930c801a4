"""When clocks change, days begin at their new midnight, and minutes last as long as ever."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from accounts.backend import GeographicAddress
from tests.accounts.conftest import request

ADDRESSES = {
    "primus": GeographicAddress("1, rue B", "Laval", "QC", "H7N 1A1", "CA"),
    "alsatis": GeographicAddress("3 place du Capitole", "Toulouse", None, "31000", "FR"),
}
# Operator, day, and the moment in UTC when that day begins there.
MIDNIGHTS = [
    ("primus", date(2027, 3, 14), datetime(2027, 3, 14, 5)),  # clocks go forward two hours later
    ("primus", date(2027, 3, 15), datetime(2027, 3, 15, 4)),
    ("primus", date(2027, 11, 7), datetime(2027, 11, 7, 4)),  # the day of 25 hours
    ("primus", date(2027, 11, 8), datetime(2027, 11, 8, 5)),
    ("alsatis", date(2027, 3, 28), datetime(2027, 3, 27, 23)),
    ("alsatis", date(2027, 3, 29), datetime(2027, 3, 28, 22)),
    ("alsatis", date(2027, 10, 31), datetime(2027, 10, 30, 22)),
    ("alsatis", date(2027, 11, 1), datetime(2027, 10, 31, 23)),
]


@pytest.mark.parametrize(("operator", "day", "midnight"), MIDNIGHTS)
def test_a_scheduled_address_counts_from_midnight_whatever_the_clocks_do(
    backend, verified, clock, show, operator, day, midnight
):
    address = ADDRESSES[operator]
    conversation = verified(operator)
    backend.change_billing_address(conversation, operator, address, day, request=request())
    clock.moment = midnight.replace(tzinfo=timezone.utc) - timedelta(seconds=1)
    assert backend.today(operator) == day - timedelta(days=1)
    assert backend.apply_due_changes() == 0
    clock.move(seconds=1)
    assert backend.today(operator) == day
    assert backend.apply_due_changes() == 1
    assert show(operator)["billing_address"]["city"] == address.city


@pytest.mark.parametrize("change", [datetime(2027, 3, 14, 7), datetime(2027, 11, 7, 6)])
def test_verifications_and_locks_last_as_long_when_the_clocks_change_meanwhile(
    backend, verified, clock, change
):
    clock.moment = change.replace(tzinfo=timezone.utc) - timedelta(minutes=10)
    conversation = verified("primus")
    for i in range(5):
        backend.authenticate(f"c{i}", "primus", "100200302", "9999")
    clock.move(minutes=14, seconds=59)
    assert backend.verified_account(conversation, "primus") is not None
    clock.move(seconds=1)
    assert backend.verified_account(conversation, "primus") is None
    clock.move(minutes=14, seconds=59)
    assert backend.authenticate("d", "primus", "100200302", "7315").outcome == "locked"
    clock.move(seconds=1)
    assert backend.authenticate("d", "primus", "100200302", "7315").outcome == "verified"
