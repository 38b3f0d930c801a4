"""Who asks, and what they may: dependencies that stand before the routes.

def page(staff: CurrentStaff, ...)                      # anybody who is logged in
def page(staff: Supervisor, ...)                        # supervisors and admins
def post(staff: CurrentStaff, form: CheckedForm, ...)   # and the form is of their own session
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Path, Request
from starlette.datastructures import FormData

from accounts.database import reading
from bot.conversations.models import Conversation, Handoff
from bot.conversations.ownership import Agent
from bot.desk.errors import FormExpired, LoginNeeded, NotAllowed, NotThere
from bot.desk.logins import COOKIE, Logins
from bot.desk.models import ADMIN, ROLES, SUPERVISOR, DeskUser
from bot.desk.users import operators_of
from bot.web.services import Services, Web

MAX_FIELDS = 40
_SEEN_EVERY = timedelta(seconds=20)
RowId = Annotated[int, Path(ge=1, le=2**53)]  # in an address; what no data base can hold is refused


@dataclass(frozen=True)
class Staff:
    """Somebody who is logged in; operators: slugs of those they work for."""

    id: int
    username: str
    name: str
    role: str
    language: str
    operators: tuple[str, ...]
    form_token: str

    @property
    def agent(self) -> Agent:
        """As the owner of conversations."""
        return Agent(self.id, self.name)

    def may(self, role: str) -> bool:
        """Whether they have this role or a higher one."""
        return ROLES.index(self.role) >= ROLES.index(role)


def logins_of(web: Services) -> Logins:
    """The sessions of this installation."""
    return Logins(web.settings.secret(), hours=web.settings.desk_session_hours)


def current_staff(request: Request, web: Web) -> Staff:
    """Who is logged in; whatever they ask for shows that they are there.

    Raises:
        LoginNeeded
    """
    cookie = request.cookies.get(COOKIE)
    logins = logins_of(web)
    with reading(web.sessions) as session:
        user = logins.user_of(session, cookie, web.settings.now())
    if user is None or cookie is None:
        raise LoginNeeded()
    keep_present(web, user)
    request.state.staff = staff_of(user, logins.form_token(cookie))
    return request.state.staff


def keep_present(web: Services, user: DeskUser) -> None:
    """Note that somebody is there, every 20 seconds at most."""
    now = web.settings.now()
    if user.last_seen_at is None or now - user.last_seen_at > _SEEN_EVERY:
        with web.sessions.begin() as session:
            session.get_one(DeskUser, user.id).last_seen_at = now


def staff_of(user: DeskUser, form_token: str) -> Staff:
    return Staff(
        id=user.id,
        username=user.username,
        name=user.name,
        role=user.role,
        language=user.language,
        operators=operators_of(user),
        form_token=form_token,
    )


CurrentStaff = Annotated[Staff, Depends(current_staff)]


def _supervisor(staff: CurrentStaff) -> Staff:
    return _with_role(staff, SUPERVISOR)


def _admin(staff: CurrentStaff) -> Staff:
    return _with_role(staff, ADMIN)


def _with_role(staff: Staff, role: str) -> Staff:
    if not staff.may(role):
        raise NotAllowed()
    return staff


Supervisor = Annotated[Staff, Depends(_supervisor)]
Admin = Annotated[Staff, Depends(_admin)]


async def checked_form(request: Request, staff: CurrentStaff, web: Web) -> FormData:
    """The fields of a form that was made for this session.

    Raises:
        FormExpired
    """
    form = await read_form(request)
    check_form(request, web, form, request.cookies.get(COOKIE))
    return form


async def read_form(request: Request) -> FormData:
    """The fields; files are not taken."""
    return await request.form(max_files=0, max_fields=MAX_FIELDS)


def check_form(request: Request, web: Services, form: FormData, cookie: str | None) -> None:
    """
    Raises:
        FormExpired: the form was made for another session, or another website sent it.
    """
    origin = request.headers.get("origin")
    foreign = origin not in (None, "null") and urlsplit(origin or "").netloc != request.headers.get("host")
    if foreign or not logins_of(web).fits(str(form.get("form_token", "")), cookie):
        raise FormExpired()


CheckedForm = Annotated[FormData, Depends(checked_form)]


def visible_conversation(conversation_id: str, staff: CurrentStaff, web: Web) -> Conversation:
    """A conversation with an operator that the agent works for.

    Raises:
        NotThere: the same whether there is none or it is another operator's, so that nobody can try ids.
    """
    with reading(web.sessions) as session:
        conversation = session.get(Conversation, conversation_id)
    if conversation is None or conversation.operator not in staff.operators:
        raise NotThere()
    return conversation


def may_reopen(staff: Staff, handoff: Handoff | None) -> bool:
    """Whether somebody may take up again what was closed: who had it, and supervisors."""
    return handoff is not None and (handoff.agent_id == staff.id or staff.may(SUPERVISOR))


VisibleConversation = Annotated[Conversation, Depends(visible_conversation)]
