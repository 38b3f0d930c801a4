"""After whole conversations: no PIN, no code and no full address in any log, and no PIN or code in any table."""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path

import pytest

from tests.conversations.player import Conversation, Guichet, text_of

pytestmark = pytest.mark.integration

# A 0 in front: no port, process or millisecond looks like it.
PIN, WRONG_PIN = "0917", "0438"
STREET, OLD_STREET = "chemin des Tourterelles", "impasse du Vieux Lavoir"
NUMBER = "310777451"
ACCOUNT = {
    "number": NUMBER,
    "name": "Solène Garrigou",
    "language": "fr",
    "pin": PIN,
    "email": "solene.garrigou@example.com",
    "phone": "+33 6 39 98 44 17",
    "segment": "residential",
    "billing_address": {
        "street": f"8 {OLD_STREET}",
        "city": "Muret",
        "postal_code": "31600",
        "country": "FR",
    },
    "billing_method": "paper",
    "services": [],
}


def by_pin(guichet: Guichet) -> None:
    """A change of address, with a wrong PIN first."""
    conversation = Conversation(guichet, "alsatis", "fr")
    conversation.say("je veux changer mon adresse de facturation")
    conversation.say(NUMBER)
    conversation.say(WRONG_PIN)
    conversation.say(f"mon code est le {PIN}")
    conversation.say(f"14 {STREET}, 31270 Cugnaux")
    if conversation.slot == "effective_date":
        conversation.say("tout de suite")
    conversation.say("oui, c'est exact")
    assert guichet.show("alsatis", NUMBER)["billing_address"]["city"] == "Cugnaux", text_of(
        conversation.reply
    )


def by_code(guichet: Guichet) -> str:
    """Electronic bills, with a code instead of the PIN; returns the code."""
    conversation = Conversation(guichet, "alsatis", "fr")
    conversation.say("je voudrais recevoir mes factures par courriel")
    conversation.say(NUMBER)
    conversation.say("j'ai oublié mon NIP")
    conversation.say("par courriel")
    code = wait_for_code(guichet.data / "outbox")
    conversation.say(code)
    if conversation.slot == "email":
        conversation.say("solene.garrigou@example.com")
    conversation.say("oui, c'est exact")
    assert guichet.show("alsatis", NUMBER)["billing_method"] == "electronic", text_of(conversation.reply)
    return code


def wait_for_code(outbox: Path) -> str:
    """The code, once the worker has sent it."""
    for _ in range(300):
        for mail in outbox.glob("email-*.txt"):
            text = mail.read_text(encoding="utf-8")
            if ACCOUNT["email"] in text and (code := re.search(r"(?<!\d)\d{6}(?!\d)", text)):
                return code[0]
        time.sleep(0.1)
    raise AssertionError("the worker sent no code")


def rows(database: Path) -> dict[str, str]:
    """Everything in a data base: the text of all rows by table."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [name for (name,) in names if not name.startswith("sqlite_")]
        return {table: repr(connection.execute(f'SELECT * FROM "{table}"').fetchall()) for table in tables}  # noqa: S608


def holds(text: str, secret: str) -> bool:
    """Whether the digits stand there by themselves, not as a part of an id."""
    return re.search(rf"(?<![\w-]){secret}(?![\w-])", text) is not None


def test_no_pin_no_code_and_no_full_address_is_left_behind(guichet: Guichet):
    guichet.put("alsatis", ACCOUNT)
    by_pin(guichet)
    code = by_code(guichet)

    logs = {path: path.read_text(encoding="utf-8", errors="replace") for path in guichet.data.rglob("*.log")}
    assert any(log.strip() for log in logs.values()), "there are logs"
    for path, log in logs.items():
        for secret in (PIN, WRONG_PIN, code):
            assert not holds(log, secret), f"{path.name} holds a PIN or a code"
        for street in (STREET, OLD_STREET):
            assert street not in log, f"{path.name} holds an address"

    for database in (guichet.data / "guichet.db", guichet.data / "rasa.db"):
        tables = rows(database)
        assert tables
        for table, text in tables.items():
            for secret in (PIN, WRONG_PIN, code):
                assert not holds(text, secret), f"{database.name}: {table} holds a PIN or a code"
    audit = rows(guichet.data / "guichet.db")["audit_entries"]
    assert "billing_address_changed" in audit
    assert STREET not in audit and OLD_STREET not in audit and ACCOUNT["email"] not in audit
