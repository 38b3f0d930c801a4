"""The hook for bills that came back: signed by the operator, once, and for its own accounts only."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from accounts.database import reading
from accounts.errors import BackendUnavailable
from accounts.importing import import_accounts
from accounts.models import BillingAccount
from accounts.showing import show_account
from bot.settings import Settings
from tests.accounts.conftest import HASHER

ACCOUNTS = Path(__file__).parents[1] / "accounts" / "accounts.yml"
SECRETS = {"primus": "p" * 32, "calltower": "c" * 40}
ACCOUNT = ("calltower", "55300982")
REPORT = {"event_id": "e-1", "account_number": "5530-0982", "email": "sofia@example.org"}


@pytest.fixture
def web(start_web):
    web = start_web(bounce_secrets=SECRETS)
    with web.sessions.begin() as session:
        import_accounts(session, ACCOUNTS.read_text(encoding="utf-8"), now=web.settings.now(), hasher=HASHER)
    return web


@pytest.fixture
def show(web):
    def account(operator="calltower", number="55300982"):
        with reading(web.sessions) as session:
            return show_account(session, operator, number, now=web.settings.now())

    return account


@pytest.fixture
def report(web):
    """Sends a report; keyword arguments change how it is signed, `fields` what it says."""

    def send(operator="calltower", *, secret=SECRETS["calltower"], age=0, body=None, header=None, **fields):
        body = json.dumps(REPORT | fields).encode() if body is None else body
        moment = str(int(time.time()) - age)
        digest = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
        signature = f"t={moment},v1={digest}" if header is None else header
        headers = {"Guichet-Signature": signature.encode()} if signature else {}
        return web.client.post(f"/hooks/undeliverable-bills/{operator}", content=body, headers=headers)

    return send


def test_a_bill_that_came_back_returns_the_account_to_paper_and_tells_the_customer(report, show):
    response = report()
    assert (response.status_code, response.json()) == (200, {"outcome": "changed"})
    account = show()
    assert (account["billing_method"], account["ebill_email"]) == ("paper", None)
    assert [(n["kind"], n["channel"]) for n in account["notifications"]] == [
        ("electronic_bill_undeliverable", "sms")
    ]
    assert (account["audit"][-1]["actor"], account["audit"][-1]["action"]) == (
        "system",
        "electronic_bill_undeliverable",
    )


def test_a_repeated_report_changes_nothing_even_after_the_customer_went_back(report, show, web):
    assert report().json() == {"outcome": "changed"}
    with web.sessions.begin() as session:  # meanwhile the mailbox works again, and the customer said so
        session.execute(
            sa.update(BillingAccount)
            .where(BillingAccount.operator == "calltower")
            .values(bill_presentation_media="electronic", ebill_email="sofia@example.org")
        )
    assert report().json() == {"outcome": "changed"}, "the first answer again"
    assert show()["billing_method"] == "electronic"
    assert report(event_id="e-2").json() == {"outcome": "changed"}
    assert show()["billing_method"] == "paper"
    assert report(event_id="e-3").json() == {"outcome": "already"}


def test_a_late_report_about_an_address_that_was_replaced_changes_nothing(report, show):
    assert report(email="old@example.org").json() == {"outcome": "outdated"}
    assert show()["billing_method"] == "electronic"
    assert report(event_id="e-2", email="Sofia@Example.ORG").json() == {"outcome": "changed"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"header": ""},
        {"header": "t=,v1="},
        {"header": "v1=abc"},
        {"header": "t=１２,v1=é"},
        {"secret": "x" * 32},
        {"secret": SECRETS["primus"]},
        {"age": 301},
        {"age": -400},
        {"operator": "ooma", "secret": ""},
        {"operator": "nobody", "secret": ""},
    ],
    ids=str,
)
def test_what_is_not_signed_by_the_operator_just_now_is_refused_alike(report, show, wrong):
    before = show()
    response = report(**wrong)
    assert response.status_code == 401
    assert response.json() == report(header="").json()
    assert show() == before


def test_a_signature_holds_for_one_body_only(report, show):
    signed = report(account_number="1").request
    response = report(header=signed.headers["Guichet-Signature"])
    assert response.status_code == 401
    assert show()["billing_method"] == "electronic"


def test_without_secrets_nobody_can_report(start_web):
    web = start_web()
    body = json.dumps(REPORT).encode()
    digest = hmac.new(b"", b"1." + body, hashlib.sha256).hexdigest()
    response = web.client.post(
        "/hooks/undeliverable-bills/calltower",
        content=body,
        headers={"Guichet-Signature": f"t={int(time.time())},v1={digest}"},
    )
    assert response.status_code == 401


def test_an_operator_reaches_its_own_accounts_only(report, show):
    before = show("alsatis", "100200301")
    assert report("primus", secret=SECRETS["primus"]).status_code == 404, "the number is CallTower's"
    same = report("primus", secret=SECRETS["primus"], account_number="100200302", email=None)
    assert same.json() == {"outcome": "changed"}
    assert show("alsatis", "100200301") == before
    assert show()["billing_method"] == "electronic"


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b"\xff", b'{"event_id": "", "account_number": "1"}', b"x" * 11_000],
    ids=["empty", "list", "no fields", "no text", "no event", "too long"],
)
def test_what_is_no_report_is_named(report, body):
    response = report(body=body)
    assert response.status_code == 422
    assert response.json()["detail"]


def test_when_the_accounts_are_down_the_report_is_to_be_sent_again(report, web):
    class Down:
        def report_undeliverable_bill(self, *_args, **_kwargs):
            raise BackendUnavailable("down")

    web.app.state.accounts = Down()
    response = report()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")


def test_nothing_of_the_report_is_logged(report, caplog):
    caplog.set_level("DEBUG", logger="bot")
    report()
    report(header="t=1,v1=2")
    assert "sofia" not in caplog.text and "5530" not in caplog.text


def test_secrets_are_read_from_one_variable(monkeypatch):
    monkeypatch.setenv("GUICHET_BOUNCE_SECRETS", f"primus={'p=' * 20}, ooma={'o' * 32}")
    secrets = Settings().bounce_secrets
    assert secrets["primus"].get_secret_value() == "p=" * 20
    assert secrets["ooma"].get_secret_value() == "o" * 32


@pytest.mark.parametrize("value", ["primus=short", "primus", "ooma="])
def test_a_short_secret_is_refused_by_name(monkeypatch, value):
    monkeypatch.setenv("GUICHET_BOUNCE_SECRETS", value)
    with pytest.raises(ValidationError, match="at least 32 characters"):
        Settings()
