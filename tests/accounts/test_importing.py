"""Importing accounts: all or nothing, mistakes by line and field, and what `accounts show` shows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from accounts.backend import GeographicAddress
from accounts.errors import AccountNotFound, ImportFailed
from accounts.importing import import_accounts
from tests.accounts.conftest import ACCOUNTS, HASHER, PINS, START, request

ACCOUNT = """\
- operator: primus
  number: "77"
  name: Zoé Tremblay
  language: fr
  pin: 0048
  email: zoe@example.com
  segment: residential
  billing_address: {street: 1 rue A, city: Laval, region: QC, postal_code: h7n1a1, country: CA}
  billing_method: paper
  services:
    - {id: S1, kind: internet, plan: Base, activated_on: 2026-01-31, commitment_months: 12, monthly_fee: 39.9, currency: CAD, equipment: [Modem]}
"""


@pytest.fixture
def load(sessions):
    def run(text):
        with sessions.begin() as session:
            return import_accounts(session, text, now=START, hasher=HASHER)

    return run


def test_an_account_is_shown_as_it_was_imported_without_its_pin(load, show):
    load(ACCOUNT)
    account = show("primus", "77")
    audit = account.pop("audit")
    assert account == {
        "operator": "primus",
        "number": "77",
        "name": "Zoé Tremblay",
        "language": "fr",
        "email": "zoe@example.com",
        "phone": None,
        "segment": "residential",
        "billing_address": {
            "street": "1 rue A",
            "city": "Laval",
            "region": "QC",
            "postal_code": "H7N 1A1",
            "country": "CA",
        },
        "billing_method": "paper",
        "ebill_email": None,
        "services": [
            {
                "id": "S1",
                "kind": "internet",
                "plan": "Base",
                "activated_on": "2026-01-31",
                "commitment_months": 12,
                "monthly_fee": 39.9,
                "currency": "CAD",
                "equipment": ["Modem"],
            }
        ],
        "scheduled_address": None,
        "cancellation": {
            "status": "none",
            "service_id": None,
            "end_date": None,
            "reason": None,
            "early_termination_fee": None,
            "currency": None,
            "equipment_due_date": None,
            "reference": None,
        },
        "locked_until": None,
        "notifications": [],
    }
    assert [line["action"] for line in audit] == ["account_imported"]
    json.dumps(account)


def test_a_pin_that_begins_with_zero_survives_yaml(load, backend):
    load(ACCOUNT)
    assert backend.authenticate("c", "primus", "77", "0048").outcome == "verified"


def test_numbers_and_postal_codes_are_normalised(show):
    assert show("primus", "100-200-301")["number"] == "100200301"
    assert show("primus")["billing_address"]["postal_code"] == "G9A 1B2"
    assert show("alsatis")["billing_address"]["postal_code"] == "31290"
    assert show("calltower", "55300982")["billing_address"]["postal_code"] == "05401-4417"


def test_an_import_replaces_an_account_with_everything_that_belongs_to_it(load, backend, show, verified):
    conversation = verified("primus")
    new = GeographicAddress("2 rue B", "Laval", "QC", "H7N 1A1", "CA")
    backend.change_billing_address(conversation, "primus", new, date(2026, 11, 21), request=request("k1"))
    backend.change_billing_address(conversation, "primus", new, date(2026, 12, 1), request=request("k2"))
    backend.request_cancellation(
        conversation, "primus", "P-NET", date(2026, 12, 1), "x", request=request("k3")
    )
    backend.open_trouble_ticket(conversation, "primus", "payment_report", request=request("k4"))
    for i in range(5):
        backend.authenticate(f"c{i}", "primus", "100200301", "9999")
    result = load(ACCOUNTS.read_text(encoding="utf-8"))
    assert (result.imported, result.replaced) == (6, 6)
    account = show("primus")
    assert account["billing_address"]["city"] == "Trois-Rivières"
    assert account["cancellation"]["status"] == "none"
    assert (account["scheduled_address"], account["locked_until"], account["notifications"]) == (
        None,
        None,
        [],
    )
    assert [line["action"] for line in account["audit"]] == ["account_imported"]
    assert backend.verified_account(conversation, "primus") is None
    verified("primus")
    assert backend.trouble_tickets(conversation, "primus") == ()
    again = backend.change_billing_address(
        conversation, "primus", new, date(2026, 11, 21), request=request("k1")
    )
    assert again.outcome == "changed", "its request keys are new again"


def test_an_import_leaves_other_accounts_alone(load, show):
    before = show("alsatis")
    load(ACCOUNT.replace('"77"', '"100200301"'))
    assert show("primus")["name"] == "Zoé Tremblay"
    assert show("alsatis") == before


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("pin: 0048", "pin: 48", "line 5, accounts[0].pin: String should match pattern '^[0-9]{4}$'"),
        ("  pin: 0048\n", "", "line 1, accounts[0].pin: Field required"),
        ("operator: primus", "operator: nobody", "line 1, accounts[0].operator: Unknown operator 'nobody'"),
        ('number: "77"', "number: none", "line 2, accounts[0].number: must have 1 to 40 digits"),
        ("language: fr", "language: de", "line 4, accounts[0].language: Input should be 'fr' or 'en'"),
        ("email: zoe", "email: zoé zoe", "line 6, accounts[0].email: not the form of an e-mail address"),
        ("email: zoe", "phone: none\n  email: zoe", "line 6, accounts[0].phone: must have 7 to 15 digits"),
        (
            "segment: residential",
            "segment: vip",
            "line 7, accounts[0].segment: Input should be 'residential' or 'business'",
        ),
        ("h7n1a1", "31000", "line 8, accounts[0].billing_address: postal_code: no postal code of CA"),
        (
            "country: CA",
            "country: Canada",
            "line 8, accounts[0].billing_address: country: must be a two-letter country code",
        ),
        (
            "{street: 1 rue A, city: Laval",
            "{city: Laval",
            "line 8, accounts[0].billing_address.street: Field required",
        ),
        (
            "billing_method: paper",
            "billing_method: fax",
            "line 9, accounts[0].billing_method: Input should be 'paper' or 'electronic'",
        ),
        (
            "monthly_fee: 39.9",
            "monthly_fee: 39,9",
            "line 11, accounts[0].services[0].9: not a field; a value with a comma needs quotes",
        ),
        (
            "monthly_fee: 39.9",
            'monthly_fee: "39,9"',
            "line 11, accounts[0].services[0].monthly_fee: Input should be a valid decimal",
        ),
        (
            "monthly_fee: 39.9",
            "monthly_fee: 39.999",
            "line 11, accounts[0].services[0].monthly_fee: Decimal input should have no more than 2 decimal places",
        ),
        (
            "monthly_fee: 39.9",
            "monthly_fee: -1",
            "line 11, accounts[0].services[0].monthly_fee: Input should be greater than or equal to 0",
        ),
        (
            "2026-01-31",
            "2026-02-31",
            "line 11, accounts[0].services[0].activated_on: Input should be a valid date",
        ),
        ("ebill", "ebill", None),
        ("email: zoe@", "emial: zoe@", "line 6, accounts[0].emial: unknown field; did you mean email?"),
        ("billing_method: paper", "billing_method: electronic\n  # nothing", None),
    ],
)
def test_a_mistake_is_named_with_its_line_and_field(load, old, new, problem):
    text = ACCOUNT.replace(old, new)
    if problem is None:
        load(text)
        return
    assert text != ACCOUNT
    with pytest.raises(ImportFailed) as failed:
        load(text)
    assert any(line.startswith(problem) for line in failed.value.problems), failed.value.problems


def test_electronic_bills_need_an_email_address(load):
    text = ACCOUNT.replace("billing_method: paper", "billing_method: electronic").replace(
        "  email: zoe@example.com\n", ""
    )
    with pytest.raises(ImportFailed, match="neither ebill_email nor email"):
        load(text)


def test_one_mistake_imports_nothing_at_all(load, show):
    second = ACCOUNT.replace('"77"', '"78"').replace("0048", "48")
    with pytest.raises(ImportFailed, match=r"accounts\[1\].pin"):
        load(ACCOUNT + second)
    with pytest.raises(AccountNotFound):
        show("primus", "77")


def test_all_mistakes_are_named_at_once(load):
    with pytest.raises(ImportFailed) as failed:
        load(ACCOUNT.replace("0048", "x").replace("fr\n", "de\n").replace("39.9", "a lot"))
    assert len(failed.value.problems) == 3


def test_two_accounts_with_one_number_are_a_mistake(load):
    with pytest.raises(
        ImportFailed, match=r"line 13, accounts\[1\].number: the same account as accounts\[0\]"
    ):
        load(ACCOUNT + ACCOUNT.replace('"77"', "7-7"))


def test_a_field_that_means_nothing_is_left_out_with_a_warning(load):
    result = load(ACCOUNT.replace("  language: fr", "  language: fr\n  favourite_colour: blue"))
    assert result.warnings == ("line 5, accounts[0].favourite_colour: unknown field, left out",)


@pytest.mark.parametrize("text", ["", "42", "operator: primus", "[]", "- just text", "- [", "\x00"])
def test_what_is_no_list_of_accounts_is_refused(load, text):
    with pytest.raises(ImportFailed):
        load(text)


def test_missing_accounts_are_an_error(show):
    with pytest.raises(AccountNotFound, match="Operator 'primus' has no account '12'"):
        show("primus", "12")


def test_the_pin_is_nowhere_in_the_data_base(sqlite_template):
    content = sqlite_template.read_bytes()
    assert b"$argon2id$" in content
    for (_, number), pin in PINS.items():
        assert number.encode() in content
        assert f'"{pin}"'.encode() not in content


def test_the_demo_accounts_load_and_cover_every_operator(load, show):
    demo = Path(__file__).parents[2] / "demo/accounts.yml"
    text = demo.read_text(encoding="utf-8")
    result = load(text)
    assert result.warnings == ()
    assert 10 <= result.imported <= 15
    for slug in ("allstream", "alsatis", "calltower", "ooma", "primus"):
        assert 2 <= text.count(f"operator: {slug}\n") <= 3
    assert {line.strip() for line in text.splitlines() if "billing_method" in line} == {
        "billing_method: paper",
        "billing_method: electronic",
    }
