"""A conversation's page: what was said and why, who the customer is, and live updates."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session
from sse_starlette import EventSourceResponse

from accounts.database import reading
from bot.conversations import ownership
from bot.conversations.handoffs import last_handoff
from bot.conversations.models import CLOSED, HUMAN, OUTCOMES, QUEUED, Conversation
from bot.conversations.summaries import summarise
from bot.desk import audit
from bot.desk.access import CheckedForm, CurrentStaff, Staff, VisibleConversation, may_reopen
from bot.desk.customers import customer_of
from bot.desk.errors import NotThere
from bot.desk.logins import COOKIE
from bot.desk.masking import gathered
from bot.desk.models import SUPERVISOR, DeskUser
from bot.desk.names import name_of
from bot.desk.pages import render
from bot.desk.queue import is_late
from bot.desk.replies import replies_for
from bot.desk.streams import changes
from bot.desk.transcripts import last_note, latest_lines, lines_after, transcript_version
from bot.desk.users import colleagues, is_present
from bot.sms.conversations import has_successor
from bot.web.services import Services, Web

_FRESH = timedelta(minutes=2)  # a message that comes while the page is open

router = APIRouter(prefix="/conversations/{conversation_id}")


@router.get("")
def conversation_page(
    request: Request,
    conversation: VisibleConversation,
    staff: CurrentStaff,
    web: Web,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """The page; with `before`, the messages before that one."""
    with reading(web.sessions) as session:
        values = page_values(session, web, conversation, staff, before=before)
    with web.sessions.begin() as session:
        audit.record(session, staff, "transcript_viewed", conversation, web.settings.now())
    return render(request, "conversation.html", fragment="_earlier.html", section="queue", **values)


@router.get("/messages")
def new_messages(
    request: Request,
    conversation: VisibleConversation,
    staff: CurrentStaff,
    web: Web,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    after_note: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """The part of the page with what was said and noted since; what is not new is a view of the transcript."""
    now = web.settings.now()
    with reading(web.sessions) as session:
        lines = lines_after(session, conversation.id, after, after_note)
    if any(now - line.at > _FRESH for line in lines):
        with web.sessions.begin() as session:
            audit.record(session, staff, "transcript_viewed", conversation, now)
    return render(request, "_lines.html", lines=lines, conversation=conversation)


@router.get("/standing")
def standing(request: Request, conversation: VisibleConversation, staff: CurrentStaff, web: Web) -> Response:
    """The part of the page that says who answers, and what can be done."""
    with reading(web.sessions) as session:
        values = standing_values(session, web, conversation, staff)
        summary = summarise(session, conversation, values["handoff"])
        name = name_of(session, conversation, summary, reader=staff.language)
    return render(request, "_standing.html", name=name, **values)


@router.get("/events")
async def conversation_events(
    request: Request, conversation: VisibleConversation, web: Web
) -> EventSourceResponse:
    def version(session: Session) -> Any:
        now = session.get(Conversation, conversation.id, populate_existing=True)
        return transcript_version(session, conversation.id), now and (now.state, now.owner_id)

    stream = changes(web, request.cookies.get(COOKIE), conversation.id, version)
    return EventSourceResponse(stream, ping=15)


@router.get("/reveal")
def after_reveal(conversation: VisibleConversation) -> Response:
    """What was revealed is shown once: the address, asked for again, leads back to the page."""
    return RedirectResponse(f"/desk/conversations/{conversation.id}", 303)


@router.post("/reveal")
def reveal(
    request: Request, conversation: VisibleConversation, staff: CurrentStaff, web: Web, form: CheckedForm
) -> Response:
    """The page with the customer's data in full; written to the audit trail before they are shown."""
    with web.sessions.begin() as session:
        summary = summarise(session, conversation, last_handoff(session, conversation.id))
        if summary.verified is None:
            raise NotThere()
        audit.record(
            session,
            staff,
            "customer_revealed",
            conversation,
            web.settings.now(),
            account_number=summary.verified.account_number,
        )
    with reading(web.sessions) as session:
        values = page_values(session, web, conversation, staff, revealed=True)
    return render(request, "conversation.html", section="queue", **values)


def page_values(
    session: Session,
    web: Services,
    conversation: Conversation,
    staff: Staff,
    *,
    before: int | None = None,
    revealed: bool = False,
    **more: Any,
) -> dict[str, Any]:
    """What conversation.html needs."""
    handoff = last_handoff(session, conversation.id)
    summary = summarise(session, conversation, handoff)
    customer = customer_of(session, summary.verified, revealed=revealed) if summary.verified else None
    return {
        **standing_values(session, web, conversation, staff),
        "name": name_of(session, conversation, summary, reader=staff.language),
        "summary": summary,
        "slots": gathered(summary.slots, staff.language, plans=customer.services if customer else None),
        "customer": customer,
        "transcript": latest_lines(session, conversation.id, before=before),
        "last_note": last_note(session, conversation.id),
        "before": before,
        "canned": replies_for(session, conversation.operator, conversation.language),
        "trouble": None,
        "draft": "",
        "note_draft": "",
        **more,
    }


def standing_values(
    session: Session, web: Services, conversation: Conversation, staff: Staff
) -> dict[str, Any]:
    """Who answers now, and what this agent can do."""
    current = session.get(Conversation, conversation.id, populate_existing=True) or conversation
    handoff = last_handoff(session, conversation.id)
    owner = session.get(DeskUser, current.owner_id) if current.owner_id else None
    now = web.settings.now()
    mine = current.state == HUMAN and current.owner_id == staff.id
    others = [user for user in colleagues(session, current.operator) if user.id != staff.id] if mine else []
    here = [user for user in others if is_present(user, now, minutes=web.settings.desk_absent_minutes)]
    return {
        "conversation": current,
        "handoff": handoff,
        "owner": owner,
        "mine": mine,
        "may_claim": current.state == QUEUED,
        "may_reopen": current.state == CLOSED
        and may_reopen(staff, handoff)
        and ownership.is_just_closed(handoff, now)
        and not has_successor(session, current.id),
        "may_take_over": current.state == HUMAN and not mine and staff.may(SUPERVISOR),
        "late": handoff is not None and is_late(handoff, now),
        "wait": (handoff.claimed_at or handoff.closed_at or now) - handoff.opened_at if handoff else None,
        "here": here,
        "away": [user for user in others if user not in here],
        "outcomes": OUTCOMES,
        "form_id": secrets.token_urlsafe(12),
    }
