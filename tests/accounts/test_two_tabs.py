"""One account, several conversations at once: every wish counts once, and each sees what the one before did."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from accounts.backend import GeographicAddress
from tests.accounts.conftest import request

TABS = 4  # with more, the last would wait longer than the data base allows on a busy machine
TODAY = date(2026, 11, 21)
DAYS = [date(2026, 12, 1 + tab) for tab in range(TABS)]


def street(tab: int) -> GeographicAddress:
    return GeographicAddress(f"{tab + 1}, rue des Onglets", "Laval", "QC", "H7N 1A1", "CA")


@pytest.fixture
def tabs(verified):
    return [verified("primus", conversation=f"tab-{tab}") for tab in range(TABS)]


def at_once(tabs, change):
    """Every tab calls `change(conversation, number of the tab)`; the results, in their order."""
    with ThreadPoolExecutor(TABS) as pool:
        return list(pool.map(change, tabs, range(TABS)))


def actions(account):
    return Counter(line["action"] for line in account["audit"])


def test_scheduled_changes_from_many_tabs_replace_each_other_one_by_one(backend, tabs, show):
    def schedule(conversation, tab):
        return backend.change_billing_address(
            conversation, "primus", street(tab), DAYS[tab], request=request(f"k{tab}")
        )

    results = at_once(tabs, schedule)
    assert {result.outcome for result in results} == {"scheduled"}
    # A chain: one replaced nothing, each other one replaced a different one, and the last is what stands.
    replaced = [result.replaced.address.street for result in results if result.replaced]
    standing = show("primus")["scheduled_address"]["street"]
    assert sorted([*replaced, standing]) == sorted(street(tab).street for tab in range(TABS))


def test_changes_for_today_from_many_tabs_tell_each_old_address(backend, tabs, show):
    before = show("primus")["billing_address"]["street"]

    def change(conversation, tab):
        return backend.change_billing_address(
            conversation, "primus", street(tab), TODAY, request=request(f"k{tab}")
        )

    assert {result.outcome for result in at_once(tabs, change)} == {"changed"}
    account = show("primus")
    told = [
        notice["to"].split(", ", 1)[1].rsplit(", Laval", 1)[0]
        for notice in account["notifications"]
        if (notice["kind"], notice["channel"]) == ("billing_address_changed", "letter")
    ]
    old = [street(tab).street for tab in range(TABS)]
    old.remove(account["billing_address"]["street"])
    assert sorted(address for address in told if address in old) == sorted(old)
    assert len([address for address in told if address.startswith(before)]) == 1


def test_one_service_is_cancelled_once_from_many_tabs(backend, verified, show):
    tabs = [verified("alsatis", conversation=f"tab-{tab}") for tab in range(TABS)]

    def cancel(conversation, tab):
        return backend.request_cancellation(
            conversation, "alsatis", "A-24", DAYS[tab], "x", request=request(f"k{tab}")
        )

    results = at_once(tabs, cancel)
    assert Counter(result.outcome for result in results) == {"requested": 1, "already": TABS - 1}
    assert len({(result.reference, result.end_date) for result in results}) == 1
    assert actions(show("alsatis"))["cancellation_requested"] == 1
    assert len(show("alsatis")["notifications"]) == 1


def test_paper_and_electronic_bills_never_both_whatever_two_tabs_do(backend, tabs, show):
    def switch(conversation, tab):
        if tab % 2:
            return backend.switch_to_paper(conversation, "primus", request=request(f"k{tab}"))
        email = f"tab{tab}@example.com"
        return backend.switch_to_electronic(conversation, "primus", email, request=request(f"k{tab}"))

    results = at_once(tabs, switch)
    account = show("primus")
    assert (account["billing_method"] == "paper") == (account["ebill_email"] is None)
    changed = sum(result.outcome in ("changed", "email_changed") for result in results)
    counted = actions(account)
    assert changed == sum(
        counted[kind] for kind in ("electronic_bills_started", "ebill_email_changed", "paper_bills_started")
    )


def test_a_wish_of_one_tab_is_seen_in_the_other(backend, tabs):
    one, other = tabs[:2]
    backend.change_billing_address(one, "primus", street(1), DAYS[1], request=request("k"))
    seen = backend.verified_account(other, "primus").scheduled_address
    assert (seen.address.street, seen.effective_date) == (street(1).street, DAYS[1])
    assert backend.withdraw_address_change(other, "primus", request=request("k2")).outcome == "withdrawn"
    assert backend.verified_account(one, "primus").scheduled_address is None


def test_ending_the_verification_of_one_tab_leaves_the_other(backend, tabs):
    backend.end_verification(tabs[0])
    assert backend.verified_account(tabs[0], "primus") is None
    assert backend.verified_account(tabs[1], "primus") is not None
