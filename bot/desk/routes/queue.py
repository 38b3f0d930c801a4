"""The queue and its live updates, and what calls for an agent on every page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session
from sse_starlette import EventSourceResponse

from accounts.database import reading
from accounts.operators import operator as rules_of
from bot.conversations.handoffs import last_handoff
from bot.conversations.models import CAUSES, Message
from bot.conversations.store import get_conversation
from bot.conversations.summaries import summarise
from bot.desk.access import CurrentStaff, Staff
from bot.desk.calls import Calls, calls_for, read_mark
from bot.desk.logins import COOKIE
from bot.desk.names import name_of
from bot.desk.pages import render
from bot.desk.queue import LANGUAGES, STATES, WAITS, Filters, queue_page, queue_version
from bot.desk.streams import QUEUE, changes
from bot.desk.words import say
from bot.web.services import Web

router = APIRouter()


@router.get("")
def queue(request: Request, staff: CurrentStaff, web: Web) -> Response:
    filters = Filters.read(request.query_params, staff.operators)
    with reading(web.sessions) as session:
        page = queue_page(
            session, filters, staff.operators, staff.id, web.settings.now(), reader=staff.language
        )
    return render(
        request,
        "queue.html",
        fragment="_queue.html",
        section="queue",
        page=page,
        filters=filters,
        choices=_choices(staff),
    )


@router.get("/events")
async def queue_events(request: Request, staff: CurrentStaff, web: Web) -> EventSourceResponse:
    cookie = request.cookies.get(COOKIE)
    return EventSourceResponse(changes(web, cookie, QUEUE, queue_version), ping=15)


@router.get("/calls")
def calls(request: Request, staff: CurrentStaff, web: Web) -> Response:
    """What calls for the agent, and what of it is newer than the mark in the address; pages ask again and again, and who
    asks is there."""
    shown = read_mark(request.query_params)
    news = []
    with reading(web.sessions) as session:
        now = calls_for(session, staff.operators, staff.id)
        if now.has_new_handoff(shown):
            news.append(("/desk", say("navigation.new_handoff", staff.language)))
        if now.has_new_message(shown):
            news.append(_new_message(session, now, staff))
    return render(request, "_calls.html", calls=now, news=news)


def _new_message(session: Session, calls: Calls, staff: Staff) -> tuple[str, str]:
    """The address and the words of an agent's conversation in which the customer wrote."""
    conversation = get_conversation(session, session.get_one(Message, calls.message).conversation_id)
    summary = summarise(session, conversation, last_handoff(session, conversation.id))
    name = name_of(session, conversation, summary, reader=staff.language)
    return f"/desk/conversations/{conversation.id}", say(
        "navigation.new_message", staff.language, name=name or rules_of(conversation.operator).name
    )


def _choices(staff: Staff) -> dict[str, list[tuple[str, str]]]:
    def words(kind: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
        return [(value, say(f"{kind}.{value}", staff.language)) for value in values]

    everything = ("", say("queue.everything", staff.language))
    every_one = ("", say("queue.everything_feminine", staff.language))
    return {
        "operator": [everything, *((slug, rules_of(slug).name) for slug in staff.operators)],
        "state": words("filters", STATES),
        "cause": [everything, *words("causes", CAUSES)],
        "language": [every_one, *((code, say(f"languages.{code}", staff.language)) for code in LANGUAGES)],
        "waiting": [
            every_one,
            *((str(wait), say("queue.at_least", staff.language, minutes=wait)) for wait in WAITS),
        ],
    }
