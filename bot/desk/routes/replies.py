"""Prepared replies: supervisors write them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from accounts.database import reading
from accounts.operators import operator as rules_of
from bot.desk import audit
from bot.desk.access import CheckedForm, RowId, Supervisor
from bot.desk.errors import NotThere
from bot.desk.models import CannedReply
from bot.desk.pages import render
from bot.desk.replies import all_replies, save_reply
from bot.desk.words import LANGUAGES, say
from bot.web.services import Web

router = APIRouter(prefix="/replies")


@router.get("")
def replies_page(request: Request, staff: Supervisor, web: Web) -> Response:
    with reading(web.sessions) as session:
        replies = all_replies(session, staff.operators)
    return render(
        request,
        "replies.html",
        section="replies",
        replies=replies,
        operators=[(slug, rules_of(slug).name) for slug in staff.operators],
        languages=[(code, say(f"languages.{code}", staff.language)) for code in LANGUAGES],
    )


@router.post("")
def save(request: Request, staff: Supervisor, web: Web, form: CheckedForm) -> Response:
    operator, language = str(form.get("operator", "")), str(form.get("language", ""))
    if operator not in staff.operators:
        raise NotThere()
    with web.sessions.begin() as session:
        reply = save_reply(session, operator, language, str(form.get("title", "")), str(form.get("text", "")))
        audit.record_elsewhere(
            session, staff, "canned_reply_saved", web.settings.now(), operator=operator, reply=reply.id
        )
    return RedirectResponse("/desk/replies", 303)


@router.post("/{reply_id}/delete")
def delete(reply_id: RowId, staff: Supervisor, web: Web, form: CheckedForm) -> Response:
    with web.sessions.begin() as session:
        reply = session.get(CannedReply, reply_id)
        if reply is None or reply.operator not in staff.operators:
            raise NotThere()
        audit.record_elsewhere(
            session,
            staff,
            "canned_reply_deleted",
            web.settings.now(),
            operator=reply.operator,
            reply=reply_id,
        )
        session.delete(reply)
    return RedirectResponse("/desk/replies", 303)
