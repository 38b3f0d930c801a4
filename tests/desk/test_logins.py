"""Who gets in: passwords, sessions, forms."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from accounts.models import AuditEntry
from bot.desk.errors import FormRefused
from bot.desk.logins import COOKIE, Logins
from bot.desk.models import DeskSession, DeskUser
from bot.desk.users import NAME_FAILURES, create_user, find_user, set_active
from tests.desk.conftest import PASSWORD, QUICK, form_token, log_in


def test_without_a_login_every_page_leads_to_the_login(web):
    for path in ("/desk", "/desk/search?text=facture", "/desk/people", "/desk/conversations/x"):
        response = web.client.get(path, follow_redirects=False)
        assert response.status_code == 303
        assert response.headers["location"].startswith("/desk/login?next=")


def test_a_part_of_a_page_says_401_without_a_login(web):
    assert web.client.get("/desk", headers={"X-Fragment": "1"}).status_code == 401


def test_the_right_password_opens_the_page_that_was_asked_for(web, hire):
    camille = hire()
    client = TestClient(web.app)
    response = log_in(client, camille.username, next="/desk/search")
    assert response.status_code == 200
    assert response.url.path == "/desk/search"


def test_nobody_is_sent_to_another_website_after_the_login(web, hire):
    camille = hire()
    for evil in ("https://evil.example/", "//evil.example", "/desk//evil", "/desk\\evil", "/deskevil"):
        client = TestClient(web.app)
        assert log_in(client, camille.username, next=evil).url.path == "/desk"


def test_the_cookie_is_signed_and_closed_to_scripts(web, hire):
    camille = hire()
    client = TestClient(web.app)
    token = form_token(client.get("/desk/login").text)
    body = {"form_token": token, "username": camille.username, "password": PASSWORD}
    response = client.post("/desk/login", data=body, follow_redirects=False)
    cookie = next(
        value for value in response.headers.get_list("set-cookie") if value.startswith(f"{COOKIE}=")
    )
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/desk" in cookie

    forged = TestClient(web.app, cookies={COOKIE: client.cookies[COOKIE][:-2] + "xx"})
    assert forged.get("/desk", follow_redirects=False).status_code == 303


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(web, hire):
    hire()
    client = TestClient(web.app)
    wrong_name, wrong_password = log_in(client, "nobody"), log_in(client, "camille", "not the password")
    assert wrong_name.status_code == wrong_password.status_code == 422
    assert "incorrect" in wrong_name.text and "incorrect" in wrong_password.text


def test_after_five_failures_the_right_password_is_refused_too(web, hire):
    hire()
    client = TestClient(web.app)
    for _ in range(NAME_FAILURES):
        log_in(client, "camille", "not the password")
    assert "15" in log_in(client, "camille").text
    assert client.get("/desk", follow_redirects=False).status_code == 303


def test_a_session_ends_with_the_logout_even_for_a_copied_cookie(web, hire):
    camille = hire()
    copied = dict(camille.client.cookies)
    camille.post("/desk/logout")
    thief = TestClient(web.app, cookies=copied)
    assert thief.get("/desk", follow_redirects=False).status_code == 303


def test_a_session_expires(web, hire):
    camille = hire()
    with web.sessions.begin() as session:
        session.execute(sa.update(DeskSession).values(expires_at=web.settings.now() - timedelta(seconds=1)))
    assert camille.get("/desk", follow_redirects=False).status_code == 303


def test_somebody_deactivated_is_out_at_once(web, hire):
    camille = hire()
    with web.sessions.begin() as session:
        user = find_user(session, "camille")
        assert user is not None
        set_active(session, user, False, web.settings.now())
    assert camille.get("/desk", follow_redirects=False).status_code == 303
    assert log_in(TestClient(web.app), "camille").status_code == 422


@pytest.mark.parametrize("token", ["", "forged", "é"])
def test_a_form_of_another_session_is_refused(web, hire, ask_for_person, token):
    camille, customer = hire(), ask_for_person()
    response = camille.client.post(f"/desk/conversations/{customer.id}/claim", data={"form_token": token})
    assert response.status_code == 403
    assert customer.transcript()["state"] == "queued"


def test_a_form_that_another_website_sends_is_refused(hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    response = camille.client.post(
        f"/desk/conversations/{customer.id}/claim",
        data={"form_token": camille.form_token()},
        headers={"Origin": "https://evil.example"},
    )
    assert response.status_code == 403


def test_passwords_are_kept_as_argon2id(web, hire):
    hire()
    with web.sessions() as session:
        stored = session.scalars(sa.select(DeskUser.password_hash)).one()
    assert stored.startswith("$argon2id$") and PASSWORD not in stored


@pytest.mark.parametrize(
    "change",
    [
        {"username": "a b"},
        {"password": "short"},
        {"password": "aaaaaaaaaaaaaaaa"},
        {"role": "owner"},
        {"operators": ["unknown"]},
        {"operators": []},
        {"language": "de"},
        {"name": "  "},
    ],
)
def test_a_user_with_something_missing_is_refused(web, change):
    values = {
        "username": "robin",
        "name": "Robin",
        "password": PASSWORD,
        "role": "agent",
        "operators": ["primus"],
    } | change
    with web.sessions.begin() as session, pytest.raises(FormRefused):
        create_user(session, **values, now=web.settings.now(), hasher=QUICK)


def test_logins_and_their_failures_are_in_the_audit_trail(web, hire):
    camille = hire()
    log_in(TestClient(web.app), "camille", "not the password")
    camille.post("/desk/logout")
    with web.sessions() as session:
        actions = list(session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.sequence)))
    assert actions == ["desk_login", "desk_login_failed", "desk_logout"]


def test_a_cookie_of_another_installation_is_worth_nothing(web, hire):
    camille = hire()
    other = Logins("another secret of more than 32 characters", hours=10)
    with web.sessions() as session:
        assert other.user_of(session, camille.client.cookies[COOKIE], web.settings.now()) is None
