"""`guichet desk`: who may log in, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient
from typer.testing import CliRunner

import bot.cli
import bot.cli.desk
from accounts.models import AuditEntry
from bot.cli.checks import check_dead_letters
from bot.cli.errors import explain
from bot.conversations.models import WebhookEvent
from bot.desk.models import DeskUser
from tests.desk.conftest import PASSWORD, log_in

Run = Callable[..., Any]


@pytest.fixture
def run(web, monkeypatch) -> Run:
    """Runs a command in this process, on the web process's data base; `typed` is what stands on standard input."""
    monkeypatch.setattr(bot.cli.desk, "settings", lambda: web.settings)

    def run_command(*arguments: str, typed: str = "") -> Any:
        return CliRunner().invoke(bot.cli.app, ["desk", *arguments], input=typed)

    return run_command


@pytest.fixture
def camille(run: Run) -> str:
    """An agent of Primus."""
    created = run("create-user", "camille", "--operator", "primus", "--password-stdin", typed=f"{PASSWORD}\n")
    assert created.exit_code == 0, created.output
    return "camille"


def lets_in(web, username: str, password: str = PASSWORD) -> bool:
    client = TestClient(web.app, raise_server_exceptions=False)
    return log_in(client, username, password).url.path == "/desk"


def test_somebody_who_was_created_can_log_in(web, run: Run, camille: str):
    assert lets_in(web, camille)
    with web.sessions() as session:
        user = session.scalars(sa.select(DeskUser)).one()
        assert (user.name, user.role, user.operators, user.language) == ("camille", "agent", ["primus"], "fr")


def test_name_role_operators_and_language_are_kept(web, run: Run):
    options = ["--name", "Camille Roy", "--role", "supervisor", "--language", "en"]
    operators = ["--operator", "ooma", "--operator", "primus"]
    result = run("create-user", "Camille", *options, *operators, "--password-stdin", typed=PASSWORD)
    assert (result.exit_code, result.output) == (
        0,
        f"camille may log in at {web.settings.public_url}/desk as supervisor.\n",
    )
    with web.sessions() as session:
        user = session.scalars(sa.select(DeskUser)).one()
        assert (user.name, user.operators, user.language) == ("Camille Roy", ["ooma", "primus"], "en")


def test_the_password_is_asked_for_twice_and_never_shown(web, run: Run):
    result = run(
        "create-user", "sam", "--operator", "*", "--role", "admin", typed=f"{PASSWORD}\n{PASSWORD}\n"
    )
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    assert lets_in(web, "sam")


def test_two_different_passwords_are_asked_for_again(run: Run):
    result = run("create-user", "sam", "--operator", "ooma", typed=f"{PASSWORD}\nanother\n")
    assert result.exit_code != 0
    assert "do not match" in result.output


@pytest.mark.parametrize(
    ("arguments", "password", "words"),
    [
        (["sam"], PASSWORD, "operator"),
        (["sam", "--operator", "bell"], PASSWORD, "primus"),
        (["sam", "--operator", "primus", "--role", "boss"], PASSWORD, "supervisor"),
        (["sam", "--operator", "primus", "--language", "de"], PASSWORD, "language"),
        (["sam", "--operator", "primus"], "short", "12"),
        (["s m", "--operator", "primus"], PASSWORD, "username"),
        (["<script>", "--operator", "primus"], PASSWORD, "username"),
        (["CAMILLE", "--operator", "primus"], PASSWORD, "camille"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_and_nobody_is_added(
    web, run: Run, camille: str, arguments, password, words
):
    result = run("create-user", *arguments, "--password-stdin", typed=password)
    assert result.exit_code == 1
    assert words in explain(result.exception).lower()
    with web.sessions() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(DeskUser)) == 1


def test_a_new_password_ends_the_sessions_of_the_old_one(web, run: Run, camille: str):
    client = TestClient(web.app)
    log_in(client, camille)
    changed = run("set-password", camille, "--password-stdin", typed="another horse and battery\n")
    assert changed.exit_code == 0, changed.output
    assert client.get("/desk").url.path == "/desk/login"
    assert not lets_in(web, camille)
    assert lets_in(web, camille, "another horse and battery")


def test_somebody_deactivated_is_out_at_once_and_may_come_back(web, run: Run, camille: str):
    client = TestClient(web.app)
    log_in(client, camille)
    assert run("deactivate", camille).output == "camille can no longer log in.\n"
    assert client.get("/desk").url.path == "/desk/login"
    assert not lets_in(web, camille)
    assert run("activate", camille).output == "camille may log in again.\n"
    assert lets_in(web, camille)


@pytest.mark.parametrize("command", ["set-password", "deactivate", "activate"])
def test_an_unknown_name_is_named_as_such(run: Run, command: str):
    result = run(
        command, "nobody", *(["--password-stdin"] if command == "set-password" else []), typed=PASSWORD
    )
    assert result.exit_code == 1
    assert explain(result.exception) == "There is no user 'nobody'. `guichet desk list-users` lists them."


def test_everybody_is_listed(run: Run, camille: str):
    run("create-user", "sam", "--role", "admin", "--operator", "*", "--password-stdin", typed=PASSWORD)
    run("deactivate", camille)
    lines = run("list-users").output.splitlines()
    assert [line.split() for line in lines] == [
        ["camille", "agent", "primus", "deactivated"],
        ["sam", "admin", "*"],
    ]


def test_an_empty_desk_says_how_to_begin(run: Run):
    assert "guichet desk create-user" in run("list-users").output


def test_what_was_done_is_in_the_audit_trail_without_a_password(web, run: Run, camille: str):
    run("set-password", camille, "--password-stdin", typed="another horse and battery\n")
    run("deactivate", camille)
    run("activate", camille)
    with web.sessions() as session:
        lines = list(session.scalars(sa.select(AuditEntry).order_by(AuditEntry.sequence)))
    assert [(line.actor, line.action, json.loads(line.details)["user"]) for line in lines] == [
        ("staff", f"desk_{action}", "camille")
        for action in ("user_created", "user_password_changed", "user_deactivated", "user_activated")
    ]
    assert all("horse" not in str(line.details) for line in lines)


def given_up(web, count: int = 2) -> None:
    """Events that the receiver refused for good."""
    customer = web.customer()
    now = web.settings.now()
    with web.sessions.begin() as session:
        for number in range(count):
            session.add(
                WebhookEvent(
                    id=f"event-{number}", conversation_id=customer.id, kind="handoff.opened", payload="{}", status="dead",
                    attempts=8, created_at=now, next_attempt_at=now, last_error="HTTP status 500",
                )
            )  # fmt: skip


def test_events_that_were_given_up_are_listed_and_sent_again(web, run: Run):
    assert run("webhooks").output == "No event was given up.\n"
    given_up(web)
    listed = run("webhooks").output
    assert "event-0" in listed and "HTTP status 500" in listed
    assert run("webhooks", "--again").output.endswith("2 will be sent again.\n")
    with web.sessions() as session:
        events = list(session.scalars(sa.select(WebhookEvent)))
        assert [(event.status, event.attempts) for event in events] == [("pending", 0)] * 2
    assert run("webhooks").output == "No event was given up.\n"


def test_the_doctor_counts_dead_letters_and_names_the_command(web):
    assert check_dead_letters(web.settings).ok
    given_up(web)
    check = check_dead_letters(web.settings)
    assert (check.ok, check.found) == (False, "2 webhook events given up.")
    assert check.remedy == "See `guichet desk webhooks`."
