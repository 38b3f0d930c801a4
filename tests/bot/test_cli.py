"""The command line: what it prints, and how it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

import bot.cli
import bot.cli.accounts
import bot.cli.database
import bot.cli.outbox
from accounts.database import make_engine, make_sessions
from accounts.models import AuditEntry, BillingAccount, CommunicationMessage
from bot.cli.checks import ROOT, check_index, check_model, check_port, check_rasa_environment, listeners
from bot.cli.errors import CommandError, explain
from bot.conversations.handoffs import open_handoff, withdraw_handoff
from bot.conversations.store import open_conversation
from bot.settings import Settings

ACCOUNTS = """
- operator: primus
  number: "4410 2287 31"
  name: Essai Untel
  language: fr
  pin: "0427"
  email: essai@example.com
  phone: "+1 514 555 0199"
  segment: residential
  billing_address: {street: 4120 rue Fabre, city: Montréal, region: QC, postal_code: H2J 3T4, country: CA}
  billing_method: paper
  services: []
"""
NOW = datetime(2026, 11, 21, 15, 0, tzinfo=timezone.utc)


@pytest.fixture
def run(make_settings, monkeypatch):
    """Runs a command in this process, on a data base of the test's own."""
    settings = make_settings()
    for module in (bot.cli.accounts, bot.cli.database, bot.cli.outbox):
        monkeypatch.setattr(module, "settings", lambda: settings)
    return lambda *arguments: CliRunner().invoke(bot.cli.app, list(arguments))


@pytest.fixture
def session(make_settings):
    engine = make_engine(make_settings().database_url)
    with make_sessions(engine).begin() as session:
        yield session
    engine.dispose()


def guichet(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["accounts", "import"],
        ["accounts", "show"],
        ["audit", "verify"],
        ["audit", "show"],
        ["outbox", "list"],
        ["outbox", "retry"],
        ["handoffs"],
        ["up"],
        ["doctor"],
        ["desk", "webhooks"],
        ["privacy", "compact"],
        ["train"],
        ["worker"],
        ["ingest"],
        ["search"],
        ["index", "list"],
    ],
)
def test_every_command_has_help(run, command):
    result = run(*command, "--help")

    assert result.exit_code == 0
    assert "--help" in result.output


def test_help_needs_none_of_the_heavy_packages():
    heavy = ["alembic", "fastapi", "numpy", "onnxruntime", "sqlalchemy", "torch", "uvicorn"]
    code = f"import sys, bot.cli; print([name for name in {heavy} if name in sys.modules])"

    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert result.stdout.strip() == "[]"


def test_accounts_are_imported_and_shown(run, tmp_path):
    file = tmp_path / "accounts.yml"
    file.write_text(ACCOUNTS, encoding="utf-8")

    imported = run("accounts", "import", str(file))
    again = run("accounts", "import", str(file))
    shown = run("accounts", "show", "44-10 228731", "--operator", "primus", "--json")

    assert (imported.exit_code, imported.output) == (0, "1 accounts imported, 0 of them replaced.\n")
    assert again.output == "1 accounts imported, 1 of them replaced.\n"
    account = json.loads(shown.output)
    assert account["billing_address"]["postal_code"] == "H2J 3T4"
    assert "pin" not in account
    assert "0427" not in shown.output
    assert "Montréal" in run("accounts", "show", "4410228731", "--operator", "primus").output


def test_handoffs_are_listed_open_ones_first_of_all(run, session):
    waiting, withdrawn = (open_conversation(session, "primus", language="fr", now=NOW) for _ in range(2))
    open_handoff(session, waiting.id, "primus", "facture contestée", "fr", contact="514 555-0199", now=NOW)
    open_handoff(session, withdrawn.id, "primus", "panne", "en", now=NOW)
    withdraw_handoff(session, withdrawn.id, now=NOW)
    session.commit()

    [listed] = json.loads(run("handoffs", "--json").output)
    everything = json.loads(run("handoffs", "--json", "--all").output)

    assert {
        key: listed[key] for key in ("conversation_id", "operator", "reason", "contact", "state", "language")
    } == {
        "conversation_id": waiting.id,
        "operator": "primus",
        "reason": "facture contestée",
        "contact": "514 555-0199",
        "state": "queued",
        "language": "fr",
    }
    assert datetime.fromisoformat(listed["opened_at"]) == NOW
    assert [handoff["state"] for handoff in everything] == ["queued", "withdrawn"]
    assert "facture contestée" in run("handoffs").output
    assert json.loads(run("handoffs", "--json", "--operator", "ooma").output) == []


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["accounts", "import", "nowhere.yml"], "nowhere.yml: No such file"),
        (["accounts", "show", "123", "--operator", "bell"], "Unknown operator 'bell'"),
        (["accounts", "show", "123", "--operator", "primus"], "has no account '123'"),
    ],
)
def test_what_goes_wrong_is_one_sentence(run, command, words):
    result = run(*command)

    assert result.exit_code == 1
    assert words in explain(result.exception)
    assert "\n" not in explain(result.exception)


