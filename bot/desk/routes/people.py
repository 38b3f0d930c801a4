"""Who works at the desk (admins), and one's own password (everybody)."""

from __future__ import annotations

import sqlalchemy as sa
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from accounts.database import reading
from accounts.operators import operator as rules_of
from bot.desk import audit
from bot.desk.access import Admin, CheckedForm, CurrentStaff, RowId, Staff
from bot.desk.errors import FormRefused, NotThere
from bot.desk.models import ALL_OPERATORS, ROLES, DeskUser
from bot.desk.pages import render
from bot.desk.routes.login import HASHER
from bot.desk.users import change_password, create_user, operators_of, set_active
from bot.desk.words import say
from bot.web.services import Web

router = APIRouter()


@router.get("/people")
def people_page(request: Request, staff: Admin, web: Web) -> Response:
    with reading(web.sessions) as session:
        users = [
            user
            for user in session.scalars(sa.select(DeskUser).order_by(DeskUser.name))
            if _may_see(staff, user)
        ]
    operators = [(slug, rules_of(slug).name) for slug in staff.operators]
    return render(
        request,
        "people.html",
        section="people",
        users=users,
        roles=[(role, say(f"people.{role}", staff.language)) for role in ROLES],
        operators=operators,
        all_operators=ALL_OPERATORS,
    )


@router.post("/people")
def add(request: Request, staff: Admin, web: Web, form: CheckedForm) -> Response:
    operators = [str(value) for value in form.getlist("operators")]
    if not set(operators) <= set(staff.operators):
        raise NotThere()
    now = web.settings.now()
    with web.sessions.begin() as session:
        user = create_user(
            session,
            str(form.get("username", "")),
            name=str(form.get("name", "")),
            password=str(form.get("password", "")),
            role=str(form.get("role", "")),
            operators=operators,
            language=staff.language,
            now=now,
            hasher=HASHER,
        )
        audit.record_elsewhere(
            session, staff, "desk_user_created", now, created=user.username, role=user.role
        )
    return RedirectResponse("/desk/people", 303)


@router.post("/people/{user_id}/access")
def change_access(user_id: RowId, staff: Admin, web: Web, form: CheckedForm) -> Response:
    active = form.get("active") == "1"
    now = web.settings.now()
    with web.sessions.begin() as session:
        user = session.get(DeskUser, user_id)
        if user is None or not _may_see(staff, user) or user.id == staff.id:
            raise NotThere()
        set_active(session, user, active, now)
        action = "desk_user_activated" if active else "desk_user_deactivated"
        audit.record_elsewhere(session, staff, action, now, changed=user.username)
    return RedirectResponse("/desk/people", 303)


@router.get("/account")
def account_page(request: Request, staff: CurrentStaff) -> Response:
    return render(request, "account.html", section="account")


@router.post("/account")
def set_own_password(staff: CurrentStaff, web: Web, form: CheckedForm) -> Response:
    now = web.settings.now()
    with reading(web.sessions) as session:
        known = session.get_one(DeskUser, staff.id).password_hash
    if not HASHER.matches(known, str(form.get("current_password", ""))):
        raise FormRefused("errors.wrong_password")
    with web.sessions.begin() as session:
        user = session.get_one(DeskUser, staff.id)
        change_password(session, user, str(form.get("new_password", "")), now, hasher=HASHER)
        audit.record_elsewhere(session, staff, "desk_password_changed", now)
    return RedirectResponse("/desk/login", 303)


def _may_see(staff: Staff, user: DeskUser) -> bool:
    """An admin of some operators sees those who work for no other ones."""
    return set(operators_of(user)) <= set(staff.operators)
