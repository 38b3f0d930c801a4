"""What agents do with a conversation: each form does one thing, or says why not and changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from accounts.database import reading
from bot.conversations import ownership
from bot.conversations.errors import NotReopenable, NotWaiting, NotYours
from bot.conversations.handoffs import last_handoff
from bot.conversations.models import OUTCOMES, Conversation
from bot.desk import audit
from bot.desk.access import CheckedForm, CurrentStaff, Staff, VisibleConversation, may_reopen
from bot.desk.errors import Conflict, FormRefused, NotAllowed, NotThere
from bot.desk.models import SUPERVISOR, DeskUser
from bot.desk.notes import add_note
from bot.desk.pages import render, wants_fragment
from bot.desk.routes.conversation import page_values
from bot.desk.routes.refusals import words_of
from bot.desk.streams import QUEUE
from bot.desk.users import is_present, operators_of
from bot.sms.conversations import has_successor
from bot.web.services import Services, Web

router = APIRouter(prefix="/conversations/{conversation_id}")

LONGEST_TEXT = 2000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # PostgreSQL holds no NUL, and customers see none of them
LONGEST_FORM_ID = 60


@router.post("/claim")
def claim(
    request: Request, conversation: VisibleConversation, staff: CurrentStaff, web: Web, form: CheckedForm
) -> Response:
    def act(session: Session) -> None:
        ownership.claim(session, conversation.id, staff.agent, now=web.settings.now())

    return _do(request, web, conversation, staff, "conversation_claimed", act)


@router.post("/reply")
def reply(
    request: Request, conversation: VisibleConversation, staff: CurrentStaff, web: Web, form: CheckedForm
) -> Response:
    def act(session: Session) -> None:
        text, form_id = _text(form, "text"), _form_id(form)
        now = web.settings.now()
        ownership.reply(session, conversation.id, staff.agent, text, form_id=form_id, now=now)

    return _write(request, web, conversation, staff, "reply_sent", act, draft=str(form.get("text", "")))


@router.post("/note")
def note(
    request: Request, conversation: VisibleConversation, staff: CurrentStaff, web: Web, form: CheckedForm
) -> Response:
    def act(session: Session) -> None:
        text, form_id = _text(form, "note"), _form_id(form)
        add_note(session, conversation.id, staff.agent, text, form_id=form_id, now=web.settings.now())

    return _write(
        request, web, conversation, staff, "note_written", act, note_draft=str(form.get("note", ""))
    )


@router.post("/transfer")
def transfer(
    request: Request, conversation: VisibleConversation, staff: CurrentStaff, web: Web, form: CheckedForm
) -> Response:
    """To the colleague in `to`, who must be there, or back to the queue if it is `queue`."""
    chosen = str(form.get("to", ""))

    def act(session: Session) -> None:
        to = None if chosen == "queue" else _colleague(session, web, chosen, conversation.operator)
        ownership.transfer(session, conversation.id, staff.agent, to, now=web.settings.now())

    return _do(request, web, conversation, staff, "conversation_transferred", act, to=chosen[:80])


@router.post("/take-over")
def take_over(
    request: Request, conversation: VisibleConversation, staff: CurrentStaff, web: Web, form: CheckedForm
) -> Response:
    """A supervisor takes the conversation from the agent who has it."""
    if not staff.may(SUPERVISOR):
        raise NotAllowed()

    def act(session: Session) -> None:
        owner = session.get(DeskUser, conversation.owner_id) if conversation.owner_id else None
        if owner is None:
            raise NotYours(conversation.id)
        if owner.id == staff.id:  # the form was sent twice
            return
        agent = ownership.Agent(owner.id, owner.name)
        ownership.transfer(session, conversation.id, agent, staff.agent, now=web.settings.now())

    return _do(request, web, conversation, staff, "conversation_taken_over", act)


@router.post("/return")
def give_back(
    request: Request, conversation: VisibleConversation, staff: CurrentStaff, web: Web, form: CheckedForm
) -> Response:
    def act(session: Session) -> None:
        ownership.give_back(session, conversation.id, staff.agent, now=web.settings.now())

    return _do(request, web, conversation, staff, "conversation_returned", act)


@router.post("/close")
def close(
    request: Request, conversation: VisibleConversation, staff: CurrentStaff, web: Web, form: CheckedForm
) -> Response:
    outcome, reason = str(form.get("outcome", "")), _text(form, "reason")
    if outcome not in OUTCOMES:
        raise FormRefused()

    def act(session: Session) -> None:
        now = web.settings.now()
        ownership.close(session, conversation.id, staff.agent, outcome=outcome, reason=reason, now=now)

    return _do(request, web, conversation, staff, "conversation_closed", act, outcome=outcome)


@router.post("/reopen")
def reopen(
    request: Request, conversation: VisibleConversation, staff: CurrentStaff, web: Web, form: CheckedForm
) -> Response:
    """Whoever closed it, or a supervisor, takes a conversation up again that was closed by mistake."""

    def act(session: Session) -> None:
        if not may_reopen(staff, last_handoff(session, conversation.id)):
            raise NotAllowed()
        if has_successor(session, conversation.id):  # what the customer answers would arrive there
            raise Conflict("errors.not_reopenable")
        ownership.reopen(session, conversation.id, staff.agent, now=web.settings.now())

    return _do(request, web, conversation, staff, "conversation_reopened", act)


def _do(
    request: Request,
    web: Services,
    conversation: Conversation,
    staff: Staff,
    action: str,
    act: Callable[[Session], None],
    **details: str,
) -> Response:
    """Act and record it in one transaction, wake whoever watches, and show the page again."""
    try:
        with web.sessions.begin() as session:
            act(session)
            audit.record(session, staff, action, conversation, web.settings.now(), **details)
    except NotWaiting as error:
        raise Conflict("errors.not_waiting") from error
    except NotYours as error:
        raise Conflict("errors.not_yours") from error
    except NotReopenable as error:
        raise Conflict("errors.not_reopenable") from error
    web.bells.ring(conversation.id)
    web.bells.ring(QUEUE)
    if wants_fragment(request):
        return Response(status_code=204)
    return RedirectResponse(f"/desk/conversations/{conversation.id}", 303)


def _write(
    request: Request,
    web: Services,
    conversation: Conversation,
    staff: Staff,
    action: str,
    act: Callable[[Session], None],
    **drafts: Any,
) -> Response:
    """As _do; what was written and is refused stays on the page, with the reason."""
    try:
        return _do(request, web, conversation, staff, action, act)
    except (Conflict, FormRefused) as error:
        if wants_fragment(request):
            raise
        trouble = words_of(request, error)
        with reading(web.sessions) as session:
            values = page_values(session, web, conversation, staff, trouble=trouble, **drafts)
        return render(request, "conversation.html", section="queue", status=error.status, **values)


def _colleague(session: Session, web: Services, user_id: str, operator: str) -> ownership.Agent:
    user = session.get(DeskUser, int(user_id)) if re.fullmatch("[0-9]{1,9}", user_id) else None
    if user is None or not user.active or operator not in operators_of(user):
        raise NotThere()
    if not is_present(user, web.settings.now(), minutes=web.settings.desk_absent_minutes):
        raise Conflict("errors.absent", name=user.name)  # the keeper would take it from them again
    return ownership.Agent(user.id, user.name)


def _text(form: FormData, name: str) -> str:
    text = _CONTROL.sub("", str(form.get(name, "")).replace("\r\n", "\n")).strip()
    if not text:
        raise FormRefused("errors.text_empty")
    if len(text) > LONGEST_TEXT:
        raise FormRefused("errors.text_too_long", length=len(text), limit=LONGEST_TEXT)
    return text


def _form_id(form: FormData) -> str:
    form_id = str(form.get("form_id", ""))
    if not 8 <= len(form_id) <= LONGEST_FORM_ID - len("desk:"):
        raise FormRefused()
    return form_id