def test_mistakes_in_a_file_are_all_named_and_nothing_is_imported(run, tmp_path):
    file = tmp_path / "accounts.yml"
    file.write_text(ACCOUNTS.replace('"0427"', '"42"').replace("residential", "vip"), encoding="utf-8")

    result = run("accounts", "import", str(file))

    assert result.exit_code == 1
    assert "pin" in explain(result.exception)
    assert "segment" in explain(result.exception)


def test_a_file_that_is_no_text_is_refused(run, tmp_path):
    file = tmp_path / "accounts.yml"
    file.write_bytes(b"\xff\xfe\x00")

    assert "not UTF-8" in explain(run("accounts", "import", str(file)).exception)


def test_failures_end_with_exit_code_1_and_no_traceback(tmp_path):
    database = f"sqlite:///{tmp_path}/g.db"

    result = guichet("accounts", "show", "123", "--operator", "primus", GUICHET_DATABASE_URL=database)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "Operator 'primus' has no account '123'.\n"


def test_a_bad_setting_is_named():
    result = guichet("handoffs", GUICHET_WEB_PORT="soon")

    assert result.returncode == 1
    assert "GUICHET_WEB_PORT" in result.stderr
    assert "Traceback" not in result.stderr
    assert "soon" not in result.stderr


def test_a_data_base_that_cannot_be_opened_is_one_sentence(make_settings, monkeypatch):
    settings = make_settings(database_url="sqlite:////proc/version/g.db")
    monkeypatch.setattr(bot.cli.database, "settings", lambda: settings)

    sentence = explain(CliRunner().invoke(bot.cli.app, ["handoffs"]).exception)

    assert "/proc/version" in sentence
    assert "\n" not in sentence


def test_an_error_of_the_data_base_is_one_sentence_without_sql():
    from sqlalchemy.exc import OperationalError

    error = OperationalError("SELECT secret", {"text": "private"}, Exception("disk is full"))

    assert explain(error) == "The data base in GUICHET_DATABASE_URL cannot be used: disk is full."


def test_a_surprise_keeps_its_traceback_in_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    try:
        raise RuntimeError("boo")
    except RuntimeError as error:
        sentence = explain(error)

    assert sentence == "Unexpected error (RuntimeError). The details are in var/log/error.log."
    assert "boo" in Path("var/log/error.log").read_text()


def test_checks_name_what_is_missing_and_the_command_to_run(make_settings, tmp_path):
    found = [check_rasa_environment(tmp_path), check_index(make_settings()), check_model(tmp_path)]

    assert [check.ok for check in found] == [False, False, False]
    assert ["`" in check.remedy for check in found] == [True, True, True]


def test_a_taken_port_is_named(make_settings):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        [web] = [x for x in listeners(make_settings(web_port=port)) if x.name == "web"]
        check = check_port(web)

    assert not check.ok
    assert str(port) in check.name
    assert "GUICHET_WEB_PORT" in check.remedy


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
def test_the_web_process_is_asked_on_the_loopback(make_settings, host):
    [web] = [x for x in listeners(make_settings(web_host=host, web_port=8123)) if x.name == "web"]

    assert web.ready_url == "http://127.0.0.1:8123/healthz"


def test_training_without_its_environment_says_what_to_do(make_settings, tmp_path):
    from bot.cli.training import train_model

    with pytest.raises(CommandError, match="make build"):
        train_model(make_settings(), tmp_path)


def test_training_shows_and_keeps_the_output(make_settings, tmp_path, capfdbinary):
    from bot.cli.training import train_model

    settings = _built(tmp_path, make_settings(encoder_dir=tmp_path / "encoder"))

    train_model(settings, tmp_path)

    assert b"epoch 1" in capfdbinary.readouterr().out
    assert "epoch 1" in (tmp_path / "log" / "rasa-train.log").read_text()


def test_a_failed_training_is_an_error(make_settings, tmp_path):
    from bot.cli.training import train_model

    settings = _built(tmp_path, make_settings(encoder_dir=tmp_path / "encoder"), exit_code=3)

    with pytest.raises(CommandError, match=r"rasa-train\.log"):
        train_model(settings, tmp_path)


