"""Logging in and out, and the language of the desk."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from accounts.pins import SecretHasher
from bot.desk import audit
from bot.desk.access import CheckedForm, CurrentStaff, check_form, logins_of, read_form
from bot.desk.errors import FormRefused, LoginFailed
from bot.desk.logins import COOKIE, VISITOR_COOKIE
from bot.desk.models import DeskUser
from bot.desk.pages import render
from bot.desk.routes.refusals import words_of
from bot.desk.users import authenticate
from bot.desk.words import LANGUAGES
from bot.web.services import Address, Services, Web

router = APIRouter()
HASHER = SecretHasher(time_cost=3, memory_cost=64 * 1024)


@router.get("/login")
def login_page(request: Request, web: Web, next: str = "/desk") -> Response:
    return _login_page(request, web, next=next)


async def _login_form(request: Request, web: Web) -> FormData:
    form = await read_form(request)
    check_form(request, web, form, request.cookies.get(VISITOR_COOKIE))
    return form


@router.post("/login")
def log_in(
    request: Request, web: Web, address: Address, form: Annotated[FormData, Depends(_login_form)]
) -> Response:
    username, password = str(form.get("username", "")), str(form.get("password", ""))
    destination = str(form.get("next", "/desk"))
    now = web.settings.now()
    try:
        user = authenticate(web.sessions, username, password, address, now, hasher=HASHER)
    except LoginFailed as error:
        with web.sessions.begin() as session:
            audit.record_login(session, "desk_login_failed", username, now)
        return _login_page(request, web, next=destination, username=username, error=error)
    with web.sessions.begin() as session:
        cookie = logins_of(web).begin(session, user, now)
        audit.record_login(session, "desk_login", user.username, now)
    response = RedirectResponse(_own_page(destination), 303)
    _set_cookie(response, web, COOKIE, cookie, seconds=web.settings.desk_session_hours * 3600)
    return response


@router.post("/logout")
def log_out(request: Request, staff: CurrentStaff, web: Web, form: CheckedForm) -> Response:
    now = web.settings.now()
    with web.sessions.begin() as session:
        logins_of(web).end(session, request.cookies.get(COOKIE), now)
        session.get_one(DeskUser, staff.id).last_seen_at = None  # a page that is still open says otherwise
        audit.record_login(session, "desk_logout", staff.username, now)
    response = RedirectResponse("/desk/login", 303)
    response.delete_cookie(COOKIE, path="/desk")
    return response


@router.post("/language")
def change_language(staff: CurrentStaff, web: Web, form: CheckedForm) -> Response:
    language = str(form.get("language"))
    if language not in LANGUAGES:
        raise FormRefused("errors.bad_language")
    with web.sessions.begin() as session:
        session.get_one(DeskUser, staff.id).language = language
    return RedirectResponse(_own_page(str(form.get("back", "/desk"))), 303)


def _login_page(
    request: Request,
    web: Services,
    *,
    next: str,
    username: str = "",
    error: LoginFailed | None = None,
) -> Response:
    visitor = request.cookies.get(VISITOR_COOKIE) or secrets.token_urlsafe(16)
    response = render(
        request,
        "login.html",
        status=error.status if error else 200,
        trouble=words_of(request, error) if error else None,
        username=username[:80],
        next=_own_page(next),
        form_token=logins_of(web).form_token(visitor),
    )
    _set_cookie(response, web, VISITOR_COOKIE, visitor)
    return response


def _own_page(address: str) -> str:
    """The address if it is one of the desk's pages: nobody is sent elsewhere."""
    inside = address == "/desk" or address.startswith(("/desk/", "/desk?"))
    return address if inside and "\\" not in address and "//" not in address else "/desk"


def _set_cookie(
    response: Response, web: Services, name: str, value: str, *, seconds: int | None = None
) -> None:
    secure = web.settings.public_url.startswith("https:")
    response.set_cookie(
        name, value, max_age=seconds, path="/desk", secure=secure, httponly=True, samesite="lax"
    )
