"""`guichet sms`: numbers, the consent of a number, dead letters."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from accounts.database import reading
from accounts.models import AuditEntry
from bot.cli import sms as commands
from bot.sms.models import SmsOutbound
from tests.sms.conftest import CUSTOMER


@pytest.fixture
def guichet(phone, monkeypatch):
    """Runs a command on the data base of the phone; returns what it prints, as data."""
    monkeypatch.setattr("bot.cli.sms.settings", lambda: phone.settings)
    monkeypatch.setattr("bot.cli.database.settings", lambda: phone.settings)

    def run(*arguments: str):
        result = CliRunner().invoke(commands.app, [*arguments])
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout) if "--json" in arguments else result.stdout

    return run


def test_the_consent_of_a_number_is_shown_and_the_look_is_recorded(phone, guichet):
    phone.text("ARRÊT")

    shown = guichet("consent", "514 555-0147", "--operator", "primus", "--json")

    assert shown["number"] == CUSTOMER and shown["may_be_sent_messages"] == "no"
    assert [(entry["event"], entry["keyword"]) for entry in shown["trail"]] == [("opted_out", "ARRÊT")]
    with reading(phone.sessions) as session:
        assert session.query(AuditEntry).filter_by(action="sms_consent_viewed").count() == 1


def test_dead_letters_are_listed_and_sent_again(phone, guichet):
    phone.twilio.fail = lambda fields: (400, {"code": 21211})
    phone.text("où est ma facture ?")

    [letter] = guichet("dead-letters", "--json")
    assert letter["direction"] == "out" and letter["error"] == "Twilio answered 400, error 21211"
    assert CUSTOMER not in json.dumps(letter)

    phone.twilio.fail = None
    guichet("retry", str(letter["id"]))
    phone.sms.wake()
    phone.settle()
    assert [row.state for row in phone.rows(SmsOutbound)] == ["sent"]


def test_our_numbers_are_listed(guichet):
    assert guichet("numbers", "--json")["primus"] == "+15145550190"