def _built(root: Path, settings: Settings, exit_code: int = 0) -> Settings:
    """Stand-ins for what training needs; "Rasa" prints a line and its telemetry setting."""
    python = root / ".venv-rasa" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(
        f'#!/bin/sh\n[ "$1" = -c ] && echo 3.6.21 && exit 0\necho epoch 1 $RASA_TELEMETRY_ENABLED\nexit {exit_code}\n'
    )
    python.chmod(0o755)
    settings.encoder_dir.mkdir()
    for name in ("encoder.json", "model.onnx", "tokenizer.json"):
        (settings.encoder_dir / name).touch()
    (root / "var").mkdir(exist_ok=True)
    (root / "var" / "language.json").touch()
    return settings


# --- the audit trail and the outbox


@pytest.fixture
def imported(run, tmp_path):
    """The account, imported; returns `run`."""
    file = tmp_path / "accounts.yml"
    file.write_text(ACCOUNTS, encoding="utf-8")
    assert run("accounts", "import", str(file)).exit_code == 0
    return run


@pytest.fixture
def dead_letter(imported, make_settings):
    """A notification that was given up; its number in the outbox."""
    engine = make_engine(make_settings().database_url)
    with make_sessions(engine).begin() as session:
        account = session.scalars(sa.select(BillingAccount)).one()
        message = CommunicationMessage(
            account_id=account.id,
            kind="paper_bills_started",
            channel="email",
            recipient="essai@example.com",
            language="fr",
            subject="s",
            body="b",
            status="dead",
            attempts=8,
            created_at=NOW,
            next_attempt_at=NOW,
            last_error="The mail server answered 550.",
        )
        session.add(message)
        session.flush()
        number = message.id
    engine.dispose()
    return number


def change_line(settings, **values):
    engine = make_engine(settings.database_url)
    with engine.begin() as connection:
        connection.execute(sa.update(AuditEntry).where(AuditEntry.sequence == 1).values(**values))
    engine.dispose()


def test_a_whole_trail_is_verified(imported):
    result = imported("audit", "verify")
    assert result.exit_code == 0
    assert "The audit trail is whole: 1 lines" in result.stdout


def test_one_changed_row_is_named_and_fails_the_command(imported, make_settings):
    change_line(make_settings(), details='{"x":1}')
    result = imported("audit", "verify")
    assert result.exit_code == 1
    assert "line 1: was changed" in result.stderr
    verdict = imported("audit", "verify", "--json")
    assert verdict.exit_code == 1
    assert json.loads(verdict.stdout)["broken"] == [{"line": 1, "problem": "was changed"}]


def test_the_trail_is_shown_for_people_and_as_json(imported):
    assert "primus" not in imported("audit", "show", "--operator", "ooma").stdout
    assert "account_imported" in imported("audit", "show", "4410 2287 31", "--operator", "primus").stdout
    [line] = json.loads(imported("audit", "show", "--operator", "primus", "--json").stdout)
    assert (line["account"], line["actor"], line["action"]) == ("4410228731", "staff", "account_imported")
    assert isinstance(imported("audit", "show", "abc", "--operator", "primus").exception, CommandError)


def test_what_was_given_up_is_listed_without_the_recipient(imported, dead_letter):
    listed = imported("outbox", "list").stdout
    assert "e•••@example.com" in listed and "550" in listed and "essai@" not in listed
    [entry] = json.loads(imported("outbox", "list", "--operator", "primus", "--json").stdout)
    assert (entry["id"], entry["account_number"], entry["status"]) == (dead_letter, "4410228731", "dead")
    assert json.loads(imported("outbox", "list", "--operator", "ooma", "--json").stdout) == []
    assert "None is pending" in imported("outbox", "list", "--status", "pending").stdout


@pytest.mark.parametrize("which", ["--all", "number"])
def test_what_was_given_up_can_be_tried_again(imported, dead_letter, which):
    result = imported("outbox", "retry", str(dead_letter) if which == "number" else which)
    assert (result.exit_code, result.stdout) == (0, "1 notifications will be tried again.\n")
    assert "No notification was given up." in imported("outbox", "list").stdout
    assert [
        e["id"] for e in json.loads(imported("outbox", "list", "--status", "pending", "--json").stdout)
    ] == [dead_letter]
    assert "notification_requeued" in imported("audit", "show", "--operator", "primus").stdout


def test_what_was_not_given_up_cannot_be_tried_again(imported, dead_letter):
    for arguments in ([], ["999"], ["--all", str(dead_letter)], [str(dead_letter), "--operator", "ooma"]):
        assert isinstance(imported("outbox", "retry", *arguments).exception, CommandError)
